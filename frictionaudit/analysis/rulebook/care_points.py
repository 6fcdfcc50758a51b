"""The ten points of care, judged from an audit: kept, open, or not stated on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from frictionaudit.analysis.rules import RULES
from frictionaudit.domain.procedure import Procedure, Side, Step, StepKind
from frictionaudit.results.audit import Finding
from frictionaudit.results.care import CarePoint, CarePointName, CareState

_Judgeable = Callable[[Procedure], bool]
_LITTLE = 14 * 1440.0
"""Minutes of waiting in all up to which a case is resolved quickly without a promise: ten working days."""
_SELDOM = 0.05
"""Share of the visits to a step in which something may go wrong there."""


@dataclass(frozen=True)
class _Point:
    """The words for a point of care, and whether a page states enough to judge it."""

    words: str
    judgeable: _Judgeable


def _any_step(test: Callable[[Step], object]) -> _Judgeable:
    return lambda procedure: any(bool(test(step)) for step in procedure.steps.values())


def _quick(procedure: Procedure) -> bool:
    """Whether all our steps say how long a case waits before them, and all its waits are short, or it is promised.

    Days that a case waits for others, or for the customer, are days until it is resolved as well.
    """
    ours = [step.wait for id, step in procedure.steps.items() if _is_ours(procedure, id)]
    if not ours or any(wait is None for wait in ours):
        return False
    waits = [step.wait for step in procedure.steps.values() if step.wait]
    parts = [part for wait in waits for part in (wait.queue, wait.batch, wait.third, wait.customer) if part]
    return bool(procedure.promises) or sum(map(procedure.calendar.expected_elapsed, parts)) <= _LITTLE


def _is_ours(procedure: Procedure, step: str) -> bool:
    side = procedure.side(step)
    return procedure.steps[step].kind is StepKind.TASK and side is not None and side.ours


def _asks_listed(procedure: Procedure) -> bool:
    """Whether questions are listed; on a drawing, which may give no reasons, whether it says why any is asked."""
    fields = [field for form in procedure.forms.values() for field in form.fields or ()]
    return any(field.purpose or field.basis for field in fields) if procedure.drawn else bool(fields)


def _price_known(procedure: Procedure) -> bool:
    """Whether every step of the customer says what it costs; where it costs something, also what a case is worth."""
    own = [step for id, step in procedure.steps.items() if procedure.side(id) is Side.CUSTOMER]
    fees = [step.fees for step in own if step.kind is StepKind.TASK]
    if not fees or any(several is None for several in fees):
        return False
    return procedure.worth is not None or not any(several for several in fees)


def _customers_come_first(procedure: Procedure) -> bool:
    """Whether the page says that a party of ours serves customers first, or takes urgent ones first at a step."""
    first = any(party.serves_first == "customers" for party in procedure.parties.values())
    return first or any(step.triage for step in procedure.steps.values())


def _told_at_both_ends(procedure: Procedure) -> bool:
    """Whether the customer is told something at a start, and something at an end."""
    return all(any(procedure.steps[id].tells for id in ids) for ids in (procedure.starts, procedure.ends))


_POINTS: Mapping[CarePointName, _Point] = {
    "on-time": _Point("we deliver on time", lambda procedure: bool(procedure.promises)),
    "resolved-quickly": _Point("we resolve cases quickly", _quick),
    "calls-back": _Point("we call back when we said we would", _any_step(lambda step: step.call_back)),
    "honest": _Point(
        "we are honest, even when something goes wrong",
        _any_step(lambda step: step.failures or step.outcome == "adverse"),
    ),
    "asks-once": _Point("we ask only for what we need, and only once", _asks_listed),
    "no-rush": _Point(
        "we do not rush people",
        _any_step(lambda step: step.options or step.submission or (step.wait and step.wait.deadline)),
    ),
    "no-exploitation": _Point("we do not take advantage of people", _price_known),
    "customers-first": _Point("we put customers before internal work", _customers_come_first),
    "right-first-time": _Point(
        "we get it right first time",
        lambda procedure: _says_how_many(procedure) and _seldom_fails(procedure),
    ),
    "start-to-finish": _Point("we look after people from start to finish", _told_at_both_ends),
}


def _says_how_many(procedure: Procedure) -> bool:
    """Whether the page says of some flow which part of the cases takes it; all of them is no part."""
    return any(flow.share is not None and flow.share.value < 1 for _, flow in procedure.flows)


def _seldom_fails(procedure: Procedure) -> bool:
    """Whether the page says what is checked or what can go wrong, and how seldom everything that can does."""
    steps = procedure.steps.values()
    failures = [failure for step in steps for failure in step.failures]
    seldom = all(failure.share is not None and failure.share.value <= _SELDOM for failure in failures)
    return seldom and (bool(failures) or any(step.control for step in steps))


def care(procedure: Procedure, findings: Iterable[Finding], rules: Iterable[str]) -> tuple[CarePoint, ...]:
    """The ten points of care for a procedure, given the audit's findings and the codes of the rules that ran.

    A point is open where one of its rules has an open finding. It is kept where its rules ran and found nothing, and
    the page says what it takes to judge it: a promise for being on time, what a case is worth for its price, how
    seldom something goes wrong for getting it right. Else it is not stated.
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
        yield _care_point(name, state, raised)


@cache
def _codes(name: CarePointName) -> tuple[str, ...]:
    """The codes of the rules that speak for a point of care."""
    return tuple(code for code, rule in RULES.items() if rule.care_point == name)


@lru_cache(maxsize=1024)  # most procedures share the same few points
def _care_point(name: CarePointName, state: CareState, rules: tuple[str, ...]) -> CarePoint:
    return CarePoint(name=name, point=_POINTS[name].words, state=state, rules=rules)
