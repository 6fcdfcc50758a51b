"""The order of findings: by severity, then by what they have at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from frictionaudit.analysis.burden.stakes import at_stake, of_suggestion
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.rule import Rule
from frictionaudit.results.audit import SEVERITIES, AtStake, Burden, Finding, Stake


def ranked(subject: Subject, findings: Iterable[Finding], rules: Sequence[Rule]) -> list[Finding]:
    """The findings, each with what it has at stake: the most severe first, and of these those with most at stake.

    Where a suggestion is proven, what it saves is at stake. Equal ones are in the order of their rules and of the page.
    """
    stakes: Mapping[str, tuple[Stake, ...]] = {rule.code(): rule.stake for rule in rules}
    order = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
    priced = [_with_stake(subject, finding, stakes) for finding in findings]
    return sorted(priced, key=lambda finding: (*worst_first(finding), _first(finding, order), finding.about))


def worst_first(finding: Finding) -> tuple[int, float, str]:
    """Sort key: severity, then what is at stake, then the rule."""
    share = finding.at_stake.share if finding.at_stake else 0.0
    return SEVERITIES.index(finding.severity), -share, finding.rule


def _first(finding: Finding, order: Mapping[str, int]) -> int:
    return min((order[step] for step in finding.steps if step in order), default=-1)


def _with_stake(subject: Subject, finding: Finding, stakes: Mapping[str, tuple[Stake, ...]]) -> Finding:
    kinds = tuple(dict.fromkeys(kind for code in finding.codes for kind in stakes.get(code, ())))
    stake = at_stake(
        subject, finding.priced or finding.steps, finding.about, kinds, finding.portion, finding.going_back
    )
    if finding.suggestions and kinds:
        stake = of_suggestion(stake, finding.suggestions[0])
    return finding.model_copy(update={"at_stake": stake}) if stake else finding


def with_stake_of_steps(finding: Finding, burden: Burden, rules: Sequence[Rule]) -> Finding:
    """A finding about several procedures, with the time of customers and staff that its steps take in this one."""
    kinds = {kind for rule in rules if rule.code() in finding.codes for kind in rule.stake}
    places = [line for line in burden.steps if line.id in finding.steps]
    shares, told = [], dict[str, Any]()
    for kind, minutes, hours in (
        ("customer", "customer_minutes", "customer_hours_year"),
        ("staff", "staff_minutes", "staff_hours_year"),
    ):
        amount, whole = (sum(getattr(line, minutes) for line in lines) for lines in (places, burden.steps))
        if kind in kinds and amount:
            shares.append(amount / whole)
            told[minutes] = amount
            if places[0].customer_hours_year is not None:
                told[hours] = sum(getattr(line, hours) for line in places)
    return finding.model_copy(update={"at_stake": AtStake(share=max(shares), **told)}) if shares else finding
