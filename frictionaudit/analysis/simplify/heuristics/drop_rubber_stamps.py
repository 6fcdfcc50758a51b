"""Drop approvals that refuse hardly anything."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.decisions import is_the_decision
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.wording import enumeration, party_name, step_name
from frictionaudit.domain.changes import Change, PartyAmended
from frictionaudit.domain.procedure import Channel, Step
from frictionaudit.domain.quantities.format import format_share


class DropRubberStamps(Heuristic):
    """Drop a step that only approves and lets nearly all cases pass: the steps before it decide.

    An approval that is the decision itself stays: it makes something, it alone can turn a case away, or its signature
    makes the permit. So does one that sends something out, such as a notice by post. Cases that it refused take the
    route of all others. The trade-off says how many these are.

    The party that checks the case before may have to be allowed to decide on more. The limit is then raised to what a
    case is worth. Where the step before only asks, or the worth is not known, the approval stays.

    Do not use it when the few cases that it stops are worth all the waiting, or a law demands a second pair of eyes.

    Source: empower in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 22
    answers = ("FA204", "FA205", "FA408", "FA411")
    passing: float = 0.95

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.procedure.steps.items():
            side = subject.side(id)
            if step.control != "approval" or side is None or not side.ours or not step.next or _informs(step):
                continue
            if is_the_decision(subject, id):
                continue
            target, share = _main_target(step)
            changes = without_step(subject.procedure, id, target)
            short = _short_of_authority(subject, id)
            if share < self.passing or changes is None or not all(_can_be_raised(subject, source) for source in short):
                continue
            raised, title = _raised(subject, short)
            stopped = format_share(1 - share)
            yield Idea(
                f"{title} the approval {step_name(subject, id)}",
                (*raised, *changes),
                steps=(id,),
                trade_off=f"the approval stops {stopped} of cases" if 1 - share > 1e-9 else "no approval",
            )


def _short_of_authority(subject: Subject, approval: str) -> list[str]:
    """The steps that lead to an approval whose party may not decide on a case without it, as far as the page says.

    Without a stated worth, only an authority of nothing says that it may not.
    """
    procedure = subject.procedure
    needed = procedure.worth.amount if procedure.worth is not None else None
    short = []
    for source in dict.fromkeys(arc.source for arc in subject.graph.incoming[approval]):
        party = procedure.steps[source].by
        limit = procedure.parties[party].authority if party is not None else None
        if limit is not None and (limit.amount < needed if needed is not None else not limit.amount):
            short.append(source)
    return short


def _can_be_raised(subject: Subject, source: str) -> bool:
    """Whether the party of a step looks into the case there, and the page says how much it would have to decide on."""
    return subject.procedure.worth is not None and subject.procedure.steps[source].control is not None


def _raised(subject: Subject, sources: list[str]) -> tuple[tuple[Change, ...], str]:
    """The changes that let the parties of some steps decide on what a case is worth, and how the title begins."""
    worth, steps = subject.procedure.worth, subject.procedure.steps
    parties = [party for party in dict.fromkeys(steps[source].by for source in sources) if party is not None]
    if worth is None or not parties:
        return (), "Drop"
    limit = worth.model_dump(mode="json")
    names = enumeration(party_name(subject.procedure, party) for party in parties)
    changes = tuple(PartyAmended(id=party, attribute="authority", value=limit) for party in parties)
    return changes, f"Let {names} decide up to {worth.short()} and drop"


def _main_target(step: Step) -> tuple[str, float]:
    """Where most cases go after a step, and their share; unknown shares count as 0."""
    if len(step.next) == 1:
        return step.next[0].to, 1.0
    shares = {flow.to: flow.share.value if flow.share else 0.0 for flow in step.next}
    return max(shares.items(), key=lambda entry: (entry[1], entry[0]))


def _informs(step: Step) -> bool:
    """Whether somebody outside is told, sent or given something at a step, which would be lost with it."""
    return bool(step.tells) or bool(step.gives) or step.channel in (Channel.POST, Channel.EMAIL)
