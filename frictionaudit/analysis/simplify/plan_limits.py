"""What a plan may hold: what the owner allows, and no idea that only another idea's hypothesis makes true."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.new_systems import needs_new_system
from frictionaudit.domain.changes import Change, FieldRemoved, FlowAdded, FlowRerouted, StepAmended, StepRemoved
from frictionaudit.domain.procedure import Procedure

Chosen = tuple[Heuristic, Idea]
IdeaKey = tuple[str, str]


@dataclass(frozen=True)
class PlanLimits:
    """What the owner allows: how many ideas, which parts stay, and how long to search.

    `mechanical` keeps to ideas that follow from the page; without `new_systems`, none may need another system or an
    online channel that the procedure does not use yet.
    """

    max_ideas: int = 5
    protected: frozenset[str] = frozenset()
    mechanical: bool = False
    new_systems: bool = True
    max_sets: int = 5000
    seconds: float = 20.0

    def allow(self, procedure: Procedure, heuristic: Heuristic, idea: Idea) -> bool:
        """Whether the owner allows an idea for a procedure."""
        if self.mechanical and heuristic.safety_of(idea) != "mechanical":
            return False
        if any(len(change.place) > 1 and change.place[1] in self.protected for change in idea.changes):
            return False
        return self.new_systems or not any(needs_new_system(procedure, change) for change in idea.changes)


def key_of(heuristic: Heuristic, idea: Idea) -> IdeaKey:
    """What makes an idea the same in two sets: the heuristic and the title."""
    return heuristic.name(), idea.title


def may_follow(earlier: Sequence[Chosen], heuristic: Heuristic, idea: Idea, at_first: Collection[IdeaKey]) -> bool:
    """Whether an idea may join earlier ones; `at_first` are the ideas for the procedure as it is.

    A heuristic does not run twice at one place: half of half a window is no second idea. Nor is a step dropped because
    an earlier idea hopes that no case goes back from it: then the step is what that hope would be checked with. Nor is
    a step moved because an earlier idea asks for less there: the document that we look up now still has to exist. Nor
    is a question dropped that somebody reads as it is: an answer is not unread because an earlier idea drops a step.
    """
    again = any(other.name() == heuristic.name() and one.steps == idea.steps for other, one in earlier)
    if again and key_of(heuristic, idea) not in at_first:
        return False
    known = key_of(heuristic, idea) in at_first
    reroutes = any(isinstance(change, (FlowRerouted, FlowAdded)) for change in idea.changes)
    if not known and reroutes and {*idea.steps} & {step for _, one in earlier for step in _unasked(one.changes)}:
        return False
    if not known and _of_kind(idea, FieldRemoved) and any(_of_kind(one, StepRemoved) for _, one in earlier):
        return False
    removed = {change.id for change in idea.changes if isinstance(change, StepRemoved)}
    return not any(_routes_from(one.changes) & removed for _, one in earlier if one.assumes)


def _of_kind(idea: Idea, kind: type[Change]) -> bool:
    return any(isinstance(change, kind) for change in idea.changes)


def _unasked(changes: Iterable[Change]) -> Iterator[str]:
    """The steps for which an idea sets what they ask for or need."""
    for change in changes:
        if isinstance(change, StepAmended) and change.attribute in ("asks", "needs"):
            yield change.id


def _routes_from(changes: Iterable[Change]) -> set[str]:
    """The steps whose outgoing flows are changed."""
    return {str(change.place[1]) for change in changes if len(change.place) > 2 and change.place[0] == "steps"}
