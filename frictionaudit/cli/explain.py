"""`frictionaudit explain`: the page of a rule, of a measure or of a simplification."""

from __future__ import annotations

from difflib import get_close_matches

import click

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from frictionaudit.errors import UsageError


@click.command()
@click.argument("name", metavar="RULE|MEASURE|SIMPLIFICATION")
def command(name: str) -> None:
    """Why a rule exists, what a measure counts, or what a simplification changes.

    A rule's page has a wrong and a right example, its options and its sources.
    """
    rule = next((rule for code, rule in RULES.items() if name.upper() == code or name.lower() == rule.name()), None)
    if rule is not None:
        click.echo(_rule(rule))
    elif name in CATALOGUE:
        definition = CATALOGUE[name]
        costly = ", computed only when asked for" if definition.costly else ""
        click.echo(f"{name}: {definition.unit} per {definition.scope}{costly}\n\n{definition.page}")
    else:
        click.echo(_simplification(name))


def _simplification(name: str) -> str:
    """The page of a simplification; UsageError where there is none of this name, nor a rule or a measure."""
    from frictionaudit.analysis.simplify.heuristics import HEURISTICS  # rules and measures are asked for more often

    if name not in HEURISTICS:
        known = [*RULES, *(rule.name() for rule in RULES.values()), *CATALOGUE, *HEURISTICS]
        near = get_close_matches(name, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`frictionaudit rules` lists the rules"
        raise UsageError.of("unknown-name", f"there is no rule, measure or simplification '{name}'", hint=hint)
    found = HEURISTICS[name]
    nature = "follows from the page" if found.safety == "mechanical" else "somebody who knows the case has to judge"
    lines = [f"{name}  ({nature})", "", found.page(), ""]
    if found.answers:
        lines.append(f"It can resolve findings of {', '.join(found.answers)}.")
    return "\n".join(lines)


def _rule(rule: type[Rule]) -> str:
    page = rule.page()
    lines = [f"{rule.code()} {rule.name()}  ({rule.level}, {rule.element} care)", "", page.summary, ""]
    for title, text in page.sections.items():
        lines += [title, *(f"    {line}".rstrip() for line in text.splitlines()), ""]
    options = rule.model_fields
    if options:
        lines.append("Options")
        for name, field in options.items():
            lines.append(f"    {field.alias or name} = {field.default!r}   {field.description or ''}".rstrip())
        lines.append("")
    lines.append("A step, field or document is left alone where the page says why it is right:")
    lines.append(f"    because: {{purpose: …, basis: …, covers: [{rule.code()}]}}")
    return "\n".join(lines)
