"""The documentation says what the program does: nothing is left out, and nothing is out of date."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from docs import generate, sessions
from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.page_key_texts import EXAMPLES, MEANINGS
from frictionaudit.application.page_keys import PARTS, QUANTITIES, described, page_keys
from frictionaudit.cli import COMMANDS, group
from frictionaudit.domain.procedure import Procedure, Step
from frictionaudit.domain.quantities import Calendar, Duration, Period
from frictionaudit.errors import Slug
from frictionaudit.sources.tables.headings import Role, role_of
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.yaml_tree import parse
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
SLUG_AT = {"of": 0, "Problem": 0, "complain": 0, "_refuse_if": 1, "Fault": 2}
"""Which argument of which call is an error's slug."""


def text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def tables(page: str) -> Iterator[list[str]]:
    """The rows of all tables of a page, cell by cell, without headings."""
    for table in re.findall(r"(?:^\|.*\n?)+", page, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def coded(page: str) -> set[str]:
    """Everything that a page prints as code."""
    return set(re.findall(r"`([^`\n]+)`", page))


def slugs() -> set[str]:
    """The names of all errors that the source raises."""
    found = {"contradiction"}  # what a fault is unless it says otherwise
    for file in (ROOT / "frictionaudit").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                found |= set(_slugs_of(call))
    return found


def _slugs_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in SLUG_AT or (name == "of" and not ast.unparse(call.func).endswith(("Error.of", "cls.of"))):
        return
    given = [
        *call.args[SLUG_AT[name] : SLUG_AT[name] + 1],
        *(word.value for word in call.keywords if word.arg == "slug"),
    ]
    for argument in given:
        branches = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        for branch in branches:
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str) and SLUG.fullmatch(branch.value):
                yield branch.value


@pytest.mark.parametrize("name", generate.PAGES)
def test_the_reference_is_what_the_program_says(name):
    written = text(f"reference/{name}")
    assert written == generate.PAGES[name](), "run: python docs/generate.py"


@pytest.mark.parametrize("page", sessions.PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_guide_and_the_readme_show_what_the_program_prints(page):
    shown = page.read_text(encoding="utf-8")
    assert shown == sessions.refreshed(shown), "run: python docs/generate.py"


def test_wrong_use_is_never_published_unless_its_block_says_so():
    wrong = "$ frictionaudit audit processes --select no-such-rule\n"
    with pytest.raises(RuntimeError, match="wrong use"):
        sessions.refreshed(f"```console\n{wrong}```\n")
    shown = sessions.refreshed(f"```console error\n{wrong}```\n")
    assert shown.startswith(f"```console error\n{wrong}error: there is no rule 'no-such-rule'")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (["a", "…", "d"], ["a", "…", "d"]),
        (["a", "b", "…", "c", "d"], ["a", "b", "c", "d"]),
        (["a", "b", "c", "…", "c", "d"], ["a", "b", "c", "d"]),
    ],
)
def test_an_omission_shows_no_line_twice_and_hides_at_least_one(shown, expected):
    assert sessions._shortened(["a", "b", "c", "d"], shown) == expected


def test_every_command_is_documented():
    assert set(COMMANDS) == set(re.findall(r"^## (\w+)$", text("reference/commands.md"), re.MULTILINE))


def test_every_option_is_in_the_reference_of_commands():
    reference = text("reference/commands.md")
    for name in COMMANDS:
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        section = reference.partition(f"## {name}\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert all(option in section for option in parameter.opts), (name, parameter.opts)


def test_every_rule_is_documented():
    listed = [row[0] for row in tables(text("reference/rules.md"))]
    assert listed == [f"[{code}](../rules/{code}.md)" for code in RULES]
    assert {path.stem for path in (GUIDE.parent / "rules").glob("*.md")} == set(RULES)


def test_every_measure_is_documented_and_has_a_page():
    assert {row[0].strip("`") for row in tables(text("reference/measures.md"))} == set(CATALOGUE)
    assert all(definition.page for definition in CATALOGUE.values())


def test_every_key_of_a_page_is_documented_with_what_it_says():
    rows = {(row[0], row[-1]) for row in tables(text("reference/page.md"))}
    keys = {cell for cell, _ in rows}
    for key in page_keys():
        assert key.meaning, f"{key.qualified} has no meaning: give its field a description"
        assert f"`{key.name}`" in keys


def test_the_reference_of_a_page_knows_every_type_of_the_schema():
    types = set(Procedure.model_json_schema(by_alias=True)["$defs"]) - {"Channel", "Side", "StepKind"}
    known = {model.__name__ for model in (*PARTS, *QUANTITIES)}
    assert types <= known


def test_the_table_of_meanings_has_no_key_that_the_model_describes_itself():
    undescribed = {key.qualified for key in page_keys() if not described(key.spec)}
    assert set(MEANINGS) <= undescribed, "the model describes these: drop them from application/page_key_texts.py"
    assert set(EXAMPLES) <= {key.qualified for key in page_keys()}


def test_every_error_has_its_row_and_no_row_is_left_over():
    documented = [row[0].strip("`") for row in tables(text("guide/errors.md"))]
    assert sorted(documented) == sorted(Slug)


def test_every_name_of_an_error_is_used_and_none_is_used_that_is_not_listed():
    assert slugs() == set(Slug)


def test_every_link_of_the_documentation_leads_somewhere():
    for page in (ROOT / "docs").rglob("*.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            if "://" in target:
                continue
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), f"{page.name}: {target}"
            if anchor and there.suffix == ".md":
                assert anchor in anchors(there.read_text(encoding="utf-8")), f"{page.name}: {target}"


def anchors(page: str) -> set[str]:
    """Anchors as hosts of code make them from headings, and those written out."""
    made = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", page, re.M)}
    return made | set(re.findall(r'<a id="([^"]+)">', page))


def test_every_page_of_the_guide_is_in_its_index():
    assert all(f"({page.name})" in text("guide/README.md") for page in PAGES if page.name != "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_in_the_guide_has_only_keys_and_values_that_a_page_may_have(page):
    for block in sessions.BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["kind"] != "yaml" or (block["file"] or "").startswith(("wrong", "dog-tag.mapping")):
            continue
        tree = parse(block["body"].encode(), page.name)
        assert not tree.problems
        if tree.value is not None:
            Procedure.model_validate({"id": "x", "title": "X", **tree.value}, context={"references": False})


def test_each_short_way_to_write_something_stands_for_what_the_guide_says():
    page = text("guide/writing-a-page.md").partition("## Short ways to write it")[2].partition("\n## ")[0]
    rows = list(tables(page))
    assert rows
    for short, long in rows:
        one, other = (Step.model_validate(parse(cell.strip("`").encode(), "x").value) for cell in (short, long))
        assert one == other
        assert one != Step(), short


def test_each_way_to_write_a_time_is_expected_to_be_what_the_guide_says():
    page = text("guide/writing-a-page.md").partition("## How to write a time")[2].partition("\n## ")[0]
    calendar = Calendar()
    rows = list(tables(page))
    assert len(rows) > 10
    for written, _, waiting, work in rows:
        duration = Duration.model_validate(0 if written == "`0`" else written.strip("`"))
        assert calendar.expected_elapsed(duration) == pytest.approx(calendar.elapsed(Period.read(waiting))), written
        assert calendar.expected_touch(duration) == pytest.approx(calendar.elapsed(Period.read(work))), written


def test_every_heading_that_the_guide_names_is_recognised_as_it_says():
    page = text("guide/service-tables.md").partition("## What is recognised")[2].partition("\n## ")[0]
    seen = set()
    for holds, headings in tables(page):
        roles = re.findall(r"`([^`]+)`", holds)
        seen |= set(roles)
        for heading in re.split(r"[,;] ", headings):
            assert role_of(heading) in roles, heading
    assert seen == {role.value for role in Role} - {"ignore"}


def test_every_key_of_a_mapping_file_is_documented():
    page = text("guide/service-tables.md").partition("## When it guesses wrong")[2].partition("\n## ")[0]
    assert set(TableMapping.model_fields) <= coded(page)


def test_the_json_of_an_audit_has_the_keys_that_the_guide_names():
    printed = CliRunner().invoke(group, ["audit", str(ROOT / "processes"), "--format", "json"])
    audit = json.loads(printed.stdout)
    one = next(one for one in audit["procedures"] if any(finding["justified"] for finding in one["findings"]))
    finding = next(finding for finding in one["findings"] if finding["justified"])
    measure = one["measures"]["customer_minutes"]
    page = text("guide/reading-an-audit.md").partition("## For programs: JSON")[2].partition("\n## ")[0]
    named = coded(page)
    parts = [audit, audit["summary"], next(iter(audit["rules"].values())), one, measure, measure["evidence"]]
    parts += [finding, finding["where"], finding["justified"], one["coverage"]]
    missing = {key for part in parts for key in part} - named
    assert not missing
    top = [row[0].strip("`") for row in tables(page)][: len(audit)]
    assert sorted(top) == sorted(audit)


def test_the_measures_that_the_guide_names_exist():
    page = text("guide/reading-an-audit.md").rpartition("## Measures")[2]
    named = {name for row in tables(page) for name in re.findall(r"`([^`]+)`", row[1])}
    assert named
    assert named <= set(CATALOGUE)
