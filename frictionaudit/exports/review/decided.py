"""What a decision did, told right after it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.review import ReviewState
from frictionaudit.exports.wording import review as wording
from frictionaudit.exports.wording import sanitize


def lines(state: ReviewState, item: str) -> Iterator[str]:
    """One line for the decision, and for an accepted suggestion its prediction and check."""
    entry = state.decisions.get(item)
    votes = state.votes(item)
    if entry is None:
        if state.revealed(item):
            yield sanitize.text(f"{item}: {', '.join(f'{who} {vote}' for who, vote in sorted(votes.items()))}")
        else:
            yield f"{item}: {len(votes)} {'vote' if len(votes) == 1 else 'votes'} cast, hidden until revealed"
        return
    yield sanitize.text(f"{item}: {wording.decision(entry.fact)}")
    accepted = state.accepted.get(item)
    if accepted is not None:
        yield f"  predicted: {wording.prediction(accepted.prediction)}"
        yield f"  checked by {wording.check(accepted.check)}"
        if accepted.rebased:
            yield "  The page had changed at other places since the review was opened; the prediction was made again."


def alternatives(state: ReviewState, finding: str) -> Iterator[str]:
    """All answers to a finding, each with its effect as a whole."""
    yield f"answers to {finding}, each measured as a whole:"
    for entry in state.alternatives(finding):
        yield sanitize.text(f"  {entry.id} {entry.title}: {wording.prediction(entry.prediction, 4)}")
    rule = state.findings[finding].rule
    for entry in state.suggestions.values():
        if rule in entry.fixes and not entry.finding:
            yield sanitize.text(f"  {entry.id} {entry.title}: {wording.prediction(entry.prediction, 4)}")
