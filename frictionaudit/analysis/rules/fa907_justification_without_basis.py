"""Justifications without a law, study or decision behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath
from frictionaudit.domain.quantities.listing import listed


@dataclass(frozen=True)
class _ShownAt(Flag):
    """A flag shown at a part of the page but not excused by it: no justification may excuse itself."""

    place: PagePath = ()

    @property
    def path(self) -> PagePath:
        return self.place


class JustificationWithoutBasis(Rule):
    """A `because` gives a purpose for a friction but names no law, study or decision.

    The rule checks the procedure, its steps and waits, forms and fields, documents and promises. Several at one of
    these are one finding. Only a `because` of the whole procedure that names this rule excuses it.

    Why it matters:
        People say "for security" about nearly everything that annoys customers. A reason that nobody can look up cannot
        be weighed against its cost.

    Wrong:
        steps:
          show-identity: {by: customer, because: {purpose: programme integrity}}

    Right:
        steps:
          show-identity: {by: customer, because: {purpose: programme integrity, basis: "fraud review 2025, page 12"}}

    What to do:
        Find out who decided it and why, and enter that as `basis`. If there is no basis, remove the friction.

    Leave it when:
        Never: even last Monday's decision by a named person is a basis.

    Sources:
        Justified friction: OECD and New South Wales sludge guidance (source not checked first-hand). Requiring a basis:
        our default.
    """

    level = "warning"
    stake = ()

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for place, where, reasons in _justified(subject):
            purposes = dict.fromkeys(because.purpose for because in reasons if not (because.basis or "").strip())
            if purposes:
                yield _ShownAt(
                    f"The justification {where} ({listed(purposes)}) names no law, study or decision",
                    about=".".join(map(str, place)),
                    place=place,
                )


def _justified(subject: Subject) -> Iterator[tuple[PagePath, str, list[Because]]]:
    """Each part of the page, where that is in words, and the justifications given there."""
    procedure, graph = subject.procedure, subject.graph
    yield (), "of the whole procedure", list(procedure.because)
    for id, step in procedure.steps.items():
        waits = [step.wait.because] if step.wait else []
        if reasons := _given([step.because, *waits]):
            yield ("steps", id), f"at {describe(graph, id)}", reasons
    for id, form in procedure.forms.items():
        fields = [field.because for field in form.fields or ()]
        yield ("forms", id), f"in the form '{form.name or id}'", _given([form.because, *fields])
    for id, document in procedure.documents.items():
        yield ("documents", id), f"of the document '{document.name or id}'", _given([document.because])
    for promise in procedure.promises:
        if reasons := _given([promise.because]):
            where = f"of the promise from {describe(graph, promise.from_)} to {describe(graph, promise.to)}"
            yield ("promises", promise.key), where, reasons


def _given(reasons: list[Because | None]) -> list[Because]:
    return [because for because in reasons if because is not None]
