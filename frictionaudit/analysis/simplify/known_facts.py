"""What a page knows that customers could be told: a contact, where to object, and who is eligible."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.checks import checks
from frictionaudit.analysis.patterns.named_contact import steps_naming_a_person
from frictionaudit.analysis.simplify.only_if import is_telling
from frictionaudit.domain.procedure import Side


def contact(subject: Subject, step: str | None = None) -> str:
    """The contact that is told on every way to a step, or else the case owner; empty where there is neither.

    Of several contacts, it is the one told last before the step. Only an owner whom customers deal with is a contact:
    they do not know the others. Without a step it is the owner alone: what one step names answers for that step, not
    for the whole procedure.
    """
    told = "" if step is None else _text_on_every_way(subject, "contact", step)
    owner = subject.procedure.parties.get(subject.procedure.case_owner or "")
    if told or owner is None or owner.side is not Side.FRONTSTAGE:
        return told
    return owner.name or str(subject.procedure.case_owner)


def person(subject: Subject, step: str) -> str:
    """Whom to ask at a step: the case owner, or else the person told on every way there; empty: there is none.

    What another party tells comes last: it may lead to a person who no longer has the case.
    """
    owner = subject.procedure.case_owner
    if owner is not None:
        steps = subject.procedure.steps
        own = frozenset(id for id, before in steps.items() if before.by in (owner, None))
        told = _text_on_every_way(subject, "contact", step, own)
        return told or contact(subject) or _told_by(subject, owner) or contact(subject, step)
    return _text_on_every_way(subject, "contact", step, steps_naming_a_person(subject.procedure.steps))


def _told_by(subject: Subject, party: str) -> str:
    """The contact that all steps of a party tell; empty where they tell none, or different ones."""
    steps = subject.procedure.steps.values()
    texts = {step.tells.contact for step in steps if step.by == party and isinstance(step.tells.contact, str)}
    return texts.pop() if len(texts) == 1 else ""


def redress(subject: Subject, step: str) -> str:
    """Where to object, as told on every way to a step; empty where nothing is."""
    return _text_on_every_way(subject, "redress", step)


def _text_on_every_way(subject: Subject, key: str, step: str, among: frozenset[str] | None = None) -> str:
    """What the nearest step that every case passes before says; another way may have another answer."""
    for before in subject.graph.always_before(step):
        text = getattr(subject.procedure.steps[before].tells, key)
        if (among is None or before in among) and isinstance(text, str) and text.strip():
            return text
    return ""


def eligibility(subject: Subject) -> str:
    """The condition on which the first eligibility check lets people pass; empty where the page does not say.

    It is the condition of the only flow that can end well. The reason for a refusal, or the condition of one of several
    good routes, does not tell people whether they may apply. Nor does a bare verdict, such as `eligible`.
    """
    steps = subject.procedure.steps
    own = [check for id, check in checks(subject).items() if steps[id].control == "eligibility"]
    passed = [check.kept[0].flow.when or "" for check in own if len(check.kept) == 1 and check.turned_away]
    return next(filter(is_telling, passed), "")


def met_most(subject: Subject) -> str:
    """The front-line party of our own with the most expected visits to its steps; empty where there is none."""
    parties = subject.procedure.parties
    visits: dict[str, float] = {}
    for id, step in subject.tasks.items():
        if step.by is not None and parties[step.by].side is Side.FRONTSTAGE and not parties[step.by].outside:
            visits[step.by] = visits.get(step.by, 0.0) + subject.visits(id).value
    return max(sorted(visits), key=lambda party: visits[party], default="")
