"""The lineage of data as a table to read, as JSON, as an HTML page, or as nodes and edges to draw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from frictionaudit.domain.quantities.format import count, format_number
from frictionaudit.domain.quantities.listing import listed, sentence, shortened
from frictionaudit.exports.templates import environment
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.lineage import LineageEntry, OrganisationLineage

SHOWN = 12
"""Entries of each kind that the table shows; the other formats have all."""
_INDENT = " " * 4


def text(lineages: Sequence[OrganisationLineage]) -> str:
    """One block per organisation: what customers give most often first, then the documents."""
    return "\n".join("\n".join(_block(lineage)) + "\n" for lineage in lineages)


def _block(lineage: OrganisationLineage) -> Iterator[str]:
    yield sanitize.text(heading(lineage))
    for title, entries in parts(lineage):
        yield ""
        yield f"  {title}"
        for entry in entries[:SHOWN]:
            yield f"  {how_often(entry):>6}  {sentence(sanitize.text(entry.name))}{_year(entry)}"
            for line in facts(entry, lineage):
                yield from folded(line, 92, _INDENT * 2 + "  ", _INDENT * 3)
        if len(entries) > SHOWN:
            yield f"          and {len(entries) - SHOWN} more; --format json lists all"
    if lineage.unlisted_forms:
        yield ""
        yield sanitize.text(f"  Not counted: {listed(lineage.unlisted_forms)}, whose questions no page lists")


def heading(lineage: OrganisationLineage) -> str:
    """The organisation with the number of its procedures."""
    name = lineage.organisation or "Pages that name no organisation"
    return f"{name}: {count(len(lineage.procedures), 'procedure')}"


def parts(lineage: OrganisationLineage) -> list[tuple[str, list[LineageEntry]]]:
    """The entries under their headings: what could be given once, documents, and what is new in each case."""
    once = [entry for entry in lineage.entries if entry.kind == "data item" and not entry.new_each_time]
    documents = [entry for entry in lineage.entries if entry.kind == "document"]
    new = [entry for entry in lineage.entries if entry.new_each_time]
    titled = [
        ("Data that customers give, times per customer who goes once through each procedure", once),
        ("Documents that customers hand over", documents),
        ("New in each case, so it has to be asked", new),
    ]
    return [(title, entries) for title, entries in titled if entries]


def how_often(entry: LineageEntry) -> str:
    """Times that one customer gives it who goes once through each procedure."""
    return f"{format_number(entry.per_journey)}×"


def _year(entry: LineageEntry) -> str:
    return f", {per_year(entry)}" if entry.per_year is not None else ""


def per_year(entry: LineageEntry) -> str:
    """Times a year in words; empty where no page gives a volume."""
    if entry.per_year is None:
        return ""
    return f"{'at least ' if entry.at_least else ''}{format_number(entry.per_year)} times a year"


def facts(entry: LineageEntry, lineage: OrganisationLineage) -> Iterator[str]:
    """Who asks, who holds or issues it, and which documents show it; an organisation's only procedure is not named."""
    if len(lineage.procedures) > 1:
        asking = len(entry.requests)
        titles = listed(request.title for request in entry.requests)
        yield f"asked by {asking} procedures: {titles}" if asking > 1 else f"asked by {titles}"
    if entry.held:
        yield "the organisation holds it already"
    if entry.shown_by:
        yield f"also shown by {listed(entry.shown_by)}"
    if entry.issued_by:
        yield f"issued by {shortened(entry.issued_by)}"


def as_json(lineages: Sequence[OrganisationLineage]) -> str:
    """`{"schema": 1, "organisations": [{organisation, procedures, entries: [{kind, id, name, requests, …}]}]}`."""
    document = {"schema": 1, "organisations": [lineage.model_dump(mode="json") for lineage in lineages]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def graph(lineages: Sequence[OrganisationLineage]) -> str:
    """`{"schema": 1, "nodes": [{id, kind, name}], "edges": [{from, to, per_case}]}`, for a drawing program.

    Edges lead from an item or document to the procedures that ask for it.
    """
    nodes: list[dict[str, object]] = []
    edges: list[dict[str, object]] = []
    for number, lineage in enumerate(lineages):
        drawn: set[str] = set()
        for position, entry in enumerate(lineage.entries):
            id = f"{number}/{entry.kind}/{position}"
            nodes.append({"id": id, "kind": entry.kind, "name": entry.name, "organisation": lineage.organisation})
            for request in entry.requests:
                procedure = f"{number}/procedure/{request.procedure}"
                if procedure not in drawn:
                    drawn.add(procedure)
                    node = {"kind": "procedure", "name": request.title, "organisation": lineage.organisation}
                    nodes.append({"id": procedure, **node})
                edges.append({"from": id, "to": procedure, "per_case": request.per_case})
    return json.dumps({"schema": 1, "nodes": nodes, "edges": edges}, ensure_ascii=False, indent=2) + "\n"


def html(lineages: Sequence[OrganisationLineage]) -> str:
    """One page with all entries as tables; no script, nothing fetched."""
    names = {"heading": heading, "parts": parts, "how_often": how_often, "per_year": per_year, "facts": facts}
    return environment(**names).get_template("lineage.html").render(lineages=lineages)


FORMATS: dict[str, Callable[[Sequence[OrganisationLineage]], str]] = {
    "text": text,
    "json": as_json,
    "html": html,
    "graph": graph,
}
