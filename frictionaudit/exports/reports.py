"""Suggestions, plans and a history as HTML, for people who do not use a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from frictionaudit.domain.changes import Change
from frictionaudit.domain.design import Version
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities.format import count
from frictionaudit.exports import history as words
from frictionaudit.exports.documents.document import Document, Picture, Section, Table
from frictionaudit.exports.documents.figure import figure
from frictionaudit.exports.documents.html import write
from frictionaudit.exports.suggestions import COLUMNS, savings
from frictionaudit.exports.wording import changes
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import Effect, Plan, PlannedProcedure, SuggestedProcedure, Suggestion
from frictionaudit.results.drawing import Drawing

_WIDTHS = (4, 1.2, 1.4, 1.2, 1.2, 4)
_NUMBERS = (1, 2, 3, 4)


Drawn = Callable[[Procedure, Sequence[Change]], Drawing | None]
"""Draws what changes would make different in a procedure."""


def suggestions(procedures: Sequence[SuggestedProcedure], drawn: Drawn) -> str:
    """Single ideas of some procedures, each with its effect, trade-off and changes; the best is drawn."""
    sections: list[Section] = []
    for at, suggested in enumerate(procedures, start=1):
        rows = tuple((idea.title, *savings(idea.effect), _more(idea)) for idea in suggested.suggestions)
        lead = "Each idea is proved on a copy; the most helpful comes first." if rows else "No idea follows."
        table = Table(("idea", *COLUMNS, "what else"), rows, _WIDTHS, _NUMBERS)
        sections.append(Section(_heading(suggested.title, procedures), (), table, lead=lead))
        if suggested.together is not None and len(suggested.taken) > 1:
            numbers = ", ".join(str(n + 1) for n in suggested.taken)
            sections.append(Section(f"Ideas {numbers} together", (sentence(suggested.together),)))
        for n, idea in enumerate(suggested.suggestions, start=1):
            told = tuple(changes.describe(idea.changes, suggested.procedure))
            lead = sentence(idea.effect, found=idea)
            picture = _figure(drawn(suggested.procedure, idea.changes), at) if n == 1 else None
            sections.append(Section(f"{n}  {idea.title}", told, picture=picture, lead=lead))
    return _written("Suggestions", procedures, sections)


def plans(procedures: Sequence[PlannedProcedure], drawn: Drawn, most: int = 5, everything: bool = False) -> str:
    """The best combinations of ideas, each measured as a whole; the first is drawn."""
    sections: list[Section] = []
    for at, planned in enumerate(procedures, start=1):
        shown = planned.plans if everything else planned.plans[:most]
        rows = tuple(
            (f"{n}: {count(len(plan.parts), 'idea')}", *savings(plan.effect), sentence(plan.effect))
            for n, plan in enumerate(shown, start=1)
        )
        lead = f"{count(planned.looked_at, 'combination')} measured."
        table = Table(("plan", *COLUMNS, "effect"), rows, (1.2, *_WIDTHS[1:]), _NUMBERS)
        sections.append(Section(_heading(planned.title, procedures), (), table, lead=lead))
        for n, plan in enumerate(shown, start=1):
            picture = _figure(drawn(planned.procedure, plan.changes), at) if n == 1 else None
            sections.append(Section(f"Plan {n}", tuple(_parts(plan)), picture=picture))
    return _written("Plans", procedures, sections)


def history(procedure: Procedure, chapters: Iterable[tuple[Version, Procedure | None, Effect | None]]) -> str:
    """The versions of a design: when, who, why, what changed, and what it did."""
    sections = []
    for version, before, effect in chapters:
        told = changes.describe(version.changes, before) if before is not None else []
        did = " ".join(line.strip() for line in words.effect(effect)).removeprefix("= ") if effect else ""
        lead = f"{version.author} {version.what} it on {version.at:%Y-%m-%d}: {version.reason}"
        sections.append(Section(f"Version {version.number}", (*told, *([did] if did else [])), lead=lead))
    return write(Document(procedure.title, f"History of {procedure.id}", (), tuple(sections))).decode()


def _figure(drawing: Drawing | None, at: int) -> Picture | None:
    return figure(drawing, name=f"drawing-{at}") if drawing is not None else None


def _parts(plan: Plan) -> Iterator[str]:
    for idea in plan.parts:
        yield idea.title + (f" (trade-off: {idea.trade_off})" if idea.trade_off else "")


def _more(idea: Suggestion) -> str:
    parts = [f"only if {idea.assumes}"] if idea.assumes else []
    parts += [f"fixes {', '.join(dict.fromkeys(idea.fixes))}"] if idea.fixes else []
    parts += [f"triggers {', '.join(dict.fromkeys(idea.introduces))}"] if idea.introduces else []
    parts += [f"first check {idea.check}"] if idea.check else []
    parts += [f"trade-off: {idea.trade_off}"] if idea.trade_off else []
    return "; ".join(parts)


def _heading(title: str, procedures: Sequence[object]) -> str:
    return title if len(procedures) > 1 else "Overview"


def _written(what: str, procedures: Sequence[SuggestedProcedure | PlannedProcedure], sections: list[Section]) -> str:
    title = procedures[0].title if len(procedures) == 1 else what
    return write(Document(title, what if len(procedures) == 1 else "", (), tuple(sections))).decode()
