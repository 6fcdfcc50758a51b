"""Waivers: a finding may stay where somebody says why and until when, and what is stale is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frictionaudit.exports import FORMATS
from tests.conftest import PAGE, run

ONE_DOOR = PAGE.replace("also: [post], ", "")
WAIVER = {"rule": "FA701", "path": "renew.yaml", "reason": "the counter is rebuilt", "by": "Ada"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-11-21")
    (tmp_path / "renew.yaml").write_text(ONE_DOOR)
    return tmp_path


def write(folder: Path, *waivers: dict[str, Any], until: str = "2027-06-30", more: str = "") -> None:
    """Settings with some waivers, for the two rules that these tests are about."""
    lines = ['select = ["FA701", "FA903"]', more]
    for waiver in waivers:
        lines += ["[[waivers]]", *(f"{key} = {json.dumps(value)}" for key, value in waiver.items())]
        lines += [f"until = {until}"] if "until" not in waiver else []
    (folder / "frictionaudit.toml").write_text("\n".join(lines))


def audit(*args: str) -> Any:
    return json.loads(run("audit", *(args or ("renew.yaml",)), "--format", "json").stdout)


def door(done: Any, number: int = 0) -> Any:
    return next(finding for finding in done["procedures"][number]["findings"] if finding["rule"] == "FA701")


def stale(done: Any) -> list[tuple[str, str]]:
    return [(finding["severity"], finding["message"]) for finding in done["about_settings"]]


def test_a_waived_finding_does_not_count_and_says_who_answers_for_it(folder):
    write(folder)
    assert run("audit", "renew.yaml").exit_code == 1
    write(folder, WAIVER)
    result = run("audit", "renew.yaml", "--fail-on", "info")
    assert result.exit_code == 0
    assert "Waived: FA701 one-door (by Ada until 2027-06-30: the counter is rebuilt)" in result.stdout
    assert "0 justified, 1 waived" in result.stdout
    done = audit()
    done["summary"].pop("gaps")
    assert done["summary"] == {
        "procedures": 1, "unreadable": 0, "findings": {"error": 0, "warning": 0, "info": 0},
        "justified": 0, "waived": 1, "known": 0,
    }  # fmt: skip
    assert door(done)["waived"]["by"] == "Ada"
    assert door(done)["waived"]["until"] == "2027-06-30"
    assert stale(done) == []


@pytest.mark.parametrize(
    ("named", "covered"),
    [
        ({}, True),
        ({"rule": "one-door"}, True),
        ({"rule": "FA101"}, False),
        ({"path": "."}, True),
        ({"path": "other.yaml"}, False),
        ({"path": "deeper"}, False),
        ({"procedure": "renew"}, True),
        ({"procedure": "other"}, False),
        ({"step": "fill"}, True),
        ({"step": ["check", "fill"]}, True),
        ({"step": "check"}, False),
        ({"fingerprint": "0000000000000000"}, False),
    ],
)
def test_a_waiver_covers_what_fits_all_that_it_says(folder, named, covered):
    (folder / "other.yaml").write_text(ONE_DOOR.replace("id: renew", "id: other"))
    write(folder, {**WAIVER, **named})
    assert (door(audit())["waived"] is not None) == covered


def test_a_waiver_may_be_for_one_finding(folder):
    write(folder)
    print_ = door(audit())["fingerprint"]
    write(folder, {**WAIVER, "fingerprint": print_})
    assert door(audit())["waived"]["fingerprint"] == print_


def test_a_finding_of_two_steps_needs_both_named(folder):
    twice = ONE_DOOR.replace("next: check}", "next: more}").replace(
        "  check:",
        "  more: {name: More, by: customer, channel: web, effort: {fill: 1m}, asks: again, next: check}\n  check:",
    )
    twice = twice.replace("forms:", "forms:\n  again: {fields: [{data: name}]}")
    (folder / "renew.yaml").write_text(twice)
    for steps, waived in (["more"], False), (["fill", "more"], True):
        write(folder, {**WAIVER, "rule": "FA101", "step": steps})
        (folder / "frictionaudit.toml").write_text(
            (folder / "frictionaudit.toml").read_text().replace("FA701", "FA101", 1)
        )
        findings = audit()["procedures"][0]["findings"]
        (asked,) = [finding for finding in findings if finding["rule"] == "FA101"]
        assert len(asked["steps"]) == 2
        assert (asked["waived"] is not None) == waived


def test_a_path_is_seen_from_the_settings_file(folder, monkeypatch):
    below = folder / "pages"
    below.mkdir()
    (below / "renew.yaml").write_text(ONE_DOOR)
    write(folder, {**WAIVER, "path": "pages/renew.yaml"})
    monkeypatch.chdir(below)
    assert door(audit())["waived"] is not None
    assert door(audit(str(below / "renew.yaml")))["waived"] is not None
    assert door(audit(str(folder / "renew.yaml")))["waived"] is None


def test_what_the_page_justifies_needs_no_waiver(folder):
    (folder / "renew.yaml").write_text(
        ONE_DOOR.replace("asks: form,", "asks: form, because: {purpose: safety, basis: Act 7},")
    )
    write(folder, WAIVER)
    finding = door(audit())
    assert finding["justified"]
    assert finding["waived"] is None


# stale ones


def test_a_waiver_is_valid_until_the_end_of_its_last_day(folder, monkeypatch):
    write(folder, WAIVER, until="2026-11-21")
    assert run("audit", "renew.yaml").exit_code == 0
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-11-22")
    result = run("audit", "renew.yaml")
    assert result.exit_code == 1
    assert "frictionaudit.toml:3:1" in result.stdout
    done = audit()
    assert door(done)["waived"] is None
    told = "The waiver of FA701 for renew.yaml expired on 2026-11-21 (granted by Ada)"
    assert stale(done) == [("warning", told)]
    assert done["about_settings"][0]["where"] == {"path": "frictionaudit.toml", "line": 3, "column": 1}
    assert done["rules"]["FA903"]["name"] == "stale-waiver"
    assert done["summary"]["findings"]["warning"] == 2


def test_a_waiver_past_its_day_fails_the_run_even_where_the_friction_is_gone(folder, monkeypatch):
    (folder / "renew.yaml").write_text(PAGE)
    write(folder, WAIVER, until="2026-11-20")
    assert run("audit", "renew.yaml").exit_code == 1
    assert run("audit", "renew.yaml", "--ignore", "FA903").exit_code == 0


def test_a_waiver_without_a_finding_is_reported_if_its_procedure_was_audited(folder):
    (folder / "renew.yaml").write_text(PAGE)
    (folder / "other.yaml").write_text(PAGE.replace("id: renew", "id: other"))
    write(folder, {**WAIVER, "step": "fill"})
    assert stale(audit()) == [("info", "The waiver of FA701 for renew.yaml, fill covers no finding")]
    assert run("audit", "renew.yaml").exit_code == 0
    assert stale(audit("other.yaml")) == []
    assert stale(audit("renew.yaml", "--select", "FA101", "--select", "FA903")) == []
    assert stale(audit("renew.yaml", "--ignore", "FA903")) == []


def test_a_waiver_for_a_missing_file_is_always_reported(folder):
    write(folder, {**WAIVER, "path": "gone.yaml"})
    assert stale(audit()) == [("info", "The waiver of FA701 for gone.yaml is for a file that does not exist")]


@pytest.mark.parametrize("form", list(FORMATS))
def test_every_format_shows_stale_waivers_or_they_go_to_stderr(folder, form):
    write(folder, {**WAIVER, "path": "gone.yaml"})
    told = run("audit", "renew.yaml", "--format", form)
    assert "FA701 for gone.yaml is for a file that does not exist" in " ".join((told.stdout + told.stderr).split())


def test_two_jobs_waive_the_same(folder):
    (folder / "other.yaml").write_text(ONE_DOOR.replace("id: renew", "id: other"))
    write(folder, WAIVER, {**WAIVER, "path": "gone.yaml"})
    assert audit(".", "--jobs", "2") == audit(".")
    assert audit(".")["summary"]["waived"] == 1


def test_a_reason_on_the_page_that_outlives_its_friction_is_told_at_its_line(folder):
    because = "  fill: {because: {purpose: safety, basis: Act 7, covers: [FA701]},"
    (folder / "renew.yaml").write_text(PAGE.replace("  fill: {", because, 1))
    (line,) = (n for n, text in enumerate((folder / "renew.yaml").read_text().splitlines(), 1) if because in text)
    write(folder)
    (finding,) = audit()["procedures"][0]["findings"]
    assert (finding["rule"], finding["about"], finding["where"]["line"]) == ("FA903", "steps.fill", line)


def test_a_reason_is_not_judged_where_its_rule_was_not_run_or_speaks_later(folder):
    for covers in "[FA102]", "[FA701, FA102]", "[FA104]", "[FA903]":  # not run; one not run; of several pages; later
        because = f"  fill: {{because: {{purpose: safety, basis: Act 7, covers: {covers}}},"
        (folder / "renew.yaml").write_text(PAGE.replace("  fill: {", because, 1))
        write(folder)
        assert audit()["procedures"][0]["findings"] == []


# faults


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ("rule = 'FA701'\npath = 'x'\nby = 'Ada'\nuntil = 2027-01-01", "incomplete-waiver", "1:1"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nuntil = 2027-01-01", "incomplete-waiver", "1:1"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'Ada'", "incomplete-waiver", "1:1"),
        ("path = 'x'\nreason = 'r'\nby = 'Ada'\nuntil = 2027-01-01", "incomplete-waiver", "1:1"),
        ("rule = 'FA701'\nreason = 'r'\nby = 'Ada'\nuntil = 2027-01-01", "incomplete-waiver", "1:1"),
        ("rule = 'FA701'\npath = 'x'\nreason = ' '\nby = 'Ada'\nuntil = 2027-01-01", "wrong-setting", "4:10"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 3\nuntil = 2027-01-01", "wrong-setting", "5:6"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = '2027-01-01'", "wrong-setting", "6:9"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01T10:00:00", "wrong-setting", "6:9"),
        ("rule = 'FA999'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01", "unknown-rule", "2:8"),
        ("rule = 'FA7'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01", "unknown-rule", "2:8"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01\nday = 3", "unknown-setting", "7:1"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01\nstep = []", "wrong-setting", "7:8"),
        ("rule = 'FA701'\npath = 'x'\nreason = 'r'\nby = 'A'\nuntil = 2027-01-01\nstep = [3]", "wrong-setting", "7:9"),
    ],
)  # fmt: skip
def test_each_fault_of_a_waiver_is_one_error_at_its_place(folder, text, slug, place):
    (folder / "frictionaudit.toml").write_text(f"[[waivers]]\n{text}\n")
    told = run("audit", "renew.yaml")
    assert (told.exit_code, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"frictionaudit.toml:{place}: ")
    assert line.endswith(f"[{slug}]")


def test_a_waiver_covers_the_steps_that_it_names_and_says_which_are_new(folder):
    (folder / "renew.yaml").write_text(ONE_DOOR.replace("Check the form", "Check").replace("Send the card", "Send"))
    settings = folder / "frictionaudit.toml"
    for steps, ending in (["check"], "; not waived: 'tell'"), (["check", "tell"], None):
        waiver = {**WAIVER, "rule": "FA814", "step": steps}
        lines = [f"{key} = {json.dumps(value)}" for key, value in waiver.items()]
        settings.write_text("\n".join(['select = ["FA814"]', "[[waivers]]", *lines, "until = 2027-06-30"]))
        (finding,) = audit()["procedures"][0]["findings"]
        assert (finding["waived"] is None) == (ending is not None)
        assert finding["message"].endswith(ending or "")


def test_a_waiver_that_names_what_it_is_about_covers_nothing_else(folder):
    write(folder, {**WAIVER, "about": "form"})
    assert door(audit())["waived"] is None
