"""Promised times that nobody has given a basis."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Promise


class PromiseWithoutBasis(Rule):
    """The page promises a time but does not say where it comes from.

    The basis stands under `basis`: a limit from a law or a code, or another reason. A time under `within` that is
    measured, or assumed with a reason, already has its basis.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        An invented promise is kept only by luck. If nobody knows where the time comes from, nobody dares to shorten it,
        and staff cannot tell customers why it takes that long.

    Wrong:
        promises: [{from: send-form, to: answer, within: 10 working days, published: website}]

    Right:
        promises:
          - {from: send-form, to: answer, within: 10 working days, published: website, basis: nine cases in ten of 2025}

    What to do:
        Check how long real cases take, add a margin, and enter that as `basis`.

    Leave it when:
        Never: if it is custom, say so; that is a basis too.

    Sources:
        The idea of procedural care: promise what you can exceed. Requiring a basis: our default.
    """

    level = "warning"
    stake = ()
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        graph = subject.graph
        for promise in subject.procedure.promises:
            if not _has_basis(promise):
                yield Flag(
                    f"The promise of {promise.within} from {describe(graph, promise.from_)} to "
                    f"{describe(graph, promise.to)} names no basis",
                    steps=(promise.from_, promise.to),
                    about=promise.key,
                    at=("promises", promise.key),
                )


def _has_basis(promise: Promise) -> bool:
    return bool((promise.basis or "").strip()) or promise.within.evidence.kind != "stated"
