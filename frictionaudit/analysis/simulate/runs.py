"""Stretches of steps that never block, which the queue engine plays in one go."""

from __future__ import annotations

from collections.abc import Container, Mapping

from frictionaudit.analysis.simulate.acts import Act, Touch
from frictionaudit.analysis.simulate.model import Clock, Gather

Run = tuple[tuple[Touch, ...], str, int]


def uninterrupted_runs(
    acts: Mapping[str, Act], gather: Mapping[str, Gather], watched: Container[str]
) -> Mapping[str, Run]:
    """Steps that never block: no staff, no batch, no deadline, nothing that goes wrong, one outgoing flow."""
    runs: dict[str, Run] = {}
    for step, act in acts.items():
        outgoing = act.outgoing
        sure = outgoing.route == "one" and len(outgoing.targets) == 1 and outgoing.levels[0] >= 1.0
        waits_for_others = act.party >= 0 or act.batch is not None or act.deadline is not None
        waits_for_others |= bool(act.delays)
        waits_for_others |= any(unit != "clock" for *_, unit in act.before)
        served = act.serves or any(clock != "own" for *_, clock in act.touch)
        if (
            sure
            and not served
            and not waits_for_others
            and not act.triage
            and gather[step] == "each"
            and step not in watched
        ):
            own: Clock = "own"
            waits = tuple((sampler, into, 1.0, own) for sampler, into, _, _ in act.before)
            runs[step] = ((*waits, *act.touch), outgoing.targets[0], outgoing.slots[0])
    return _without_cycles(runs)


def _without_cycles(runs: dict[str, Run]) -> dict[str, Run]:
    """Remove cycles of such steps; the engine cuts off cases in them."""
    seen: set[str] = set()
    for begin in list(runs):
        path: dict[str, None] = {}
        step = begin
        while step in runs and step not in seen:
            seen.add(step)
            path[step] = None
            step = runs[step][1]
        if step in path:
            walk = list(path)
            for cyclic in walk[walk.index(step) :]:
                del runs[cyclic]
    return runs
