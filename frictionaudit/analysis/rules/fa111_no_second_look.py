"""People should be able to check their answers before they send them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, of_cases


class NoSecondLook(Rule):
    """Answers can neither be checked before they are sent nor taken back afterwards.

    A step is flagged if the page states `submission: final`. Where nothing is stated, nothing is flagged.

    Why it matters:
        People who cannot check their answers find a mistake only when they are refused, and have to start again.

    Wrong:
        steps:
          send: {by: customer, channel: web, submission: final, next: check}

    Right:
        steps:
          send: {by: customer, channel: web, submission: checked, next: check}   # shows all answers before sending

    What to do:
        Show all answers on one page before people send them, each with a link to change it. Or let people take back
        what they sent within a day.

    Leave it when:
        A later change would harm somebody else, as with a bid or a vote. Give the reason in `because`, and still show
        the answers before they are sent.

    Sources:
        GOV.UK Design System: check answers page. WCAG 2.2, success criterion 3.3.4 (source not checked first-hand).
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-rush"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            if step.submission == "final":
                share = subject.reached(id)
                how_often = "" if share is None else f" ({of_cases(share)})"
                yield Flag(
                    f"'{subject.procedure.label(id)}' lets people neither check their answers nor take them back"
                    f"{how_often}",
                    steps=(id,),
                )
