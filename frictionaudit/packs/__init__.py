"""Dated, cited data that audits use: time limits, legal duties, standard times, travel and wages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from frictionaudit.domain.limits import Dated, TimeLimit
from frictionaudit.domain.standards import Activity, Travel, Wage
from frictionaudit.errors import InputError, Problem
from frictionaudit.files import read as read_file
from frictionaudit.packs.kinds import ACTIVITIES, DUTIES, KINDS, LIMITS, TRAVEL, WAGES
from frictionaudit.packs.rows import Line, RowKind, lines, overlapping, values

LAW = ("time-limits.csv", "ra11032.csv")
SHIPPED = (*LAW, "standard-times.csv", "travel.csv", "wages.csv")
MOST_BYTES = 5_000_000
_Rows = list[tuple[Line, Any]]
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Packs:
    """Everything that was loaded. `limits` holds limits on time and other duties of law, by id."""

    limits: Mapping[str, TimeLimit]
    activities: tuple[Activity, ...]
    travel: Mapping[str, Travel]
    wages: tuple[Wage, ...]

    def under(self, names: Iterable[str]) -> tuple[TimeLimit, ...]:
        """The limits and duties that apply to a page, which names them or their pack."""
        wanted = set(names)
        return tuple(limit for limit in self.limits.values() if wanted & {limit.id, limit.pack})


@cache
def time_limits(today: date | None = None) -> Mapping[str, TimeLimit]:
    """The limits and duties that ship with the program, by id: those valid on a day, else the newest of each.

    A limit that names no number ('promptly', 'on submit') has no duration.
    """
    return _loaded(_shipped(LAW), today).limits


def load_packs(extra_paths: Sequence[Path] = (), today: date | None = None) -> Packs:
    """The shipped packs with those of an owner, each recognised by its headings; InputError lists every fault.

    Of entries with the same id and consecutive dates, the one that is valid today counts, or, without a day, the
    newest.
    """
    return _loaded((*_shipped(SHIPPED), *_read_all(extra_paths)), today)


def _loaded(read: Iterable[tuple[str, _Rows, list[Problem]]], today: date | None) -> Packs:
    rows: dict[str, _Rows] = {kind.name: [] for kind in KINDS}
    problems: list[Problem] = []
    for name, entries, wrong in read:
        problems += wrong
        if name:
            rows[name] += entries
    problems += [problem for kind in KINDS for problem in overlapping(kind, rows[kind.name])]
    if problems:
        raise InputError(problems)
    limits = [*_holding(LIMITS, rows, today), *_holding(DUTIES, rows, today)]
    repeated = {limit.id for limit in limits if sum(twin.id == limit.id for twin in limits) > 1}
    if repeated:
        raise InputError.of(
            "overlapping-validity",
            f"'{min(repeated)}' is both a time limit and a duty",
            hint="give one of them another id",
        )
    return Packs(
        limits={limit.id: limit for limit in limits},
        activities=tuple(_holding(ACTIVITIES, rows, today)),
        travel={travel.level: travel for travel in _holding(TRAVEL, rows, today)},
        wages=tuple(_holding(WAGES, rows, today)),
    )


def _holding(kind: RowKind[D], rows: Mapping[str, _Rows], today: date | None) -> list[D]:
    """Each entry that is valid on the day, or else the latest."""
    by_key: dict[object, D] = {}
    for _, value in rows[kind.name]:
        if today is not None and not value.holds_on(today):
            continue
        before = by_key.get(kind.key(value))
        if before is None or (value.valid_from or date.min) > (before.valid_from or date.min):
            by_key[kind.key(value)] = value
    return list(by_key.values())


@cache
def _shipped(names: tuple[str, ...]) -> tuple[tuple[str, _Rows, list[Problem]], ...]:
    folder = files(__name__)
    return tuple(_rows(folder.joinpath(name).read_text(encoding="utf-8"), name) for name in names)


def _read_all(paths: Iterable[Path]) -> Iterator[tuple[str, _Rows, list[Problem]]]:
    for path in paths:
        try:
            text = read_file(path, MOST_BYTES).decode("utf-8-sig")
        except InputError as error:
            yield "", [], list(error.problems)
        except UnicodeDecodeError:
            yield (
                "",
                [],
                [Problem("not-text", "the file is not text in UTF-8", f"{path}:1:1", "save the file as UTF-8")],
            )
        else:
            yield _rows(text, str(path))


def _rows(text: str, path: str) -> tuple[str, _Rows, list[Problem]]:
    """The kind of a pack, its rows, and its faults."""
    headings, entries, problems = lines(text, path)
    kind = next((kind for kind in KINDS if kind.headings <= headings), None)
    if kind is None:
        expected = "; ".join(f"{kind.name}: {', '.join(sorted(kind.headings))}" for kind in KINDS)
        return (
            "",
            [],
            [
                Problem(
                    "unknown-pack",
                    "the headings do not fit any kind of pack",
                    f"{path}:1:1",
                    f"use those of one kind: {expected}",
                )
            ],
        )
    read, wrong = values(kind, entries, Path(path).stem)
    return kind.name, read, [*problems, *wrong]
