"""Assumed figures that move the result most."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.sensitivity import sensitivity


class AssumedNumberMovesTheResult(Rule):
    """A figure marked as assumed moves the customers' time by more than 10 %.

    The rule lowers and raises each assumed time, share, volume and business-as-usual share by a fifth and computes the
    total again. The total is the customers' hours per year, or their minutes per case if the page gives no volume. Of
    several assumed shares after one step, it names the one with the largest effect. FA901 reports shares that are
    missing altogether; `frictionaudit sensitivity` ranks both.

    An audit tells this in its part on what is missing. It is a finding only if the rule is selected.

    Why it matters:
        A decision based on the total is then based on a guess. Measuring this one figure helps more than measuring all
        the others.

    Wrong:
        steps:
          apply: {by: applicant, effort: {fill: {value: 40m, assumed: said by the team}}, next: decide}

    Right:
        steps:
          apply:
            by: applicant
            effort: {fill: {value: 40m, measured: {n: 31, period: 2026, source: watched at the desk}}}
            next: decide

    What to do:
        Measure it on real cases; 30 are often enough. Until then, say that the total depends on a guess.

    Leave it when:
        The decision would be the same if the figure were a fifth lower or higher.

    Sources:
        A change of a fifth in each assumed input is our own measure of sensitivity; a tenth of the total is our
        default.
    """

    level = "info"
    stake = ()
    completeness = True
    share: float = Field(
        default=0.10, ge=0, le=1, description="part of the total that a figure may move, 0.10 for 10 %"
    )

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.efforts:  # nothing to move; skips the computation
            return
        chart = sensitivity(subject, stated_only=True)
        yearly = chart.key == "customer_hours_year"
        total = "the customers' hours per year" if yearly else "the customer's minutes per case"
        decisions: set[str] = set()
        for driver in chart.levers:
            if driver.moves <= self.share + 1e-9:
                return
            if "next" in driver.path:
                if driver.path[1] in decisions:
                    continue
                decisions.add(driver.path[1])
            yield Flag(
                f"{sentence(driver.what)} is assumed ({driver.why}). If it is a fifth lower or higher, {total} "
                f"change by up to {driver.moves * 100:.3g} %",
                steps=driver.path[1:2] if driver.path[0] == "steps" else (),
                about=".".join(driver.path),
                at=driver.path,
            )
