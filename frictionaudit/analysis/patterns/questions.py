"""The forms that customers fill in, the steps that ask for them, and their questions with a justification."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import covers
from frictionaudit.analysis.patterns.portfolio import AskedField
from frictionaudit.domain.procedure import Field, Form, PagePath, Side


@dataclass(frozen=True)
class AskedForm:
    """A form with the steps that ask for it, in reading order."""

    id: str
    form: Form
    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.form.name or self.id

    def questions(self) -> Iterator[Field]:
        """Fields that the customer has to answer; pre-filled fields are not asked."""
        return (field for field in self.form.fields or () if not field.prefilled)

    def part(self, fields: Collection[Field]) -> float:
        """Some of the questions as a part of all, 0 to 1."""
        return len(fields) / max(1, sum(1 for _ in self.questions()))


def forms_for_customers(subject: Subject) -> tuple[AskedForm, ...]:
    """Forms that the customer fills in, alone or with our front line; not those filled in backstage or elsewhere."""
    procedure = subject.procedure
    if not procedure.forms:
        return ()
    places: dict[str, list[str]] = {}
    for step in procedure.in_reading_order():
        if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD):
            for thing in procedure.steps[step].asks:
                if thing in procedure.forms:
                    places.setdefault(thing, []).append(step)
    return tuple(AskedForm(id, procedure.forms[id], tuple(steps)) for id, steps in places.items())


def split_justified_fields(
    asking: AskedForm, fields: Iterable[Field], code: str
) -> list[tuple[PagePath, str, tuple[Field, ...]]]:
    """The unjustified questions as one group, then each justified one as its own: path, `about` of the flag, fields."""
    fields = tuple(fields)
    loose = tuple(field for field in fields if not covers(field.because, code))
    own = [field for field in fields if covers(field.because, code)]
    at: dict[str, PagePath] = {
        field.data: ("forms", asking.id, "fields", n) for n, field in enumerate(asking.form.fields or ())
    }
    return [
        *([(at[loose[0].data] if len(loose) == 1 else ("forms", asking.id), asking.id, loose)] if loose else []),
        *((at[field.data], f"{asking.id}.{field.data}", (field,)) for field in own),
    ]


def split_justified_items(found: Iterable[AskedField], code: str) -> Iterator[tuple[list[AskedField], str]]:
    """The same for the questions of one form in digests: the questions, and `about` of the flag."""
    loose = []
    for asked in found:
        if any(covers(because, code) for because in asked.because):
            yield [asked], f"{asked.form}.{asked.item}"
        else:
            loose.append(asked)
    if loose:
        yield loose, loose[0].form
