"""A page for each rule, from its docstring, its options and its cases."""

from __future__ import annotations

from pathlib import Path

import yaml

from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.explain import option_defaults
from frictionaudit.exports.page import inline

CASES = Path(__file__).resolve().parent.parent / "tests" / "rules"
GENERATED = "<!-- Written by `python docs/generate.py` from the program; changes made here are lost. -->"
_SNIPPETS = ("Wrong", "Right")


def rule_page(code: str) -> str:
    """The page of one rule as Markdown."""
    rule = RULES[code]
    page, info = rule.page(), rule.info()
    lines = [f"# {code} {info.name}", "", GENERATED, "", f"*{info.level}, {info.element} care*", "", page.summary, ""]
    for name, text in page.sections.items():
        shown = ["```yaml", text, "```"] if name in _SNIPPETS else [text]
        lines += [f"## {name}", "", *shown, ""]
    lines += [*_options(rule), *_cases(code), "[Every rule](../reference/rules.md)", ""]
    return "\n".join(line.rstrip() for line in lines)


def _options(rule: type[Rule]) -> list[str]:
    options = option_defaults(rule)
    if not options:
        return []
    lines = ["## Options", "", "| option | default |", "|---|---|"]
    lines += [f"| `{name}` | `{inline(value)}` |" for name, value in options.items()]
    return [*lines, "", f"Set in `frictionaudit.toml`, under `[rules.{rule.code()}]`.", ""]


def _cases(code: str) -> list[str]:
    """What the rule flags and what it accepts, in the words of its cases."""
    cases = yaml.safe_load((CASES / f"{code.lower()}.yaml").read_text(encoding="utf-8"))
    flags = [f"- {case['fails']}" for case in cases if "fails" in case]
    passes = [f"- {case['passes']}" for case in cases if "passes" in case]
    return [
        "## Examples",
        "",
        "The rule finds something here:",
        "",
        *flags,
        "",
        "It finds nothing here:",
        "",
        *passes,
        "",
    ]
