"""Writes docs/reference/ from the program, so that the two always agree: python docs/generate.py"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic.fields import FieldInfo

from frictionaudit.analysis.catalogue import Definition
from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristic import Heuristic
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.application.page_keys import PARTS, QUANTITIES, PageKey, about, page_keys, type_of
from frictionaudit.cli import COMMANDS, group
from frictionaudit.exports.drawings import svg
from frictionaudit.sources import read
from frictionaudit.sources.bpmn import elements as drawings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from docs.heuristic_pages import example
from docs.rule_pages import rule_page

FOLDER = Path(__file__).resolve().parent / "reference"
GENERATED = "<!-- Written by `python docs/generate.py` from the program; changes made here are lost. -->"


def page_md() -> str:
    """All keys of a page, one table per part."""
    lines = [
        "# Every key of a page", "", GENERATED, "",
        "A page is one [procedure](#procedure). A key that is not listed here is an error, so a misspelt key is never",
        "ignored. “–” as default means that the page then does not state it; the description says what follows.",
        "`frictionaudit explain KEY` explains one key, and `frictionaudit schema` prints all of them as JSON Schema.",
        "[How to write a page](../guide/writing-a-page.md).", "",
    ]  # fmt: skip
    for model in PARTS:
        lines += [f"## {model.__name__}", "", about(model), "", "| key | type | default | meaning |"]
        lines += ["|---|---|---|---|", *(_row(key) for key in page_keys() if key.model is model), ""]
    evidence = "[evidence](../guide/writing-a-page.md#where-a-number-comes-from)"
    lines += ["## Quantities", "", f"Each quantity can also be written as a table, with its {evidence}.", ""]
    lines += ["| quantity | meaning | examples |", "|---|---|---|"]
    for model in QUANTITIES:
        short: Mapping[str, Any] = model.short_schema()  # type: ignore[attr-defined]
        forms = ", ".join(f"`{text}`" for text in short.get("examples", ()))
        anchor = f'<a id="{model.__name__.lower()}"></a>'
        lines.append(f"| {anchor}{model.__name__} | {about(model)} | {forms or '`0.12`'} |")
    return "\n".join([*lines, ""])


def _row(key: PageKey) -> str:
    cells = [f"`{key.name}`", type_of(key.spec, _link), _default(key.spec), key.meaning]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _link(part: type) -> str:
    return f"[{part.__name__}](#{part.__name__.lower()})"


def _default(spec: FieldInfo) -> str:
    if spec.is_required():
        return "required"
    value = spec.default
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, str | int) else "–"


def measures_md() -> str:
    """Every measure: key, unit, scope, page."""
    lines = [
        "# Every measure", "", GENERATED, "",
        "*case*: expected value per case. *year*: per case times the volume. *model*: of the model itself.",
        "*On demand*: takes long, so it is computed only if `frictionaudit measure PATH --key KEY` names it.",
        "`frictionaudit explain KEY` prints the same text. [How to read a measure](../guide/reading-an-audit.md).", "",
    ]  # fmt: skip
    for scope in ("case", "year", "model", "log"):
        definitions = [definition for definition in CATALOGUE.values() if definition.scope == scope]
        if definitions:
            title = "Of the model" if scope == "model" else f"Per {scope}"
            lines += [f"## {title}", "", "| key | unit | meaning |", "|---|---|---|"]
            lines += [*map(_measure, definitions), ""]
    return "\n".join(lines)


def _measure(definition: Definition) -> str:
    text = re.sub(r"\s*\n\s*", " ", definition.page.strip()).replace("|", "\\|")
    return f"| `{definition.key}` | {definition.unit} | {text}{' *On demand.*' if definition.costly else ''} |"


def rules_md() -> str:
    """All rules: code, name, level, element of care, title."""
    lines = [
        "# Every rule", "", GENERATED, "",
        "`frictionaudit explain CODE` prints the page of a rule: why it matters, a wrong and a right example,",
        "what to do, when to leave it, its options and its sources.",
        "[How to read a finding](../guide/reading-an-audit.md).", "",
        "| code | name | level | care | what it flags |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for rule in RULES.values():
        info = rule.info()
        title = re.split(r"(?<=[.!?])\s", info.title, maxsplit=1)[0].replace("|", "\\|")
        lines.append(
            f"| [{info.code}](../rules/{info.code}.md) | {info.name} | {info.level} | {info.element} | {title} |"
        )
    return "\n".join([*lines, ""])


def simplify_md() -> str:
    """All heuristics: name, what each changes, the rules it answers, whether it needs judgement; then its page."""
    lines = [
        "# Every heuristic", "", GENERATED, "",
        "A heuristic finds possible simplifications and proposes changes. *Page*: its ideas follow from the page.",
        "*Judgement*: someone who knows the procedure must judge them.",
        "[How to simplify](../guide/simplifying.md).", "",
        "| name | what it changes | answers | nature |", "|---|---|---|---|",
    ]  # fmt: skip
    for name, heuristic in HEURISTICS.items():
        title = _heuristic_parts(heuristic)[0].replace("|", "\\|")
        nature = "page" if heuristic.safety == "mechanical" else "judgement"
        lines.append(f"| [{name}](#{name}) | {title} | {', '.join(heuristic.answers) or '–'} | {nature} |")
    for name, heuristic in HEURISTICS.items():
        lines += ["", f"## {name}", "", "\n\n".join(_heuristic_parts(heuristic))]
        if heuristic.number is not None:
            lines += ["", f"Number {heuristic.number} of the redesign heuristics of Reijers and Liman Mansar (2005)."]
        lines += example(name)
    return "\n".join([*lines, ""])


def _heuristic_parts(heuristic: type[Heuristic]) -> list[str]:
    """The paragraphs of a heuristic's page, each on one line."""
    return [" ".join(part.split()) for part in heuristic.page().split("\n\n")]


def commands_md() -> str:
    """All commands, each with its help as printed."""
    lines = ["# Every command", "", GENERATED, "", "```text", _help(), "```", ""]
    for name in COMMANDS:
        lines += [f"## {name}", "", "```text", _help(name), "```", ""]
        for inner in _inner(name):
            lines += [f"### {name} {inner}", "", "```text", _help(name, inner), "```", ""]
    return "\n".join(lines)


def _inner(name: str) -> list[str]:
    """The commands within a command."""
    command = group.get_command(click.Context(group), name)
    return command.list_commands(click.Context(command)) if isinstance(command, click.Group) else []


def _help(*names: str) -> str:
    context = click.Context(group, info_name="frictionaudit", max_content_width=100, terminal_width=100)
    command: click.Command | None = group
    for name in names:
        assert isinstance(command, click.Group)
        command = command.get_command(context, name)
        context = click.Context(command or group, info_name=name, parent=context, terminal_width=100)
    context.help_option_names = ["-h", "--help"]
    return "\n".join(line.rstrip() for line in (command or group).get_help(context).splitlines())


def readme_picture() -> str:
    """The picture of the README: a scene with its findings."""
    scene = read(FOLDER.parent.parent / "processes" / "return-a-product.yaml").procedure
    return svg.write(draw(scene, DrawOptions("findings", key=False)))


PAGES: Mapping[str, Callable[[], str]] = {
    "page.md": page_md,
    "measures.md": measures_md,
    "rules.md": rules_md,
    "simplify.md": simplify_md,
    "commands.md": commands_md,
    "drawings.md": drawings.reference,
    "../pictures/return-a-product.svg": readme_picture,
    **{f"../rules/{code}.md": partial(rule_page, code) for code in RULES},
}
"""Each page of the reference with the function that writes it."""


def stale(folder: Path = FOLDER) -> Iterable[str]:
    """Names of the pages that differ from what the program says."""
    for name, write in PAGES.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != write():
            yield name


def main() -> None:
    """Write all pages of the reference, refresh the guide, and report what has changed."""
    changed = list(stale())
    for folder in (FOLDER, FOLDER.with_name("rules"), FOLDER.with_name("pictures")):
        folder.mkdir(exist_ok=True)
    for name in changed:
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    sys.stdout.write(f"written: {', '.join(changed) or 'nothing; everything is up to date'}\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, str(FOLDER.with_name("sessions.py"))], check=True)


if __name__ == "__main__":
    main()
