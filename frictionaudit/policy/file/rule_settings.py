"""Reads the rules that a team selects, and their options."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.value_errors import explain
from frictionaudit.policy.file.settings import Settings
from frictionaudit.policy.file.validator import Validator, near

MOST = 1_000_000_000
"""The largest number that an option takes: more than any page can hold of anything."""


def unknown_rule(validator: Validator, path: tuple[str | int, ...], name: str, at_value: bool = True) -> None:
    """Note that there is no such rule."""
    hint = near(name, validator.known.every_rule_name()) or "`frictionaudit rules` lists them"
    validator.complain("unknown-rule", path, f"there is no rule '{name}'", hint, at_value)


def rule_names(validator: Validator, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Names of rules: codes, beginnings of codes, readable names."""
    names = validator.texts(table, (key,))
    for name, path in names:
        if not validator.known.codes_for(name):
            unknown_rule(validator, path, name)
    return tuple(name for name, _ in names)


def options(validator: Validator, table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Options by rule code; each is checked against the fields of the rule."""
    by_code: dict[str, dict[str, Any]] = {}
    rules = table.get("rules", {})
    if not validator.is_table(rules, ("rules",)):
        return by_code
    for name, given in rules.items():
        path = ("rules", name)
        code = validator.known.code_of(name)
        if code is None:
            unknown_rule(validator, path, name, at_value=False)
        elif code in by_code:
            message = f"the options of {code} are set twice, by its code and by its name"
            validator.complain("contradictory-settings", path, message, "keep one of the two")
        elif validator.is_table(given, path):
            by_code[code] = {
                option: value for option, value in given.items() if _fits(validator, code, path, option, value)
            }
    return by_code


def _fits(validator: Validator, code: str, path: tuple[str, ...], option: str, value: Any) -> bool:
    rule = validator.known.rules[code]
    known = {field.alias or name: field for name, field in rule.model_fields.items()}
    if option not in known:
        takes = f"its options: {', '.join(known)}" if known else "it has no options"
        message = f"{code} has no option '{option}'"
        validator.complain("unknown-option", (*path, option), message, near(option, known) or takes)
        return False
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > MOST:
        validator.wrong((*path, option), f"a number of at most {MOST:,}")
        return False
    try:  # as JSON, since a list there may stand for a tuple, but a text never for a number
        rule.model_validate_json(json.dumps({option: value}, default=str), strict=True)
    except ValidationError as error:
        message = explain(error.errors(include_url=False)[0])[0]
        default = f"the default is {known[option].get_default(call_default_factory=True)!r}"
        validator.complain("wrong-setting", (*path, option), f"`{option}` of {code}: {message}", default, at_value=True)
        return False
    return True


def contradictions(validator: Validator, settings: Settings) -> None:
    """Note a selection that leaves no rule, or that both selects and ignores the same rule."""
    both = {name.lower() for name in settings.select} & {name.lower() for name in settings.ignore}
    for name in sorted(both):
        message = f"'{name}' is both selected and ignored"
        validator.complain("contradictory-settings", ("ignore",), message, "remove it from one of the two")
    if both or not (settings.select or settings.ignore):
        return
    names = validator.known
    wanted = {code for name in settings.select for code in names.codes_for(name)} or set(names.rules)
    if not wanted - {code for name in settings.ignore for code in names.codes_for(name)}:
        message = "every selected rule is ignored, so none would run"
        validator.complain("contradictory-settings", ("ignore",), message, "select or ignore fewer rules")
