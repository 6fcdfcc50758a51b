"""What is missing: the numbers that are not known, in the order in which knowing them would sharpen the audit.

How much hangs on a question is computed. A number that nobody knows could lie anywhere between the least and the
most that the page knows of its kind, or, where it knows fewer than two, within a default (`guesses`): effort of
1 to 30 minutes, waiting from none to 5 working days, a form of 1 to 20 questions, wages of half to one and a half
times those known. Six totals of a case are made up with the middle of that wherever something is unknown: the
customer's minutes, the staff's, waiting, wage cost, questions asked, and steps by whoever does them. Then

- an unknown effort, wait, form or wage moves its total by expected visits × (most − least);
- a step that names nobody, by the most that it could take of either side; until somebody is named it counts half for
  each;
- an unknown share moves it by the difference between 5 % and 95 % of what the other shares leave, visits solved anew
  (for the SHARES most visited ways on; of an exclusive decision all but the least is asked, the rest is the rest);
- a range that is assumed, and whose ends lie apart by a factor of WIDE, by expected visits × half its width;
- without the volume nothing is known per year: it moves each yearly total whole.

The weight is the sum, over the totals, of what a question moves divided by the total, so that days of waiting do not
drown minutes of work. Steps that no case comes to weigh nothing and are not asked about; a step on a loop that no
case leaves counts as visited once.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.totals import WAITS, CaseTotals, Impact
from frictionaudit.analysis.missing.unknown_shares import open_shares
from frictionaudit.analysis.missing.wide_ranges import wide_ranges
from frictionaudit.results.question import Question


def missing(subject: Subject, measures: Measures) -> tuple[Question, ...]:
    """All questions of a procedure, those on which most hangs first; among equals by their place."""
    account = CaseTotals(subject, measures)
    asked = [
        question.model_copy(update={"weight": weight})
        for question, swing in _candidates(account)
        if (weight := account.weight(swing)) > 0
    ]
    return tuple(sorted(asked, key=lambda question: (-question.weight, question.path)))


def _candidates(account: CaseTotals) -> Iterator[tuple[Question, Impact]]:
    procedure = account.subject.procedure
    if procedure.volume is None:
        yield words.volume(account.yearly), account.yearly
    swing: Impact
    for step in account.nobody:
        swing = account.whoever(step)
        yield words.nobody(procedure, step, swing), swing
    for step, part in account.silent_customers.items():
        swing = {"customer": account.effort_visits(step, part) * account.customer_effort.width}
        yield words.customer_effort(procedure, step, part, swing), swing
    for step in account.silent_staff:
        swing = {"staff": account.visits(step) * account.staff_effort.width}
        yield words.staff_effort(procedure, step, swing), swing
    for step, turn in account.silent_waits.items():
        swing = {"waiting": account.visits(step) * account.wait[WAITS[turn]].width}
        yield words.wait(procedure, step, turn, swing), swing
    for party, hours in account.unpriced.items():
        yield words.cost(procedure, party, hours), {"cost": hours * account.rate.width}
    for form, times in account.silent_forms.items():
        swing = {"fields": times * account.questions.width}
        yield words.fields(procedure, form, swing), swing
    yield from open_shares(account)
    yield from wide_ranges(account)
