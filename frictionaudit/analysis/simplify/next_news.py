"""What customers hear, get or have to do next after a step, in words that a message to them can use."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.wording import BY_CHANNEL, enumeration
from frictionaudit.domain.procedure import Channel, Side, Step, StepKind

_BY = {**BY_CHANNEL, Channel.HOME: "at your home"}


def next_news(subject: Subject, step: str) -> str:
    """The answer, a message before it, a document, or the customer's own next step; empty where nothing comes."""
    steps = subject.procedure.steps
    met = list(_next_met(subject, step))
    turns = [id for id in met if subject.side(id) is Side.CUSTOMER]
    heard = [id for id in met if id not in turns and _reaches_customers(subject, id)]
    answers = [id for id in heard if steps[id].tells.result]
    messages = [id for id in heard if id not in answers and steps[id].tells]
    silent = any(steps[id].kind is StepKind.END and id not in heard for id in met)  # some get no paper, nor any word
    papers = dict.fromkeys(
        subject.procedure.documents[given].name or given
        for id in heard
        if id not in answers and id not in messages and not silent
        for given in steps[id].gives
    )
    news = [*(["the answer"] if answers else []), *papers]
    if messages:
        news.append("before it a message from us" if answers else "a message from us")
    own = [_turn(subject, turns, alone=not news)] if turns else []
    if not news and not own:
        return ""
    return ", or ".join([*news, *own]) + _by([steps[id] for id in heard] if not turns else [])


def _reaches_customers(subject: Subject, step: str) -> bool:
    """Whether customers hear or get something: what a step only gives, right before a third party acts, is theirs."""
    own, takers = subject.procedure.steps[step], subject.taken_over.get(step, ())
    to_others = bool(takers) and all(subject.side(taker) is Side.THIRD for taker in takers)
    return bool(own.tells or (own.gives and not to_others))


def _turn(subject: Subject, turns: list[str], alone: bool) -> str:
    """What customers do next, by the names of their steps; a name like `goes to the club` does not speak to them."""
    names = [subject.procedure.label(id) for id in turns]
    if not all(name[:1].isupper() for name in names):
        return "your turn"
    return enumeration(names) if alone else f"your turn: {enumeration(names)}"


def _by(messages: list[Step]) -> str:
    """How all of the messages come, where that is the same."""
    channels = {step.channel for step in messages if step.kind is not StepKind.END}
    (channel,) = channels if len(channels) == 1 else (None,)
    return f", {_BY[channel]}" if channel in _BY else ""


def _next_met(subject: Subject, step: str) -> Iterator[str]:
    """The first steps on each way from a step at which customers hear or get something, or act themselves."""
    queue, seen = [step], {step}
    for id in queue:  # grows during the loop
        for arc in subject.graph.outgoing[id]:
            if arc.target in seen:
                continue
            seen.add(arc.target)
            target = subject.procedure.steps[arc.target]
            own = arc.target in subject.tasks and subject.side(arc.target) is Side.CUSTOMER
            if own or _reaches_customers(subject, arc.target) or target.kind is StepKind.END:
                yield arc.target
            else:
                queue.append(arc.target)
