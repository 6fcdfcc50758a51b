"""An audit as a document for Word and PDF: the account, where the time goes, and every finding with its advice."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.exports.audit.summary import cost, grouped, looked_at, not_counting, reason, remedies, rows, summary
from frictionaudit.exports.documents.document import Document, Section, Table
from frictionaudit.exports.wording import burden as words
from frictionaudit.exports.wording.policy import budget_line, set_apart
from frictionaudit.results.audit import Audit, ProcedureAudit

STEPS = 8
"""Steps that show where the time goes."""


def document(audit: Audit) -> Document:
    """The audit, a chapter for each procedure."""
    sections = [section for procedure in audit.procedures for section in _procedure(procedure, audit)]
    unread = tuple(f"{skipped.what}: {skipped.why}" for skipped in audit.skipped if skipped.where is not None)
    title = audit.procedures[0].title if len(audit.procedures) == 1 else "Friction audit"
    return Document(
        title,
        summary(audit),
        (),
        (Section("Not read", unread), Section("What was agreed", tuple(_agreed(audit))), *sections),
    )


def _agreed(audit: Audit) -> Iterator[str]:
    """Budgets, and what is to be said of the settings and the baseline."""
    for budget in audit.budgets:
        yield (
            budget_line(budget)
            if budget.kept is not True
            else f"{budget.procedure}: {budget.measure} {budget.limit}: kept"
        )
    yield from (f"{finding.rule} {finding.name}: {finding.message}" for finding in audit.about_settings)
    yield from (f"fixed: {known.rule} in {known.procedure}" for known in audit.fixed)


def _procedure(procedure: ProcedureAudit, audit: Audit) -> Iterator[Section]:
    several = len(audit.procedures) > 1
    account = tuple((heading, " · ".join(parts)) for heading, parts in rows(procedure))
    table = Table(("", "per case"), account, (1, 6))
    heading = procedure.title if several else "What it asks"
    yield Section(heading, (), table, lead=cost(procedure), new_page=several)
    yield Section(
        "Where the time goes", tuple(f"Loop: {loop}" for loop in words.loops(procedure.burden, 4)), _where(procedure)
    )
    for group in grouped(procedure.open):
        rule = audit.rules[group[0].rule]
        stake = words.stake(words.together(group))
        brings = [f"What would help: {title}: {effect}" for title, effect in remedies(group)]
        sentences = [finding.message for finding in group]
        yield Section(
            f"{group[0].severity.capitalize()}: {rule.code} {rule.name}",
            (*sentences, f"Why it matters: {rule.why}", f"What to do: {rule.do}", *brings),
            lead=stake,
        )
    for label, findings in not_counting(procedure):
        yield Section(label, tuple(f"{f.rule} {f.name}: {f.message} ({reason(f)})" for f in findings))
    yield Section("Waived, known and under review", tuple(set_apart(procedure)))
    yield Section("What was looked at", (looked_at(procedure),))


def _where(procedure: ProcedureAudit) -> Table:
    lines = [line for line in procedure.burden.steps if line.minutes > 0][:STEPS]
    cells = tuple(
        (
            line.label,
            format_effort(line.customer_minutes) if line.customer_minutes else "–",
            format_effort(line.staff_minutes) if line.staff_minutes else "–",
        )
        for line in lines
    )
    return Table(("step", "customers", "staff"), cells, (5, 1, 1), (1, 2))
