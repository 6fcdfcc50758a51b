"""Elements of an imported drawing as they stand in its file, so that anyone can check them with a plain count."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.tally import Result, Tally

KINDS = {
    "drawn_tasks": "tasks of every type and call activities",
    "drawn_subprocesses": "sub-processes, transactions and ad-hoc sub-processes",
    "drawn_events": "start, end, intermediate and boundary events",
    "drawn_gateways": "gateways",
    "drawn_flows": "sequence flows",
    "drawn_message_flows": "message flows",
    "drawn_lanes": "lanes",
    "drawn_pools": "participants",
    "drawn_data": "references to data objects and data stores",
}


def _drawn(key: str, what: str) -> Definition:
    page = f"Number of {what} in the file, sub-processes included, before anything is interpreted; unknown for a page."

    @measure(key, "count", "model", label=f"{what} drawn", direction="neither", page=page)
    def drawn(m: Measures) -> Result:
        counts = m.subject.procedure.drawn
        return Tally.counted(counts.get(key, 0) if counts else None)

    return drawn


COUNTS = tuple(_drawn(key, what) for key, what in KINDS.items())
