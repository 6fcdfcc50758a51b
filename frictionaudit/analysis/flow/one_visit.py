"""Crossings of the line between the customer and us; in a service table, rows at one counter are one visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side, Step
from frictionaudit.domain.procedure.names import receives
from frictionaudit.domain.quantities import Assumed

_ELSEWHERE = re.compile(
    r"\breturns? (?:to|on|at|after|for|with|next|again|another|the (?:next|following))\b|\bcomes? (?:back|again)\b"
    r"|\b(?:goes|go|proceeds?) (?:back|to)\b|\bnext (?:working )?day\b|\bfollow(?:s|ing)?[ -]up\b|\baccompan"
    r"|\b(?:on[- ]?site|the site|premises)\b|\b(?:kommt|kommen|geht|gehen)\b|\bvor ort\b"
)
"""Words by which a step takes place elsewhere, or begins with coming again."""
SAME_VISIT = Assumed(why="rows at one counter without a wait of days between them read as one visit")


def line_crossings(subject: Subject) -> Iterator[tuple[str, str, Handover]]:
    """Passages from the customer to us and from us to the customer, without those within one visit to a counter.

    In a row in which the customer receives what we hand out, the case comes to the customer, and does not go back.
    """
    stays = staying(subject)
    for passage in subject.by_party:
        if passage.source is None or passage.source in stays or passage.target in stays:
            continue
        if _is_handed_out(subject, passage.source):
            continue
        sides = (subject.side(passage.source), subject.side(passage.target))
        if Side.CUSTOMER in sides and any(side is not None and side.ours for side in sides):
            yield passage.source, passage.target, passage


def _is_handed_out(subject: Subject, id: str) -> bool:
    """Whether the customer receives something in a row of a service table, after which it names who hands it out."""
    of_customer = subject.procedure.service_table and subject.side(id) is Side.CUSTOMER
    return of_customer and receives(subject.procedure.label(id))


@lru_cache(maxsize=2)  # several measures and a rule ask for the same subject in turn
def staying(subject: Subject) -> frozenset[str]:
    """The customer's steps in a service table before and after which the same party of ours serves them.

    A table prints one row for each act at a counter, not for each time that somebody comes. The customer stays if the
    step takes place there, in person, and no days pass between the party's step before it and this step. Work behind
    the counter may come in between.
    """
    if not subject.procedure.service_table:
        return frozenset()
    before: dict[str, tuple[str, ...]] = {}
    for source, targets in subject.taken_over.items():
        for target in targets:
            before[target] = (*before.get(target, ()), source)
    return frozenset(id for id in subject.tasks if _stays(subject, id, before))


def _stays(subject: Subject, id: str, before: Mapping[str, tuple[str, ...]]) -> bool:
    if subject.side(id) is not Side.CUSTOMER or not _in_person(subject.procedure.steps[id]):
        return False
    if _is_handed_out(subject, id) and not any(
        subject.side(later) is Side.CUSTOMER for later in subject.graph.after(id)
    ):
        return False  # what they came for: with it the case goes to them
    behind, served = _met(subject, id, before)
    _, serving = _met(subject, id, subject.taken_over)
    steps = subject.procedure.steps
    met = {*served, *serving}
    one = bool(served and serving) and len({steps[step].by for step in met}) == 1
    ours = all(side is not None and side.ours for side in map(subject.side, met))
    return one and ours and not any(_days_pass(subject, step) for step in (id, *behind, *served))


def _in_person(step: Step) -> bool:
    """Whether the customer is still there: by its channel, else because they are served at a counter in this step."""
    if _ELSEWHERE.search((step.name or "").casefold()):
        return False
    if step.channel is not None:
        return step.channel.in_person
    return step.effort is not None and step.effort.counter is not None


def _met(subject: Subject, id: str, beside: Mapping[str, tuple[str, ...]]) -> tuple[set[str], set[str]]:
    """The steps behind the counter next to a step, and the nearest ones that are not: those of whom people meet."""
    behind: set[str] = set()
    met: set[str] = set()
    ahead = [*beside.get(id, ())]
    while ahead:
        step = ahead.pop()
        if subject.side(step) is not Side.BACKSTAGE:
            met.add(step)
        elif step not in behind:
            behind.add(step)
            ahead += beside.get(step, ())
    return behind, met


def _days_pass(subject: Subject, id: str) -> bool:
    """Whether a case lies for a working day or longer before a step; true where the table leaves the time open."""
    wait, calendar = subject.procedure.steps[id].wait, subject.procedure.calendar
    if wait is None:
        return False
    if wait.missing:
        return True
    waits = [duration for duration in (wait.queue, wait.batch, wait.third, wait.customer) if duration]
    return any(calendar.touch(duration.high) >= calendar.day_minutes for duration in waits)
