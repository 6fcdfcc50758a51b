"""The questionnaire: a page with gaps for the missing figures, to be filled in and read back as answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from frictionaudit.exports.page import scalar
from frictionaudit.results.audit import Measure, ProcedureAudit
from frictionaudit.results.question import Question

WIDTH = 100
ASKED = 10
"""Questions asked unless all are wanted; the ones that matter most."""
_LISTS = ("next",)
"""Keys that hold a list; its entries are identified by the keys printed with the answer."""


@dataclass
class _Part:
    """A part of the page, the parts inside it, and the question asked there."""

    parts: dict[str, _Part] = field(default_factory=dict)
    question: tuple[int, Question] | None = None
    identity: Mapping[str, str] = field(default_factory=dict)
    value: str | None = None


def write(audit: ProcedureAudit, everything: bool = False) -> str:
    """The questionnaire of one procedure in YAML: what is known as comments, then the gaps.

    Parts are in the order in which their first question matters. The number of each question gives its own rank.
    """
    asked = audit.missing if everything else audit.missing[:ASKED]
    page = _Part()
    for rank, question in enumerate(asked, start=1):
        _place(page, rank, question)
    lines = [*_head(audit, len(asked)), f"id: {scalar(audit.id)}"]
    for key, part in page.parts.items():
        lines += ["", *_lines(key, part, 0)]
    return "\n".join(lines) + "\n"


def _place(page: _Part, rank: int, question: Question) -> None:
    part = page
    for key in question.path:
        inside = part.parts.setdefault(key, _Part())
        if question.beside and key == question.path[-2]:
            inside.identity = question.beside
        part = inside
    part.question = (rank, question)
    for place, value in question.draft.items():
        inside = part
        for key in place.split("."):
            inside = inside.parts.setdefault(key, _Part())
        inside.value = value


def _lines(key: str, part: _Part, indent: int) -> Iterator[str]:
    """A part and the parts inside it, each indented by two more spaces."""
    if part.question is not None:
        yield from _question(*part.question, indent)
    yield f"{' ' * indent}{scalar(key)}:" + (f" {scalar(part.value)}" if part.value is not None else "")
    for name, inner in part.parts.items():
        if key in _LISTS:
            yield from _entry(inner, indent + 2)
        else:
            yield from _lines(name, inner, indent + 2)


def _entry(part: _Part, indent: int) -> Iterator[str]:
    """One entry of a list, after its questions."""
    for inner in part.parts.values():
        if inner.question is not None:
            yield from _question(*inner.question, indent)
    keys = [f"{key}: {scalar(value)}" for key, value in part.identity.items()] + [f"{key}:" for key in part.parts]
    for n, line in enumerate(keys):
        yield f"{' ' * indent}{'  ' if n else '- '}{line}"


def _question(rank: int, question: Question, indent: int) -> Iterator[str]:
    yield from _comment(question.ask, indent, f"{rank:>2}. ", "    ")
    yield from _comment(f"Answer: {question.expected}", indent, "    ", "      ")
    if question.why:
        yield from _comment(f"Why: {question.why}", indent, "    ", "      ")


def _head(audit: ProcedureAudit, asked: int) -> Iterator[str]:
    yield from _comment(f"{audit.title}: what is missing")
    yield from _evidence_summary(audit.measures)
    yield "#"
    if not audit.missing:
        yield from _comment("Nothing is missing.")
        return
    more = len(audit.missing) - asked
    rest = f" ({more} more with --all)" if more else ""
    yield from _comment(
        f"These answers would improve the audit most; question 1 matters most{rest}. Fill in what you know and leave "
        "the rest empty. Then run: frictionaudit audit PATH --answers FILE"
    )
    yield from _comment("A plain figure counts as stated. Mark a figure that was measured, or that is a guess:")
    yield from _comment("{value: 10m, measured: {n: 212, period: 2025, source: phone system}}", 0, "  ")
    yield from _comment("{value: 10m, assumed: said by the team}", 0, "  ")


def _evidence_summary(measures: Mapping[str, Measure]) -> Iterator[str]:
    """Which measures are known, and which depend on assumptions; those of the model itself are only counted."""
    model = sum(1 for m in measures.values() if m.scope == "model" and m.value is not None)
    rest = [m for m in measures.values() if m.scope != "model"]
    known = [m for m in rest if m.evidence.kind in ("stated", "measured")]
    kinds: dict[str, Sequence[Measure]] = {
        "Known": [m for m in known if m.evidence.bound == "exact"],
        "Known in part": [m for m in known if m.evidence.bound != "exact"],
        "Assumed": [m for m in rest if m.evidence.kind == "assumed"],
        "Unknown": [m for m in rest if m.evidence.kind == "unknown"],
    }
    yield from _comment(f"{model} measures of the model itself are known. Measures per case and per year:")
    for kind, group in kinds.items():
        if group:
            yield from _comment(f"{kind}, {len(group)}: {', '.join(m.key for m in group)}", 0, "  ", "    ")


def _comment(text: str, indent: int = 0, first: str = "", then: str = "") -> Iterator[str]:
    """Text as a comment, without characters that would end the line."""
    clean = "".join(character if character.isprintable() else " " for character in text)
    start = f"{' ' * indent}# "
    yield from wrap(clean, WIDTH, initial_indent=start + first, subsequent_indent=start + then, break_on_hyphens=False)
