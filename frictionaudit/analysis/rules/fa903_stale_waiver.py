"""Justifications and waivers for friction that no longer exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath, Procedure
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.audit import Finding


@dataclass(frozen=True)
class _Reason:
    """A justification, its place on the page, and the questions and steps of findings that it could be for."""

    because: Because
    place: PagePath
    name: str
    questions: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    whole: bool = False

    def is_for(self, finding: Finding) -> bool:
        """Whether this justification is for a finding."""
        if finding.rule not in self.because.covers:
            return False
        if self.whole or finding.justified is self.because:
            return True
        return bool(self.steps & set(finding.steps) or finding.about in self.questions)


@dataclass(frozen=True)
class _ShownAt(Flag):
    """A flag shown at a justification but not excused by it: no justification may excuse itself."""

    place: PagePath = ()

    @property
    def path(self) -> PagePath:
        return self.place


class StaleWaiver(Rule):
    """A justification or a waiver is for friction that no longer exists, or it has expired.

    On the page, this is a `because` whose `covers` names rules that find nothing at its place. The rule skips it if one
    of them was not run, or concerns the audit itself or several procedures. In the settings, it is a waiver that covers
    no finding, or one past its last day, which is a warning.

    Why it matters:
        Somebody accepted a friction they knew. A later friction at the same place stays hidden, and nobody has
        accepted it.

    Wrong:
        steps:
          ask: {by: customer, channel: web, also: [phone], because: {purpose: safety, basis: "Act 7", covers: [FA701]}}

    Right:
        steps:
          ask: {by: customer, channel: web, also: [phone]}

    What to do:
        Delete the justification or the waiver. If the friction is still there, decide again and set a new date.

    Leave it when:
        Never: friction that is gone needs no justification.

    Sources:
        Unused suppressions in code linters. A date and a person for each waiver: our default.
    """

    level = "info"
    stake = ()
    not_judged: tuple[str, ...] = Field(default=(), description="codes of rules that were not run; set by the program")

    def after(self, subject: Subject, measures: Measures, found: Sequence[Finding]) -> Iterator[Flag]:
        for reason in _reasons(subject.graph):
            covers = reason.because.covers
            if not covers or set(covers) & set(self.not_judged):
                continue
            if not any(reason.is_for(finding) for finding in found):
                yield _ShownAt(
                    f"The justification of {reason.name} ({reason.because.purpose}) covers {listed(covers)}, "
                    "but there is no such finding",
                    about=".".join(map(str, reason.place)),
                    place=reason.place,
                )


def _reasons(graph: FrictionGraph) -> Iterator[_Reason]:
    """Every `because` of a page."""
    procedure = graph.procedure
    for n, because in enumerate(procedure.because):
        yield _Reason(because, ("because", n), "the whole procedure", whole=True)
    for id, step in procedure.steps.items():
        name = describe(graph, id) if step.because or step.wait else ""
        if step.because:
            yield _Reason(step.because, ("steps", id), name, steps=frozenset({id}))
        if step.wait and step.wait.because:
            place: PagePath = ("steps", id, "wait")
            yield _Reason(step.wait.because, place, f"the wait before {name}", steps=frozenset({id}))
    yield from _of_forms_and_documents(procedure)
    for promise in procedure.promises:
        if promise.because:
            name = f"the promise from {describe(graph, promise.from_)} to {describe(graph, promise.to)}"
            yield _Reason(promise.because, ("promises", promise.key), name)


def _of_forms_and_documents(procedure: Procedure) -> Iterator[_Reason]:
    for id, form in procedure.forms.items():
        name = f"the form '{form.name or id}'"
        if form.because:  # it is for its questions too, even those with a reason of their own
            questions = frozenset(field.data for field in form.fields or ())
            yield _Reason(form.because, ("forms", id), name, questions)
        for field in form.fields or ():
            if field.because:
                place = ("forms", id, "fields", field.data)
                yield _Reason(field.because, place, f"the question '{field.label or field.data}' in {name}")
    for id, document in procedure.documents.items():
        if document.because:
            yield _Reason(document.because, ("documents", id), f"the document '{document.name or id}'")
