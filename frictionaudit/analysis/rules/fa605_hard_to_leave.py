"""The way out has to be as wide as the way in."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import named, open_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step, StepKind

_ONLINE = (Channel.WEB, Channel.APP)


class HardToLeave(Rule):
    """Leaving costs more than entering, or cannot be done on the web or in the app where entering can.

    The procedure names the way in with `leaves`, and both have to be audited together. Compared is the measure
    `exit_entry_ratio`: the customer's minutes, or where those are not known in full the customer's steps. The way in
    is possible online where some way leads to an end, neither adverse nor abandoned, on which each step of the
    customer's can be done on the web or in the app; a step without a channel is not. The way out is judged in the
    customer's favour: there a step without a channel may be online.

    Why it matters:
        Joining takes a click and leaving a registered letter: people notice. Who is kept by a form tells others, and
        never comes back.

    Wrong:
        leaves: subscribe
        steps:
          write-letter: {by: customer, channel: post, effort: {fill: 30m}, next: left}

    Right:
        leaves: subscribe
        steps:
          press-button: {by: customer, channel: web, also: [post], effort: {fill: 1m}, next: left}

    What to do:
        Put a button to leave where the button to join stands, and ask no more than who it is.

    Leave it when:
        A pause before leaving protects the customer and they have asked for it: say so with `because`.

    Sources:
        Consumer Rights Directive 2011/83/EU, Art. 11a (a withdrawal function on the interface of the contract; from
        19 June 2026). That leaving should cost no more than entering is our reading of it for other ways out.
    """

    level = "warning"
    care_point = "no-exploitation"

    ratio: float = 1

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        entry = subject.portfolio.get(subject.procedure.leaves or "")
        if entry is None:
            return
        measure = measures["exit_entry_ratio"]
        if measure.value is not None and measure.value > self.ratio + 1e-9:
            unit = "steps" if "customer_steps" in (measure.evidence.note or "") else "time"
            yield Flag(
                f"leaving takes the customer {measure.value:.2g} times the {unit} of '{entry.title}'", about="effort"
            )
        if _online(entry, unknown=False) and not _online(subject.procedure, unknown=True):
            closed = [id for id, step in subject.tasks.items() if _closed(subject.procedure, step, unknown=True)]
            steps = open_first(subject, closed, self.code())
            yield Flag(
                f"'{entry.title}' can be done online, and leaving cannot: not {named(subject, steps)}",
                steps=steps,
                about="channel",
            )


def _closed(procedure: Procedure, step: Step, unknown: bool) -> bool:
    """Whether the customer cannot take a step on the web or in the app; `unknown` is what counts without a channel."""
    theirs = step.by is not None and procedure.parties[step.by].side is Side.CUSTOMER
    if not theirs or step.kind is not StepKind.TASK:
        return False
    return not unknown if step.channel is None else not {step.channel, *step.also}.intersection(_ONLINE)


def _online(procedure: Procedure, unknown: bool) -> bool:
    """Whether some way leads to an end that the customer wants, through steps that can be taken online."""
    seen, queue = set(procedure.starts), list(procedure.starts)
    while queue:
        step = procedure.steps[queue.pop()]
        if step.kind is StepKind.END and step.outcome not in ("adverse", "abandoned"):
            return True
        for flow in step.next:
            if flow.to not in seen and not _closed(procedure, procedure.steps[flow.to], unknown):
                seen.add(flow.to)
                queue.append(flow.to)
    return False
