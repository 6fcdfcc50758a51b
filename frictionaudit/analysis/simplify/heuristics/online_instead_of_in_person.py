"""What is only handed in or handed out needs no journey."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import amend_step
from frictionaudit.domain.procedure import Channel, Side, Step

_SPARED = ("travel", "queue", "counter")


class OnlineInsteadOfInPerson(Heuristic):
    """A step for which the customer comes to one of our counters is done on line; the counter stays open beside it.

    The way there, the standing in line and the time at the counter are spared; all else stays as it is. Meant are
    steps at a counter that a step of ours follows or comes before, in which no third party has a turn. That is the
    most it can bring: nobody knows how many will go on line.

    Leave it when something has to be seen, tried or handed over in itself, or the talk is what people come for.

    Source: integral technology in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 26
    answers = ("FA701",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for id, step in subject.tasks.items():
            if subject.side(id) is Side.CUSTOMER and _comes(step) and _to_us(subject, id):
                effort = (
                    step.effort.model_dump(mode="json", by_alias=True, exclude_defaults=True) if step.effort else {}
                )
                left = {part: time for part, time in effort.items() if part not in _SPARED}
                also = [Channel.COUNTER.value, *(other.value for other in step.also if other is not Channel.WEB)]
                originals = [
                    procedure.documents[thing].name or thing
                    for thing in step.asks
                    if thing in procedure.documents and procedure.documents[thing].proof in ("original", "notarised")
                ]
                papers = f"; {' and '.join(originals)} can be seen as pictures only" if originals else ""
                yield Idea(
                    f"let people do '{procedure.label(id)}' on line, with the counter open beside it",
                    amend_step(id, channel=Channel.WEB.value, also=also, effort=left),
                    steps=(id,),
                    trade_off=f"somebody who helps, for those who go on line; how many do is not known{papers}",
                )


def _comes(step: Step) -> bool:
    third = step.wait is not None and step.wait.third is not None
    spared = step.effort is not None and any(step.effort.part(part) for part in _SPARED)
    things = step.effort is not None and step.effort.return_ is not None
    return step.channel is Channel.COUNTER and spared and not third and not things


def _to_us(subject: Subject, step: str) -> bool:
    """Whether the step is done with one of us: our steps alone follow it, or come before it where nobody follows."""
    after = [subject.side(taker) for taker in subject.taken_over.get(step, ())]
    before = [subject.side(p.source) for p in subject.by_party if p.target == step and p.source is not None]
    return all(side is not None and side.ours for side in after or before) and bool(after or before)
