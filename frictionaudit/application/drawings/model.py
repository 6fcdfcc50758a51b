"""A procedure as a BPMN file: what BPMN cannot say goes along as `friction:says`, other tools' extensions are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.drawings.content import Picture
from frictionaudit.application.drawings.draw import DrawOptions
from frictionaudit.application.drawings.framed import framed
from frictionaudit.application.drawings.gateways import Explicit, with_gateways
from frictionaudit.application.drawings.own_layout import own_layout
from frictionaudit.application.drawings.own_structure import own_structure
from frictionaudit.application.drawings.recount import recounted
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.errors import InputError
from frictionaudit.exports.drawings import bpmn
from frictionaudit.exports.drawings.bpmn_source import BpmnSource
from frictionaudit.exports.wording.changes import describe

READER = sources.READERS[".bpmn"]


def model(reading: Reading, options: DrawOptions) -> Picture:
    """The file, and what of the procedure or of an imported file it does not say, found by reading it back.

    An imported file is drawn with its frames and borders where a reader finds the same procedure in them.
    """
    known = originals_of(reading)
    own = own_structure(reading.procedure, known) if known else None
    made = _made(reading, own, known, options) if own is not None else None
    if made is None or made.left_out:
        flat = _made(reading, with_gateways(reading.procedure), known, options)
        made = flat if made is None or len(flat.left_out) < len(made.left_out) else made
    return replace(made, left_out=(*made.left_out, *_without_place(known, str(made.content))))


def _made(reading: Reading, explicit: Explicit, known: Mapping[str, Original], options: DrawOptions) -> Picture:
    """The file, and what of the procedure and of an imported file's elements it does not say."""
    procedure, text = reading.procedure, _written(reading, explicit, known, options)
    try:
        back = sources.read_bytes(text.encode(), f"{procedure.id}.bpmn", READER).procedure
    except InputError as error:
        return Picture(text, (f"the file cannot be read back: {error}",))
    return Picture(text, (*_lost(procedure, back), *(recounted(procedure.drawn, back.drawn) if known else ())))


def _written(reading: Reading, explicit: Explicit, known: Mapping[str, Original], options: DrawOptions) -> str:
    if options.keep_layout:
        drawing = own_layout(explicit.procedure, known, str(reading.span()))
    else:
        activities = frozenset(id for id, one in known.items() if one.tag.endswith(("Task", "callActivity")))
        drawing = framed(explicit, replace(options, view="staff", before=None), activities)
    source = BpmnSource(
        reading.procedure, explicit.procedure, explicit.of, known, explicit.process, explicit.inside, explicit.hosts
    )
    return bpmn.write(source, drawing)


def originals_of(reading: Reading) -> Mapping[str, Original]:
    """What the file of an imported BPMN drawing says beyond the procedure; nothing for any other source."""
    span = reading.span()
    path = Path(span.path) if span is not None else Path()
    if not reading.procedure.drawn or path.suffix.lower() not in (".bpmn", ".bpmn2", ".xml") or not path.is_file():
        return {}
    from frictionaudit.sources.bpmn.originals import originals

    return originals(path.read_bytes())


def _lost(procedure: Procedure, back: Procedure) -> tuple[str, ...]:
    same = back.model_copy(update={"id": procedure.id, "drawn": procedure.drawn})
    told = describe(difference(procedure, same), procedure)
    return tuple(f"read back, the model differs: {line}" for lines in told for line in lines.splitlines())


def _without_place(known: Mapping[str, Original], text: str) -> tuple[str, ...]:
    """Elements whose extensions the file does not have."""
    lost = sum(any(extension not in text for extension in one.extensions) for one in known.values())
    return (f"extensions of {lost} element{'' if lost == 1 else 's'} that are not drawn",) if lost else ()
