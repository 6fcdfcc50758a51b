"""Limit how often a case can go round, and have somebody decide then."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.loops_back import decided_at, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import FlowAmended


class LimitRepeats(Heuristic):
    """Let a case go back at most twice, where the page sets no limit; then somebody decides with what is there.

    The limit goes on the flow that leads back (`at_most`). Cases that reach it take the other flows, in proportion to
    their shares. That they are right by then is a hypothesis, so that the effect is the most that there can be. Two is
    our default, so the idea needs a check.

    Do not use it when every round is useful, or the law gives people as many tries as they want.
    """

    answers = ("FA209", "FA208")
    rounds: int = 2

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        reported = {step for finding in open_findings(subject, measures, "FA209") for step in finding.steps}
        for loop in loops_back(subject):
            if loop.arc.flow.at_most is not None or not reported & {*loop.steps, loop.arc.source}:
                continue
            deciding = decided_at(subject, loop.arc.source)
            flow = loop.arc.flow
            rounds = {1: "once", 2: "twice"}.get(self.rounds, f"{self.rounds} times")
            yield Idea(
                f"Send a case from {step_name(subject, deciding)} back to {step_name(subject, flow.to)} "
                f"at most {rounds}",
                (FlowAmended(step=loop.arc.source, flow=flow.key, attribute="at_most", value=self.rounds),),
                steps=(deciding, *loop.steps),
                trade_off="somebody has to decide on cases that are still not right, which takes time that the page "
                "does not state",
                check="how many rounds real cases need, and who decides after the last one",
                assumes=f"every case is right once it has gone back {rounds}",
            )
