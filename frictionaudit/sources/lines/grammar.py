"""Lines of text, parted into facts, people, steps and branches by their marks and their indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.errors import InputError, Problem

FACTS = ("title", "id", "kind", "owner", "volume", "hours", "country")
KINDS = tuple(kind for kind in StepKind if kind not in (StepKind.TASK, StepKind.EVENT))
_DEPTH = 30
_CONTINUED = 20
_ARROW = re.compile(r"(?:^|\s)(?:-+>|→)\s*(?P<target>[^>→]+?)\s*$")
_ID = re.compile(r"\s*\[(?P<id>[A-Za-z0-9][A-Za-z0-9._:-]{0,199})\]\s*$")
_BRANCH = re.compile(
    r"^(?P<head>(?:(?:about\s+|ca\.?\s*|~\s*)?\d{1,3}(?:[.,]\d+)?\s*%|or\b|and\b|if\b)[^:]*):\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_PARTY = re.compile(r"^(?P<name>[^:=]+?)\s*=\s*(?P<body>.+)$")
_STEP = re.compile(r"^(?P<who>[^:(]+?)\s*:\s*(?P<rest>.*)$")
_EXAMPLES = "write for example 'Customer: rings the repairs line (phone, queue 12m)'"


@dataclass(frozen=True)
class Said:
    """A text with its place in the file."""

    text: str
    line: int
    column: int = 1


@dataclass
class Line:
    """One step: who does what, with its details, the target of its arrow and the branches below it."""

    who: str
    name: str
    details: Said | None
    id: str | None
    jump: Said | None
    line: int
    column: int
    branches: list[BranchLine] = field(default_factory=list)


@dataclass
class BranchLine:
    """One branch: its head (share, limit, condition), the target of its arrow, or the steps below it."""

    head: Said
    jump: Said | None
    steps: list[Line] = field(default_factory=list)


@dataclass
class Script:
    """A file of steps as parted."""

    facts: dict[str, Said] = field(default_factory=dict)
    people: dict[str, tuple[str | None, Said]] = field(default_factory=dict)
    steps: list[Line] = field(default_factory=list)


def parse(text: str, path: str) -> Script:
    """Part the lines of a file; InputError names every line that is neither, and what was expected."""
    script, problems = Script(), list[Problem]()
    levels: list[tuple[int, list[Line] | Line]] = []  # indentation, and the steps or the branching step there
    for content, number, column in _lines(text):
        try:
            if content.count("(") > content.count(")"):
                raise _LineError("a bracket is opened and never closed", "close it with ')'")
            _take(script, levels, content, number, column)
        except _LineError as error:
            problems.append(Problem("not-a-step", str(error), f"{path}:{number}:{column}", error.hint))
    if not script.steps and not problems:
        problems.append(Problem("not-a-step", "the file has no step", f"{path}:1:1", _EXAMPLES))
    if problems:
        raise InputError(problems)
    return script


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """The lines that say something, with number and column; a line whose bracket is open goes on in the next."""
    waiting: tuple[str, int, int] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        bare = raw.expandtabs(4)
        content = bare.strip()
        if not content or content.startswith("#"):
            continue
        if waiting:
            waiting = (f"{waiting[0]} {content}", *waiting[1:])
        else:
            waiting = (content, number, len(bare) - len(bare.lstrip()) + 1)
        if waiting[0].count("(") <= waiting[0].count(")") or number - waiting[1] > _CONTINUED:
            yield waiting
            waiting = None
    if waiting:
        yield waiting


class _LineError(Exception):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def _take(script: Script, levels: list[tuple[int, list[Line] | Line]], content: str, line: int, column: int) -> None:
    if not script.steps and column == 1 and _header(script, content, line):
        return
    while levels and column < levels[-1][0]:
        levels.pop()
    branch = _BRANCH.match(content)
    if branch:
        _take_branch(levels, branch, line, column)
        return
    if (arrow := _ARROW.match(content)) is not None:
        _go_on(levels, Said(arrow["target"], line, column))
        return
    _place(script, levels, _step(content, line, column), column)


def _place(script: Script, levels: list[tuple[int, list[Line] | Line]], step: Line, column: int) -> None:
    """Put a step after the steps of the same indentation, or below the branch above it."""
    if not levels:
        if script.steps:
            raise _LineError("this line is indented less than the steps before it", "indent the steps alike")
        levels.append((column, script.steps))
    at, steps = levels[-1]
    if isinstance(steps, Line) or column > at:
        last = steps.branches[-1] if isinstance(steps, Line) and steps.branches else None
        if last is None or column <= at:
            raise _LineError(
                "this line is indented, but no branch stands above it",
                "indent only below a branch such as '80 %:', or move the line to the left",
            )
        if last.jump is not None:
            message = "the branch above goes on with '->', so no step can stand below it"
            raise _LineError(message, "remove one of the two")
        if len(levels) >= _DEPTH:
            raise _LineError(f"branches are nested more than {_DEPTH} deep", "use '-> step' instead")
        levels.append((column, last.steps))
        last.steps.append(step)
        return
    steps.append(step)


def _take_branch(levels: list[tuple[int, list[Line] | Line]], branch: re.Match[str], line: int, column: int) -> None:
    arrow = _ARROW.search(branch["rest"])
    if branch["rest"].strip() and (not arrow or arrow.start() > 0):
        hint = "write '80 %, complete: -> approve', or put the steps below it, indented"
        raise _LineError(f"'{branch['rest'][:60]}' follows a branch; expected '-> STEP' or nothing", hint)
    jump = Said(arrow["target"], line, column + branch.start("rest")) if arrow else None
    entry = BranchLine(Said(branch["head"], line, column), jump)
    if levels and isinstance(levels[-1][1], Line) and column == levels[-1][0]:
        levels[-1][1].branches.append(entry)
        return
    steps = levels[-1][1] if levels else None
    if not isinstance(steps, list) or not steps or column <= levels[-1][0]:
        raise _LineError(
            "a branch stands below the step that decides, indented",
            "indent it, and the steps below it, by two more blanks",
        )
    owner = steps[-1]
    owner.branches.append(entry)
    levels.append((column, owner))


def _go_on(levels: list[tuple[int, list[Line] | Line]], jump: Said) -> None:
    """An arrow on a line of its own belongs to the step above it."""
    steps = levels[-1][1] if levels and levels[-1][0] == jump.column else None
    if not isinstance(steps, list) or not steps or steps[-1].jump or steps[-1].branches:
        raise _LineError("this arrow stands below no step", "write it below the step that it leaves, indented alike")
    steps[-1].jump = jump


def _header(script: Script, content: str, line: int) -> bool:
    """Take a fact or a party; False for anything else."""
    key, colon, value = (part.strip() for part in content.partition(":"))
    if colon and key.casefold() in FACTS:
        if not value:
            raise _LineError(f"'{key}' has no value", f"write for example '{key}: …', or remove the line")
        script.facts[key.casefold()] = Said(value, line, len(key) + 3)
        return True
    party = _PARTY.match(content)
    if not party:
        return False
    id = _ID.search(party["name"])
    name = _ID.sub("", party["name"]).strip()
    script.people[name or (id["id"] if id else "")] = (id["id"] if id else None, Said(party["body"], line))
    return True


def _step(content: str, line: int, column: int) -> Line:
    match = _STEP.match(content)
    if not match:
        raise _LineError(f"'{content[:60]}' does not say who does what", _EXAMPLES)
    rest = match["rest"]
    arrow = _ARROW.search(rest)
    jump = Said(arrow["target"], line, column + match.start("rest") + arrow.start("target")) if arrow else None
    rest = rest[: arrow.start()] if arrow else rest
    id = _ID.search(rest)
    rest = rest[: id.start()] if id else rest
    name, details, at = _bracketed(rest.strip())
    said = Said(details, line, column + match.start("rest") + at) if details is not None else None
    if not name and not id and match["who"].casefold() not in KINDS:
        raise _LineError(f"'{match['who'][:60]}' does nothing in this line", _EXAMPLES)
    return Line(match["who"], name, said, id["id"] if id else None, jump, line, column)


def _bracketed(text: str) -> tuple[str, str | None, int]:
    """A text, what stands in the brackets at its end, and where these begin."""
    if not text.endswith(")"):
        return text, None, 0
    depth = 0
    for n in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[n], 0)
        if depth == 0:
            return text[:n].strip(), text[n + 1 : -1], n + 1
    raise _LineError("a bracket is closed that was never opened", "write (phone, queue 12m) at the end of the line")
