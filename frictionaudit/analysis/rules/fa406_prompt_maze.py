"""Phone menus between a caller and a person."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.format import count
from frictionaudit.results.audit import Severity


class PromptMaze(Rule):
    """Callers have to get through more than three phone menus (worth a look), or more than seven (warning).

    The rule looks at each step with `prompts`. If no single step has too many, it looks at the number that a case is
    expected to meet (the measure `phone_prompts`). More than `some` is worth a look, more than `many` is a warning.

    Why it matters:
        Callers remember the question they called with, not the ninth menu. People who hear badly, are in a hurry or
        have a question that is not on offer hang up or press anything.

    Wrong:
        steps:
          pass-menu: {by: caller, channel: phone, prompts: 15, next: hold-the-line}

    Right:
        steps:
          pass-menu: {by: caller, channel: phone, prompts: 2, next: speak}   # one choice, then a person

    What to do:
        Keep one menu, remove announcements from it, and let callers reach a person from any point.

    Leave it when:
        The menus themselves give callers what they want, and most calls end there.

    Sources:
        The idea of procedural care: fifteen prompts and still no help; more than three and more than seven menus: our
        default.
    """

    level = "warning"
    stake = ("customer",)
    some: float = Field(default=3, ge=0, description="phone menus above which it is worth a look")
    many: float = Field(default=7, ge=0, description="phone menus above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        prompting = {id: step.prompts for id, step in subject.procedure.steps.items() if step.prompts}
        excessive = {id: prompts for id, prompts in prompting.items() if prompts > self.some}
        for step, prompts in sorted(excessive.items()):
            yield Flag(
                f"{sentence(describe(subject.graph, step))} takes callers through {count(prompts, 'phone menu')}",
                steps=(step,),
                severity=self._severity(prompts),
            )
        expected = measures["phone_prompts"].value
        if not excessive and expected is not None and expected > self.some:
            menus = count(expected, "phone menu", tenths=True)
            yield Flag(
                f"Callers go through {menus} per case, in {count(len(prompting), 'step')}",
                steps=unjustified_first(subject, prompting, self.code()),
                severity=self._severity(expected),
            )

    def _severity(self, prompts: float) -> Severity:
        return "warning" if prompts > self.many else "info"
