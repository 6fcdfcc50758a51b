"""Reads friction budgets from the settings: a condition per measure, for all procedures or for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.policy.budgets import Budget, condition
from frictionaudit.policy.file.toml_positions import TomlPath
from frictionaudit.policy.file.validator import Validator, near


def budgets(validator: Validator, table: Mapping[str, Any]) -> tuple[Budget, ...]:
    """All budgets; an inner table holds those of the procedure with its id."""
    entries = table.get("budgets", {})
    if not validator.is_table(entries, ("budgets",)):
        return ()
    budgets: list[Budget] = []
    for key, value in entries.items():
        if isinstance(value, dict):
            budgets += (_budget(validator, ("budgets", key, name), limit, key) for name, limit in value.items())
        else:
            budgets.append(_budget(validator, ("budgets", key), value, None))
    return tuple(budget for budget in budgets if budget.sign)


def _budget(validator: Validator, path: TomlPath, value: Any, procedure: str | None) -> Budget:
    """A budget; one without a sign where it has a fault, which is noted."""
    key = str(path[-1])
    none = Budget(key, "", 0.0)
    if key not in validator.known.units:
        hint = near(key, validator.known.units) or "`frictionaudit measure PATH` shows the measures"
        validator.complain("unknown-measure", path, f"there is no measure '{key}'", hint)
        return none
    if key in validator.known.on_demand:
        message = f"'{key}' is computed only on request, so it cannot have a budget"
        validator.complain("wrong-setting", path, message, "remove it")
        return none
    parsed = condition(value) if isinstance(value, str) else None
    if parsed is None:
        validator.wrong(
            path, 'a condition such as "<= 45", with one of <=, <, >=, >', f"in {validator.known.units[key]}"
        )
        return none
    return Budget(key, *parsed, procedure, SourceSpan(validator.file, *validator.place(path)))
