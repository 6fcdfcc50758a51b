"""Care continues after the matter is settled."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, split_justified
from frictionaudit.analysis.patterns.joined_pools import left_waiting
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.patterns.messages import untold_since_decision
from frictionaudit.analysis.rule import Flag, Rule

_CLOSING_KEYS = ("result", "next", "feedback")


class NoGoodbye(Rule):
    """The case ends well, and the customer gets no confirmation, no next step and no way to give feedback.

    The rule looks at ends whose `outcome` is favourable or neutral. One message is enough: the `result`, what comes
    `next`, or where to give `feedback`. It has to be told at the end, on every path to it since the last decision, or
    by our last step before the end. A document given by the step just before the end also counts. All such ends are
    one finding.

    A drawing or a service table that has no place for it is not checked. In a drawing of several pools, the rule names
    a customer's step that waits for a message which one of our branches never sends.

    Why it matters:
        People who are not told that the matter is settled keep waiting or ask. And the last moment is the one they talk
        about afterwards.

    Wrong:
        steps:
          refunded: {kind: end, outcome: favourable}

    Right:
        steps:
          refunded: {kind: end, outcome: favourable, tells: {result: true, feedback: a reply to the message}}

    What to do:
        Send a closing message: it is settled, what happens next if anything, and how to tell you how it went.

    Leave it when:
        The customer leaves with what they came for in their hands.

    Sources:
        The idea of procedural care: care goes on after the sale. Our default.
    """

    level = "warning"
    stake = ("finding out",)
    element = "personal"
    care_point = "start-to-finish"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        yield from _waiting(subject)
        if says_nothing_to_customers(subject.procedure):
            return
        steps = subject.procedure.steps
        silent = {id for id in subject.procedure.ends if steps[id].outcome in ("favourable", "neutral")}
        if not silent:  # saves time
            return
        for key in _CLOSING_KEYS:
            silent &= untold_since_decision(subject, key)
        left = (end for end in silent if not _handed_over(subject, end) and not _last_words(subject, end))
        for ends in split_justified(subject, left, self.code()):
            yield Flag(
                f"Cases end well at {list_steps(subject, ends)}, but the customer gets no confirmation, "
                "no next step and no way to give feedback",
                steps=ends,
            )


def _handed_over(subject: Subject, end: str) -> bool:
    """Whether the customer leaves with a document, whichever step comes just before the end."""
    sources = [arc.source for arc in subject.graph.incoming[end]]
    return bool(sources) and all(subject.procedure.steps[step].gives for step in sources)


def _waiting(subject: Subject) -> Iterator[Flag]:
    """The steps at which the customer waits in vain, each with the branch that says nothing."""
    for waiting, silent in left_waiting(subject):
        place = describe(subject.graph, silent)
        yield Flag(
            f"The customer waits at {describe(subject.graph, waiting)} for a message that never comes after {place}",
            steps=(silent, waiting),
            about="message",
        )


def _last_words(subject: Subject, end: str) -> bool:
    """Whether on every way to an end the last task of ours tells something that closes the case."""
    steps, incoming = subject.procedure.steps, subject.graph.incoming
    ahead, seen = [end], {end}
    for step in ahead:  # grows while it is walked
        side = subject.side(step)
        if step in subject.tasks and side is not None and side.ours:
            if not any(getattr(steps[step].tells, key) for key in _CLOSING_KEYS):
                return False
            continue
        if not incoming[step]:
            return False
        new = {arc.source for arc in incoming[step]} - seen
        seen |= new
        ahead += sorted(new)
    return True
