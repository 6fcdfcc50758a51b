"""Crossings of the line between the customer and us; in a service table, rows at one counter are one visit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from frictionaudit.analysis.flow.interrupting import beside
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.working import is_work
from frictionaudit.domain.procedure import Effort, Side, Step, StepKind
from frictionaudit.domain.procedure.names import receives
from frictionaudit.domain.quantities import Assumed

_ELSEWHERE = re.compile(
    r"\breturns? (?:to|on|at|after|for|with|next|again|another|the (?:next|following))\b|\bcomes? (?:back|again)\b"
    r"|\b(?:goes|go|proceeds?) (?:back|to)\b|\bnext (?:working )?day\b|\bfollow(?:s|ing)?[ -]up\b|\baccompan"
    r"|\b(?:on[- ]?site|the site|premises)\b|\b(?:kommt|kommen|geht|gehen)\b|\bvor ort\b"
)
"""Words by which a step takes place elsewhere, or begins with coming again."""
_POSTED = re.compile(
    r"^(?:(?:posts?|mails?|dispatch(?:es)?) "
    r"|sends? (?:out |off )?(?:a |an |the )?(?:[\w-]+ ){0,3}?(?:letter|parcel|card|pin|post)\b)"
    r"|\bby (?:post|mail)\b|\bper post\b|\bpost(?:et|ed|iert)\b|\bverschick"
)
"""Words by which staff send something home to people, who come again for what follows."""
_AUTOMATIC = re.compile(
    r"\b(?:auto(?:mat(?:ic(?:ally)?|ed|isch\w*|ique))?|system[- ]generated)\b.*"
    r"(?:confirm|acknowledg|e-?mail|sms\b|\btext|messag|receipt|reply|notif|bestätigung|nachricht|mail|courriel|accusé)"
)
"""Messages of a machine that need no answer."""
SAME_VISIT = Assumed(why="rows at one counter without a wait of days between them read as one visit")


def line_crossings(subject: Subject) -> Iterator[tuple[str, str, Handover]]:
    """Passages from the customer to us and from us to the customer, without those within one visit to a counter.

    Where the customer receives what we hand out, the case comes to the customer, and does not go back, unless they come
    for it after days. Nor does an automatic message in a service table bring the case back to the customer.
    """
    stays = staying(subject)
    for passage in subject.by_party:
        if passage.source is None or passage.source in stays or passage.target in stays:
            continue
        handed_out = _is_handed_out(subject, passage.source) and not _days_pass(subject, passage.source)
        if handed_out or _is_automatic(subject, passage.source):
            continue
        if any(beside(subject.graph, end) for end in (passage.source, passage.target)):
            continue  # whoever has the case keeps it while a reminder goes out
        if _only_ends(subject.procedure.steps[passage.target]):
            continue
        sides = (subject.side(passage.source), subject.side(passage.target))
        if Side.CUSTOMER in sides and any(side is not None and side.ours for side in sides):
            yield passage.source, passage.target, passage


def _only_ends(step: Step) -> bool:
    """Whether a step only says how a case ended: nobody tells or gives anybody anything there, in whatever lane."""
    return step.kind is StepKind.END and not is_work(step)


def _is_handed_out(subject: Subject, id: str) -> bool:
    """Whether the customer receives something in a row of a service table, in which someone of ours hands it out."""
    of_customer = subject.procedure.service_table and subject.side(id) is Side.CUSTOMER
    return of_customer and receives(subject.procedure.label(id))


def _is_automatic(subject: Subject, id: str) -> bool:
    """Whether a row of a service table is an automatic message of ours: 'Automatic confirmation e-mail'."""
    side = subject.side(id)
    ours = side is not None and side.ours and subject.procedure.service_table
    return ours and _AUTOMATIC.search(subject.procedure.label(id).casefold()) is not None


@lru_cache(maxsize=2)  # several measures and a rule ask for the same subject in turn
def staying(subject: Subject) -> frozenset[str]:
    """The customer's steps in a service table before and after which the same party of ours serves them.

    A table prints one row for each act at a counter, not for each time that somebody comes. The customer stays if the
    step takes place there, in person, and no days pass between the party's step before it and this step. Work behind
    the counter may come in between. What people do elsewhere, and what they get by post, may not.
    """
    if not subject.procedure.service_table:
        return frozenset()
    before = _before(subject)
    comes = posted_to(subject) | _comes_from_elsewhere(subject)
    return frozenset(id for id in subject.tasks if id not in comes and _stays(subject, id, before))


def posted_to(subject: Subject) -> frozenset[str]:
    """The customer's steps in a service table just before which we send them something by post."""
    if not subject.procedure.service_table:
        return frozenset()
    before = _before(subject)
    mine = [id for id in subject.tasks if subject.side(id) is Side.CUSTOMER]
    label = subject.procedure.label
    return frozenset(
        id
        for id in mine
        if any(_POSTED.search(label(step).casefold()) for steps in _met(subject, id, before) for step in steps)
    )


def _before(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """For each step the steps with a party just before it."""
    before: dict[str, tuple[str, ...]] = {}
    for source, targets in subject.taken_over.items():
        for target in targets:
            before[target] = (*before.get(target, ()), source)
    return before


def _comes_from_elsewhere(subject: Subject) -> frozenset[str]:
    """The customer's steps to which they come from another place, by the channel of their own step before it."""
    steps = subject.procedure.steps
    channels = {passage.target: steps[passage.source].channel for passage in subject.by_customer if passage.source}
    return frozenset(id for id, channel in channels.items() if channel is not None and not channel.in_person)


def _stays(subject: Subject, id: str, before: Mapping[str, tuple[str, ...]]) -> bool:
    if subject.side(id) is not Side.CUSTOMER or not _in_person(subject, id, before):
        return False
    if _is_handed_out(subject, id) and _goes_away(subject, id):
        return False  # what they came for: with it the case goes to them
    behind, served = _met(subject, id, before)
    _, serving = _met(subject, _next_act(subject, id) or id, subject.taken_over)
    steps = subject.procedure.steps
    met = {*served, *serving}
    one = bool(served and serving) and len({steps[step].by for step in met}) == 1
    ours = all(side is not None and side.ours for side in map(subject.side, met))
    return one and ours and not any(_days_pass(subject, step) for step in (id, *behind, *served))


def _in_person(subject: Subject, id: str, before: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the customer is still there: by its channel, else because they are served at a counter in this step."""
    step = subject.procedure.steps[id]
    if _ELSEWHERE.search((step.name or "").casefold()):
        return False
    if step.channel is not None:
        return step.channel.in_person
    if step.effort == Effort():  # its time passed in the step that hands out
        return any(_at_counter(subject.procedure.steps[source]) for source in before.get(id, ()))
    return _at_counter(step)


def _at_counter(step: Step) -> bool:
    return step.effort is not None and step.effort.counter is not None


def _goes_away(subject: Subject, id: str) -> bool:
    """Whether the customer does nothing after a step, or only after days, or only receives one thing more."""
    following = _next_act(subject, id)
    if following is not None and _days_pass(subject, following):
        return True
    last = following if following is not None and _is_handed_out(subject, following) else id
    return not any(subject.side(later) is Side.CUSTOMER for later in subject.graph.after(last))


def _next_act(subject: Subject, id: str) -> str | None:
    """What the customer does next with a thing that was handed out before."""
    following = subject.taken_over.get(id, ())
    acts_next = len(following) == 1 and subject.side(following[0]) is Side.CUSTOMER
    return following[0] if acts_next and _is_handed_out(subject, id) else None


def _met(subject: Subject, id: str, beside: Mapping[str, tuple[str, ...]]) -> tuple[set[str], set[str]]:
    """The steps behind the counter next to a step, and the nearest ones that are not: those of whom people meet.

    What is received is looked through: whoever hands it out is met.
    """
    behind: set[str] = set()
    met: set[str] = set()
    ahead = [*beside.get(id, ())]
    while ahead:
        step = ahead.pop()
        if subject.side(step) is not Side.BACKSTAGE and not _is_handed_out(subject, step):
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
