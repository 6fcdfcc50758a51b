"""What a customer's page cannot say because the procedure does not, in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.domain.procedure import Procedure, StepKind
from frictionaudit.domain.quantities.format import format_sampled_share
from frictionaudit.results.customer_page import CustomerPage

_FEW = 2_000
"""Too few played cases for decimals of a share."""

SELDOM = 0.8
"""Share of the cases below which a promise counts as out of reach."""


def owner_gaps(procedure: Procedure, page: CustomerPage) -> Iterator[str]:
    """One line a gap, with the key of the page that would fill it."""
    yield from _at_the_top(page)
    yield from _time(procedure, page)
    yield from _afterwards(procedure, page)
    yield from _at_the_foot(page)


def _at_the_top(page: CustomerPage) -> Iterator[str]:
    told = {said.what for said in page.tells if said.text}
    if not page.summary:
        yield "the page does not say what the procedure is for: add `summary`"
    if not page.guidance.who and "eligibility" not in told:
        yield "the page does not say who may use it: add `guidance: {who: …}`"
    if not page.guidance.not_for:
        yield "the page does not say who may not use it: add `guidance: {not_for: […]}`"
    if not page.prices and not page.free:
        yield "the cost is not known: add `fees` to the customer's steps, `none` where nothing is due"


def _time(procedure: Procedure, page: CustomerPage) -> Iterator[str]:
    published = [promise for promise in page.promises if promise.published]
    if not published:
        yield "no time is promised: add `promises` with `published`"
    elif not page.guidance.if_late:
        yield "the page does not say what happens when you are late: add `guidance: {if_late: …}`"
    for promise in published:
        if promise.likely is not None and promise.likely < SELDOM and promise.kept is None:
            share = format_sampled_share(promise.likely, _FEW, certain=False)
            yield (
                f"{promise.within} are promised, and by the times on this page {share} of the cases meet it: "
                "`frictionaudit promise` finds a time that you can keep"
            )
    if page.elapsed is None:
        yield "the whole time cannot be told: the times of some steps are not known, or the case has no end"
    elif page.elapsed.at_least:
        yield "some times are not known, so the whole time is left out: `frictionaudit audit --ask` asks for them"
    if page.timeline is None:
        yield "no dates can be told: add times to the steps, and a known `calendar: {country: …}`"
    elif page.timeline.country is None and not procedure.calendar.holidays:
        yield "dates are counted without public holidays: add `calendar: {country: …}`"


def _afterwards(procedure: Procedure, page: CustomerPage) -> Iterator[str]:
    guidance = page.guidance
    if not guidance.contact and not page.contacts:
        yield "the page names nobody to ask: add `guidance: {contact: {name: …, phone: …}}`"
    if page.after and not page.reference:
        yield "people get no reference: add `tells: {reference: …}` to the step that confirms"
    if page.after and not guidance.status:
        yield "the page does not say how people see where their case stands: add `guidance: {status: …}`"
    bad = [step for step in procedure.steps.values() if step.kind is StepKind.END and step.outcome == "adverse"]
    if bad and not guidance.appeals and not any(step.tells.redress for step in bad):
        yield "a bad ending names no redress: add `guidance: {appeals: […]}`"


def _at_the_foot(page: CustomerPage) -> Iterator[str]:
    guidance = page.guidance
    if not page.owner:
        yield "the page has no owner: add `owner`"
    if guidance.reviewed is None:
        yield "the page does not say when it was last reviewed: add `guidance: {reviewed: 2026-11-30}`"
    if not page.laws:
        yield "the page names no legal basis: add `guidance: {legal_basis: […]}` or `under`"
    if not guidance.report and not guidance.contact:
        yield "the page does not say where to report an error on it: add `guidance: {report: {email: …}}`"
