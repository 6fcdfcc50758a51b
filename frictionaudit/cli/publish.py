"""`frictionaudit publish`: pages for customers, for a website."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from frictionaudit.application.inputs import nothing_examined, read_paths
from frictionaudit.application.page_files import Choice
from frictionaudit.application.publish import Publication, check, publish
from frictionaudit.cli.terminal.arguments import STORE
from frictionaudit.cli.terminal.output import report, show
from frictionaudit.errors import UsageError
from frictionaudit.exports.wording.readability import reads
from frictionaudit.policy.file.discovery import today


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--to", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Folder for the site.")
@click.option(
    "--check",
    "checked",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="List published pages that are out of date; write nothing.",
)
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="Write the pages in this language, such as de."
)
@click.option(
    "--start", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="First day of the timelines.  [default: today]"
)
@click.option("--address", metavar="URL", help="Web address of the site, for data that refer to it.")
@click.option("--notices", is_flag=True, help="Write the short texts too: acknowledgement, delay, refusal.")
@click.option("--fragment", is_flag=True, help="Write each page without head and foot too, to embed it.")
@STORE
def command(
    paths: tuple[Path, ...],
    folder: Path | None,
    checked: Path | None,
    languages: tuple[str, ...],
    start: datetime | None,
    address: str | None,
    notices: bool,
    fragment: bool,
    store: Path,
) -> None:
    """Write customer pages for a website.

    Each page says what happens, when, what it costs, and what people may choose. PATHS are all procedures of the site:
    pages that you published earlier and leave out now are removed. Files of others are never changed. Gaps of a page
    are listed on stderr.

    \b
    Example:
      frictionaudit publish processes/return-a-product.yaml --to site
    """
    if (folder is None) == (checked is None):
        raise UsageError.of("wrong-destination", "expected either --to or --check", hint="write --to DIR")
    if checked is not None:
        _check(checked, paths, store)
        return
    if not paths:
        raise UsageError.of("wrong-destination", "expected pages to publish", hint="name files or folders before --to")
    choice = Choice(
        languages=languages, notices=notices, fragment=fragment, address=address, start=start.date() if start else None
    )
    read = read_paths(paths)
    if not read.readings and not read.problems:
        raise nothing_examined(paths)
    assert folder is not None
    published = publish(read, folder, choice, today(), store)
    _tell(published, folder)
    sys.exit(3 if published.problems else 0)


def _check(folder: Path, paths: tuple[Path, ...], store: Path) -> None:
    stale, problems = check(folder, read_paths(paths) if paths else None, store)
    for problem in problems:
        report(f"error: {problem}")
    for page in stale:
        show(f"{page.page}: {page.why}")
    if not stale:
        show("All pages are up to date.")
    sys.exit(1 if stale else 3 if problems else 0)


def _tell(published: Publication, folder: Path) -> None:
    for problem in published.problems:
        report(f"error: {problem}")
    for page in published.pages:
        for gap in page.missing:
            report(f"{page.id}: {gap}")
        if page.revision.number and not page.revision.current:
            report(f"{page.id}: the page differs from version {page.revision.number} in the history: record it first")
        for line in published.gaps.get(page.id, ()):
            report(f"{page.id}: {line}")
    for page in published.pages:
        show(f"{page.id}: {reads(published.readability[page.id])}, {published.sizes[page.id] / 1000:.0f} kB")
    done = published.written
    counts = f"{len(done.new)} files written, {len(done.unchanged)} unchanged, {len(done.removed)} removed"
    show(f"{folder / 'index.html'}: {counts}")
