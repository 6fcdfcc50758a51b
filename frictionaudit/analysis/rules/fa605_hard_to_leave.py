"""Leaving should be as easy as joining."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.patterns.phrases import times
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step, StepKind

_ONLINE = (Channel.WEB, Channel.APP)


class HardToLeave(Rule):
    """Leaving takes more effort than joining, or cannot be done online although joining can.

    The procedure names the one for joining with `leaves`, and both have to be audited together. The rule compares them
    by the measure `exit_entry_ratio`: the customer's minutes or, where those are not fully known, the customer's steps.

    Joining counts as online if customers can reach an end that is neither adverse nor abandoned by online steps only. A
    customer step without a channel does not count as online for joining. For leaving it does, so that a gap on the page
    never causes a finding.

    Why it matters:
        People notice when joining takes a click and leaving takes a registered letter. Customers who are kept by a form
        warn others, and never come back.

    Wrong:
        leaves: subscribe
        steps:
          write-letter: {by: customer, channel: post, effort: {fill: 30m}, next: left}

    Right:
        leaves: subscribe
        steps:
          press-button: {by: customer, channel: web, also: [post], effort: {fill: 1m}, next: left}

    What to do:
        Put a button to leave next to the button to join, and ask only who the customer is.

    Leave it when:
        A pause before leaving protects customers, and they asked for it. Give that reason with `because`.

    Sources:
        Consumer Rights Directive 2011/83/EU, Art. 11a (a withdrawal function on the interface of the contract; from 19
        June 2026). We apply the same idea to other procedures for leaving.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-exploitation"

    ratio: float = Field(default=1, ge=0, description="times the effort of joining that leaving may take")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        entry = subject.portfolio.get(subject.procedure.leaves or "")
        if entry is None:
            return
        measure = measures["exit_entry_ratio"]
        if measure.value is not None and measure.value > self.ratio + 1e-9:
            unit = "as many steps" if "customer_steps" in (measure.evidence.note or "") else "as long"
            ratio = times(measure.value) if measure.value >= 1.05 else f"{measure.value:.3g} times"
            yield Flag(f"Leaving takes customers {ratio} {unit} as '{entry.title}'", about="effort")
        if _is_online(entry, if_unknown=False) and not _is_online(subject.procedure, if_unknown=True):
            offline = [
                id for id, step in subject.tasks.items() if _is_offline(subject.procedure, step, if_unknown=False)
            ]
            steps = unjustified_first(subject, offline, self.code())
            yield Flag(
                f"'{entry.title}' can be done online, but leaving cannot, because of {list_steps(subject, steps)}",
                steps=steps,
                about="channel",
            )


def _is_offline(procedure: Procedure, step: Step, if_unknown: bool) -> bool:
    """Whether a customer step cannot be done on the web or in the app; `if_unknown` is the answer without a channel."""
    by_customer = step.by is not None and procedure.parties[step.by].side is Side.CUSTOMER
    if not by_customer or step.kind is not StepKind.TASK:
        return False
    return if_unknown if step.channel is None else not {step.channel, *step.also}.intersection(_ONLINE)


def _is_online(procedure: Procedure, if_unknown: bool) -> bool:
    """Whether some path of online steps leads to an end that the customer wants.

    `if_unknown` says whether a step without a channel counts as online.
    """
    seen, queue = set(procedure.starts), list(procedure.starts)
    while queue:
        step = procedure.steps[queue.pop()]
        if step.kind is StepKind.END and step.outcome not in ("adverse", "abandoned"):
            return True
        for flow in step.next:
            if flow.to not in seen and not _is_offline(procedure, procedure.steps[flow.to], not if_unknown):
                seen.add(flow.to)
                queue.append(flow.to)
    return False
