"""People who start online should be able to finish online."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, of_cases
from frictionaudit.domain.procedure import Channel, Side, Step

DIGITAL = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})
_ORIGINALS = ("original", "certified", "notarised")
_SENDING = ("gather", "fill", "return")
_SIGNATURE = "a handwritten signature"
_IN_PERSON = f"{_SIGNATURE} in person"


class PrintSignPost(Rule):
    """A customer who started online has to print, sign by hand or post something.

    A later step by the customer is flagged if one of its forms needs a handwritten signature. It is also flagged if
    something has to be sent by post and no digital channel is offered. A digital step is flagged if its own form needs
    a handwritten signature. Reading a letter does not count as sending one. If the only requirement is a signature
    given in person, it is information.

    Why it matters:
        Not everybody has a printer, and a letter takes days. Staff then have to type in again what people had already
        typed on a screen.

    Wrong:
        steps:
          start-claim: {by: customer, channel: web, next: send-claim}
          send-claim: {by: customer, channel: post, asks: [claim, birth-certificate], next: check}

    Right:
        steps:
          start-claim: {by: customer, channel: web, next: send-claim}
          send-claim: {by: customer, channel: web, also: [post], asks: [claim, birth-certificate], next: check}

    What to do:
        Let people finish online, with a tick box or electronic signature and photos of their documents.

    Leave it when:
        A law requires a handwritten signature or paper. Name the law in `because`.

    Sources:
        New South Wales Government: sludge list (print, sign and post after a digital step).
    """

    level = "warning"
    stake = ("customer",)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        steps = [id for id in subject.tasks if subject.side(id) is Side.CUSTOMER]
        paper = {id: parts for id in steps if (parts := _paper(subject, subject.procedure.steps[id]))}
        digital = {id for id in steps if subject.procedure.steps[id].channel in DIGITAL}
        started = _started(subject, digital)
        for id in paper:
            before = started.get(id, id if id in digital else None)
            if before is None:
                continue
            online = "it is done online" if before == id else f"the customer starts online at '{label(before)}'"
            yield Flag(
                f"'{label(id)}' requires {' and '.join(paper[id])}, although {online} "
                f"({_how_often(subject, before, id)})",
                steps=(id,),
                severity="info" if paper[id] == [_IN_PERSON] else "warning",
            )


def _paper(subject: Subject, step: Step) -> list[str]:
    """What a step requires on paper."""
    procedure, channel = subject.procedure, step.channel
    parts = []
    posted = channel is Channel.POST and not DIGITAL & {*step.also} and _sends(step)
    if posted:
        proofs = [procedure.documents[thing] for thing in step.asks if thing in procedure.documents]
        originals = any(document.proof in _ORIGINALS for document in proofs)
        parts.append("sending an original by post" if originals else "sending papers by post")
    if any(procedure.forms[thing].signature for thing in step.asks if thing in procedure.forms):
        in_person = channel is not None and channel.in_person
        parts.append(_IN_PERSON if in_person else _SIGNATURE)
    return parts


def _sends(step: Step) -> bool:
    """Whether the customer sends something at a step, and does not only read."""
    return bool(step.asks) or (step.effort is not None and any(step.effort.part(part) for part in _SENDING))


def _started(subject: Subject, digital: set[str]) -> dict[str, str]:
    """For each step that can come after a digital step, the first such digital step in reading order.

    Flows back to a dominator are ignored, so that only later steps count as coming after.
    """
    graph = subject.graph
    started: dict[str, str] = {}
    for source in subject.procedure.in_reading_order():
        queue = [source] if source in digital else []
        while queue:
            here = queue.pop()
            for arc in graph.outgoing[here]:
                if arc.target not in started and not graph.certainly_before(arc.target, arc.source):
                    started[arc.target] = source
                    queue.append(arc.target)
    return started


def _how_often(subject: Subject, before: str, step: str) -> str:
    """Exact if every case has passed the digital step; otherwise at most the share that reaches either step."""
    certain = subject.graph.certainly_before(before, step)
    shares = (subject.reached(id) for id in (step, before))
    share = min((share for share in shares if share is not None), default=1.0)
    return of_cases(share) if certain else f"up to {of_cases(share)}"
