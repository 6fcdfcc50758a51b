"""Ten points of care, filled from the audit: which are kept, which are open, and which the page cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import CarePoint, CareState, Finding

_Says = Callable[[Procedure], bool]


@dataclass(frozen=True)
class _Point:
    """A point with the rules that speak for it, and what a page has to say for it to be judged."""

    name: str
    rules: tuple[str, ...]
    says: _Says


def _any_step(test: Callable[..., object]) -> _Says:
    return lambda procedure: any(bool(test(step)) for step in procedure.steps.values())


def _asks(procedure: Procedure) -> bool:
    return any(form.fields for form in procedure.forms.values())


_waits = _any_step(lambda step: step.wait is not None)
_tells = _any_step(lambda step: step.tells)
_POINTS = (
    _Point("we are on time", ("FA301", "FA302", "FA303", "FA304", "FA305", "FA306"), _waits),
    _Point("it is soon done", ("FA201", "FA206", "FA211", "FA214", "FA307", "FA401", "FA405"), _waits),
    _Point("we call back as promised", ("FA309",), _any_step(lambda step: step.call_back)),
    _Point("we are honest, also when it goes wrong", ("FA310", "FA509", "FA904"), _tells),
    _Point("we ask what we need to know, once", ("FA101", "FA102", "FA104", "FA105", "FA106", "FA208"), _asks),
    _Point("nobody is rushed", ("FA111", "FA308", "FA506", "FA603"), _tells),
    _Point(
        "nobody is taken advantage of",
        ("FA103", "FA107", "FA112", "FA605", "FA702"),
        lambda p: bool(p.documents or p.groups or p.leaves),
    ),
    _Point(
        "customers come before our own tasks",
        ("FA311", "FA408", "FA704"),
        lambda p: (
            any(party.serves_first or party.authority for party in p.parties.values())
            or _any_step(lambda s: s.triage)(p)
        ),
    ),
    _Point(
        "it is right the first time",
        ("FA203", "FA207", "FA209", "FA402", "FA604"),
        lambda p: any(f.share for _, f in p.flows),
    ),
    _Point(
        "care goes on to the end and after it", ("FA501", "FA503", "FA504", "FA507", "FA508", "FA601", "FA602"), _tells
    ),
)


def care(procedure: Procedure, findings: Iterable[Finding], rules: Iterable[str]) -> tuple[CarePoint, ...]:
    """The ten points for a procedure: open where a rule of it found something that nothing justifies.

    A point is kept where its rules were run and found nothing, and `not told` where the page says nothing that it
    could be judged by, or none of its rules was run.
    """
    found = {finding.rule for finding in findings if finding.open}
    run = set(rules)
    return tuple(_judged(procedure, found, run))


def _judged(procedure: Procedure, found: set[str], run: set[str]) -> Iterator[CarePoint]:
    for point in _POINTS:
        spoken = tuple(code for code in point.rules if code in found)
        state: CareState = "kept"
        if spoken:
            state = "open"
        elif not run.intersection(point.rules) or not point.says(procedure):
            state = "not told"
        yield _care_point(point.name, state, spoken)


@lru_cache(maxsize=1024)  # most drawings share them
def _care_point(name: str, state: CareState, rules: tuple[str, ...]) -> CarePoint:
    return CarePoint(point=name, state=state, rules=rules)
