"""Reads a settings file: all of it or nothing, with every fault at its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import exists, is_file
from frictionaudit.files import read as read_file
from frictionaudit.policy.file.budget_settings import budgets
from frictionaudit.policy.file.discovery import PROJECT, TABLE
from frictionaudit.policy.file.known_names import KnownNames
from frictionaudit.policy.file.rule_settings import contradictions, options, rule_names
from frictionaudit.policy.file.settings import DEFAULTS, Settings
from frictionaudit.policy.file.toml_positions import places
from frictionaudit.policy.file.validator import Validator
from frictionaudit.policy.file.waiver_settings import waivers
from frictionaudit.results.audit import SEVERITIES

FAIL_ON = (*SEVERITIES, "never")
KEYS = ("select", "ignore", "fail-on", "format", "jobs", "baseline", "packs", "rules", "waivers", "budgets")
MOST_JOBS = 64
_PLACE = re.compile(r"^(?P<what>.*?) \((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)$")
MOST_BYTES = 1_000_000
_DEEP = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){40}")
"""A name of more than forty parts, for which the parser would need gigabytes."""
_TOML_FAULTS = {
    "Cannot overwrite": ("this name is set twice", "remove one of the two"),
    "Cannot declare": ("this table is defined twice", "put its settings into one table"),
    "Cannot mutate": ("this table is defined twice", "put its settings into one table"),
    "Duplicate": ("this name is set twice", "remove one of the two"),
    "Unclosed array": ("a '[' is not closed", "add ']' at the end of the list"),
    "Unclosed inline table": ("a '{' is not closed", "add '}' at the end of the table"),
    "Unterminated string": ("a quote is not closed", "add the closing quote"),
    "Illegal character": ("a quote is not closed before the end of the line", "add the closing quote"),
    "Expected '=' after a key": ("there is no '=' after the name", "write `name = value`"),
    "Invalid value": ("this value is not valid", "put a text into quotes, and separate list entries with commas"),
    "Expected newline or end of document": ("text follows the value", "put it on its own line, or into quotes"),
    "Expected ']' at the end of a table": ("a '[' is not closed", "add ']' after the name of the table"),
    "Expected ']]' at the end of an array": ("a '[[' is not closed", "add ']]' after the name of the table"),
}
"""Faults of TOML by the first words of the parser, with what to do."""


def read(file: Path, known: KnownNames) -> Settings:
    """The settings in a file; UsageError with every fault where there is any, so nothing is half applied."""
    text = _text(file)
    if _DEEP.search(text):
        raise UsageError.of("not-toml", "names are nested too deeply", f"{file}:1:1", "write fewer names with dots")
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(file, text, str(error)) from None
    except ValueError:
        message = "a number has thousands of digits"
        raise UsageError.of("not-toml", message, f"{file}:1:1", "write a smaller number") from None
    except RecursionError:
        raise UsageError.of(
            "not-toml", "brackets are nested too deeply", f"{file}:1:1", "remove the inner ones"
        ) from None
    table: Any = whole
    prefix: tuple[str, ...] = TABLE if file.name == PROJECT else ()
    for name in prefix:
        table = table.get(name, {}) if isinstance(table, dict) else table
    validator = Validator(str(file), places(text), known, prefix)
    settings = _settings(validator, table)
    if validator.problems:
        raise UsageError(sorted(validator.problems, key=lambda problem: _line(problem.where)))
    return settings


def _settings(validator: Validator, table: Any) -> Settings:
    if not validator.is_table(table, ()):
        return DEFAULTS
    validator.only(table, (), KEYS)
    settings = Settings(
        select=rule_names(validator, table, "select"),
        ignore=rule_names(validator, table, "ignore"),
        fail_on=validator.choice(table, ("fail-on",), FAIL_ON) or DEFAULTS.fail_on,
        format=validator.choice(table, ("format",), tuple(validator.known.formats)) or DEFAULTS.format,
        jobs=validator.number(table, ("jobs",), 1, MOST_JOBS) or DEFAULTS.jobs,
        baseline=_baseline(validator, table),
        packs=_packs(validator, table),
        options=options(validator, table),
        waivers=waivers(validator, table),
        budgets=budgets(validator, table),
        spans={
            name: SourceSpan(validator.file, *validator.place(path))
            for name, path in _written(table, validator.known).items()
        },
    )
    contradictions(validator, settings)
    return settings


def _baseline(validator: Validator, table: dict[str, Any]) -> Path | None:
    text = validator.text(table, ("baseline",))
    return Path(validator.file).parent / text if text else None


def _packs(validator: Validator, table: dict[str, Any]) -> tuple[Path, ...]:
    """The files of packs, which must exist; their content is read when an audit begins."""
    packs = [(Path(validator.file).parent / text, path) for text, path in validator.texts(table, ("packs",))]
    for file, path in packs:
        if not is_file(file):
            validator.complain("no-such-path", path, f"there is no file '{file}'", "correct the path", at_value=True)
    return tuple(file for file, _ in packs)


def _written(table: dict[str, Any], known: KnownNames) -> dict[str, tuple[str, ...]]:
    """The paths of the settings that the file sets, by dotted names with the codes of rules."""
    single = {key: (key,) for key in table if key not in ("rules", "budgets", "waivers")}
    nested = {
        f"rules.{known.code_of(rule)}.{option}": ("rules", rule, option)
        for rule, options_of_rule in _items(table.get("rules"))
        for option, _ in _items(options_of_rule)
    }
    return {**single, **nested}


def _items(table: Any) -> list[tuple[str, Any]]:
    return list(table.items()) if isinstance(table, dict) else []


def _text(file: Path) -> str:
    if not exists(file):
        raise UsageError.of("no-such-path", "there is no such file or folder", str(file))
    try:
        data = read_file(file)
    except InputError as error:
        raise UsageError(error.problems) from None
    if len(data) > MOST_BYTES:
        message = f"the file has {len(data) / 1e6:.0f} MB; settings have at most {MOST_BYTES / 1e6:.0f} MB"
        raise UsageError.of("too-large", message, f"{file}:1:1", "check that this is the right file")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError.of(
            "not-text", "the file is not text in UTF-8", f"{file}:{line}:1", "save the file as UTF-8"
        ) from None


def _not_toml(file: Path, text: str, reported: str) -> UsageError:
    """The error for a file that is not TOML, in plain words at the place that the parser reports."""
    match = _PLACE.match(reported)
    end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
    line, column = (int(match["line"]), int(match["column"])) if match and match["line"] else end
    what = match["what"] if match else reported
    message, hint = next(
        (words for start, words in _TOML_FAULTS.items() if what.startswith(start)),
        ("this line is not valid TOML", "write `name = value`, with quotes around a text"),
    )
    return UsageError.of("not-toml", message, f"{file}:{line}:{column}", hint)


def _line(where: str) -> tuple[int, int]:
    *_, line, column = where.rsplit(":", 2)
    return int(line), int(column)
