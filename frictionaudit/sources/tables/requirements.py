"""The checklist of requirements: which papers are asked, who issues each, and what proof it has to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from frictionaudit.domain.procedure import Document, Form, Party, Side
from frictionaudit.domain.procedure.forms import Proof
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.ditto import refers
from frictionaudit.sources.tables.grid import letter
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.no_papers import is_no_paper, without_again
from frictionaudit.sources.tables.offices import Issuer, TableOffice, issuer_of, office_of
from frictionaudit.sources.tables.printed import Entry, PrintedRow
from frictionaudit.sources.tables.wording import Ids, normal, numbered, says_nothing, with_id

_TRAILING = re.compile(r"^(?P<name>.+?)\s*\((?P<inside>(?:[^()]|\([^()]*\))*)\)\s*$", re.DOTALL)
_PROOFS = {
    "notarised": r"notari[sz]|beglaubigt durch notar",
    "certified": r"certified|authenticated|beglaubigt",
    "original": r"original",
    "copy": r"photocop|\bcop(?:y|ies)\b|duplicate|xerox|kopie",
    "digital": r"\bdigital\b|\bscan|\bpdf\b",
}
_CERTIFIED_COPY = re.compile(
    r"(?:certified|authenticated|notari[sz]ed)(?: true)?(?: (?:photo|xerox ?))? ?cop(?:y|ies)|beglaubigte \w+"
)
"""A certified copy, which is no plain one."""


@dataclass(frozen=True)
class Requirements:
    """Papers by id, the offices that issue them, the place of each, and notes."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    places: Mapping[str, Entry] = field(default_factory=dict)
    id_of: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def paper_key(entry: Entry) -> str:
    """The words by which the same paper is known in several rows."""
    return " ".join(without_again(numbered(entry.text)[1]).casefold().split())


def row_papers(row: PrintedRow) -> list[tuple[Entry, Entry]]:
    """The papers that a row of the steps names, one for each line, and where each is had."""
    entry, where = row.entry(Role.DOCUMENT), row.entry(Role.WHERE)
    if not entry.own:
        return []
    names = [name.strip() for name in re.split(r"[\n;,](?![^(]*\))", entry.text)]
    said = [name for name in names if not says_nothing(numbered(name)[1]) and not refers(numbered(name)[1])]
    return [(replace(entry, text=name), where) for name in said]


def requirements_of(
    printed: Iterable[tuple[Entry, Entry]], desk: TableOffice, parties: Mapping[str, Party]
) -> Requirements:
    """Read the checklist; offices of the same organisation that issue papers become parties of their own."""
    documents: dict[str, Document] = {}
    forms: dict[str, Form] = {}
    issuers: dict[str, Party] = {}
    places: dict[str, Entry] = {}
    notes: list[str] = []
    id_of: dict[str, str] = {}
    free = Ids()
    for entry, where in printed:
        name = numbered(" ".join(entry.text.split()))[1]
        if says_nothing(name) or paper_key(entry) in id_of:
            continue
        at = f"row {entry.row}, column {letter(entry.column)}"
        if is_no_paper(name) and says_nothing(where.text):  # what is had at an office is a paper, such as a receipt
            notes.append(f"{at}: '{name}' is a detail or a means of payment, and no document")
            continue
        name, proof = proof_of(without_again(name))
        name, given = with_id(name)
        place = "" if says_nothing(where.text) else " ".join(where.text.split())
        issuer = issuer_of(name, place, desk)
        id = free.new(given or slug(name), "paper")
        places[id], id_of[paper_key(entry)] = entry, id
        if re.search(r"\bform(?:s|ular|ulare)?\b|formular\b", name.casefold()) and issuer in ("us", None):
            forms[id] = Form(name=name)
            continue
        if issuer is not None and not place:
            notes.append(f"{at}: the table does not say where to get '{name}'; its issuer is inferred from its name")
        if issuer is None and place:
            notes.append(f"{at}: '{place}' does not show who issues '{name}'")
        documents[id] = Document(
            name=None if name == id else name,
            where=place or None,
            proof=proof,
            issued_by=_issuer(issuer, place, parties, issuers),
        )
    return Requirements(documents, forms, issuers, places, id_of, tuple(notes))


def proof_of(text: str) -> tuple[str, Proof | None]:
    """A paper's name and the proof it has to be: 'Receipt (original)' is 'Receipt' and original.

    Where both are asked, the original counts; where either will do ('original or photocopy'), the lighter. Where either
    takes more than a plain copy ('original or certified copy'), the name keeps both words, for one alone is not asked.
    """
    match = _TRAILING.match(text)
    inside = match["inside"].casefold() if match else ""
    kinds = _kinds(inside)
    if match and (kinds or inside.strip() in ("n/a", "none", "not stated")):
        either = re.search(r"\bor\b|\boder\b|/", inside) is not None
        lighter = [kind for kind in ("copy", "certified", "original", "notarised", "digital") if kind in kinds]
        if not _kinds(_CERTIFIED_COPY.sub("", inside), "copy"):
            lighter = [kind for kind in lighter if kind != "copy"]
        if not either and "original" in lighter:
            lighter = ["original"]
        several = either and len(lighter) > 1 and lighter[0] != "copy"
        return text if several else match["name"], lighter[0] if lighter else None
    kinds = _kinds(text.casefold())
    return text, cast("Proof | None", kinds[0] if kinds else None)


def _kinds(text: str, *among: str) -> list[str]:
    return [kind for kind, pattern in _PROOFS.items() if kind in (among or _PROOFS) and re.search(pattern, text)]


def _issuer(issuer: Issuer | None, place: str, parties: Mapping[str, Party], issuers: dict[str, Party]) -> str | None:
    if issuer != "office":
        return issuer
    for id, party in issuers.items():
        if normal(party.name or "") == normal(place):
            return id
    id = Ids(*parties, *issuers, "us", "customer", "authority", "third").new(slug(place), "office")
    issuers[id] = Party(side=Side.BACKSTAGE, name=place, unit=office_of(place) or place)
    return id
