"""What a page knows that customers could be told: documents, fees, time, a contact, and where to object."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.patterns.checks import LOST, checks
from frictionaudit.analysis.patterns.named_contact import steps_naming_a_person
from frictionaudit.analysis.simplify.promise_candidates import candidates
from frictionaudit.domain.procedure import Fee, Side

NO_DOCUMENTS = "no documents, only the answers on the form"
"""What there is to bring where customers fill in forms only."""
_TOO_WIDE = 3
"""Times that half of the cases take, beyond which what nine in ten take is not told."""


def contact(subject: Subject, step: str | None = None) -> str:
    """The case owner, or the contact that is told on every way to a step; empty where there is none.

    Of several contacts, it is the one told last before the step. Without a step it is the case owner alone: what one
    step names answers for that step, not for the whole procedure.
    """
    owner = subject.procedure.parties.get(subject.procedure.case_owner or "")
    if owner is not None:
        return owner.name or str(subject.procedure.case_owner)
    return "" if step is None else _text_on_every_way(subject, "contact", step)


def person(subject: Subject, step: str) -> str:
    """The case owner, or the person told on every way to a step, with a way to reach them; empty: there is none."""
    if subject.procedure.case_owner is not None:
        return contact(subject, step)
    return _text_on_every_way(subject, "contact", step, steps_naming_a_person(subject.procedure.steps))


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


def documents(subject: Subject) -> str:
    """The documents to bring, by name; `NO_DOCUMENTS` where only forms are asked; empty where the page does not say."""
    procedure = subject.procedure
    position = {step: n for n, step in enumerate(procedure.in_reading_order())}
    issued_here = {item for step in procedure.steps.values() for item in step.gives}
    asked = [
        (position[step], id, document)
        for step, id, document in asked_documents(subject)
        if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD) and id not in issued_here
    ]
    if asked:
        return ", ".join(dict.fromkeys(document.name or id for _, id, document in sorted(asked, key=lambda e: e[:2])))
    forms = any(item in procedure.forms for step in procedure.steps.values() for item in step.asks)
    return NO_DOCUMENTS if forms else ""


def cost(subject: Subject) -> str:
    """The stated fees, each with its name; nothing to pay where every step of the customer says so; empty: unknown."""
    procedure = subject.procedure
    fees = [fee for step in procedure.in_reading_order() for fee in procedure.steps[step].fees or ()]
    stated = dict.fromkeys(_fee(fee) for fee in fees if fee.amount)
    if stated:
        return "; ".join(stated)
    own = [step for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER]
    return "nothing to pay" if own and not fees and all(step.fees == () for step in own) else ""


def _fee(fee: Fee) -> str:
    amount = fee.amount.short() if fee.amount else ""
    return f"{fee.name}: {amount}" if fee.name else amount


def time(subject: Subject, measures: Measures) -> str:
    """How long it takes: the published promises, or what could be promised; empty where neither is known.

    A promise shorter than the expected time is not repeated. What could be promised is the same as `frictionaudit
    promise` says, up to the ends that are neither a refusal nor given up: people who start want to get there.
    """
    procedure, calendar = subject.procedure, subject.procedure.calendar
    expected = measures["lead_time"].value or 0.0
    promised = [
        f"{promise.within.high} from '{procedure.label(promise.from_)}' to '{procedure.label(promise.to)}'"
        for promise in procedure.promises
        if promise.published and calendar.elapsed(promise.within.high) >= expected
    ]
    if promised:
        return f"{'; '.join(promised)}, as promised"
    return _time_to_promise(subject) if expected else ""


def _time_to_promise(subject: Subject) -> str:
    """The longest time that could be promised to a proper end; empty where one of them is unknown.

    So it is where one in ten cases takes far longer than most: a single number would put most people off.
    """
    ends = [end for end in subject.procedure.ends if subject.procedure.steps[end].outcome not in LOST]
    stretches = [(start, end) for start in subject.procedure.starts for end in ends if subject.visits(end).value > 0]
    possible = candidates(subject, stretches)
    if not stretches or len(possible) < len(stretches):
        return ""
    longest = max(possible.values(), key=lambda candidate: candidate.say_minutes or 0.0)
    if (longest.percentile or 0.0) > _TOO_WIDE * (longest.p50 or 0.0):
        return ""
    to = f" to '{longest.to_step}'" if len(ends) > 1 else ""
    return f"up to {longest.say} {longest.unit}{to}, by the times on this page"


def eligibility(subject: Subject) -> str:
    """The condition on which the first eligibility check lets people pass; empty where the page does not say.

    It is the condition of the only flow that can end well. The reason for a refusal, or the condition of one of several
    good routes, does not tell people whether they may apply.
    """
    steps = subject.procedure.steps
    own = [check for id, check in checks(subject).items() if steps[id].control == "eligibility"]
    passed = [check.kept[0].flow.when or "" for check in own if len(check.kept) == 1 and check.turned_away]
    return next(filter(None, passed), "")


def met_most(subject: Subject) -> str:
    """The front-line party of our own with the most expected visits to its steps; empty where there is none."""
    parties = subject.procedure.parties
    visits: dict[str, float] = {}
    for id, step in subject.tasks.items():
        if step.by is not None and parties[step.by].side is Side.FRONTSTAGE and not parties[step.by].outside:
            visits[step.by] = visits.get(step.by, 0.0) + subject.visits(id).value
    return max(sorted(visits), key=lambda party: visits[party], default="")
