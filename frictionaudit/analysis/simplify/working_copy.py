"""A working copy of a procedure: flows are rerouted, steps removed or renamed, and all references kept intact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from frictionaudit.analysis.simplify.flow_shares import added, completed, normalised, scaled_shares
from frictionaudit.domain.changes import Change, difference
from frictionaudit.domain.procedure import Disruption, Flow, Form, Procedure, Promise, Step, StepKind
from frictionaudit.domain.values import FrozenDict

_Ends = tuple[str | None, str | None]


class WorkingCopy:
    """A copy of a procedure to edit; `changes` lists the differences from the original, as small changes."""

    def __init__(self, procedure: Procedure) -> None:
        self.before = procedure
        self.steps: dict[str, Step] = dict(procedure.steps)
        self._forms: dict[str, Form] = dict(procedure.forms)
        self._promises: list[Promise] = list(procedure.promises)
        self._group_shares = {id: dict(group.flows) for id, group in procedure.groups.items() if group.flows}

    def amend(self, step: str, **attributes: Any) -> None:
        """Set attributes of a step."""
        self.steps[step] = self.steps[step].model_copy(update=attributes)

    def set_flows(self, step: str, flows: Iterable[Flow]) -> None:
        """Replace the outgoing flows of a step; shares that groups have for other flows are dropped."""
        outgoing = tuple(sorted(flows, key=lambda flow: flow.key))
        self.amend(step, next=outgoing)
        keys = {f"{step}>{flow.key}" for flow in outgoing}
        for shares in self._group_shares.values():
            for key in _keys_from(shares, step):
                if key not in keys:
                    del shares[key]

    def set_flows_as(self, step: str, model: str, flows: Iterable[Flow]) -> None:
        """Give a step the outgoing flows of another step, with the shares that groups have for them."""
        for shares in self._group_shares.values():
            for key in _keys_from(shares, model):
                shares[f"{step}>{key.partition('>')[2]}"] = shares[key]
        self.set_flows(step, flows)

    def reroute(self, source: str, key: str, to: str) -> None:
        """Point a flow at another step; if a flow leads there already, the two merge and their shares are added."""
        outgoing = {flow.key: flow for flow in self.steps[source].next}
        moved = outgoing.pop(key)
        parallel = outgoing.get(to) if moved.id is None else None
        rerouted = moved.model_copy(update={"to": to}) if parallel is None else _merged(parallel, moved)
        for shares in self._group_shares.values():
            old_key, new_key = f"{source}>{key}", f"{source}>{rerouted.key}"
            share = shares.get(old_key)
            if parallel is not None and (old_key in shares or new_key in shares):
                share = added(shares.get(old_key, moved.share), shares.get(new_key, parallel.share))
            if share is not None:
                shares[new_key] = share
        self.set_flows(source, [*(flow for flow in outgoing.values() if flow is not parallel), rerouted])

    def reroute_all(self, step: str, to: str, but: Iterable[str] = ()) -> None:
        """Point all incoming flows of a step at another one, except those from the steps in `but`."""
        excluded = set(but)
        for source, origin in list(self.steps.items()):
            for flow in origin.next:
                if flow.to == step and source not in excluded:
                    self.reroute(source, flow.key, to)

    def limit(self, source: str, to: str, at_most: int | None) -> None:
        """Limit how often a case can take the flows from one step to another; a lower limit stays."""
        flows = [flow for flow in self.steps[source].next if flow.to == to]
        for flow in flows if at_most is not None else ():
            least = min(limit for limit in (flow.at_most, at_most) if limit is not None)
            kept = (other for other in self.steps[source].next if other is not flow)
            self.set_flows(source, [*kept, flow.model_copy(update={"at_most": least})])

    def scale_share(self, source: str, key: str, factor: float, why: str) -> None:
        """Scale the share of a flow, with its reason; the other flows take the rest in proportion. Both are assumed.

        Shares that groups have for these flows are scaled in the same way.
        """
        tables = [{flow.key: flow.share for flow in self.steps[source].next}]
        tables += [
            {k.partition(">")[2]: shares[k] for k in _keys_from(shares, source)}
            for shares in self._group_shares.values()
        ]
        flows, *groups = (scaled_shares(table, key, factor, why) for table in tables)
        for shares, own in zip(self._group_shares.values(), groups, strict=True):
            shares |= {f"{source}>{flow}": share for flow, share in own.items() if share is not None}
        self.set_flows(source, [flow.model_copy(update={"share": flows[flow.key]}) for flow in self.steps[source].next])

    def close(self, source: str, key: str) -> None:
        """Remove a flow; its cases take the other outgoing flows in proportion to their shares."""
        outgoing = self.steps[source].next
        kept = [flow for flow in outgoing if flow.key != key]
        usual = completed({flow.key: flow.share for flow in outgoing})
        for shares in self._group_shares.values():
            theirs = completed({flow.key: shares.get(f"{source}>{flow.key}", flow.share) for flow in outgoing})
            own = [theirs[flow.key] for flow in kept]
            if _keys_from(shares, source):
                pairs = zip(kept, normalised(own), strict=True)
                shares |= {f"{source}>{flow.key}": share for flow, share in pairs if share is not None}
        scaled = zip(kept, normalised([usual[flow.key] for flow in kept]), strict=True)
        self.set_flows(source, [flow.model_copy(update={"share": share}) for flow, share in scaled])

    def remove(self, step: str, before: str | None = None, after: str | None = None) -> None:
        """Remove a step. Promises that started with it start at `before`; those that ended with it end at `after`."""
        del self.steps[step]
        for shares in self._group_shares.values():
            for key in _keys_from(shares, step):
                del shares[key]
        self._set_promise_ends(lambda promise: (
            before if promise.from_ == step else promise.from_, after if promise.to == step else promise.to
        ))  # fmt: skip
        self._set_readers(lambda reader: None if reader == step else reader)

    def rename(self, step: str, new: str) -> None:
        """Replace a step by another in every reference except the flows."""
        self._set_promise_ends(lambda promise: (
            new if promise.from_ == step else promise.from_, new if promise.to == step else promise.to
        ))  # fmt: skip
        self._set_readers(lambda reader: new if reader == step else reader)
        for id, referrer in list(self.steps.items()):
            if referrer.reviews == step:
                self.amend(id, reviews=new if id != new else None)
            if any(disruption.recovered_by == step for disruption in referrer.failures):
                renamed = tuple(_recovered_by(disruption, step, new) for disruption in referrer.failures)
                self.amend(id, disruptions=renamed)

    def prune(self) -> bool:
        """Remove steps that have become unreachable; False if a remaining step refers to one, or no end is left."""
        reachable = _reachable(self.steps)
        lost = [step for step in _reachable(self.before.steps) if step in self.steps and step not in reachable]
        remaining = {id: step for id, step in self.steps.items() if id not in lost}
        if any(refers_to(remaining, step) for step in lost):
            return False
        for step in lost:
            self.remove(step)
        return any(self.steps[step].kind is StepKind.END for step in reachable)

    def changes(self) -> tuple[Change, ...]:
        """The differences from the original procedure."""
        return difference(self.before, self.after())

    def after(self) -> Procedure:
        """The edited procedure."""
        groups = {
            id: group.model_copy(update={"flows": FrozenDict(self._group_shares[id])})
            if id in self._group_shares
            else group
            for id, group in self.before.groups.items()
        }
        return self.before.model_copy(
            update={
                "steps": FrozenDict(self.steps),
                "forms": FrozenDict(self._forms),
                "groups": FrozenDict(groups),
                "promises": tuple(sorted(self._promises, key=lambda promise: promise.key)),
            }
        )

    def _set_promise_ends(self, ends: Callable[[Promise], _Ends]) -> None:
        """Give promises new ends; those that lose one, or whose ends coincide, are dropped."""
        kept: dict[str, Promise] = {}
        for promise in self._promises:
            from_, to = ends(promise)
            if from_ is not None and to is not None and (from_ != to or promise.from_ == promise.to):
                moved = promise.model_copy(update={"from_": from_, "to": to})
                kept.setdefault(moved.key, moved)
        self._promises = list(kept.values())

    def _set_readers(self, new_reader: Callable[[str], str | None]) -> None:
        """Replace the steps that read the answers of a form; None removes one."""
        for id, form in self._forms.items():
            fields = []
            for field in form.fields or ():
                readers = _distinct(new_reader(reader) for reader in field.used_by or ())
                same = field.used_by is None or readers == field.used_by
                fields.append(field if same else field.model_copy(update={"used_by": readers}))
            if any(new is not old for new, old in zip(fields, form.fields or (), strict=True)):
                self._forms[id] = form.model_copy(update={"fields": tuple(fields)})


def _keys_from(shares: Mapping[str, Any], step: str) -> list[str]:
    """The flows of a step among those for which a group has shares of its own."""
    return [key for key in shares if key.partition(">")[0] == step]


def _distinct(readers: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reader for reader in readers if reader is not None))


def _merged(flow: Flow, moved: Flow) -> Flow:
    """Two flows to the same step as one; it is limited where both are, to as many times as both together."""
    limits = [limit for limit in (flow.at_most, moved.at_most) if limit is not None]
    at_most = sum(limits) if len(limits) == 2 else None
    return flow.model_copy(update={"share": added(moved.share, flow.share), "at_most": at_most})


def _recovered_by(disruption: Disruption, step: str, new: str) -> Disruption:
    return disruption.model_copy(update={"recovered_by": new}) if disruption.recovered_by == step else disruption


def refers_to(steps: Mapping[str, Step], step: str) -> bool:
    """Whether another step names this one as the decision it reviews, or as its recovery."""
    return any(
        referrer.reviews == step or any(disruption.recovered_by == step for disruption in referrer.failures)
        for id, referrer in steps.items()
        if id != step
    )


def _reachable(steps: Mapping[str, Step]) -> dict[str, None]:
    """The steps reachable from the entries, in the order in which the search meets them."""
    reached: dict[str, None] = dict.fromkeys(_entries(steps))
    queue = list(reached)
    while queue:
        for flow in steps[queue.pop()].next:
            if flow.to in steps and flow.to not in reached:
                reached[flow.to] = None
                queue.append(flow.to)
    return reached


def _entries(steps: Mapping[str, Step]) -> list[str]:
    """Where a case can begin: the start events, else the steps without an incoming flow, else the first step."""
    starts = [id for id, step in steps.items() if step.kind is StepKind.START]
    targets = {flow.to for id, step in steps.items() for flow in step.next if flow.to != id}
    return starts or [id for id in steps if id not in targets] or list(steps)[:1]
