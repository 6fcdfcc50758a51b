"""What each column of a service table holds, read from its heading in English or German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from frictionaudit.sources.tables.grid import Grid, letter
from frictionaudit.sources.tables.wording import normal


class Role(StrEnum):
    """What a column holds; these words are also used in a mapping file."""

    CLIENT = "client step"
    AGENCY = "agency action"
    STEP = "step"
    ACTION = "action"
    NUMBER = "number"
    WHO = "who"
    TIME = "processing time"
    WAIT = "waiting time"
    FEE = "fee"
    DOCUMENT = "document"
    WHERE = "where"
    CHANNEL = "channel"
    NOTE = "note"
    IGNORE = "ignore"


_HEADINGS: Mapping[Role, str] = {
    Role.CLIENT: "client steps|client step|clients steps|steps of the client|applicant steps|customer steps"
    "|customer step|customer action|client action|step for the client|what the client does|what the customer does"
    "|schritt des kunden|schritte der kunden|schritt des antragstellers|kundenschritt|kunde tut",
    Role.AGENCY: "agency actions|agency action|office action|office actions|action of the agency|staff action"
    "|service provider action|activity of the office|what the office does|action taken|handlung der behörde"
    "|schritt der behörde|behörde tut|verwaltungshandeln|schritt des amtes",
    Role.STEP: "step|steps|step name|name of step|process step|procedure|stage|schritt|schritte|arbeitsschritt"
    "|prozessschritt|verfahrensschritt|ablauf",
    Role.ACTION: "action|actions|activity|activities|task|tasks|what|what happens|description|step description"
    "|tätigkeit|tätigkeiten|aktivität|aufgabe|handlung|was|was geschieht|beschreibung|vorgang",
    Role.NUMBER: "no|nr|number|step no|step number|seq|sequence|#|lfd nr|nummer|schritt nr|schrittnummer|item no",
    Role.WHO: "who|by whom|by|role|actor|person responsible|persons responsible|responsible person|responsible"
    "|responsibility|office person responsible|person in charge|performed by|staff|party|wer|rolle|akteur"
    "|zuständig|zuständigkeit|verantwortlich|verantwortliche|bearbeiter|ausführende stelle|beteiligte",
    Role.TIME: "processing time|time|duration|duration of activity|total processing time|maximum time|time needed"
    "|time required|response time|handling time|touch time|effort|minutes|bearbeitungszeit|bearbeitungsdauer|dauer"
    "|zeit|zeitbedarf|zeitaufwand|aufwand|zeitdauer|durchlaufzeit",
    Role.WAIT: "waiting time|wait|waiting|time waiting|queue|queue time|idle time|wartezeit|liegezeit|warten",
    Role.FEE: "fees to be paid|fee to be paid|fees|fee|cost|costs|price|charge|charges|amount|payment|fees charges"
    "|gebühr|gebühren|kosten|preis|entgelt|betrag",
    Role.DOCUMENT: "checklist of requirements|requirements|requirement|documents|document|documents required"
    "|required documents|documentary requirements|papers|form|forms|evidence|dokument|dokumente|unterlage|unterlagen"
    "|nachweis|nachweise|benötigte unterlagen|erforderliche unterlagen|formular|formulare",
    Role.WHERE: "where to secure|where to get|where to obtain|where to get it|source|issued by|wo erhältlich|woher"
    "|ausstellende stelle|erhältlich bei|ausgestellt von",
    Role.CHANNEL: "channel|channels|how|medium|mode|kanal|kanäle|weg|kontaktweg|zugangsweg",
    Role.NOTE: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|hinweis|hinweise",
}
_EXACT = {word: role for role, words in _HEADINGS.items() for word in words.split("|")}
_LONG = [word for word in _EXACT if len(word) > 4]
DOES = (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION)
SAID = (Role.WHO, Role.TIME, Role.WAIT, Role.FEE, Role.DOCUMENT, Role.CHANNEL)


@dataclass(frozen=True)
class Column:
    """One column with its printed heading; `hint` is what the heading says in brackets, often a unit."""

    number: int
    heading: str
    role: Role | None
    hint: str = ""

    @property
    def name(self) -> str:
        """How the column is called in notes and errors."""
        return f"column {letter(self.number)} '{self.heading}'" if self.heading else f"column {letter(self.number)}"


@dataclass(frozen=True)
class Header:
    """The heading row of the steps: its row, the last row it reaches to, and its columns."""

    row: int
    last: int
    columns: tuple[Column, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(column.role for column in self.columns if column.role)

    def of(self, role: Role) -> tuple[Column, ...]:
        """The columns that hold this; a heading merged over two columns has both."""
        return tuple(column for column in self.columns if column.role is role)

    @property
    def known(self) -> tuple[Column, ...]:
        """The columns whose heading is known; one heading merged over several counts once."""
        known: dict[tuple[str, str], Column] = {}
        for column in self.columns:
            if column.role:
                known.setdefault((column.heading, column.role), column)
        return tuple(known.values())

    @property
    def is_steps(self) -> bool:
        """Whether it has what is done, and at least one more thing about it."""
        return any(role in self.roles for role in DOES) and len(self.roles & {*DOES, *SAID}) > 1


@lru_cache(maxsize=4096)
def role_of(heading: str) -> Role | None:
    """What a column with this heading holds; None when no known heading is close."""
    word = normal(heading)
    if not word or len(heading) > 80:
        return None
    for known in (word, word.replace("/", " ").replace("  ", " "), re.sub(r"[^\w ]", "", word)):
        if known in _EXACT:
            return _EXACT[known]
    if len(word) <= 4 or len(word) > 60:
        return None
    near = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=86)
    near = near or process.extractOne(word, _LONG, scorer=fuzz.token_sort_ratio, score_cutoff=92)
    return _EXACT[near[0]] if near else None


def header_at(grid: Grid, row: int, settled: Mapping[str, Role] | None = None) -> Header:
    """Read a row as headings; `settled` gives the role by heading or by column letter and goes first."""
    given = {normal(name): role for name, role in (settled or {}).items()}

    def column(number: int, heading: str) -> Column:
        hint = re.search(r"[(\[]([^()\[\]]*)[)\]]|\bin ([a-z]+)\.?$", heading, re.IGNORECASE)
        role = given.get(normal(heading)) or given.get(letter(number).casefold()) or role_of(heading)
        return Column(number, " ".join(heading.split()), role, (hint[1] or hint[2] or "").strip() if hint else "")

    last, width = row, len(grid.rows[row - 1])
    columns = [column(n, grid.at(row, n).text) for n in range(1, width + 1)]
    below = [cell for cell in (grid.rows[row] if row < len(grid.rows) else ()) if cell.text]
    if any(cell.row == row for cell in below):  # a heading over two rows has its second half below
        last = row + 1
        for cell in below:
            if cell.row == last and role_of(cell.text):
                columns[cell.column - 1] = column(cell.column, cell.text)
    return Header(row, last, tuple(columns))
