"""The command line: exit status, streams, and whole stories from first record to audit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.cli import COMMANDS, main
from frictionaudit.sources.page import read
from frictionaudit.sources.yaml_tree import parse
from tests.conftest import PAGE, ROOT, run

E_MAIL = next(line for line in PAGE.splitlines(keepends=True) if "E-mail address" in line)
"""One question of the page; without it there is one question less."""


def test_an_audit_without_findings_exits_with_0(folder):
    result = run("audit", "renew.yaml")
    assert result.exit_code == 0, result.output
    assert "No open findings" in result.stdout


def test_findings_exit_with_1_unless_they_are_below_fail_on(folder):
    (folder / "bad.yaml").write_text(PAGE.replace("also: [post], ", ""))
    assert run("audit", "bad.yaml").exit_code == 1
    assert run("audit", "bad.yaml", "--fail-on", "error").exit_code == 0
    assert run("audit", "bad.yaml", "--ignore", "FA701").exit_code == 0
    assert run("audit", "bad.yaml", "--ignore", "one-door").exit_code == 0
    assert run("audit", "bad.yaml", "--select", "FA1").exit_code == 0


def test_an_unknown_rule_is_wrong_use(folder):
    result = run("audit", "renew.yaml", "--select", "FA999")
    assert result.exit_code == 2
    assert "there is no rule 'FA999'" in result.stderr


def test_a_file_that_cannot_be_read_does_not_stop_the_others_and_exits_with_3(folder):
    (folder / "broken.yaml").write_text("id: x\ntitle: [y")
    result = run("audit", ".", "--format", "json")
    assert result.exit_code == 3
    audit = json.loads(result.stdout)
    assert [one["id"] for one in audit["procedures"]] == ["renew"]
    assert audit["summary"]["unreadable"] == 1
    assert audit["skipped"][0]["where"]["line"] == 2
    assert "broken.yaml:2:8" in result.stderr


def test_a_folder_without_pages_is_not_clean(folder):
    (folder / "empty").mkdir()
    (folder / "empty" / "notes.txt").write_text("nothing here")
    result = run("audit", "empty")
    assert result.exit_code == 3
    assert "no procedure was found to examine" in result.stderr


def test_a_path_that_does_not_exist_is_reported(folder):
    result = run("audit", "nowhere")
    assert result.exit_code == 3
    assert "nowhere: there is no such file or folder" in result.stderr


def test_files_of_other_formats_are_listed_as_not_read(folder):
    (folder / "notes.txt").write_text("x")
    one = "notes.txt was not read: it is not a page, a service table or a drawing"
    assert one in run("audit", ".").stdout
    (folder / "plan.txt").write_text("x")
    assert "notes.txt, plan.txt were not read: none of them is a page" in run("audit", ".").stdout


def test_a_dash_is_a_page_on_standard_input(folder):
    result = run("audit", "-", stdin=PAGE)
    assert result.exit_code == 0
    assert "<stdin>" in result.stdout


def test_json_has_the_shape_that_scripts_rely_on(folder):
    audit = json.loads(run("audit", "renew.yaml", "--format", "json").stdout)
    assert audit["schema"] == 1
    (one,) = audit["procedures"]
    assert {"id", "title", "source", "measures", "findings", "skipped", "coverage"} <= set(one)
    assert one["measures"]["customer_minutes"] == {
        "key": "customer_minutes",
        "value": 9.0,
        "unit": "minutes",
        "scope": "case",
        "evidence": {
            "kind": "stated",
            "bound": "exact",
            "low": None,
            "high": None,
            "assumed": [],
            "unknown": [],
            "note": None,
        },
    }
    bad = PAGE.replace("also: [post], ", "")
    (finding,) = json.loads(run("audit", "-", "--format", "json", stdin=bad).stdout)["procedures"][0]["findings"]
    keys = {"rule", "name", "severity", "steps", "about", "message", "fingerprint", "where", "suggestions"}
    assert keys <= set(finding)
    assert set(finding["where"]) == {"path", "line", "column"}


def test_the_same_input_gives_the_same_bytes(folder):
    assert run("audit", ".", "--format", "json").stdout == run("audit", ".", "--format", "json").stdout


def test_a_fingerprint_survives_moved_lines_and_reworded_names(folder):
    def prints(text):
        audit = json.loads(run("audit", "-", "--format", "json", stdin=text).stdout)
        return [finding["fingerprint"] for finding in audit["procedures"][0]["findings"]]

    bad = PAGE.replace("also: [post], ", "")
    assert prints(bad) == prints("# moved\n\n" + bad.replace("Fill in the form", "Write the form"))
    assert prints(bad)


@pytest.mark.parametrize("whole", [True, False])
def test_only_a_finding_about_the_whole_stays_the_same_whichever_steps_it_shows_at(whole):
    class Anywhere(Rule):
        step: str

        def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
            yield Flag("too much of it", steps=(self.step,), whole=whole)

    procedure = read((ROOT / "processes" / "support-line.yaml").read_bytes(), "page.yaml").procedure
    subject = Subject(procedure)
    rules = [Anywhere(step=step) for step in list(procedure.steps)[:2]]
    (one, _), (other, _) = examine(subject, Measures(subject), rules)
    assert (one.fingerprint == other.fingerprint) is whole


def test_an_audit_adds_to_each_finding_the_changes_that_resolve_it_on_request(folder):
    (folder / "renew.yaml").write_text(PAGE.replace("{data: name, ", "{data: name, known: true, "))
    plain, more = (
        json.loads(run("audit", "renew.yaml", "--format", "json", *asked).stdout)["procedures"][0]["findings"]
        for asked in ((), ("--suggest",))
    )
    assert not any(finding["suggestions"] for finding in plain)
    held = next(finding for finding in more if finding["rule"] == "FA102")
    assert held["suggestions"][0]["changes"][0]["kind"] == "field-amended"
    assert "try: Pre-fill the name at" in run("audit", "renew.yaml", "--suggest").stdout


def test_measures_as_csv_have_no_formulas(folder):
    text = PAGE.replace("title: Renew the card", "title: '=cmd()'")
    rows = run("measure", "-", "--format", "csv", stdin=text).stdout.splitlines()
    assert rows[1].startswith("renew,'=cmd()")


def test_a_costly_measure_is_computed_only_where_it_is_named(folder):
    assert "betweenness" not in run("measure", "renew.yaml").stdout
    assert "betweenness" in run("measure", "renew.yaml", "--key", "betweenness").stdout


def test_new_starts_a_folder_that_audits_and_overwrites_nothing(folder):
    assert run("new", "fresh").exit_code == 0
    assert run("audit", "fresh/processes").exit_code in (0, 1)
    assert run("new", "fresh").exit_code == 2


def test_the_page_to_start_from_fails_where_its_comments_say_so_and_nowhere_else(folder):
    run("new", "fresh")
    (one,) = json.loads(run("audit", "fresh/processes", "--format", "json").stdout)["procedures"]
    lines = (folder / "fresh/processes/my-procedure.yaml").read_text().splitlines()
    marked = {code for line in lines for code in re.findall(r"On purpose, (FA\d+)", line)}
    assert {finding["rule"] for finding in one["findings"] if finding["severity"] != "info"} == marked
    named = set(re.findall(r"FA\d+", " ".join(line for line in lines if "frictionaudit explain" not in line)))
    assert {finding["rule"] for finding in one["findings"]} == named


@pytest.mark.parametrize(("option", "ending"), [((), ".yaml"), (("--spreadsheet",), ".xlsx"), (("--lines",), ".steps")])
def test_the_files_of_a_new_folder_name_the_example_that_is_there(folder, option, ending):
    done = run("new", "fresh", *option)
    assert done.stderr.endswith("then run: cd fresh && frictionaudit audit processes\n")
    for name in ("README.md", "frictionaudit.toml"):
        named = re.findall(r"processes/my-procedure\.\w+", (folder / "fresh" / name).read_text())
        assert named == [f"processes/my-procedure{ending}"]
    assert (folder / "fresh/processes" / f"my-procedure{ending}").is_file()


def test_explain_finds_rules_by_code_and_by_name_and_measures(folder):
    assert run("explain", "FA101").stdout == run("explain", "ask-once").stdout
    assert "Leave it when" in run("explain", "FA101").stdout
    assert "a + b + c" in run("explain", "customer_minutes").stdout
    assert run("explain", "nonsense").exit_code == 2


def test_the_list_of_rules_says_how_many_of_them_an_audit_runs(folder):
    told = run("rules").stderr
    of_audit = json.loads(run("audit", "renew.yaml", "--format", "json").stdout)["procedures"][0]["coverage"]["rules"]
    assert f"An audit runs {len(of_audit)}:" in told


def test_rules_as_json_is_a_list(folder):
    rules = json.loads(run("rules", "--format", "json").stdout)
    assert set(rules[0]) == {"code", "name", "level", "element", "title"}


def test_schema_is_json_schema_and_accepts_what_the_reader_accepts(folder):
    schema = json.loads(run("schema").stdout)
    Draft202012Validator.check_schema(schema)
    run("new", "fresh")
    pages = [*(ROOT / "processes").rglob("*.yaml"), folder / "fresh/processes/my-procedure.yaml", folder / "renew.yaml"]
    for path in pages:
        page = parse(path.read_bytes(), str(path)).value
        assert [error.message for error in Draft202012Validator(schema).iter_errors(page)] == [], path


def test_schema_refuses_what_the_reader_refuses(folder):
    schema = json.loads(run("schema").stdout)
    for wrong in ({"titel": "x"}, {"steps": {"a": {"kind": "begin"}}}, {"volume": 12}, {"steps": {"a": {"bye": "x"}}}):
        assert not Draft202012Validator(schema).is_valid({"id": "p", "title": "P", **wrong})


@pytest.fixture
def clock(monkeypatch):
    moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def tick():
        nonlocal moment
        moment += timedelta(days=1)
        return moment

    monkeypatch.setattr("frictionaudit.cli.record.now", tick)


def record(page="renew.yaml", author="Ada", reason="first version", *more):
    return run("record", page, "--reason", reason, "--author", author, *more)


def test_the_history_of_a_design_names_author_reason_change_and_effect(folder, clock):
    assert "drafted as version 1" in record().stdout
    (folder / "renew.yaml").write_text(PAGE.replace(E_MAIL, "").replace("fill: 9m", "fill: 5m"))
    second = record(reason="nobody read the e-mail address").stdout
    assert "recorded as version 2" in second
    assert "E-mail address" in second
    assert "nothing changed since version 2" in record(reason="again").stdout
    story = run("history", "renew").stdout
    assert "2026-03-02" in story
    assert "Ada" in story
    assert "nobody read the e-mail address" in story
    assert "customer's time 9 min → 5 min" in story
    assert run("history", "renew.yaml").stdout == story
    assert "renew" in run("history").stdout


def test_a_design_is_shown_and_audited_as_it_was(folder, clock):
    record()
    (folder / "renew.yaml").write_text(PAGE.replace("fill: 9m", "fill: 5m"))
    record(reason="quicker")
    assert "fill: 9m" in run("show", "renew", "--as-of", "1").stdout
    assert "fill: 9m" in run("show", "renew", "--as-of", "2026-03-02").stdout
    assert "fill: 5m" in run("show", "renew").stdout
    first = json.loads(run("audit", "renew", "--as-of", "1", "--format", "json").stdout)
    assert first["procedures"][0]["measures"]["customer_minutes"]["value"] == 9
    assert run("show", "renew", "--as-of", "2026-01-01").exit_code == 2
    assert run("show", "renew", "--as-of", "9").exit_code == 2
    assert run("show", "renw").exit_code == 2


def test_what_is_shown_reads_back_as_the_page(folder, clock):
    from frictionaudit.sources.page import read

    record()
    shown = run("show", "renew").stdout
    assert read(shown.encode(), "s").procedure == read(PAGE.encode(), "p").procedure


def test_if_two_people_record_at_once_the_second_gets_an_error_and_loses_nothing(folder, clock):
    record()
    bo = folder / "bo.yaml"
    bo.write_text(PAGE.replace("fill: 9m", "fill: 7m"))
    (folder / "renew.yaml").write_text(PAGE.replace("work: 6m", "work: 3m"))
    record(reason="a better screen")
    refused = record("bo.yaml", "Bo", "shorter texts", "--based-on", "1")
    assert refused.exit_code == 3
    assert "a better screen" in refused.stderr
    assert "3 min" in refused.stderr
    assert "fill: 7m" in bo.read_text()
    assert "version 3" not in run("history", "renew").stdout
    bo.write_text(PAGE.replace("fill: 9m", "fill: 7m").replace("work: 6m", "work: 3m"))
    assert "version 3" in record("bo.yaml", "Bo", "shorter texts", "--based-on", "2").stdout


def test_diff_shows_changes_and_gain(folder, clock):
    record()
    (folder / "better.yaml").write_text(PAGE.replace(E_MAIL, "").replace("9m", "5m"))
    text = run("diff", "renew.yaml", "better.yaml").stdout
    assert "E-mail address" in text
    assert "4,000 customer minutes per year saved" in text
    document = json.loads(run("diff", "renew@1", "better.yaml", "--format", "json").stdout)
    assert document["measures"]["customer_minutes"]["difference"] == -4
    assert [change["kind"] for change in document["changes"]]
    assert "Nothing differs" in run("diff", "renew.yaml", "renew@1").stdout


def test_convert_turns_a_table_into_a_page_that_reads_back(folder):
    from frictionaudit import sources

    (folder / "t.csv").write_text(
        "Step,Who,What,Time\n1,Client,Hands in the form,5 minutes\n2,Clerk,Checks the form,10 minutes\n"
    )
    result = run("convert", "t.csv", "-o", "t.yaml")
    assert result.exit_code == 0, result.stderr
    assert sources.read(folder / "t.yaml").procedure == sources.read(folder / "t.csv").procedure
    assert run("convert", "t.csv", "-o", "t.yaml").exit_code == 2


def test_help_and_version_load_no_heavy_library():
    code = (
        "import sys; from frictionaudit.cli import group\n"
        "try: group.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'networkx', 'numpy', 'pydantic', 'eventsourcing', 'lxml', 'rich', 'yaml'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in COMMANDS)


def test_an_error_of_ours_is_a_line_and_an_exit_status_never_a_traceback(folder, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["frictionaudit", "audit", "nowhere"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 3
    assert capsys.readouterr().err == "error: nowhere: there is no such file or folder [no-such-path]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_says_what_it_does(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert COMMANDS[name].split(",")[0].split(".")[0][:20] in result.output


def test_a_broken_page_is_reported_even_if_only_its_history_is_needed(folder, clock):
    record()
    (folder / "broken.yaml").write_text("id: renew\ntitle: [y")
    result = run("audit", "broken.yaml", "--as-of", "1", "--format", "json")
    assert result.exit_code == 3
    assert "'[' is not closed" in result.stderr
