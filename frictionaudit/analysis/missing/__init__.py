"""What a page leaves out, as questions: the ones whose answers would change the audit most come first.

The weight of a question is computed. An unknown figure could lie anywhere between the lowest and the highest that the
page knows of its kind. If the page knows fewer than two, a default range applies (`plausible_ranges`): effort of 1 to
30 minutes, waiting from none to 5 working days, a form of 1 to 20 questions, wages of half to one and a half times
those known. Six totals per case use the middle of the range for every unknown: the customer's minutes, the staff's
minutes, waiting, wage cost, questions asked, and steps. Then

- an unknown effort, wait, form or wage changes its total by expected visits × (highest − lowest);
- sides of parties that a table does not state change the totals of both sides by what their steps take;
- a step without a party changes the totals of both sides by the most that it could take; until someone is named it
  counts half for each side;
- an unknown share changes its totals by the difference between 5 % and 95 % of what the other shares leave, with visits
  solved again (for the SHARES most visited flows; the least important flow of an exclusive decision is not asked
  about, because it takes the rest);
- an assumed range whose ends differ by a factor of WIDE changes its total by expected visits × half its width;
- what can go wrong is asked once, at our step with the most work, if no step says it: putting it right could take
  5 % of visits an unknown effort and wait of ours;
- without the volume no figure per year is known: it changes each yearly total as a whole.

The weight is the sum over the totals of what a question changes, divided by the total, so that days of waiting do not
outweigh minutes of work. Steps that no case reaches have no weight and are not asked about. A step on a loop without an
exit counts as visited once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.plausible_ranges import SHARE
from frictionaudit.analysis.missing.totals import WAITS, CaseTotals, Impact
from frictionaudit.analysis.missing.unknown_shares import open_shares
from frictionaudit.analysis.missing.wide_ranges import wide_ranges
from frictionaudit.domain.procedure import GuessedSide
from frictionaudit.results.question import Question


def missing(subject: Subject, measures: Measures, guessed: Sequence[GuessedSide] = ()) -> tuple[Question, ...]:
    """All questions of a procedure, those with the largest effect first; equal ones by their place on the page.

    `guessed` are the sides of parties that the source does not state: one question settles them all.
    """
    totals = CaseTotals(subject, measures)
    weighted = [
        question.model_copy(update={"weight": weight})
        for question, impact in _candidates(totals, guessed)
        if (weight := totals.weight(impact)) > 0
    ]
    return tuple(sorted(weighted, key=lambda question: (-question.weight, question.path)))


def _candidates(totals: CaseTotals, guessed: Sequence[GuessedSide]) -> Iterator[tuple[Question, Impact]]:
    procedure, graph = totals.subject.procedure, totals.subject.graph
    impact: Impact
    if procedure.volume is None:
        yield words.volume(totals.yearly), totals.yearly
    if guessed:
        impact = totals.of_sides([guess.party for guess in guessed if not guess.known])
        yield words.sides(guessed, impact), impact
    for step in totals.without_party:
        impact = totals.of_party(step)
        yield words.party(graph, step, impact), impact
    for step, part in totals.customer_effort_unknown.items():
        impact = {"customer": totals.effort_visits(step, part) * totals.customer_effort.width}
        yield words.customer_effort(graph, step, part, impact), impact
    for step in totals.staff_effort_unknown:
        impact = {"staff": totals.visits(step) * totals.staff_effort.width}
        yield words.staff_effort(graph, step, impact), impact
    for step, turn in totals.waits_unknown.items():
        impact = {"waiting": totals.visits(step) * totals.wait[WAITS[turn]].width}
        yield words.wait(graph, step, turn, impact), impact
    for party, hours in totals.unpriced.items():
        yield words.cost(procedure, party, hours), {"cost": hours * totals.rate.width}
    for form, times in totals.forms_unknown.items():
        impact = {"fields": times * totals.questions.width}
        yield words.fields(procedure, form, impact), impact
    for step in totals.failures_unknown:
        times = totals.visits(step) * SHARE.low
        impact = {"staff": times * totals.staff_effort.width, "waiting": times * totals.wait["wait_ours"].width}
        yield words.failures(graph, step, impact), impact
    yield from open_shares(totals)
    yield from wide_ranges(totals)
