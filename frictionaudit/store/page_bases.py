"""The recorded version that each page is based on, so that nobody overwrites changes they have not read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.errors import InputError
from frictionaudit.files import is_file, shown, write


class Base(Value):
    """The version of a design from which a page was derived; version 0 where none was recorded yet.

    `pending` is the fingerprint of the next version, noted before that is recorded.
    """

    id: str
    version: int
    pending: str | None = None


_BASES: TypeAdapter[Mapping[str, Base]] = TypeAdapter(Mapping[str, Base])


def fingerprint(procedure: Procedure) -> str:
    """A short mark of all that a procedure says."""
    text = json.dumps(procedure.page(), sort_keys=True, ensure_ascii=True, default=str)
    return sha256(text.encode()).hexdigest()[:32]


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
        return [page for page in pages if is_file(page)]

    def set(self, page: Path, base: Base) -> None:
        """Remember the base of a page."""
        bases = {**self._read(), self._name(page): base}
        text = json.dumps(
            {name: bases[name].model_dump(exclude_none=True) for name in sorted(bases)}, indent=1, ensure_ascii=False
        )
        write(self._file, text + "\n")

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
        return Path(shown(Path(os.path.relpath(page.absolute(), self._folder.absolute())))).as_posix()

    def _path(self, name: str) -> Path:
        """A page by its name, as seen from where the program runs."""
        return Path(os.path.relpath(self._folder / name))
