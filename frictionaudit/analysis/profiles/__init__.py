"""Profiles: one file per counting method, each with what it counts and what it ignores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from frictionaudit.analysis.profile import Profile
from frictionaudit.registry import Registry, classes_of


def _profiles(module: ModuleType) -> Iterator[tuple[str, type[Profile]]]:
    return ((profile.name(), profile) for profile in classes_of(module, Profile))  # type: ignore[type-abstract]


PROFILES: Mapping[str, type[Profile]] = Registry(__name__, _profiles)
"""All profiles by name, which is that of their file."""
