"""People without a printer cannot print."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.closed_steps import ShutOutGroup, shut_out
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.domain.quantities.listing import listed

_WORDS = {"web": "internet", "email": "email address"}


class ShutOut(Rule):
    """A customer group has to use something that it does not have, and has no alternative.

    The rule compares what a group is `without` with what each step needs: the means of its channel (the web needs a
    connection, an app also a smartphone), what it `requires`, and a printer for a form that is signed by hand and sent.
    Another channel in `also` is an alternative. So is another route that the customer may choose, unless it ends with
    giving up. A branch that you decide is no choice. A group that never comes to the step is left out. There is one
    finding for each group.

    Why it matters:
        These people do not take longer. They cannot get what they are entitled to, or they depend on a neighbour who
        then reads their papers.

    Wrong:
        groups:
          offline: {name: People who are offline, share: 0.1, without: [web]}
        steps:
          apply: {by: customer, channel: web, next: check}

    Right:
        groups:
          offline: {name: People who are offline, share: 0.1, without: [web]}
        steps:
          apply: {by: customer, channel: web, also: [phone], next: check}

    What to do:
        Offer these people a channel that they have, with the same answer in the same time.

    Leave it when:
        An organisation that supports the group does the step for them. Give that reason with `because` on the step.

    Sources:
        House of Lords, Digital exclusion (2023), chapter 8: keep offline alternatives to essential services; GOV.UK
        Service Standard (make sure everyone can use the service).
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for case in shut_out(subject):
            group = case.segment.group
            if group is not None:
                how_often = "" if case.share >= 0.9995 else f" in {percentage(case.share)} of their cases"
                yield Flag(
                    f"'{group.name or case.segment.name}' ({format_share(group.share.value)} of cases) cannot go on"
                    f"{how_often}, and have no alternative: {_places(subject, case)}",
                    steps=tuple(case.lacks),
                    about=case.segment.name,
                )


def _places(subject: Subject, case: ShutOutGroup) -> str:
    label = subject.procedure.label
    return listed(
        f"'{label(step)}' (no {listed([_WORDS.get(means, means) for means in lacks], last='or')})"
        for step, lacks in case.lacks.items()
    )
