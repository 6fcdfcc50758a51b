"""Drop printing, signing by hand and posting from what began online."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import Change, FormAmended, StepAmended
from frictionaudit.domain.procedure import Channel, Side

_FACE_TO_FACE = frozenset({Channel.COUNTER, Channel.ONSITE, Channel.HOME})
_ONLINE = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})


class DropPrintAndSign(Heuristic):
    """Drop the handwritten signature from a form that follows an online step, and send online what was posted.

    The channel is that of the customer's step before, if that is online. Where an original has to be sent, it still
    goes by post. The time to post it stays counted where it is stated: the page does not say what sending online takes.
    A form that people sign face to face stays as it is: there is nothing to print.

    Do not use it when a law demands ink on paper.
    """

    answers = ("FA110", "FA407")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA110"):
            step = finding.steps[0]
            signed = [] if subject.procedure.steps[step].channel in _FACE_TO_FACE else _signed_forms(subject, step)
            before = None if "original" in finding.message else _online_step_before(subject, step)
            changes: list[Change] = [FormAmended(id=form, attribute="signature", value=False) for form in signed]
            if before is not None:
                channel = subject.procedure.steps[before].channel
                changes.append(StepAmended(id=step, attribute="channel", value=channel.value if channel else None))
            if changes:
                yield Idea(
                    _title(subject, step, bool(signed), before),
                    tuple(changes),
                    steps=(step,),
                    trade_off="no signature on paper" if signed else "no paper for the file",
                    check="whether a law or a contract asks for a signature by hand" if signed else "",
                )


def _title(subject: Subject, step: str, unsigned: bool, before: str | None) -> str:
    if before is not None and not unsigned:
        return f"Let people do {step_name(subject, step)} online, like {step_name(subject, before)}"
    online = " and let people send it online" if before is not None else ""
    return f"Drop the handwritten signature at {step_name(subject, step)}{online}"


def _signed_forms(subject: Subject, step: str) -> list[str]:
    forms = subject.procedure.forms
    return [item for item in subject.procedure.steps[step].asks if item in forms and forms[item].signature]


def _online_step_before(subject: Subject, step: str) -> str | None:
    """For a step by post, the last step of the customer from which a case can come here, where that is online."""
    if subject.procedure.steps[step].channel is not Channel.POST:
        return None
    earlier = subject.graph.before(step) - {step}
    own = [id for id in subject.tasks if id in earlier and subject.side(id) is Side.CUSTOMER]
    order = {id: position for position, id in enumerate(subject.procedure.in_reading_order())}
    last = max(own, key=lambda step: order[step], default=None)
    return last if last is not None and subject.procedure.steps[last].channel in _ONLINE else None
