"""In a long or a hard stretch people want a person to turn to."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import unsaid, without_contact
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class ANumberNotAName(Rule):
    """A case lasts longer than `longer_than`, or ends badly, and nobody has been named whom the customer can ask.

    Somebody is named where a step tells the `contact`, or the procedure has a `case_owner`. Waiting is added up, who
    ever's turn it is, along the ways on which no contact has been told yet, and the longest of them is judged; a loop
    is gone once. Hard news (an adverse end, or an adverse step that leads to none) counts where some way leads to it
    without a contact at all, and reason and options are told; where these are missing too, FA509 names all three.

    Why it matters:
        A reference number does not pick up the telephone. Who has a name asks once; who has none asks everybody.

    Wrong:
        steps:
          confirm: {by: desk, tells: {reference: true}, next: check}
          check: {by: desk, wait: {queue: 15 working days}, next: answer}

    Right:
        steps:
          confirm: {by: desk, tells: {reference: true, contact: the case officer by name}, next: check}
          check: {by: desk, wait: {queue: 15 working days}, next: answer}

    What to do:
        Put a name and a direct number on the first message, and keep it there.

    Leave it when:
        Naming people puts them in danger: then name a team that knows the case, and say why with `because`.

    Sources:
        The idea of procedural care: a human, not a number. Ten working days: our default.
    """

    level = "warning"
    element = "personal"
    care_point = "start-to-finish"

    longer_than: Duration = Duration.fixed(days=10, working=True)

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        alone = without_contact(subject)
        waiting = {step: minutes for step in subject.tasks if (minutes := _minutes(subject, step))}
        if waiting:  # saves time
            yield from self._long(subject, alone, waiting)
        ends = [step for step, lacking in unsaid(subject).items() if step in alone and lacking == {"contact"}]
        for step in in_order(subject, ends):
            yield Flag(
                f"'{subject.procedure.label(step)}' is hard news, and on the way there nobody is named whom the "
                "customer can ask",
                steps=(step,),
                about="hard news",
            )

    def _long(self, subject: Subject, alone: frozenset[str], waiting: dict[str, float]) -> Iterator[Flag]:
        minutes, steps = _longest(subject, alone, waiting)
        if minutes > subject.procedure.calendar.expected_elapsed(self.longer_than) + 1e-6:
            ordered = in_order(subject, steps)
            yield Flag(
                f"the customer can wait {format_elapsed(minutes)} and has nobody to ask by name: before "
                f"{named(subject, ordered)}",
                steps=ordered,
            )


def _minutes(subject: Subject, step: str) -> float:
    return sum(map(subject.procedure.calendar.expected_elapsed, waits(subject, step)))


def _longest(subject: Subject, alone: frozenset[str], waiting: dict[str, float]) -> tuple[float, list[str]]:
    """The most waiting on one way on which no contact is told, and before which steps that is. Linear in flows."""
    graph = subject.graph
    number = {step: n for n, part in enumerate(graph.components) for step in part}
    best: dict[int, tuple[float, int]] = {}
    for n in range(len(graph.components) - 1, -1, -1):  # those that come last first
        part = graph.components[n] & alone
        silent = [step for step in part if not graph.steps[step].tells.contact]
        onward = {number[arc.target] for step in silent for arc in graph.outgoing[step]} - {n}
        ahead = max(((best[m][0], -m) for m in onward), default=(0.0, 1))
        best[n] = (sum(waiting.get(step, 0.0) for step in part) + ahead[0], -ahead[1])
    at = max(best, key=lambda n: (best[n][0], -n))
    minutes, steps = best[at][0], list[str]()
    while at >= 0:
        steps += [step for step in graph.components[at] & alone if step in waiting]
        at = best[at][1]
    return minutes, steps
