"""Telephone menus that stand between a caller and a person."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import open_first
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.results.audit import Severity


class PromptMaze(Rule):
    """Callers have to get through many telephone menus: more than three, or more than seven.

    Judged is each step with `prompts`. Where no single step has too many, the sum that a case is expected to meet
    (the measure `phone_prompts`) is judged instead. Above `some` it is worth a look, above `many` a warning.

    Why it matters:
        People remember the question they rang with, not the ninth menu. Whoever hears badly, hurries or has another
        question than those on offer gives up or presses anything.

    Wrong:
        steps:
          pass-menu: {by: caller, channel: phone, prompts: 15, next: hold-the-line}

    Right:
        steps:
          pass-menu: {by: caller, channel: phone, prompts: 2, next: speak}   # one choice, and a person

    What to do:
        Drop what is not a choice (advertisements, notices), keep one menu, and let a person be reached from anywhere.

    Leave it when:
        The menus themselves give the caller what was wanted, and most callers end there.

    Sources:
        The idea of procedural care: fifteen prompts and still no help; more than three and more than seven menus:
        our default.
    """

    level = "warning"
    some: float = 3
    many: float = 7

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        asking = {id: step.prompts for id, step in subject.procedure.steps.items() if step.prompts}
        single = {id: prompts for id, prompts in asking.items() if prompts > self.some}
        for step, prompts in sorted(single.items()):
            yield Flag(
                f"callers get through {count(prompts, 'telephone menu')} in '{label(step)}'",
                steps=(step,),
                severity=self._severity(prompts),
            )
        expected = measures["phone_prompts"].value
        if not single and expected is not None and expected > self.some:
            yield Flag(
                f"callers get through {count(expected, 'telephone menu')} on their way, "
                f"in {count(len(asking), 'step')}",
                steps=open_first(subject, asking, self.code()),
                severity=self._severity(expected),
            )

    def _severity(self, prompts: float) -> Severity:
        return "warning" if prompts > self.many else "info"
