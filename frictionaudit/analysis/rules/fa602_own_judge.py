"""Nobody should review their own decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field as Option

from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Field, Side
from frictionaudit.domain.quantities.format import count

_REASONS = re.compile(
    r"(?:^|[\W_])(?:reasons?|grounds?|why|justif\w+|explain\w*|explanations?|begründ\w*|gründe?|warum)(?:$|[\W_])",
    re.IGNORECASE,
)


class OwnJudge(Rule):
    """A party reviews its own decision, there are more or fewer than two stages, or a review requires reasons.

    A review is a step with `reviews`. The party that did the reviewed step must not do the review.

    The first decision is one stage, and each review of ours is one more. A review by a third party, such as an
    ombudsman or a court, does not count. More than two `stages` are flagged, and for complaints fewer as well.

    The rule also looks at forms for the review, asked for at the review or at the customer step just before it. It
    flags a required field whose name or question mentions reasons.

    Why it matters:
        People who review their own decision usually confirm it. Each extra stage wears people out, and many give up if
        they have to argue their case before anyone listens.

    Wrong:
        steps:
          decide: {by: desk, next: review}
          review: {by: desk, reviews: decide, next: answered}

    Right:
        steps:
          decide: {by: desk, next: review}
          review: {by: reviewer, reviews: decide, next: answered}

    What to do:
        Have one review, by someone who had no part in the decision, and do not require a reason for asking.

    Leave it when:
        The first stage only checks for slips before anything is decided.

    Sources:
        Housing Ombudsman Complaint Handling Code 2024, 6.12 (no reasons needed to go to stage two), 6.13 (not the same
        person), and its two stages.
    """

    level = "warning"
    stake = ("customer", "waiting")
    care_point = "start-to-finish"

    stages: int = Option(default=2, ge=1, description="stages of decision and review, the first decision included")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        reviews = {id: step.reviews for id, step in subject.procedure.steps.items() if step.reviews is not None}
        yield from _own_decisions(subject, reviews)
        yield from self._wrong_number_of_stages(subject, reviews)
        for review in reviews:
            yield from _required_reasons(subject, review)

    def _wrong_number_of_stages(self, subject: Subject, reviews: dict[str, str]) -> Iterator[Flag]:
        reviewed = set(reviews.values())
        for last in reviews:
            if last in reviewed:
                continue
            chain, step = {last: None}, reviews.get(last)
            while step is not None and step not in chain:
                chain[step] = None
                step = reviews.get(step)
            stages = tuple(step for step in reversed(chain) if subject.side(step) is not Side.THIRD)
            too_few = subject.procedure.kind == "complaint" and 0 < len(stages) < self.stages
            if too_few or len(stages) > self.stages:
                number = "only 1 stage" if len(stages) == 1 else count(len(stages), "stage")
                first = sentence(describe(subject.graph, stages[0]))
                yield Flag(
                    f"{first} and its reviews make {number} instead of {self.stages}",
                    steps=stages,
                    about="stages",
                )


def _own_decisions(subject: Subject, reviews: dict[str, str]) -> Iterator[Flag]:
    """A flag for each review by the party that did the reviewed step."""
    procedure = subject.procedure
    for review, decision in reviews.items():
        party = procedure.steps[review].by
        if party is not None and party == procedure.steps[decision].by:
            yield Flag(
                f"{sentence(procedure.party_label(party))} reviews its own decision "
                f"{describe(subject.graph, decision)} in {describe(subject.graph, review)}",
                steps=(review, decision),
            )


def _required_reasons(subject: Subject, review: str) -> Iterator[Flag]:
    """A flag for each required field that asks for reasons before a review."""
    procedure = subject.procedure
    before = [arc.source for arc in subject.graph.incoming[review] if subject.side(arc.source) is Side.CUSTOMER]
    for step in dict.fromkeys((review, *before)):
        for form_id in procedure.steps[step].asks:
            form = procedure.forms.get(form_id)
            for n, field in enumerate(form.fields or () if form else ()):
                if _requires_reasons(field):
                    yield Flag(
                        f"{sentence(describe(subject.graph, step))} requires a reason "
                        f"('{field.label or field.data}') before anyone reviews the decision",
                        steps=(step,),
                        about=f"{form_id}.{field.data}",
                        at=("forms", form_id, "fields", n),
                    )


def _requires_reasons(field: Field) -> bool:
    return field.required and any(_REASONS.search(text) for text in (field.data, field.label or ""))
