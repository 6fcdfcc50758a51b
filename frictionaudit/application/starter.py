"""A new folder to start from: an example as a page, a step table or lines of text, with settings and a hook."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from frictionaudit.application.convert import written
from frictionaudit.errors import UsageError
from frictionaudit.files import exists, write_new
from frictionaudit.sources import read_bytes

EXAMPLE = "processes/my-procedure"
FILES = {
    "frictionaudit.toml": "settings.toml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "README.md": "folder-readme.md",
}
"""Files beside the example, and the template each is made from."""


def start(folder: Path, ending: str = ".yaml") -> Iterator[Path]:
    """Write the files of a new folder; yields each that was written. UsageError where one of them exists already."""
    names = [f"{EXAMPLE}{ending}", *FILES]
    existing = [name for name in names if exists(folder / name)]
    if existing:
        message = f"this folder already has {', '.join(existing)}"
        raise UsageError.of("file-exists", message, str(folder), "choose another folder")
    for name in names:
        content = _naming(_template(FILES[name]), ending) if name in FILES else _example(ending)
        target = folder / name
        write_new(target, content)
        yield target


def _example(ending: str) -> bytes:
    """The example page; in another format as far as that can say it."""
    page = _template("example-page.yaml")
    if ending == ".yaml":
        return page
    return written(read_bytes(page, "example-page.yaml").procedure, f"{EXAMPLE}{ending}").data


def _naming(text: bytes, ending: str) -> bytes:
    """A text that names the example, with the name that it has here."""
    return text.replace(f"{EXAMPLE}.yaml".encode(), f"{EXAMPLE}{ending}".encode())


def _template(name: str) -> bytes:
    return files("frictionaudit.exports").joinpath("assets", name).read_bytes()
