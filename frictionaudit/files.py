"""Files as they are read and written: regular ones alone, within their size, and always whole."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from frictionaudit.errors import FrictionauditError, InputError, OutputError, UsageError
from frictionaudit.limits import LIMITS

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}


def is_file(path: Path) -> bool:
    """Whether it is a regular file; a name that no file can have is none."""
    return os.path.isfile(path)


def is_folder(path: Path) -> bool:
    """Whether it is a folder; a name that no folder can have is none."""
    return os.path.isdir(path)


def shown(path: Path) -> str:
    """A path as text that every format can hold; bytes that are not UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def exists(path: Path) -> bool:
    """Whether there is anything of this name; a name that no file can have names nothing."""
    return os.path.exists(path)


def read(path: Path, most: int = LIMITS.drawing_bytes) -> bytes:
    """The content of a regular file, up to a limit in bytes.

    InputError where it cannot be opened, is larger, or is a pipe or a device, which may never end.
    """
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            kind = _KINDS.get(stat.S_IFMT(found.st_mode), "no ordinary file")
            hint = "save it to a file first; '-' reads a page from stdin"
            raise InputError.of("unreadable-file", f"this is {kind}, not a file", shown(path), hint)
        if found.st_size > most:
            message = f"the file has {found.st_size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB can be read"
            raise InputError.of("too-large", message, f"{shown(path)}:1:1", "split it into several files")
        with open(path, "rb") as opened:
            return opened.read(most + 1)
    except FileNotFoundError:
        raise InputError.of("no-such-path", "there is no such file", shown(path), "check the path") from None
    except OSError as error:
        raise InputError.of(
            "unreadable-file", f"the file cannot be read: {error.strerror}", shown(path), "check its permissions"
        ) from None
    except ValueError:  # a name with NUL in it
        raise InputError.of("unreadable-file", "no file can have this name", shown(path).replace("\0", "\\0")) from None


def head(path: Path, most: int = 65536) -> bytes:
    """The beginning of a regular file; InputError where there is none, OSError where it cannot be opened."""
    if not is_file(path):
        raise InputError.of("unreadable-file", "this is no file", shown(path))
    with open(path, "rb") as opened:
        return opened.read(most)


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole: beside its place first, then renamed, so that nobody ever sees half of it.

    Its folder is made if it is missing. OutputError where that fails; then what was there before is still there.
    """
    data = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    beside = path.with_name(f".{os.getpid()}.new") if path.name else path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()  # a link stays a link
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        beside = target.with_name(f".{os.getpid()}.new")
        with open(beside, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, target)
    except (OSError, ValueError, RuntimeError) as error:
        with suppress(OSError, ValueError):  # it may never have been made
            os.unlink(beside)
        raise not_written(path, error) from None


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file that does not exist yet; nothing is overwritten."""
    if os.path.lexists(path):
        raise UsageError.of(
            "file-exists", "there is a file of this name", shown(path), "move it away, or choose another"
        )
    write(path, content)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; OutputError where that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: Exception) -> FrictionauditError:
    """The error for a file or folder that cannot be written, with the reason that the system gives."""
    match error:
        case OSError():
            reason = error.strerror
        case RuntimeError():  # what Python says of a ring of links, and of thousands of folders
            reason = "the folders above it lead too deep, or in a ring"
        case _:
            reason = "no file can have this name"
    place = shown(path).replace("\0", "\\0")
    return OutputError.of(
        "file-not-written", f"it cannot be written: {reason}", place, "write to another place, or free some space"
    )
