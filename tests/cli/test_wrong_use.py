"""What a stranger gets wrong is answered with what to type instead."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from frictionaudit.cli import group
from frictionaudit.did_you_mean import nearest
from tests.cli.test_boundary import shell
from tests.conftest import ROOT

FOLDER = str(ROOT / "processes")
PAGE = f"{FOLDER}/return-a-product.yaml"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, [*arguments], catch_exceptions=True)


def problem(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code != 0, done.output
    return f"{done.output} {done.exception}"


@pytest.mark.parametrize(
    "call", ["fa audit SCENE", "fa audit SCENE --format json", "fa rules", "fa --help", "fa schema", "fa measure SCENE"]
)
def test_a_closed_output_is_told_and_never_looks_like_success(call):
    done = shell(f"{call} >&-")
    assert done.returncode == 3, done.stderr
    assert "the output cannot be written: it is closed" in done.stderr


def test_a_command_that_writes_a_file_needs_no_output(tmp_path):
    done = shell(f"fa draw SCENE -o {tmp_path}/drawing.svg >&-")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "drawing.svg").is_file()


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_rules_may_be_named_with_commas_or_one_by_one(option):
    together = run("audit", PAGE, option, "FA301, no-promise,FA403", "--format", "json")
    apart = run("audit", PAGE, option, "FA301", option, "no-promise", option, "FA403", "--format", "json")
    assert together.stdout == apart.stdout != run("audit", PAGE, "--format", "json").stdout


def test_heuristics_and_measures_may_be_named_with_commas():
    keys = "customer_minutes,staff_minutes"
    assert [line.split()[0] for line in run("measure", PAGE, "--key", keys).stdout.splitlines()[1:]] == keys.split(",")
    assert run("suggest", PAGE, "--only", "publish-a-promise,name-a-contact").exit_code == 0


def test_a_rule_that_does_not_exist_gets_a_near_one():
    assert "did you mean 'no-promise'?" in problem("audit", PAGE, "--select", "nopromise")
    assert "did you mean 'no-promise'?" in problem("audit", PAGE, "--ignore", "nopromise")


def test_the_beginning_of_a_name_is_nearer_than_a_name_that_differs():
    known = ["FA901", "FA816", "FA101", "FA102"]
    assert nearest("FA1", known, 2) == ["FA101", "FA102"]
    assert nearest("FA9O1", known) == ["FA901"]


def test_a_missing_file_has_no_permissions_to_check():
    told = problem("audit", PAGE, "--answers", "nope")
    assert "nope: there is no such file" in told
    assert "permissions" not in told


def test_a_report_cannot_go_where_questionnaires_go_and_the_error_says_what_to_type():
    assert "--format html > out.html" in problem("audit", PAGE, "-o", "out.html")
    assert "--format markdown > out.md" in problem("audit", PAGE, "-o", "out.md")


def test_a_folder_where_one_procedure_is_needed_is_called_a_folder():
    assert "add --to DIR" in problem("draw", FOLDER)
    assert "this is a folder" in problem("diff", FOLDER, PAGE)


def test_a_number_is_called_a_number():
    assert "'x' is not a valid whole number" in problem("audit", PAGE, "--jobs", "x")


def test_a_walk_without_anyone_to_ask_says_how_to_walk_without_questions():
    assert "add --auto" in problem("walk", PAGE)
    assert run("walk", PAGE, "--auto").exit_code == 0


def test_an_event_log_is_called_one_and_no_conversion_is_promised(tmp_path):
    (tmp_path / "log.xes").write_text("<log/>")
    (tmp_path / "page.docm").write_text("x")
    assert "event logs are not read as procedures" in problem("draw", f"{tmp_path}/log.xes")
    assert "convert it to one of" in problem("draw", f"{tmp_path}/page.docm")
