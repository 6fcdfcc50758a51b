"""What an imported drawing says of an element beyond the procedure, kept so that it can be written back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Original:
    """One element of an imported BPMN file.

    `extensions` are the contents of other tools, as XML with their own namespaces; `attributes` theirs as name (in
    Clark notation) and value; `events` the event definitions without references to what is not kept; `place` is left,
    top, width and height on the paper, `points` the way of a flow.
    """

    tag: str
    extensions: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    events: tuple[str, ...] = ()
    place: tuple[float, float, float, float] | None = None
    points: tuple[tuple[float, float], ...] = ()
    label: tuple[float, float, float, float] | None = None
    ends: tuple[str, str] = ("", "")
