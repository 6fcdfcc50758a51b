"""What was begun on line is finished on line: nothing to print, to sign or to post."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import Change, FormAmended, StepAmended
from frictionaudit.domain.procedure import Channel, Side

_ON_LINE = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})


class DropPrintAndSign(Heuristic):
    """A form that is signed by hand after an on-line step needs no signature, and what was posted is sent on line.

    The channel is that of the on-line step before. Where an original has to be sent, the post stays. The way to the
    letter box, where it has a time of its own, stays counted: what sending on line takes is not on the page.

    Leave it when a law demands ink on paper.
    """

    answers = ("FA110", "FA407")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA110"):
            step = finding.steps[0]
            drawn = procedure.steps[step]
            signed = [form for form in drawn.asks if form in procedure.forms and procedure.forms[form].signature]
            changes: list[Change] = [FormAmended(id=form, attribute="signature", value=False) for form in signed]
            channel = (
                _before(subject, step) if drawn.channel is Channel.POST and "original" not in finding.message else None
            )
            if channel is not None:
                changes.append(StepAmended(id=step, attribute="channel", value=channel.value))
            what = [f"ask no signature by hand at '{procedure.label(step)}'"] if signed else []
            what += [f"send '{procedure.label(step)}' on line, as what came before"] if channel is not None else []
            if changes:
                yield Idea(
                    " and ".join(what),
                    tuple(changes),
                    steps=(step,),
                    trade_off="the signature on paper" if signed else "the paper, where somebody keeps it on file",
                )


def _before(subject: Subject, step: str) -> Channel | None:
    """The channel of the last of the customer's on-line steps from which a case can come here."""
    earlier = subject.graph.before(step)
    found = None
    for other in subject.procedure.in_reading_order():
        channel = subject.procedure.steps[other].channel
        if other in earlier and other != step and channel in _ON_LINE and subject.side(other) is Side.CUSTOMER:
            found = channel
    return found
