"""Plug-ins of one kind in one folder: the file is the registration, and is read when somebody first asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """What the modules of a package define, by key and in the order of the keys.

    `entries` gives for a module what it registers, each with its key. Importing the package loads none of them.
    Two modules with the same key are a mistake of the program: ValueError.
    """

    def __init__(self, package: str, entries: Callable[[ModuleType], Iterable[tuple[str, T]]]) -> None:
        self._package = package
        self._entries = entries

    @cached_property
    def _registered(self) -> dict[str, T]:
        registered: dict[str, T] = {}
        for info in iter_modules(import_module(self._package).__path__):
            for key, entry in self._entries(import_module(f"{self._package}.{info.name}")):
                if key in registered:
                    raise ValueError(f"'{key}' is registered twice in {self._package}")
                registered[key] = entry
        return dict(sorted(registered.items()))

    def __getitem__(self, key: str) -> T:
        return self._registered[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._registered)

    def __len__(self) -> int:
        return len(self._registered)


def classes_of(module: ModuleType, base: type[T]) -> Iterator[type[T]]:
    """The classes that a module defines itself, and that derive from `base`."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__:
            yield value
