"""Closing up: everything moves together as far as it can, first along the flow, then across it."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.layout.axis import Axis, axis_of
from frictionaudit.analysis.layout.scene import Scene
from frictionaudit.analysis.layout.shifts import shifts

ROUNDS_KEPT = 3
"""Rounds where an earlier drawing is to be kept."""


def close_up(scene: Scene, rounds: int = 2, kept: Mapping[int, tuple[float, float]] | None = None) -> None:
    """Compact a scene along and across the flow, that many times; what was correct stays correct.

    `kept` has the centres of nodes in an earlier drawing: they return there, or come to lie behind it where something
    needs the room.
    """
    for _ in range(ROUNDS_KEPT if kept else rounds):
        for along in (True, False):
            axis = axis_of(scene, along, kept or {})
            _move(scene, axis, shifts(axis), along)


def _move(scene: Scene, axis: Axis, shift: list[float], along: bool) -> None:
    main = scene.x if along else scene.y
    for node in range(scene.problem.size):
        main[node] += shift[node]
    for key, item in axis.line.items():
        scene.at[key] += shift[item]
    for text, item in zip(scene.texts, axis.text, strict=True):
        if along:
            text.x += shift[item]
        else:
            text.y += shift[item]
    for at, item in enumerate(axis.border):
        scene.borders[at] += shift[item]
