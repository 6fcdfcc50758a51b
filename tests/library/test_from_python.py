"""The package from Python: the guide page runs, types are whole, and values show themselves briefly."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

import frictionaudit as fa
from tests.conftest import PAGE, ROOT, run

GUIDE = ROOT / "docs/guide/from-python.md"
SCENE = ROOT / "processes/return-a-product.yaml"
TYPED = """
import frictionaudit as fa

procedure: fa.Procedure = fa.read("page.yaml")[0]
report: fa.Report = fa.audit([procedure, "page.yaml"], select=["FA1"])
codes: list[str] = [finding.rule for finding in report.findings]
minutes: float | None = report.measures["customer_minutes"].value
title: str = fa.suggest(procedure)[0].title
ideas: int = len(fa.plan(procedure, max_changes=5)[0].parts)
faster: fa.Procedure = fa.set(procedure, "steps.check.effort.work", "4m")
change: fa.Change = fa.diff(procedure, faster).changes[0]
after: fa.Comparison = fa.whatif(procedure, change)
half: float | None = fa.simulate(procedure, cases=100_000, seed=1).lead_time.p50
advice: fa.PromiseAdvice = fa.promise(procedure)
shape: tuple[int, int] = report.to_frame().shape
"""


@pytest.fixture
def procedure(folder):
    (read,) = fa.read(folder / "renew.yaml")
    return read


def test_the_guide_page_runs_from_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.M | re.S))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, str(GUIDE), "exec"), {})  # the page is ours
    lines = printed.getvalue().splitlines()
    assert lines[0] == "Procedure('renew', 4 steps, 1 form)"
    assert "20% sent back: 11.25 minutes per case" in lines


def test_what_is_handed_out_is_typed(tmp_path):
    (tmp_path / "typed.py").write_text(TYPED)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "typed.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_public_name_is_there_and_has_a_docstring():
    for name in fa.__all__:
        assert getattr(fa, name), name
        if callable(getattr(fa, name)):
            assert getattr(fa, name).__doc__, f"{name} has no docstring"


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, frictionaudit; print([m for m in ('networkx', 'numpy', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_audit_of_a_notebook_is_that_of_the_command(folder):
    report = fa.audit("renew.yaml")
    printed = run("audit", "renew.yaml", "--format", "json", "--fail-on", "never").stdout
    assert report.document.model_dump_json(by_alias=True, indent=2) == printed.rstrip("\n")


def test_a_file_that_cannot_be_read_is_listed_in_a_report_and_an_error_for_read(folder):
    (folder / "broken.yaml").write_text("id: [")
    report = fa.audit(["renew.yaml", "broken.yaml"])
    assert len(report.procedures) == 1
    assert report.document.summary.unreadable == 1
    with pytest.raises(fa.FrictionauditError, match=r"broken\.yaml"):
        fa.read("broken.yaml")


def test_set_leaves_the_procedure_as_it_is_and_its_change_is_at_hand(procedure):
    quicker = fa.set(procedure, "steps.check.effort.work", "4m")
    (change,) = fa.diff(procedure, quicker).changes
    assert fa.apply(procedure, change) == quicker != procedure
    assert fa.measure(procedure, ["staff_minutes"])["staff_minutes"].value == 8
    assert fa.measure(quicker, ["staff_minutes"])["staff_minutes"].value == 6


def test_measures_of_several_procedures_are_asked_one_by_one():
    report = fa.audit(ROOT / "processes" / "improved")
    with pytest.raises(fa.FrictionauditError, match=r"report\.procedures"):
        _ = report.measures


def test_without_pandas_and_polars_a_frame_says_what_to_install(procedure, monkeypatch):
    monkeypatch.setattr("frictionaudit.application.report.find_spec", lambda name: None)
    with pytest.raises(fa.FrictionauditError, match="pip install pandas"):
        fa.audit(procedure).to_frame()


def test_a_frame_has_a_row_per_measure_or_finding(procedure, monkeypatch):
    made = []

    class Fake:
        DataFrame = staticmethod(lambda rows: made.append(rows) or rows)

    monkeypatch.setattr("frictionaudit.application.report.find_spec", lambda name: name == "polars")
    monkeypatch.setattr("frictionaudit.application.report.import_module", lambda name: Fake)
    report = fa.audit(procedure, select=["FA508", "FA701", "FA405"])
    report.to_frame()
    report.to_frame("findings")
    assert {row["measure"] for row in made[0]} == set(report.measures)
    assert [row["rule"] for row in made[1]] == [finding.rule for finding in report.findings]


def test_values_show_themselves_briefly_and_in_a_notebook_as_tables(procedure):
    report = fa.audit(SCENE)
    assert re.fullmatch(r"Report\(1 procedure: [\w, ]+\)", repr(report))
    assert "Costs per year: customers 16,200 hours" in report._repr_html_()
    assert repr(procedure) == "Procedure('renew', 5 steps, 1 form)"
    assert "<td>Fill in the form</td>" in procedure._repr_html_()


def test_names_of_a_page_cannot_write_html(folder):
    (folder / "evil.yaml").write_text(PAGE.replace("Fill in the form", "<script>alert(1)</script>"))
    (evil,) = fa.read(Path("evil.yaml"))
    assert "<script>" not in evil._repr_html_() + fa.audit(evil)._repr_html_()


@pytest.fixture
def scene():
    (read,) = fa.read(ROOT / "processes/lost-wristband.yaml")
    return read


def test_what_is_asked_for_and_not_there_is_an_error_with_a_near_match(scene):
    best = fa.suggest(scene)[0]
    wrong = {
        "did you mean 'handoffs'": lambda: fa.measure(scene, ["hand_offs"]),
        "there is no heuristic 'drop_field'": lambda: fa.suggest(scene, only=["drop_field"]),
        "has no step, form or document 'chekc-claim'": lambda: fa.plan(scene, protect=["chekc-claim"]),
        "max_changes is 0": lambda: fa.plan(scene, max_changes=0),
        "seed is -1": lambda: fa.simulate(scene, seed=-1),
        "there is no measure 'customer_minute' in this effect": lambda: best.effect.gain("customer_minute"),
    }
    for told, ask in wrong.items():
        with pytest.raises(fa.FrictionauditError, match=told):
            ask()


def test_the_gain_in_a_measure_that_stays_is_nothing(scene):
    for suggestion in fa.suggest(scene):
        assert {suggestion.effect.gain(key) for key in suggestion.effect.unchanged} == {0.0}
        assert suggestion.effect.gain("handoffs") is not None
        assert suggestion.effect.gain("customer_minutes") is not None


def test_an_empty_folder_is_not_clean(folder):
    (folder / "empty").mkdir()
    with pytest.raises(fa.FrictionauditError, match="no procedure was found to examine"):
        fa.audit("empty")


def test_what_is_printed_is_short(scene):
    report = fa.audit(scene)
    for value in (fa.suggest(scene)[0], fa.plan(scene, max_changes=1)[0], report.findings[0], report.document):
        assert len(str(value)) < 400
        assert str(value) == repr(value)
