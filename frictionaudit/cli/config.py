"""`frictionaudit config`: which settings are in force, and where each comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.application.settings_in_force import InForce
from frictionaudit.cli.terminal.output import show
from frictionaudit.cli.terminal.settings_options import in_force, settable
from frictionaudit.results.audit import Waiver


@click.command()
@settable
@click.option("--show", "as_settings", is_flag=True, help="Print every value in force, with its origin.")
def command(config: Path | None, as_settings: bool, **values: Any) -> None:
    """Check the settings in force, or print each with its origin.

    Options of `audit` given here count as they would there. --show prints a valid settings file.

    \b
    Example:
      frictionaudit config --show
    """
    ruling = in_force(config, values)
    rules = chosen_rules(ruling.settings.select, ruling.settings.ignore, ruling.settings.options)
    if not as_settings:
        file = ruling.settings_file or "no file, so the defaults apply"
        show(f"settings: {file}; no errors; {len(rules)} rule{'' if len(rules) == 1 else 's'} will run")
        return
    for line in _shown(ruling):
        show(line)


def _shown(ruling: InForce) -> Iterator[str]:
    """All settings as TOML, with the origin of each as a comment."""
    settings = ruling.settings
    yield f"# settings file: {ruling.settings_file or 'none'}"
    single = ("select", "ignore", "fail-on", "format", "jobs", "baseline", "packs")
    for key in single:
        yield _line(key, getattr(settings, key.replace("-", "_")), ruling.origin(key))
    for waiver in settings.waivers:
        yield from ("", f"[[waivers]]  # {waiver.where}", *_waiver(waiver))
    procedure = object()
    for budget in sorted(settings.budgets, key=lambda budget: (budget.procedure or "", budget.measure)):
        if budget.procedure != procedure:
            procedure = budget.procedure
            yield from ("", f"[budgets.{_key(procedure)}]" if procedure else "[budgets]")
        yield _line(budget.measure, budget.limit, str(budget.where))
    for rule in chosen_rules(settings.select, settings.ignore):
        code, options = rule.code(), settings.options.get(rule.code(), {})
        fields = type(rule).model_fields
        if fields:
            yield from ("", f"[rules.{code}]  # {rule.name()}")
        for name, field in ((field.alias or name, field) for name, field in fields.items()):
            value = options.get(name, field.get_default(call_default_factory=True))
            yield _line(name, value, ruling.origin(f"rules.{code}.{name}"))


def _waiver(waiver: Waiver) -> Iterator[str]:
    named = {
        "rule": waiver.rule,
        "path": waiver.path,
        "procedure": waiver.procedure,
        "step": list(waiver.steps) or None,
    }
    more = {
        "about": waiver.about,
        "fingerprint": waiver.fingerprint,
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until,
    }
    return (f"{key} = {_value(value)}" for key, value in {**named, **more}.items() if value is not None)


def _line(key: str, value: Any, origin: str) -> str:
    if value is None:
        return f"# {key} is not set  # {origin}"
    return f"{_key(key)} = {_value(value)}  # {origin}"


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
