"""The wait before a step in lines: on whom it is, by turn, by a party's name, or as the step suggests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.domain.procedure import Party, Side, Step, Wait
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.sources.lines.details import Details
from frictionaudit.sources.lines.draft import Draft
from frictionaudit.sources.lines.grammar import Line
from frictionaudit.sources.tables.cells.efforts import TURNS
from frictionaudit.sources.tables.timing import likely_part
from frictionaudit.sources.tables.turns import turn_of
from frictionaudit.sources.tables.wording import normal

_ARTICLES = ("the ", "a ", "an ", "our ", "their ")
_TURN_OF = {Side.CUSTOMER: "customer", Side.THIRD: "third"}
_UNSAID = Assumed(why="the line does not say on whom this wait is")


def wait_of(draft: Draft, line: Line, step: Step, parties: Mapping[str, Party]) -> Wait | None:
    """The wait of a line, None where it says nothing; a name that nobody in the file has is a problem."""
    details = draft.details[line.line]
    if details.wait is None and not details.waits_on:
        return None
    party = parties.get(step.by or "")
    side = party.side if party else None
    times: dict[str, Duration] = {}
    for turn, time in (*_stated(draft, line, step, side), *_on_someone(draft, line, details, parties)):
        times[turn] = times[turn].plus(time) if turn in times else time
    return Wait.model_validate(times)


def _stated(draft: Draft, line: Line, step: Step, side: Side | None) -> Iterator[tuple[str, Duration]]:
    """The waits without a name. One that says nothing is ours, except before a step of somebody else."""
    for turn, time in (draft.details[line.line].wait or {}).items():
        if turn or side is not Side.CUSTOMER:
            yield turn or ("third" if side is Side.THIRD else "queue"), time
            continue
        theirs = turn_of(step, side) == "customer" and likely_part(step) != "attend"
        where = "on the customer" if theirs else "on you, because the customer waits or stays in"
        draft.notes.append(f"line {line.line}: 'wait {time.short()}' does not say on whom; it is read as {where}")
        yield "customer" if theirs else "queue", time.model_copy(update={"evidence": _UNSAID})


def _on_someone(
    draft: Draft, line: Line, details: Details, parties: Mapping[str, Party]
) -> Iterator[tuple[str, Duration]]:
    """The waits on somebody by name: a party of the file, else a word for a side."""
    for who, time in details.waits_on.items():
        bare = next((who[len(word) :] for word in _ARTICLES if who.casefold().startswith(word)), who)
        party = parties.get(draft.parties.get(normal(who)) or draft.parties.get(normal(bare)) or "")
        words = (TURNS.get(word) for word in (bare.casefold(), f"on {bare.casefold()}"))
        turn = _TURN_OF.get(party.side, "queue") if party else next(filter(None, words), None)
        if turn:
            yield turn, time
        elif line.details is not None:
            draft.complain(
                line.details,
                f"'{who[:60]}' is nobody in this file, so nobody knows on whom the wait is",
                "write 'on us', 'on the customer', 'on others', or the name of somebody who does a step",
            )
