"""What people need to know before they start."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.untold_at_start import untold_at_start
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.quantities.listing import listed

_FACTS = {
    "cost": "what it costs",
    "time": "how long it takes",
    "documents": "what to have ready",
    "eligibility": "who may use it",
}


class StartInTheDark(Rule):
    """Before the first question, people are not told the cost, the time, the documents or who may use it.

    The rule looks at `tells` of the start, and of every step that all cases pass before they are asked for a form or
    document. If nothing is asked for, it looks as far as the customer's first step. Totals under `published` also
    count, for the time and the cost. So do published promises from there on that cover at least half of the waits.
    Procedures in which no customer takes part are left out. It is a warning if all four are missing, and worth a look
    if some are.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        People who learn of the fee or of a missing document at the end have wasted the effort. People who are not
        eligible should learn that before the first question.

    Wrong:
        steps:
          not-right: {kind: start, tells: {contact: returns desk}, next: send-form}

    Right:
        steps:
          not-right:
            kind: start
            tells: {eligibility: everything bought online, documents: none, cost: nothing, time: six working days}
            next: send-form

    What to do:
        Put four facts on the page where people start: what it costs, how long it takes, what to have ready and who may
        use it.

    Leave it when:
        The organisation starts the procedure and only informs the customer.

    Sources:
        GOV.UK Service Manual and Design System: start pages, and check whether a service is suitable.
    """

    level = "warning"
    stake = ("finding out",)
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        if not any(subject.side(step) is Side.CUSTOMER for step in subject.tasks):
            return
        for entry, missing in untold_at_start(subject).items():
            facts = listed([_FACTS[fact] for fact in missing], shown=None, last="or")
            yield Flag(
                f"People who start at {describe(subject.graph, entry)} are not told {facts}",
                steps=(entry,),
                severity="warning" if len(missing) == len(_FACTS) else "info",
            )
