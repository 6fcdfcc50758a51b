"""Opens the history: a SQLite file beside the pages, or a database for teams."""

from __future__ import annotations

import os
import sqlite3
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

from eventsourcing.domain import OriginatorIDError, OriginatorVersionError
from eventsourcing.persistence import MapperDeserialisationError, PersistenceError
from eventsourcing.utils import TopicError

from frictionaudit.errors import InputError
from frictionaudit.extras import how_to_install

FOLDER = ".frictionaudit"
FILE = "designs.sqlite"
VARIABLE = "FRICTIONAUDIT_DATABASE"
"""The environment variable that names a database for teams."""
KEY = "FRICTIONAUDIT_STORE_KEY"
"""The environment variable with the key, in base64, by which the store is encrypted."""
_PARAMETERS = {
    "application_name": "PGAPPNAME",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "POSTGRES_CONNECT_TIMEOUT",
    "gssencmode": "PGGSSENCMODE",
    "options": "PGOPTIONS",
    "sslcert": "PGSSLCERT",
    "sslcrl": "PGSSLCRL",
    "sslkey": "PGSSLKEY",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
"""Parameters of an address, and the setting of each: of the event store, or of PostgreSQL's own library."""


def path_in(folder: Path) -> Path:
    """The file that holds the designs of a folder."""
    return folder / FOLDER / FILE


def sqlite(path: Path) -> Mapping[str, str]:
    """The event store's settings for a SQLite file. Another database needs other settings only."""
    return {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(path.absolute()),
        "SQLITE_LOCK_TIMEOUT": "10",
        "APPLICATION_RECORDER_TOPIC": "frictionaudit.store.recorders:SQLiteRecorder",
    }


def in_memory() -> Mapping[str, str]:
    """The settings for a store that is gone when it is closed."""
    return {**sqlite(Path()), "SQLITE_DBNAME": f"file:{uuid4().hex}?mode=memory&cache=shared"}


def read_only(path: Path) -> Mapping[str, str]:
    """The settings for a SQLite file that one may read and not write; nothing is created beside it."""
    beside = path.with_name(f"{path.name}-wal")
    whole = "&immutable=1" if not (beside.exists() and beside.stat().st_size) else ""  # else recent events are there
    return {
        **sqlite(path),
        "SQLITE_DBNAME": f"{path.absolute().as_uri()}?mode=ro{whole}",
        "CREATE_TABLE": "no",
        "IS_SNAPSHOTTING_ENABLED": "no",
    }


def may_write(path: Path) -> bool:
    """Whether a SQLite file can be written, which needs its folder too."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def database() -> Mapping[str, str] | None:
    """The event store's settings for the database that the environment names; None where it names none.

    InputError where it is not the address of a PostgreSQL database.
    """
    address = os.environ.get(VARIABLE)
    return postgres(address) if address else None


def postgres(address: str) -> Mapping[str, str]:
    """The event store's settings for a PostgreSQL database, from its address: postgresql://user:password@host:5432/name."""
    try:
        parts = urlsplit(address)
        name, port, host = unquote(parts.path.removeprefix("/")), parts.port or 5432, parts.hostname
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        name, port, host, options = "", 0, None, []
    if not name or not host or "\0" in address or parts.scheme not in ("postgresql", "postgres"):
        hint = "write it like postgresql://ada@db.example.org:5432/designs"
        raise InputError.of(
            "wrong-database-address", "this is not the address of a PostgreSQL database", f"${VARIABLE}", hint
        )
    unknown = sorted({key for key, _ in options} - set(_PARAMETERS))
    if unknown:  # to drop `sslmode` in silence would send everything unencrypted
        message = f"the address has a parameter that is not known: {unknown[0][:40]}"
        hint = f"known: {', '.join(sorted(_PARAMETERS))}"
        raise InputError.of("wrong-database-address", message, f"${VARIABLE}", hint)
    if find_spec("psycopg") is None:
        raise InputError.of(
            "missing-extra",
            "PostgreSQL needs one more package",
            f"${VARIABLE}",
            how_to_install("postgres"),
        )
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": name,
        "POSTGRES_HOST": host,
        "POSTGRES_PORT": str(port),
        "POSTGRES_USER": unquote(parts.username or ""),
        "POSTGRES_PASSWORD": unquote(parts.password or ""),
        "POSTGRES_CONNECT_TIMEOUT": "5",
        "APPLICATION_RECORDER_TOPIC": "frictionaudit.store.postgres_recorder:PostgresRecorder",
        **{_PARAMETERS[key]: value for key, value in options},
    }


def secured(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The settings with encryption at rest where the environment has a key; InputError where the key is none."""
    key = os.environ.get(KEY)
    if not key:
        return environment
    if find_spec("cryptography") is None:
        message = "encryption needs one more package"
        raise InputError.of("missing-extra", message, f"${KEY}", how_to_install("crypto"))
    try:
        valid = len(b64decode(key, validate=True)) in (16, 24, 32)
    except ValueError:
        valid = False
    if not valid:
        hint = "`frictionaudit store key` prints a new one"
        raise InputError.of("wrong-key", "expected 16, 24 or 32 bytes in base64", f"${KEY}", hint)
    return {**environment, "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher", "CIPHER_KEY": key}


def key_hint() -> str:
    """What to do about the key where something cannot be read: set one, or another, or none."""
    if os.environ.get(KEY):
        return f"the key in {KEY} may not fit: set the right one, or unset it if the store is not encrypted"
    return f"set {KEY} if it is encrypted"


def display_name(environment: Mapping[str, str]) -> str:
    """A database as it is named in an error; never its password."""
    host, port, name = (environment.get(f"POSTGRES_{part}", "") for part in ("HOST", "PORT", "DBNAME"))
    return f"{host}:{port}/{name}" if host else "the database"


def damaged(what: str, why: Exception, where: str) -> InputError:
    """The error for an event that cannot be read, with the design, the version and the store."""
    reason = getattr(why, "why", str(why))
    number = getattr(why, "version", None)
    hint = f"{key_hint()}, or update frictionaudit; else restore the history from a backup"
    if isinstance(number, int) and number > 1:
        hint = f"`frictionaudit show ID --as-of {number - 1}` still prints the version before it; {hint}"
    return InputError.of("unreadable-history", f"{what} cannot be read: {reason}", where, hint)


@contextmanager
def translate_errors(where: str) -> Iterator[None]:
    """Turn any error of a database into one InputError."""
    try:
        yield
    except (sqlite3.OperationalError, PersistenceError) as error:
        busy = "locked" in str(error) or "busy" in str(error)
        message, hint = "the history cannot be read", "restore the file from a backup or from git"
        if busy:
            message, hint = "somebody else is writing to the history", "try again in a moment"
        elif "readonly" in str(error) or "read-only" in str(error):
            message, hint = "you may read this history, but not write to it", "ask whoever owns it for write access"
        elif "full" in str(error):
            message, hint = "the disk is full; nothing was recorded", "free some space"
        elif "connection" in str(error):
            message, hint = "the database does not answer", "check that the server runs and that you have access"
        raise InputError.of("unreadable-history", message, where, hint) from None
    except sqlite3.Error:
        raise InputError.of(
            "unreadable-history",
            "the file is not a history of designs, or is damaged",
            where,
            "restore the file from a backup or move it away; nothing was written",
        ) from None
    except (MapperDeserialisationError, TopicError, OriginatorIDError, OriginatorVersionError):
        raise InputError.of(
            "unreadable-history",
            "an entry of the history cannot be read",
            where,
            f"{key_hint()}, or update frictionaudit; else restore the file from a backup",
        ) from None
