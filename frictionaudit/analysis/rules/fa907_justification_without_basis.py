"""A good reason names what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath


@dataclass(frozen=True)
class _Shown(Flag):
    """A flag that shows at a part of the page and is not answered by it: no justification may excuse itself."""

    place: PagePath = ()

    @property
    def path(self) -> PagePath:
        return self.place


class JustificationWithoutBasis(Rule):
    """A `because` says what a friction is for, and names no law, study or decision behind it.

    Looked at are those of the procedure, its steps and waits, forms and fields, documents and promises; several at
    one of these are one finding. Only a `because` of the procedure that names this rule answers it.

    Why it matters:
        "For security" is said of nearly everything that annoys people. A reason that nobody can look up cannot be
        weighed against what it costs.

    Wrong:
        steps:
          show-identity: {by: customer, because: {purpose: programme integrity}}

    Right:
        steps:
          show-identity: {by: customer, because: {purpose: programme integrity, basis: "fraud review 2025, page 12"}}

    What to do:
        Find out who decided it and on what ground, and write that down; where there is none, take the friction away.

    Leave it when:
        Never: a decision of last Monday by a person with a name is basis enough.

    Sources:
        Justified friction: OECD and New South Wales sludge guidance (not read first-hand); that the basis must be
        named: our default.
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for place, name, reasons in _justified(subject):
            purposes = dict.fromkeys(because.purpose for because in reasons if not (because.basis or "").strip())
            if purposes:
                yield _Shown(
                    f"{name} is justified by {' and '.join(purposes)}, but no law, study or decision is named",
                    about=".".join(map(str, place)),
                    place=place,
                )


def _justified(subject: Subject) -> Iterator[tuple[PagePath, str, list[Because]]]:
    """Each part of the page with its name and the reasons given there."""
    procedure = subject.procedure
    yield (), "something about the whole procedure", list(procedure.because)
    for id, step in procedure.steps.items():
        waits = [step.wait.because] if step.wait else []
        yield ("steps", id), f"something at '{procedure.label(id)}'", _given([step.because, *waits])
    for id, form in procedure.forms.items():
        fields = [field.because for field in form.fields or ()]
        yield ("forms", id), f"something in the form '{form.name or id}'", _given([form.because, *fields])
    for id, document in procedure.documents.items():
        yield ("documents", id), f"something about '{document.name or id}'", _given([document.because])
    for promise in procedure.promises:
        name = f"the promise from '{procedure.label(promise.from_)}' to '{procedure.label(promise.to)}'"
        yield ("promises", promise.key), name, _given([promise.because])


def _given(reasons: list[Because | None]) -> list[Because]:
    return [because for because in reasons if because is not None]
