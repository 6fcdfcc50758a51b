"""Show the way, so that customers need not search for it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.scale_effort import scale_part
from frictionaudit.analysis.simplify.scarcity import is_tried_again
from frictionaudit.analysis.simplify.wording import step_name


class ShowTheWay(Heuristic):
    """Put the link, the number or the sign where customers begin, so that they need not search.

    This looks at steps where customers spend much of their effort searching (FA215). No search at all is the largest
    possible effect, and marked as an assumption. Where people try again because nothing is free, the search is for
    something scarce, and no sign helps.

    Do not use it when people search because there are many things to choose from: then a better order helps more.
    """

    answers = ("FA215",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA215"):
            (step,) = finding.steps
            if is_tried_again(subject, step):
                continue
            yield Idea(
                f"Show the way to {step_name(subject, step)} where people look first, so that nobody has to search",
                scale_part(subject.procedure, step, "search", 0, "nobody has to search"),
                steps=(step,),
                assumes="nobody has to search any more",
                check="where people look first: watch five of them",
            )
