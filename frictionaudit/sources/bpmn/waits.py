"""What a case waits for: a message, a signal, a condition or a date, and whose turn it is meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from frictionaudit.domain.quantities import Duration
from frictionaudit.sources.bpmn.customers import plain
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.event_definitions import definitions, triggers
from frictionaudit.sources.bpmn.xml_tree import Element

_UNITS = {
    "minutes": "min mins minute minutes minuten minuti minuto minutos minuut λεπτα λεπτο m",
    "hours": "h hr hrs hour hours stunde stunden std uur uren heure heures hora horas ora ore ωρα ωρες",
    "days": "d day days tag tage tagen dag dagen jour jours dia dias giorno giorni ημερα ημερες ημερων",
    "weeks": "w week weeks woche wochen weken semaine semaines semana semanas settimana settimane εβδομαδα εβδομαδες",
    "months": "month months monat monate monaten maand maanden mois mes meses mese mesi μηνας μηνες μηνων",
    "years": "year years jahr jahre jahren jaar an ans annee annees ano anos anno anni ετος ετη",
}
_UNIT_OF = {word: unit for unit, listed in _UNITS.items() for word in listed.split()}
_LENGTH = re.compile(
    r"(?<![\w.,:/-])(\d{1,6}(?:\.\d{1,3})?)\s*((?:working|business|werk)?[\s-]*)([^\W\d_]+)", re.UNICODE
)
_HUGE = re.compile(r"\d{8}")
"""More than any timer runs, in whatever unit."""
_TURN = {"customer": "customer", "third": "third", "frontstage": "queue", "backstage": "queue"}


def length(drawing: Drawing, event: Element) -> tuple[Duration | None, str]:
    """How long the timer of an event runs, and its text as written; None where it is no fixed length of time.

    The definition goes before the name: a timer named '7 days' runs for 7 days if its definition says nothing else.
    """
    for word, definition in definitions(drawing, event):
        if word != "timer":
            continue
        for child in definition.all("timeDuration", "timeDate", "timeCycle"):
            text = child.text.strip()
            if text:
                return _stated(text) if child.name == "timeDuration" else None, text
        return _in_words(drawing.name(event)), ""
    return None, ""


def _stated(text: str) -> Duration | None:
    if _HUGE.search(text):
        return None
    if text[:1] == "P":
        try:
            return Duration.model_validate(text)
        except ValueError:
            return None
    return _in_words(text)


def _in_words(text: str) -> Duration | None:
    """The one length of time that a text names; None for a clock time, a range, or more than one."""
    found = [
        (match[1], match[2], _UNIT_OF[plain(match[3])])
        for match in _LENGTH.finditer(text)
        if plain(match[3]) in _UNIT_OF
    ]
    if len(found) != 1:
        return None
    number, working, unit = found[0]
    try:
        return Duration.model_validate(f"{number} {'working ' if working.strip() else ''}{unit}")
    except ValueError:
        return None


def wait_of(
    drawing: Drawing, element: Element, by: str | None, partners: list[str], side: Mapping[str, str], travels: bool
) -> dict[str, Any] | None:
    """The wait before an event or a receive task as a page writes it; None where a case does not wait there.

    `partners` are the parties whose messages it waits for; `travels` says that the case itself comes with them.
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
            time, _ = length(drawing, element)
            turn = doer if doer in ("customer", "third") else "batch"
            if time is not None:
                wait[turn] = time
            else:
                unknown[turn] = None
        elif word in ("message", "signal", "condition") and not travels:
            turns = [_TURN[side[partner]] for partner in partners if partner in side]
            unknown.update(dict.fromkeys(turns or (_elsewhere(doer) if word != "condition" else ["batch"])))
    if unknown:
        wait["unknown"] = [turn for turn in unknown if turn not in wait]
    return wait or None


def _elsewhere(doer: str) -> list[str]:
    """Whose turn it may be where the drawing names nobody: anybody's but that of whoever waits."""
    return ["queue", "third"] if doer == "customer" else ["customer", "third"]
