"""The front line has to ask a manager about small matters."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.decisions import decides_alone
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Party, Procedure, Side, Step
from frictionaudit.domain.quantities.listing import sentence
from frictionaudit.results.audit import Severity


class NoAuthority(Rule):
    """The front line needs an approval for a decision it could take itself.

    The rule looks at each approval (`control: approval`) by another of our parties right after a step of a frontstage
    party. It is a warning in each of these cases:

    - The frontstage party's `authority` is nothing, or less than the case is worth (`worth` of the procedure).
      Exceptions that it may grant without asking (`discretion`) are something.
    - It may grant no exception (`discretion: []`), and its authority is not stated.
    - The approval is a formality: its most likely outcome has a stated share of at least `passes`.

    If the page states neither authority nor discretion, the approval is worth a look. A party that may decide the whole
    worth, and is still refused now and then, has another reason to ask. An approval that alone turns more than 5 % of
    the cases away is the decision that people came for: it is left out. There is one finding for each frontstage party.

    Why it matters:
        Customers wait for someone they never see, while the person in front of them can only apologise. For small sums,
        the approval costs more than the decision.

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
          steward: {side: frontstage, authority: 50 GBP, discretion: [a lost band without a receipt]}
        steps:
          hear: {by: steward, next: replaced}

    What to do:
        Let the front line decide up to a set amount, and the usual exceptions, and review these decisions once a month.

    Leave it when:
        The law requires a second person, or a wrong decision could ruin someone. Give that reason with `because`.

    Sources:
        Redesign heuristic 22 (empower) of Reijers and Liman Mansar; the idea of procedural care: spontaneity and
        flexibility at the front line. 95 % is our default.
    """

    level = "warning"
    stake = ("staff", "waiting")
    element = "personal"
    care_point = "customers-first"

    passes: float = Field(
        default=0.95, ge=0, le=1, description="share of the likeliest outcome from which it is a formality"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        steps, parties = subject.procedure.steps, subject.procedure.parties
        approvals = {id for id, step in steps.items() if step.control == "approval" and _is_ours(subject, id)}
        approvals -= {id for id in approvals if decides_alone(subject, id)}
        if not approvals:  # saves time
            return
        approvals_of: dict[tuple[str, Severity, str], set[str]] = {}
        for source, targets in subject.taken_over.items():
            party = steps[source].by or ""
            if subject.side(source) is Side.FRONTSTAGE:
                for approval in approvals.intersection(targets):
                    verdict = self._verdict(subject.procedure, parties[party], steps[approval])
                    if steps[approval].by != party and verdict:
                        approvals_of.setdefault((party, *verdict), set()).add(approval)
        for (party, severity, reason), asked_at in sorted(approvals_of.items()):
            shown = unjustified_first(subject, asked_at, self.code())
            yield Flag(
                f"{sentence(subject.procedure.party_label(party))} has to ask for approval at "
                f"{list_steps(subject, shown)}: {reason}",
                steps=shown,
                about=party,
                severity=severity,
                same_as=("FA204",),
            )

    def _verdict(self, procedure: Procedure, party: Party, approval: Step) -> tuple[Severity, str] | None:
        """How severe a friction an approval is, and why; None if there may be another reason for it."""
        authority, worth, reasons = party.authority, procedure.worth, []
        if authority is not None and not authority.amount and not party.discretion:
            reasons.append("it may decide nothing alone")
        elif authority is None and party.discretion == ():
            reasons.append("it may grant no exception alone")
        elif authority is not None and worth is not None and authority.amount < worth.amount:
            reasons.append(f"it may decide up to {authority.short()}, and a case is worth {worth.short()}")
        likeliest = max((flow.share.value for flow in approval.next if flow.share), default=0.0)
        if likeliest >= self.passes:
            reasons.append(f"the approval has the same outcome {percent(likeliest)}")
        if reasons:
            return "warning", ", and ".join(reasons)
        if authority is None and party.discretion is None:
            return "info", "the page does not state what it may decide alone"
        return None


def _is_ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours
