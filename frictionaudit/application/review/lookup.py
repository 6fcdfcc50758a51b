"""Which review, and which part of it, a person means on the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from frictionaudit.domain.review import ReviewState
from frictionaudit.errors import UsageError
from frictionaudit.files import is_file
from frictionaudit.store import Reviews


def find(reviews: Reviews, name: str | None) -> ReviewState:
    """A review by its id, or the last one of a procedure by the procedure's id or its page.

    Without a name it is the only open one; UsageError where there are none or several.
    """
    ids = reviews.ids()
    if name is None:
        running = [state for state in map(reviews.get, ids) if not state.closed]
        if len(running) == 1:
            return running[0]
        open_ids = ", ".join(state.id for state in running)
        hint = f"name one: {open_ids}" if running else "`frictionaudit review open PAGE --owner NAME` opens one"
        raise UsageError.of("no-review", f"{len(running)} reviews are open", hint=hint)
    if name in ids:
        return reviews.get(name)
    if is_file(Path(name)):
        from frictionaudit import sources

        name = sources.read(Path(name)).procedure.id
    own = [id for id in ids if id.rpartition("-")[0] == name]
    return reviews.get(own[-1] if own else name)


def item(state: ReviewState, name: str) -> str:
    """The id of a finding or a suggestion: F3, S2, a rule's code that only one finding has, or a fingerprint."""
    known = {**state.findings, **state.suggestions}
    if name.upper() in known:
        return name.upper()
    same = [
        finding.id
        for finding in state.findings.values()
        if name.upper() == finding.rule or name.lower() in (finding.name, finding.fingerprint)
    ]
    if len(same) == 1:
        return same[0]
    if same:
        raise UsageError.of("no-such-item", f"'{name}' means {len(same)} findings", hint=f"choose {', '.join(same)}")
    hint = "`frictionaudit review show` lists findings (F1, F2 …) and suggestions (S1, S2 …)"
    raise UsageError.of("no-such-item", f"review '{state.id}' has no finding or suggestion '{name}'", hint=hint)


def day(text: str) -> date:
    """A day from the command line, such as 2027-06-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError.of("not-a-day", f"'{text}' is not a day", hint="write for example 2027-06-30") from None
