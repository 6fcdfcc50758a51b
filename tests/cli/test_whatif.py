"""`whatif`: files of changes, single values, conflicts, and a plan that becomes history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from frictionaudit.cli import group
from frictionaudit.domain.changes import FlowAmended, StepAdded, StepAmended, StepRemoved, apply
from frictionaudit.errors import FrictionauditError, InputError, UsageError
from frictionaudit.exports.change_file import write
from frictionaudit.sources import change_file
from frictionaudit.sources.assignment import assign, put
from frictionaudit.sources.page import read as read_page
from tests.building import procedure

PAGE = """\
id: renew
title: Renew the card
parties: {customer: {side: customer}, desk: {side: frontstage, unit: Desk, cost: 30 GBP/h}}
forms: {form: {fields: [{data: name}]}}
promises: [{from: fill, to: tell, within: 5 days}]
groups: {old: {share: 0.2, effort: {fill: 2}}}
steps:
  begin: {kind: start, next: fill}
  fill: {by: customer, asks: form, effort: {fill: 6m}, next: check}
  check:
    by: desk
    effort: {work: 4m}
    wait: {queue: 1 day}
    next: [{to: tell, share: 0.75}, {to: fill, share: 0.25}]
  tell: {by: desk, effort: {work: 2m}, next: end}
  end: {kind: end}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renew.yaml").write_text(PAGE)
    return tmp_path


def run(*words: str) -> Result:
    """A command as the shell would run it: errors of ours become text and an exit status."""
    try:
        return CliRunner().invoke(group, [*words], catch_exceptions=False)
    except FrictionauditError as error:
        text = "\n".join(str(problem) for problem in error.problems).encode()
        return Result(CliRunner(), b"", text, text, None, error.exit_status, None, None)


def tried(*words: str) -> dict[str, Any]:
    done = run("whatif", "renew.yaml", *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def difference(document: dict[str, Any], measure: str) -> float:
    return float(document["measures"][measure]["difference"])


@pytest.mark.parametrize(
    ("setting", "measure", "by"),
    [
        ("steps.check.effort.work=1m", "staff_minutes", -4.0),
        ("steps.check.next.fill.share=0", "customer_minutes", None),
        ("groups.old.share=0.5", "customer_minutes", 2.4),
        ("volume=100 per year", "staff_minutes", 0.0),
        ("forms.form.fields.name.known=true", "customer_minutes", 0.0),
        ("promises.fill>tell.within=9 days", "staff_minutes", 0.0),
        ("title=Renew it", "staff_minutes", 0.0),
        ("steps.tell.effort.search=3m", "staff_minutes", 3.0),
    ],
)
def test_one_value_is_replaced(folder: Path, setting: str, measure: str, by: float | None):
    settings = ["--set", setting]
    if by is None:  # shares that are to sum to one need two values
        settings += ["--set", "steps.check.next.tell.share=1"]
        by = -2.4
    document = tried(*settings)
    expected = {"staff_minutes": -4.0} if setting.startswith("steps.check.effort") else {}
    assert difference(document, measure) == pytest.approx(expected.get(measure, by))
    assert (folder / "renew.yaml").read_text() == PAGE


@pytest.mark.parametrize(
    ("setting", "slug", "expected"),
    [
        ("steps.check", "not-an-assignment", "is not of the form PLACE=VALUE"),
        ("=4m", "not-an-assignment", "is not of the form PLACE=VALUE"),
        ("steps.chekc.effort.work=4m", "no-such-value", "steps.chekc"),
        ("steps.check.next.nowhere.share=1", "no-such-value", "steps.check.next.nowhere"),
        ("steps.check.next.fill=1", "no-such-value", "not a value that can be set"),
        ("steps.check.effort.wrok=4m", "unknown-key", "wrok"),
        ("steps.check.effort.work=soon", "", "steps.check.effort.work: 'soon' is not a time"),
        ("steps.check.by=nobody", "dangling-reference", "nobody"),
        ("steps.check.name.first=x", "wrong-value", "steps.check.name"),
        ("steps.check.effort={work: 4m, work: 50m}", "", "work"),
        ("steps.check.effort={work: 4m", "", "steps.check.effort"),
        ("steps.check.effort=[", "", "steps.check.effort"),
    ],
)
def test_a_missing_place_or_a_wrong_value_is_an_error(setting: str, slug: str, expected: str):
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    with pytest.raises(UsageError) as raised:
        assign(page, setting)
    (problem,) = raised.value.problems
    assert expected in problem.message or expected in problem.where
    assert slug in ("", problem.slug)


def test_a_step_is_found_by_an_id_with_dots():
    steps = {"s": {"kind": "start", "next": "a.b"}, "a.b": {"by": "office", "next": "e"}, "e": {"kind": "end"}}
    after = assign(procedure(steps), "steps.a.b.effort.work=4m")
    assert after.steps["a.b"].effort.work.short() == "4m"
    with pytest.raises(UsageError, match=r"the page has no 'steps\.a'"):
        assign(procedure(steps), "steps.a.c.effort.work=4m")


@pytest.mark.parametrize("name", ["Check # form", "null", "12e3", "[a", "a: b", "no"])
def test_a_text_from_python_is_taken_as_it_is(name: str):
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    assert put(page, "steps.check.name", name).steps["check"].name == name


def test_a_value_from_python_may_be_a_number_a_table_or_nothing():
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    assert put(page, "steps.check.effort", {"work": "1m"}).steps["check"].effort.work.short() == "1m"
    assert put(page, "groups.old.share", 0.5).groups["old"].share.value == 0.5
    assert put(page, "steps.check.wait", None).steps["check"].wait is None


def test_a_hand_written_file_needs_no_more_than_the_changes(folder: Path):
    Path("quick.yaml").write_text("- {kind: step-amended, id: check, attribute: effort, value: {work: 1m}}\n")
    assert difference(tried("quick.yaml"), "staff_minutes") == pytest.approx(-4)


def test_a_file_and_a_value_are_tried_together_in_that_order(folder: Path):
    Path("quick.yaml").write_text("- {kind: step-amended, id: check, attribute: effort, value: {work: 1m}}\n")
    document = tried("quick.yaml", "--set", "steps.check.effort.work=2m")
    assert difference(document, "staff_minutes") == pytest.approx(-4 / 1.5)


def test_nothing_to_try_is_wrong_use(folder: Path):
    assert run("whatif", "renew.yaml").exit_code == 2


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("changes: nothing\n", "not-changes"),
        ("just words\n", "not-changes"),
        ("", "not-changes"),
        ("changes: []\nwhy: x\n", "unknown-key"),
        ("- {kind: step-removd, id: x}\n", "unknown-change"),
        ("- {kind: step-removed}\n", "wrong-change"),
        ("- 5\n", "unknown-change"),
        ("changes: []\nexpects: [a]\n", "not-changes"),
    ],
)
def test_a_file_without_changes_is_an_error_with_its_place(tmp_path: Path, text: str, slug: str):
    file = tmp_path / "changes.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as raised:
        change_file.read(file)
    assert raised.value.problems[0].slug == slug
    assert str(file) in str(raised.value.problems[0].where)


def test_a_file_for_another_procedure_is_refused(folder: Path):
    Path("other.yaml").write_text("of: enrol\nchanges: []\n")
    done = run("whatif", "renew.yaml", "other.yaml")
    assert done.exit_code != 0
    assert "these changes are for 'enrol', but the page is 'renew'" in done.output


def test_changes_for_another_version_of_the_page_name_the_conflict_and_apply_if_conflicts_are_ignored(folder: Path):
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    changes = [
        StepAmended(id="check", attribute="effort", value={"work": "1m"}),
        FlowAmended(step="check", flow="fill", attribute="share", value=0.25),
    ]
    Path("plan.yaml").write_text(write(page, changes, "quicker"))
    assert difference(tried("plan.yaml"), "staff_minutes") == pytest.approx(-4)
    Path("renew.yaml").write_text(PAGE.replace("work: 4m", "work: 7m"))
    done = run("whatif", "renew.yaml", "plan.yaml")
    assert done.exit_code != 0
    assert "the page has changed since these changes were written, at steps.check.effort" in done.output
    assert "--ignore-conflicts" in done.output
    assert difference(tried("plan.yaml", "--ignore-conflicts"), "staff_minutes") == pytest.approx(-8)


def test_a_change_elsewhere_on_the_page_is_no_conflict(folder: Path):
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    Path("plan.yaml").write_text(write(page, [StepAmended(id="check", attribute="effort", value={"work": "1m"})], "q"))
    Path("renew.yaml").write_text(PAGE.replace("work: 2m", "work: 9m"))
    assert difference(tried("plan.yaml"), "staff_minutes") == pytest.approx(-4)


def test_changes_that_no_longer_fit_the_page_are_an_error_even_if_conflicts_are_ignored(folder: Path):
    Path("plan.yaml").write_text("of: renew\nchanges: [{kind: step-removed, id: gone}]\n")
    done = run("whatif", "renew.yaml", "plan.yaml", "--ignore-conflicts")
    assert done.exit_code != 0
    assert "there is no 'gone'" in done.output


def test_a_written_file_reads_back_as_the_same_changes(tmp_path: Path):
    page = procedure({"s": {"kind": "start", "next": "a"}, "a": {"by": "office", "next": "e"}, "e": {"kind": "end"}})
    changes = (StepAmended(id="a", attribute="name", value="Über: “no”"), StepAmended(id="a", attribute="effort"))
    file = tmp_path / "plan.yaml"
    file.write_text(write(page, changes, "why: because"), encoding="utf-8")
    back = change_file.read(file)
    assert (back.of, back.reason, back.changes) == ("p", "why: because", changes)
    assert back.fit(page) == apply(page, changes)
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["expects"] == {"steps.a.name": None, "steps.a.effort": None}


def test_a_value_that_stands_twice_is_written_twice(tmp_path: Path):
    """Anchors, as YAML writers use them for a value that stands twice, are refused by our reader."""
    page = procedure({"s": {"kind": "start", "next": "a"}, "a": {"by": "office", "next": "e"}, "e": {"kind": "end"}})
    effort = {"work": "4m", "search": "1m"}
    changes = [StepAmended(id="a", attribute="effort", value=effort), StepAdded(id="b", step={"effort": effort})]
    file = tmp_path / "plan.yaml"
    file.write_text(write(page, [*changes, StepRemoved(id="a")], "tidy"), encoding="utf-8")
    assert change_file.read(file).changes == (*changes, StepRemoved(id="a"))


@pytest.mark.parametrize("name", ["12e3", "1e5", "0o17", "12:30", "no", "Form A"])
def test_a_name_that_looks_like_a_number_stays_a_name(tmp_path: Path, name: str):
    page = procedure({"s": {"kind": "start", "next": "a"}, "a": {"by": "office", "next": "e"}, "e": {"kind": "end"}})
    file = tmp_path / "plan.yaml"
    file.write_text(write(page, [StepAmended(id="a", attribute="name", value=name)], name), encoding="utf-8")
    assert change_file.read(file).changes[0].value == name


def test_a_removed_step_that_has_changed_since_is_a_conflict(tmp_path: Path):
    steps = {"s": {"kind": "start", "next": "e"}, "a": {"by": "office"}, "e": {"kind": "end"}}
    before, after = procedure(steps), procedure(steps | {"a": {"by": "desk"}})
    file = tmp_path / "plan.yaml"
    file.write_text(write(before, [StepRemoved(id="a")], "nobody comes there"))
    assert change_file.read(file).drift(before) == []
    assert change_file.read(file).drift(after) == ["steps.a"]


def test_an_accepted_plan_becomes_history_with_its_reason(folder: Path):
    run("plan", "renew.yaml", "-o", "plan.yaml")
    first = run("record", "renew.yaml", "--reason", "as it is", "--author", "Ada")
    assert "drafted as version 1" in first.stdout
    done = run("record", "renew.yaml", "--changes", "plan.yaml", "--reason", "decided in May", "--author", "Ada")
    assert "recorded as version 2" in done.stdout
    history = run("history", "renew").stdout
    assert "decided in May" in history
    planned = change_file.read(Path("plan.yaml")).fit(read_page(PAGE.encode(), "renew.yaml").procedure)
    assert read_page(run("show", "renew").stdout.encode(), "shown").procedure == planned


def test_an_accepted_plan_first_records_a_page_that_is_new(folder: Path):
    run("plan", "renew.yaml", "-o", "plan.yaml")
    done = run("record", "renew.yaml", "--changes", "plan.yaml", "--reason", "decided", "--author", "Ada")
    assert "recorded as version 2" in done.stdout


def test_a_plan_is_not_recorded_on_a_page_that_differs_from_its_history(folder: Path):
    run("plan", "renew.yaml", "-o", "plan.yaml")
    run("record", "renew.yaml", "--reason", "as it is", "--author", "Ada")
    Path("renew.yaml").write_text(PAGE.replace("title: Renew the card", "title: Renew it"))
    done = run("record", "renew.yaml", "--changes", "plan.yaml", "--reason", "decided", "--author", "Ada")
    assert done.exit_code != 0
    assert "differs from its last recorded version" in done.output
    assert "version 2" not in run("history", "renew").stdout


def test_a_plan_with_conflicts_is_recorded_only_if_they_are_ignored(folder: Path):
    page = read_page(PAGE.encode(), "renew.yaml").procedure
    Path("plan.yaml").write_text(write(page, [StepAmended(id="check", attribute="effort", value={"work": "1m"})], "q"))
    Path("renew.yaml").write_text(PAGE.replace("work: 4m", "work: 7m"))
    words = ("record", "renew.yaml", "--changes", "plan.yaml", "--reason", "decided", "--author", "Ada")
    assert "--ignore-conflicts" in run(*words).output
    assert "recorded as version 2" in run(*words, "--ignore-conflicts").output


def test_a_what_if_uses_the_rules_that_the_settings_choose(folder):
    cut = ("whatif", "renew.yaml", "--set", "steps.check.next.fill.share=0", "--format", "json")
    solved = {finding["rule"] for finding in json.loads(run(*cut).stdout)["solved"]}
    assert "FA207" in solved
    (folder / "frictionaudit.toml").write_text('ignore = ["FA207"]\n')
    assert solved - {finding["rule"] for finding in json.loads(run(*cut).stdout)["solved"]} == {"FA207"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["html", "github"])
def test_queues_are_not_simulated_for_a_format_that_does_not_print_them(form):
    done = run("whatif", "renew.yaml", "--set", "steps.check.effort.work=1m", "--queues", "--format", form)
    assert done.exit_code == 2
    assert "choose --format text or --format json" in done.output
