"""Which rules a team chooses, and with which options."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from frictionaudit.policy.file.settings import Settings
from frictionaudit.policy.file.validator import Validator, near


def unknown_rule(asking: Validator, path: tuple[str | int, ...], name: str, at_value: bool = True) -> None:
    """Note that there is no such rule."""
    hint = near(name, asking.known.every_rule_name()) or "`frictionaudit rules` lists them"
    asking.complain("unknown-rule", path, f"there is no rule '{name}'", hint, at_value)


def rule_names(asking: Validator, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Names of rules: codes, beginnings of codes, readable names."""
    found = asking.texts(table, (key,))
    for name, path in found:
        if not asking.known.codes_for(name):
            unknown_rule(asking, path, name)
    return tuple(name for name, _ in found)


def options(asking: Validator, table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Options by rule code; each is checked against what the rule takes."""
    found: dict[str, dict[str, Any]] = {}
    rules = table.get("rules", {})
    if not asking.is_table(rules, ("rules",)):
        return found
    for name, said in rules.items():
        path = ("rules", name)
        code = asking.known.code_of(name)
        if code is None:
            unknown_rule(asking, path, name, at_value=False)
        elif code in found:
            message = f"the options of {code} stand at two places, by its code and by its name"
            asking.complain("contradictory-settings", path, message, "keep one of them")
        elif asking.is_table(said, path):
            found[code] = {option: value for option, value in said.items() if _fits(asking, code, path, option, value)}
    return found


def _fits(asking: Validator, code: str, path: tuple[str, ...], option: str, value: Any) -> bool:
    rule = asking.known.rules[code]
    known = {field.alias or name: field for name, field in rule.model_fields.items()}
    if option not in known:
        takes = f"it takes: {', '.join(known)}" if known else "it takes none"
        message = f"{code} has no option '{option}'"
        asking.complain("unknown-option", (*path, option), message, near(option, known) or takes)
        return False
    try:  # as JSON, since a list there may stand for a tuple, but a text never for a number
        rule.model_validate_json(json.dumps({option: value}, default=str), strict=True)
    except ValidationError as error:
        expected = error.errors(include_url=False)[0]["msg"].removeprefix("Input should be ").removeprefix("a valid ")
        default = f"the default is {known[option].get_default(call_default_factory=True)!r}"
        asking.wrong((*path, option), f"{expected}, for {code}", default)
        return False
    return True


def contradictions(asking: Validator, settings: Settings) -> None:
    """Note a choice of rules that leaves none, or that asks for the same rule to be run and not to be run."""
    both = {name.lower() for name in settings.select} & {name.lower() for name in settings.ignore}
    for name in sorted(both):
        message = f"'{name}' is selected and ignored"
        asking.complain("contradictory-settings", ("ignore",), message, "take it out of one of the two")
    if both or not (settings.select or settings.ignore):
        return
    names = asking.known
    wanted = {code for name in settings.select for code in names.codes_for(name)} or set(names.rules)
    if not wanted - {code for name in settings.ignore for code in names.codes_for(name)}:
        message = "every rule that is selected is ignored, so none would be run"
        asking.complain("contradictory-settings", ("ignore",), message)
