"""A procedure as a BPMN file: what BPMN cannot say goes along as `friction:says`, other tools' extensions are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.drawings.content import Picture
from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.application.drawings.gateways import with_gateways
from frictionaudit.application.drawings.own_layout import own_layout
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.errors import InputError
from frictionaudit.exports.drawings import bpmn
from frictionaudit.exports.wording.changes import describe

READER = sources.READERS[".bpmn"]


def model(reading: Reading, options: DrawOptions) -> Picture:
    """The file, and what of the procedure it does not say, found by reading it back."""
    procedure = reading.procedure
    explicit = with_gateways(procedure)
    known = originals_of(reading)
    staff = replace(options, view="staff", before=None)
    if options.keep_layout:
        drawing = own_layout(explicit.procedure, known, str(reading.span()))
    else:
        drawing = draw(explicit.procedure, staff)
    source = bpmn.BpmnSource(procedure, explicit.procedure, explicit.of, known)
    text = bpmn.write(source, drawing)
    return Picture(text, (*_lost(procedure, text), *_unplaced(procedure, known)))


def originals_of(reading: Reading) -> Mapping[str, Original]:
    """What the file of an imported BPMN drawing says beyond the procedure; nothing for any other source."""
    span = reading.span()
    path = Path(span.path) if span is not None else Path()
    if not reading.procedure.drawn or path.suffix.lower() not in (".bpmn", ".bpmn2", ".xml") or not path.is_file():
        return {}
    from frictionaudit.sources.bpmn.originals import originals

    return originals(path.read_bytes())


def _lost(procedure: Procedure, text: str) -> tuple[str, ...]:
    try:
        back = sources.read_bytes(text.encode(), f"{procedure.id}.bpmn", READER).procedure
    except InputError as error:
        return (f"the file cannot be read back: {error}",)
    back = back.model_copy(update={"id": procedure.id, "drawn": procedure.drawn})
    return tuple(line for told in describe(difference(procedure, back), procedure) for line in told.splitlines())


def _unplaced(procedure: Procedure, known: Mapping[str, Original]) -> tuple[str, ...]:
    """Elements whose extensions have no step to stand in."""
    kept = {*procedure.steps, *procedure.parties}
    loose = sum(bool(one.extensions) and id not in kept and one.tag != "sequenceFlow" for id, one in known.items())
    frames = sum(one.tag in ("subProcess", "transaction", "adHocSubProcess") for one in known.values())
    told = [f"extensions of {loose} elements that are no steps"] if loose else []
    return (*told, *([f"frames of {frames} sub-processes: their content stands in the flow"] if frames else []))
