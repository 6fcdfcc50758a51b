"""May I give you another one? I have to ask the manager."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import named, open_first
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Party, Procedure, Side, Step
from frictionaudit.results.audit import Severity


class NoAuthority(Rule):
    """The front line has to ask upward for what it could decide itself.

    Judged is every approval (`control: approval`) by another party of ours right after a step of a frontstage party.
    It is a warning where that party's `authority` is nothing or less than the case is worth (`worth` of the
    procedure), or where the approval passes nearly always: its likeliest way on is stated as `passes` or more. Where
    the page does not say what the party may decide, it is worth a look. Who may decide the whole worth, and is still
    turned down now and then, has another reason to ask. One finding for each party of the front line.

    Why it matters:
        The customer waits for a person they never see, and the one in front of them learns to say: that is not up to
        me. Small sums cost more in asking than in giving.

    Wrong:
        worth: 12 GBP
        parties:
          steward: {side: frontstage, authority: 0 GBP}
          manager: {side: backstage}
        steps:
          hear: {by: steward, next: allow}
          allow: {by: manager, control: approval, next: replaced}

    Right:
        worth: 12 GBP
        parties:
          steward: {side: frontstage, authority: 50 GBP}
        steps:
          hear: {by: steward, next: replaced}

    What to do:
        Give the front line an amount, and the usual exceptions, to decide at once, and look at the sum once a month.

    Leave it when:
        Two pairs of eyes are demanded by law, or the sum could ruin somebody: say so with `because`.

    Sources:
        Redesign heuristic 22 (empower) of Reijers and Liman Mansar; the idea of procedural care: spontaneity and
        flexibility at the front line. 95 % is our default.
    """

    level = "warning"
    element = "personal"
    care_point = "customers-first"

    passes: float = 0.95

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps, parties = subject.procedure.steps, subject.procedure.parties
        approvals = {id for id, step in steps.items() if step.control == "approval" and _ours(subject, id)}
        if not approvals:  # saves time
            return
        asked: dict[tuple[str, Severity, str], set[str]] = {}
        for source, targets in subject.taken_over.items():
            by = steps[source].by or ""
            if subject.side(source) is Side.FRONTSTAGE:
                for above in approvals.intersection(targets):
                    if steps[above].by != by and (said := self._why(subject.procedure, parties[by], steps[above])):
                        asked.setdefault((by, *said), set()).add(above)
        for (by, severity, why), found in sorted(asked.items()):
            shown = open_first(subject, found, self.code())
            yield Flag(
                f"'{parties[by].name or by}' has to ask upward at {named(subject, shown)}: {why}",
                steps=shown,
                about=by,
                severity=severity,
            )

    def _why(self, procedure: Procedure, party: Party, approval: Step) -> tuple[Severity, str] | None:
        """How much of a friction an approval is, and why; None where there may be another reason for it."""
        may, worth, reasons = party.authority, procedure.worth, []
        if may is not None and not may.amount:
            reasons.append("it may decide nothing alone")
        elif may is not None and worth is not None and may.amount < worth.amount:
            reasons.append(f"it may decide {may.short()}, and a case is worth {worth.short()}")
        likeliest = max((flow.share.value for flow in approval.next if flow.share), default=0.0)
        if likeliest >= self.passes:
            reasons.append(f"the approval goes the same way {percent(likeliest)}")
        if reasons:
            return "warning", " and ".join(reasons)
        if may is None:
            return "info", "the page does not say what it may decide alone"
        return None


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours
