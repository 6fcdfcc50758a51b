"""What a case waits for: a message, a signal, a condition or a date, and how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frictionaudit.domain.quantities import Duration
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.event_definitions import definitions, triggers
from frictionaudit.sources.bpmn.lengths import is_computed, is_limit, length_in_words, length_stated
from frictionaudit.sources.bpmn.turns import TURN, elsewhere
from frictionaudit.sources.bpmn.xml_tree import Element


def length(drawing: Drawing, event: Element) -> tuple[Duration | None, str]:
    """How long the timer of an event runs, and its text as written; None where it is no fixed length of time.

    The definition goes before the name: a timer named '7 days' runs for 7 days if its definition says nothing else,
    or only what a system computes.
    """
    named = length_in_words(drawing.name(event))
    for word, definition in definitions(drawing, event):
        if word != "timer":
            continue
        for child in definition.all("timeDuration", "timeDate", "timeCycle"):
            text = child.text.strip()
            if text:
                time = length_stated(text) if child.name == "timeDuration" else None
                return (named if time is None and is_computed(text) else time), text
        return named, ""
    return None, ""


def limit(drawing: Drawing, event: Element) -> Duration | None:
    """The most that may pass at a timer on the way, where only its name says a time: 'within 2 months' is no wait."""
    name = drawing.name(event)
    if event.name != "intermediateCatchEvent" or not is_limit(name):
        return None
    time, _ = length(drawing, event)
    return time if time == length_in_words(name) else None


def wait_of(
    drawing: Drawing,
    element: Element,
    by: str | None,
    partners: list[str],
    side: Mapping[str, str],
    travels: bool,
    running: Sequence[str] = (),
    at_most: bool = False,
) -> dict[str, Any] | None:
    """The wait before an event or a receive task as a page writes it; None where a case does not wait there.

    `partners` are the parties whose messages it waits for; `travels` says that the case itself comes with them.
    `running` are the turns of which one it is while a timer runs: a length of several turns is unknown for each.
    `at_most` says that a timer names only the most that may pass, so that the wait is unknown.
    """
    doer = side.get(by or "", "")
    if element.name == "intermediateCatchEvent":
        waits_for = triggers(drawing, element)
    elif element.name == "receiveTask" and element.get("instantiate") != "true":
        waits_for = ["message"]
    else:
        return None
    wait: dict[str, Any] = {}
    unknown: dict[str, None] = {}
    for word in waits_for:
        if word == "timer":
            time = None if at_most else length(drawing, element)[0]
            if time is not None and len(running) == 1:
                wait[running[0]] = time
            else:
                unknown.update(dict.fromkeys(running))
        elif word in ("message", "signal", "condition") and not travels:
            turns = [TURN[side[partner]] for partner in partners if partner in side]
            unknown.update(dict.fromkeys(turns or (elsewhere(doer) if word != "condition" else ["batch"])))
    if unknown:
        wait["unknown"] = [turn for turn in unknown if turn not in wait]
    return wait or None
