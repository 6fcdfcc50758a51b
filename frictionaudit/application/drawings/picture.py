"""A procedure as a picture in a format, with what the picture leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from frictionaudit.application.drawings.content import Picture
from frictionaudit.application.drawings.draw import DrawOptions, draw, outline
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import UsageError
from frictionaudit.exports import drawings


def picture(reading: Reading, form: str, options: DrawOptions) -> Picture:
    """One view of a procedure in a format. BPMN always holds the whole procedure."""
    if form == "bpmn":
        from frictionaudit.application.drawings.model import model

        return model(reading, options)
    if options.keep_layout:
        from frictionaudit.application.drawings.model import originals_of
        from frictionaudit.application.drawings.own_layout import own_layout

        shown = outline(reading.procedure, options)
        drawing = own_layout(reading.procedure, originals_of(reading), str(reading.span()), shown)
    else:
        drawing = draw(reading.procedure, options)
    return Picture(drawings.written(form, drawing), drawings.left_out(form, drawing))


def form_of(form: str | None, output: Path | None) -> str:
    """The format asked for, else that of the file's ending, else SVG. UsageError where the two disagree."""
    endings = {made.ending: name for name, made in drawings.FORMATS.items()}
    longest_first = sorted(endings, key=len, reverse=True)
    by_name = next((endings[ending] for ending in longest_first if output and output.name.endswith(ending)), None)
    if form is None and output is not None and by_name is None:
        raise UsageError.of(
            "unknown-format",
            f"files ending in '{output.suffix or output.name}' cannot be written",
            str(output),
            f"name a --format, or choose one of {', '.join(sorted(endings))}",
        )
    return form or by_name or "svg"


def folder(readings: Sequence[Reading], form: str, options: DrawOptions) -> Iterator[tuple[str, Picture]]:
    """A file for each procedure, then an index; names that are taken get a number."""
    ending = drawings.FORMATS[form].ending
    taken: dict[str, int] = {}
    entries = []
    for reading in readings:
        id = reading.procedure.id
        taken[id] = taken.get(id, 0) + 1
        name = f"{id}{f'-{taken[id]}' if taken[id] > 1 else ''}{ending}"
        drawn = picture(reading, form, options)
        drawing_in_words = picture(reading, "text", replace(options, key=False)).content
        entries.append((name, reading.procedure.title, str(drawing_in_words)))
        yield name, drawn
    from frictionaudit.exports.drawings import index

    yield "index.html", Picture(index.write(entries, form))
