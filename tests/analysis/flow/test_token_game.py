"""Expected numbers against an independent game of tokens: visits, first visits, hand-offs, contacts, limits."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure, Side, StepKind
from tests.analysis.simulate.structured import KINDS, Maker
from tests.building import measures, subject

CASES = 1_000


@dataclass
class Token:
    step: str
    arc: int
    hands: frozenset[tuple[str, int]]
    """The visits of steps with a party whose work the token carries."""


class Game:
    """One case: tokens move one by one; joins wait, an inclusive join until nothing more can come to it."""

    def __init__(self, procedure: Procedure, dice: random.Random) -> None:
        self.procedure, self.dice = procedure, dice
        self.visits: Counter[str] = Counter()
        self.handovers: Counter[tuple[str, str]] = Counter()
        self.taken: Counter[tuple[str, str]] = Counter()
        self.incoming: dict[str, list[tuple[str, str]]] = {step: [] for step in procedure.steps}
        for source, flow in procedure.flows:
            self.incoming[flow.to].append((source, flow.key))
        (start,) = procedure.starts
        self.tokens = [Token(start, 0, frozenset())]
        while self.tokens:
            self._move()

    def _move(self) -> None:
        for token in self.tokens:
            joined = self._joined(token)
            if joined:
                self._enter(token.step, joined)
                return
        self.tokens.clear()  # a deadlock

    def _joined(self, token: Token) -> list[Token]:
        kind = self.procedure.steps[token.step].kind
        here = [other for other in self.tokens if other.step == token.step]
        if kind is StepKind.PARALLEL and len(self.incoming[token.step]) > 1:
            each = [next((t for t in here if t.arc == n), None) for n in range(len(self.incoming[token.step]))]
            return [t for t in each if t] if all(each) else []
        if kind is StepKind.INCLUSIVE and len(self.incoming[token.step]) > 1:
            filled = {t.arc for t in here}
            away = (self._reaches(other.step, token.step) for other in self.tokens if other.step != token.step)
            return [] if any(arcs and not arcs & filled for arcs in away) else here
        return [token]

    def _reaches(self, source: str, join: str) -> set[int]:
        """The arcs of a join that a token can still come over, as BPMN 2.0 defines when an inclusive join waits."""
        seen, queue, arcs = {source}, [source], set()
        while queue:
            step = queue.pop()
            for flow in self.procedure.steps[step].next:
                if flow.to == join:
                    arcs.add(self.incoming[join].index((step, flow.key)))
                elif flow.to not in seen:
                    seen.add(flow.to)
                    queue.append(flow.to)
        return arcs

    def _enter(self, id: str, joined: list[Token]) -> None:
        for token in joined:
            self.tokens.remove(token)
        self.visits[id] += 1
        step = self.procedure.steps[id]
        hands = frozenset().union(*(token.hands for token in joined))
        if step.by:
            for source, _ in hands:
                self.handovers[source, id] += 1
            hands = frozenset({(id, self.visits[id])})
        for flow in self._chosen(id):
            self.taken[id, flow.key] += 1
            arc = self.incoming[flow.to].index((id, flow.key))
            self.tokens.append(Token(flow.to, arc, hands))

    def _chosen(self, id: str):
        step = self.procedure.steps[id]
        if step.kind is StepKind.PARALLEL or len(step.next) < 2:
            return step.next
        if step.kind is StepKind.INCLUSIVE:
            u, total, chosen = self.dice.random(), 0.0, []
            for flow in step.next:
                if math.floor(u + total + flow.share.value) > math.floor(u + total):
                    chosen.append(flow)
                total += flow.share.value
            return chosen
        open_flows = [f for f in step.next if f.at_most is None or self.taken[id, f.key] < f.at_most]
        return [self.dice.choices(open_flows, [flow.share.value for flow in open_flows])[0]]


def close(played: list[float], expected: float) -> bool:
    mean = sum(played) / len(played)
    variance = sum((x - mean) ** 2 for x in played) / len(played)
    return abs(mean - expected) <= 5 * math.sqrt(variance / len(played)) + 5 / len(played) + 1e-9


@pytest.mark.parametrize("seed", range(25))
def test_visits_first_visits_hand_offs_and_contacts_are_those_of_a_game_of_tokens(seed: int):
    procedure = Maker(seed, (*KINDS, "limited", "limited")).procedure(3).model_copy(update={"groups": {}})
    about, dice = Subject(procedure), random.Random(seed)
    games = [Game(procedure, dice) for _ in range(CASES)]
    for step in procedure.steps:
        assert close([game.visits[step] for game in games], about.visits(step).value), step
        assert close([float(game.visits[step] > 0) for game in games], about.reached(step)), step
    m = Measures(about)

    def between(game: Game, crossing: bool) -> int:
        sides = {step: procedure.side(step) for step in procedure.steps}
        by = {id: step.by for id, step in procedure.steps.items()}
        ours = {Side.FRONTSTAGE, Side.BACKSTAGE}
        total = 0
        for (a, b), n in game.handovers.items():
            if crossing:
                total += n * (Side.CUSTOMER in (sides[a], sides[b]) and bool({sides[a], sides[b]} & ours))
            else:
                total += n * (sides[a] in ours and sides[b] in ours and by[a] != by[b])
        return total

    assert close([between(game, crossing=False) for game in games], m["handoffs"].value or 0.0)
    assert close([between(game, crossing=True) for game in games], m["contacts"].value or 0.0)
    again = [sum(max(0, game.visits[step] - 1) for step in about.tasks) for game in games]
    assert close(again, m["rework"].value or 0.0)


LOOP = {
    "s": {"kind": "start", "next": "a"},
    "a": {"by": "customer", "next": "b"},
    "b": {"by": "desk", "next": [{"to": "a", "share": 0.5, "at_most": 2}, {"to": "e", "share": 0.5}]},
    "e": {"kind": "end"},
}


def limited(at_most: int, share: float = 0.5):
    flows = [{"to": "a", "share": share, "at_most": at_most}, {"to": "e", "share": 1 - share}]
    return subject({**LOOP, "b": {"by": "desk", "next": flows}})


def test_a_flow_with_a_limit_is_taken_that_often_at_most():
    about = limited(2)
    assert about.visits("a").value == pytest.approx(1 + 0.5 + 0.25)
    assert about.reached("a") == 1
    assert about.visits("e").value == pytest.approx(1)
    assert [about.passes(arc).value for arc in about.graph.outgoing["b"]] == pytest.approx([0.75, 1])
    m = Measures(about)
    assert m["contacts"].value == pytest.approx(1.75 + 0.75)
    assert m["send_backs"].value == pytest.approx(0.75)
    assert m["rolled_yield"].value == pytest.approx(0.5)


def test_a_flow_that_is_always_taken_goes_on_once_its_limit_is_reached():
    assert limited(3, share=1).visits("a").value == pytest.approx(4)


def test_a_limit_on_the_only_flow_back_counts_for_the_decision_that_leads_there():
    flows = [{"to": "ask", "share": 0.5}, {"to": "e", "share": 0.5}]
    steps = {**LOOP, "b": {"by": "desk", "next": flows}, "ask": {"by": "desk", "next": "more"}}
    about = subject({**steps, "more": {"by": "customer", "next": {"to": "a", "at_most": 1}}})
    assert about.visits("more").value == pytest.approx(0.5)
    assert about.visits("a").value == pytest.approx(1.5)


def test_the_lower_of_two_limits_on_one_way_back_counts():
    flows = [{"to": "ask", "share": 0.5, "at_most": 3}, {"to": "e", "share": 0.5}]
    steps = {**LOOP, "b": {"by": "desk", "next": flows}, "ask": {"by": "desk", "next": {"to": "a", "at_most": 2}}}
    assert subject(steps).visits("a").value == pytest.approx(1.75)


def test_a_limit_on_an_only_flow_that_several_ways_lead_to_is_noted():
    flows = [{"to": "ask", "share": 0.25}, {"to": "more", "share": 0.25}, {"to": "e", "share": 0.5}]
    steps = {**LOOP, "b": {"by": "desk", "next": flows}, "ask": {"by": "desk", "next": "more"}}
    about = subject({**steps, "more": {"by": "desk", "next": {"to": "a", "at_most": 1}}})
    assert about.visits("a").value == pytest.approx(2)
    assert "cannot be kept" in about.segments[0].visits.routing.notes[0]


def test_a_limit_that_is_too_high_to_matter_is_noted_and_changes_nothing():
    about = limited(1_000)
    assert about.visits("a").value == pytest.approx(2)
    assert "makes no difference" in about.segments[0].visits.routing.notes[0]


def test_a_limit_of_nought_is_refused():
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        limited(0)


def test_a_limit_on_a_flow_that_is_on_no_loop_is_noted():
    about = subject({**LOOP, "a": {"by": "customer", "next": {"to": "b", "at_most": 1}},
                     "b": {"by": "desk", "next": "e"}})  # fmt: skip
    assert "no effect" in about.segments[0].visits.routing.notes[0]


def test_two_limits_in_one_loop_are_kept_apart():
    about = subject(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {
                "by": "desk",
                "next": [
                    {"id": "one", "to": "a", "share": 0.25, "at_most": 1},
                    {"id": "two", "to": "a", "share": 0.25, "at_most": 1},
                    {"to": "e", "share": 0.5},
                ],
            },
            "e": {"kind": "end"},
        }
    )
    assert about.visits("a").value == pytest.approx(1 + 0.5 + 0.5 / 3)


def test_five_thousand_steps_with_loops_and_limits_are_solved():
    steps = {"s": {"kind": "start", "next": "x0"}, "e": {"kind": "end"}}
    for n in range(5_000):
        forward = f"x{n + 1}" if n < 4_999 else "e"
        back = f"x{n - n % 10}"
        steps[f"x{n}"] = {"by": "desk", "next": forward} if n % 10 != 9 else {
            "by": "office", "next": [{"to": back, "share": 0.25, "at_most": 2}, {"to": forward, "share": 0.75}]
        }  # fmt: skip
    about = subject(steps)
    assert about.visits("x0").value == pytest.approx(1 + 0.25 + 0.25**2)
    assert about.reached("x4999") == pytest.approx(1)


BLOCK = {
    "s": {"kind": "start", "next": "a"},
    "a": {"by": "desk", "next": "split"},
    "split": {"kind": "parallel", "next": ["b", "c"]},
    "b": {"by": "desk", "next": "join"},
    "c": {"by": "office", "next": "join"},
    "join": {"kind": "parallel", "next": "d"},
    "d": {"by": "desk", "next": "e"},
    "e": {"kind": "end"},
}


def test_every_branch_that_arrives_at_a_join_hands_its_work_on():
    assert measures(BLOCK)["handoffs"].value == 2
    both = {**BLOCK, "b": {"by": "office", "next": "join"}}
    assert measures(both)["handoffs"].value == 4


def test_branches_without_anybody_hand_on_once():
    empty = {**BLOCK, "b": {"kind": "event", "next": "join"}, "c": {"kind": "event", "next": "join"},
             "d": {"by": "office", "next": "e"}}  # fmt: skip
    assert measures(empty)["handoffs"].value == 1


def test_branches_of_one_party_that_meet_are_one_stay():
    steps = {
        **BLOCK,
        "a": {"by": "customer", "next": "split"},
        "c": {"by": "desk", "next": "join"},
        "d": {"by": "desk", "next": "f"},
        "f": {"by": "customer", "next": "e"},
    }
    m = measures(steps)
    assert m["ping_pong"].value == pytest.approx(1)  # it leaves the customer twice and comes back once
    assert m["contacts"].value == pytest.approx(3)


def test_bounded_branches_bound_the_hand_offs_and_contacts():
    steps = {**BLOCK, "split": {"kind": "inclusive", "next": ["b", "c"]}, "join": {"kind": "inclusive", "next": "d"}}
    found = measures(steps)["handoffs"].evidence
    assert found.bound == "between"
    assert (found.low, found.high) == (0, 2)


def test_customers_change_channel_in_the_order_in_which_one_person_does_things():
    steps = {
        **BLOCK,
        "a": {"by": "customer", "channel": "web", "next": "split"},
        "b": {"by": "customer", "channel": "post", "next": "join"},
        "d": {"by": "customer", "channel": "post", "next": "e"},
    }
    assert measures(steps)["channel_switches"].value == 1
