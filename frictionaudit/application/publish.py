"""Publishing: the pages of some procedures, written into a folder, or compared with what stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from frictionaudit.analysis.customer.page import customer_page, digest
from frictionaudit.analysis.text.addressed import addressed
from frictionaudit.analysis.text.page_readability import readability
from frictionaudit.application.audit import Sources, subjects
from frictionaudit.application.page_files import Choice, PageFiles, files_of, folder_of, index_files
from frictionaudit.application.site_folder import SiteFolder, Written
from frictionaudit.domain.procedure import Procedure, Reading, Side
from frictionaudit.errors import InputError, Problem, UsageError
from frictionaudit.exports.pages.plain_text import paragraphs
from frictionaudit.files import exists
from frictionaudit.results.customer_page import CustomerPage, Readability, Revision
from frictionaudit.store import Designs

MONTH = 31
"""Days after which the dates of a page are counted anew from today."""


@dataclass(frozen=True)
class Publication:
    """What was published: the pages, the files, what is missing by page, and what could not be published.

    `gaps` has what the short texts cannot say, and what is not translated.
    """

    pages: tuple[CustomerPage, ...]
    written: Written
    sizes: Mapping[str, int] = field(default_factory=dict)
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    readability: Mapping[str, Readability] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Stale:
    """A published page that no longer agrees with its source, and why."""

    page: str
    why: str


def publish(read: Sources, folder: Path, choice: Choice, today: date, store: Path) -> Publication:
    """Write the site; our earlier files that no page needs any more are removed.

    Where a source cannot be read, the files of earlier pages stay. `today` is the day from which dates are counted,
    unless `choice` names one or the site was published within a month.
    """
    site = SiteFolder.open(folder)
    readings, problems = _publishable(read.readings)
    problems = (*read.problems, *problems)
    if not readings:
        raise InputError(problems)
    start = choice.start or _earlier_start(site, today)
    pages = tuple(_pages(readings, start, store))
    made = files_of(pages, choice, _procedures(readings))
    files = {name: data for one in made for name, data in one.files.items()} | index_files(made, choice)
    keep = frozenset(site.files) if problems else frozenset[str]()
    written = site.write(files, _about(readings, pages, choice, start, folder), keep)
    return Publication(
        pages,
        written,
        {one.page.id: len(one.files[f"{folder_of(one.page)}/index.html"]) for one in made},
        {one.page.id: (*one.gaps, *one.untranslated) for one in made if one.gaps or one.untranslated},
        {one.page.id: _readability(one) for one in made},
        problems,
    )


def _readability(one: PageFiles) -> Readability:
    """How hard the page is to read in its first language."""
    written = one.files[f"{folder_of(one.page)}/index.html"].decode()
    return readability(list(paragraphs(written)), next(iter(one.views)))


def check(folder: Path, read: Sources | None, store: Path) -> tuple[tuple[Stale, ...], tuple[Problem, ...]]:
    """The published pages that no longer agree with their sources or the history; nothing is written.

    Without `read`, the sources are those that were published.
    """
    site = SiteFolder.open(folder)
    if not site.files:
        hint = "publish first: frictionaudit publish PAGES --to FOLDER"
        raise UsageError.of("nothing-published", "nothing was published here", str(folder), hint)
    choice = Choice.model_validate(site.about["choice"])
    read = read or sources_of(site)
    readings, problems = _publishable(read.readings)
    pages = {page.id: page for page in _pages(readings, date.fromisoformat(site.about["start"]), store)}
    files = {one.page.id: one.files for one in files_of(list(pages.values()), choice, _procedures(readings))}
    return tuple(_stale(site, pages, files, bool(problems or read.problems))), (*read.problems, *problems)


def sources_of(site: SiteFolder) -> Sources:
    """The sources of a site, read again; those that are gone are not among them."""
    from frictionaudit.application.audit import collect

    named = (site.path / said["source"] for said in site.about["pages"].values())
    there = [Path(os.path.normpath(path)) for path in dict.fromkeys(named) if exists(path)]
    return collect(there)


def _procedures(readings: Iterable[Reading]) -> dict[str, Procedure]:
    """The procedures by id, as they are told to customers."""
    return {reading.procedure.id: addressed(reading.procedure) for reading in readings}


def _stale(
    site: SiteFolder, pages: Mapping[str, CustomerPage], files: Mapping[str, Mapping[str, bytes]], unread: bool
) -> Iterator[Stale]:
    for id, said in site.about["pages"].items():
        page = pages.get(id)
        if page is None:
            yield Stale(id, "its source cannot be read" if unread else "its source is gone")
        elif page.revision.digest != said["digest"]:
            yield Stale(id, f"its source changed: {said['digest']} is published, {page.revision.digest} is current")
        elif page.revision.number != said["version"]:
            yield Stale(
                id, f"the history has version {page.revision.number}, the page shows {said['version'] or 'none'}"
            )
        elif changed := site.stale(files[id]):
            yield Stale(id, f"{', '.join(changed)} was edited, is missing, or is from another version of frictionaudit")
    for id in pages:
        if id not in site.about["pages"]:
            yield Stale(id, "it is not published yet")


def _publishable(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """The readings that have something for customers, and a problem for each of the others.

    UsageError where two have the same id, or ids that a folder's name cannot tell apart.
    """
    good: list[Reading] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for reading in readings:
        procedure, where = reading.procedure, reading.path
        folder = folder_of(procedure).casefold()
        if folder in seen:
            hint = "give one of them another `id`, or publish them to different folders"
            raise UsageError.of("same-id", f"'{procedure.id}' is also the id of {seen[folder]}", where, hint)
        seen[folder] = where
        if fault := _nothing_to_tell(procedure):
            problems.append(Problem("nothing-to-publish", fault, where, "add a customer and the customer's steps"))
        else:
            good.append(reading)
    return tuple(good), tuple(problems)


def _nothing_to_tell(procedure: Procedure) -> str:
    if not procedure.steps:
        return "the page has no steps"
    if not any(procedure.side(id) is Side.CUSTOMER for id in procedure.steps):
        return "no step is done by a customer, so there is nothing to tell customers"
    return ""


def _pages(readings: Sequence[Reading], start: date, store: Path) -> Iterator[CustomerPage]:
    with Designs.open(store) as designs:
        recorded = set(designs.ids())
        revisions = [_revision(reading.procedure, designs, recorded) for reading in readings]
    prepared = subjects(addressed(reading.procedure) for reading in readings)
    for subject, revision in zip(prepared, revisions, strict=True):
        yield customer_page(subject, start, revision)


def _revision(procedure: Procedure, designs: Designs, recorded: set[str]) -> Revision:
    if procedure.id not in recorded:
        return Revision(digest=digest(procedure))
    design, version = designs.at(procedure.id)
    return Revision(
        digest=digest(procedure), number=version.number, recorded=version.at.date(), current=design == procedure
    )


def _earlier_start(site: SiteFolder, today: date) -> date:
    """The day from which the dates were counted when the site was last published, if that is not long ago."""
    said = site.about.get("start")
    earlier = date.fromisoformat(said) if isinstance(said, str) else None
    return earlier if earlier and 0 <= (today - earlier).days <= MONTH else today


def _about(
    readings: Sequence[Reading], pages: Sequence[CustomerPage], choice: Choice, start: date, folder: Path
) -> dict[str, Any]:
    """What the manifest says beside the files; sources stand relative to the folder."""
    told = {
        page.id: {
            "source": _relative(reading.path, folder),
            "digest": page.revision.digest,
            "version": page.revision.number,
        }
        for reading, page in zip(readings, pages, strict=True)
    }
    return {"start": start.isoformat(), "choice": choice.model_dump(mode="json"), "pages": told}


def _relative(source: str, folder: Path) -> str:
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # another drive
        return source
