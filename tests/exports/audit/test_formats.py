"""An audit in each format: gold files, the published schemas, and what a reader of the format relies on."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator
from lxml import etree
from markdown_it import MarkdownIt

from frictionaudit.application.audit import AuditOptions, chosen_rules
from frictionaudit.application.parallel import audit_files
from frictionaudit.cli import group
from frictionaudit.exports import BINARY, FORMATS, writer
from frictionaudit.results.audit import Audit, Summary
from frictionaudit.version import HOME, __version__
from tests.conftest import ROOT
from tests.gold_files import assert_gold

TEXT_FORMATS = tuple(form for form in FORMATS if form not in BINARY)
"""Formats that are text; Word and PDF have tests of their own."""

TESTS = ROOT / "tests"
GOLD = TESTS / "gold" / "formats"
SCHEMAS = TESTS / "fixtures" / "schemas"
ENDING = {
    "sarif": "sarif", "github": "txt", "markdown": "md", "junit": "xml", "csv": "csv", "html": "html",
    "concise": "concise.txt", "statistics": "statistics.txt",
}  # fmt: skip
AUDIT = Audit.model_validate_json((GOLD / "audit.json").read_bytes())
ONE, CLEAN = AUDIT.procedures
NOTHING_AGREED = {"about_settings": (), "budgets": (), "fixed": ()}


def with_findings(*findings, **more):
    """The audit of one procedure with these findings alone."""
    one = ONE.model_copy(update={"findings": findings, **more})
    return AUDIT.model_copy(update={"procedures": (one,), **NOTHING_AGREED})


def sarif(audit=AUDIT):
    return json.loads(writer("sarif")(audit))["runs"][0]


def junit(audit=AUDIT):
    return etree.fromstring(writer("junit")(audit).encode())


@pytest.mark.parametrize("form", ENDING)
def test_the_fixed_audit_is_written_as_in_its_gold_file(form):
    assert_gold(f"formats/audit.{ENDING[form]}", writer(form)(AUDIT).replace(__version__, "VERSION"))


def test_every_format_of_the_table_has_a_writer_and_is_offered_by_the_command():
    for form in TEXT_FORMATS:
        assert writer(form)(AUDIT)
    (option,) = [one for one in group.get_command(None, "audit").params if "--format" in one.opts]
    assert list(option.type.choices) == list(FORMATS)


@pytest.mark.parametrize("form", sorted(set(TEXT_FORMATS) - {"text"}))
def test_what_the_command_prints_is_the_document_alone_in_utf_8_with_one_newline_at_its_end(form, tmp_path):
    page = tmp_path / "Rückgabe.yaml"
    page.write_bytes((TESTS.parent / "processes" / "return-a-product.yaml").read_bytes())
    printed = CliRunner().invoke(group, ["audit", str(page), "--format", form, "--fail-on", "never"])
    assert printed.exit_code == 0
    assert printed.stderr == ""
    text = printed.stdout_bytes.decode("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


def test_every_format_but_text_and_json_has_a_gold_file():
    assert set(TEXT_FORMATS) - {"text", "json"} == set(ENDING)


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_an_audit_without_findings_says_in_every_format_that_something_was_examined(form):
    summary = Summary(procedures=1, unreadable=0, findings={"error": 0, "warning": 0, "info": 0}, justified=0)
    clean = AUDIT.model_copy(
        update={"procedures": (CLEAN,), "rules": {}, "skipped": (), "summary": summary} | NOTHING_AGREED
    )
    written = writer(form)(clean)
    examined = CLEAN.source if form in ("sarif", "json", "junit") else "1 procedure examined"
    if form == "csv":
        assert len(written.splitlines()) == 1
    else:
        assert examined in written


# SARIF


def test_sarif_validates_against_the_schema_of_oasis():
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_bytes())
    validator = Draft4Validator(schema)
    document = json.loads(writer("sarif")(AUDIT))
    assert document["$schema"] == schema["id"]
    assert [error.message for error in validator.iter_errors(document)] == []
    del document["runs"][0]["tool"]
    assert not validator.is_valid(document)


def test_every_sarif_result_has_a_relative_physical_location_and_a_rule():
    run = sarif(with_findings(*ONE.findings))
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(ONE.findings)
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "processes/return-a-product.yaml"
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_finding_without_a_place_is_put_at_the_beginning_of_its_file():
    finding = ONE.findings[0].model_copy(update={"where": None})
    (result,) = sarif(with_findings(finding))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert f"::error file={ONE.source},line=1,col=1," in writer("github")(with_findings(finding))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("pages\\return a.yaml", "pages/return%20a.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("Rückgabe.yaml", "R%C3%BCckgabe.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/elsewhere/page.yaml", "file:///elsewhere/page.yaml"),
        ("./page.yaml", "page.yaml"),
    ],
)
def test_a_path_becomes_a_uri_with_forward_slashes(path, uri):
    one = with_findings(ONE.findings[0].model_copy(update={"where": None}), source=path)
    (result,) = sarif(one)["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_an_absolute_path_below_the_working_folder_becomes_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = str(tmp_path / "pages" / "one.yaml")
    one = with_findings(ONE.findings[0].model_copy(update={"where": None}), source=page)
    assert sarif(one)["artifacts"][0]["location"]["uri"] == "pages/one.yaml"
    assert "file=pages/one.yaml," in writer("github")(one)


def test_a_step_that_a_finding_names_twice_is_one_logical_location():
    twice = ONE.findings[0].model_copy(update={"steps": ("send-form", "send-form")})
    (result,) = sarif(with_findings(twice))["results"]
    assert [one["name"] for one in result["locations"][0]["logicalLocations"]] == ["send-form"]


def test_two_ways_to_write_one_path_are_one_artifact_in_sarif():
    procedures = tuple(ONE.model_copy(update={"source": source}) for source in ("a/b.yaml", "./a/b.yaml", "a\\b.yaml"))
    both = AUDIT.model_copy(update={"procedures": procedures})
    assert [one["location"]["uri"] for one in sarif(both)["artifacts"]] == ["a/b.yaml"]


def test_sarif_rules_carry_what_a_reader_needs_to_know_of_them():
    (rule,) = [rule for rule in sarif()["tool"]["driver"]["rules"] if rule["id"] == "FA101"]
    info = AUDIT.rules["FA101"]
    assert rule["name"] == "ask-once"
    assert rule["shortDescription"]["text"] == info.title
    assert info.why in rule["fullDescription"]["text"]
    assert info.do in rule["help"]["text"]
    assert info.do in rule["help"]["markdown"]
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["properties"]["element"] == info.element


def test_sarif_leads_to_the_home_of_the_program_and_to_the_page_of_each_rule():
    driver = sarif()["tool"]["driver"]
    assert driver["informationUri"] == HOME
    assert f'Homepage = "{HOME}"' in (ROOT / "pyproject.toml").read_text()
    for rule in driver["rules"]:
        page = rule["helpUri"].removeprefix(f"{HOME}/blob/v{__version__}/").partition("#")[0]
        assert (ROOT / page).is_file(), rule["helpUri"]


def test_concise_has_one_line_per_open_finding_with_its_place():
    lines = writer("concise")(AUDIT).splitlines()
    found = [line for line in lines if re.match(r"\S+:\d+:\d+: (error|warning|info) FA\d{3} ", line)]
    assert len(found) == sum(len(procedure.open) for procedure in AUDIT.procedures) + len(AUDIT.about_settings)
    assert lines[-1].startswith("2 procedures examined")


def test_statistics_counts_the_findings_of_each_rule_and_those_that_do_not_count_apart():
    known = ONE.open[0].model_copy(update={"known": True})
    lines = writer("statistics")(with_findings(*ONE.open[:1] * 2, known)).splitlines()
    assert re.fullmatch(rf" +2  {known.rule}  {known.name} +2 .* in 1 procedure; 1 known", lines[0])


def test_sarif_levels_are_those_of_the_findings():
    levels = {result["ruleId"]: result["level"] for result in sarif()["results"]}
    assert (levels["FA304"], levels["FA101"], levels["FA307"]) == ("error", "warning", "note")


def test_sarif_fingerprints_survive_moved_lines_and_reworded_text():
    moved = ONE.findings[0].model_copy(update={"where": None, "message": "said otherwise"})
    before, after = sarif(with_findings(ONE.findings[0])), sarif(with_findings(moved))
    assert before["results"][0]["partialFingerprints"] == after["results"][0]["partialFingerprints"]
    assert before["results"][0]["partialFingerprints"]["frictionaudit/v1"] == ONE.findings[0].fingerprint


def test_two_findings_of_one_fingerprint_stay_two_on_github():
    marks = [
        r["partialFingerprints"]["primaryLocationLineHash"]
        for r in sarif(with_findings(*ONE.findings[:1] * 2))["results"]
    ]
    assert len(set(marks)) == 2


def test_a_justified_finding_is_a_result_suppressed_on_the_page():
    suppressed = [result for result in sarif()["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["FA107", "FA403"]
    justification = "programme integrity: Internal audit 2024, finding 7"
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": justification}]


def test_a_file_that_was_not_read_makes_the_sarif_invocation_fail_with_its_place():
    (invocation,) = sarif()["invocations"]
    assert invocation["executionSuccessful"] is False
    (error,) = [said for said in invocation["toolExecutionNotifications"] if said["level"] == "error"]
    assert "found the end of the file" in error["message"]["text"]
    place = error["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("processes/broken.yaml", 7)


def test_sarif_notes_what_could_not_be_judged_and_what_was_left_aside():
    notes = [
        s["message"]["text"] for s in sarif()["invocations"][0]["toolExecutionNotifications"] if s["level"] == "note"
    ]
    assert "the wait before 'Check the parcel': the page does not say how long it is" in notes
    assert "processes/notes.docx: not a format that is read" in notes


def test_braces_and_brackets_of_a_label_are_no_placeholder_and_no_link_in_sarif():
    finding = ONE.findings[0].model_copy(update={"message": "{0} [click](http://bad) \\"})
    (result,) = sarif(with_findings(finding))["results"]
    assert result["message"]["text"] == "{{0}} \\[click\\](http://bad) \\\\"


def test_a_waived_finding_is_a_result_suppressed_outside_the_page():
    (waived,) = [result for result in sarif()["results"] if result["ruleId"] == "FA403"]
    (suppression,) = waived["suppressions"]
    assert suppression["kind"] == "external"
    assert suppression["justification"].startswith("by Ruth Okafor until 2027-03-31: a case manager")


def test_beside_a_baseline_every_sarif_result_says_whether_it_is_new():
    states = {result["ruleId"]: result["baselineState"] for result in sarif()["results"]}
    assert states.pop("FA503") == "unchanged"
    assert set(states.values()) == {"new"}


def test_without_a_baseline_no_sarif_result_says_so():
    known = AUDIT.summary.model_copy(update={"known": 0})
    alone = with_findings(ONE.findings[0]).model_copy(update={"summary": known})
    assert "baselineState" not in sarif(alone)["results"][0]


def test_a_budget_that_is_exceeded_is_an_error_at_its_line_of_the_settings():
    (over,) = [result for result in sarif()["results"] if result["ruleId"] == "budget"]
    place = over["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("frictionaudit.toml", 4)
    assert sarif()["tool"]["driver"]["rules"][over["ruleIndex"]]["id"] == "budget"
    assert "::error file=frictionaudit.toml,line=4,col=1,title=friction budget::" in writer("github")(AUDIT)
    cases = {case.get("name"): case for case in junit().findall("testsuite[@name='agreed']/testcase")}
    assert cases["return-a-product: customer_minutes <= 45"].find("failure") is not None
    assert len(cases["return-a-product: forms <= 2"]) == 0
    assert cases["return-a-product: fairness_gap <= 1.2"].find("skipped") is not None
    assert "- **over budget**: budget of 'return-a-product'" in writer("markdown")(AUDIT)


def test_a_result_about_the_settings_has_a_place_even_where_nobody_knows_it():
    finding, *_ = AUDIT.about_settings
    lost = AUDIT.model_copy(update={"about_settings": (finding.model_copy(update={"where": None}),)})
    (result,) = [result for result in sarif(lost)["results"] if result["ruleId"] == finding.rule]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "frictionaudit.toml"}, "region": {"startLine": 1, "startColumn": 1}}


@pytest.mark.parametrize("form", sorted(ENDING))
def test_what_is_said_of_the_settings_is_in_every_format(form):
    assert "has nothing left to waive" in writer(form)(AUDIT)


# GitHub


def test_github_lines_say_where_what_and_what_to_do():
    line = next(line for line in writer("github")(AUDIT).splitlines() if "FA101" in line)
    where = ONE.findings[[f.rule for f in ONE.findings].index("FA101")].where
    begin = (
        f"::warning file=processes/return-a-product.yaml,line={where.line},col={where.column},title=FA101 ask-once "
        "(procedural)::"
    )
    assert line.startswith(begin)
    assert line.endswith(f"%0A{AUDIT.rules['FA101'].do}")


def test_github_shows_the_most_severe_first_and_what_does_not_count_not_at_all():
    lines = writer("github")(with_findings(*ONE.findings)).splitlines()
    kinds = [line.split(" ")[0] for line in lines if "title=FA" in line]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert not any(code in line for line in lines for code in ("FA107", "FA403", "FA503"))


def test_github_properties_and_messages_are_escaped_as_its_toolkit_does():
    finding = ONE.findings[0].model_copy(update={"message": "100 %, a:b", "where": None})
    line = writer("github")(with_findings(finding, source="a,b:c%.yaml")).splitlines()[2]
    assert line.startswith(
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=FA304 over-the-limit (procedural)::100 %25, a:b%0A"
    )


def test_github_says_what_was_not_read():
    lines = writer("github")(AUDIT).splitlines()
    assert lines[0].startswith("::error file=processes/broken.yaml,line=7,col=9,title=not read::expected a value")
    assert lines[1] == "::notice title=ignored::processes/notes.docx: not a format that is read"


# JUnit


def test_junit_validates_against_the_schema_of_jenkins():
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    document = junit()
    assert schema.validate(document), schema.error_log
    etree.SubElement(document, "suite")
    assert not schema.validate(document)


def test_junit_has_a_case_for_every_rule_that_was_run_and_its_counts_are_right():
    document = junit()
    one, clean, *_ = document.findall("testsuite")
    assert [case.get("name") for case in one.findall("testcase")] == list(ONE.coverage.rules)
    for suite in (one, clean):
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    for key in ("tests", "failures", "errors"):
        assert int(document.get(key)) == sum(int(suite.get(key)) for suite in document.findall("testsuite"))
    assert clean.get("failures") == "0"


def test_junit_fails_for_errors_and_warnings_tells_hints_and_skips_what_does_not_count():
    cases = {case.get("name"): case for case in junit().find("testsuite").findall("testcase")}
    assert cases["FA304"].find("failure").get("type") == "error"
    assert cases["FA101"].find("failure").get("message") == "ask-once (procedural): 1 warning"
    assert cases["FA307"].find("failure") is None
    assert "do:" in cases["FA307"].find("system-out").text
    assert "Internal audit 2024" in cases["FA107"].find("skipped").get("message")
    assert cases["FA403"].find("skipped").get("message").startswith("waived (")
    assert cases["FA503"].find("skipped").get("message") == "known (in the baseline)"
    assert len(cases["FA103"]) == 0


def test_junit_reports_a_file_that_was_not_read_as_an_error():
    unread = junit().findall("testsuite")[-1]
    assert unread.get("errors") == "1"
    assert unread.find("testcase").get("name") == "processes/broken.yaml:7"


# CSV


def test_csv_has_a_row_per_finding_justified_ones_marked_and_a_row_per_unread_file():
    rows = list(csv.DictReader(io.StringIO(writer("csv")(AUDIT))))
    assert [row["rule"] for row in rows] == [*(finding.rule for finding in ONE.findings), "FA902", ""]
    status = {row["rule"]: row["status"] for row in rows}
    assert (status["FA107"], status["FA101"], status[""]) == ("justified", "open", "not read")
    assert (status["FA403"], status["FA503"], status["FA902"]) == ("waived", "known", "open")
    assert "by Ruth Okafor until 2027-03-31" in {row["rule"]: row["reason"] for row in rows}["FA403"]
    assert {row["fingerprint"] for row in rows[:-2]} == {finding.fingerprint for finding in ONE.findings}
    assert rows[-1]["source"] == "processes/broken.yaml"


# Markdown


def test_markdown_shows_three_findings_of_a_rule_and_folds_the_rest():
    written = writer("markdown")(AUDIT)
    section = written.split("FA102 already-held (procedural)\n")[1].split("####")[0]
    assert section.split("<details>")[0].count("\n- ") == 3
    assert "<details><summary>2 more like it</summary>" in section


def test_markdown_headings_go_down_one_level_at_a_time():
    tokens = MarkdownIt("commonmark", {"html": True}).parse(writer("markdown")(AUDIT))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_markdown_sets_apart_what_does_not_count():
    written = writer("markdown")(AUDIT)
    order = ["### Findings", "### Justified on the page", "### Waived for a while", "### Known from the baseline"]
    places = [written.index(heading) for heading in order]
    assert places == sorted(places)
    assert "by Ruth Okafor until 2027-03-31" in written[places[2] : places[3]]


def test_markdown_sets_justified_findings_apart_and_says_what_was_not_read_or_judged():
    written = writer("markdown")(AUDIT)
    apart = written.split("### Justified on the page")[1]
    assert "Internal audit 2024, finding 7" in apart
    assert re.search(r"Looked at 19 steps with 9 rules; could not judge 2, because:\n\n- the wait", apart)
    assert written.index("## Not read") < written.index("## Return a product")


def test_markdown_severity_is_said_in_words():
    written = writer("markdown")(AUDIT)
    assert "#### ✖ Error: FA304 over-the-limit" in written
    assert "#### ● Hint: FA307" in written


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_report_says_what_would_help_with_its_proof_and_how_care_stands(form):
    scene = ROOT / "processes" / "return-a-product.yaml"
    done = audit_files([scene], AuditOptions(tuple(chosen_rules(["FA101"])), suggest=True))
    report = writer(form)(done)
    assert "What would help" in report
    assert "less of the customer" in report
    assert "Ten points of care" in report
    assert "What would help" not in writer(form)(audit_files([scene], AuditOptions(tuple(chosen_rules(["FA101"])))))


REPAIR = ROOT / "tests" / "fixtures" / "pages" / "repair.yaml"


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_reports_begin_with_where_the_time_goes_and_say_what_is_at_stake(form):
    text = writer(form)(audit_files([REPAIR], AuditOptions.default()))
    where, findings = (
        text.index("Where the time goes"),
        text.index("Findings</h3>" if form == "html" else "### Findings"),
    )
    assert where < text.index("Stay at home for the visit") < findings
    assert where < text.index("10,800 h a year") < findings
    assert "10,800 h of customers" in text[findings:]  # what the loop costs


@pytest.mark.parametrize("form", ["text", "html", "markdown", "github", "junit", "csv"])
def test_a_finding_says_in_each_format_for_people_of_which_kind_of_care_it_is(form):
    rules = {**AUDIT.rules, "FA101": AUDIT.rules["FA101"].model_copy(update={"element": "physical"})}
    kinds = [
        re.sub(r"(procedural|personal|physical) ?</dt>", "", writer(form)(AUDIT.model_copy(update={"rules": found})))
        for found in (AUDIT.rules, rules)
    ]
    assert ["physical" in text for text in kinds] == [False, True]


@pytest.mark.parametrize("form", ["text", "html", "markdown", "junit", "sarif"])
def test_an_audit_says_how_many_of_its_rules_looked_at_which_kind_of_care(form):
    chosen = AuditOptions(tuple(chosen_rules(["FA101", "FA102", "FA309", "FA606"])))
    done = audit_files([REPAIR], chosen)
    assert done.procedures[0].coverage.elements == {"procedural": 2, "personal": 1, "physical": 1}
    assert "with 4 rules: 2 procedural, 1 personal, 1 physical" in writer(form)(done)


def test_json_holds_where_the_time_goes_and_what_is_at_stake():
    (one,) = json.loads(writer("json")(audit_files([REPAIR], AuditOptions.default())))["procedures"]
    assert one["burden"]["steps"][0]["label"] == "Stay at home for the visit"
    assert one["burden"]["loops"][0]["customer_hours_year"] == pytest.approx(10_800)
    assert max(finding["at_stake"]["share"] for finding in one["findings"] if finding["at_stake"]) == 1
    assert one["completeness"]["steps"] == 12


def test_sarif_ranks_results_by_what_is_at_stake_and_csv_names_it():
    done = audit_files([REPAIR], AuditOptions.default())
    results = json.loads(writer("sarif")(done))["runs"][0]["results"]
    assert all(0 <= result["rank"] <= 100 for result in results if "rank" in result)
    assert any(result["properties"].get("atStake") for result in results)
    rows = list(csv.DictReader(io.StringIO(writer("csv")(done))))
    assert rows[0]["at_stake"].endswith("a year")
    assert float(rows[0]["customer_hours_year"]) > 0


def test_a_finding_of_two_rules_fails_the_case_of_each_in_junit():
    scene = ROOT / "processes" / "complaint-to-a-utility.yaml"
    text = writer("junit")(audit_files([scene], AuditOptions.default()))
    suite = etree.fromstring(text.encode())
    failed = {case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None}
    assert {"FA303", "FA304"} <= failed
