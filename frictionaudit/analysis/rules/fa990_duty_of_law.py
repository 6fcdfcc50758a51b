"""Duties under a law that the page does not meet."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duties import CHECKS
from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.limits import Duty


class DutyOfLaw(Rule):
    """The page does not meet a duty under a law that applies to the procedure.

    The page names the law under `under`: the id of a pack of duties, or of a single duty. Each finding cites the
    section, and says whether the clause was read or is from memory; its `about` is the id of the duty. A service table
    in the layout of a Citizen's Charter falls under Republic Act 11032 of the Philippines (`ra11032`).

    The rule checks only what a page or table can show: time ceilings by class, signatures, the items of a charter,
    open-ended, circular and unlisted requirements, contact after acceptance, payment before the clock starts,
    acknowledgements and refusals.

    Why it matters:
        A law that simplifies a procedure gives rights to the customer at the counter. Do not publish a page that
        breaks it.

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
        Change the named steps until they do what the cited section requires. If the practice already meets the law,
        correct the page.

    Leave it when:
        The law does not apply to the procedure; then delete it from `under`. Or a lawyer says that the clause does not
        apply; then say so with `because`.

    Sources:
        The section cited in the finding, from the pack of duties. Clauses from memory are marked: look them up before
        you quote them. The excerpts of Republic Act 11032 were read on third-party pages, not in the Official Gazette
        (source not checked first-hand).
    """

    level = "error"
    stake = ("customer", "staff", "customer money", "waiting")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        under = set(subject.procedure.under)
        for duty in subject.limits.values():
            if not isinstance(duty, Duty) or not under & {duty.id, duty.pack}:
                continue
            for breach in CHECKS[duty.check](measures, duty):
                yield Flag(
                    f"{sentence(breach.message)}. {duty.cited}: {duty.what}",
                    steps=breach.steps,
                    about=duty.id,
                    at=breach.at,
                    severity=breach.severity,
                    same_as=("FA410",) if duty.check == "signatures" else (),
                )
