"""Position is memory: a drawing of a recorded design starts from where its steps stood when it was last drawn."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from frictionaudit.application.drawings.outline import Outline
from frictionaudit.application.drawings.place import Places, place
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import InputError
from frictionaudit.files import exists


def places_of(procedure: Procedure, outline: Outline, store: Path | None) -> Places | None:
    """Where the steps stood; None where nothing is recorded.

    A version that is drawn for the first time is laid out from its forerunner's places, and its own are kept with it.
    A page with unrecorded changes starts from the last version's.
    """
    from frictionaudit.store import Designs
    from frictionaudit.store.database import database, path_in

    if store is None or not (database() or exists(path_in(store))):
        return None
    with Designs.open(store) as designs:
        if procedure.id not in designs.ids():
            return None
        recorded, version = designs.at(procedure.id)
        kept = designs.places(procedure.id, version.number)
        earlier = kept.places if kept is not None else None
        if recorded != procedure or (kept is not None and kept.version == version.number):
            return earlier
        drawing = place(outline, start=earlier)
        places = {box.id: (box.x, box.y) for box in drawing.boxes}
        with suppress(InputError):  # one may only read the store; then the next drawing finds the same places again
            designs.keep_places(procedure.id, version.number, places)
        return places
