"""Which rules are run: chosen by code, beginning of a code or readable name, with their options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from frictionaudit.errors import UsageError


def chosen_rules(
    select: Sequence[str] = (), ignore: Sequence[str] = (), options: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Rule]:
    """All rules that `select` names (or all), without those that `ignore` names; `options` by code.

    A rule that looks at the silence of others is told which of them it cannot know of.
    """
    for name in (*select, *ignore):
        if not any(matches(code, name) for code in RULES):
            raise UsageError.of("unknown-rule", f"there is no rule '{name}'", hint="`frictionaudit rules` lists them")
    wanted = [code for code in RULES if not select or any(matches(code, name) for name in select)]
    codes = [code for code in wanted if not any(matches(code, name) for name in ignore)]
    if not codes:  # which must not look like a clean result
        raise UsageError.of("no-rule-left", "every rule that is selected is ignored", hint="take one out of `ignore`")
    rules = [_with(RULES[code], (options or {}).get(code, {})) for code in codes]
    unheard = tuple(code for code in RULES if code not in codes or not _speaks_first(code))
    return [
        rule.model_copy(update={"not_judged": unheard}) if "not_judged" in type(rule).model_fields else rule
        for rule in rules
    ]


def _with(rule: type[Rule], options: Mapping[str, Any]) -> Rule:
    """A rule with its options. Defaults need no checking, and what would check them takes its time to be made."""
    return rule.model_validate(dict(options)) if options else rule.model_construct()


def matches(code: str, name: str) -> bool:
    """Whether a name stands for a rule: its code, the beginning of it, or its readable name."""
    return code.startswith(name.upper()) or RULES[code].name() == name.lower()


def portfolio() -> frozenset[str]:
    """Codes of the rules that see several procedures together."""
    return frozenset(code for code, rule in RULES.items() if rule.across is not Rule.across)


def _speaks_first(code: str) -> bool:
    """Whether all that a rule has to say is said before the rules about the audit itself are asked."""
    rule = RULES[code]
    return rule.after is Rule.after and rule.across is Rule.across
