"""Ideas read as a whole: each still fits what the others leave, and what is announced is true of the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.old_way import closed_to
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.domain.changes import Change, StepAmended, StepRemoved, apply
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Suggestion


def combinable(subject: Subject, suggestions: Iterable[Suggestion]) -> list[tuple[Suggestion, Suggestion]]:
    """The suggestions that can be applied in order, each as it was and as it is within the set.

    One that sets the same attribute as an earlier one is left out, and so is one that only changes steps which another
    removes: of the two, the one that is listed first stays. Those that announce something come last and are made again,
    so that they name no document that another idea abolishes, and no time that it shortens.
    """
    combined: list[tuple[Suggestion, Suggestion]] = []
    taken: set[tuple[str, ...]] = set()
    ordered = sorted(_without_moot(suggestions), key=lambda suggestion: HEURISTICS[suggestion.heuristic].announces)
    for suggestion in ordered:
        heuristic = HEURISTICS[suggestion.heuristic]()
        fitting = _made_again(subject, heuristic, suggestion) if heuristic.announces else suggestion
        if fitting is None:
            continue
        targets = {_target(change) for change in fitting.changes}
        if targets & taken and not heuristic.announces:
            continue
        try:
            subject = changed(subject, apply(subject.procedure, fitting.changes))
        except ChangeError:
            continue
        combined.append((suggestion, fitting))
        taken |= targets
    return combined


def _without_moot(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions, of which none only changes steps that another one removes; the first of the two stays."""
    removed, amended = set[str](), list[set[str]]()
    for suggestion in suggestions:
        removes = {change.id for change in suggestion.changes if isinstance(change, StepRemoved)}
        amends = {change.id for change in suggestion.changes if isinstance(change, StepAmended)} - removes
        moot = not removes and bool(amends) and amends <= removed
        if moot or any(others <= removes for others in amended):
            continue
        removed |= removes
        if amends and not removes and not HEURISTICS[suggestion.heuristic].announces:
            amended.append(amends)
        yield suggestion


def as_a_whole(subject: Subject, chosen: Sequence[tuple[Heuristic, Idea]]) -> list[tuple[Heuristic, Idea]]:
    """The same ideas with the announcements last, each with the trade-off and the check that it has beside the others.

    An announcement that has nothing left to say is left out. Any other idea that does not fit the new order is made
    again; where it cannot be, the old order stays, without the announcements if it can do without.
    """
    ordered = _announced_last(subject, chosen)
    return [(heuristic, _beside_the_others(subject, ordered, n)) for n, (heuristic, _) in enumerate(ordered)]


def _announced_last(subject: Subject, chosen: Sequence[tuple[Heuristic, Idea]]) -> list[tuple[Heuristic, Idea]]:
    if not any(heuristic.announces for heuristic, _ in chosen):
        return list(chosen)
    silent = [pair for pair in chosen if not pair[0].announces]
    ordered = [*silent, *(pair for pair in chosen if pair[0].announces)]
    for order, again in ((ordered, False), (ordered, True), (silent, False)):
        try:
            return list(_in_order(subject, order, again))
        except ChangeError:
            continue
    return list(chosen)


def _in_order(
    subject: Subject, ordered: Iterable[tuple[Heuristic, Idea]], again: bool
) -> Iterator[tuple[Heuristic, Idea]]:
    """The ideas one after the other, announcements made again for what the others leave.

    With `again`, so is any other idea that does not fit. ChangeError where one does not fit.
    """
    for heuristic, idea in ordered:
        fitting: Idea | None = idea
        if heuristic.announces:
            fitting = _same_idea(subject, heuristic, idea.title, idea.steps)
        elif again and not _fits(subject, idea):
            fitting = _same_idea(subject, heuristic, idea.title, idea.steps) or idea
        if fitting is not None:
            subject = changed(subject, apply(subject.procedure, fitting.changes))
            yield heuristic, fitting


def _fits(subject: Subject, idea: Idea) -> bool:
    try:
        apply(subject.procedure, idea.changes)
    except ChangeError:
        return False
    return True


def _beside_the_others(subject: Subject, ordered: Sequence[tuple[Heuristic, Idea]], n: int) -> Idea:
    """An idea with what is to be said of it once the others are carried out."""
    heuristic, idea = ordered[n]
    rest = subject
    for other, theirs in (*ordered[:n], *ordered[n + 1 :]):
        fitting = theirs if _fits(rest, theirs) else _same_idea(rest, other, theirs.title, theirs.steps)
        if fitting is None:  # it builds on this idea
            return idea
        rest = changed(rest, apply(rest.procedure, fitting.changes))
    told = heuristic.beside(rest, idea)
    kept = closed_to(rest, changed(rest, apply(rest.procedure, idea.changes))) if _fits(rest, idea) else ""
    return replace(told, trade_off="; ".join(filter(None, (told.trade_off, kept)))) if kept else told


def _made_again(subject: Subject, heuristic: Heuristic, suggestion: Suggestion) -> Suggestion | None:
    idea = _same_idea(subject, heuristic, suggestion.title, suggestion.steps)
    return None if idea is None else heuristic.suggestion(idea)


def _same_idea(subject: Subject, heuristic: Heuristic, title: str, steps: tuple[str, ...]) -> Idea | None:
    """The idea of a heuristic with the same title, otherwise at one of the same steps."""
    ideas = list(heuristic.ideas(subject, Measures(subject)))
    same = [idea for idea in ideas if idea.title == title] or [idea for idea in ideas if {*idea.steps} & {*steps}]
    return same[0] if same else None


def _target(change: Change) -> tuple[str, ...]:
    """The part of the page that a change sets, down to the attribute.

    The channel of a step and its other channels are one: whoever moves it to the web offers no web beside the old one.
    """
    attribute = str(getattr(change, "attribute", ""))
    return (*getattr(change, "place", ()), "channel" if attribute == "also" else attribute)
