"""Two versions of a procedure for people who were not there: as HTML, and as a comment on a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from frictionaudit.domain.quantities.format import count
from frictionaudit.exports.audit.markdown import text
from frictionaudit.exports.comparison import per_year, rows
from frictionaudit.exports.documents.document import Document, Section, Table
from frictionaudit.exports.documents.figure import figure
from frictionaudit.exports.documents.html import write
from frictionaudit.exports.drawings import mermaid
from frictionaudit.exports.wording import changes
from frictionaudit.results.audit import Comparison, Finding
from frictionaudit.results.drawing import Drawing

SHOWN = 12
"""Changes and findings that stand open in a comment; the rest can be unfolded."""
_MERMAID = 50_000
"""Characters beyond which Mermaid refuses a diagram."""
HEADINGS = ("per case, and per year", "before", "after", "change")


def html(done: Comparison, a: str, b: str) -> str:
    """The comparison as an HTML file, with the drawing of the difference."""
    picture = figure(done.drawing) if done.drawing else None
    table = Table(HEADINGS, tuple(rows(done)), (4, 2, 2, 3), (1, 2, 3))
    sections = (
        Section("What changes", tuple(changes.describe(done.changes, done.before)), picture=picture),
        Section("What that does", tuple(line.strip() for line in per_year(done)), table),
        Section("Findings fixed", tuple(_fixed(done.solved))),
        Section("New findings", tuple(f"{finding.rule} {finding.name}: {finding.message}" for finding in done.new)),
    )  # fmt: skip
    lead = _counted(done) if done.changes else "Nothing differs."
    return write(Document(done.before.title, f"{a} → {b}", (), sections, notes=(lead,))).decode()


def github(done: Comparison, a: str, b: str) -> str:
    """The comparison as Markdown for a comment, with a diagram of the difference."""
    lines = [f"### {text(done.before.title)}", ""]
    if not done.changes:
        return "\n".join([*lines, "Nothing differs."])
    told = [line.strip() for line in per_year(done)]
    lines += [f"**{text(told[0])}**" if told else f"**{_counted(done)}**", ""]
    lines += _diagram(done.drawing) if done.drawing else []
    table = list(rows(done))
    if table:
        lines += [f"| {' | '.join(HEADINGS)} |", "|---|--:|--:|--:|"]
        lines += [f"| {' | '.join(map(text, row))} |" for row in table]
        lines.append("")
    lines += _findings("Fixed", [f"- ✔ {text(line)}" for line in _fixed(done.solved)])
    lines += _findings("New", [f"- ▲ **{f.rule} {text(f.name)}:** {text(f.message)}" for f in done.new])
    sentences = [f"- {text(sentence)}" for sentence in changes.describe(done.changes, done.before)]
    lines += [f"<details><summary>{count(len(sentences), 'change')}</summary>", "", *sentences, "", "</details>", ""]
    lines += [_counted(done), "", f"<sub>{text(a)} → {text(b)} · frictionaudit</sub>"]
    return "\n".join(lines)


def _diagram(drawing: Drawing) -> list[str]:
    """A diagram that GitHub draws from its text, unless it is too long for that."""
    text = mermaid.write(drawing)
    if len(text) > _MERMAID or "```" in text:
        return []
    return ["<details><summary>Drawing of the difference</summary>", "", "```mermaid", text.rstrip("\n"), "```", "",
            "</details>", ""]  # fmt: skip


def _findings(heading: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = [f"- … and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
    return [f"**{heading}**", "", *items[:SHOWN], *more, ""]


def _fixed(solved: Sequence[Finding]) -> list[str]:
    counts = Counter(f"{finding.rule} {finding.name}" for finding in solved)
    return [f"{rule} ({n})" if n > 1 else rule for rule, n in sorted(counts.items())]


def _counted(done: Comparison) -> str:
    return f"{count(len(done.solved), 'finding')} fixed, {len(done.new)} new, {done.stays} unchanged"
