"""A baseline keeps known findings quiet, whatever moves or is reworded, and lets no new friction through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.errors import UsageError
from frictionaudit.policy.baseline import Baseline, mark_known, pruned, read, written
from frictionaudit.results.audit import KnownFinding
from tests.conftest import PAGE, run

RULES = ("--select", "FA102", "--select", "FA701")
ONE_DOOR = PAGE.replace("also: [post], ", "")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renew.yaml").write_text(ONE_DOOR)
    assert run("audit", "renew.yaml", *RULES).exit_code == 1
    done = held("--update-baseline")
    assert (done.exit_code, done.stderr) == (0, "wrote known.json: 1 known finding\n")
    return tmp_path


def held(*args: str, on: str = ".") -> Any:
    return run("audit", on, "--baseline", "known.json", *RULES, *args)


def document(*args: str, on: str = ".") -> Any:
    return json.loads(held(*args, "--format", "json", on=on).stdout)


def known(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "known.json").read_text())["findings"]


def test_a_finding_of_the_baseline_is_shown_as_known_and_does_not_fail(folder):
    result = held()
    assert result.exit_code == 0
    assert "Known from the baseline: FA701 one-door" in result.stdout
    assert "0 justified, 1 known" in result.stdout
    assert [finding["known"] for finding in document()["procedures"][0]["findings"]] == [True]


def test_moving_a_step_in_its_file_keeps_the_baseline_quiet(folder):
    lines = ONE_DOOR.splitlines(keepends=True)
    fill, check = (next(n for n, line in enumerate(lines) if line.startswith(f"  {id}:")) for id in ("fill", "check"))
    (folder / "renew.yaml").write_text("# moved\n\n" + "".join([*lines[:fill], *lines[check:], *lines[fill:check]]))
    assert held("--fail-on", "info").exit_code == 0
    assert document()["fixed"] == []


def test_moving_the_file_keeps_the_baseline_quiet(folder):
    (folder / "cards").mkdir()
    (folder / "renew.yaml").rename(folder / "cards" / "card.yaml")
    assert held("--fail-on", "info").exit_code == 0


def test_rewording_a_name_keeps_the_baseline_quiet(folder):
    before = document()["procedures"][0]["findings"][0]["message"]
    (folder / "renew.yaml").write_text(ONE_DOOR.replace("Fill in the form", "Complete the sheet"))
    assert document()["procedures"][0]["findings"][0]["message"] != before
    assert held("--fail-on", "info").exit_code == 0


def test_a_new_friction_breaks_it(folder):
    again = ONE_DOOR.replace("{data: name, ", "{data: name, known: true, ")
    (folder / "renew.yaml").write_text(again)
    result = held()
    assert result.exit_code == 1
    assert "FA102" in result.stdout
    assert [(f["rule"], f["known"]) for f in document()["procedures"][0]["findings"]] == [
        ("FA102", False),
        ("FA701", True),
    ]


def test_the_same_friction_in_another_procedure_is_new(folder):
    (folder / "copy.yaml").write_text(ONE_DOOR.replace("id: renew", "id: copy"))
    done = document()
    assert [(one["id"], one["findings"][0]["known"]) for one in done["procedures"]] == [
        ("copy", False),
        ("renew", True),
    ]


def test_of_two_procedures_with_one_id_only_as_many_are_known_as_were(folder):
    (folder / "copy.yaml").write_text(ONE_DOOR)
    assert document()["summary"]["known"] == 1
    assert held().exit_code == 1
    (folder / "known.json").unlink()
    held("--update-baseline")
    assert [entry["count"] for entry in known(folder)] == [2]
    assert held().exit_code == 0


def test_a_fixed_finding_is_reported_and_removed_on_update(folder):
    (folder / "renew.yaml").write_text(PAGE)
    result = held()
    assert result.exit_code == 0
    assert "fixed: FA701 in renew (was in the baseline) [renew.yaml]" in result.stdout
    assert len(known(folder)) == 1
    held("--update-baseline")
    assert known(folder) == []
    assert document()["fixed"] == []
    (folder / "renew.yaml").write_text(ONE_DOOR)
    assert held().exit_code == 1


def test_an_update_lets_nothing_new_in(folder):
    (folder / "renew.yaml").write_text(ONE_DOOR.replace("{data: name, ", "{data: name, known: true, "))
    assert held("--update-baseline").exit_code == 1
    assert [entry["rule"] for entry in known(folder)] == ["FA701"]
    assert held().exit_code == 1


def test_what_was_not_looked_at_stays(folder):
    (folder / "other.yaml").write_text(PAGE.replace("id: renew", "id: other"))
    before = (folder / "known.json").read_bytes()
    assert document(on="other.yaml")["fixed"] == []
    held("--update-baseline", on="other.yaml")
    run("audit", ".", "--select", "FA102", "--baseline", "known.json", "--update-baseline")
    assert (folder / "known.json").read_bytes() == before


def test_a_finding_that_is_justified_by_now_is_not_called_fixed_but_leaves_the_baseline(folder):
    because = "asks: form, because: {purpose: safety, basis: Act 7},"
    (folder / "renew.yaml").write_text(ONE_DOOR.replace("asks: form,", because))
    done = document("--update-baseline")
    assert (done["fixed"], done["summary"]["known"], done["summary"]["justified"]) == ([], 0, 1)
    assert known(folder) == []


def test_the_same_findings_give_the_same_bytes(folder):
    one = (folder / "known.json").read_bytes()
    (folder / "known.json").unlink()
    held("--update-baseline", "--jobs", "2")
    assert (folder / "known.json").read_bytes() == one
    assert json.loads(one)["schema"] == 1


def test_a_path_from_the_root_is_kept_as_one_from_here(folder):
    (folder / "known.json").unlink()
    held("--update-baseline", on=str(folder))
    assert [entry["path"] for entry in known(folder)] == ["renew.yaml"]


def test_nothing_is_written_where_a_file_could_not_be_read(folder):
    (folder / "broken.yaml").write_text("id: [")
    before = (folder / "known.json").read_bytes()
    told = held("--update-baseline")
    assert (told.exit_code, "[baseline-not-written]" in told.stderr) == (2, True)
    assert (folder / "known.json").read_bytes() == before


def test_the_settings_may_name_the_baseline_from_their_folder(folder, monkeypatch):
    (folder / "frictionaudit.toml").write_text('select = ["FA7"]\nbaseline = "known.json"\n')
    below = folder / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert "1 known" in run("audit", "../renew.yaml", "--select", "FA701").stdout


def test_updating_needs_to_know_which_file(folder):
    assert run("audit", ".", "--update-baseline").exit_code == 2


def test_a_portfolio_finding_is_gone_only_where_all_of_the_baseline_was_examined(folder):
    here = KnownFinding(procedure="renew", rule="FA701", fingerprint="a")
    there = KnownFinding(procedure="two", rule="FA701", fingerprint="b")
    done = audit(collect([folder / "renew.yaml"]))
    both, portfolio = Baseline((here, there)), frozenset({"FA701"})
    assert mark_known(done, both).fixed == (here,)
    assert mark_known(done, both, portfolio).fixed == ()
    assert mark_known(done, Baseline((here,)), portfolio).fixed == (here,)
    assert pruned(mark_known(done, both), both).findings == (there,)
    assert pruned(mark_known(done, both), both, portfolio) == both


@pytest.mark.parametrize(
    ("text", "slug", "place"),
    [
        ('{\n "schema": 2,\n "findings": []}', "baseline-version", ":2:2"),
        ('{"findings": []}', "not-a-baseline", ":1:1"),
        ('{"schema": "1"}', "not-a-baseline", ":1:1"),
        ('{"schema": true}', "not-a-baseline", ":1:1"),
        ("[]", "not-a-baseline", ":1:1"),
        ("{\n,", "not-a-baseline", ":2:1"),
        ("[" * 100_000, "not-a-baseline", ":1:1"),
        ('{"schema": 1,\n"findings": [{"rule": "FA101"}]}', "not-a-baseline", ":2:1"),
        ('{"schema": 1,\n"findings": 3}', "not-a-baseline", ":2:1"),
        ('{"schema": 1, "findings": [{"procedure": "p", "rule": "r", "fingerprint": "f", "count": 0}]}',
         "not-a-baseline", ":1:15"),
    ],
)  # fmt: skip
def test_what_is_no_baseline_of_ours_is_one_error_at_its_place(folder, text, slug, place):
    (folder / "known.json").write_text(text)
    for more in (), ("--update-baseline",):
        told = held(*more)
        assert (told.exit_code, told.stdout) == (2, "")
        assert told.stderr.startswith(f"known.json{place}: ")
        assert told.stderr.endswith(f"[{slug}]")
        assert (folder / "known.json").read_text() == text


def test_a_baseline_that_is_missing_or_no_text_is_one_error(folder):
    (folder / "known.json").write_bytes(b"\xff\xfe")
    assert held().stderr.endswith("[not-a-baseline]")
    (folder / "known.json").unlink()
    assert held().exit_code == 2
    with pytest.raises(UsageError, match="no-such-path"):
        read(folder / "known.json")


def test_what_is_written_is_read_back(tmp_path):
    findings = tuple(
        KnownFinding(procedure=p, rule="FA701", fingerprint=f, path='a"b.yaml', count=n)
        for p, f, n in (("a", "1", 1), ("ü", "2", 3))
    )
    for some in ((), findings):
        (tmp_path / "b.json").write_text(written(Baseline(some)), encoding="utf-8")
        assert read(tmp_path / "b.json") == Baseline(some)


NAMELESS = """id: renew
title: Renew
parties: {desk: {side: frontstage}}
steps:
  s: {kind: start, name: Card runs out, next: a}
  a: {by: desk, name: Sign, next: b}
  b: {by: desk, name: Release, next: c}
  c: {by: desk, name: Check the card, next: e}
  e: {kind: end, name: Card renewed}
"""
"""Two steps of one finding: their names have no object."""


@pytest.fixture
def two_known(tmp_path, monkeypatch):
    """A baseline with one finding at two steps."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renew.yaml").write_text(NAMELESS)
    assert by_element("--update-baseline").exit_code == 0
    assert [entry["steps"] for entry in known(tmp_path)] == [["a", "b"]]
    return tmp_path


def by_element(*args: str) -> Any:
    return run("audit", ".", "--baseline", "known.json", "--select", "FA814", "--fail-on", "info", *args)


def test_a_third_step_beside_two_known_ones_is_one_new_finding_and_nothing_is_fixed(two_known):
    (two_known / "renew.yaml").write_text(NAMELESS.replace("Check the card", "Check"))
    done = json.loads(by_element("--format", "json").stdout)
    (finding,) = done["procedures"][0]["findings"]
    assert (finding["known"], done["summary"]["known"], done["fixed"]) == (False, 0, [])
    assert finding["message"].endswith("; new since the baseline: 'c'")
    by_element("--update-baseline")
    assert [entry["steps"] for entry in known(two_known)] == [["a", "b"]]


def test_of_two_known_steps_the_one_that_is_left_stays_known_and_an_update_drops_the_other(two_known):
    (two_known / "renew.yaml").write_text(NAMELESS.replace("Sign,", "Sign the card,"))
    done = json.loads(by_element("--format", "json").stdout)
    assert (done["summary"]["known"], done["fixed"]) == (1, [])
    by_element("--update-baseline")
    assert [entry["steps"] for entry in known(two_known)] == [["b"]]
    assert by_element().exit_code == 0
    (two_known / "renew.yaml").write_text(NAMELESS)
    assert "new since the baseline: 'a'" in by_element("--format", "concise").stdout


def test_a_known_finding_is_fixed_once_none_of_its_steps_shows_it(two_known):
    mended = NAMELESS.replace("Sign,", "Sign the card,").replace("Release,", "Release the card,")
    (two_known / "renew.yaml").write_text(mended.replace("Check the card", "Check"))
    done = json.loads(by_element("--format", "json").stdout)
    assert ([one["rule"] for one in done["fixed"]], done["summary"]["known"]) == (["FA814"], 0)
    assert "new since" not in done["procedures"][0]["findings"][0]["message"]
