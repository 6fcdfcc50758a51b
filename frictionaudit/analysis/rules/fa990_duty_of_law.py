"""What a law demands of the procedure and the page does not show."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duties import CHECKS
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.limits import Duty


class DutyOfLaw(Rule):
    """A law that the procedure falls under demands something else than what the page shows.

    Which law is said by `under`: the id of a pack of duties, or of a single duty. Each finding names the section, and
    whether its clause was read or is from memory; what it is about is the id of the duty. A service table in the
    layout of a Citizen's Charter falls under Republic Act 11032 of the Philippines (`ra11032`). Judged is only what a
    page or table can show: time ceilings by class, signatures, the items of a charter, open-ended, circular and
    unlisted requirements, contact after acceptance, payment before the clock, acknowledgements, refusals.

    Why it matters:
        A law that simplifies is a right of whoever stands at the counter. What it forbids should not be printed.

    Wrong:
        under: [ra11032]
        complexity: simple
        published: {time: 5 working days}
        steps:
          apply: {name: Apply, by: applicant, next: decide}

    Right:
        under: [ra11032]
        complexity: simple
        published: {time: 3 working days}
        steps:
          apply: {name: Apply, by: applicant, next: decide}

    What to do:
        Change the procedure, or the page where it says something else than what is done.

    Leave it when:
        The procedure does not fall under the law, which is then not to stand in `under`; or a lawyer says that the
        clause does not apply: name that with `because`.

    Sources:
        The section named in the finding, from the pack of duties. What is from memory is marked so: look it up before
        quoting it. The excerpts of Republic Act 11032 were read on other people's pages, not in the Official Gazette
        (not read first-hand).
    """

    level = "error"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        under = set(subject.procedure.under)
        for duty in subject.limits.values():
            if not isinstance(duty, Duty) or not under & {duty.id, duty.pack}:
                continue
            for breach in CHECKS[duty.check](measures, duty):
                yield Flag(
                    f"{breach.message}. {duty.cited}: {duty.what}",
                    steps=breach.steps,
                    about=duty.id,
                    at=breach.at,
                    severity=breach.severity,
                )
