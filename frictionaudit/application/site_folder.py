"""A folder of published files: what we wrote there is listed in a manifest, and nothing of others is touched."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import exists, make_folder, not_written

MANIFEST = "frictionaudit-manifest.json"
SCHEMA = "frictionaudit/site/1"


@dataclass(frozen=True)
class Written:
    """What publishing did to the folder, by file."""

    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class SiteFolder:
    """The folder with its manifest: `files` has the sums of what we wrote, `about` what the next run needs to know."""

    path: Path
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path) -> SiteFolder:
        """The folder as it was left; empty where nothing was published there. InputError for a broken manifest."""
        if exists(path) and not os.path.isdir(path):
            raise UsageError.of("not-a-folder", "expected a folder, found a file", str(path), "choose another name")
        manifest = path / MANIFEST
        if not exists(manifest):
            return cls(path)
        try:
            said = json.loads(manifest.read_bytes())
            if said["schema"] != SCHEMA:
                raise ValueError
            return cls(path, {name: tuple(sums) for name, sums in said["files"].items()}, said["about"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            hint = "move the folder away, and publish again"
            raise InputError.of(
                "not-a-manifest", "the list of published files cannot be read", str(manifest), hint
            ) from None

    def write(
        self, files: Mapping[str, bytes], about: Mapping[str, Any], keep: frozenset[str] = frozenset()
    ) -> Written:
        """Bring the folder to these files; of our earlier ones, those in `keep` stay.

        Files are written beside their place and renamed, so that none is ever half written. UsageError, before
        anything is written, for a file that is not ours and for a path that leads out of the folder.
        """
        for name in (*files, *self.files):
            self._confined(name)
        changed = {name: data for name, data in files.items() if self._sum_on_disk(name) != _sum(data)}
        gone = tuple(name for name in self.files if name not in files and name not in keep)
        for name in changed:
            self._refuse_foreign(name)
        gone = tuple(name for name in gone if self._ours(name))
        kept = {name: sums for name, sums in self.files.items() if name in keep and name not in files}
        manifest = {name: [_sum(data)] for name, data in files.items()} | {
            name: list(sums) for name, sums in kept.items()
        }
        same = manifest == {name: list(sums) for name, sums in self.files.items()} and about == self.about
        if not changed and not gone and same:
            return Written(unchanged=tuple(files))
        self._put(changed, manifest, about)
        for name in gone:
            (self.path / name).unlink(missing_ok=True)
            with suppress(OSError):  # a folder that holds other files stays
                (self.path / name).parent.rmdir()
        return Written(tuple(changed), tuple(name for name in files if name not in changed), gone)

    def _put(self, changed: Mapping[str, bytes], manifest: Mapping[str, list[str]], about: Mapping[str, Any]) -> None:
        """Write all files aside, then the manifest with old and new sums, then move all to their places."""
        staging: Path | None = None
        try:
            make_folder(self.path)
            staging = Path(tempfile.mkdtemp(prefix=".frictionaudit-", dir=self.path))
            for n, data in enumerate(changed.values()):
                (staging / str(n)).write_bytes(data)
            both = {name: [*dict.fromkeys((*self.files.get(name, ()), *sums))] for name, sums in manifest.items()}
            earlier = {name: list(sums) for name, sums in self.files.items()}
            self._save(staging, earlier | both, about)
            for n, name in enumerate(changed):
                target = self.path / name
                target.parent.mkdir(exist_ok=True)
                (staging / str(n)).replace(target)
            self._save(staging, manifest, about)
        except OSError as error:
            where = error.filename or self.path
            hint = "free some space or choose another folder, and publish again"
            message = f"the pages cannot be written: {error.strerror}"
            raise InputError.of("pages-not-written", message, str(where), hint) from None
        finally:
            if staging is not None:
                shutil.rmtree(staging, ignore_errors=True)

    def _save(self, staging: Path, files: Mapping[str, list[str]], about: Mapping[str, Any]) -> None:
        said = {"schema": SCHEMA, "about": about, "files": {name: files[name] for name in sorted(files)}}
        (staging / MANIFEST).write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (staging / MANIFEST).replace(self.path / MANIFEST)

    def _confined(self, name: str) -> None:
        """UsageError for a name that leads out of the folder, by its parts or through a link."""
        parts = PurePosixPath(name).parts
        inside = bool(parts) and not PurePosixPath(name).is_absolute() and ".." not in parts and "\\" not in name
        try:
            inside = inside and (self.path / name).parent.resolve().is_relative_to(self.path.resolve())
        except (OSError, RuntimeError) as error:  # a ring of links
            raise not_written(self.path, error) from None
        if not inside:
            hint = "remove the link, or choose another folder"
            raise UsageError.of("outside-folder", f"'{name}' leads out of the folder", str(self.path), hint)

    def _ours(self, name: str) -> bool:
        """Whether a file is as we left it."""
        return self._sum_on_disk(name) in self.files.get(name, ())

    def _refuse_foreign(self, name: str) -> None:
        target = self.path / name
        if not os.path.lexists(target) or self._ours(name):
            return
        what = "was edited after it was published" if name in self.files else "is not one that frictionaudit wrote"
        raise UsageError.of("foreign-file", f"this file {what}", str(target), "move it away, or choose another folder")

    def _sum_on_disk(self, name: str) -> str | None:
        """The sum of a file; None where there is none, or where it is a link."""
        file = self.path / name
        try:
            return None if file.is_symlink() else _sum(file.read_bytes())
        except OSError:
            return None

    def stale(self, files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Names of the files that differ from these, on disk."""
        return tuple(name for name, data in files.items() if self._sum_on_disk(name) != _sum(data))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
