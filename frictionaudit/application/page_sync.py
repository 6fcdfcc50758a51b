"""Keeps a page and its history one: a new version is written to the page, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frictionaudit import sources
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import FrictionauditError
from frictionaudit.exports.page_update import updated
from frictionaudit.files import write
from frictionaudit.store import Designs

PAGES = (".yaml", ".yml")


def write_to_pages(designs: Designs, before: Procedure, after: Procedure, version: int) -> Iterator[str]:
    """Write a new version to every page that says the version before it; one line for each page, on what was done."""
    pages = designs.pages(after.id)
    for page in pages:
        yield write_to_page(designs, page, before, after, version)
    if not pages:
        yield f"No page is known for '{after.id}'; `frictionaudit show {after.id} -o FILE` writes version {version}."


def write_to_page(designs: Designs, page: Path, before: Procedure, after: Procedure, version: int) -> str:
    """Write a new version to a page that says `before`, or the version it was known to hold; a sentence on it.

    Comments and order stay.
    """
    how = f"`frictionaudit show {after.id}` prints version {version}"
    if page.suffix.lower() not in PAGES:
        return f"{page} is no page in YAML, so it is unchanged; {how}."
    try:
        said = sources.read(page).procedure
        if said != before and designs.says(page, said) is None:
            return f"{page} has edits that are not recorded, so it is unchanged; {how}."
        text = updated(page.read_bytes().decode("utf-8-sig"), said, after)
        if sources.read_bytes(text.encode(), str(page)).procedure != after:
            raise ValueError("the text does not say the new version")
        write(page, text)
    except (FrictionauditError, ValueError, OSError, KeyError, IndexError, TypeError, AttributeError):
        return f"{page} could not be rewritten with its comments, so it is unchanged; {how}."
    designs.shown(page, after.id, version)
    return f"{page} now says version {version}. Comments and order are kept, except where something was removed."
