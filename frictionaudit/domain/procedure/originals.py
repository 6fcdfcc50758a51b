"""What an imported drawing says of an element beyond the procedure, kept so that it can be written back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Original:
    """One element of an imported BPMN file.

    `extensions` are the contents of other tools, as XML with their own namespaces; `attributes` theirs as name (in
    Clark notation) and value; `events` the event definitions without references to what is not kept; `place` is left,
    top, width and height on the paper, `points` the way of a flow. `parent` is the sub-process or process around it,
    `host` the activity on whose border it stands, `process` what a pool holds. `settings` are the attributes of BPMN
    that say how it runs, `default` is the flow that is taken where no condition holds.
    """

    tag: str
    extensions: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    events: tuple[str, ...] = ()
    place: tuple[float, float, float, float] | None = None
    points: tuple[tuple[float, float], ...] = ()
    label: tuple[float, float, float, float] | None = None
    ends: tuple[str, str] = ("", "")
    name: str = ""
    condition: str | None = None
    parent: str = ""
    host: str = ""
    process: str = ""
    settings: tuple[tuple[str, str], ...] = ()
    default: str = ""
