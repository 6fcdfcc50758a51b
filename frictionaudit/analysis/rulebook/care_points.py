"""The ten points of care, judged from an audit: kept, open, or not stated on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from frictionaudit.analysis.rules import RULES
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import CarePoint, CarePointName, CareState, Finding

_Judgeable = Callable[[Procedure], bool]


@dataclass(frozen=True)
class _Point:
    """The words for a point of care, and whether a page states enough to judge it."""

    words: str
    judgeable: _Judgeable


def _any_step(test: Callable[..., object]) -> _Judgeable:
    return lambda procedure: any(bool(test(step)) for step in procedure.steps.values())


def _has_questions(procedure: Procedure) -> bool:
    return any(form.fields for form in procedure.forms.values())


def _has_priorities(procedure: Procedure) -> bool:
    return any(party.serves_first or party.authority for party in procedure.parties.values()) or _has_triage(procedure)


_has_waits = _any_step(lambda step: step.wait is not None)
_has_messages = _any_step(lambda step: step.tells)
_has_triage = _any_step(lambda step: step.triage)

_POINTS: Mapping[CarePointName, _Point] = {
    "on-time": _Point("we deliver on time", _has_waits),
    "resolved-quickly": _Point("we resolve cases quickly", _has_waits),
    "calls-back": _Point("we call back when we said we would", _any_step(lambda step: step.call_back)),
    "honest": _Point("we are honest, even when something goes wrong", _has_messages),
    "asks-once": _Point("we ask only for what we need, and only once", _has_questions),
    "no-rush": _Point("we do not rush people", _has_messages),
    "no-exploitation": _Point(
        "we do not take advantage of people",
        lambda procedure: bool(procedure.documents or procedure.groups or procedure.leaves),
    ),
    "customers-first": _Point("we put customers before internal work", _has_priorities),
    "right-first-time": _Point(
        "we get it right first time", lambda procedure: any(flow.share for _, flow in procedure.flows)
    ),
    "start-to-finish": _Point("we look after people from start to finish", _has_messages),
}


def care(procedure: Procedure, findings: Iterable[Finding], rules: Iterable[str]) -> tuple[CarePoint, ...]:
    """The ten points of care for a procedure, given the audit's findings and the codes of the rules that ran.

    A point is open where one of its rules has an open finding, and kept where its rules ran and found nothing. It is
    not stated where the page has nothing to judge it by, or where none of its rules ran.
    """
    open_rules = {code for finding in findings if finding.open for code in finding.codes}
    rules_run = set(rules)
    return tuple(_judged(procedure, open_rules, rules_run))


def _judged(procedure: Procedure, open_rules: set[str], rules_run: set[str]) -> Iterator[CarePoint]:
    for name, point in _POINTS.items():
        codes = _codes(name)
        raised = tuple(code for code in codes if code in open_rules)
        state: CareState = "kept"
        if raised:
            state = "open"
        elif not rules_run.intersection(codes) or not point.judgeable(procedure):
            state = "not stated"
        yield _care_point(point.words, state, raised)


@cache
def _codes(name: CarePointName) -> tuple[str, ...]:
    """The codes of the rules that speak for a point of care."""
    return tuple(code for code, rule in RULES.items() if rule.care_point == name)


@lru_cache(maxsize=1024)  # most procedures share the same few points
def _care_point(words: str, state: CareState, rules: tuple[str, ...]) -> CarePoint:
    return CarePoint(point=words, state=state, rules=rules)
