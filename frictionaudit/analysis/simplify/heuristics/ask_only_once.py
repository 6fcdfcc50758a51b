"""Ask each question only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import deliberate_purpose
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.repeated_questions import RepeatedQuestion, repeated_questions
from frictionaudit.analysis.simplify.check_first import by_certainty
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.prefill import form_channels, prefill_idea, steps_that_show
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import assumed_of_questions, fewer_questions
from frictionaudit.analysis.simplify.wording import enumeration, form_name, question_names, step_names
from frictionaudit.domain.changes import Change, FieldRemoved
from frictionaudit.domain.procedure import Channel, Field, Procedure

_Asked = dict[str, dict[str, str]]
"""For each data item the steps that ask it, each with the form."""
_Repeats = dict[str, list[RepeatedQuestion]]
"""For each data item where it is asked again."""
_ON_PAPER = frozenset({Channel.POST, Channel.COUNTER})
_SPOKEN = frozenset({Channel.PHONE, Channel.ONSITE, Channel.HOME})


class AskOnlyOnce(Heuristic):
    """Drop questions from a form where every case has already answered them on another form.

    On paper, at a counter and on a signed form they are pre-filled instead, as the form has to say whose case it is. So
    they are where no question would be left. Answers do not travel over a cold handover, and what could be left out the
    first time may be asked again. So may what keeps people from harm, and their consent.

    The time to fill in shrinks in proportion to the questions left, and is marked as assumed. A form that is also used
    where the question comes first keeps it. An answer that was missing or wrong the first time is asked again for that
    reason, and the question stays. The idea needs a check where the repetition may serve identity, privacy or a legal
    statement. So it does where the page does not say what the question is for, and where another unit takes the second
    answer.

    Do not use it when the repetition is deliberate, such as an identity check: the page then says so with `because`.
    """

    number = 5
    answers = ("FA101",)
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        asked = _asked(procedure)
        for form, repeats in sorted(_certain_repeats(subject, asked).items()):
            removable = {
                item: again
                for item, again in repeats.items()
                if {repeat.step for repeat in again} == {step for step, at in asked[item].items() if at == form}
                and is_unjustified(procedure, ("forms", form, "fields", item), self.answers)
                and all(_has_the_answer(subject, asked, repeat) for repeat in again)
            }
            asking = {
                field: [repeat.step for repeat in removable[field.data]]
                for field in _fields(procedure, form, removable)
            }
            droppable = {field: steps for field, steps in asking.items() if not _protects(subject, form, field)}
            drops = not _has_to_stand_alone(subject, form, droppable)
            kept = droppable if drops else {field: steps for field, steps in asking.items() if _can_be_printed(field)}
            for fields, purpose in by_certainty(subject, form, kept):
                repeated = {field.data: removable[field.data] for field in fields}
                check = "; ".join(filter(None, (purpose, _has_to_reach(subject, repeated))))
                idea = _idea(subject, form, repeated, check) if drops else _filled(subject, form, repeated, check)
                if idea is not None:
                    yield idea


def _has_the_answer(subject: Subject, asked: _Asked, repeat: RepeatedQuestion) -> bool:
    """Whether the first answer is there when the question comes again: it had to be given, and it came along."""
    first = subject.procedure.forms[asked[repeat.item][repeat.before]].field(repeat.item)
    return first is not None and first.required and not _is_lost_between(subject, repeat.before, repeat.step)


def _has_to_reach(subject: Subject, repeats: _Repeats) -> str:
    """What to check where another unit takes the second answer than the first: that the first one gets there."""
    parties = subject.procedure.parties
    others: dict[str, None] = {}
    for repeat in (again for found in repeats.values() for again in found):
        first, second = (_units(subject, step) for step in (repeat.before, repeat.step))
        others |= {id: None for id, unit in second.items() if unit not in first.values()}
    names = enumeration(f"'{parties[id].name or id}'" for id in others)
    return f"that the first answer reaches {names}" if names else ""


def _units(subject: Subject, step: str) -> dict[str, str]:
    """The parties of ours that take over from a step, each with its unit, or itself where the page names none."""
    procedure = subject.procedure
    takers = (procedure.steps[taker].by for taker in subject.taken_over.get(step, ()))
    return {by: procedure.parties[by].unit or by for by in takers if by and procedure.parties[by].side.ours}


def _protects(subject: Subject, form: str, field: Field) -> bool:
    """Whether a question keeps people from harm, or asks for their consent: then it is asked every time."""
    name = subject.procedure.forms[form].name or form
    return deliberate_purpose(field, name) in ("safety", "consent")


def _can_be_printed(field: Field) -> bool:
    """Whether a first answer may be printed: people put a statement in their own words; what we hold is no answer."""
    return not field.known and deliberate_purpose(field) != "a legal statement"


def _is_lost_between(subject: Subject, first: str, again: str) -> bool:
    """Whether a case can come from one step to another over a handover after which the customer starts again."""
    graph = subject.graph
    return any(
        flow.handover in ("cold", "customer")
        and (source == first or first in graph.before(source))
        and (flow.to == again or flow.to in graph.before(again))
        and not (source == again or graph.certainly_before(again, source))
        for source, flow in subject.procedure.flows
    )


def _has_to_stand_alone(subject: Subject, form: str, droppable: Mapping[Field, Sequence[str]]) -> bool:
    """Whether a form says by itself whose case it is and what is stated: on paper, or signed by hand.

    So it is where no question would be left.
    """
    steps = {step for steps in droppable.values() for step in steps}
    paper = any(_ON_PAPER & form_channels(subject, form, step) for step in steps)
    open_questions = {field for field in subject.procedure.forms[form].fields or () if not field.prefilled}
    return paper or subject.procedure.forms[form].signature or open_questions <= droppable.keys()


def _fields(procedure: Procedure, form: str, repeats: _Repeats) -> list[Field]:
    return [field for field in procedure.forms[form].fields or () if field.data in repeats]


def _asked(procedure: Procedure) -> _Asked:
    """Where each data item has to be answered."""
    asked: _Asked = {}
    for id, step in procedure.steps.items():
        for form in (form for form in step.asks if form in procedure.forms):
            for field in procedure.forms[form].fields or ():
                if not field.prefilled:
                    asked.setdefault(field.data, {}).setdefault(id, form)
    return asked


def _certain_repeats(subject: Subject, asked: _Asked) -> dict[str, _Repeats]:
    """For each form the questions that every case has answered before."""
    repeats: dict[str, _Repeats] = {}
    for again in repeated_questions(subject.graph, asked):
        if again.certain:
            repeats.setdefault(asked[again.item][again.step], {}).setdefault(again.item, []).append(again)
    return repeats


def _filled(subject: Subject, form: str, repeats: _Repeats, check: str) -> Idea | None:
    """The idea to print the first answers on a form; None where it is spoken, or nothing can be printed on it."""
    steps = steps_that_show(subject, form)
    channels = {channel for step in steps for channel in form_channels(subject, form, step)}
    if not steps or channels & _SPOKEN:
        return None
    fields = _fields(subject.procedure, form, repeats)
    source = f" with the answers from {step_names(subject, _earlier(subject, repeats))}"
    return prefill_idea(subject, form, fields, steps, check, "a wrong first answer may go uncorrected", source)


def _earlier(subject: Subject, repeats: _Repeats) -> tuple[str, ...]:
    """The steps that ask first, in reading order."""
    return tuple(in_reading_order(subject, {again[0].before for again in repeats.values()}))


def _idea(subject: Subject, form: str, repeats: _Repeats, check: str) -> Idea:
    procedure = subject.procedure
    changes: list[Change] = [FieldRemoved(form=form, data=item) for item in repeats]
    fewer = Counter(repeat.step for again in repeats.values() for repeat in again)
    for step, questions in fewer.items():
        changes += fewer_questions(procedure, step, questions)
    fields = _fields(procedure, form, repeats)
    earlier = _earlier(subject, repeats)
    verb, pronoun = ("ask" if len(earlier) > 1 else "asks"), ("it" if len(repeats) == 1 else "them")
    return Idea(
        f"Drop {question_names(fields)} from {form_name(procedure, form)}: {step_names(subject, earlier)} "
        f"already {verb} for {pronoun}",
        tuple(changes),
        steps=tuple(fewer),
        assumes=assumed_of_questions(changes),
        trade_off="no second chance to correct the answer",
        check=check,
    )
