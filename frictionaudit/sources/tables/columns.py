"""What each column of a service table holds, read from its heading in English or German."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    EFFORT = "minutes"
    WAIT = "waiting time"
    LEAD_TIME = "lead time"
    FEE = "fee"
    DOCUMENT = "document"
    WHERE = "where"
    FORM = "form"
    QUESTIONS = "questions"
    CHANNEL = "channel"
    SYSTEM = "system"
    NEXT = "next"
    LABEL = "branch label"
    KIND = "kind"
    TELLS = "customer learns"
    NOTE = "note"
    IGNORE = "ignore"


_HEADINGS: Mapping[Role, str] = {
    Role.CLIENT: "client steps|client step|clients steps|steps of the client|applicant steps|customer steps"
    "|customer step|customer action|client action|step for the client|what the client does|what the customer does"
    "|schritt des kunden|schritte der kunden|schritt des antragstellers|kundenschritt|kunde tut",
    Role.AGENCY: "agency actions|agency action|office action|office actions|action of the agency|staff action"
    "|our action|our actions|our step|our steps|staff step|staff steps|staff does|what staff do"
    "|service provider action|activity of the office|what the office does|action taken|handlung der behörde"
    "|schritt der behörde|behörde tut|verwaltungshandeln|schritt des amtes",
    Role.STEP: "step|steps|step name|name of step|process step|process step description|procedure|stage"
    "|schritt|schritte|arbeitsschritt"
    "|prozessschritt|verfahrensschritt|ablauf",
    Role.ACTION: "action|actions|activity|activities|task|tasks|what|what happens|description|step description"
    "|what we do|what is done|what to do|what they do|activity description|task description|work step"
    "|tätigkeit|tätigkeiten|aktivität|aufgabe|handlung|was|was geschieht|beschreibung|vorgang",
    Role.NUMBER: "no|nr|number|id|step id|process step id|step no|step number"
    "|seq|sequence|lfd nr|nummer|schritt nr|schrittnummer|item no",
    Role.WHO: "who|by whom|by|role|actor|person responsible|persons responsible|responsible person|responsible"
    "|responsibility|office person responsible|person in charge|performed by|done by|carried out by|owner|function"
    "|lane|swimlane|team|staff|party|department|dept|position|job title|wer|rolle|akteur|abteilung|stelle"
    "|zuständig|zuständigkeit|verantwortlich|verantwortliche|bearbeiter|ausführende stelle|beteiligte",
    Role.TIME: "processing time|time|duration|duration of activity|total processing time|maximum time|time needed"
    "|time required|response time|how long|time on task|task time|active time|process time"
    "|bearbeitungszeit|bearbeitungsdauer|dauer"
    "|zeit|zeitbedarf|zeitdauer",
    Role.EFFORT: "minutes|mins|effort|work|working time|touch time|handling time|hands on time|minuten|aufwand"
    "|zeitaufwand|arbeitszeit|arbeit",
    Role.WAIT: "waiting time|wait|waiting|wait time|waiting period|delay"
    "|time waiting|queue|queue time|idle time|wartezeit|liegezeit|warten",
    Role.LEAD_TIME: "lead time|leadtime|elapsed time|elapsed|turnaround|turnaround time|throughput time|cycle time"
    "|calendar time|durchlaufzeit",
    Role.FEE: "fees to be paid|fee to be paid|fees|fee|cost|costs|price|charge|charges|amount|payment|fees charges"
    "|gebühr|gebühren|kosten|preis|entgelt|betrag",
    Role.DOCUMENT: "checklist of requirements|requirements|requirement|documents|document|documents required"
    "|required documents|documentary requirements|papers|evidence|dokument|dokumente|unterlage|unterlagen"
    "|nachweis|nachweise|benötigte unterlagen|erforderliche unterlagen",
    Role.WHERE: "where to secure|where to get|where to obtain|where to get it|source|issued by|wo erhältlich|woher"
    "|ausstellende stelle|erhältlich bei|ausgestellt von",
    Role.CHANNEL: "channel|channels|how|medium|mode|touchpoint|touch point|contact point"
    "|kanal|kanäle|weg|kontaktweg|zugangsweg",
    Role.SYSTEM: "system|systems|it system|it systems|computer system|software|application system|tool|tools"
    "|fachverfahren|it-system|it-verfahren|anwendung|anwendungen|werkzeug",
    Role.FORM: "form|forms|formular|formulare",
    Role.QUESTIONS: "questions|questions asked|fields|form fields|fragen|felder|abgefragte angaben",
    Role.NEXT: "next|next step|next steps|next step id|then|goes to|followed by|followed by step|successor|successors"
    "|weiter|weiter mit|danach|nächster schritt|nächste schritte|folgeschritt|nachfolger",
    Role.LABEL: "connector label|branch|condition|bedingung",
    Role.KIND: "kind|kind of step|step type|type of step|shape type|art des schritts",
    Role.TELLS: "customer learns|customers learn|tells|told|customer is told|kunde erfährt",
    Role.NOTE: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|hinweis|hinweise",
}
_BARE_NUMBER, _LETTERS = re.compile(r"\d+(?:\.\d+)*\s?[a-z]?[.)]?", re.IGNORECASE), re.compile(r"[^\W\d_]{2}")
_NUMBER_SIGNS = ("#", "№")
_EXACT = {word: role for role, words in _HEADINGS.items() for word in words.split("|")}
_LONG = [word for word in _EXACT if len(word) > 4]
DOES = (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION)
SAID = (
    Role.WHO,
    Role.TIME,
    Role.EFFORT,
    Role.WAIT,
    Role.LEAD_TIME,
    Role.FEE,
    Role.DOCUMENT,
    Role.FORM,
    Role.CHANNEL,
    Role.NEXT,
)


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

    def with_roles(self, roles: Mapping[Column, Role]) -> Header:
        """The same, with other roles for some of its columns."""
        columns = tuple(replace(column, role=roles.get(column, column.role)) for column in self.columns)
        return replace(self, columns=columns)

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
    if heading.strip() in _NUMBER_SIGNS:
        return Role.NUMBER
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

    def column(number: int, above: str, below: str = "") -> Column:
        role = (known(number, below) or _EXACT.get(normal(f"{above} {below}"))) if below else None
        role = role or known(number, above)
        heading = " ".join((below or above).split())
        hint = re.search(r"[(\[]([^()\[\]]*)[)\]]|\bin ([a-z]+)\.?$", f"{above} {below}", re.IGNORECASE)
        unit = (hint[1] or hint[2] or "").strip() if hint else ""
        return Column(number, heading, role, unit or (normal(heading) if role is Role.EFFORT else ""))

    def known(number: int, text: str) -> Role | None:
        return given.get(normal(text)) or given.get(letter(number).casefold()) or role_of(text)

    cells = grid.rows[row - 1]
    columns = tuple(column(n, grid.at(row, n).text) for n in range(1, len(cells) + 1))
    one = _lead_times_apart(Header(row, row, columns))
    below = grid.own(row + 1) if row < len(grid.rows) else ()
    if not below:
        return one
    width = max(len(cells), len(grid.rows[row]))
    above = [grid.at(row, n) for n in range(1, width + 1)]
    for n in range(1, width):  # a heading over several columns may leave those to its right blank
        if not above[n].text and grid.at(row + 1, n + 1).text:
            above[n] = above[n - 1]
    own = {cell.column: cell.text for cell in below}
    columns = tuple(column(n, above[n - 1].text, own.get(n, "")) for n in range(1, width + 1))
    two = _lead_times_apart(Header(row, row + 1, columns))
    reaches = any(cell.row == row and cell.text for cell in grid.rows[row])  # a heading merged over both rows
    known_alone = all(known(n, text) or normal(f"{above[n - 1].text} {text}") in _EXACT for n, text in own.items())
    alone = {known(n, text) for n, text in own.items()}
    all_known = known_alone and len(two.roles) > max(len(one.roles), len(alone))
    return two if reaches or all_known else one


def with_actions(grid: Grid, header: Header) -> Header:
    """The header, where 'Step' holds only numbers and nothing is known to say what happens: the unknown column does.

    Of several the one with the longest texts is taken.
    """
    if Role.STEP not in header.roles or header.roles & {Role.CLIENT, Role.AGENCY, Role.ACTION}:
        return header

    def below(column: Column) -> list[str]:
        cells = (grid.at(row, column.number).text.strip() for row in range(header.last + 1, len(grid.rows) + 1))
        return [text for text in cells if text]

    steps = [text for column in header.of(Role.STEP) for text in below(column)]
    texts = {column: below(column) for column in header.columns if column.role is None and column.heading}
    worded = {column: sum(map(len, said)) for column, said in texts.items() if all(map(_LETTERS.search, said)) and said}
    if not worded or not all(map(_BARE_NUMBER.fullmatch, steps)):
        return header
    action = max(worded, key=lambda column: worded[column])
    return header.with_roles({**dict.fromkeys(header.of(Role.STEP), Role.NUMBER), action: Role.ACTION})


def _lead_times_apart(header: Header) -> Header:
    """The header, in which a lead time with no minutes or time beside it is the processing time."""
    if header.roles & {Role.TIME, Role.EFFORT}:
        return header
    return header.with_roles(dict.fromkeys(header.of(Role.LEAD_TIME), Role.TIME))
