"""Publishes all scenes and five charters and looks at every page in Chromium: `python -m tests.browser.all_pages`.

Each page at 360, 768 and 1,440 pixels, in light and dark, and on paper. The tests look at a sample of these pages; this
takes some minutes and leaves the pictures and PDFs in the folder, for people to look at.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from itertools import product
from pathlib import Path

from frictionaudit.application.inputs import read_paths
from frictionaudit.application.page_files import Choice
from frictionaudit.application.publish import publish
from tests.browser.conftest import chromium, found
from tests.browser.soundness import SCHEMES, WIDTHS, faults, printed
from tests.conftest import ROOT
from tests.publishing import GOOD, HEBREW, SCENES

CHARTERS = (
    "baao-indigency",
    "bacoor-license-redemption",
    "hindang-mayors-clearance",
    "manolofortich-senior-id",
    "quezon-mayors-permit",
)
"""With a wait outside the total, an amount that is not fixed, several fees, an unknown wait, a circular requirement."""
START = date(2026, 12, 21)


def main() -> int:
    """Publish, look, and print one line a page; 1 where anything is wrong."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "pages")
    reader.add_argument("--charters", type=Path, default=ROOT / "../shared/data/charters", help="folder of the tables")
    given = reader.parse_args()
    program = found()
    if program is None:
        print("no browser is here: install Chromium, or name one with FRICTIONAUDIT_BROWSER", file=sys.stderr)
        return 2
    pages = _published(given.folder.resolve(), given.charters)
    shots, papers = (given.folder.resolve() / name for name in ("shots", "papers"))
    shots.mkdir(exist_ok=True)
    papers.mkdir(exist_ok=True)
    wrong = 0
    with chromium(program) as browser:
        for path in pages:
            name = path.relative_to(given.folder.resolve()).as_posix()
            told = []
            for width, scheme in product(WIDTHS, SCHEMES):
                told += [f"{width} {scheme}: {fault}" for fault in faults(browser, path, width, scheme, shots=shots)]
            told += [
                f"paper: {fault}" for fault in printed(browser, path, papers / f"{path.parent.name}-{path.stem}.pdf")
            ]
            print(f"{name}: {'; '.join(told) or 'sound'}", flush=True)
            wrong += bool(told)
    print(f"{len(pages)} pages, {len(WIDTHS) * len(SCHEMES)} screens each and paper: {wrong} with faults")
    return 1 if wrong else 0


def _published(folder: Path, charters: Path) -> list[Path]:
    """All pages: the scenes with the charters as one site, and one with every language."""
    tables = [charters / f"{name}.csv" for name in CHARTERS]
    there = [path for path in tables if path.is_file()]
    if len(there) < len(tables):
        print(f"{len(tables) - len(there)} of {len(tables)} charters are not in {charters}", file=sys.stderr)
    publish(read_paths([*SCENES, HEBREW, *there]), folder / "site", Choice(notices=True), START, folder)
    every = Choice(languages=("en", "de", "es", "nl"), notices=True)
    publish(read_paths([GOOD]), folder / "languages", every, START, folder)
    return sorted((*(folder / "site").rglob("*.html"), *(folder / "languages").rglob("*.html")))


if __name__ == "__main__":
    sys.exit(main())
