"""The agenda of a review: what is open from last time comes first, then what is to decide, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from frictionaudit.domain.review import ReviewState
from frictionaudit.results.review import Agenda, Compared, StillOpen
from frictionaudit.store import Designs, EventStore, Reviews


def agenda(store: EventStore, state: ReviewState, today: date) -> Agenda:
    """A review as it stands on a day, with what earlier reviews of the same procedure left open."""
    earlier = [one for one in Reviews(store).of(state.opening.procedure) if one.opened_at < state.opened_at]
    procedure, _ = Designs(store).at(state.opening.procedure, state.opening.design_version)
    return Agenda(
        review=state,
        today=today,
        still_open=tuple(sorted((entry for one in earlier for entry in _open(one)), key=lambda entry: entry.due)),
        last_time=tuple(
            Compared(review=one.id, title=one.suggestions[id].title, verification=verification)
            for one in earlier
            for id, verification in one.verifications.items()
        ),
        step_names={id: procedure.label(id) for id in procedure.steps},
    )


def _open(state: ReviewState) -> Iterator[StillOpen]:
    for action in state.actions:
        if not action.done:
            yield StillOpen(
                review=state.id, kind="action", id=action.id, text=action.text, to=action.to, due=action.due
            )
    for id, accepted in state.accepted.items():
        if id not in state.verifications or state.verifications[id].answer == "cannot tell yet":
            text = f"check whether '{state.suggestions[id].title}' brought what was predicted"
            yield StillOpen(review=state.id, kind="check", id=id, text=text, due=accepted.check.on)
