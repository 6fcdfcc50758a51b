"""Walking through a procedure as its customer: a case at the keyboard or by chance, and what would have spared it."""

from __future__ import annotations

from collections.abc import Callable

from frictionaudit.analysis.customer.case_walk import LONGEST, CaseWalk
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.suggest import suggestions
from frictionaudit.analysis.text.addressed import addressed
from frictionaudit.analysis.text.readability import language_of
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed
from frictionaudit.errors import InputError, UsageError
from frictionaudit.results.suggestion import Effect
from frictionaudit.results.walk import Scene, Spared, Walk

SHOWN = 3
"""Simplifications that are named at the end."""
Answer = Callable[[Scene], str | None]
"""Is shown each step, and says which path the customer takes; None leaves it to chance."""


def walk(procedure: Procedure, seed: int, answer: Answer, group: str | None = None) -> Walk:
    """Go through the procedure once. InputError where it has no steps for a customer or no start."""
    _refuse(procedure, group)
    procedure = addressed(procedure)
    case = CaseWalk(procedure, seed, procedure.groups[group] if group else None)
    scenes: list[Scene] = []
    walking, ended, reply = case.scenes(procedure.starts[0]), False, None
    while True:
        try:
            scene = walking.send(reply)
        except StopIteration as stop:
            ended = bool(stop.value)
            break
        reply = answer(scene)
        taken = reply if scene.yours and reply is not None else scene.taken
        scenes.append(scene.model_copy(update={"taken": taken}))
    last = scenes[-1]
    finished = ended and last.actor == "end"
    return Walk(
        id=procedure.id,
        title=procedure.title,
        aim=_aim(procedure),
        seed=seed,
        group=(procedure.groups[group].name or group) if group else None,
        scenes=tuple(scenes),
        account=case.account.so_far(),
        end=last.name if finished else None,
        outcome=last.outcome if finished else None,
        spared=_spared(procedure, scenes),
        notes=tuple(_notes(case, finished)),
    )


_ARTICLES = frozenset({"a", "an", "the"})


def _aim(procedure: Procedure) -> str | None:
    """The title as what people set out to do; None where its words do not show that it is an English phrase."""
    title, names = procedure.title, (step.name or "" for step in procedure.steps.values())
    language = procedure.language or language_of(". ".join((title, *names)), procedure.calendar.country) or ""
    phrase = language_of(title) == "en" or _ARTICLES & set(title.lower().split()[1:])
    if language.partition("-")[0] != "en" or not phrase:
        return None
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def _refuse(procedure: Procedure, group: str | None) -> None:
    if not procedure.starts:
        raise InputError.of("no-start", "the page has no start", procedure.id, "add a step with `kind: start`")
    if not any(procedure.side(id) is Side.CUSTOMER for id in procedure.steps):
        hint = "give the customer's steps a party with `side: customer`"
        raise InputError.of("nothing-to-publish", "no step is done by a customer", procedure.id, hint)
    if group is not None and group not in procedure.groups:
        hint = did_you_mean(group, procedure.groups) if procedure.groups else "the page has no groups"
        raise UsageError.of("unknown-name", f"there is no customer group '{group}'", procedure.id, hint)


def _notes(case: CaseWalk, finished: bool) -> list[str]:
    notes = [f"no rate is stated for: {what}; it did not happen here" for what in sorted(case.unrated)]
    if not finished:
        notes.append(f"the walk was cut short after {LONGEST} steps, or stopped at a step that is not an end")
    return notes


def _spared(procedure: Procedure, scenes: list[Scene]) -> tuple[Spared, ...]:
    """The simplifications that would have saved this customer most: those at steps of the walk."""
    met = {scene.id for scene in scenes}
    subject = Subject(procedure)
    helpful = []
    for idea in suggestions(subject, Measures(subject)):
        if idea.effect is not None and met & set(idea.steps) and (saves := _saves(idea.effect)):
            own, lead, silent = _gains(idea.effect)
            helpful.append(
                (-(own + lead / 60 + silent / 600), idea.title, Spared(title=idea.title, saves=saves, steps=idea.steps))
            )
    return tuple(spared for _, _, spared in sorted(helpful, key=lambda entry: entry[:2])[:SHOWN])


def _gains(effect: Effect) -> tuple[float, float, float]:
    """Minutes saved of the customer's own time, until it is done, and without a word."""
    keys = ("customer_minutes", "lead_time", "silent_time")
    own, lead, silent = (effect.gain(key) if key in effect.before else 0.0 for key in keys)
    return own, lead, silent


def _saves(effect: Effect) -> str:
    """What it saves a customer on average, in words; '' where it saves them nothing."""
    own, lead, silent = _gains(effect)
    said = [f"{format_effort(own)} of your time"] if own >= 0.5 else []
    said += [f"{format_elapsed(lead)} until it is done"] if lead >= max(1.0, 2 * own) else []
    said += [f"{format_elapsed(silent)} of silence"] if silent >= 60 else []
    asked = effect.gain("fields") if "fields" in effect.before else 0.0
    said += [count(asked, "question")] if asked >= 0.05 else []
    return ", ".join(said)
