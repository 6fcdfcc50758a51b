"""An audit in a notebook: its findings and measures at hand, as a table, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, Protocol

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import and_more
from frictionaudit.errors import UsageError
from frictionaudit.exports.audit.summary import by_severity, cost
from frictionaudit.exports.wording.sanitize import text
from frictionaudit.results.audit import Audit, Finding, Measure, ProcedureAudit

_FRAMES = ("pandas", "polars")
_SHOWN = 20
Row = Mapping[str, str | float | int | None]


class DataFrame(Protocol):
    """A table of pandas or polars, whichever is installed; both have these."""

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def columns(self) -> object: ...


class Report:
    """The audit of some procedures; `document` is the plain, versioned document that every format is written from."""

    def __init__(self, document: Audit) -> None:
        self.document = document

    @property
    def procedures(self) -> tuple[ProcedureAudit, ...]:
        """The audit of each procedure."""
        return self.document.procedures

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that count: neither justified on the page, nor waived, nor known before."""
        return tuple(finding for procedure in self.procedures for finding in procedure.open)

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The measures by key, of a report on one procedure; UsageError where there are several."""
        if len(self.procedures) != 1:
            hint = "use report.procedures[n].measures, or report.to_frame()"
            raise UsageError.of(
                "expected-one-procedure", f"the report is on {len(self.procedures)} procedures", hint=hint
            )
        return self.procedures[0].measures

    def to_dict(self) -> dict[str, object]:
        """The document as plain data, as `--format json` prints it."""
        return self.document.document()

    def to_frame(self, what: Literal["measures", "findings"] = "measures") -> DataFrame:
        """A row per procedure and measure, or per open finding, in pandas or polars, whichever is installed first."""
        rows = list(self._measure_rows() if what == "measures" else self._finding_rows())
        for library in _FRAMES:
            if find_spec(library):
                frame: DataFrame = import_module(library).DataFrame(rows)
                return frame
        raise UsageError.of(
            "no-data-frames", "a frame needs pandas or polars, and neither is installed", hint="pip install pandas"
        )

    def _measure_rows(self) -> Iterator[Row]:
        for procedure in self.procedures:
            for key, measure in procedure.measures.items():
                yield {
                    "procedure": procedure.id,
                    "measure": key,
                    "label": measure.definition.label,
                    "value": measure.value,
                    "unit": measure.unit,
                    "scope": measure.scope,
                    "evidence": measure.evidence.kind,
                    "bound": measure.evidence.bound,
                }

    def _finding_rows(self) -> Iterator[Row]:
        for procedure in self.procedures:
            for finding in procedure.open:
                yield {
                    "procedure": procedure.id,
                    "rule": finding.rule,
                    "name": finding.name,
                    "severity": finding.severity,
                    "steps": ", ".join(finding.steps),
                    "about": finding.about,
                    "message": finding.message,
                    "line": finding.where.line if finding.where else None,
                    "at_stake": finding.at_stake.share if finding.at_stake else None,
                }

    def __repr__(self) -> str:
        return f"Report({count(len(self.procedures), 'procedure')}: {by_severity(self.findings) or 'no findings'})"

    def _repr_html_(self) -> str:
        """The headline of each procedure and its findings, the worst first."""
        return "".join(self._html(procedure) for procedure in self.procedures)

    def _html(self, procedure: ProcedureAudit) -> str:
        findings = procedure.open
        rows = "".join(
            f"<tr><td>{finding.severity}</td><td>{finding.rule} {finding.name}</td>"
            f"<td style='text-align:left'>{escape(text(finding.message))}</td></tr>"
            for finding in findings[:_SHOWN]
        )
        more = f"<p>… {and_more(findings, _SHOWN)}</p>" if len(findings) > _SHOWN else ""
        head = f"<h4>{escape(text(procedure.title))}</h4><p>{escape(cost(procedure))}</p>"
        return f"{head}<table>{rows}</table>{more}" if findings else f"{head}<p>No open findings.</p>"
