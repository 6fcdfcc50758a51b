"""A review on the command line: from audit to minutes to verification, and what is refused."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from tests.conftest import ROOT, run

PAGE = "return-a-product.yaml"
ANN = ("--by", "Ann Lee")


@pytest.fixture
def review(folder, monkeypatch):
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-03-02")
    (folder / PAGE).write_text((ROOT / "processes" / PAGE).read_text())
    done = run("review", "open", PAGE, "--owner", "Ann Lee", "--with", "Ben Mori", "--trigger", "complaints")
    assert done.exit_code == 0, done.stderr
    return "return-a-product-1"


def shown(review):
    return json.loads(run("review", "show", review, "--format", "json").stdout)


@pytest.mark.parametrize("name", ["review", "store"])
def test_each_inner_command_has_its_line_an_example_and_explained_options(name):
    import click

    from frictionaudit.cli import group
    from frictionaudit.cli.review import COMMANDS
    from tests.voice import faults

    outer = group.get_command(click.Context(group), name)
    assert isinstance(outer, click.Group)
    for inner in outer.list_commands(click.Context(outer)):
        command = outer.get_command(click.Context(outer), inner)
        assert command is not None
        assert f"frictionaudit {name} {inner}" in (command.help or "").rpartition("Example:")[2]
        assert name == "store" or (command.help or "").splitlines()[0].strip() == COMMANDS[inner]
        texts = [option.help or "" for option in command.params if isinstance(option, click.Option)]
        assert all(texts)
        assert not faults("\n\n".join([(command.help or "").partition("\b")[0], *texts]))


def refused(*args):
    done = run("review", *args)
    assert done.exit_code in (2, 3), done.stdout
    return done.stderr


def test_the_agenda_begins_with_the_worst_finding(review):
    lines = run("review", "show", review).stdout.splitlines()
    first = next(line for line in lines if line.strip().startswith("F1"))
    assert "FA304" in first
    document = shown(review)
    assert [finding["id"] for finding in document["findings"][:2]] == ["F1", "F2"]
    assert document["trigger"] == "complaints"
    assert document["version"] == 1


def test_a_decision_writes_the_page_and_recording_it_afterwards_finds_nothing_new(review, folder):
    done = run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert done.exit_code == 0, done.stderr
    assert "accepted as version 2 by Ann Lee: we hold it" in done.stdout
    assert "now says version 2" in done.stdout
    text = (folder / PAGE).read_text()
    assert "asks: receipt" not in text
    assert "# A lamp bought online" in text
    again = run("record", PAGE, "--reason", "x", "--author", "Ann Lee")
    assert "nothing changed since version 2" in again.stdout


def test_a_page_with_edits_is_left_alone_and_that_is_said(review, folder):
    page = folder / PAGE
    page.write_text(page.read_text().replace("12000 per year", "13000 per year"))
    done = run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert "has edits that are not recorded, so it is unchanged" in done.stdout
    assert "asks: receipt" in page.read_text()


def test_a_suggestion_whose_place_has_changed_is_refused_and_nothing_is_written(review, folder):
    page = folder / PAGE
    page.write_text(page.read_text().replace("effort: {gather: 10m, return: 10m}", "effort: {return: 12m}"))
    run("record", PAGE, "--reason", "measured", "--author", "Ben Mori")
    told = refused("decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert "suggestion-outdated" in told
    assert "steps.pack-item.effort" in told
    assert "2 versions" in run("history").stdout


def test_a_suggestion_is_accepted_on_a_page_that_changed_elsewhere(review, folder):
    page = folder / PAGE
    page.write_text(page.read_text().replace("12000 per year", "13000 per year"))
    run("record", PAGE, "--reason", "more cases", "--author", "Ben Mori")
    done = run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert "as version 3" in done.stdout
    assert "prediction was made again" in done.stdout


def test_a_finding_that_is_gone_is_not_decided(review):
    run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert "finding-gone" in refused("decide", review, "FA107", "accept", *ANN)


def test_a_finding_of_a_rule_with_own_options_is_decided_on_a_later_version(folder, monkeypatch):
    """The settings that put it on the agenda say whether it is still there, not the defaults."""
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-03-02")
    (folder / "frictionaudit.toml").write_text('select = ["FA201"]\n[rules.FA201]\nother = 0.5\n')
    run("review", "open", "renew.yaml", "--owner", "Ann Lee")
    (folder / "renew.yaml").write_text((folder / "renew.yaml").read_text().replace("Renew the card", "Renew it"))
    run("record", "renew.yaml", "--reason", "shorter", "--author", "Ann Lee")
    done = run("review", "decide", "renew-1", "FA201", "accept", *ANN)
    assert done.exit_code == 0, done.stderr
    (folder / "frictionaudit.toml").write_text('select = ["FA201"]\n[rules.FA201]\nother = 5\n')
    assert "finding-gone" in refused("decide", "renew-1", "FA201", "dispute", "--reason", "x", *ANN)


@pytest.mark.parametrize(
    ("args", "slug"),
    [
        (("decide", "F99", "accept"), "no-such-item"),
        (("decide", "FA102", "accept"), "no-such-item"),
        (("decide", "F1", "reject", "--reason", "x"), "wrong-decision"),
        (("decide", "S1", "waive", "--reason", "x", "--until", "2027-01-01"), "wrong-decision"),
        (("decide", "F1", "waive", "--reason", "x"), "missing-day"),
        (("decide", "F1", "waive", "--reason", "x", "--until", "2026-03-01"), "date-in-the-past"),
        (("decide", "F1", "dispute"), "missing-reason-or-author"),
        (("decide", "F1", "dispute", "--reason", "x" * 6000), "too-long"),
        (("decide", "S1", "accept", "--reason", "x", "--verify-by", "guess"), "unknown-method"),
        (("decide", "S1", "reveal"), "no-votes"),
        (("decide", "F1", "accept", "--seen", "9"), "no-such-version"),
        (("decide", "F1", "propose"), "nothing-changed"),
        (("tell", "nowhere", "text"), "no-such-item"),
        (("tell", "find-parcel", " "), "missing-text"),
        (("assign", "do it", "--to", "Ben", "--due", "2026-03-01"), "date-in-the-past"),
        (("assign", "do it", "--to", "Ben", "--due", "soon"), "not-a-day"),
        (("assign", "--done", "A4"), "no-such-item"),
        (("reopen", "--reason", "x"), "review-open"),
        (("verify",), "nothing-to-verify"),
        (("close", "--reason", "x" * 6000), "too-long"),
        (("assign", "--done", "A1", "--note", "x" * 6000), "too-long"),
        (("reopen", "--reason", "x" * 6000), "too-long"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_recorded(review, args, slug):
    verb, *rest = args
    assert slug in refused(verb, review, *rest, *ANN)
    assert shown(review)["version"] == 1


def test_a_closed_review_takes_no_decisions(review):
    number = len(shown(review)["findings"])
    assert f"nobody decided on {number} of {number} findings" in run("review", "close", review, *ANN).stdout
    assert "review-closed" in refused("decide", review, "F1", "accept", *ANN)
    assert "review-closed" in refused("tell", review, "find-parcel", "x", *ANN)
    assert run("review", "reopen", review, "--reason", "more", *ANN).exit_code == 0


def test_a_stale_decision_shows_what_others_decided(review):
    run("review", "decide", review, "F1", "accept", *ANN)
    told = refused("decide", review, "F1", "dispute", "--reason", "no", "--seen", "1", "--by", "Ben Mori")
    assert "review-conflict" in told
    assert "by Ann Lee" in told


def test_a_review_that_nobody_opened_is_told(folder):
    assert "no-review" in refused("show")
    assert "no-review" in refused("show", "renew-1")
    assert "opens one" in run("review", "list").stdout


def test_votes_are_hidden_until_revealed(review):
    run("review", "decide", review, "S1", "vote", "--choice", "no", *ANN)
    assert "1 vote cast, hidden until revealed" in run("review", "show", review).stdout
    assert "Ann Lee" not in json.dumps(shown(review)["suggestions"][0]["votes"])
    assert "Ann Lee no" in run("review", "decide", review, "S1", "reveal", *ANN).stdout


def test_alternatives_are_compared_as_a_whole(review):
    done = run("review", "decide", review, "F5", "propose", "--suggestion", "S6", "--suggestion", "S8", *ANN)
    assert "answers to F5, each measured as a whole:" in done.stdout
    assert "S17" in done.stdout
    assert run("review", "decide", review, "S17", "accept", "--reason", "both", *ANN).exit_code == 0


def test_waivers_count_in_an_audit_and_what_is_under_review_is_said(review):
    run("review", "decide", review, "F1", "waive", "--reason", "the law changes", "--until", "2026-09-30", *ANN)
    run("review", "decide", review, "F2", "defer", "--reason", "budget", "--until", "2026-06-30", *ANN)
    told = run("audit", PAGE).stdout
    assert "0 errors" in told
    assert "Waived: FA304 over-the-limit (by Ann Lee until 2026-09-30: the law changes" in told
    number = len(shown(review)["findings"]) - 1  # the waived one does not count
    assert f"Under review: {number} findings in return-a-product-1 (Ann Lee)" in told
    assert "the next day is 2026-06-30" in " ".join(told.split())
    findings = json.loads(run("audit", PAGE, "--format", "json").stdout)["procedures"][0]["findings"]
    states = {finding["rule"]: finding["review"]["state"] for finding in findings if "review" in finding}
    assert states["FA205"] == "deferred"
    assert states["FA402"] == "to decide"
    report = run("audit", PAGE, "--format", "html").stdout
    assert f'Under review: <span dir="auto">{number} findings in return-a-product-1 (Ann Lee)' in report
    assert report.count("Deferred in return-a-product-1 (Ann Lee), until 2026-06-30") == 1


def test_a_waiver_of_a_review_ends_with_its_day(review, monkeypatch):
    run("review", "decide", review, "F1", "waive", "--reason", "the law changes", "--until", "2026-09-30", *ANN)
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-10-01")
    told = run("audit", PAGE)
    assert "1 error" in told.stdout
    assert "expired on 2026-09-30" in told.stdout


def test_what_is_open_from_last_time_comes_first(review, monkeypatch):
    run("review", "assign", review, "order scanners", "--to", "Ben Mori", "--due", "2026-04-01", *ANN)
    run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    run("review", "close", review, *ANN)
    monkeypatch.setenv("FRICTIONAUDIT_TODAY", "2026-04-03")
    run("review", "open", PAGE, "--owner", "Ann Lee")
    told = run("review", "show", "return-a-product").stdout
    assert "Still open from last time" in told
    assert "Ben Mori: order scanners, due 2026-04-01, 2 days late" in told
    assert told.index("Still open") < told.index("To decide")
    run("review", "assign", review, "--done", "A1", *ANN)
    assert "order scanners" not in run("review", "show", "return-a-product-2").stdout


def test_predicted_and_measured_effects_are_compared(review, folder):
    run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    assert "cannot tell yet" in " ".join(run("review", "verify", review, *ANN).stdout.split())
    page = folder / PAGE
    measured = "{value: 11m, measured: {n: 400, period: 2026-05, source: diary study}}"
    page.write_text(page.read_text().replace("effort: {return: 10m}", f"effort: {{return: {measured}}}"))
    told = run("review", "verify", review, PAGE, *ANN).stdout
    assert "as predicted" in " ".join(told.split())
    assert "400 cases after" in told
    (verified,) = shown(review)["verifications"]
    assert verified["answer"] == "as predicted"
    effect = verified["realised"][0]
    assert effect["low"] < effect["after"] - effect["before"] < effect["high"] < 0


@pytest.mark.parametrize(
    ("minutes", "n", "answer"),
    [("22m", 900, "did not come"), ("16m", 900, "less than predicted"), ("2m", 900, "more than predicted"),
     ("14m", 4, "cannot tell yet")],
)  # fmt: skip
def test_savings_that_did_not_come_are_said_plainly(review, folder, minutes, n, answer):
    run("review", "decide", review, "S2", "accept", "--reason", "we hold it", *ANN)
    page = folder / PAGE
    measured = f"{{value: {minutes}, measured: {{n: {n}, period: 2026-05, source: diary study}}}}"
    page.write_text(page.read_text().replace("effort: {return: 10m}", f"effort: {{return: {measured}}}"))
    run("review", "verify", review, PAGE, *ANN)
    (verified,) = shown(review)["verifications"]
    assert verified["answer"] == answer
    assert (verified["cases_more"] is not None) == (answer == "cannot tell yet")


HOSTILE = '=HYPERLINK("http://x") <script>alert(1)</script> \x1b[31m\u202e [x](y) | \' -- ' + "long " * 300


@pytest.mark.parametrize("form", ["markdown", "html", "docx", "xlsx", "pdf", "json"])
def test_minutes_are_written_in_every_format_whatever_people_said(review, folder, form):
    run("review", "tell", review, "find-parcel", HOSTILE, *ANN)
    run("review", "assign", review, HOSTILE, "--to", "=1+1", "--due", "2026-04-01", *ANN)
    run("review", "decide", review, "F1", "dispute", "--reason", HOSTILE, *ANN)
    from click.testing import CliRunner

    from frictionaudit.cli import group

    done = CliRunner().invoke(group, ["review", "minutes", review, "--format", form])
    assert done.exit_code == 0, done.output
    data = done.stdout_bytes
    if form in ("docx", "xlsx"):
        inside = zipfile.ZipFile(io.BytesIO(data))
        texts = b"".join(inside.read(name) for name in inside.namelist() if name.endswith(".xml"))
        assert b"<f>" not in texts
        assert b"<script>" not in texts
    elif form == "pdf":
        assert data.startswith(b"%PDF")
        assert data.count(b"/Type /Page\n") + data.count(b"/Type/Page/") in (0, 2)
    else:
        assert b"\x1b" not in data
        assert b"<script>" not in data or form == "json"
    assert CliRunner().invoke(group, ["review", "minutes", review, "--format", form]).stdout_bytes == data


def test_minutes_go_to_a_file_whose_ending_gives_the_format(review, folder):
    assert run("review", "minutes", review, "-o", "minutes.docx").exit_code == 0
    assert (folder / "minutes.docx").read_bytes()[:2] == b"PK"
    assert "file-exists" in refused("minutes", review, "-o", "minutes.docx")


def killed_before_the_page_is_written(review, monkeypatch):
    """An accepted suggestion whose page was never written, as after a kill between the two."""
    from frictionaudit.application import page_sync

    with monkeypatch.context() as moment:
        moment.setattr(page_sync, "write", lambda *_: (_ for _ in ()).throw(OSError("killed")))
        done = run("review", "decide", review, "S1", "accept", "--reason", "people ask for it", *ANN)
    assert "is unchanged" in done.stdout


def test_a_page_that_was_not_written_is_brought_up_to_date_by_the_next_decision(review, monkeypatch):
    killed_before_the_page_is_written(review, monkeypatch)
    done = run("review", "decide", review, "S2", "accept", "--reason", "the register has it", *ANN)
    assert f"{PAGE} now says version 3. Comments and order are kept, except where something was removed." in done.stdout
    assert "nothing changed since version 3" in run("record", PAGE, "--reason", "again").stdout


def test_a_page_that_was_not_written_is_brought_up_to_date_by_the_next_record(review, folder, monkeypatch):
    before = (folder / PAGE).read_text()
    killed_before_the_page_is_written(review, monkeypatch)
    done = run("record", PAGE, "--reason", "again")
    assert "nothing to record; the page was at version 1 of 2" in done.stdout
    assert f"{PAGE} now says version 2. Comments and order are kept, except where something was removed." in done.stdout
    (folder / PAGE).write_text(before)  # an owner who goes back on purpose is not overruled
    assert "recorded as version 3" in run("record", PAGE, "--reason", "as it was").stdout


def test_a_page_with_edits_of_its_own_is_never_overwritten(review, folder, monkeypatch):
    killed_before_the_page_is_written(review, monkeypatch)
    edited = (folder / PAGE).read_text().replace("Pack the product", "Wrap the product")
    (folder / PAGE).write_text(edited)
    done = run("review", "decide", review, "S2", "accept", "--reason", "the register has it", *ANN)
    assert "has edits that are not recorded, so it is unchanged" in done.stdout
    assert (folder / PAGE).read_text() == edited


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_minutes_show_the_drawing_with_the_findings_of_the_agenda(review, folder, form):
    run("review", "minutes", review, "-o", f"minutes.{form}")
    made = (folder / f"minutes.{form}").read_bytes()
    if form == "html":
        assert made.count(b"<svg") == 1
        marks = set(re.findall(rb'class="mark[^>]*>.*?<text[^>]*>(\d+)<', made, re.DOTALL))
        assert {int(mark) for mark in marks} <= set(range(1, 39))
        assert marks
    elif form == "docx":
        names = zipfile.ZipFile(io.BytesIO(made)).namelist()
        assert [name for name in names if name.startswith("word/media/")] == ["word/media/image1.png"]
    else:
        assert b"/Figure" in made
