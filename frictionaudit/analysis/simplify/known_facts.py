"""What a page knows that customers could be told: papers, fees, time, whom to ask, and where to object."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.domain.quantities.format import format_elapsed


def contact(subject: Subject, step: str | None = None) -> str:
    """Who is there to be asked: the owner of the case, or whom another step names; empty where nobody is.

    Of several it is whom the last step names from which a case can come to this one, or the first on the page.
    """
    owner = subject.procedure.parties.get(subject.procedure.case_owner or "")
    if owner is not None:
        return owner.name or str(subject.procedure.case_owner)
    return _told(subject, "contact", step)


def redress(subject: Subject, step: str) -> str:
    """Where to object, as another step says it, chosen likewise; empty where none does."""
    return _told(subject, "redress", step)


def _told(subject: Subject, word: str, step: str | None) -> str:
    steps = subject.procedure.steps
    telling = [
        other
        for other in subject.procedure.in_reading_order()
        if isinstance(text := getattr(steps[other].tells, word), str) and text.strip()
    ]
    earlier = subject.graph.before(step) if step is not None else frozenset()
    nearest = [other for other in telling if other in earlier][-1:] or telling[:1]
    return str(getattr(steps[nearest[0]].tells, word)) if nearest else ""


def papers(subject: Subject) -> str:
    """The documents that the customer has to bring, by name; none where only forms are asked; empty: not known."""
    procedure = subject.procedure
    order = {step: n for n, step in enumerate(procedure.in_reading_order())}
    ours = {paper for step in procedure.steps.values() for paper in step.gives}
    asked = [
        (order[step], paper, document)
        for step, paper, document in asked_documents(subject)
        if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD) and paper not in ours
    ]
    names = dict.fromkeys(document.name or paper for _, paper, document in sorted(asked, key=lambda one: one[:2]))
    if names:
        return ", ".join(names)
    forms = [thing for step in procedure.steps.values() for thing in step.asks if thing in procedure.forms]
    return "no papers, only what the form asks" if forms and not asked else ""


def cost(subject: Subject) -> str:
    """The stated fees, each with its name; nothing to pay where all steps of the customer say so; empty: not known."""
    procedure = subject.procedure
    fees = [fee for step in procedure.in_reading_order() for fee in procedure.steps[step].fees or ()]
    stated = [f"{fee.name}: {fee.amount.short()}" if fee.name else fee.amount.short() for fee in fees if fee.amount]
    if stated:
        return "; ".join(dict.fromkeys(stated))
    theirs = [step for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER]
    return "nothing to pay" if theirs and not fees and all(step.fees == () for step in theirs) else ""


def time(subject: Subject, measures: Measures) -> str:
    """How long it takes: the times that are promised in public, or what a case is expected to take; empty: not known.

    A promise shorter than what is expected for its own way is not repeated.
    """
    procedure, calendar = subject.procedure, subject.procedure.calendar
    lead = measures["lead_time"]
    expected = lead.value or 0.0
    promised = [
        f"{promise.within.high} from '{procedure.label(promise.from_)}' to '{procedure.label(promise.to)}'"
        for promise in procedure.promises
        if promise.published and calendar.elapsed(promise.within.high) >= expected
    ]
    if promised:
        return f"{'; '.join(promised)}, as promised"
    if not expected or lead.evidence.bound not in ("exact", "at least"):
        return ""
    least = " or more" if lead.evidence.bound == "at least" else ""
    return f"about {format_elapsed(expected)}{least}, expected from the times on this page"


def eligibility(procedure: Procedure) -> str:
    """Who may go on, in the words of the way on from a check of eligibility that most cases take; empty: not known."""
    for step in procedure.in_reading_order():
        drawn = procedure.steps[step]
        if drawn.control == "eligibility":
            ways = [flow for flow in drawn.next if flow.when and flow.share is not None]
            if ways:
                return str(max(ways, key=lambda flow: flow.share.value if flow.share else 0.0).when)
    return ""


def met_most(subject: Subject) -> str:
    """The party of ours in the front line with most expected visits to its steps; empty where there is none."""
    parties = subject.procedure.parties
    visits: dict[str, float] = {}
    for id, step in subject.tasks.items():
        if step.by is not None and parties[step.by].side is Side.FRONTSTAGE:
            visits[step.by] = visits.get(step.by, 0.0) + subject.visits(id).value
    return max(sorted(visits), key=lambda one: visits[one], default="")
