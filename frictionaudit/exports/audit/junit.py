"""An audit as JUnit XML, for build servers that show tests: a suite per procedure, a case per rule."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from frictionaudit.exports.audit.summary import by_severity, grouped, looked_at, reason, status, summary
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.locations import place, relative
from frictionaudit.exports.wording.policy import budget_line
from frictionaudit.results.audit import Audit, Finding, ProcedureAudit, RuleInfo


def write(audit: Audit) -> str:
    """Errors and warnings fail their rule's case; a hint is only told; one set apart is skipped."""
    suites = [_suite(procedure, audit) for procedure in audit.procedures]
    suites += [suite for suite in (_agreed(audit), _unread(audit)) if suite is not None]
    totals = {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures", "errors")}
    root = etree.Element("testsuites", {"name": summary(audit), **totals})
    root.extend(suites)
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _suite(procedure: ProcedureAudit, audit: Audit) -> etree._Element:
    by_rule = _by_rule(procedure.findings)
    cases = [
        _case(code, by_rule.get(code, []), procedure, audit)
        for code in dict.fromkeys((*procedure.coverage.rules, *by_rule))
    ]
    suite = etree.Element(
        "testsuite",
        name=sanitize.text(procedure.title),
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors="0",
        skipped=str(sum(case.find("skipped") is not None for case in cases)),
        id=sanitize.text(procedure.id),
        file=sanitize.text(relative(procedure.source)),
    )
    suite.extend(cases)
    coverage = [
        looked_at(procedure),
        *(f"could not judge {item.what}: {item.why}" for item in procedure.coverage.not_judged),
    ]
    etree.SubElement(suite, "system-out").text = "\n".join(map(sanitize.text, coverage))
    return suite


def _by_rule(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings of each rule; one that two rules make counts for both."""
    by_rule: dict[str, list[Finding]] = {}
    for group in grouped(findings):
        for finding in group:
            for code in finding.codes:
                by_rule.setdefault(code, []).append(finding)
    return by_rule


def _case(code: str, findings: Sequence[Finding], procedure: ProcedureAudit, audit: Audit) -> etree._Element:
    """A rule's case is called by its code alone, so that a build server knows it again when it begins to fail."""
    case = etree.Element("testcase", name=code, classname=sanitize.text(procedure.id))
    wrong = [finding for finding in findings if finding.open and finding.severity != "info"]
    hints = [finding for finding in findings if finding.open and finding.severity == "info"]
    not_counting = [finding for finding in findings if not finding.open]
    if wrong:
        message = f"{audit.rules[code].name} ({audit.rules[code].element}): {by_severity(wrong)}"
        failure = etree.SubElement(case, "failure", type=wrong[0].severity, message=message)
        failure.text = _details(wrong, procedure, audit.rules[code])
    elif not_counting and not hints:
        reasons = dict.fromkeys(f"{status(finding)} ({reason(finding)})" for finding in not_counting)
        etree.SubElement(case, "skipped", message=sanitize.text("; ".join(reasons)))
    if hints:
        etree.SubElement(case, "system-out").text = _details(hints, procedure, audit.rules[code])
    return case


def _details(findings: Sequence[Finding], procedure: ProcedureAudit, rule: RuleInfo) -> str:
    lines = []
    for finding in findings:
        where = place(finding, procedure)
        lines.append(sanitize.text(f"{relative(where.path)}:{where.line}:{where.column}: {finding.message}"))
    return "\n".join([*lines, f"why: {rule.why}", f"do:  {rule.do}"])


def _agreed(audit: Audit) -> etree._Element | None:
    """A suite for what a team has agreed on: budgets and the settings themselves; None where nothing is."""
    suite = etree.Element("testsuite", name="agreed")
    for budget in audit.budgets:
        name = sanitize.text(f"{budget.procedure}: {budget.measure} {budget.limit}")
        case = etree.SubElement(suite, "testcase", name=name, classname="budget")
        if budget.kept is not True:
            etree.SubElement(
                case, "skipped" if budget.kept is None else "failure", message=sanitize.text(budget_line(budget))
            )
    for finding in audit.about_settings:
        name = sanitize.text(f"{finding.rule} {finding.about}".strip())
        case = etree.SubElement(suite, "testcase", name=name, classname="settings")
        etree.SubElement(case, "failure", type=finding.severity, message=sanitize.text(finding.message))
    if not len(suite):
        return None
    for key, value in (("tests", len(suite)), ("failures", len(suite.findall("testcase/failure"))), ("errors", 0)):
        suite.set(key, str(value))
    return suite


def _unread(audit: Audit) -> etree._Element | None:
    """A suite of its own for files that were not read; None where all were."""
    unread = [(skipped.where, skipped.why) for skipped in audit.skipped if skipped.where is not None]
    if not unread:
        return None
    number = str(len(unread))
    suite = etree.Element("testsuite", name="not read", tests=number, failures="0", errors=number)
    for where, why in unread:
        case = etree.SubElement(
            suite, "testcase", name=sanitize.text(f"{relative(where.path)}:{where.line}"), classname="read"
        )
        etree.SubElement(case, "error", type="not read", message=sanitize.text(why))
    return suite
