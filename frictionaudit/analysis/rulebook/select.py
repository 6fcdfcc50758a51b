"""Selects the rules to run, by code, code prefix or name, and sets their options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import UsageError


def chosen_rules(
    select: Sequence[str] = (), ignore: Sequence[str] = (), options: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Rule]:
    """The rules named by `select` without those named by `ignore`; `options` by code.

    Without `select` all rules are chosen but those that only report what a page leaves out: the audit has a part of its
    own for that. A rule that reports missing findings of other rules learns which of them were not run.
    """
    for name in (*select, *ignore):
        if not any(matches(code, name) for code in RULES):
            names = [*(rule.name() for rule in RULES.values()), *RULES]
            hint = did_you_mean(name, names, otherwise="`frictionaudit rules` lists all rules")
            raise UsageError.of("unknown-rule", f"there is no rule '{name}'", hint=hint)
    selected = [
        code
        for code, rule in RULES.items()
        if (any(matches(code, name) for name in select) if select else not rule.completeness)
    ]
    codes = [code for code in selected if not any(matches(code, name) for name in ignore)]
    if not codes:  # must not look like a clean result
        raise UsageError.of("no-rule-left", "every selected rule is ignored", hint="remove a rule from `ignore`")
    rules = [_with(RULES[code], (options or {}).get(code, {})) for code in codes]
    not_run = tuple(code for code in RULES if code not in codes or not _reports_before_audit_rules(code))
    return [
        rule.model_copy(update={"not_judged": not_run}) if "not_judged" in type(rule).model_fields else rule
        for rule in rules
    ]


def _with(rule: type[Rule], options: Mapping[str, Any]) -> Rule:
    """A rule with its options. Without options, validation is skipped, since building the validator takes time."""
    return rule.model_validate(dict(options)) if options else rule.model_construct()


def matches(code: str, name: str) -> bool:
    """Whether a name selects a rule: by its code, a prefix of the code, or its readable name."""
    return code.startswith(name.upper()) or RULES[code].name() == name.lower()


def portfolio() -> frozenset[str]:
    """Codes of the rules that compare several procedures."""
    return frozenset(code for code, rule in RULES.items() if rule.across is not Rule.across)


def _reports_before_audit_rules(code: str) -> bool:
    """Whether all findings of a rule are known before the rules about the audit itself run."""
    rule = RULES[code]
    return rule.after is Rule.after and rule.across is Rule.across
