"""How many documents a customer has to collect."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents, distinct_share
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count


class ManyDocuments(Rule):
    """A customer needs many different documents.

    More than `some` per case is information, more than `many` a warning. Each document counts once, however often it is
    asked for, times the share of cases that are asked for it. Where that share is not fully known, the number is a
    minimum.

    Why it matters:
        Every document has its own issuer, its own fee and its own way of being wrong. One missing document sends the
        whole case back.

    Wrong:
        steps:
          apply: {by: customer, asks: [title, plan, receipt, identity, clearance, affidavit], next: check}

    Right:
        steps:
          apply: {by: customer, asks: [plan, identity], next: check}     # you look up the rest

    What to do:
        Drop the documents that nobody reads, and look up what an office already holds. Ask for the rest only from the
        people it concerns.

    Leave it when:
        The law lists the documents. Name the law in `because` on the step, and check that each is still read.

    Sources:
        Standard Cost Model (source not checked first-hand). 5 and 10 documents are our defaults.
    """

    level = "warning"
    stake = ("filling in",)

    some: float = Field(default=5, ge=0, description="documents per case above which it is information")
    many: float = Field(default=10, ge=0, description="documents per case above which it is a warning")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        asked_at: dict[str, set[str]] = {}
        per_step: dict[str, int] = {}
        for step, id, _ in asked_documents(subject):
            asked_at.setdefault(id, set()).add(step)
            per_step[step] = per_step.get(step, 0) + 1
        shares = [distinct_share(subject, steps) for _, steps in sorted(asked_at.items())]
        total = round(sum(share.low for share in shares if share), 9)
        if total <= min(self.some, self.many):
            return
        limit = self.many if total > self.many else self.some
        highest = max(per_step, key=lambda step: (per_step[step], step))
        most = 2 * per_step[highest] > len(asked_at)
        where = f", most of them at '{subject.procedure.label(highest)}' ({per_step[highest]})" if most else ""
        minimum = "" if all(share and share.tight for share in shares) else "at least "
        number = count(total, "different document", tenths=True)
        split = rests_on(subject, {step: times * subject.visits(step).value for step, times in per_step.items()})
        yield Flag(
            f"The customer needs {minimum}{number} per case (limit {limit:g}){split}{where}",
            at=("steps", highest),
            severity="warning" if total > self.many else "info",
            portion=1 - limit / total,
        )
