"""What the rules say of a procedure, so that a heuristic changes just what they find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import first_covering, reasons_along
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.rules import RULES
from frictionaudit.domain.changes import Change, StepRemoved
from frictionaudit.domain.procedure import PagePath, Procedure
from frictionaudit.results.audit import SEVERITIES, Finding


def open_findings(subject: Subject, measures: Measures, code: str) -> list[Finding]:
    """The findings of one rule, with its default limits; those that the page justifies are left out."""
    found = examine(subject, measures, [RULES[code]()])
    return [finding for finding, _ in found if finding.justified is None]


def is_unjustified(procedure: Procedure, place: PagePath, codes: Iterable[str]) -> bool:
    """Whether the page gives no reason, at a part or around it, why the friction of some rules is right there."""
    reasons = tuple(reasons_along(procedure, _by_number(procedure, place)))
    return not any(first_covering(reasons, code) for code in codes)


def _by_number(procedure: Procedure, place: PagePath) -> PagePath:
    """The place of a question by its number on the form, where a change names it by its data item."""
    if len(place) < 4 or place[0] != "forms" or place[1] not in procedure.forms:
        return place
    items = [field.data for field in procedure.forms[str(place[1])].fields or ()]
    return (*place[:3], items.index(str(place[3])), *place[4:]) if place[3] in items else place


def touched(change: Change) -> tuple[PagePath, ...]:
    """The places on the page that a change touches: the part, and what of it is said anew or goes with it."""
    if not change.place:
        return ()
    attribute = getattr(change, "attribute", "")
    if isinstance(change, StepRemoved):
        return (change.place, (*change.place, "wait"))
    return (change.place, (*change.place, attribute)) if attribute else (change.place,)


class FindingDelta:
    """The findings of a procedure, rule by rule as they are asked for, and what becomes of them when it changes."""

    def __init__(self, subject: Subject, measures: Measures) -> None:
        self.subject, self.measures = subject, measures
        self._known: dict[str, list[Finding]] = {}

    def before(self, code: str) -> list[Finding]:
        """The findings of one rule as the procedure is."""
        if code not in self._known:
            self._known[code] = open_findings(self.subject, self.measures, code)
        return self._known[code]

    def after(self, changed: Subject, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The codes of some rules: once for each finding that is gone, eased or new when the procedure has changed."""
        measures = Measures(changed)
        found: dict[str, tuple[str, ...]] = {"fixes": (), "mitigates": (), "introduces": ()}
        for code in codes:
            was, now = self.before(code), open_findings(changed, measures, code)
            found["fixes"] += (code,) * (len(was) - len(now))
            found["introduces"] += (code,) * (len(now) - len(was))
            found["mitigates"] += (code,) * (len(was) == len(now) and _eased(was, now))
        return found


def _eased(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether one of the findings is less severe than it was, or has less to say of the same place."""
    was = {finding.fingerprint: finding for finding in before}
    return any(_less(was[one.fingerprint], one) for one in after if one.fingerprint in was)


def _less(before: Finding, after: Finding) -> bool:
    severity = [SEVERITIES.index(one.severity) for one in (before, after)]
    return severity[1] > severity[0] or (severity[0] == severity[1] and len(after.message) < len(before.message))
