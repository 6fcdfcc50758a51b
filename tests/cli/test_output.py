"""Nothing that a page says gives orders to a terminal: every command, in every format, on stdout and stderr."""

from __future__ import annotations

import re

import pytest

from frictionaudit.cli import COMMANDS, group
from tests.conftest import PAGE, run

HOSTILE = ("\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\r", "\u2028")
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
WITHOUT_PAGES = {"new", "rules", "packs", "schema", "config", "explain"}
"""Commands that print nothing that a page says."""


def evil(text: str) -> str:
    """A page whose every name, label and note holds all of the hostile marks."""
    marks = "".join(f"\\U{ord(character):08x}" for mark in HOSTILE for character in mark)

    def poisoned(found: re.Match[str]) -> str:
        return f'{found[1]}: "{found[2]}{marks}"'

    text = re.sub(r"\b(name|title|label|purpose): ([A-Z][^,}\n]*)", poisoned, text)
    return text.replace("effort: {work: 6m}", f'effort: {{work: {{value: 6m, assumed: "guess{marks}"}}}}')


@pytest.fixture
def page(folder):
    (folder / "renew.yaml").write_text(evil(PAGE.replace("also: [post], ", "")), encoding="utf-8")
    (folder / "other.yaml").write_text(evil(PAGE.replace("9m", "8m")), encoding="utf-8")
    (folder / "broken.yaml").write_text(evil(PAGE).replace("kind: end", 'kind: "\\e[31m\\u202e"'), encoding="utf-8")
    run("record", "renew.yaml", "--reason", "why\x1b[31m", "--author", "Eve\u202e")
    run("record", "other.yaml", "--reason", "more\u202e", "--author", "Eve\x9b2J")
    return folder


BINARY = {"png", "pdf", "docx"}
"""Formats that no terminal shows."""
CALLS = {
    "audit": ["renew.yaml", "broken.yaml", "--fail-on", "never"],
    "measure": ["renew.yaml", "broken.yaml"],
    "profile": ["renew.yaml", "--profile", "scm"],
    "simulate": ["renew.yaml", "--cases", "200"],
    "promise": ["renew.yaml"],
    "sensitivity": ["renew.yaml"],
    "lineage": ["renew.yaml"],
    "suggest": ["renew.yaml"],
    "plan": ["renew.yaml"],
    "whatif": ["renew.yaml", "--set", "steps.check.effort.work=4m"],
    "record": ["renew.yaml", "--reason", "again\x1b[31m", "--author", "Eve"],
    "history": ["renew"],
    "show": ["renew"],
    "diff": ["renew.yaml", "other.yaml"],
    "draw": ["renew.yaml"],
    "walk": ["renew.yaml", "--auto"],
    "publish": ["renew.yaml", "--to", "site"],
    "convert": ["renew.csv"],
    "review": ["show", "renew-1"],
    "store": ["export"],
}


def formats(name: str) -> list[str]:
    command = group.get_command(None, name)  # type: ignore[arg-type]
    option = next((option for option in command.params if "--format" in option.opts), None) if command else None
    return [form for form in option.type.choices if form not in BINARY] if option else [""]  # type: ignore[attr-defined]


def has_all(name: str) -> bool:
    command = group.get_command(None, name)  # type: ignore[arg-type]
    return any("--all" in option.opts for option in command.params) if command else False


EVERY = [
    (name, form, more)
    for name in CALLS
    for form in formats(name)
    for more in ((), ("--all",))
    if not more or has_all(name)
]


def test_every_command_that_prints_what_a_page_says_is_tried():
    assert set(CALLS) | WITHOUT_PAGES == set(COMMANDS)


@pytest.mark.parametrize(("name", "form", "more"), EVERY, ids=lambda value: "".join(value) or "plain")
def test_no_command_prints_what_a_terminal_would_obey(name, form, more, page):
    header = "Client step,Who,Processing time\n"
    (page / "renew.csv").write_text(f"{header}Fill in\x1b[31m \u202ethe form,Desk\x9b2J,5 minutes\n", encoding="utf-8")
    if name == "review":
        run("review", "open", "renew.yaml", "--owner", "Eve\x1b[31m", "--trigger", "why\u202e")
        run("review", "tell", "renew-1", "check", "we see\x9b2J it", "--by", "Eve")
    done = run(name, *CALLS[name], *(["--format", form] if form else []), *more)
    assert done.exit_code in (0, 1, 3), done.stderr
    assert done.stdout or done.stderr
    for channel in (done.stdout, done.stderr):
        found = UNSAFE.search(channel)
        assert found is None, f"{found and found[0]!r} in {channel[max(0, found.start() - 60) : found.end() + 20]!r}"


def test_the_questionnaire_and_its_errors_are_harmless_too(page):
    for words in (
        ["audit", "renew.yaml", "--ask"],
        ["audit", "broken.yaml"],
        ["explain", "x\x1b[31m"],
        ["show", "\x9b"],
    ):
        done = run(*words)
        assert UNSAFE.search(done.stdout + done.stderr) is None, words


def test_colours_are_the_programs_own(page, monkeypatch):
    monkeypatch.setattr("frictionaudit.cli.audit.colour", lambda: True)
    printed = run("audit", "renew.yaml").stdout
    assert "\x1b[1m" in printed
    assert "\x1b[31m" not in printed.replace("\x1b[1;31m", "")
    assert UNSAFE.search(re.sub(r"\x1b\[[0-9;]*m", "", printed)) is None
