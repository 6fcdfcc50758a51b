"""Folds steps that a view does not show into the flows between those that it shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.staff import condition
from frictionaudit.domain.procedure import StepKind

PATHS = 200
"""Paths through hidden steps that are followed from one shown step; beyond, times and conditions are left out."""
_ROUNDS = 2_000


@dataclass(frozen=True)
class Condition:
    """When a case takes a path; `question` is that of a hidden gateway, without which the answer says nothing."""

    when: str
    question: str = ""

    def text(self, said: Callable[[str], str] = str) -> str:
        """Both as one text, each in the words of `said`."""
        if not self.question:
            return said(self.when)
        asked = said(self.question)
        return f"{asked}{'' if asked.endswith('?') else ':'} {said(self.when)}"


@dataclass(frozen=True)
class Folded:
    """A flow between two shown steps, over hidden ones.

    `minutes` are the least and the greatest expected elapsed minutes on the paths between them, repeats not counted;
    `unknown` says that a path has a wait of unknown length. `share` is None where a share is unknown, or where hidden
    steps run in parallel.
    """

    source: str
    target: str
    conditions: tuple[Condition, ...]
    share: float | None
    minutes: tuple[float, float]
    unknown: bool


@dataclass(frozen=True)
class _Path:
    target: str
    conditions: tuple[Condition, ...]
    minutes: float
    unknown: bool


def fold(subject: Subject, shown: Collection[str]) -> tuple[Folded, ...]:
    """The flows between shown steps, in the order of their sources."""
    return tuple(flow for id in subject.procedure.steps if id in shown for flow in _from(subject, shown, id))


def _from(subject: Subject, shown: Collection[str], source: str) -> Iterator[Folded]:
    paths: dict[str, list[_Path]] = {}
    for n, path in enumerate(_paths(subject, shown, source)):
        if n >= PATHS:
            break
        paths.setdefault(path.target, []).append(path)
    shares = _shares(subject, shown, source)
    for target, several in sorted(paths.items()):
        conditions = list(dict.fromkeys(path.conditions[-2:] for path in several if path.conditions))
        times = [path.minutes for path in several]
        yield Folded(
            source=source,
            target=target,
            conditions=conditions[0] if len(conditions) == 1 and len(paths) > 1 else (),
            share=None if shares is None else shares.get(target, 0.0),
            minutes=(min(times), max(times)),
            unknown=any(path.unknown for path in several),
        )


def _paths(subject: Subject, shown: Collection[str], source: str) -> Iterator[_Path]:
    """The simple paths from a shown step over hidden ones to the next shown ones, depth first."""
    stack: list[tuple[str, tuple[str, ...], tuple[Condition, ...], float, bool]] = [(source, (source,), (), 0.0, False)]
    while stack:
        at, visited, conditions, minutes, unknown = stack.pop()
        for arc in reversed(subject.graph.outgoing[at]):
            when = condition(arc.flow)
            told = (*conditions, Condition(when, _question(subject, source, at))) if when else conditions
            if arc.target in shown:
                wait, open_end = _wait(subject, arc.target, touch=False)
                yield _Path(arc.target, told, minutes + wait, unknown or open_end)
            elif arc.target not in visited:
                wait, open_end = _wait(subject, arc.target, touch=True)
                stack.append((arc.target, (*visited, arc.target), told, minutes + wait, unknown or open_end))


def _question(subject: Subject, source: str, at: str) -> str:
    """What a hidden gateway asks; one that is shown asks it in its own label."""
    step = subject.procedure.steps[at]
    return " ".join((step.name or "").split()) if step.kind.gateway and at != source else ""


def _wait(subject: Subject, id: str, touch: bool) -> tuple[float, bool]:
    """The expected elapsed minutes in which a customer waits for a step, and whether some of it is unknown."""
    step, calendar = subject.procedure.steps[id], subject.procedure.calendar
    minutes, unknown = 0.0, False
    if step.wait is not None:
        turns = [step.wait.queue, step.wait.batch, step.wait.third]
        minutes += sum(calendar.expected_elapsed(turn) for turn in turns if turn is not None)
        unknown = any(turn != "customer" for turn in step.wait.missing)
    if touch:
        minutes += sum(spent for at, _, _, spent in subject.efforts if at == id)
    return minutes, unknown


def _shares(subject: Subject, shown: Collection[str], source: str) -> dict[str, float] | None:
    """The share of cases that come from a shown step to each next one."""
    mass, reached = {source: 1.0}, dict[str, float]()
    for _ in range(_ROUNDS):
        following: dict[str, float] = {}
        for id, part in mass.items():
            step = subject.procedure.steps[id]
            if len(step.next) > 1 and (
                step.kind not in (StepKind.EXCLUSIVE, StepKind.TASK, StepKind.EVENT)
                or any(flow.share is None for flow in step.next)
            ):
                return None
            for flow in step.next:
                share = part * (flow.share.value if flow.share is not None else 1.0)
                into = reached if flow.to in shown else following
                into[flow.to] = into.get(flow.to, 0.0) + share
        mass = {id: part for id, part in following.items() if part > 1e-9}
        if not mass:
            return reached
    return None
