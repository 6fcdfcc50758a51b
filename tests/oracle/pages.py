"""Random pages of seven kinds, each built from blocks that a case can always leave."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from frictionaudit.domain.procedure import Procedure

PARTIES = {
    "customer": {"side": "customer"},
    "partner": {"side": "customer"},
    "desk": {"side": "frontstage", "unit": "Desk", "cost": "30 GBP/h"},
    "second-desk": {"side": "frontstage", "unit": "Desk", "cost": "24 GBP/h"},
    "office": {"side": "backstage", "unit": "Office", "cost": "60 GBP/h"},
    "lab": {"side": "third"},
}
FORMS = {
    "short": {"fields": [{"data": "name"}, {"data": "email", "required": False}]},
    "long": {"fields": [{"data": "name"}, {"data": "age", "known": True}, {"data": "iban"}]},
    "shown": {"fields": [{"data": "name", "prefilled": True}, {"data": "reason"}]},
}
DOCUMENTS = {
    "receipt": {"issued_by": "desk", "proof": "original"},
    "photo": {"issued_by": "customer", "proof": "copy"},
}
SHARES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SUREST = (0.4, 0.5, 0.7, 0.9, 1.0)


class Builder:
    """Steps of one page, with blocks that begin at one step and end at another."""

    def __init__(self, chance: random.Random, blocks: tuple[str, ...], customers: tuple[str, ...]) -> None:
        self.chance = chance
        self.blocks = blocks
        self.customers = customers
        self.steps: dict[str, Any] = {}
        self.rest: dict[str, float | None] = {}

    def add(self, name: str, **step: Any) -> str:
        """A new step without outgoing flows."""
        id = f"{name}{len(self.steps)}"
        self.steps[id] = {**step, "next": []}
        return id

    def connect(self, source: str, target: str, share: float | None = None, **flow: Any) -> None:
        """A flow; the last one of a decision gets the share that is left."""
        share = self.rest.pop(source, share)
        flows = self.steps[source]["next"]
        flow = {"to": target, **({} if share is None else {"share": round(share, 6)}), **flow}
        if any(other["to"] == target for other in flows):
            flow["id"] = f"{target}-{len(flows)}"
        flows.append(flow)

    def task(self, by: str | None = None) -> str:
        """A step by a random party, with what it asks and takes."""
        chance = self.chance
        by = by or chance.choice((*self.customers, *self.customers, "desk", "desk", "second-desk", "office", "lab"))
        step: dict[str, Any] = {"by": by, "wait": "none", "fees": "none"}
        (self._by_customer if by in ("customer", "partner") else self._by_others)(step)
        return self.add("t", **step)

    def _by_customer(self, step: dict[str, Any]) -> None:
        chance = self.chance
        step["channel"] = chance.choice(("web", "web", "phone", "post", "counter"))
        step["effort"] = {chance.choice(("fill", "gather", "understand")): f"{chance.randint(1, 9)}m"}
        if step["channel"] == "counter":
            step["effort"] |= chance.choice(({"travel": "20m"}, {}, {"counter": "6m"}))
        if step["channel"] == "phone":
            step["prompts"] = chance.randint(0, 2)
        if chance.random() < 0.5:
            step["asks"] = [chance.choice((*FORMS, *DOCUMENTS))]
        if chance.random() < 0.15:
            step["also"] = ["web"]
        if chance.random() < 0.2:
            step["fees"] = "5 GBP"
        if chance.random() < 0.2:
            step["wait"] = {"customer": "2 days"}

    def _by_others(self, step: dict[str, Any]) -> None:
        chance, by = self.chance, step["by"]
        step["channel"] = chance.choice(("internal", "counter", "web"))
        step["effort"] = {"work": f"{chance.randint(1, 9)}m"}
        if chance.random() < 0.4:
            step["wait"] = {"third" if by == "lab" else "queue": chance.choice(("2h", "1 working day"))}
        if by != "lab" and chance.random() < 0.2:
            step["control"] = "check"
        if by != "lab" and chance.random() < 0.1:
            step["tells"] = {"result": True}

    def block(self, depth: int) -> tuple[str, str]:
        """The first and the last step of a random block."""
        if depth <= 0:
            step = self.task()
            return step, step
        make: Callable[[int], tuple[str, str]] = getattr(self, self.chance.choice(self.blocks))
        return make(depth)

    def sequence(self, depth: int) -> tuple[str, str]:
        """Two blocks, one after the other."""
        first, middle = self.block(depth - 1)
        second, last = self.block(depth - 1)
        self.connect(middle, second)
        return first, last

    def _split_by_decision(self, number: int) -> tuple[str, list[float | None]]:
        chance = self.chance
        split = self.task() if chance.random() < 0.6 else self.add("x", kind="exclusive")
        if chance.random() < 0.2:
            return split, [None] * number
        share = chance.choice(SHARES)
        shares: list[float | None] = [share, *[(1 - share) / (number - 1)] * (number - 1)]
        if chance.random() < 0.2:
            shares[-1] = None
        return split, shares

    def decision(self, depth: int) -> tuple[str, str]:
        """One of two or three branches."""
        number = self.chance.choice((2, 2, 3))
        split, shares = self._split_by_decision(number)
        merge = self.add("m", kind="exclusive") if self.chance.random() < 0.5 else self.task()
        for n, share in enumerate(shares):
            if n and self.chance.random() < 0.3:
                self.connect(split, merge, share)
                continue
            first, last = self.block(depth - 1)
            self.connect(split, first, share)
            self.connect(last, merge)
        return split, merge

    def loop(self, depth: int, **limit: int) -> tuple[str, str]:
        """A block that some cases come back to."""
        entry = self.task()
        first, last = self.block(depth - 1)
        self.connect(entry, first)
        check = self.task()
        self.connect(last, check)
        back = self.chance.choice((0.1, 0.2, 0.3, 0.5))
        self.connect(check, entry, back, **limit)
        self.rest[check] = 1 - back
        return entry, check

    def limited(self, depth: int) -> tuple[str, str]:
        """A loop that one case takes at most once or twice."""
        return self.loop(depth, at_most=self.chance.choice((1, 1, 2)))

    def limited_branch(self, depth: int) -> tuple[str, str]:
        """A decision with a branch that one case takes at most once."""
        split, merge = self.decision(depth)
        self.steps[split]["next"][0]["at_most"] = 1
        return split, merge

    def both(self, depth: int) -> tuple[str, str]:
        """All of two or three branches."""
        return self._together(depth, "parallel", [None] * self.chance.choice((2, 2, 3)))

    def any_of(self, depth: int) -> tuple[str, str]:
        """One or more of two or three branches."""
        shares: list[float | None] = [self.chance.choice(SUREST) for _ in range(self.chance.choice((2, 2, 3)))]
        if sum(share for share in shares if share) < 1:
            shares[0] = 1.0
        if self.chance.random() < 0.1:
            shares = [None] * len(shares)
        return self._together(depth, "inclusive", shares)

    def _together(self, depth: int, kind: str, shares: list[float | None]) -> tuple[str, str]:
        split, join = self.add("g", kind=kind), self.add("j", kind=kind)
        for n, share in enumerate(shares):
            if n and self.chance.random() < 0.1:
                self.connect(split, join, share)
                continue
            first, last = self.block(depth - 1)
            self.connect(split, first, share)
            self.connect(last, join)
        return split, join

    def fed(self, depth: int) -> tuple[str, str]:
        """A parallel split whose branches decide where they come into the join, or whether they come at all."""
        chance = self.chance
        split = self.add("g", kind="parallel")
        strict = chance.random() < 0.25
        join = self.add("j", kind="parallel" if strict else "inclusive")
        for n in range(2):
            first, last = self.block(depth - 1)
            self.connect(split, first)
            decide, shares = self._split_by_decision(2)
            self.connect(last, decide)
            other = self.task()
            self.connect(decide, other, shares[0])
            self.connect(other, join)
            if n and chance.random() < 0.3:
                self.connect(decide, self.add("gone", kind="end"), shares[1])
            else:
                self.connect(decide, join, shares[1])
        return split, join

    def merged(self, depth: int) -> tuple[str, str]:
        """A parallel block whose branches decide and merge before the join."""
        split, join = self.add("g", kind="parallel"), self.add("j", kind="parallel")
        for _ in range(2):
            first, last = self.decision(depth - 1)
            self.connect(split, first)
            self.connect(last, join)
        return split, join


KINDS: dict[str, tuple[str, ...]] = {
    "loops": ("loop", "loop", "decision", "sequence"),
    "parallel": ("both", "both", "sequence", "decision"),
    "inclusive": ("any_of", "any_of", "sequence", "decision"),
    "loops and branches": ("loop", "both", "any_of", "sequence"),
    "joins fed by decisions": ("fed", "merged", "sequence"),
    "limits": ("limited", "limited", "limited_branch", "sequence"),
    "customers and groups": ("decision", "loop", "sequence", "decision"),
    "what goes wrong": ("decision", "loop", "sequence", "decision"),
}
"""The kinds of pages, each with the blocks that it is built from."""


def page(kind: str, number: int, seed: int = 1) -> dict[str, Any]:
    """A page of a kind as plain data; the same number and seed give the same page."""
    chance = random.Random(f"{kind} {number} {seed}")
    several = kind == "customers and groups"
    builder = Builder(chance, KINDS[kind], ("customer", "partner") if several else ("customer",))
    start = builder.add("start", kind="start")
    first, last = builder.block(1 + number % 3)
    before, after = builder.task("customer"), builder.task()
    end = builder.add("end", kind="end", outcome="favourable")
    builder.connect(start, before)
    builder.connect(before, first)
    builder.connect(last, after)
    builder.connect(after, end)
    _serve_at_one_counter(builder.steps)
    if kind == "what goes wrong":
        _go_wrong(chance, builder.steps)
    for step in builder.steps.values():
        if not step["next"]:
            del step["next"]
    data: dict[str, Any] = {
        "id": f"{kind.replace(' ', '-')}-{number}",
        "title": f"{kind} {number}",
        "parties": PARTIES,
        "forms": FORMS,
        "documents": DOCUMENTS,
        "steps": builder.steps,
    }
    if several:
        data["groups"] = _groups(chance, builder.steps)
    return data


def _go_wrong(chance: random.Random, steps: dict[str, Any]) -> None:
    """What can fail at some steps; often it names the step that puts it right, and seldom it leaves something out."""
    ids = [id for id, step in steps.items() if "by" in step]
    for id in ids:
        if chance.random() < 0.6:
            continue
        failures = []
        for number in range(chance.choice((1, 1, 2))):
            failure: dict[str, Any] = {"what": f"failure {number} of {id}"}
            if chance.random() < 0.95:
                failure["share"] = chance.choice((0.0, 0.1, 0.3, 1.0))
            if chance.random() < 0.95:
                failure["takes"] = chance.choice(("45m", "2h", "1 working day"))
            if chance.random() < 0.5:
                failure["recovered_by"] = chance.choice(ids)
            failures.append(failure)
        steps[id]["disruptions"] = failures


def _serve_at_one_counter(steps: dict[str, Any]) -> None:
    """Leave out being served where the next step may be ours but elsewhere, or later: who serves is not said then."""
    for step in steps.values():
        if "counter" not in step.get("effort", {}):
            continue
        waiting, seen = [flow["to"] for flow in step["next"]], set()
        while waiting:
            id = waiting.pop()
            follower = steps[id]
            if id in seen:
                continue
            seen.add(id)
            if "by" not in follower:
                waiting += [flow["to"] for flow in follower["next"]]
            elif PARTIES[follower["by"]]["side"] not in ("customer", "third") and (
                follower["channel"] != "counter" or follower["wait"] != "none"
            ):
                step["effort"].pop("counter", None)


def _groups(chance: random.Random, steps: dict[str, Any]) -> dict[str, Any]:
    """One or two groups with shares of their own at some decision, and other effort."""
    decisions = [id for id, step in steps.items() if len(step.get("next", ())) == 2]
    groups: dict[str, Any] = {}
    for name in ("older", "abroad")[: chance.choice((1, 2))]:
        groups[name] = {"share": chance.choice((0.2, 0.3)), "effort": {"all": 1.5, "fill": 2}}
        if decisions:
            decision = chance.choice(decisions)
            flows = [flow.get("id") or flow["to"] for flow in steps[decision]["next"]]
            share = chance.choice(SHARES)
            groups[name]["flows"] = {f"{decision}>{flows[0]}": share, f"{decision}>{flows[1]}": round(1 - share, 6)}
    return groups


def procedure(data: dict[str, Any]) -> Procedure:
    """The page, validated."""
    return Procedure.model_validate(data)
