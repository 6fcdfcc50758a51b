"""Which findings of an audit a baseline knows: the same finding, or one at some of the steps of a known one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from frictionaudit.policy.new_steps import beyond
from frictionaudit.results.audit import Finding, KnownFinding, ProcedureAudit

Group = tuple[str, str, str]
"""Procedure, rule and `about`: what findings of one kind have in common."""


def known_in(procedures: Sequence[ProcedureAudit], known: Sequence[KnownFinding]) -> tuple[ProcedureAudit, ...]:
    """The audits with known findings marked.

    Of several findings with the same identity, as many are known as the baseline counts. A finding that names some of
    the steps of a known one is known too: the others are mended. A finding that names further steps is open, and says
    which are new.
    """
    remaining = Counter({entry.key: entry.count for entry in known})
    steps: dict[Group, list[frozenset[str]]] = defaultdict(list)
    for entry in known:
        steps[entry.group].append(frozenset(entry.steps))
    return tuple(
        procedure.model_copy(update={"findings": tuple(_marked(procedure, remaining, steps))})
        for procedure in procedures
    )


def _marked(
    procedure: ProcedureAudit, remaining: Counter[tuple[str, str]], steps: dict[Group, list[frozenset[str]]]
) -> Iterator[Finding]:
    for finding in procedure.findings:
        if not finding.open:
            yield finding
        elif remaining[procedure.id, finding.fingerprint] > 0:
            remaining[procedure.id, finding.fingerprint] -= 1
            yield finding.model_copy(update={"known": True})
        else:
            earlier = steps.get((procedure.id, finding.rule, finding.about), []) if finding.by_step else []
            yield _beside(finding, earlier)


def _beside(finding: Finding, earlier: Sequence[frozenset[str]]) -> Finding:
    """A finding that is not the same as a known one: known in part, in whole, or new."""
    own = set(finding.steps)
    if any(own < steps for steps in earlier):
        return finding.model_copy(update={"known": True})
    nearest = max(earlier, key=lambda steps: len(steps & own), default=frozenset())
    return beyond(finding, nearest, "new since the baseline") if nearest & own else finding


def still_there(
    procedures: Iterable[ProcedureAudit], counting: bool = False
) -> Callable[[KnownFinding], tuple[str, ...]]:
    """What tells at which steps of a known finding its kind still shows; the name of its rule if it has no steps.

    `counting` leaves out what is justified on the page or waived.
    """
    found: dict[Group, set[str]] = defaultdict(set)
    exact = set()
    for procedure in procedures:
        for finding in procedure.findings:
            if counting and (finding.justified or finding.waived):
                continue
            exact.add((procedure.id, finding.fingerprint))
            if finding.by_step:
                found[procedure.id, finding.rule, finding.about].update(finding.steps)

    def left(known: KnownFinding) -> tuple[str, ...]:
        if known.key in exact:
            return known.steps or (known.rule,)
        return tuple(step for step in known.steps if step in found[known.group])

    return left
