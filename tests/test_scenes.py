"""The twelve scenes: each story's failings are found, and nothing else; in the improved twins only hints are open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from frictionaudit.application.audit import audit, collect
from frictionaudit.application.compare import compare
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import ProcedureAudit
from frictionaudit.sources import read
from tests.conftest import ROOT
from tests.gold_files import assert_gold

FOLDER = ROOT / "processes"
SCENES = sorted(FOLDER.glob("*.yaml"))
TWINS = sorted((FOLDER / "improved").glob("*.yaml"))


MORE_HANDOFFS = ("building-permit", "challenge-a-parking-fine")
"""Twins in which our own people hand over what the customer carried, or somebody else reviews the decision."""


def name(path: Path) -> str:
    return path.stem


def audited(path: Path) -> ProcedureAudit:
    (one,) = audit(collect([path])).procedures
    return one


def test_every_one_of_the_twelve_scenes_has_an_improved_twin():
    assert len(SCENES) == 12
    assert [twin.name for twin in TWINS] == [scene.name for scene in SCENES]


@pytest.mark.parametrize("scene", [*SCENES, *TWINS], ids=name)
def test_the_audit_finds_the_failings_that_the_story_tells_and_no_others(scene):
    expected = re.search(r"^# Expected: (.*(?:\n#   .*)*)", scene.read_text(encoding="utf-8"), re.MULTILINE)
    assert expected
    assert sorted({code for finding in audited(scene).open for code in finding.codes}) == re.findall(
        r"FA\d{3}", expected[1]
    )


@pytest.mark.parametrize("twin", TWINS, ids=name)
def test_in_an_improved_twin_only_hints_are_open_and_all_else_is_clean_or_justified(twin):
    one = audited(twin)
    assert [finding.message for finding in one.open if finding.severity != "info"] == []
    assert all(finding.justified.basis for finding in one.justified if finding.justified)


@pytest.mark.parametrize("twin", TWINS, ids=name)
def test_an_improved_twin_asks_less_of_customers_and_staff(twin):
    done = compare(read(FOLDER / twin.name).procedure, read(twin).procedure)
    for key in ("customer_steps", "fields", "customer_hours_year", "staff_minutes", "lead_time"):
        before, after = done.effect.before[key].value, done.effect.after[key].value
        assert before is not None
        assert after is not None
        if (twin.stem, key) != ("complaint-to-a-utility", "contacts"):  # there each complaint is acknowledged by letter
            assert after < before, key
    spoke = {finding.rule for finding in audited(FOLDER / twin.name).findings}
    assert {(finding.rule in spoke, finding.severity) for finding in done.new} <= {(True, "info")}
    if twin.stem not in MORE_HANDOFFS:
        assert (done.effect.after["handoffs"].value or 0) <= (done.effect.before["handoffs"].value or 0)


def test_scenes_and_twins_together_show_no_more_than_each_alone():
    """Organisations differ, and a twin is the same procedure as its scene."""
    for pages in (SCENES, TWINS):
        together = audit(collect(pages)).procedures
        assert len(together) == len(pages)
        for one in together:
            assert one.findings == audited(Path(one.source)).findings


@pytest.mark.parametrize("scene", [*SCENES, *TWINS], ids=name)
def test_every_finding_has_its_line_and_its_own_fingerprint(scene):
    findings = audited(scene).findings
    assert all(finding.where and finding.where.line > 1 for finding in findings if finding.steps)
    assert len({finding.fingerprint for finding in findings}) == len(findings)


@pytest.mark.parametrize("path", [*SCENES, *TWINS], ids=lambda path: str(path.relative_to(FOLDER)))
def test_the_findings_of_a_scene_are_as_they_were(path):
    lines = []
    for finding in audited(path).findings:
        justified = f" (justified: {finding.justified.purpose})" if finding.justified else ""
        about = f" about {finding.about}" if finding.about else ""
        lines.append(f"{finding.severity} {finding.rule} at {', '.join(finding.steps) or '-'}{about}{justified}")
        lines.append(f"  {finding.message}")
    assert_gold(f"scenes/{path.relative_to(FOLDER).with_suffix('.txt')}", "\n".join(lines) + "\n")


@pytest.mark.parametrize("page", [*SCENES, *TWINS, ROOT / "frictionaudit/exports/assets/example-page.yaml"], ids=name)
def test_a_strict_reader_of_yaml_1_1_reads_every_shipped_page_as_the_same_procedure(page):
    strict = yaml.safe_load(page.read_text(encoding="utf-8"))
    assert Procedure.model_validate(strict) == read(page).procedure
