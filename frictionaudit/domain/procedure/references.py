"""Checks that all references of a procedure exist: the faults that no single part can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from frictionaudit.did_you_mean import did_you_mean, nearest
from frictionaudit.domain.procedure.effort import CUSTOMER_PARTS
from frictionaudit.domain.procedure.forms import ISSUER_WORDS, Document, Form
from frictionaudit.domain.procedure.parties import CustomerGroup, Party
from frictionaudit.domain.procedure.places import OFFERS, Place, needed_offers
from frictionaudit.domain.procedure.promises import Promise
from frictionaudit.domain.procedure.steps import Flow, Step
from frictionaudit.domain.quantities import Money, Rate
from frictionaudit.limits import LIMITS

PagePath = tuple[str | int, ...]
_CLOSE = 0.85
"""Likeness from which a need that nobody can offer is taken for a slip of the pen."""


@dataclass(frozen=True)
class Fault:
    """Something wrong at one place of a page, and what to do about it."""

    path: PagePath
    message: str
    slug: str = "contradiction"
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{'.'.join(str(part) for part in self.path)}: {self.message}{hint}"


class ReferencingParts(Protocol):
    """The parts of a procedure that refer to each other. `Procedure` has them, and imports this module."""

    @property
    def case_owner(self) -> str | None: ...
    @property
    def parties(self) -> Mapping[str, Party]: ...
    @property
    def documents(self) -> Mapping[str, Document]: ...
    @property
    def places(self) -> Mapping[str, Place]: ...
    @property
    def forms(self) -> Mapping[str, Form]: ...
    @property
    def groups(self) -> Mapping[str, CustomerGroup]: ...
    @property
    def promises(self) -> tuple[Promise, ...]: ...
    @property
    def steps(self) -> Mapping[str, Step]: ...
    @property
    def flows(self) -> Iterator[tuple[str, Flow]]: ...
    @property
    def amounts(self) -> Iterator[tuple[PagePath, Money | Rate]]: ...
    @property
    def currency(self) -> str | None: ...


def faults(procedure: ReferencingParts) -> list[Fault]:
    """Dangling references, ambiguous ids, unknown parts and mixed currencies; one more than are reported at most."""
    parts = (_steps, _forms, _documents, _promises, _groups, _currencies)
    return list(islice(chain.from_iterable(part(procedure) for part in parts), LIMITS.problems + 1))


def _known(kind: str, id: str, where: Collection[str], path: PagePath) -> Iterator[Fault]:
    if id not in where:
        yield Fault(path, f"there is no {kind} '{id}'", "dangling-reference", did_you_mean(id, list(where)))


def _steps(procedure: ReferencingParts) -> Iterator[Fault]:
    things = {**procedure.forms, **procedure.documents}
    if procedure.case_owner is not None:
        yield from _known("party", procedure.case_owner, procedure.parties, ("case_owner",))
    for id, step in procedure.steps.items():
        here: PagePath = ("steps", id)
        for key, party in _people(step):
            yield from _known("party", party, procedure.parties, (*here, *key))
        for n, thing in enumerate(step.asks):
            yield from _known("form or document", thing, things, (*here, "asks", n))
        for n, thing in enumerate(step.gives):
            yield from _known("document", thing, procedure.documents, (*here, "gives", n))
        if step.at is not None:
            yield from _known("place", step.at, procedure.places, (*here, "at"))
        for key, other in _other_steps(step):
            yield from _known("step", other, procedure.steps, (*here, *key))


def _people(step: Step) -> Iterator[tuple[PagePath, str]]:
    """Where a step names a party."""
    if step.by is not None:
        yield ("by",), step.by
    for key in ("sends_to", "receives_from", "accountable"):
        yield from (((key, n), party) for n, party in enumerate(getattr(step, key)))
    if step.call_back is not None and step.call_back.by is not None:
        yield ("call_back", "by"), step.call_back.by


def _other_steps(step: Step) -> Iterator[tuple[PagePath, str]]:
    """Where a step names another step."""
    if step.reviews is not None:
        yield ("reviews",), step.reviews
    for n, disruption in enumerate(step.failures):
        if disruption.recovered_by is not None:
            yield ("disruptions", n, "recovered_by"), disruption.recovered_by
    for flow in step.next:
        yield ("next", flow.key, "to"), flow.to


def _forms(procedure: ReferencingParts) -> Iterator[Fault]:
    for id in sorted(set(procedure.forms) & set(procedure.documents)):
        yield Fault(("documents", id), f"'{id}' is also a form", hint="give one of them another id")
    for id, form in procedure.forms.items():
        for n, field in enumerate(form.fields or ()):
            for m, reader in enumerate(field.used_by or ()):
                yield from _known("step", reader, procedure.steps, ("forms", id, "fields", n, "used_by", m))


def _documents(procedure: ReferencingParts) -> Iterator[Fault]:
    for id, document in procedure.documents.items():
        if document.issued_by is not None and document.issued_by not in ISSUER_WORDS:
            yield from _known(
                "issuer", document.issued_by, [*ISSUER_WORDS, *procedure.parties], ("documents", id, "issued_by")
            )


def _promises(procedure: ReferencingParts) -> Iterator[Fault]:
    for (start, end), times in Counter((promise.from_, promise.to) for promise in procedure.promises).items():
        if times > 1:
            message = f"there are {times} promises from '{start}' to '{end}'"
            yield Fault(("promises", f"{start}>{end}"), message, hint="keep the one that holds")
    for promise in procedure.promises:
        yield from _known("step", promise.from_, procedure.steps, ("promises", promise.key, "from"))
        yield from _known("step", promise.to, procedure.steps, ("promises", promise.key, "to"))


def _groups(procedure: ReferencingParts) -> Iterator[Fault]:
    flows = [f"{source}>{flow.key}" for source, flow in procedure.flows] if procedure.groups else []
    for id, group in procedure.groups.items():
        for flow in group.flows:
            yield from _known("flow", flow, flows, ("groups", id, "flows", flow))
        for n, need in enumerate(group.needs):
            yield from _misspelt(need, ("groups", id, "needs", n))
        for part in group.effort:
            yield from _known(
                "part of effort", part, ["all", *CUSTOMER_PARTS, "search"], ("groups", id, "effort", part)
            )
    total = sum(group.share.value for group in procedure.groups.values())
    if total > 1 + 1e-9:
        yield Fault(("groups",), f"the groups' shares sum to {total:g}", hint="they can be 1 at most")


def _misspelt(need: str, path: PagePath) -> Iterator[Fault]:
    """A need that no place can meet, and that is one slip of the pen away from something that places offer."""
    offers = () if needed_offers(need) else nearest(need, OFFERS, closeness=_CLOSE)
    for offer in offers:
        yield Fault(path, f"no place can offer '{need}'", "dangling-reference", f"did you mean '{offer}'?")


def _currencies(procedure: ReferencingParts) -> Iterator[Fault]:
    first = procedure.currency
    for path, money in procedure.amounts:
        if money.currency != first:
            yield Fault(
                path, f"mixed currencies: {money.currency} here, {first} before", hint="use one currency on a page"
            )
