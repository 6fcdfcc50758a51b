"""An audit to be read in a terminal: where the time goes, then what to do; one screen per procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.audit.every_measure import every_measure
from frictionaudit.exports.audit.summary import (
    TIME_GOES_ON,
    by_reason,
    by_severity,
    care_line,
    cost,
    evidence_line,
    grouped,
    ignored,
    looked_at,
    reason,
    remedies,
    rows,
    sides,
    summary,
)
from frictionaudit.exports.audit.where_it_goes import where_it_goes
from frictionaudit.exports.wording import burden, completeness, policy, sanitize
from frictionaudit.exports.wording.locations import relative
from frictionaudit.exports.wording.readability import reads
from frictionaudit.exports.wording.tables import beside, folded, heading
from frictionaudit.results.audit import (
    SEVERITIES,
    Audit,
    CarePoint,
    Finding,
    ProcedureAudit,
    RuleInfo,
)

SHOWN = 8
"""Rules shown per procedure, at most, before the rest is only counted."""
WANTED, LEAST = 3, 2
"""Rules for which the account is kept brief if need be, and rules shown however long their messages are."""
_FRAME = 3
"""The blank line before the findings, the line that counts them, and the one that counts those not shown."""
SCREEN = 40
"""Lines per procedure: fewer rules are shown where their messages are long."""
_STYLE = {"bold": "1", "dim": "2", "error": "1;31", "warning": "1;33", "info": "1;36", "good": "1;32"}
_SIGN = {"error": "✖", "warning": "▲", "info": "●"}


class _Ink:
    """Colour, where it is wanted."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLE[style]}m{text}\x1b[0m" if self.colour else text


def write(audit: Audit, width: int = 100, colour: bool = False, everything: bool = False) -> str:
    """The audit as text of a given width; `everything` lists each finding with its reason, each measure and note.

    Without it, the worst rules are shown with one finding each, as many as fit a screen: errors before warnings before
    hints, and of equal severity those with most at stake. The rest is counted.
    """
    ink = _Ink(colour)
    lines: list[str] = []
    for procedure in audit.procedures:
        lines += _procedure(procedure, audit.rules, width, ink, everything)
        lines.append("")
    lines += _end(audit, width, ink)
    return "\n".join(lines)


def _procedure(
    procedure: ProcedureAudit, rules: Mapping[str, RuleInfo], width: int, ink: _Ink, everything: bool
) -> list[str]:
    title, *rest = heading(procedure.title, procedure.source, width)
    head = [ink(title, "bold"), *(ink(line, "dim") for line in rest)]
    last = list(_last(procedure, width, everything))
    groups = grouped(procedure.open)
    blocks = [_group(group, rules[group[0].rule], procedure.source, width, ink, everything) for group in groups]
    least = sum(map(len, blocks[:WANTED])) + len(head) + len(last) + _FRAME
    account = list(_account(procedure, width, ink))
    if not everything and len(account) + least > SCREEN:
        account = list(_account(procedure, width, ink, brief=True))
        last = list(_last(procedure, width, everything, brief=True))
    lines = [*head, *account, ""]
    room = SCREEN - len(lines) - len(last) - 2
    shown = range(len(groups)) if everything else range(_groups_that_fit(blocks, room))
    lines += _headline(procedure, width, ink)
    lines += [line for n in shown for line in blocks[n]]
    hidden = [finding for n, group in enumerate(groups) if n not in shown for finding in group]
    if hidden:
        more = count(len(groups) - len(shown), "more rule")
        lines += folded(f"… and {by_severity(hidden)} from {more}; --all shows them.", width, "  ", "    ")
    texts = (
        folded(f"Customers read {reads(procedure.readability)}.", width, "  ", "    ") if procedure.readability else []
    )
    if everything or len(lines) + len(texts) + len(last) < SCREEN:
        lines += texts
    lines += last
    if not everything:
        for skipped in procedure.skipped:
            if skipped.part:
                lines += folded(f"left out: {skipped.what}: {skipped.why}", width, "  ", "    ")
    if everything:
        lines += _ten_points(procedure.care, width, ink)
        lines += every_measure(procedure.measures, width, ink)
        lines += [line for note in procedure.notes for line in folded(f"note: {note}", width, "  ", "    ")]
        for skipped in procedure.skipped:
            lines += folded(f"skipped: {skipped.what}: {skipped.why}", width, "  ", "    ")
    return lines


def _last(procedure: ProcedureAudit, width: int, everything: bool, brief: bool = False) -> Iterator[str]:
    """What follows the findings: those set apart, guesses and gaps, and how much was looked at."""
    yield from _set_apart(procedure, width)
    yield from _reading(procedure, width)
    yield from _completeness(procedure, width, 1 if brief else None)
    yield from _coverage(procedure, width, everything)


def _account(procedure: ProcedureAudit, width: int, ink: _Ink, brief: bool = False) -> Iterator[str]:
    yield from (ink(line, "bold") for line in folded(cost(procedure), width))
    yield from where_it_goes(procedure.burden, width, brief)
    for label, parts in rows(procedure):
        if label != TIME_GOES_ON or not procedure.burden.steps:
            yield from beside(f"  {label:<14}", " · ".join(parts), width)
    if points := care_line(procedure.care, width - 16 if brief else None):
        yield from beside(f"  {'Care':<14}", points, width)
    figures = evidence_line(procedure.measures)
    if brief:
        figures = figures.partition("; depends")[0]
    if figures:
        yield from beside(f"  {'Evidence':<14}", figures, width)


def _headline(procedure: ProcedureAudit, width: int, ink: _Ink) -> Iterator[str]:
    found = f"{count(len(procedure.open), 'finding')}: {by_severity(procedure.open)}"
    text, style = (found, "bold") if procedure.open else ("No open findings.", "good")
    for line in folded(text, width - 2):
        yield "  " + ink(line, style)


def _groups_that_fit(blocks: Sequence[list[str]], room: int) -> int:
    """How many groups to show: the worst, as many as there is room for, two at least."""
    shown = 0
    for block in blocks[:SHOWN]:
        room -= len(block)
        if room < 0 and shown >= LEAST:
            break
        shown += 1
    return shown


def _group(group: list[Finding], rule: RuleInfo, source: str, width: int, ink: _Ink, everything: bool) -> list[str]:
    first = group[0]
    worst = min((finding.severity for finding in group), key=SEVERITIES.index)
    times = {1: "", 2: ", twice"}.get(len(group), f", {len(group)} times")
    codes = " and ".join((f"{rule.code} {rule.name}", *first.also))
    at_stake = burden.together(group)
    stake = burden.stake(at_stake)
    about = f"{times}: {stake}" if stake else times
    head, *more = folded(f"  {_SIGN[worst]} {codes}{about}", width, "", "      ")
    if more and not everything:
        about = f"{times}: {burden.stake(at_stake, 1)}"
        head, *more = folded(f"  {_SIGN[worst]} {codes}{about}", width, "", "      ")
    lines = [head.replace(f"{_SIGN[worst]} {codes}", ink(f"{_SIGN[worst]} {codes}", worst)), *more]
    for finding in group if everything else group[:1]:
        place = ", ".join([rule.element, *_line(finding, source)])
        more_of_it = "" if everything or len(group) < 2 else f", and {len(group) - 1} more"
        lines += folded(f"{finding.message} [{place}]{more_of_it}", width, "      ", "      ")
        if everything and finding.review:
            lines += folded(f"review: {policy.of_review(finding)}", width, "      ", "           ")
    if everything:
        lines += [ink(line, "dim") for line in folded(f"why: {rule.why}", width, "      ", "           ")]
    lines += folded(f"do:  {rule.do}", width, "      ", "           ")
    for title, effect in remedies(group[:1], 1):
        lines += folded(f"try: {title}: {effect}", width, "      ", "           ")
    return lines


def _line(finding: Finding, source: str) -> Iterator[str]:
    """The line of a finding, with its file where that is not the one in the heading."""
    if (where := finding.where) is not None:
        elsewhere = "" if where.path == source else f"{sanitize.text(relative(where.path))}, "
        yield f"{elsewhere}line {where.line}"


def _set_apart(procedure: ProcedureAudit, width: int) -> Iterator[str]:
    if procedure.justified:
        reasons = [f"{finding.rule} {finding.name} ({reason(finding)})" for finding in procedure.justified]
        yield from folded(f"Justified on the page: {'; '.join(dict.fromkeys(reasons))}", width, "  ", "    ")
    for line in policy.set_apart(procedure):
        yield from folded(line, width, "  ", "    ")


def _completeness(procedure: ProcedureAudit, width: int, most: int | None = None) -> Iterator[str]:
    told = completeness.told(procedure.completeness)
    if told:
        yield from folded(f"Missing: {told[:1].lower()}{told[1:]}.", width, "  ", "    ")
        answers = procedure.completeness.answers[:most]
        title = "Answers that would help most (--ask prints them to fill in):"
        yield from folded(title, width, "  ", "  ") if answers else []
        for number, question in enumerate(answers, start=1):
            yield from folded(question.ask, width, f"    {number}. ", " " * 7)


def _reading(procedure: ProcedureAudit, width: int) -> Iterator[str]:
    """What was guessed about the parties, and what of the source was not understood."""
    if procedure.guessed:
        yield from folded(f"Guessed: {sides(procedure.guessed)}. Correct it with --ask.", width, "  ", "    ")
    open_places = [f"{item.what} ({item.why})" for item in procedure.skipped if item.not_understood]
    if open_places:
        yield from folded(f"Not understood: {shortened(open_places, 3)}.", width, "  ", "    ")


def _coverage(procedure: ProcedureAudit, width: int, everything: bool) -> Iterator[str]:
    yield from folded(f"{looked_at(procedure)}.", width, "  ", "    ")
    for why, places in by_reason(procedure.coverage.not_judged).items() if everything else ():
        yield from folded(f"Not fully judged ({why}): {'; '.join(places)}.", width, "    ", "      ")


def _ten_points(points: Sequence[CarePoint], width: int, ink: _Ink) -> Iterator[str]:
    """Each point of care with its state, and the rules that leave it open."""
    if not care_line(points):
        return
    yield "  " + ink("Ten points of care", "bold")
    for point in points:
        rules = f" ({', '.join(point.rules)})" if point.rules else ""
        yield from beside(f"    {point.state:<12}", f"{point.point}{rules}", width, 8)


def _end(audit: Audit, width: int, ink: _Ink) -> Iterator[str]:
    for skipped in audit.skipped:
        if skipped.where is not None:
            lines = folded(f"not read: {skipped.where}: {skipped.why}", width, "", "  ")
            yield from (ink(line, "error") for line in lines)
    if left_alone := ignored(audit):
        yield from folded(left_alone, width, "", "  ")
    for line, style in policy.closing(audit):
        yield from (ink(part, style) for part in folded(line, width, "", "  "))
    gaps = completeness.all_told(audit.summary.gaps) if len(audit.procedures) > 1 else ""
    yield from folded(f"{gaps}.", width, "", "  ") if gaps else []
    yield from (ink(line, "bold") for line in folded(summary(audit), width, "", "  "))
