"""The forms that are put to the customer, where they are asked, and which of their questions the page answers for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import covers
from frictionaudit.analysis.patterns.portfolio import Asked
from frictionaudit.domain.procedure import Field, Form, PagePath, Side


@dataclass(frozen=True)
class AskedQuestion:
    """A form with the steps that ask it, as a reader meets them."""

    id: str
    form: Form
    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.form.name or self.id

    def questions(self) -> Iterator[Field]:
        """Fields that have to be answered; what is shown filled in is not asked."""
        return (field for field in self.form.fields or () if not field.prefilled)


def asked_of_customers(subject: Subject) -> tuple[AskedQuestion, ...]:
    """Forms asked of the customer, or by us of the customer; not what is filled in behind the counter or elsewhere."""
    procedure = subject.procedure
    if not procedure.forms:
        return ()
    places: dict[str, list[str]] = {}
    for step in procedure.in_reading_order():
        if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD):
            for thing in procedure.steps[step].asks:
                if thing in procedure.forms:
                    places.setdefault(thing, []).append(step)
    return tuple(AskedQuestion(id, procedure.forms[id], tuple(steps)) for id, steps in places.items())


def apart(asking: AskedQuestion, fields: Iterable[Field], code: str) -> list[tuple[PagePath, str, tuple[Field, ...]]]:
    """The questions without a reason of their own together, then each that has one: path, what it is about, fields."""
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


def without_and_with_reason(found: Iterable[Asked], code: str) -> Iterator[tuple[list[Asked], str]]:
    """The same for one form's questions as other procedures know them: the questions, and what it is about."""
    loose = []
    for asked in found:
        if any(covers(because, code) for because in asked.because):
            yield [asked], f"{asked.form}.{asked.item}"
        else:
            loose.append(asked)
    if loose:
        yield loose, loose[0].form


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in quotes; after the first few only their number."""
    names = list(names)
    shown = ", ".join(f"'{name}'" for name in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "")


def asked_as(field: Field) -> str:
    """A question as printed, or its data item's name."""
    return field.label or field.data
