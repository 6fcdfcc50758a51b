"""The same thing should have the same name on every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field as Option

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import covers
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_fields
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.patterns.portfolio import AskedField, Digest
from frictionaudit.analysis.patterns.question_names import printed
from frictionaudit.analysis.patterns.questions import (
    AskedForm,
    forms_for_customers,
    split_justified_items,
)
from frictionaudit.analysis.patterns.repeated_questions import renamed_questions
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.synonyms import Meaning, meaning, same_meaning
from frictionaudit.domain.procedure import Field
from frictionaudit.domain.quantities.listing import listed


class SameThingTwoNames(Rule):
    """Questions on different forms mean the same, but their data items have different names.

    Two questions mean the same if the table of synonyms says so. They also do if their labels are at least `likeness`
    alike (0 to 100) with no word left over. It is a warning if one step certainly asks both, and information otherwise.
    FA101 flags questions in the table that a later step asks again. Across several procedures, FA104 flags questions in
    the table, and this rule compares only labels. Pages with the same `id` count as one procedure.

    Why it matters:
        An item with two names is asked for twice, because nobody can see that people have already answered.

    Wrong:
        forms:
          order: {fields: [{data: colour, label: Colour of the vehicle}]}
          permit: {fields: [{data: q7, label: Vehicle color}]}

    Right:
        forms:
          order: {fields: [{data: vehicle-colour, label: Colour of the vehicle}]}
          permit: {fields: [{data: vehicle-colour, label: Colour of the vehicle, prefilled: true}]}

    What to do:
        Give every data item one name and one label, in one list that all forms use.

    Leave it when:
        They are two different things in spite of their names. Give the reason in `because` on one of the fields.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (source not checked first-hand). A likeness of 90 is our
        default; it is the ratio `token_set_ratio` of RapidFuzz.
    """

    level = "warning"
    stake = ("filling in",)

    likeness: float = Option(default=90, ge=0, le=100, description="how alike two labels have to be, from 0 to 100")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        flagged = _flagged_by_ask_once(subject)
        questions = [
            _Question(asked, field, n)
            for asked in forms_for_customers(subject)
            for n, field in enumerate(asked.form.fields or ())
            if not field.prefilled and any((step, field.data) not in flagged for step in asked.steps)
        ]
        for alike in same_meaning(((n, question.meaning) for n, question in enumerate(questions)), self.likeness):
            group = [questions[n] for n in alike]
            if _differ(group):
                yield _flag(subject, group, self.code())

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        by_organisation: dict[str, list[tuple[Digest, AskedField, Meaning]]] = {}
        for digest in digests:
            for asked in digest.asked:
                sense = meaning(asked.item, asked.label)
                if not (asked.prefilled or sense.item or sense.of_the_case):
                    by_organisation.setdefault(digest.organisation, []).append((digest, asked, sense))
        by_form: dict[tuple[int, str], tuple[Digest, dict[str, tuple[Digest, AskedField]], list[AskedField]]] = {}
        for fields in by_organisation.values():
            for alike in same_meaning(((n, sense) for n, (_, _, sense) in enumerate(fields)), self.likeness):
                group = [fields[n][:2] for n in alike]
                representatives = _representatives(group)
                for digest, asked in group:
                    if match := _match(digest, asked, representatives):
                        _, matches, questions = by_form.setdefault((digest.number, asked.form), (digest, {}, []))
                        matches[asked.item] = match
                        questions.append(asked)
        for digest, matches, questions in by_form.values():
            for some, about in split_justified_items(questions, self.code()):
                yield digest, _flag_across(some, about, matches)


@dataclass(frozen=True)
class _Question:
    """A question with the form that asks it and its position there."""

    asked: AskedForm
    field: Field
    position: int

    @property
    def meaning(self) -> Meaning:
        return meaning(self.field.data, self.field.label or "")

    def __str__(self) -> str:
        return f"'{printed(self.field.data, self.field.label)}' on '{self.asked.name}'"


def _flagged_by_ask_once(subject: Subject) -> set[tuple[str, str]]:
    """Steps and items that FA101 flags as asked again under another name."""
    meanings = ((step, field, meaning(field.data, field.label or "").item) for step, _, field in asked_fields(subject))
    known = ((step, field.data, item) for step, field, item in meanings if item)
    return {(again.step, again.item) for again, _ in renamed_questions(subject.graph, known)}


def _differ(group: Sequence[_Question]) -> bool:
    """Whether two of the questions are on different forms under different names."""
    return len({question.field.data for question in group}) > 1 and len({question.asked.id for question in group}) > 1


def _flag(subject: Subject, group: Sequence[_Question], code: str) -> Flag:
    unjustified = [question for question in group if not covers(question.field.because, code)]
    justified = [question for question in group if covers(question.field.because, code)]
    shown = unjustified if _differ(unjustified) else group
    last = unjustified[-1] if _differ(unjustified) else [*group, *justified][-1]
    items_at: dict[str, set[str]] = {}
    for question in shown:
        for step in question.asked.steps:
            items_at.setdefault(step, set()).add(question.field.data)
    certain = shown[0].meaning.item is not None
    names = sorted({question.field.data for question in shown})
    return Flag(
        f"{listed(map(str, shown))} {'ask for the same thing' if certain else 'look like the same question'} "
        f"under {len(names)} names: {listed(names)}",
        steps=in_reading_order(subject, items_at),
        about="/".join(names),
        at=("forms", last.asked.id, "fields", last.position),
        severity="warning" if certain and any(len(items) > 1 for items in items_at.values()) else "info",
    )


def _representatives(group: Sequence[tuple[Digest, AskedField]]) -> dict[str, list[tuple[Digest, AskedField]]]:
    """For each name, the first two procedures that use it: one of them always differs from a given procedure."""
    by_name: dict[str, list[tuple[Digest, AskedField]]] = {}
    for digest, asked in group:
        kept = by_name.setdefault(asked.item, [])
        if len(kept) < 2 and all(earlier.id != digest.id for earlier, _ in kept):  # saves time
            kept.append((digest, asked))
    return by_name


def _match(
    digest: Digest, asked: AskedField, representatives: Mapping[str, Sequence[tuple[Digest, AskedField]]]
) -> tuple[Digest, AskedField] | None:
    """A question of another procedure that is like this one and has another name."""
    for item, candidates in representatives.items():
        if item != asked.item:
            for candidate, question in candidates:
                if candidate.id != digest.id:
                    return candidate, question
    return None


def _flag_across(questions: Sequence[AskedField], about: str, matches: Mapping[str, tuple[Digest, AskedField]]) -> Flag:
    pairs = []
    for asked in questions:
        procedure, question = matches[asked.item]
        pairs.append(f"'{asked.label}' ({asked.item}) is '{question.item}' in '{procedure.title}'")
    return Flag(
        f"On '{questions[0].form_name}', the same question seems to have another name elsewhere: {listed(pairs)}",
        steps=(questions[0].step,),
        about=about,
        at=questions[0].path if len(questions) == 1 else questions[0].path[:2],
        severity="info",
    )
