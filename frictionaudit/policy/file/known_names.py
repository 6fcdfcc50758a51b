"""The names that settings may use: the rules, measures and formats of the program that reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frictionaudit.domain.values import Value


@dataclass(frozen=True)
class KnownNames:
    """Rules by code, with their options as fields; their readable names by code; units of measures by key.

    `on_demand` are the measures that are computed only when asked for, so no budget can limit them.
    """

    rules: Mapping[str, type[Value]]
    rule_names: Mapping[str, str]
    units: Mapping[str, str]
    on_demand: frozenset[str]
    formats: Sequence[str]

    def code_of(self, name: str) -> str | None:
        """The code of a rule by its code or its readable name."""
        return next(
            (c for c, readable in self.rule_names.items() if name.upper() == c or name.lower() == readable), None
        )

    def codes_for(self, name: str) -> list[str]:
        """The codes of all rules that a name stands for: a code, the beginning of one, or a readable name."""
        return [c for c, readable in self.rule_names.items() if c.startswith(name.upper()) or readable == name.lower()]

    def every_rule_name(self) -> list[str]:
        """All codes, then all readable names."""
        return [*self.rule_names, *self.rule_names.values()]
