"""The long run: `python -m tests.oracle --plays N --pages N` prints where program and play differ, worst first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from frictionaudit.domain.procedure import Procedure
from tests.oracle.compare import KEYS, Difference, differences, measured
from tests.oracle.expect import play_many
from tests.oracle.pages import KINDS, page, procedure
from tests.oracle.shrink import shrink


@dataclass
class Row:
    """All pages of a kind on which a key differs."""

    kind: str
    key: str
    pages: int
    worst: float
    smallest: dict[str, Any]
    shown: Difference


def table(kinds: Sequence[str], pages: int, plays: int, seed: int) -> list[Row]:
    """The differences of each kind and key, those on most pages first."""
    rows: dict[tuple[str, str], Row] = {}
    for kind in kinds:
        for number in range(pages):
            data = page(kind, number, seed)
            for difference in differences(procedure(data), plays, seed):
                row = rows.get((kind, difference.key))
                if row is None:
                    row = Row(kind, difference.key, 0, 0.0, data, difference)
                    rows[kind, difference.key] = row
                row.pages += 1
                row.worst = max(row.worst, difference.size)
                if len(data["steps"]) < len(row.smallest["steps"]):
                    row.smallest, row.shown = data, difference
    return sorted(rows.values(), key=lambda row: (-row.pages, -row.worst))


def minimal(row: Row, plays: int) -> tuple[dict[str, Any], Difference]:
    """The smallest page made from the row's by leaving things out on which the key still differs."""

    sound = not play_many(procedure(row.smallest), plays).stuck

    def differs(candidate: Procedure) -> Difference | None:
        if sound and play_many(candidate, plays).stuck:
            return None  # what was left out was needed for the tokens to get through
        found = differences(candidate, plays, keys=(row.key,), measures=measured(candidate))
        return found[0] if found else None

    small = shrink(row.smallest, lambda data: differs(procedure(data)) is not None)
    return small, differs(procedure(small)) or row.shown


def main() -> None:
    """Print the table, and a minimal page for each line of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("--plays", type=int, default=1000, help="plays of each page")
    parser.add_argument("--pages", type=int, default=200, help="random pages of each kind")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other pages and other plays")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="only this kind of page")
    parser.add_argument("--brief", action="store_true", help="without the pages")
    options = parser.parse_args()
    rows = table(options.kind or list(KINDS), options.pages, options.plays, options.seed)
    out = sys.stdout.write
    out(f"{len(rows)} differences in {len(KEYS)} keys, {options.pages} pages of each kind, {options.plays} plays\n")
    for row in rows:
        out(f"{row.kind:24} {row.key:24} {row.pages:4} pages, at most {row.worst:6.1%}\n")
    for row in rows if not options.brief else ():
        data, difference = minimal(row, options.plays)
        out(f"\n--- {row.kind}: {difference}\n")
        out(yaml.safe_dump(data, sort_keys=False, default_flow_style=None, width=120))


if __name__ == "__main__":
    main()
