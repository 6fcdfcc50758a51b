"""How to audit: by which rules with which options, on what day, by which limits of law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.domain.limits import TimeLimit

if TYPE_CHECKING:
    from frictionaudit.policy.file.settings import Settings


@dataclass(frozen=True)
class AuditOptions:
    """By which rules to audit, on what day (None: nobody said), by which limits of law (None: those shipped).

    `ask` lists what would be worth knowing; `suggest` puts what would resolve a finding beside it, with its proof.
    `pool` takes one pool of a drawing alone. `draw` adds a picture of the procedure with its findings.
    """

    rules: tuple[Rule, ...]
    ask: bool = False
    today: date | None = None
    limits: Mapping[str, TimeLimit] | None = None
    suggest: bool = False
    pool: str | None = None
    draw: bool = False

    @classmethod
    def default(cls) -> AuditOptions:
        """All rules with their defaults, and the limits that are shipped."""
        return cls(tuple(chosen_rules()))


def audit_options(settings: Settings, day: date, ask: bool = False, suggest: bool = False) -> AuditOptions:
    """The options of an audit on a day, as the settings say. InputError tells what is wrong in an owner's packs."""
    rules = tuple(chosen_rules(settings.select, settings.ignore, settings.options))
    if not settings.packs:
        return AuditOptions(rules, ask, day, suggest=suggest)  # the shipped limits, read when they are needed
    from frictionaudit.packs import load_packs

    return AuditOptions(rules, ask, day, load_packs(settings.packs, day).limits, suggest)
