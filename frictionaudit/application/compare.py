"""Two versions of a procedure side by side: what leads from one to the other, and what that does."""

from __future__ import annotations

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.application.audit import subjects
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.drawings.changed import difference_drawn
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import Comparison, Effect


def compare(
    before: Procedure, after: Procedure, options: AuditOptions | None = None, drawn: bool = False
) -> Comparison:
    """What leads from one version to the other, and what that does to measures and open findings.

    `options`: by which rules and limits, otherwise all rules with their defaults and the limits that are shipped.
    `drawn`: whether the difference is drawn.
    """
    by = options or AuditOptions.default()
    sides = []
    for procedure in (before, after):
        (subject,) = subjects([procedure], by.today, by.limits)
        measures = Measures(subject)
        findings = [finding for finding, _ in examine(subject, measures, by.rules) if finding.justified is None]
        sides.append(({key: measures[key] for key in measures}, {finding.fingerprint: finding for finding in findings}))
    (measures_before, findings_before), (measures_after, findings_after) = sides
    return Comparison(
        before=before,
        after=after,
        changes=difference(before, after),
        effect=Effect(before=measures_before, after=measures_after),
        solved=tuple(finding for key, finding in findings_before.items() if key not in findings_after),
        new=tuple(finding for key, finding in findings_after.items() if key not in findings_before),
        stays=len(findings_before.keys() & findings_after.keys()),
        drawing=difference_drawn(before, after) if drawn else None,
    )
