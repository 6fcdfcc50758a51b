"""The rows above the steps of a service table: its title, facts about the office, and the requirements."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frictionaudit.domain.procedure import Skipped
from frictionaudit.domain.quantities import Volume
from frictionaudit.sources.tables.columns import Header, header_at
from frictionaudit.sources.tables.grid import Cell, Grid
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import Entry, line_of, row_of
from frictionaudit.sources.tables.several_facts import several_facts
from frictionaudit.sources.tables.wording import normal

_FACTS = {
    "office": "office or division|office/division|office|division|name of office|behörde|amt|zuständige stelle",
    "classification": "classification|klassifizierung",
    "transaction": "type of transaction|type of transactions|transaction type",
    "complaints": "how to file a complaint|how to file complaints|how complaints are filed|complaints",
    "clients": "who may avail|who may avail of the service|who may avail of service|zielgruppe|wer kann das nutzen",
    "year": "cases per year|cases a year|annual volume|volume per year|fälle pro jahr",
    "month": "cases per month|cases a month|monthly volume|volume per month|fälle pro monat",
}
_TITLES = (
    "title", "process", "process name", "name of process", "procedure", "procedure name", "name of procedure",
    "standard operating procedure", "sop", "work instruction", "value stream", "swimlane", "process map",
    "sipoc", "sipoc diagram", "raci", "raci matrix", "rasci", "responsibility matrix", "process chart", "flow chart",
    "flowchart", "process table", "service blueprint", "process flow",
    "service", "service name", "name of service", "user journey", "customer journey", "journey",
    "workflow", "process description", "ablauf", "prozessbeschreibung", "verfahrensanweisung", "arbeitsanweisung",
    "titel", "prozess", "prozessname", "verfahren", "leistung", "name der leistung",
)  # fmt: skip
_SERVICES = ("service", "service name", "name of service", "leistung", "name der leistung")
"""Labels that begin a service wherever they stand; others of the titles may be a step's as well."""
_NUMBERED = re.compile(r"\s+(?:no\.?\s*|nr\.?\s*)?[\w./-]*\d[\w./-]*$")
_OF_THE_FILE = re.compile(
    r"(?:version|v|rev(?:ision)?|stand|date|datum|page|seite|status)\b[\s.:]*(?:$|\d|draft|final|entwurf)",
    re.IGNORECASE,
)
"""How a line begins that is about the file and no title: 'Version 3', 'Page 1 of 2'."""
_NO_TITLE = re.compile(
    r"(?:\d+[.)]?\s*)*(?:(?:the |our )?(?:procedures?|process(?:es)?|steps?)(?: steps| overview| table)?|how it works"
    r"|overview|what happens(?: next)?|step by step|sop|current state|future state|as[ -]is|to[ -]be|sheet ?\d*"
    r"|(?:key |important |main )?(?:dates|steps|facts|information|stages)(?: and (?:deadlines|times|fees|dates))?"
    r"|at a glance|time ?(?:table|line|scales?)|what (?:to do|you need to do|we do)|who does what|wichtige termine"
    r"|termine(?: und fristen)?|auf einen blick|zeitplan|étapes|calendrier|dates clés"
    r"|table ?\d*|tabelle ?\d*|sipoc|raci|swimlane|data|flow|schritte|ablauf|verfahren|prozess)"
)
"""Names of sheets and headings of sections that say what a table is, and not of what."""
_NAMES = r"(?:[A-Z][\w'’.&-]*|of|the|and|for|de|la)"
_PUBLISHER = re.compile(
    r"(?i:.*\bcitizen['’]?s['’]? charter\b.*)"
    r"|(?:The )?(?i:municipality|city|town|county|province|district|borough|republic|department|ministry|office|bureau"
    rf"|agency|council|university|government) of {_NAMES}(?: {_NAMES})*"
    rf"|(?:{_NAMES} ){{1,6}}(?:Council|Municipality|Office|Department|Ministry|Agency|Authority|University|Hospital"
    r"|Bureau|GmbH|Ltd|Limited|Inc|plc|AG)\.?"
)
"""A line that names an office or a firm, and no procedure of it."""
FACT_OF = {word: name for name, words in _FACTS.items() for word in words.split("|")}


def names_a_service(cells: tuple[Cell, ...]) -> bool:
    """Whether a row holds only the name of a service after its label: 'Service: Death certificate'."""
    label, colon, rest = cells[0].text.partition(":")
    return normal(label) in _SERVICES and bool(colon) and (bool(rest.strip()) + len(cells[1:])) == 1


def volume_of(facts: Mapping[str, Entry]) -> Volume | None:
    """The number of cases that the rows above the steps state; None where there is none, or no plain number."""
    for per in ("year", "month"):
        number = facts[per].text.strip() if per in facts else ""
        if re.fullmatch(r"\d{1,9}|\d{1,3}(?:[, ]\d{3}){1,2}", number):
            return Volume.model_validate(f"{number} per {per}")
    return None


def title_above(grid: Grid) -> str | None:
    """The title that stands above a table: its name, else the nearest heading that names the procedure; None for none.

    '5. Procedure' and 'Version 3' name none, and of 'SOP 12: Leave' it is 'Leave'.
    """
    for name in (grid.name, *reversed(grid.headings)):
        if name and _NO_TITLE.fullmatch(normal(name)) is None and not _OF_THE_FILE.match(name.strip()):
            label, _, rest = name.partition(":")
            return rest.strip() if rest.strip() and _is_label(label) else name
    return None


def _is_label(text: str) -> bool:
    """Whether a text only says that a title follows: 'Process', 'SOP 12'."""
    return _NUMBERED.sub("", normal(text)) in _TITLES


class Head:
    """The rows above the steps, taken one by one: each is the title, a fact or a requirement."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.title: Entry | None = None
        self.facts: dict[str, Entry] = {}
        self.requirements: list[tuple[Entry, Entry]] = []
        self.requirement_header: Header | None = None
        self.notes: list[str] = []
        self.skipped: list[Skipped] = []

    def take(self, row: int) -> None:
        cells = self.grid.own(row)
        if not cells:
            return
        for fact in several_facts(cells, FACT_OF) if self.requirement_header is None else ():
            self._take(row, (fact,))
            cells = ()
        if cells:
            self._take(row, cells)

    def _take(self, row: int, cells: tuple[Cell, ...]) -> None:
        """Take the cells of a row, or of it one that holds a fact."""
        first = cells[0]
        label, colon, rest = first.text.partition(":")
        said = normal(label if colon else first.text)
        named = _is_label(said) if colon else said in _TITLES  # 'SOP 12: Leave'
        if named and self.requirement_header is None and (rest.strip() or len(cells) == 2):
            self.title = Entry(" ".join((rest.strip() or cells[1].text).split()), first.row, first.column)
            return
        fact = FACT_OF.get(said)
        if fact and self.requirement_header is None:
            value = Entry(rest.strip(), first.row, first.column) if rest.strip() else None
            if value is None and len(cells) > 1:
                value = Entry("\n".join(cell.text for cell in cells[1:]), cells[1].row, cells[1].column)
            if value:
                self.facts[fact] = value
            return
        header = header_at(self.grid, row)
        heads = Role.DOCUMENT in header.roles and header.roles <= {Role.DOCUMENT, Role.WHERE, Role.NUMBER, Role.NOTE}
        if heads and (self.requirement_header is None or len(cells) > 1):  # below a heading one cell is a paper
            if self.requirement_header is None:
                self.requirement_header = header
                self.notes += [f"{column.name} in row {row} read as {column.role}" for column in header.known]
            return
        if self.requirement_header is not None:
            self._requirement(row, cells)
        elif len(cells) == 1 and not colon and not _OF_THE_FILE.match(first.text.strip()) and self._may_be_titled():
            self.title = Entry(" ".join(first.text.split()), first.row, first.column)
        else:
            self._skip(cells, "it is neither a title nor a known fact")

    def _may_be_titled(self) -> bool:
        """Whether no title is known yet, or only the name of the office above it, which is left out then."""
        if self.title is not None and _PUBLISHER.fullmatch(self.title.text):
            why = "it names who publishes the table, and the line below is the title"
            place = self.grid.span(self.title.row, self.title.column)
            self.skipped.append(Skipped(what=self.title.text, why=why, where=place))
            self.title = None
        return self.title is None

    def _requirement(self, row: int, cells: tuple[Cell, ...]) -> None:
        assert self.requirement_header is not None
        entries = row_of(self.grid, self.requirement_header, row).entries
        name, where = entries.get(Role.DOCUMENT), entries.get(Role.WHERE, Entry("", row, 1))
        if name is None or not name.own:
            self._skip(cells, "it is among the requirements, but names none")
        elif len(cells) == 1 and name.text.rstrip().endswith(":"):
            self._skip(cells, "it heads a group of requirements; conditions on requirements are not read")
        else:
            self.requirements.append((name, where))

    def _skip(self, cells: tuple[Cell, ...], why: str) -> None:
        self.skipped.append(Skipped(what=line_of(cells), why=why, where=self.grid.span(cells[0].row, cells[0].column)))
