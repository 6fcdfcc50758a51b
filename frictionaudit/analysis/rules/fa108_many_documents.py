"""A stack of papers to bring together."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents, distinct_share
from frictionaudit.analysis.rule import Flag, Rule, count


class ManyDocuments(Rule):
    """More different documents are expected of a customer than `some` (info) or `many` (warning).

    Each document counts once, however often it is asked for, with the share of cases that are asked for it at all.
    Where that share is not known in full, the number is the least it can be.

    Why it matters:
        Every paper has its own place to get it, its own fee and its own way of being wrong; one that is missing sends
        the whole case back.

    Wrong:
        steps:
          apply: {by: customer, asks: [title, plan, receipt, identity, clearance, affidavit], next: check}

    Right:
        steps:
          apply: {by: customer, asks: [plan, identity], next: check}     # the rest is looked up

    What to do:
        Strike what nobody reads, look up what an office holds, and ask for the rest only of those whom it concerns.

    Leave it when:
        The law lists the papers: say so with `because` on the step, and ask whether each is still read.

    Sources:
        Standard Cost Model (not read first-hand). More than 5 and more than 10 are our default.
    """

    level = "warning"

    some: float = 5
    many: float = 10

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        places: dict[str, set[str]] = {}
        stacks: dict[str, int] = {}
        for step, id, _ in asked_documents(subject):
            places.setdefault(id, set()).add(step)
            stacks[step] = stacks.get(step, 0) + 1
        shares = [distinct_share(subject, steps) for _, steps in sorted(places.items())]
        total = round(sum(share or 0.0 for share, _ in shares), 9)
        if total <= min(self.some, self.many):
            return
        limit = self.many if total > self.many else self.some
        highest = max(stacks, key=lambda step: (stacks[step], step))
        least = "" if all(certain for _, certain in shares) else "at least "
        yield Flag(
            f"{least}{count(total, 'different document')} are expected of a customer, more than {limit:g}; "
            f"most of them at '{subject.procedure.label(highest)}' ({stacks[highest]})",
            at=("steps", highest),
            severity="warning" if total > self.many else "info",
        )
