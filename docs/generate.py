"""Writes docs/reference/ from the program, so that it cannot say something else: python docs/generate.py"""

from __future__ import annotations

import re
import subprocess
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from pydantic.fields import FieldInfo

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristic import Heuristic
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.cli import COMMANDS, group
from frictionaudit.domain.procedure import (
    Because,
    CallBack,
    CustomerGroup,
    Disruption,
    Document,
    Effort,
    Fee,
    Field,
    Flow,
    Form,
    Party,
    Procedure,
    Promise,
    Published,
    Step,
    Tells,
    Wait,
)
from frictionaudit.domain.quantities import Calendar, Duration, Money, Rate, Share, Volume
from frictionaudit.domain.values import Value
from frictionaudit.sources.bpmn import elements as drawings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from docs.heuristic_pages import example
from docs.rule_pages import rule_page

FOLDER = Path(__file__).resolve().parent / "reference"
PARTS: tuple[type[Value], ...] = (
    Procedure, Party, CustomerGroup, Step, Flow, Effort, Wait, Tells, CallBack, Disruption, Fee, Form, Field, Document,
    Promise, Published, Because, Calendar,
)  # fmt: skip
"""What a page is made of, in the order in which a reader needs it."""
QUANTITIES: tuple[type[Value], ...] = (Duration, Money, Rate, Share, Volume)
GENERATED = "<!-- Written by `python docs/generate.py` from the program; changes made here are lost. -->"
ID = "a short name without blanks"
"""What the type of ids says of itself; it tells nothing about the key that holds one."""
WORDS = {str: "text", int: "a whole number", float: "a number", bool: "`true` or `false`"}
SAYS = {
    "Procedure.id": "names the procedure and its history, for example `return-a-product`",
    "Procedure.title": "what customers would call it",
    "Procedure.kind": "what sort of procedure it is",
    "Procedure.summary": "the procedure in a sentence or two",
    "Procedure.volume": "how often it is run; without it nothing is counted per year",
    "Procedure.calendar": "when you are open; turns working time into time on the clock",
    "Procedure.published": "totals that you publish, to be compared with the sum of the steps",
    "Procedure.parties": "who takes part",
    "Procedure.documents": "papers that are asked for or handed out",
    "Procedure.forms": "forms with their questions",
    "Procedure.groups": "customers for whom the procedure is different; all others are 'everyone else'",
    "Procedure.promises": "times that you commit to",
    "Procedure.steps": "what happens, with the ways on",
    "Party.side": "`customer`; `frontstage`: whom customers meet; `backstage`: whom they do not; `third`: not yours",
    "Party.name": "how the party is called in reports; absent: its id",
    "CustomerGroup.name": "how the group is called in reports; absent: its id",
    "Form.name": "the form's title",
    "Form.channel": "where it is filled in",
    "Form.because": "why a finding about the form is right",
    "Field.required": "whether the form is refused without an answer",
    "Field.purpose": "what the answer is needed for, in words",
    "Field.sensitive": "whether people may not like to tell it",
    "Field.because": "why a finding about the question is right",
    "Document.name": "what it is called",
    "Document.proof": "the form in which it has to be shown",
    "Document.because": "why a finding about the document is right",
    "Promise.within": "how long it may take at most",
    "Promise.note": "anything else to know about it",
    "Promise.because": "why a finding about the promise is right",
    "Published.time": "published time from begin to end",
    "Published.fees": "published sum of the fees",
    "Published.steps": "published number of steps that the customer takes",
    "Step.kind": "`task`: somebody does something; `start`, `end`, `event`; the others only route (gateways)",
    "Step.name": "how the step is called in reports; absent: its id",
    "Step.channel": "where it happens",
    "Step.tells": "what the customer is told in it",
    "Step.control": "the step checks somebody's work, or whether the case may go on",
    "Step.outcome": "how an end feels to the customer",
    "Step.because": "why findings about the step are right",
    "Step.note": "anything else to know about it",
    "Step.next": "the ways on: one step's id, one flow, or a list of them",
    "Effort.understand": "finding out what to do",
    "Effort.gather": "bringing papers and answers together",
    "Effort.fill": "filling in forms",
    "Effort.travel": "on the way, there and back",
    "Effort.pay": "paying",
    "Wait.because": "why a finding about the waiting is right",
    "Tells.result": "what came out",
    "Tells.eligibility": "who may use the procedure",
    "Tells.documents": "what to bring",
    "Tells.cost": "what it costs",
    "Tells.time": "how long it takes",
    "Tells.next": "what happens next",
    "Tells.reason": "why: why this is asked, or why it was decided so",
    "Tells.options": "what the customer may choose",
    "Tells.redress": "where to object or complain",
    "Tells.contact": "whom to ask",
    "Tells.reference": "the number or name of the case",
    "Tells.delay": "that it takes longer, and why",
    "Tells.feedback": "a way to say how it went, or that somebody will ask",
    "Flow.to": "the step it leads to",
    "Fee.name": "what is paid for",
    "Fee.amount": "how much; absent: due, but not stated",
    "Fee.to": "who gets it: you, or a third party",
    "Fee.note": "anything else to know about it",
    "Because.purpose": "what the friction is good for",
    "Calendar.region": "region of the country, for its holidays",
}
"""What a key means where the model itself says nothing. A test fails where the model has begun to say it."""


def page_md() -> str:
    """Every key of a page, one table per type."""
    lines = [
        "# Every key of a page", "", GENERATED, "",
        "A page is one [procedure](#procedure). A key that is not listed here is an error, so that a misspelt key is",
        "never passed over. “–” as default: what is left out is not said; the description tells what that means.",
        "`frictionaudit schema` prints the same as JSON Schema. [How to write a page](../guide/writing-a-page.md).", "",
    ]  # fmt: skip
    for model in PARTS:
        lines += [f"## {model.__name__}", "", _about(model), "", "| key | holds | default | what it says |"]
        lines += ["|---|---|---|---|", *(_row(model, name, spec) for name, spec in model.model_fields.items()), ""]
    evidence = "[evidence](../guide/writing-a-page.md#where-a-number-comes-from)"
    lines += ["## Quantities", "", f"Each may also be written long, with its {evidence}.", ""]
    lines += ["| quantity | what it is | written |", "|---|---|---|"]
    for model in QUANTITIES:
        short: Mapping[str, Any] = model.short_schema()  # type: ignore[attr-defined]
        forms = ", ".join(f"`{text}`" for text in short.get("examples", ()))
        anchor = f'<a id="{model.__name__.lower()}"></a>'
        lines.append(f"| {anchor}{model.__name__} | {_about(model)} | {forms or '`0.12`'} |")
    return "\n".join([*lines, ""])


def page_keys() -> Iterator[tuple[type[Value], str, FieldInfo]]:
    """Every key that a page may have: the type, the key as written, and its specification."""
    for model in PARTS:
        for name, spec in model.model_fields.items():
            yield model, spec.alias or name, spec


def said(spec: FieldInfo) -> str:
    """What the model itself says of a key."""
    return "" if spec.description == ID else spec.description or ""


def _about(model: type) -> str:
    text = " ".join((model.__doc__ or "").partition("\n\n")[0].split())
    return re.sub(r", for example `.*$", ".", text)


def _row(model: type[Value], name: str, spec: FieldInfo) -> str:
    key = spec.alias or name
    holds = "id" if spec.description == ID else _holds(spec.annotation)
    cells = [f"`{key}`", holds, _default(spec), said(spec) or SAYS.get(f"{model.__name__}.{key}", "")]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(spec: FieldInfo) -> str:
    if spec.is_required():
        return "required"
    value = spec.default
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, str | int) else "–"


def _holds(kind: Any) -> str:
    """A type in words, with links to the types of this page."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        named = any(getattr(more, "description", None) == ID for more in arguments[1:])
        return "id" if named else _holds(arguments[0])
    if origin in (Union, types.UnionType):
        return " or ".join(_holds(argument) for argument in arguments if argument is not type(None))
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        return f"list of {_holds(arguments[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"{_holds(arguments[1])} by {_holds(arguments[0]).replace('text', 'name')}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return ", ".join(f"`{member.value}`" for member in kind)
    if isinstance(kind, type) and issubclass(kind, Value):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return WORDS.get(kind, str(kind))


def measures_md() -> str:
    """Every measure: key, unit, scope, page."""
    lines = [
        "# Every measure", "", GENERATED, "",
        "*case*: expected per case; *year*: per case times the volume; *model*: of the drawing itself.",
        "*On demand*: costly to compute, so only where `frictionaudit measure PATH --key KEY` names it.",
        "`frictionaudit explain KEY` prints the same text. [How to read a measure](../guide/reading-an-audit.md).", "",
    ]  # fmt: skip
    for scope in ("case", "year", "model", "log"):
        found = [one for one in CATALOGUE.values() if one.scope == scope]
        if found:
            title = "Of the model" if scope == "model" else f"Per {scope}"
            lines += [f"## {title}", "", "| key | unit | what it counts |", "|---|---|---|"]
            lines += [*(_measure(one.key, one.unit, one.page, one.costly) for one in found), ""]
    return "\n".join(lines)


def _measure(key: str, unit: str, page: str, costly: bool) -> str:
    text = re.sub(r"\s*\n\s*", " ", page.strip()).replace("|", "\\|")
    return f"| `{key}` | {unit} | {text}{' *On demand.*' if costly else ''} |"


def rules_md() -> str:
    """Every rule: code, name, level, element, title."""
    lines = [
        "# Every rule", "", GENERATED, "",
        "`frictionaudit explain CODE` prints a rule's whole page: why it matters, a wrong and a right example,",
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
    """Every heuristic: name, what it changes, the rules it answers, whether somebody has to judge; then its page."""
    lines = [
        "# Every heuristic", "", GENERATED, "",
        "A heuristic looks for what can be simplified and says it as changes. *Page*: its ideas follow from what the",
        "page says; *judge*: somebody who knows the case has to judge them.",
        "[How to simplify](../guide/simplifying.md).", "",
        "| name | what it changes | answers | nature |", "|---|---|---|---|",
    ]  # fmt: skip
    for name, heuristic in HEURISTICS.items():
        title = _heuristic_parts(heuristic)[0].replace("|", "\\|")
        nature = "page" if heuristic.safety == "mechanical" else "judge"
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
    """Every command with its help, as it is printed."""
    lines = ["# Every command", "", GENERATED, "", "```text", _help(None), "```", ""]
    for name in COMMANDS:
        lines += [f"## {name}", "", "```text", _help(name), "```", ""]
    return "\n".join(lines)


def _help(name: str | None) -> str:
    context = click.Context(group, info_name="frictionaudit", max_content_width=100, terminal_width=100)
    command: click.Command | None = group
    if name is not None:
        command = group.get_command(context, name)
        context = click.Context(command or group, info_name=name, parent=context, terminal_width=100)
    context.help_option_names = ["-h", "--help"]
    return "\n".join(line.rstrip() for line in (command or group).get_help(context).splitlines())


PAGES: Mapping[str, Callable[[], str]] = {
    "page.md": page_md,
    "measures.md": measures_md,
    "rules.md": rules_md,
    "simplify.md": simplify_md,
    "commands.md": commands_md,
    "drawings.md": drawings.reference,
    **{f"../rules/{code}.md": partial(rule_page, code) for code in RULES},
}
"""Each page of the reference with the function that writes it."""


def stale(folder: Path = FOLDER) -> Iterable[str]:
    """Names of pages that do not say what the program says."""
    for name, write in PAGES.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != write():
            yield name


def main() -> None:
    """Write all pages of the reference, then refresh the guide, and say what has changed."""
    changed = list(stale())
    for folder in (FOLDER, FOLDER.with_name("rules")):
        folder.mkdir(exist_ok=True)
    for name in changed:
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
    sys.stdout.write(f"written: {', '.join(changed) or 'nothing; all is as the program says'}\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, str(FOLDER.with_name("sessions.py"))], check=True)


if __name__ == "__main__":
    main()
