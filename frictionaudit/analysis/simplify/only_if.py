"""Which steps every case passes that gets there, and on what condition the others are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.checks import LOST
from frictionaudit.domain.procedure import StepKind

_MOST_FLOWS = 300_000
"""Flows followed for one start: about a second."""
_LEAST_WORDS = 3
"""A condition of fewer words, such as `not eligible`, is a label of ours."""
_VERB = re.compile(
    r"^(?:is|are|was|were|has|have|had|does|do|did|can|cannot|could|may|might|must|shall|should|will|would|needs?|"
    r"wants?|owns?|lives?|lacks?|earns?|gets?|comes?|goes|went|came|sent|paid|lost|found|\w+n['’]t)$",
    re.IGNORECASE,
)
_WITH_A_VERB = re.compile(r"^(?:there|it|that|who|he|she|they|you|we|i)['’](?:s|re|ve|d|ll|m)$", re.IGNORECASE)
_INFLECTED = re.compile(r"^\w{2,}(?:[^su\W]s|ed)$", re.IGNORECASE)
"""A word that is a verb where no determiner or preposition stands before it: keeps, wanted."""
_BEFORE_A_NOUN = re.compile(
    r"^(?:a|an|the|this|that|these|those|no|not|all|any|some|every|each|both|more|most|other|their|your|our|its|his|her|"
    r"of|in|on|at|by|for|from|to|with|without|over|under|above|below|after|before|and|or|than|\d+)$",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"^(?:is|are|was|were|be|been|has|have|the|a|an|all|everything|it|and|or|of|for|to|there|here|this|that|case|claim|"
    r"claims|claimant|application|applications|applicant|request|customer|person|people|check|checks|test|decision|"
    r"criteria|condition|conditions|requirement|requirements|rule|rules|eligible|eligibility|entitled|qualified|"
    r"qualifies|qualify|accepted|approved|allowed|admitted|granted|passed|passes|pass|positive|met|meets|fulfilled|"
    r"satisfied|complete|completed|correct|valid|confirmed|ok|okay|fine|good|suitable|yes|successful|order|in|right)$",
    re.IGNORECASE,
)


def is_telling(condition: str) -> bool:
    """Whether a condition is a whole sentence that tells people something: `the tenant has no bath`, not `eligible`.

    A verdict, such as `the claim is approved`, tells nobody whether it applies to them.
    """
    words = re.findall(r"[\w'’-]+", condition)
    if len(words) < _LEAST_WORDS or all(map(_SAYS_NOTHING.match, words)):
        return False
    return _has_a_verb(words) and not _lacks_a_subject(words)


def _has_a_verb(words: list[str]) -> bool:
    return any(map(_WITH_A_VERB.match, words)) or any(
        _VERB.match(word) or (_INFLECTED.match(word) and not _BEFORE_A_NOUN.match(before))
        for before, word in pairwise(words)
    )


def _lacks_a_subject(words: list[str]) -> bool:
    """Whether a condition begins with its verb: `accepts and has to pay`. `Readings are wrong` begins with a noun."""
    first, second = words[:2]
    is_verb = bool(_VERB.match(second) or _INFLECTED.match(second))
    return bool(_VERB.match(first) or (_INFLECTED.match(first) and not is_verb))


class OnlyIf:
    """For a start: which steps all pass that get to a proper end, and the conditions of the others.

    A proper end is neither a refusal nor given up. Without one, every end counts. Each step takes time linear in flows;
    of a large page, the steps beyond a limit count as taken by some only, on conditions that are not told.
    """

    def __init__(self, subject: Subject, start: str) -> None:
        self.subject, self.start = subject, start
        self.after = subject.graph.after(start) | {start}
        steps, ends = subject.procedure.steps, [end for end in subject.procedure.ends if end in self.after]
        self.proper = [end for end in ends if steps[end].outcome not in LOST] or ends
        self._avoiding: dict[str, frozenset[str]] = {}

    def for_all(self, step: str) -> bool:
        """Whether nobody gets to a proper end without a step."""
        if step not in self.after:
            return False
        certainly = self.subject.graph.certainly_before
        return all(certainly(step, end) for end in self.proper) or self.start not in self._avoids(step)

    def conditions(self, steps: Iterable[str]) -> tuple[str, ...]:
        """The conditions on which cases come to one of some steps, in order; empty where one of them is not told."""
        found: dict[str, None] = {}
        for step in steps:
            told = self._conditions(step)
            if not told or not all(is_telling(condition) and not self._is_about_us(condition) for condition in told):
                return ()
            found.update(dict.fromkeys(told))
        return tuple(found)

    def _is_about_us(self, condition: str) -> bool:
        """Whether a condition names one of ours, as in `the steward keeps to the rule`: people cannot know that."""
        parties = self.subject.procedure.parties.values()
        ours = {
            word for party in parties if party.side.ours for word in re.findall(r"\w{4,}", (party.name or "").lower())
        }
        return bool(ours & set(re.findall(r"\w{4,}", condition.lower())))

    def _conditions(self, step: str) -> list[str]:
        """The conditions of the flows from which on a case no longer gets past a step; empty: there is none.

        A flow by which cases only come back to the step is none of them.
        """
        graph, past = self.subject.graph, self._avoids(step)
        towards = graph.before(step) | {step}
        return [
            arc.flow.when or ""
            for arc in graph.arcs
            if arc.source in past
            and arc.source in self.after
            and arc.target in towards
            and arc.target not in past
            and not graph.certainly_before(step, arc.source)
        ]

    def _avoids(self, step: str) -> frozenset[str]:
        """The steps from which a case can get to a proper end without a step; of parallel branches it takes all."""
        graph = self.subject.graph
        if len(self._avoiding) * len(graph.arcs) > _MOST_FLOWS:
            return frozenset(graph.steps)
        if step not in self._avoiding:
            left = {
                id: len(arcs) if graph.routing(id) is StepKind.PARALLEL else 1 for id, arcs in graph.outgoing.items()
            }
            found = [end for end in self.proper if end != step]
            for id in found:  # grows during the loop
                for arc in graph.incoming[id]:
                    left[arc.source] -= 1
                    if left[arc.source] == 0 and arc.source != step:
                        found.append(arc.source)
            self._avoiding[step] = frozenset(found)
        return self._avoiding[step]
