"""A reason that outlives its friction hides the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Because, PagePath, Procedure
from frictionaudit.results.audit import Finding


@dataclass(frozen=True)
class _Reason:
    """A justification with its place, and the questions and steps by which a finding would be about that place."""

    because: Because
    place: PagePath
    called: str
    questions: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    whole: bool = False

    def answers(self, finding: Finding) -> bool:
        """Whether a finding is one that this reason is for."""
        if finding.rule not in self.because.covers:
            return False
        if self.whole or finding.justified is self.because:
            return True
        return bool(self.steps & set(finding.steps) or finding.about in self.questions)


@dataclass(frozen=True)
class _Shown(Flag):
    """A flag that shows at a reason and is not answered by it: no reason may excuse itself."""

    place: PagePath = ()

    @property
    def path(self) -> PagePath:
        return self.place


class StaleWaiver(Rule):
    """A reason or a waiver stands for a friction that is no longer there, or stands for longer than was agreed.

    On the page: a `because` that names rules in `covers`, none of which found anything at its place. It is not judged
    where one of these rules was not run, or speaks about the audit or about several procedures. In the settings: a
    waiver past its last day, which is a warning, or one that covers no finding of what was examined.

    Why it matters:
        The reason was weighed against a friction that somebody knew. What comes to the same place later was weighed
        by nobody, and stays hidden behind it.

    Wrong:
        steps:
          ask: {by: customer, channel: web, also: [phone], because: {purpose: safety, basis: "Act 7", covers: [FA701]}}

    Right:
        steps:
          ask: {by: customer, channel: web, also: [phone]}

    What to do:
        Take the reason or the waiver away. Where the friction is still there, decide about it anew, with a new date.

    Leave it when:
        Never: what is gone needs no excuse.

    Sources:
        The way suppressions are kept clean in program checks; a date and a person for each waiver: our default.
    """

    level = "info"
    not_judged: tuple[str, ...] = Field(default=(), description="codes of rules whose silence says nothing")

    def after(self, subject: Subject, measures: Measures, found: Sequence[Finding]) -> Iterator[Flag]:
        for reason in _reasons(subject.procedure):
            covers = reason.because.covers
            if not covers or set(covers) & set(self.not_judged):
                continue
            if not any(reason.answers(finding) for finding in found):
                yield _Shown(
                    f"{reason.called} is justified ({reason.because.purpose}) against {' and '.join(covers)}, "
                    f"but nothing of the kind is found there",
                    about=".".join(map(str, reason.place)),
                    place=reason.place,
                )


def _reasons(procedure: Procedure) -> Iterator[_Reason]:
    """Every `because` of a page."""
    for n, because in enumerate(procedure.because):
        yield _Reason(because, ("because", n), "something about the whole procedure", whole=True)
    for id, step in procedure.steps.items():
        name = f"'{procedure.label(id)}'"
        if step.because:
            yield _Reason(step.because, ("steps", id), f"something at {name}", steps=frozenset({id}))
        if step.wait and step.wait.because:
            place: PagePath = ("steps", id, "wait")
            yield _Reason(step.wait.because, place, f"the wait before {name}", steps=frozenset({id}))
    yield from _of_papers(procedure)
    for promise in procedure.promises:
        if promise.because:
            name = f"the promise from '{procedure.label(promise.from_)}' to '{procedure.label(promise.to)}'"
            yield _Reason(promise.because, ("promises", promise.key), name)


def _of_papers(procedure: Procedure) -> Iterator[_Reason]:
    for id, form in procedure.forms.items():
        name = f"the form '{form.name or id}'"
        if form.because:  # it answers for its questions, too, even where they have reasons of their own
            questions = frozenset(field.data for field in form.fields or ())
            yield _Reason(form.because, ("forms", id), name, questions)
        for field in form.fields or ():
            if field.because:
                place = ("forms", id, "fields", field.data)
                yield _Reason(field.because, place, f"'{field.data}' in {name}")
    for id, document in procedure.documents.items():
        if document.because:
            yield _Reason(document.because, ("documents", id), f"'{document.name or id}'")
