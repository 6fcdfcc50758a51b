"""Nobody should judge their own decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Field, Side

_REASONS = re.compile(
    r"(?:^|[\W_])(?:reasons?|grounds?|why|justif\w+|explain\w*|explanations?|begründ\w*|gründe?|warum)(?:$|[\W_])",
    re.IGNORECASE,
)


class OwnJudge(Rule):
    """The same party reviews its own decision, there are other than two stages, or a review needs reasons.

    A review is a step with `reviews`. Whoever did the reviewed step must not review it. The first decision is one
    stage, each review of ours one more; a review by a third party, such as an ombudsman or a court, is outside. More
    than two `stages` are flagged, for complaints fewer as well.
    Reasons are demanded where a form for the review, asked at the review or at the customer's step just before, has a
    required field whose name or question speaks of reasons. Where no step reviews another nothing is judged.

    Why it matters:
        A decision looked at by those who made it comes out the same. Each further stage wears people out, and who has
        to argue before anybody listens often lets it be.

    Wrong:
        steps:
          decide: {by: desk, next: review}
          review: {by: desk, reviews: decide, next: answered}

    Right:
        steps:
          decide: {by: desk, next: review}
          review: {by: reviewer, reviews: decide, next: answered}

    What to do:
        Give the review to somebody who had no part in the decision, have one review only, and ask for no reasons.

    Leave it when:
        The first look is a mere check for slips before anything is decided.

    Sources:
        Housing Ombudsman Complaint Handling Code 2024, 6.12 (no reasons needed to go to stage two), 6.13 (not the same
        person), and its two stages.
    """

    level = "warning"
    care_point = "start-to-finish"
    stages: int = 2

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        reviews = {id: step.reviews for id, step in subject.procedure.steps.items() if step.reviews is not None}
        yield from _by_the_same(subject, reviews)
        yield from self._stages(subject, reviews)
        for id in reviews:
            yield from _reasons(subject, id)

    def _stages(self, subject: Subject, reviews: dict[str, str]) -> Iterator[Flag]:
        label, again = subject.procedure.label, set(reviews.values())
        for last in reviews:
            if last in again:
                continue
            seen, step = {last: None}, reviews.get(last)
            while step is not None and step not in seen:
                seen[step] = None
                step = reviews.get(step)
            chain = [step for step in reversed(seen) if subject.side(step) is not Side.THIRD]
            few = subject.procedure.kind == "complaint" and 0 < len(chain) < self.stages
            if few or len(chain) > self.stages:
                yield Flag(
                    f"'{label(chain[0])}' and what reviews it are {count(len(chain), 'stage')}, not {self.stages}",
                    steps=tuple(chain),
                    about="stages",
                )


def _by_the_same(subject: Subject, reviews: dict[str, str]) -> Iterator[Flag]:
    procedure = subject.procedure
    for id, judged in reviews.items():
        by = procedure.steps[id].by
        if by is not None and by == procedure.steps[judged].by:
            yield Flag(
                f"in '{procedure.label(id)}' '{procedure.parties[by].name or by}' judges its own decision, "
                f"'{procedure.label(judged)}'",
                steps=(id, judged),
            )


def _reasons(subject: Subject, review: str) -> Iterator[Flag]:
    procedure = subject.procedure
    before = [arc.source for arc in subject.graph.incoming[review] if subject.side(arc.source) is Side.CUSTOMER]
    for step in dict.fromkeys((review, *before)):
        for thing in procedure.steps[step].asks:
            form = procedure.forms.get(thing)
            for n, field in enumerate(form.fields or () if form else ()):
                if _demands(field):
                    yield Flag(
                        f"'{procedure.label(step)}' demands reasons ('{field.label or field.data}') before anybody "
                        "looks again",
                        steps=(step,),
                        about=f"{thing}.{field.data}",
                        at=("forms", thing, "fields", n),
                    )


def _demands(field: Field) -> bool:
    return field.required and any(_REASONS.search(text) for text in (field.data, field.label or ""))
