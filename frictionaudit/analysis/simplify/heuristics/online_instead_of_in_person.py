"""Do online what now takes a trip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.channels_in_use import only_appears
from frictionaudit.analysis.simplify.held_documents import only_hands_in_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step, without_step
from frictionaudit.analysis.simplify.wording import document_names, enumeration, form_name, step_name, step_names
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step

_SAVED = ("travel", "queue", "counter")
_ONLINE = frozenset({Channel.WEB, Channel.APP, Channel.CHAT, Channel.EMAIL})
_IN_PERSON = frozenset({Channel.COUNTER, Channel.ONSITE})
_PAPER = ("original", "certified", "notarised")


class OnlineInsteadOfInPerson(Heuristic):
    """Let people do online what they now come to one of our counters for, and keep the counter open.

    This saves the trip, the queue and the time at the counter; everything else stays as it is. It applies to steps at a
    counter with a step of ours after them, in which no third party has a turn. Where people hand nothing in, the step
    of ours may come before. A step before that is only the way there goes too.

    It leaves alone what can be done online already, what people fetch as an original, and visits only to show papers of
    ours. So it does where the page does not say what people do there, or where they wait for a slot. It also does where
    they do something else on the same trip. This is the largest possible effect: nobody knows how many people will go
    online. Where people go on from our counter to another place, the idea says that what they get there has to reach
    them.

    Do not use it when something has to be seen, tried on or handed over, or people come for the conversation.

    Source: integral technology in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 26
    answers = ("FA701",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, step in subject.tasks.items():
            if subject.side(id) is not Side.CUSTOMER or not _is_movable(step) or not _is_with_us(subject, id):
                continue
            nothing_to_do = only_appears(subject, id) or _only_fetches(subject, id) or only_hands_in_held(subject, id)
            without_the_way = _without_the_way(subject, id)
            if not nothing_to_do and without_the_way is not None and not _goes_on_there(subject, id):
                yield Idea(
                    f"Let people do {step_name(subject, id)} online, and keep the counter open",
                    (*without_the_way, *_moved_online(id, step)),
                    steps=(id,),
                    trade_off=_trade_off(subject, id),
                    assumes="everybody goes online",
                    check=_check(subject, step),
                )

    def beside(self, subject: Subject, idea: Idea) -> Idea:
        (id,) = idea.steps  # where others leave nothing to hand in, there is no such idea, but its checks remain
        if id not in subject.procedure.steps:
            return idea
        return replace(idea, trade_off=_trade_off(subject, id), check=_check(subject, subject.procedure.steps[id]))


def _is_movable(step: Step) -> bool:
    """Whether a step at a counter takes time that going online saves, with no third party, slot or return."""
    if step.channel is not Channel.COUNTER or step.effort is None or step.effort.return_ is not None:
        return False
    if _ONLINE & {*step.also}:
        return False
    wait = step.wait
    slot = wait is not None and (wait.third is not None or wait.batch is not None or wait.queue is not None)
    return not slot and any(step.effort.part(part) for part in _SAVED)


def _is_with_us(subject: Subject, step: str) -> bool:
    """Whether only our steps take over from a step or, where it hands nothing in and none does, hand over to it."""
    after = [subject.side(taker) for taker in subject.taken_over.get(step, ())]
    if subject.procedure.steps[step].asks and not after:  # such as a parcel at the post office
        return False
    before = [
        subject.side(handover.source)
        for handover in subject.by_party
        if handover.target == step and handover.source is not None
    ]
    return all(side is not None and side.ours for side in after or before) and bool(after or before)


def _without_the_way(subject: Subject, id: str) -> tuple[Change, ...] | None:
    """The changes that remove the step before in which the customer only goes there; None where more is done there."""
    step = subject.procedure.steps[id]
    before = [arc.source for arc in subject.graph.incoming[id]]
    ways = [other for other in dict.fromkeys(before) if _is_only_a_way(subject, other)]
    if step.effort is None or step.effort.travel is not None or not ways:
        return ()
    if len(ways) > 1 or subject.procedure.steps[ways[0]].asks:
        return None
    return without_step(subject.procedure, ways[0])


def _goes_on_there(subject: Subject, id: str) -> bool:
    """Whether every customer does something else on the same trip, which then has to be made in any case."""
    after = subject.graph.immediate_postdominator
    step = after.get(id)
    while step is not None:
        if _is_part_of_the_visit(subject, step, travels=False):
            return True
        ours = subject.side(step) is not Side.CUSTOMER
        step = after.get(step) if ours and subject.procedure.steps[step].channel in _IN_PERSON else None
    return False


def _last_seen_by(subject: Subject, id: str) -> Iterator[str]:
    """Our steps in person after which customers go on to another place, with no step of theirs in between."""
    steps, seen, queue = subject.procedure.steps, {id}, [id]
    for source in queue:  # grows during the loop
        for arc in subject.graph.outgoing[source]:
            if arc.target in subject.tasks and subject.side(arc.target) is Side.CUSTOMER:
                leaves = arc.target != id and _is_part_of_the_visit(subject, arc.target, travels=True)
                if leaves and source != id and steps[source].channel in _IN_PERSON:
                    yield source
            elif arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)


def _is_only_a_way(subject: Subject, id: str) -> bool:
    """Whether the customer only goes there: pays nothing, and waits for nobody."""
    step = subject.procedure.steps[id]
    pays = any(fee.amount is None or fee.amount.amount for fee in step.fees or ())
    waits = step.wait is not None and any((step.wait.queue, step.wait.batch, step.wait.third, step.wait.missing))
    return _is_part_of_the_visit(subject, id, travels=True) and not (pays or waits)


def _is_part_of_the_visit(subject: Subject, id: str, travels: bool) -> bool:
    """Whether the customer is there in person at a step, with or without a way of its own."""
    step = subject.procedure.steps[id]
    here = id in subject.tasks and subject.side(id) is Side.CUSTOMER and step.channel in _IN_PERSON
    return here and step.effort is not None and (step.effort.travel is not None) is travels


def _moved_online(id: str, step: Step) -> tuple[Change, ...]:
    effort = step.effort.model_dump(mode="json", by_alias=True, exclude_defaults=True) if step.effort else {}
    left = {part: duration for part, duration in effort.items() if part not in _SAVED}
    also = [Channel.COUNTER.value, *(channel.value for channel in step.also if channel is not Channel.WEB)]
    return amend_step(id, channel=Channel.WEB.value, also=also, effort=left)


def _only_fetches(subject: Subject, id: str) -> bool:
    """Whether people come only for a paper that our step before or after hands out as an original."""
    near = [*(arc.source for arc in subject.graph.incoming[id]), *subject.taken_over.get(id, ())]
    return not subject.procedure.steps[id].asks and any(
        _originals(subject.procedure, subject.procedure.steps[step].gives) for step in near
    )


def _originals(procedure: Procedure, items: Iterable[str]) -> list[str]:
    documents = procedure.documents
    return [item for item in items if item in documents and documents[item].proof in _PAPER]


def _check(subject: Subject, step: Step) -> str:
    forms = subject.procedure.forms
    signed = [form_name(subject.procedure, item) for item in step.asks if item in forms and forms[item].signature]
    return f"whether {enumeration(signed)} may be signed online" if signed else ""


def _trade_off(subject: Subject, id: str) -> str:
    procedure = subject.procedure
    asked = _originals(procedure, procedure.steps[id].asks)
    given = [
        item for taker in subject.taken_over.get(id, ()) for item in _originals(procedure, procedure.steps[taker].gives)
    ]
    losses = ["staff have to help people online, and nobody knows how many will switch"]
    losses += [f"{document_names(procedure, asked)} can only be seen as a picture"] if asked else []
    losses += [f"{document_names(procedure, dict.fromkeys(given))} has to be sent, or be digital"] if given else []
    left = [
        step
        for step in dict.fromkeys(_last_seen_by(subject, id))
        if not _originals(procedure, procedure.steps[step].gives)
    ]
    losses += (
        [f"what people take with them from {step_names(subject, left)} has to be sent, or be digital"] if left else []
    )
    return "; ".join(losses)
