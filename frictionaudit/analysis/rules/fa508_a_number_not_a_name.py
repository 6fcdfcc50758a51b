"""During a long wait or after bad news, people want a person to ask."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import missing_explanations, steps_with_contact, steps_without_contact
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.patterns.medium import says_nothing_to_customers
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed


class ANumberNotAName(Rule):
    """A long wait or bad news comes without a named person whom the customer can ask.

    A person is named if a step tells a `contact` with a name and a way to reach it, such as `Ann Lee, 020 7946 0000` or
    `the case officer by name, with a direct number`. `call centre` and `true` name nobody. Once a step has said how to
    reach a person, the name alone is enough. A procedure with a `case_owner` has such a person throughout. The rule
    adds up the waits on each path before somebody is named, no matter whose turn it is, and counts a loop once. It
    warns if the longest exceeds `longer_than`.

    Bad news is an adverse end, or an adverse step that leads to none. It counts if some path leads there without a
    contact while the reason and the options are told. If these are missing too, FA509 reports all three.

    A drawing or a service table that has no place for it is not checked.

    Why it matters:
        Without a name, people ask everyone they can reach. With a name, they ask one person, and usually once.

    Wrong:
        steps:
          confirm: {by: desk, tells: {reference: true}, next: check}
          check: {by: desk, wait: {queue: 15 working days}, next: answer}

    Right:
        steps:
          confirm: {by: desk, tells: {reference: true, contact: "Ann Lee, 020 7946 0000"}, next: check}
          check: {by: desk, wait: {queue: 15 working days}, next: answer}

    What to do:
        Put a person's name and direct number on the first message, and repeat them on every later one.

    Leave it when:
        Naming people puts them in danger. Name a team that knows the case instead, and give that reason with `because`.

    Sources:
        The idea of procedural care: a human, not a number. Ten working days: our default.
    """

    level = "warning"
    stake = ("finding out",)
    element = "personal"
    care_point = "start-to-finish"

    longer_than: Duration = Field(
        default=Duration.fixed(days=10, working=True), description="wait that needs no named person"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if says_nothing_to_customers(subject.procedure):
            return
        nobody_named = steps_without_contact(subject)
        minutes_at = {step: minutes for step in subject.tasks if (minutes := _wait_minutes(subject, step))}
        if minutes_at:  # saves time
            yield from self._long_waits(subject, nobody_named, minutes_at)
        places = [
            step
            for step, missing in missing_explanations(subject).items()
            if step in nobody_named and missing == {"contact"}
        ]
        for step in in_reading_order(subject, places):
            yield Flag(
                f"Some customers get the bad news at {describe(subject.graph, step)} "
                f"without the name of a person to ask{_names_nobody(subject, step)}",
                steps=(step,),
                about="hard news",
            )

    def _long_waits(
        self, subject: Subject, nobody_named: frozenset[str], minutes_at: dict[str, float]
    ) -> Iterator[Flag]:
        minutes, path = _longest_wait(subject, nobody_named, minutes_at)
        if minutes > subject.procedure.calendar.expected_elapsed(self.longer_than) + 1e-6:
            steps = in_reading_order(subject, path)
            yield Flag(
                f"The customer can wait {format_elapsed(minutes)} without a named person to ask: before "
                f"{list_steps(subject, steps)}",
                steps=steps,
            )


def _names_nobody(subject: Subject, step: str) -> str:
    """The contact that is told at a step, where it is nobody's name."""
    contact = subject.procedure.steps[step].tells.contact
    return f"; '{contact}' names nobody" if isinstance(contact, str) else ""


def _wait_minutes(subject: Subject, step: str) -> float:
    return sum(map(subject.procedure.calendar.expected_elapsed, waits(subject, step)))


def _longest_wait(
    subject: Subject, nobody_named: frozenset[str], minutes_at: dict[str, float]
) -> tuple[float, list[str]]:
    """The most waiting on one path without a contact, and the steps it comes before. Linear in flows."""
    graph = subject.graph
    named = steps_with_contact(subject)
    component_of = {step: n for n, component in enumerate(graph.components) for step in component}
    best: dict[int, tuple[float, int]] = {}  # minutes from a component on, and the component that follows
    for n in range(len(graph.components) - 1, -1, -1):  # in reverse topological order
        component = graph.components[n] & nobody_named
        silent = [step for step in component if step not in named]
        successors = {component_of[arc.target] for step in silent for arc in graph.outgoing[step]} - {n}
        longest = max(((best[successor][0], -successor) for successor in successors), default=(0.0, 1))
        best[n] = (sum(minutes_at.get(step, 0.0) for step in component) + longest[0], -longest[1])
    current = max(best, key=lambda n: (best[n][0], -n))
    minutes, path = best[current][0], list[str]()
    while current >= 0:
        path += [step for step in graph.components[current] & nobody_named if step in minutes_at]
        current = best[current][1]
    return minutes, path
