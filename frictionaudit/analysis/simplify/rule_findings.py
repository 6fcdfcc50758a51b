"""The findings of the rules, so that a heuristic changes exactly what they report."""

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
    """The findings of one rule, with its default limits, except those that the page justifies."""
    return [finding for finding, _ in examine(subject, measures, [RULES[code]()]) if finding.justified is None]


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
    """The places on the page that a change touches: the part, and the attribute that is set or removed with it."""
    if not change.place:
        return ()
    attribute = getattr(change, "attribute", "")
    if isinstance(change, StepRemoved):
        return (change.place, (*change.place, "wait"))
    return (change.place, (*change.place, attribute)) if attribute else (change.place,)


class FindingDelta:
    """The findings of a procedure, computed rule by rule on request, and how they differ once it has changed."""

    def __init__(self, subject: Subject, measures: Measures) -> None:
        self.subject, self.measures = subject, measures
        self._cache: dict[str, list[Finding]] = {}

    def before(self, code: str) -> list[Finding]:
        """The findings of one rule in the procedure as it is."""
        if code not in self._cache:
            self._cache[code] = open_findings(self.subject, self.measures, code)
        return self._cache[code]

    def after(self, changed: Subject, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The codes of rules, once for each finding that the changed procedure fixes, mitigates or introduces."""
        measures = Measures(changed)
        delta: dict[str, tuple[str, ...]] = {"fixes": (), "mitigates": (), "introduces": ()}
        for code in codes:
            before, after = self.before(code), open_findings(changed, measures, code)
            delta["fixes"] += (code,) * (len(before) - len(after))
            delta["introduces"] += (code,) * (len(after) - len(before))
            delta["mitigates"] += (code,) * (len(before) == len(after) and _is_mitigated(before, after))
        return delta


def _is_mitigated(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether a finding is less severe than before, says less about the same place, or names fewer of its steps."""
    earlier = {finding.fingerprint: finding for finding in before}
    if any(_is_less(earlier[finding.fingerprint], finding) for finding in after if finding.fingerprint in earlier):
        return True
    return any(now.about == then.about and {*now.steps} < {*then.steps} for now in after for then in before)


def _is_less(before: Finding, after: Finding) -> bool:
    old, new = SEVERITIES.index(before.severity), SEVERITIES.index(after.severity)
    return new > old or (new == old and len(after.message) < len(before.message))
