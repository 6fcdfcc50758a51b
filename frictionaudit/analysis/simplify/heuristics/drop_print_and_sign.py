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

_ONLINE = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})


class DropPrintAndSign(Heuristic):
    """Drop the handwritten signature from a form that follows an online step, and send online what was posted.

    The channel is that of the last online step before. Where an original has to be sent, it still goes by post. The
    time to post it stays counted where it is stated: the page does not say what sending online takes.

    Do not use it when a law demands ink on paper.
    """

    answers = ("FA110", "FA407")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA110"):
            step = finding.steps[0]
            signed = _signed_forms(subject, step)
            channel = None if "original" in finding.message else _online_instead_of_post(subject, step)
            changes: list[Change] = [FormAmended(id=form, attribute="signature", value=False) for form in signed]
            if channel is not None:
                changes.append(StepAmended(id=step, attribute="channel", value=channel.value))
            if changes:
                yield Idea(
                    _title(step_name(subject, step), bool(signed), channel is not None),
                    tuple(changes),
                    steps=(step,),
                    trade_off="no signature on paper" if signed else "no paper for the file",
                )


def _title(step: str, unsigned: bool, online: bool) -> str:
    if not unsigned:
        return f"Let people do {step} online, like the step before it"
    return f"Drop the handwritten signature at {step}" + (" and let people send it online" if online else "")


def _signed_forms(subject: Subject, step: str) -> list[str]:
    forms = subject.procedure.forms
    return [item for item in subject.procedure.steps[step].asks if item in forms and forms[item].signature]


def _online_instead_of_post(subject: Subject, step: str) -> Channel | None:
    """For a step by post, the channel of the customer's last online step from which a case can come here."""
    if subject.procedure.steps[step].channel is not Channel.POST:
        return None
    earlier = subject.graph.before(step) - {step}
    channel = None
    for id in subject.procedure.in_reading_order():
        own = subject.procedure.steps[id].channel
        if id in earlier and own in _ONLINE and subject.side(id) is Side.CUSTOMER:
            channel = own
    return channel
