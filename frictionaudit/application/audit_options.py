"""How to audit, as the settings in force say: by which rules with which options, on what day, by which limits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from frictionaudit.application.audit import AuditOptions, chosen_rules

if TYPE_CHECKING:
    from frictionaudit.policy.file.settings import Settings


def terms(settings: Settings, day: date, ask: bool = False, suggest: bool = False) -> AuditOptions:
    """The terms of an audit on a day. InputError tells what is wrong in an owner's packs."""
    rules = tuple(chosen_rules(settings.select, settings.ignore, settings.options))
    if not settings.packs:
        return AuditOptions(rules, ask, day, suggest=suggest)  # the shipped limits, read when they are needed
    from frictionaudit.packs import load_packs

    return AuditOptions(rules, ask, day, load_packs(settings.packs, day).limits, suggest)
