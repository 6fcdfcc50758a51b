"""Ten points of care: kept, open, or not stated on the page."""

from __future__ import annotations

from typing import get_args

from frictionaudit.analysis.rules import RULES
from frictionaudit.application.audit import audit, chosen_rules, collect
from frictionaudit.results.audit import CarePointName
from tests.conftest import ROOT

SCENES = ROOT / "processes"


def points(page: str, **terms):
    (one,) = audit(collect([SCENES / page]), **terms).procedures
    return {point.point: point for point in one.care}


def test_there_are_ten_points():
    assert len(points("return-a-product.yaml")) == 10


def test_a_point_is_open_where_one_of_its_rules_found_something():
    asked = points("return-a-product.yaml")["we ask only for what we need, and only once"]
    assert asked.state == "open"
    assert {"FA101", "FA102"} <= set(asked.rules)


def test_a_point_is_kept_where_its_rules_found_nothing():
    assert points("improved/return-a-product.yaml")["we ask only for what we need, and only once"].state == "kept"


def test_a_point_that_the_page_gives_nothing_to_judge_by_is_not_stated():
    assert points("return-a-product.yaml")["we call back when we said we would"].state == "not stated"


def test_a_point_whose_rules_did_not_run_is_not_stated():
    assert (
        points("return-a-product.yaml", rules=chosen_rules(select=["FA8"]))["we deliver on time"].state == "not stated"
    )


def test_every_point_has_a_rule_that_speaks_for_it():
    assert {rule.care_point for rule in RULES.values()} == {None, *get_args(CarePointName)}
