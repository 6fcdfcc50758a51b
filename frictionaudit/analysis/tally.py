"""Adding up, with the evidence of what was added and a list of what said nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.quantities import Assumed, Evidence, Measured
from frictionaudit.results.audit import Basis, Bound, Strength

Result = tuple[float | None, Basis]
_basis = lru_cache(maxsize=1024)(Basis)
"""Most measures of most drawings rest on the same, so that one value of it is shared."""


class Tally:
    """A sum of amounts times expected visits, the weakest evidence among them, and what is unknown."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._value = self._low = self._high = 0.0
        self._entries = 0
        self._stated = self._measured = False
        self._assumed: dict[str, None] = {}
        self._unknown: dict[str, None] = {}
        self.note: str | None = None

    def add(self, times: Weight, amount: float = 1.0, *evidence: Evidence) -> None:
        """Add an amount times expected visits; without evidence of its own it counts as drawn."""
        self._entries += 1
        if not amount:
            return
        self._value += times.value * amount
        self._low += times.low * amount
        self._high += times.high * amount
        for source in evidence:
            self.rest_on(source)
        if not evidence:
            self._stated = True

    def rest_on(self, evidence: Evidence) -> None:
        """Note that the sum rests on a number with this evidence."""
        match evidence:
            case Measured():
                self._measured = True
            case Assumed(why=why):
                self._assumed[why] = None
            case _:
                self._stated = True

    def miss(self, what: str) -> None:
        """Note that something which belongs to the sum says nothing."""
        self._unknown[what] = None

    def miss_all(self, many: Iterable[str]) -> None:
        for what in many:
            self.miss(what)

    def said_nothing(self, why: str) -> Tally:
        """The same tally; where nothing at all was added to it, it misses what nobody stated."""
        if not self._entries and not self._unknown:
            self.miss(why)
        return self

    @property
    def value(self) -> float:
        return self._value

    def result(self, per: float = 1.0) -> Result:
        """Value and evidence; None where a loop never ends, or where only zeros are known beside what is unknown."""
        routing = _routing_evidence(self._subject)
        self._assumed.update(routing.assumed)
        self._stated |= routing.stated
        self._measured |= routing.measured
        assumed, unknown = tuple(self._assumed), tuple(self._unknown)
        if not math.isfinite(self._value):
            note = "a loop that no case leaves makes it endless"
            return None, _basis(kind="unknown", assumed=assumed, unknown=unknown, note=note)
        if unknown and not self._high and not self._value:  # `at least 0` says nothing
            return None, _basis(kind="unknown", assumed=assumed, unknown=unknown, note=self.note)
        low, high = self._low * per, self._high * per
        low = max(low, min(high, 0.0))  # no count and no time is negative
        loose = not math.isclose(low, high, rel_tol=1e-12, abs_tol=1e-12)
        bound: Bound = "between" if loose else "at least" if unknown else "exact"
        return self._value * per, _basis(
            kind=self._kind(),
            bound=bound,
            low=low if loose else None,
            high=high if loose and math.isfinite(high) else None,
            assumed=assumed,
            unknown=unknown,
            note=self.note,
        )

    @staticmethod
    def counted(value: float | None) -> Result:
        """A property of the drawing itself, which rests on nothing else; None where it is not defined."""
        return value, _basis(kind="unknown" if value is None else "stated")

    @classmethod
    def unknown(cls, subject: Subject, *why: str) -> Result:
        """The result where nothing can be said, and what is missing for it."""
        tally = cls(subject)
        tally.miss_all(why)
        return tally.result()

    def _kind(self) -> Strength:
        if self._assumed:
            return "assumed"
        return "measured" if self._measured and not self._stated else "stated"


@dataclass
class _RoutingEvidence:
    """What all measures of a subject rest on: the shares of its flows and of its groups."""

    assumed: dict[str, None]
    stated: bool
    measured: bool


@lru_cache(maxsize=2)  # every measure of a subject asks for it, one after the other
def _routing_evidence(subject: Subject) -> _RoutingEvidence:
    tally = Tally(subject)
    for segment in subject.segments:
        routing = segment.visits.routing
        tally._assumed.update(dict.fromkeys(routing.assumed))
        tally._stated |= routing.stated
        tally._measured |= routing.measured
        if segment.group is not None:
            tally.rest_on(segment.group.share.evidence)
    return _RoutingEvidence(tally._assumed, tally._stated, tally._measured)
