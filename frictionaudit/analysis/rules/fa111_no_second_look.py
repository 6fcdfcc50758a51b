"""What is sent is sent."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percent


class NoSecondLook(Rule):
    """Something is sent in that can neither be checked once more before sending nor be taken back.

    It speaks where the page says `submission: final`; where nothing is said, it is not known.

    Why it matters:
        Everybody mistypes. Who cannot look again finds the mistake when the refusal comes, and starts anew.

    Wrong:
        steps:
          send: {by: customer, channel: web, submission: final, next: check}

    Right:
        steps:
          send: {by: customer, channel: web, submission: checked, next: check}   # all answers are shown before sending

    What to do:
        Show all answers on one page before they are sent, each with a way to change it, or let people take back what
        they sent for a day.

    Leave it when:
        Changing it afterwards would harm somebody else, as with a bid or a vote: say so with `because`, and show the
        answers before sending all the same.

    Sources:
        GOV.UK Design System: the check-answers page. WCAG 2.2, success criterion 3.3.4 (not read first-hand).
    """

    level = "warning"
    care_point = "no-rush"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, step in subject.procedure.steps.items():
            if step.submission == "final":
                share = subject.reached(id)
                how_often = "" if share is None else f", {percent(share)}"
                yield Flag(
                    f"what is sent in at '{subject.procedure.label(id)}' can neither be looked at once more nor be "
                    f"taken back{how_often}",
                    steps=(id,),
                )
