"""The recorded version that each page is based on, so that nobody overwrites changes they have not read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from frictionaudit.domain.values import Value
from frictionaudit.errors import InputError


class Base(Value):
    """The version of a design from which a page was derived."""

    id: str
    version: int


_BASES: TypeAdapter[Mapping[str, Base]] = TypeAdapter(Mapping[str, Base])


class Bases:
    """The bases of a folder's pages, in a small file beside the history.

    It only saves people a question: losing it loses nothing that was recorded.
    """

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder = folder
        self._file = file

    def of(self, page: Path) -> Base | None:
        """The base of a page, if it was recorded or written out from here before."""
        return self._read().get(self._name(page))

    def pages(self, id: str) -> list[Path]:
        """The existing pages of a procedure that were recorded or written out from here before."""
        pages = [self._path(name) for name, base in sorted(self._read().items()) if base.id == id]
        return [page for page in pages if page.is_file()]

    def set(self, page: Path, base: Base) -> None:
        """Remember the base of a page."""
        bases = {**self._read(), self._name(page): base}
        text = json.dumps({name: bases[name].model_dump() for name in sorted(bases)}, indent=1, ensure_ascii=False)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        new.write_text(text + "\n", encoding="utf-8")
        new.replace(self._file)

    def _read(self) -> Mapping[str, Base]:
        try:
            return _BASES.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return {}
        except (ValidationError, OSError):
            raise InputError.of(
                "unreadable-base-file",
                "the file of the versions that pages are based on is damaged",
                str(self._file),
                "remove it; nothing that was recorded is lost",
            ) from None

    def _name(self, page: Path) -> str:
        """The page's path as seen from the folder, the same on every computer."""
        return Path(os.path.relpath(page.absolute(), self._folder.absolute())).as_posix()

    def _path(self, name: str) -> Path:
        """A page by its name, as seen from where the program runs."""
        return Path(os.path.relpath(self._folder / name))
