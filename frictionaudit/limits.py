"""Limits on the size of input files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InputLimits:
    """The sizes up to which a reader accepts a file, so that a hostile one costs nothing."""

    page_bytes: int = 5_000_000
    table_bytes: int = 20_000_000
    unpacked_bytes: int = 100_000_000
    depth: int = 40
    nodes: int = 500_000
    cells: int = 2_000_000
    drawing_bytes: int = 30_000_000
    drawing_depth: int = 200
    drawing_elements: int = 100_000
    drawing_steps: int = 20_000
    drawing_pools: int = 200
    attributes: int = 10_000
    html_attributes: int = 1_000
    steps: int = 20_000
    flows: int = 30_000
    flows_of_a_step: int = 500
    problems: int = 1_000
    name_length: int = 500
    note_length: int = 5_000


LIMITS = InputLimits()
