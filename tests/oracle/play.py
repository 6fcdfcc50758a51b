"""One case: tokens move over the page until none can move, and what they meet is written down.

Conventions, where the documentation leaves room:

- A join of kind `parallel` waits for one token on each incoming flow. A case in which one never comes is stuck
  and has no lead time. `patient=False` plays the other reading: the join goes on with what came once nothing
  more can come.
- A join of kind `inclusive` goes on once no other token of the case can reach it, and takes all that came.
- The token behind a join has the lines of events of all tokens that arrived, and each line counts in full: two
  branches by other parties that meet before a step of ours are two hand-offs to that step. Branches in which nobody
  works bring the same line, which counts once. A case that several lines bring back is sent back once (`send_backs`),
  to where it has been for certain or with no way on but back: an invitation on the way on sends nobody back.
- At a gateway of ours, and at an event of ours without a message, nobody takes the case over: whoever worked before
  hands it to whoever works next (`handoffs`, `ping_pong`).
- Behind a step, what came before it is one visit again: it cannot be returned to twice by one passage (`ping_pong`).
- A customer is a person, who does one thing after the other, on parallel branches as well: one branch after the
  other, in the order of the ids of the flows, whatever the clock says (`channel_switches`, `visits_in_person`).
- A loop is all that lies on it, loops inside included. It is a return when a token comes again to any step on it
  (`rolled_yield`).
- Of what we say, only letters and emails are messages of their own, and those that travel with the case are the
  contact itself (`contacts`).
- Of several parties that can bring the case to a step, one brings it each time: the messages that the step receives
  from them are one (`contacts`).
- A step counts when it begins, after its wait. What has not begun when an end stops the case is not counted.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count

from frictionaudit.domain.procedure import Step
from tests.oracle.chance import Choices
from tests.oracle.clock import Clock
from tests.oracle.routing import IN_PERSON, ONE_OR_MORE, OUR_SIDES, Model, Place, bare
from tests.oracle.send_backs import sends_back
from tests.oracle.times import Time

LONGEST = 20_000
"""Steps of one case; a case that takes more never ends."""


@dataclass(frozen=True)
class Line:
    """The last step by anybody on one line of events, and the parties that had the case before."""

    step: int
    visit: int
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """The last step of a line at which somebody had the case in hand, and the parties that had it before."""

    step: int
    visit: int
    earlier: frozenset[str]


@dataclass(frozen=True)
class Token:
    """Where a token comes from: what happened on the lines that lead to it."""

    lines: tuple[Line | None, ...] = (None,)
    hands: tuple[Work, ...] = ()
    been: frozenset[int] = frozenset()
    turn: tuple[int, ...] = (0,)
    """When a person does what comes next: a number that grows, then the branch and a number in it, and so on."""
    served: tuple[int, float] | None = None
    waited: tuple[tuple[str, float], ...] = ()


@dataclass
class Case:
    """What happened in one case."""

    group: str | None = None
    visits: Counter[int] = field(default_factory=Counter)
    passages: Counter[tuple[int, int]] = field(default_factory=Counter)
    handed: Counter[tuple[int, int]] = field(default_factory=Counter)
    minutes: Counter[tuple[int | str, str]] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    sent_round: set[int] = field(default_factory=set)
    ends: Counter[int] = field(default_factory=Counter)
    done: dict[int, float] = field(default_factory=dict)
    lead_time: float | None = None
    stuck: int = 0
    together: float = 0.0
    """Minutes in which being served and working, both value-adding, pass at the same time."""


class Play:
    """The tokens of one case while it runs."""

    def __init__(
        self,
        model: Model,
        choices: Choices,
        patient: bool = True,
        sample: bool = False,
        clock: Clock | None = None,
    ) -> None:
        self.model = model
        self.choices = choices
        self.patient = patient
        self.sample = sample
        self.clock = clock
        self.chance = choices.chance
        self.case = Case()
        self.agenda: list[tuple[float, int, str, int, int | None, Token]] = []
        self.waiting: dict[int, list[tuple[int, Token]]] = {}
        self.taken: Counter[int] = Counter()
        self.number = count()
        self.visit = count(1)
        self.done: defaultdict[str, list[tuple[tuple[int, ...], Step]]] = defaultdict(list)
        self.messages: dict[int, set[str]] = {}

    def run(self) -> Case:
        """Play to the end."""
        model = self.model
        groups = model.groups
        self.case.group = groups[self.choices.choose([share for _, share in groups])][0]
        start = model.starts[self.choices.choose([1 / len(model.starts)] * len(model.starts))]
        born = self.clock.arrival(self.chance) if self.clock else 0.0
        self._plan(born, "arrive", start, None, Token())
        moved, last = 0, born
        while self.agenda or self._release(last):
            moved += 1
            if moved > LONGEST:
                raise RuntimeError(f"{model.procedure.id}: a case took more than {LONGEST} steps")
            now, _, what, step, arrow, token = heappop(self.agenda)
            last = now
            if what == "arrive":
                self._arrive(now, model.places[step], arrow, token)
            elif what == "begin":
                self._begin(now, model.places[step], token)
            elif self._leave(now, model.places[step], token):
                break
            if self.waiting and any(self._goes_on_with_part(place) for place in self.waiting):
                self._release(now)
        else:
            self.case.stuck = sum(len(tokens) for tokens in self.waiting.values())
        if not self.case.stuck:
            self.case.lead_time = last - born
        for done in self.done.values():
            self._in_turn([step for _, step in sorted(done, key=lambda entry: entry[0])])
        self.case.counted["messages"] = sum(len(parties) for parties in self.messages.values())
        return self.case

    def _plan(self, time: float, what: str, step: int, arrow: int | None, token: Token) -> None:
        heappush(self.agenda, (time, next(self.number), what, step, arrow, token))

    # joins

    def _arrive(self, now: float, place: Place, arrow: int | None, token: Token) -> None:
        loop = self.model.loop[place.number]
        if loop is not None and place.number in token.been:
            self.case.sent_round.add(loop)
        if place.joins is None or arrow is None:
            self._wait(now, place, token)
            return
        tokens = self.waiting.setdefault(place.number, [])
        tokens.append((arrow, token))
        if place.joins == "all" and {came for came, _ in tokens} == set(place.incoming):
            self._join(now, place, one_each(tokens))

    def _join(self, now: float, place: Place, merged: list[tuple[int, Token]]) -> None:
        tokens = self.waiting[place.number]
        for entry in merged:
            tokens.remove(entry)
        if not tokens:
            del self.waiting[place.number]
        token = self._merge([token for _, token in merged])
        self._wait(now, place, replace(token, turn=self._left(place, token.turn)))

    def _left(self, place: Place, turn: tuple[int, ...]) -> tuple[int, ...]:
        """The turn behind a join: outside each split of which no other branch can still be joined with this one."""
        reach = self.model.reach
        later = {number for number in reach[place.number] if self.model.places[number].joins}
        others = [(step, token.turn) for _, _, _, step, _, token in self.agenda]
        others += [(step, token.turn) for step, tokens in self.waiting.items() for _, token in tokens]
        turns = [other for step, other in others if len(other) > 1 and (step in later or reach[step] & later)]
        while len(turn) > 1 and not any(other[: len(turn) - 2] == turn[:-2] for other in turns):
            turn = (*turn[:-3], turn[-3] + 1)
        return turn

    def _merge(self, tokens: list[Token]) -> Token:
        if len(tokens) == 1:
            return tokens[0]
        lines = tuple(dict.fromkeys(line for token in tokens for line in token.lines))
        been = frozenset().union(*(token.been for token in tokens))
        hands = tuple(dict.fromkeys(work for token in tokens for work in token.hands))
        return Token(lines, hands, been, behind([token.turn for token in tokens]))

    def _release(self, now: float) -> bool:
        """Let the joins go on that nothing more can reach; whether any did."""
        ready = [place for place in self.waiting if self._complete(place)]
        if not ready and not self.agenda:  # joins that wait for each other: the first goes on
            ready = [place for place in self.waiting if self._goes_on_with_part(place)][:1]
        for number in ready:
            place = self.model.places[number]
            tokens = list(self.waiting[number])
            self._join(now, place, tokens if place.joins == "arriving" else one_each(tokens))
        return bool(ready)

    def _goes_on_with_part(self, place: int) -> bool:
        return self.model.places[place].joins == "arriving" or not self.patient

    def _complete(self, place: int) -> bool:
        if not self._goes_on_with_part(place):
            return False
        if any(step == place and what == "arrive" for _, _, what, step, _, _ in self.agenda):
            return False
        active = {step for _, _, _, step, _, _ in self.agenda} | (set(self.waiting) - {place})
        return not any(place in self.model.reach[step] for step in active)

    # steps

    def _wait(self, now: float, place: Place, token: Token) -> None:
        begin = now
        waited: list[tuple[str, float]] = []
        for turn, time in place.waits:
            until = self._until(begin, time)
            waited.append((turn, until - begin))
            begin = until
        for turn, share, time in place.late:
            if self.choices.choose([share, 1 - share]) == 0:
                until = self._until(begin, time)
                waited.append((turn or "nobody", until - begin))
                begin = until
        if self.model.stops or begin > now:
            self._plan(begin, "begin", place.number, None, replace(token, waited=tuple(waited)))
        else:
            self._begin(begin, place, replace(token, waited=tuple(waited)))

    def _until(self, now: float, time: Time) -> float:
        minutes = self._minutes(time)
        if self.clock and time.unit == "days":
            return self.clock.after_days(now, minutes)
        if self.clock and time.unit == "minutes":
            return self.clock.after_minutes(now, minutes)
        return now + minutes

    def _minutes(self, time: Time) -> float:
        return time.draw(self.chance) if self.sample else time.mean

    def _begin(self, now: float, place: Place, token: Token) -> None:
        self.case.visits[place.number] += 1
        for turn, minutes in token.waited:
            self.case.minutes["wait", turn] += minutes
        touch, served = self._touch(place, token)
        token = replace(token, been=token.been | {place.number}, turn=(*token.turn[:-1], token.turn[-1] + 1))
        token = self._record(place, token)
        if place.party is not None:
            token = replace(token, served=served, waited=())
        self._plan(now + touch, "leave", place.number, None, token)

    def _touch(self, place: Place, token: Token) -> tuple[float, tuple[int, float] | None]:
        """The minutes that the step takes, and those in which the customer is being served."""
        total, served, working, work = 0.0, 0.0, 0.0, 0.0
        for part, time in place.touch:
            minutes = self._minutes(time)
            self.case.minutes[place.number, part] += minutes
            if part == "counter":
                served += minutes
            elif part == "work" or (part == "search" and place.side != "customer"):
                working += minutes
                work += minutes if part == "work" else 0.0
            else:
                total += minutes
        total += max(served, working)  # customer and clerk at one counter spend the same minutes
        self._together(place, place, served, work)
        if token.served and place.side in OUR_SIDES and self._same_counter(token.served[0], place):
            total -= min(token.served[1], working)
            self._together(self.model.places[token.served[0]], place, token.served[1], work)
        return total, (place.number, served) if served and place.side == "customer" else None

    def _together(self, customer: Place, clerk: Place, served: float, work: float) -> None:
        steps = self.model.procedure.steps
        if steps[customer.id].control is None and steps[clerk.id].control is None:
            self.case.together += min(served, work)

    def _same_counter(self, step: int, place: Place) -> bool:
        steps = self.model.procedure.steps
        customer, clerk = steps[self.model.ids[step]], steps[place.id]
        longest = sum(time.mean for _, time in place.waits)
        return customer.channel is not None and customer.channel == clerk.channel and not longest

    # what is written down

    def _record(self, place: Place, token: Token) -> Token:
        if place.party is None:
            return token
        step = self.model.procedure.steps[place.id]
        visit = next(self.visit)
        for line in token.lines:
            if line is None:
                continue
            self.case.passages[line.step, place.number] += 1
            self._answer(line, place)
            self._papers(line.papers, place)
        self.case.counted["send_backs"] += any(self._sends_back(line, place) for line in token.lines if line)
        self._papers(tuple(step.asks), place)  # asked for at a step of ours, and handed over there
        self._send(place, visit, token)
        if place.side == "customer" and place.kind == "task":
            self.done[place.party].append((token.turn, step))
        papers = tuple(step.asks) if place.side == "customer" else ()
        line = Line(place.number, visit, papers)
        return replace(token, lines=(line,), hands=self._hand_over(place, visit, token.hands))

    def _hand_over(self, place: Place, visit: int, hands: tuple[Work, ...]) -> tuple[Work, ...]:
        """Who has the case in hand after a step, given who had it before."""
        if place.side in OUR_SIDES and bare(self.model.procedure.steps[place.id]):
            return hands
        earlier: set[str] = set()
        for work in hands:
            self.case.handed[work.step, place.number] += 1
            party = self.model.places[work.step].party
            assert party is not None
            if party == place.party:
                earlier |= work.earlier
            else:
                earlier.add(party)
                self.case.counted["ping_pong"] += place.party in work.earlier
        return (Work(place.number, visit, frozenset(earlier)),)

    def _sends_back(self, line: Line, place: Place) -> bool:
        """Whether a case on a loop comes from us back to the customer."""
        source, loop = self.model.places[line.step], self.model.loop[place.number]
        same = loop is not None and loop == self.model.loop[source.number]
        across = source.side in OUR_SIDES and place.side == "customer"
        return same and across and sends_back(self.model, source.number, place.number)

    def _in_turn(self, done: list[Step]) -> None:
        """What changes between one step of a customer and the next."""
        for other, step in zip((None, *done), done, strict=False):
            channels = {step.channel, *step.also} - {None}
            others = {other.channel, *other.also} - {None} if other else set()
            if channels and others and not channels & others:
                self.case.counted["channel_switches"] += 1
            travel = step.effort.travel if step.effort else None
            travels = travel is not None and any(bool(point) for point in travel.points)
            elsewhere = other is None or str(other.channel) not in IN_PERSON
            if str(step.channel) in IN_PERSON and (elsewhere or travels):
                self.case.counted["visits_in_person"] += 1

    def _send(self, place: Place, visit: int, token: Token) -> None:
        """Messages across the line of interaction, which the next passage may turn out to deliver."""
        step = self.model.procedure.steps[place.id]
        sent = {party for party in step.sends_to if self._across(place, party)}
        written = str(step.channel) in ("post", "email") and (step.tells or step.gives)
        if place.side in OUR_SIDES and not sent and written:
            sent = {"the customer"}
        if sent:
            self.messages[visit] = sent
        came = {self.model.places[line.step].party for line in token.lines if line}
        senders = {party for party in step.receives_from if self._across(place, party)}
        bringing = senders & self.model.bringing(place.number)
        self.case.counted["received"] += len(senders - bringing) + (bool(bringing) and not came & bringing)

    def _across(self, place: Place, party: str) -> bool:
        side = str(self.model.procedure.parties[party].side)
        return (place.side == "customer" and side in OUR_SIDES) or (place.side in OUR_SIDES and side == "customer")

    def _answer(self, line: Line, place: Place) -> None:
        """A passage that crosses the line delivers the message of the step before."""
        sent = self.messages.get(line.visit)
        if sent and place.party is not None and self._across(self.model.places[line.step], place.party):
            sent.discard(place.party)
            if place.side == "customer":
                sent.discard("the customer")

    def _papers(self, papers: tuple[str, ...], place: Place) -> None:
        """Documents issued by one of our units that the customer carries to another."""
        procedure = self.model.procedure
        if place.side not in OUR_SIDES:
            return
        unit = procedure.parties[place.party or ""].unit or place.party
        for id in papers:
            document = procedure.documents.get(id)
            issuer = procedure.parties.get(document.issued_by or "") if document else None
            if issuer and str(issuer.side) in OUR_SIDES and (issuer.unit or document.issued_by) != unit:
                self.case.counted["customer_courier"] += 1

    # onwards

    def _leave(self, now: float, place: Place, token: Token) -> bool:
        """Send tokens on; whether the case stops here."""
        step = self.model.procedure.steps[place.id]
        self.case.done.setdefault(place.number, now)
        if not place.outgoing:
            self.case.ends[place.number] += 1
            return step.stops
        routes = self._routes(place)
        if place.kind in ("parallel", *ONE_OR_MORE) and len(place.outgoing) > 1:
            token = replace(token, served=None)  # several branches cannot say which of them serves
        branches = sorted(place.outgoing, key=lambda arrow: arrow.key)
        for number in routes:
            arrow = place.outgoing[number]
            self.taken[arrow.number] += 1
            if arrow.carried:
                self.case.counted["customer_courier"] += 1
            turn = token.turn if len(routes) == 1 else (*token.turn, branches.index(arrow), 0)
            self._plan(now, "arrive", arrow.target, arrow.number, replace(token, turn=turn))
        return False

    def _routes(self, place: Place) -> list[int]:
        if len(place.outgoing) == 1 and place.outgoing[0].at_most is None:
            return [0]
        if place.kind == "parallel":
            return list(range(len(place.outgoing)))
        if place.kind in ONE_OR_MORE:
            chances, sets = self.model.branches(place, self.case.group)
            taken = sets[self.choices.choose(chances)]
            return [number for number, on in enumerate(taken) if on]
        chances = self.model.decision(place, self.case.group)
        for number, arrow in enumerate(place.outgoing):
            if arrow.at_most is not None and self.taken[arrow.number] >= arrow.at_most:
                chances[number] = 0.0
        if not sum(chances):
            raise RuntimeError(f"no flow is left from {place.id}")
        return [self.choices.choose([chance / sum(chances) for chance in chances])]


def one_each(tokens: list[tuple[int, Token]]) -> list[tuple[int, Token]]:
    """The first token on each flow."""
    first: dict[int, tuple[int, Token]] = {}
    for arrow, token in tokens:
        first.setdefault(arrow, (arrow, token))
    return list(first.values())


def behind(turns: list[tuple[int, ...]]) -> tuple[int, ...]:
    """The turn after several others: behind the split from which they come, or behind the last of one branch."""
    level = 0
    while all(len(turn) > level + 1 for turn in turns) and len({turn[: level + 2] for turn in turns}) == 1:
        level += 2
    return (*turns[0][:level], max(turn[level] for turn in turns) + 1)


def play(model: Model, chance: random.Random, patient: bool = True, sample: bool = False) -> Case:
    """One case from start to end."""
    return Play(model, Choices(chance), patient, sample).run()
