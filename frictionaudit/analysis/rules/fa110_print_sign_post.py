"""From the screen to the printer, the pen and the letter box."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Channel, Side, Step

DIGITAL = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})
_ORIGINALS = ("original", "certified", "notarised")
_SENDING = ("gather", "fill", "return")


class PrintSignPost(Rule):
    """A customer who has begun on line is made to print, to sign by hand or to post something.

    It speaks of a later step of the customer in which a form has to be signed by hand, or in which something is sent
    by post and no digital channel is open beside it; and of the digital step itself, where its form has to be signed
    by hand. Reading a letter is not sending one. Where the only thing is a
    signature given in person, it is worth a look.

    Why it matters:
        Not everybody has a printer, and a letter takes days. What was typed on a screen is typed off again behind
        the counter.

    Wrong:
        steps:
          start-claim: {by: customer, channel: web, next: send-claim}
          send-claim: {by: customer, channel: post, asks: [claim, birth-certificate], next: check}

    Right:
        steps:
          start-claim: {by: customer, channel: web, next: send-claim}
          send-claim: {by: customer, channel: web, also: [post], asks: [claim, birth-certificate], next: check}

    What to do:
        Let people finish where they began, with a tick or an electronic signature and a photo of the paper.

    Leave it when:
        A law demands the hand-written form: say so with `because`, and name the law.

    Sources:
        New South Wales Government: sludge list (print, sign and post after a digital step).
    """

    level = "warning"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        steps = [id for id in subject.tasks if subject.side(id) is Side.CUSTOMER]
        paper = {id: found for id in steps if (found := _paper(subject, subject.procedure.steps[id]))}
        digital = {id for id in steps if subject.procedure.steps[id].channel in DIGITAL}
        begun = _begun(subject, digital)
        for id in paper:
            before = begun.get(id, id if id in digital else None)
            if before is None:
                continue
            by_hand_only = paper[id] == ["with a form to sign by hand, in person"]
            first = f"after '{label(before)}' was done on line, " if before != id else "although it is done on line, "
            yield Flag(
                f"{first}'{label(id)}' goes {' and '.join(paper[id])}: {_how_often(subject, before, id)}",
                steps=(id,),
                severity="info" if by_hand_only else "warning",
            )


def _paper(subject: Subject, step: Step) -> list[str]:
    """What has to be done on paper at a step."""
    procedure, channel = subject.procedure, step.channel
    found = []
    posted = channel is Channel.POST and not DIGITAL & {*step.also} and _sends(step)
    if posted:
        proofs = [procedure.documents[thing] for thing in step.asks if thing in procedure.documents]
        originals = any(document.proof in _ORIGINALS for document in proofs)
        found.append("by post, with an original" if originals else "by post")
    if any(procedure.forms[thing].signature for thing in step.asks if thing in procedure.forms):
        in_person = channel is not None and channel.in_person
        found.append("with a form to sign by hand" + (", in person" if in_person else ""))
    return found


def _sends(step: Step) -> bool:
    """Whether something is sent there, and not only read."""
    return bool(step.asks) or (step.effort is not None and any(step.effort.part(part) for part in _SENDING))


def _begun(subject: Subject, digital: set[str]) -> dict[str, str]:
    """For each step that can come after a digital one, such a step: the first as a reader meets them.

    Ways back to what every case has passed are left out, so that what follows is what comes later.
    """
    graph = subject.graph
    begun: dict[str, str] = {}
    for source in subject.procedure.in_reading_order():
        queue = [source] if source in digital else []
        while queue:
            here = queue.pop()
            for arc in graph.outgoing[here]:
                if arc.target not in begun and not graph.certainly_before(arc.target, arc.source):
                    begun[arc.target] = source
                    queue.append(arc.target)
    return begun


def _how_often(subject: Subject, before: str, step: str) -> str:
    """Exact where every case has passed the digital step; else not more than come to either."""
    certain = subject.graph.certainly_before(before, step)
    shares = (subject.reached(one) for one in (step, before))
    share = min((share for share in shares if share is not None), default=1.0)
    return percent(share) if certain else f"on some ways, {percent(share).replace('in ', 'in up to ')}"
