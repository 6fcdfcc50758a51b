"""The product speaks plain English: each command, error, rule, heuristic, measure and page is held to it."""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path

import click
import pytest

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.application.change_kinds import change_kinds, meaning
from frictionaudit.application.page_keys import page_keys
from frictionaudit.cli import COMMANDS, group
from tests.conftest import ROOT
from tests.voice import faults, messages

PACKAGE = ROOT / "frictionaudit"
PROSE = ("Why it matters", "What to do", "Leave it when")
"""The sections of a rule's page that are prose; the others are examples and citations."""
MODULES = [file for file in sorted(PACKAGE.rglob("*.py")) if messages(file)]
FINDINGS = sorted((PACKAGE / "analysis" / "rules").glob("fa*.py"))
IDEAS = sorted((PACKAGE / "analysis" / "simplify" / "heuristics").glob("[!_]*.py"))
PAGES = [
    *sorted((ROOT / "docs" / "guide").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
ASSETS = sorted((PACKAGE / "exports" / "assets").glob("*.[ytm][aod]*"))


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def help_of(name: str) -> str:
    """The help of a command, without its indent."""
    return cleandoc(command(name).help or "")


def refused(text: str) -> str:
    """The faults of a text, one a line; empty where there is none."""
    return "\n".join(faults(text))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_and_its_options_speak_plain_english(name: str):
    options = "\n\n".join(getattr(option, "help", None) or "" for option in command(name).params)
    text = help_of(name).partition("\b")[0]
    assert refused(f"{COMMANDS[name]}\n\n{text}\n\n{options}") == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_line_of_its_help(name: str):
    assert help_of(name).splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_ends_with_one_example(name: str):
    example = re.search(r"\x08\nExample:\n  frictionaudit (\w+)[^\n]*\Z", help_of(name))
    assert example
    assert example[1] == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_short_help_text(name: str):
    for option in command(name).params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert len(option.help.split("  [")[0]) <= 75, option.help


def test_the_help_of_the_program_speaks_plain_english():
    assert refused(cleandoc(group.help or "").partition("\b")[0]) == ""


@pytest.mark.parametrize("code", RULES)
def test_the_page_of_a_rule_speaks_plain_english(code: str):
    page = RULES[code].page()
    assert refused("\n\n".join([page.summary, *(page.sections.get(section, "") for section in PROSE)])) == ""


@pytest.mark.parametrize("name", HEURISTICS)
def test_the_page_of_a_heuristic_speaks_plain_english(name: str):
    page = re.sub(r"^Sources?: .*?(?=\n\n|\Z)", "", HEURISTICS[name].page(), flags=re.MULTILINE | re.DOTALL)
    assert refused(page) == ""


@pytest.mark.parametrize("file", FINDINGS, ids=lambda file: file.stem)
def test_the_findings_of_a_rule_speak_plain_english(file: Path):
    assert refused("\n\n".join(messages(file, ("Flag",)))) == ""


@pytest.mark.parametrize("file", IDEAS, ids=lambda file: file.stem)
def test_the_ideas_of_a_heuristic_speak_plain_english(file: Path):
    assert refused("\n\n".join(messages(file, ("Idea",)))) == ""


@pytest.mark.parametrize("key", CATALOGUE)
def test_the_page_of_a_measure_speaks_plain_english(key: str):
    assert refused(CATALOGUE[key].page) == ""


@pytest.mark.parametrize("key", list(page_keys()), ids=lambda key: key.qualified)
def test_the_meaning_of_a_page_key_speaks_plain_english(key):
    assert refused(key.meaning) == ""


@pytest.mark.parametrize("kind", change_kinds())
def test_the_meaning_of_a_change_speaks_plain_english(kind: str):
    assert refused(meaning(change_kinds()[kind])) == ""


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_the_errors_of_a_module_speak_plain_english(file: Path):
    assert refused("\n\n".join(messages(file))) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_the_documentation_speaks_plain_english(page: Path):
    assert refused(page.read_text(encoding="utf-8")) == ""


@pytest.mark.parametrize("asset", ASSETS, ids=lambda asset: asset.name)
def test_a_file_that_new_writes_speaks_plain_english(asset: Path):
    comments = re.findall(r"(?:^|\s)# (.*)", asset.read_text(encoding="utf-8"))
    assert refused("\n\n".join(comments)) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Who hears nothing rings the office.", "free relative"),
        ("What is left out is unknown.", "free relative"),
        ("Judged is a procedure in which customers wait.", "inverted"),
        ("Shown are the sets that are best.", "inverted"),
        ("Apply on line.", "online"),
        ("It rests on one assumption.", "depends on"),
        (" ".join(["word"] * 26) + ".", "26 words"),
        ("It works! See below.", "exclaims"),
    ],
)
def test_what_the_voice_forbids_is_found(text: str, fault: str):
    assert fault in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who may apply? Everyone may.",
        "People who hear nothing phone the office.",
        "Apply online.",
        "Speed is measured in minutes.",
        "The keys are: " + ", ".join(["name"] * 40) + ".",
        "```yaml\nwhat: " + "word " * 40 + "\n```",
        "Set `what is on line` to begin.",
        "The tag is opened on line 12.",
        "Many people give up, or hang up.",
        "It turns so many cases away that the rest is idle.",
    ],
)
def test_what_the_voice_allows_is_left_alone(text: str):
    assert refused(text) == ""
