"""The lineage of an organisation's data: who asks for each item, who holds or issues it, how often customers give it.

An item has been given when a form asks for it, or when people hand over a document that shows it. Items are the same if
they have the same name or if the table of synonyms says that they mean the same, as in FA104. Documents are the same if
they have the same id. Times a case are expected visits of the steps that ask; times a year are those times the volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.portfolio import item_key
from frictionaudit.analysis.patterns.question_names import printed, question_name
from frictionaudit.analysis.text.synonyms import meaning
from frictionaudit.domain.procedure import Document, Side
from frictionaudit.results.lineage import LineageEntry, LineageKind, OrganisationLineage, Request

_Key = tuple[str, ...]
_ISSUERS = {"us": "you", "customer": "the customer", "authority": "another authority", "third": "somebody else"}


def lineage(subjects: Iterable[Subject]) -> tuple[OrganisationLineage, ...]:
    """One lineage for each organisation, in the order of their names; pages without one count as one organisation's.

    Of pages with the same id, such as a page and its improved version, the first counts.
    """
    of_organisation: dict[str, dict[str, Subject]] = {}
    for subject in subjects:
        procedure = subject.procedure
        of_organisation.setdefault(procedure.organisation or "", {}).setdefault(procedure.id, subject)
    return tuple(_organisation(name, list(of_organisation[name].values())) for name in sorted(of_organisation))


@dataclass(frozen=True)
class _Given:
    """A data item or document that customers give at one step of one procedure."""

    subject: Subject
    kind: LineageKind
    key: _Key
    id: str
    name: str
    step: str
    through: str
    held: bool
    issued_by: str | None = None
    document: bool = field(default=False)


def _organisation(name: str, subjects: Sequence[Subject]) -> OrganisationLineage:
    grouped: dict[_Key, list[_Given]] = {}
    for given in (given for subject in subjects for given in _given(subject)):
        grouped.setdefault((given.kind, *given.key), []).append(given)
    entries = [_entry(group) for group in grouped.values()]
    return OrganisationLineage(
        organisation=name,
        procedures=tuple(subject.procedure.title for subject in subjects),
        entries=tuple(sorted(entries, key=_most_repeated_first)),
        unlisted_forms=tuple(form for subject in subjects for form in _unlisted_forms(subject)),
    )


def _most_repeated_first(entry: LineageEntry) -> tuple[bool, float, int, float, str]:
    return (
        entry.new_each_time,
        -round(entry.per_journey, 9),
        -len(entry.requests),
        -(entry.per_year or 0.0),
        entry.id,
    )


def _given(subject: Subject) -> Iterator[_Given]:
    """What customers give at each step, in reading order. A pre-filled field is shown to them, not given."""
    procedure = subject.procedure
    for step in procedure.in_reading_order():
        if subject.side(step) not in (Side.CUSTOMER, None):
            continue
        for thing in procedure.steps[step].asks:
            if thing in procedure.documents:
                yield from _of_document(subject, step, thing, procedure.documents[thing])
                continue
            form = procedure.forms[thing]
            for asked in form.fields or ():
                if not asked.prefilled:
                    key = _item(procedure.id, asked.data, asked.label or "")
                    name = question_name(asked.data, asked.label).strip("'")
                    yield _Given(
                        subject, "data item", key, asked.data, name, step, form.name or printed(thing), asked.known
                    )


def _of_document(subject: Subject, step: str, id: str, document: Document) -> Iterator[_Given]:
    """A document that people hand over, and each item that it shows."""
    name, issuer = document.name or printed(id), _issuer(subject, document)
    yield _Given(subject, "document", (id,), id, name, step, "", document.known, issuer)
    for item in document.shows:
        key = _item(subject.procedure.id, item, "")
        yield _Given(subject, "data item", key, item, printed(item), step, name, False, issuer, document=True)


def _issuer(subject: Subject, document: Document) -> str | None:
    issuer = document.issued_by
    party = subject.procedure.parties.get(issuer or "")
    return (party.name or issuer) if party else _ISSUERS.get(issuer or "")


def _item(procedure: str, item: str, label: str) -> _Key:
    """What identifies an item; one that is new in each case stays with its procedure."""
    return item_key(item, label) or ("of", procedure, item)


def _unlisted_forms(subject: Subject) -> Iterator[str]:
    procedure = subject.procedure
    asked = dict.fromkeys(thing for step in procedure.in_reading_order() for thing in procedure.steps[step].asks)
    for thing in asked:
        if thing in procedure.forms and procedure.forms[thing].fields is None:
            yield procedure.forms[thing].name or printed(thing)


def _entry(group: Sequence[_Given]) -> LineageEntry:
    by_procedure: dict[str, list[_Given]] = {}
    for given in group:
        by_procedure.setdefault(given.subject.procedure.id, []).append(given)
    requests = [_request(givens) for givens in by_procedure.values()]
    per_year = [request.per_year for request in requests if request.per_year is not None]
    asked = [given for given in group if not given.document]
    first = min(asked or group, key=lambda given: given.id)
    held = any(given.held for given in group)
    return LineageEntry(
        kind=first.kind,
        id=first.id,
        name=first.name,
        requests=tuple(requests),
        held=held,
        issued_by=tuple(dict.fromkeys(given.issued_by for given in group if given.issued_by)),
        shown_by=tuple(dict.fromkeys(given.through for given in group if given.document)),
        new_each_time=first.kind == "data item" and not held and meaning(first.id, first.name).of_the_case,
        per_journey=sum(request.per_case or 0.0 for request in requests),
        per_year=sum(per_year) if per_year else None,
        at_least=len(per_year) < len(requests),
    )


def _request(givens: Sequence[_Given]) -> Request:
    subject = givens[0].subject
    visits = sum(subject.visits(given.step).value for given in givens)
    per_case = None if visits == float("inf") else visits
    volume = subject.procedure.volume
    return Request(
        procedure=subject.procedure.id,
        title=subject.procedure.title,
        steps=tuple(dict.fromkeys(subject.procedure.label(given.step) for given in givens)),
        through=tuple(dict.fromkeys(given.through for given in givens if given.through)),
        per_case=per_case,
        per_year=None if volume is None or per_case is None else per_case * volume.per_year,
    )
