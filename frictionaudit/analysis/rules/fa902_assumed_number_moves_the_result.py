"""A guess on which the result hangs."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.sensitivity import sensitivity
from frictionaudit.results.sensitivity import Driver


class AssumedNumberMovesTheResult(Rule):
    """A number that the page itself calls assumed moves the customers' time by more than a tenth.

    Each assumed time, share, volume and business-as-usual share is made a fifth less and a fifth more, and the total
    is computed again: the customers' hours a year, or their minutes in a case where no volume is given. Of several
    assumed shares after one step the one that moves most is named. A share that nobody gave at all is another
    finding (FA901); `frictionaudit sensitivity` ranks both.

    Why it matters:
        Whoever decides by the total decides by a guess. Counting this one number is worth more than all the others.

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
        Count it: thirty cases watched or asked are often enough. Until then say that the total rests on a guess.

    Leave it when:
        The decision would be the same with a fifth less and a fifth more.

    Sources:
        A fifth less and more of each assumed input is our own measure of sensitivity; a tenth of the total is our
        default.
    """

    level = "info"
    share: float = 0.10

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        if not subject.efforts:  # saves time
            return
        done = sensitivity(subject, stated_only=True)
        total = "the hours of customers a year" if done.key == "customer_hours_year" else "the customer's minutes"
        decided: set[str] = set()
        for lever in done.levers:
            if lever.moves <= self.share + 1e-9:
                return
            step = _step(lever)
            if "next" in lever.path:
                if lever.path[1] in decided:
                    continue
                decided.add(lever.path[1])
            yield Flag(
                f"{lever.what} is assumed ({lever.why}); a fifth less or more of it moves {total} by "
                f"{lever.moves * 100:.3g} %",
                steps=(step,) if step else (),
                about=".".join(lever.path),
                at=lever.path,
            )


def _step(lever: Driver) -> str:
    """The step a number belongs to; '' where it belongs to the whole."""
    return lever.path[1] if lever.path[0] == "steps" else ""
