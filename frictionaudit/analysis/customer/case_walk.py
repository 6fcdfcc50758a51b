"""A single case, step by step as the customer meets it; whoever walks is asked at each decision of the customer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator

from frictionaudit.analysis.customer.chance import Chance, share_of
from frictionaudit.analysis.customer.outline import likelier_first
from frictionaudit.analysis.customer.running_account import RunningAccount
from frictionaudit.analysis.customer.turns import actor, told
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, CustomerGroup, Flow, Procedure, Step, StepKind
from frictionaudit.results.walk import Mishap, Option, Scene

LONGEST = 500
"""Steps after which a walk is cut short."""
Scenes = Generator[Scene, str | None, bool]
"""Yields each step; is sent the key of the chosen path, or None to leave it to chance; returns whether it ended."""


class CaseWalk:
    """One case on its way. `group` is the customer's group, None for everyone else."""

    def __init__(self, procedure: Procedure, seed: int, group: CustomerGroup | None = None) -> None:
        self.procedure, self.graph, self.group = procedure, FrictionGraph(procedure), group
        self.chance = Chance(seed, procedure.calendar)
        self.account = RunningAccount(procedure)
        self.unrated: set[str] = set()
        self._visits: Counter[str] = Counter()
        self._flows: Counter[tuple[str, str]] = Counter()
        self._side: bool | None = None

    def scenes(self, start: str, until: str | None = None) -> Scenes:
        """The steps from one on, until an end, a step that joins branches, or the limit."""
        here: str | None = start
        while here is not None and here != until:
            if self._visits.total() >= LONGEST:
                return False
            step = self.procedure.steps[here]
            scene = self._meet(here, step)
            flows = self._open(here)
            kind = self.graph.routing(here) if len(flows) > 1 else None
            if kind in (StepKind.PARALLEL, StepKind.INCLUSIVE):
                yield scene
                here = yield from self._branches(here, flows, kind)
                continue
            here = yield from self._decide(here, scene, flows)
        return True

    def _decide(self, here: str, scene: Scene, flows: list[Flow]) -> Generator[Scene, str | None, str | None]:
        """Show the step with its paths, and take one; the next step, or None at an end."""
        if len(flows) < 2:
            yield scene
            return self._take(here, flows[0]) if flows else None
        yours = self._customer_decides(here)
        drawn = self.chance.path(here, flows, self.group)
        paths = tuple(self._option(here, flow) for flow in flows)
        shown = scene.model_copy(update={"paths": paths, "yours": yours, "taken": None if yours else drawn.key})
        answer = yield shown
        chosen = next((flow for flow in flows if flow.key == answer), drawn) if yours else drawn
        return self._take(here, chosen)

    def _branches(self, here: str, flows: list[Flow], kind: StepKind) -> Generator[Scene, str | None, str | None]:
        """Walk branch after branch, each from the same moment; the last one done is waited for."""
        join = self.graph.immediate_postdominator.get(here)
        taken = [
            flow
            for flow in flows
            if kind is StepKind.PARALLEL or self.chance.happens(share_of(here, flow, None) or 0.5)
        ]
        begun, latest = self.account.elapsed, self.account.elapsed
        for flow in taken or flows[:1]:
            self.account.elapsed = begun
            self._take(here, flow)
            ended = yield from self.scenes(flow.to, join)
            latest = max(latest, self.account.elapsed)
            if not ended:
                return None
        self.account.elapsed = latest
        return join

    def _meet(self, id: str, step: Step) -> Scene:
        """Go through a step: wait, do what it asks, and hear what it tells."""
        account, before = self.account, self.account.elapsed
        self._visits[id] += 1
        who = actor(self.procedure, id)
        self._wait(id, step, who in ("you", "we", "third"))
        waited = account.elapsed - before
        own = self._effort(id, step)
        if who == "you":
            account.steps += 1
        if who in ("you", "we"):
            account.contacts += self._side is not None and self._side != (who == "you")
            self._side = who == "you"
        asks, questions = account.ask(step)
        pays = account.pay(step.fees or ())
        mishaps = tuple(self._mishaps(id, step))
        account.hear(bool(step.tells) or any(mishap.tells for mishap in mishaps))
        party = self.procedure.parties.get(step.by or "")
        return Scene(
            id=id,
            name=step.name or ("" if step.kind.gateway else self.procedure.label(id)),
            actor=who,
            party=(party.name or step.by) if party else None,
            channels=tuple(str(way) for way in (step.channel, *step.also) if way and way != "internal"),
            visit=self._visits[id],
            waited=waited,
            own_minutes=own,
            asks=tuple(asks),
            questions=tuple(questions),
            pays=tuple(pays),
            told=told(step.tells),
            options=step.options,
            mishaps=mishaps,
            outcome=step.outcome,
            event=step.kind is StepKind.EVENT and bool(step.name),
            account=account.so_far(),
        )

    def _wait(self, id: str, step: Step, task: bool) -> None:
        if step.wait is None:
            if task:
                self.account.miss(self.procedure.label(id))
            return
        for turn in ("queue", "batch", "customer", "third"):
            time = getattr(step.wait, turn)
            if time is not None:
                self.account.elapsed += self.chance.waited(time)
        if step.wait.missing:
            self.account.miss(self.procedure.label(id))

    def _effort(self, id: str, step: Step) -> float:
        """Minutes of the customer's own; the clock runs for whatever takes longer, theirs or the others'."""
        own = others = 0.0
        for part in EFFORT_PARTS if step.effort else ():
            time = step.effort.part(part) if step.effort else None
            if time is None:
                continue
            if self.procedure.bearer(id, part) is Bearer.CUSTOMER:
                factors = self.group.effort if self.group else {}
                own += self.chance.worked(time) * factors.get(part, factors.get("all", 1.0))
            else:
                others += self.chance.worked(time)
        self.account.minutes += own
        self.account.elapsed += max(own, others)
        return own

    def _mishaps(self, id: str, step: Step) -> Generator[Mishap, None, None]:
        """What goes wrong this time, at the rate that the page says; without a rate nothing does."""
        for failure in step.failures:
            if failure.share is None:
                self.unrated.add(failure.what)
            elif self.chance.happens(failure.share.value):
                minutes = self.chance.waited(failure.takes) if failure.takes else None
                self.account.elapsed += minutes or 0.0
                yield Mishap(
                    what=failure.what,
                    tells=told(failure.tells),
                    options=failure.options,
                    recovered_by=self.procedure.label(failure.recovered_by) if failure.recovered_by else None,
                    minutes=minutes,
                )

    def _open(self, id: str) -> list[Flow]:
        """The flows that the case may still take: a limit on repeats closes one."""
        flows = likelier_first(tuple(arc.flow for arc in self.graph.outgoing[id]))
        free = [flow for flow in flows if flow.at_most is None or self._flows[id, flow.key] < flow.at_most]
        return free or flows

    def _take(self, id: str, flow: Flow) -> str:
        self._flows[id, flow.key] += 1
        return flow.to

    def _option(self, id: str, flow: Flow) -> Option:
        name = self.procedure.label(flow.to)
        return Option(key=flow.key, when=flow.when or "", leads_to=name, share=share_of(id, flow, self.group))

    def _customer_decides(self, id: str) -> bool:
        """Whether the path is the customer's choice; at an event-based gateway it is what happens first."""
        if self.graph.routing(id) is StepKind.EVENT_BASED:
            return False
        if actor(self.procedure, id) == "you":
            return True
        before = [arc.source for arc in self.graph.incoming[id]]
        gateway = self.procedure.steps[id].kind.gateway
        return gateway and bool(before) and all(actor(self.procedure, source) == "you" for source in before)
