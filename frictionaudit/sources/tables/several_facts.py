"""Rows that hold several facts: 'Office: Arts Division. Classification: Complex', in one cell or in several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from frictionaudit.sources.tables.grid import Cell
from frictionaudit.sources.tables.wording import normal


def several_facts(cells: Sequence[Cell], labels: Iterable[str]) -> list[Cell]:
    """One cell, 'Label: value', for each fact of a row that holds more than one; empty for other rows.

    `labels` are the known ones, as they are compared. Text before the first of them is a cell of its own.
    """
    known = sorted(labels, key=len, reverse=True)
    pairs = list(_pairs(cells, frozenset(known)))
    if len(pairs) > 1:
        return pairs
    label = "|".join(map(re.escape, known))
    pattern = re.compile(rf"(?:^|(?<=[.;,|\n–•·-])|\s\s)\s{{0,3}}(?=(?:{label})\s{{0,3}}:)", re.IGNORECASE)
    parted = [replace(cell, text=text) for cell in cells for part in pattern.split(cell.text) if (text := _bare(part))]
    labelled = [part for part in parted if normal(part.text.partition(":")[0]) in known and ":" in part.text]
    return parted if len(labelled) > 1 else []


def _pairs(cells: Sequence[Cell], known: frozenset[str]) -> Iterator[Cell]:
    """The facts of a row whose cells are a label and its value in turn."""
    if len(cells) % 2 or not all(normal(cell.text) in known for cell in cells[::2]):
        return
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        yield replace(value, text=f"{label.text.strip(' :')}: {value.text}")


def _bare(text: str) -> str:
    """A fact without the mark that parts it from the next."""
    return text.strip(" \n\t.;,|–•·-")
