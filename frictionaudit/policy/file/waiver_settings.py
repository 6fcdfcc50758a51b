"""Reads waivers from the settings: each with a reason, a person and a last day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.policy.file.rule_settings import unknown_rule
from frictionaudit.policy.file.toml_positions import TomlPath
from frictionaudit.policy.file.validator import Validator
from frictionaudit.results.audit import Waiver

KEYS = ("rule", "path", "procedure", "step", "about", "fingerprint", "reason", "by", "until")
NEEDED = {
    "rule": "the rule that it waives",
    "reason": "why the finding may stay",
    "by": "the person who answers for it",
    "until": "its last day",
}


def waivers(validator: Validator, table: Mapping[str, Any]) -> tuple[Waiver, ...]:
    """All waivers; each fault of each of them is noted."""
    entries = table.get("waivers", [])
    if not isinstance(entries, list):
        validator.wrong(("waivers",), "a list", "write [[waivers]], in double brackets, above each")
        return ()
    read = (_waiver(validator, entry, ("waivers", n)) for n, entry in enumerate(entries))
    return tuple(waiver for waiver in read if waiver is not None)


def _waiver(validator: Validator, entry: Any, path: TomlPath) -> Waiver | None:
    before = len(validator.problems)
    if not validator.is_table(entry, path):
        return None
    validator.only(entry, path, KEYS)
    for key, meaning in NEEDED.items():
        if key not in entry:
            validator.complain("incomplete-waiver", path, f"the waiver has no `{key}`", f"add `{key}`, {meaning}")
    if "path" not in entry and "procedure" not in entry:
        hint = "add one; to skip a rule everywhere, add it to `ignore`"
        validator.complain("incomplete-waiver", path, "the waiver names neither a `path` nor a `procedure`", hint)
    texts = {key: validator.text(entry, (*path, key)) for key in KEYS if key not in ("step", "until")}
    code = validator.known.code_of(texts["rule"] or "")
    if texts["rule"] and code is None:
        unknown_rule(validator, (*path, "rule"), texts["rule"])
    until = _day(validator, entry, path)
    steps = _steps(validator, entry, path)
    if len(validator.problems) > before or code is None or until is None:
        return None
    return Waiver(
        rule=code,
        path=texts["path"],
        procedure=texts["procedure"],
        steps=steps,
        about=texts["about"],
        fingerprint=texts["fingerprint"],
        reason=texts["reason"] or "",
        by=texts["by"] or "",
        until=until,
        where=SourceSpan(validator.file, *validator.place(path)),
    )


def _day(validator: Validator, entry: Mapping[str, Any], path: TomlPath) -> date | None:
    value = entry.get("until")
    if value is None:
        return None
    if isinstance(value, datetime) or not isinstance(value, date):
        validator.wrong((*path, "until"), "a day", "write for example 2027-06-30, without quotes")
        return None
    return value


def _steps(validator: Validator, entry: Mapping[str, Any], path: TomlPath) -> tuple[str, ...]:
    if isinstance(entry.get("step"), list):
        steps = tuple(step for step, _ in validator.texts(entry, (*path, "step")))
        if not entry["step"]:
            validator.wrong((*path, "step"), "a step, or a list with at least one")
        return steps
    step = validator.text(entry, (*path, "step"))
    return (step,) if step else ()
