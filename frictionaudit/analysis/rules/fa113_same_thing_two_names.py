"""One thing, and every form has its own name for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.portfolio import AskedField, Digest
from frictionaudit.analysis.patterns.questions import (
    AskedForm,
    answers,
    asked_as,
    forms_for_customers,
    split_justified_items,
)
from frictionaudit.analysis.patterns.repeated_questions import renamed_questions
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.synonyms import Meaning, meaning, together
from frictionaudit.domain.procedure import Field


class SameThingTwoNames(Rule):
    """Questions on different forms mean the same, and their data items have different names.

    Two questions mean the same where the table of meanings says so, or where their wordings are at least `likeness`
    alike (0 to 100) with no word left over. It is a warning where one step asks both of them for certain, and
    otherwise worth a look. What is asked again later on the way, and is in the table, FA101 says; of questions in
    several procedures, those in the table are FA104's, and here only those whose wordings are alike are compared. Pages
    with the same `id` are one procedure.

    Why it matters:
        What has two names is asked twice, because nobody can see that it was asked before.

    Wrong:
        forms:
          order: {fields: [{data: colour, label: Colour of the vehicle}]}
          permit: {fields: [{data: q7, label: Vehicle color}]}

    Right:
        forms:
          order: {fields: [{data: vehicle-colour, label: Colour of the vehicle}]}
          permit: {fields: [{data: vehicle-colour, label: Colour of the vehicle, prefilled: true}]}

    What to do:
        Give every data item one name and one wording, in one list that all forms draw upon.

    Leave it when:
        They are two things in spite of their names: say so with `because` on one of the fields.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (not read first-hand). How much alike (90) is our
        default, in the ratio `token_set_ratio` of RapidFuzz.
    """

    level = "warning"

    likeness: float = 90

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        asked = forms_for_customers(subject)
        said = _said_by_ask_once(subject)
        places = [
            _Place(asking, field, n)
            for asking in asked
            for n, field in enumerate(asking.form.fields or ())
            if not field.prefilled and any((step, field.data) not in said for step in asking.steps)
        ]
        for found in together(((n, place.means) for n, place in enumerate(places)), self.likeness):
            group = [places[n] for n in found]
            if _differ(group):
                yield _flag(subject, group, self.code())

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        whose: dict[str, list[tuple[Digest, AskedField, Meaning]]] = {}
        for one in digests:
            for asked in one.asked:
                sense = meaning(asked.item, asked.label)
                if not (asked.prefilled or sense.item or sense.of_the_case):
                    whose.setdefault(one.organisation, []).append((one, asked, sense))
        alike: dict[tuple[int, str], tuple[Digest, dict[str, tuple[Digest, AskedField]], list[AskedField]]] = {}
        for fields in whose.values():
            for found in together(((n, sense) for n, (_, _, sense) in enumerate(fields)), self.likeness):
                group = [fields[n][:2] for n in found]
                firsts = _firsts(group)
                for one, asked in group:
                    if other := _other(one, asked, firsts):
                        _, others, questions = alike.setdefault((one.number, asked.form), (one, {}, []))
                        others[asked.item] = other
                        questions.append(asked)
        for one, others, questions in alike.values():
            for some, about in split_justified_items(questions, self.code()):
                yield one, _flag_across(some, about, others)


@dataclass(frozen=True)
class _Place:
    asking: AskedForm
    field: Field
    position: int

    @property
    def means(self) -> Meaning:
        return meaning(self.field.data, self.field.label or "")

    def __str__(self) -> str:
        return f"'{asked_as(self.field)}' on '{self.asking.name}'"


def _said_by_ask_once(subject: Subject) -> set[tuple[str, str]]:
    """Steps and items that FA101 flags as asked again under another name."""
    meant = ((step, field, meaning(field.data, field.label or "").item) for step, _, field in asked_fields(subject))
    known = ((step, field.data, item) for step, field, item in meant if item)
    return {(again.step, again.item) for again, _ in renamed_questions(subject.graph, known)}


def _differ(group: Sequence[_Place]) -> bool:
    """Whether two of them are on different forms under different names."""
    return len({place.field.data for place in group}) > 1 and len({place.asking.id for place in group}) > 1


def _flag(subject: Subject, group: Sequence[_Place], code: str) -> Flag:
    loose = [place for place in group if not answers(place.field.because, code)]
    answered = [place for place in group if answers(place.field.because, code)]
    shown = loose if _differ(loose) else group
    last = loose[-1] if _differ(loose) else [*group, *answered][-1]
    named: dict[str, set[str]] = {}
    for place in shown:
        for step in place.asking.steps:
            named.setdefault(step, set()).add(place.field.data)
    certain = shown[0].means.item is not None
    names = sorted({place.field.data for place in shown})
    return Flag(
        f"{' and '.join(map(str, shown))} {'mean the same' if certain else 'look like the same question'}, "
        f"under {len(names)} names: {', '.join(names)}",
        steps=in_reading_order(subject, named),
        about="/".join(names),
        at=("forms", last.asking.id, "fields", last.position),
        severity="warning" if certain and any(len(items) > 1 for items in named.values()) else "info",
    )


def _firsts(group: Sequence[tuple[Digest, AskedField]]) -> dict[str, list[tuple[Digest, AskedField]]]:
    """For each name the first two procedures that use it: enough to find one beside any given procedure."""
    found: dict[str, list[tuple[Digest, AskedField]]] = {}
    for one, asked in group:
        had = found.setdefault(asked.item, [])
        if len(had) < 2 and all(other.id != one.id for other, _ in had):  # saves time
            had.append((one, asked))
    return found


def _other(
    one: Digest, asked: AskedField, firsts: Mapping[str, Sequence[tuple[Digest, AskedField]]]
) -> tuple[Digest, AskedField] | None:
    """A question of another procedure that is like this one and has another name."""
    for item, found in firsts.items():
        if item != asked.item:
            for other, question in found:
                if other.id != one.id:
                    return other, question
    return None


def _flag_across(questions: Sequence[AskedField], about: str, others: Mapping[str, tuple[Digest, AskedField]]) -> Flag:
    parts = []
    for asked in questions[:3]:
        other, question = others[asked.item]
        parts.append(f"'{asked.label}' ({asked.item}) is '{question.item}' in '{other.title}'")
    more = len(questions) - len(parts)
    return Flag(
        f"on '{questions[0].form}' what looks like the same question has another name elsewhere: {'; '.join(parts)}"
        + (f" and {more} more" if more else ""),
        steps=(questions[0].step,),
        about=about,
        at=questions[0].path if len(questions) == 1 else questions[0].path[:2],
        severity="info",
    )
