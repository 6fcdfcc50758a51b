"""What a name means: a rule, a measure, a heuristic, a key of a page, or a kind of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from frictionaudit.application import change_kinds
from frictionaudit.application.page_keys import PageKey, about, page_keys, part_name, parts_of, type_of
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import UsageError
from frictionaudit.exports.page import inline


def explain(name: str) -> str:
    """The explanation of a name; of each thing, where several have that name. UsageError where none has it."""
    explanations = list(_explanations(name))
    if not explanations:
        hint = did_you_mean(name, _known(), 3, "`frictionaudit rules` lists the rules, `frictionaudit schema` the keys")
        message = f"there is no rule, measure, heuristic, page key or kind of change '{name}'"
        raise UsageError.of("unknown-name", message, hint=hint)
    return "\n\n\n".join(explanations)


def _known() -> list[str]:
    """Every name that can be explained."""
    from frictionaudit.analysis.simplify.heuristics import HEURISTICS

    keys = dict.fromkeys(key.name for key in page_keys())
    return [*RULES, *_by_readable_name(), *CATALOGUE, *HEURISTICS, *keys, *change_kinds.change_kinds()]


def _by_readable_name() -> dict[str, type[Rule]]:
    return {rule.name(): rule for rule in RULES.values()}


def _explanations(name: str) -> Iterator[str]:
    if rule := RULES.get(name.upper()) or _by_readable_name().get(name.lower()):
        yield _rule(rule)
        return
    if name in CATALOGUE:
        yield _measure(name)
    if keys := [key for key in page_keys() if name in (key.name, key.qualified, key.qualified.lower())]:
        yield "\n\n".join(_page_key(key) for key in keys)
    if kind := change_kinds.change_kinds().get(name):
        yield _change_kind(kind)
    yield from _heuristic(name)


def _rule(rule: type[Rule]) -> str:
    page = rule.page()
    lines = [f"{rule.code()} {rule.name()}  ({rule.level}, {rule.element} care)", "", page.summary, ""]
    for title, text in page.sections.items():
        lines += [title, *(f"    {line}".rstrip() for line in text.splitlines()), ""]
    options = option_defaults(rule)
    if options:
        descriptions = {field.alias or name: field.description for name, field in rule.model_fields.items()}
        lines.append(f"Options (set in frictionaudit.toml, under [rules.{rule.code()}])")
        for name, value in options.items():
            note = f"  # {descriptions[name]}" if descriptions[name] else ""
            lines.append(f"    {name}: {inline(value)}{note}")
        lines.append("")
    lines.append("To accept a finding of this rule, give the reason on the page, at the step, field or document:")
    lines.append(f"    because: {{purpose: …, basis: …, covers: [{rule.code()}]}}")
    return "\n".join(lines)


def option_defaults(rule: type[Rule]) -> dict[str, Any]:
    """The options of a rule with their defaults, as plain data in the shape of a page."""
    return rule().model_dump(mode="json", by_alias=True)


def _measure(key: str) -> str:
    definition = CATALOGUE[key]
    costly = "; computed only if you name it with `measure --key`" if definition.costly else ""
    return f"{key}  (a measure: {definition.unit} per {definition.scope}{costly})\n\n{definition.page}"


def _heuristic(name: str) -> Iterator[str]:
    from frictionaudit.analysis.simplify.heuristics import (
        HEURISTICS,
    )  # loaded last: rules and measures are asked for most

    if name not in HEURISTICS:
        return
    heuristic = HEURISTICS[name]
    follows = heuristic.safety == "mechanical"
    nature = "follows from the page" if follows else "needs judgement by someone who knows the procedure"
    lines = [f"{name}  (a heuristic: {nature})", "", heuristic.page()]
    if heuristic.answers:
        lines += ["", f"It can resolve findings of {', '.join(heuristic.answers)}."]
    yield "\n".join(lines)


def _page_key(key: PageKey) -> str:
    parts = parts_of(key.spec.annotation)
    type_ = type_of(key.spec, part_name).replace("`", "")
    lines = [f"{key.name}  (a key of {part_name(key.model).replace('`', '')})", ""]
    lines += [*(about(part) for part in parts), f"{key.meaning[:1].upper()}{key.meaning[1:]}.", ""]
    lines.append(f"Type: {type_}{', required' if key.spec.is_required() else ''}")
    for part in parts:
        keys = ", ".join(field.alias or name for name, field in part.model_fields.items())
        lines.append(fill(f"Keys of {part_name(part).replace('`', '')}: {keys}", 100, subsequent_indent="    "))
    return "\n".join((*lines, "Example:", f"    {key.example}"))


def _change_kind(kind: Any) -> str:
    example: Mapping[str, Any] = change_kinds.example(kind)
    return "\n".join(
        (
            f"{example['kind']}  (a kind of change)",
            "",
            change_kinds.meaning(kind),
            "",
            "Example in a file of changes, for `whatif` and `record --changes`:",
            f"    - {inline(dict(example))}",
        )
    )
