"""What is missing, as a questionnaire: a page with empty places, to be filled in and read back as answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from frictionaudit.exports.page import scalar
from frictionaudit.results.audit import Measure, ProcedureAudit
from frictionaudit.results.question import Question

WIDTH = 100
MOST = 10
"""Questions asked, unless all are wanted; those on which most hangs."""
_LISTS = ("next",)
"""Keys that hold a list, whose entries are known again by what they say beside the answer."""


@dataclass
class _Part:
    """A part of the page with the parts below it, and the question asked there."""

    below: dict[str, _Part] = field(default_factory=dict)
    asked: tuple[int, Question] | None = None
    beside: Mapping[str, str] = field(default_factory=dict)


def write(one: ProcedureAudit, everything: bool = False) -> str:
    """The questionnaire of one procedure in YAML: what is known in comments, then the empty places.

    Parts stand in the order in which their first question matters; the numbers of the questions say it of each.
    """
    asked = one.missing if everything else one.missing[:MOST]
    whole = _Part()
    for n, question in enumerate(asked, start=1):
        _place(whole, n, question)
    lines = [*_head(one, len(asked)), f"id: {scalar(one.id)}"]
    for key, part in whole.below.items():
        lines += ["", *_written(key, part, 0)]
    return "\n".join(lines) + "\n"


def _place(whole: _Part, n: int, question: Question) -> None:
    part = whole
    for key in question.path:
        inside = part.below.setdefault(key, _Part())
        if question.beside and key == question.path[-2]:
            inside.beside = question.beside
        part = inside
    part.asked = (n, question)


def _written(key: str, part: _Part, indent: int) -> Iterator[str]:
    """One part and what lies below it; two blanks deeper each."""
    if part.asked is not None:
        yield from _question(*part.asked, indent)
    yield f"{' ' * indent}{scalar(key)}:"
    for name, inner in part.below.items():
        if key in _LISTS:
            yield from _entry(inner, indent + 2)
        else:
            yield from _written(name, inner, indent + 2)


def _entry(part: _Part, indent: int) -> Iterator[str]:
    """One entry of a list, its questions before it."""
    for inner in part.below.values():
        if inner.asked is not None:
            yield from _question(*inner.asked, indent)
    said = [f"{key}: {scalar(value)}" for key, value in part.beside.items()] + [f"{key}:" for key in part.below]
    for n, line in enumerate(said):
        yield f"{' ' * indent}{'  ' if n else '- '}{line}"


def _question(n: int, question: Question, indent: int) -> Iterator[str]:
    yield from _comment(question.ask, indent, f"{n:>2}. ", "    ")
    yield from _comment(f"Answer: {question.expected}", indent, "    ", "      ")
    if question.why:
        yield from _comment(f"Why: {question.why}", indent, "    ", "      ")


def _head(one: ProcedureAudit, asked: int) -> Iterator[str]:
    yield from _comment(f"{one.title}: what is missing")
    yield from _account(one.measures)
    yield "#"
    if not one.missing:
        yield from _comment("There is nothing to ask about.")
        return
    more = len(one.missing) - asked
    rest = f" ({more} more with --all)" if more else ""
    yield from _comment(
        f"The answers that would sharpen the audit most; on 1 hangs most{rest}. Fill in what you know, leave the rest "
        "empty, and read it back: frictionaudit audit PATH --answers FILE"
    )
    yield from _comment("What is written plain counts as drawn. Say so where it was counted, or where it is a guess:")
    yield from _comment("{value: 10m, measured: {n: 212, period: 2025, source: telephone system}}", 0, "  ")
    yield from _comment("{value: 10m, assumed: said by the team}", 0, "  ")


def _account(measures: Mapping[str, Measure]) -> Iterator[str]:
    """Which measures could be computed, and which rest on assumptions; those of the drawing itself only counted."""
    model = sum(1 for m in measures.values() if m.scope == "model" and m.value is not None)
    rest = [m for m in measures.values() if m.scope != "model"]
    sure = [m for m in rest if m.evidence.kind in ("stated", "measured")]
    kinds: dict[str, Sequence[Measure]] = {
        "Known": [m for m in sure if m.evidence.bound == "exact"],
        "Known in part": [m for m in sure if m.evidence.bound != "exact"],
        "Assumed": [m for m in rest if m.evidence.kind == "assumed"],
        "Unknown": [m for m in rest if m.evidence.kind == "unknown"],
    }
    yield from _comment(f"{model} measures of the drawing itself, and of a case and a year:")
    for kind, found in kinds.items():
        if found:
            yield from _comment(f"{kind}, {len(found)}: {', '.join(m.key for m in found)}", 0, "  ", "    ")


def _comment(text: str, indent: int = 0, first: str = "", then: str = "") -> Iterator[str]:
    """Text as a comment, with nothing in it that would end the line."""
    clean = "".join(character if character.isprintable() else " " for character in text)
    start = f"{' ' * indent}# "
    yield from wrap(clean, WIDTH, initial_indent=start + first, subsequent_indent=start + then, break_on_hyphens=False)
