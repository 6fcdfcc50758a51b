"""A procedure drawn anew: ways turned, steps left out or renamed, and all that refers to them put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frictionaudit.domain.changes import Change, StepAmended, difference
from frictionaudit.domain.procedure import Disruption, Flow, Form, Procedure, Promise, Step, StepKind
from frictionaudit.domain.quantities import Share
from frictionaudit.domain.values import FrozenDict


class Sketch:
    """A copy of a procedure to draw in; `changes` tells what is different in the end, as small changes."""

    def __init__(self, procedure: Procedure) -> None:
        self.before = procedure
        self.steps: dict[str, Step] = dict(procedure.steps)
        self._forms: dict[str, Form] = dict(procedure.forms)
        self._promises: list[Promise] = list(procedure.promises)
        self._flows = {id: dict(group.flows) for id, group in procedure.groups.items() if group.flows}
        self._head: dict[str, Any] = {}

    def amend(self, step: str, **said: Any) -> None:
        """Say some attributes of a step anew; a list is put in its order, as a page has it."""
        self.steps[step] = self.steps[step].model_copy(update=said)

    def set(self, **said: Any) -> None:
        """Say something about the whole anew."""
        self._head.update(said)

    def set_flows(self, step: str, ways: Iterable[Flow]) -> None:
        """Let exactly these ways lead on from a step; what groups say of others is forgotten."""
        drawn = tuple(sorted(ways, key=lambda flow: flow.key))
        self.amend(step, next=drawn)
        keys = {f"{step}>{flow.key}" for flow in drawn}
        for flows in self._flows.values():
            for way in [way for way in flows if way.partition(">")[0] == step and way not in keys]:
                del flows[way]

    def set_flows_as(self, step: str, other: str, ways: Iterable[Flow]) -> None:
        """Let the ways of another step lead on from a step, with what groups say of them."""
        for flows in self._flows.values():
            for way in [way for way in flows if way.partition(">")[0] == other]:
                flows[f"{step}>{way.partition('>')[2]}"] = flows[way]
        self.set_flows(step, ways)

    def reroute(self, source: str, key: str, to: str) -> None:
        """Turn a way to another step; where one leads there already, the two become one with both shares."""
        ways = {flow.key: flow for flow in self.steps[source].next}
        turned = ways.pop(key)
        other = ways.get(to) if turned.id is None else None
        fresh = turned.model_copy(update={"to": to}) if other is None else _both(other, turned)
        for flows in self._flows.values():
            old, new = f"{source}>{key}", f"{source}>{fresh.key}"
            share = flows.get(old)
            if other is not None and (old in flows or new in flows):
                share = _sum(flows.get(old, turned.share), flows.get(new, other.share))
            if share is not None:
                flows[new] = share
        self.set_flows(source, [*(flow for flow in ways.values() if flow is not other), fresh])

    def reroute_all(self, step: str, to: str, but: Iterable[str] = ()) -> None:
        """Turn all ways that lead to a step, save those from some steps."""
        spared = set(but)
        for source, drawn in list(self.steps.items()):
            for flow in drawn.next:
                if flow.to == step and source not in spared:
                    self.reroute(source, flow.key, to)

    def close(self, source: str, key: str) -> None:
        """Let nobody go one way any more: its cases go the others in the proportions that these have."""
        kept = [flow for flow in self.steps[source].next if flow.key != key]
        shares = [flow.share for flow in kept]
        for flows in self._flows.values():
            own = [flows.get(f"{source}>{flow.key}", flow.share) for flow in kept]
            if any(way.partition(">")[0] == source for way in flows):
                flows |= {f"{source}>{flow.key}": s for flow, s in zip(kept, _whole(own), strict=True) if s is not None}
        fresh = [flow.model_copy(update={"share": s}) for flow, s in zip(kept, _whole(shares), strict=True)]
        self.set_flows(source, fresh)

    def remove(self, step: str, before: str | None = None, after: str | None = None) -> None:
        """Take a step away. Promises that begin with it begin with the step before; those that end, with that after."""
        del self.steps[step]
        for flows in self._flows.values():
            for way in [way for way in flows if way.partition(">")[0] == step]:
                del flows[way]
        self._promised(lambda promise: (
            before if promise.from_ == step else promise.from_, after if promise.to == step else promise.to
        ))  # fmt: skip
        self._read_by(lambda reader: None if reader == step else reader)

    def rename(self, step: str, new: str) -> None:
        """Let another step stand for one in everything that names it, but for the ways."""
        self._promised(lambda promise: (
            new if promise.from_ == step else promise.from_, new if promise.to == step else promise.to
        ))  # fmt: skip
        self._read_by(lambda reader: new if reader == step else reader)
        for id, drawn in list(self.steps.items()):
            if drawn.reviews == step:
                self.amend(id, reviews=new if id != new else None)
            if any(disruption.recovered_by == step for disruption in drawn.disruptions):
                self.amend(id, disruptions=tuple(_recovered(one, step, new) for one in drawn.disruptions))

    def prune(self) -> bool:
        """Take away what nobody comes to any more; False where something that stays refers to it, or no end is left."""
        reached = self._reached(self.steps)
        lost = [step for step in self._reached(self.before.steps) if step in self.steps and step not in reached]
        left = {id: step for id, step in self.steps.items() if id not in lost}
        if any(refers_to(left, step) for step in lost):
            return False
        for step in lost:
            self.remove(step)
        return any(self.steps[step].kind is StepKind.END for step in reached)

    def changes(self) -> tuple[Change, ...]:
        """What is different from the procedure as it was."""
        return difference(self.before, self.after())

    def after(self) -> Procedure:
        groups = {
            id: group.model_copy(update={"flows": FrozenDict(self._flows[id])}) if id in self._flows else group
            for id, group in self.before.groups.items()
        }
        said = {
            "steps": FrozenDict(self.steps),
            "forms": FrozenDict(self._forms),
            "groups": FrozenDict(groups),
            "promises": tuple(sorted(self._promises, key=lambda promise: promise.key)),
        }
        return self.before.model_copy(update=said | self._head)

    def _reached(self, steps: Mapping[str, Step]) -> dict[str, None]:
        found: dict[str, None] = dict.fromkeys(_entries(steps))
        queue = list(found)
        while queue:
            for flow in steps[queue.pop()].next:
                if flow.to in steps and flow.to not in found:
                    found[flow.to] = None
                    queue.append(flow.to)
        return found

    def _promised(self, ends: Any) -> None:
        made: dict[str, Promise] = {}
        for promise in self._promises:
            from_, to = ends(promise)
            if from_ is not None and to is not None and (from_ != to or promise.from_ == promise.to):
                one = promise.model_copy(update={"from_": from_, "to": to})
                made.setdefault(one.key, one)
        self._promises = list(made.values())

    def _read_by(self, reader: Any) -> None:
        for id, form in self._forms.items():
            fields = []
            for field in form.fields or ():
                readers = dict.fromkeys(new for one in field.used_by or () if (new := reader(one)) is not None)
                same = field.used_by is None or tuple(readers) == field.used_by
                fields.append(field if same else field.model_copy(update={"used_by": tuple(readers)}))
            if any(a is not b for a, b in zip(fields, form.fields or (), strict=True)):
                self._forms[id] = form.model_copy(update={"fields": tuple(fields)})


def without_step(procedure: Procedure, step: str, to: str | None = None) -> tuple[Change, ...] | None:
    """The changes that leave a step out: all ways to it lead on to `to`, or to where its one way leads.

    Steps that nobody comes to then go as well. None where that cannot be done by leaving out alone: a start or an
    end, a step with several ways on and no `to`, a loop that would lead straight back, or a step that another
    refers to as what it recovers or reviews.
    """
    drawn = procedure.steps[step]
    targets = {flow.to for flow in drawn.next}
    to = to or (next(iter(targets)) if len(targets) == 1 else None)
    sources = list(dict.fromkeys(source for source, flow in procedure.flows if flow.to == step))
    if step in procedure.starts or to is None or to == step or to in sources or refers_to(procedure.steps, step):
        return None
    sketch = Sketch(procedure)
    sketch.reroute_all(step, to)
    routes = len(procedure.steps[to].next) > 1 and procedure.steps[to].kind.gateway
    sketch.remove(step, before=sources[0] if len(sources) == 1 else None, after=None if routes else to)
    return sketch.changes() if sketch.prune() else None


def refers_to(steps: Mapping[str, Step], step: str) -> bool:
    """Whether a step is named by another as what it reviews, or what recovers it."""
    return any(
        other.reviews == step or any(disruption.recovered_by == step for disruption in other.disruptions)
        for id, other in steps.items()
        if id != step
    )


def amend_step(step: str, **said: Any) -> tuple[Change, ...]:
    """Attributes of a step said anew, in page form."""
    return tuple(StepAmended(id=step, attribute=attribute, value=value) for attribute, value in said.items())


def fresh_id(steps: Iterable[str], wanted: str) -> str:
    """An id that no step has: the wanted one, or that with a number."""
    taken = set(steps)
    return next(id for n in range(1, len(taken) + 2) if (id := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _both(other: Flow, turned: Flow) -> Flow:
    return other.model_copy(update={"share": _sum(turned.share, other.share)})


def _sum(one: Share | None, other: Share | None) -> Share | None:
    if one is None or other is None:
        return None
    return one.model_copy(update={"value": min(1.0, round(one.value + other.value, 12))})


def _whole(shares: list[Share | None]) -> list[Share | None]:
    """Shares in the same proportions that make up the whole; as they are where one is not known, or all are nothing."""
    total = sum(share.value for share in shares if share is not None)
    if any(share is None for share in shares) or not total:
        return [None] * len(shares) if len(shares) == 1 else shares
    return [
        s.model_copy(update={"value": min(1.0, round(s.value / total, 12))}) if s is not None else s for s in shares
    ]


def _recovered(disruption: Disruption, step: str, new: str) -> Disruption:
    return disruption.model_copy(update={"recovered_by": new}) if disruption.recovered_by == step else disruption


def main_way(step: Step) -> Flow | None:
    """The way that most cases go; None where several lead on and their shares are not said."""
    if len(step.next) == 1:
        return step.next[0]
    known = [(flow.share.value, flow.key, flow) for flow in step.next if flow.share is not None]
    return max(known, key=lambda one: one[:2])[2] if known else None


def _entries(steps: Mapping[str, Step]) -> list[str]:
    """Where a case can begin: the starts; where none is drawn, the steps that nothing leads to, or else the first."""
    starts = [id for id, step in steps.items() if step.kind is StepKind.START]
    led_to = {flow.to for id, step in steps.items() for flow in step.next if flow.to != id}
    return starts or [id for id in steps if id not in led_to] or list(steps)[:1]
