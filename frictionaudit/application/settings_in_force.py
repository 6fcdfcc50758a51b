"""The settings in force: what the caller gives, then what the one settings file says, then the defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frictionaudit.policy.file.discovery import find

if TYPE_CHECKING:
    from frictionaudit.policy.file.known_names import KnownNames
    from frictionaudit.policy.file.settings import Settings


@dataclass(frozen=True)
class InForce:
    """The settings, the file that some of them are from, and those that the caller gave."""

    settings: Settings
    settings_file: Path | None
    given: frozenset[str]

    def origin(self, name: str) -> str:
        """Where a setting, by its dotted name, was made: on the command line, at a place in a file, or nowhere."""
        if name in self.given:
            return "command line"
        span = self.settings.spans.get(name)
        return str(span) if span else "default"


def in_force(config: Path | None = None, given: Mapping[str, Any] | None = None) -> InForce:
    """The settings in force here: `given` values by field name, else those of `config` or of the nearest file."""
    from frictionaudit.policy.file.settings import DEFAULTS

    nearest = None if config else find(Path.cwd())
    file = config or (Path(os.path.relpath(nearest)) if nearest else None)
    settings = DEFAULTS
    if file is not None:
        from frictionaudit.policy.file.reader import read  # most audits have no settings to read

        settings = read(file, known_names())
    values = dict(given or {})
    return InForce(replace(settings, **values), file, frozenset(name.replace("_", "-") for name in values))


def known_names() -> KnownNames:
    """The names of this program's rules, measures and formats, which settings may use."""
    from frictionaudit.analysis.measures import CATALOGUE
    from frictionaudit.analysis.rules import RULES
    from frictionaudit.exports import FORMATS
    from frictionaudit.policy.file.known_names import KnownNames

    return KnownNames(
        rules=RULES,
        rule_names={code: rule.name() for code, rule in RULES.items()},
        units={key: definition.unit for key, definition in CATALOGUE.items()},
        on_demand=frozenset(key for key, definition in CATALOGUE.items() if definition.costly),
        formats=tuple(FORMATS),
    )
