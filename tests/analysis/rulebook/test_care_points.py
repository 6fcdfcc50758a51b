"""Ten points of care: kept, open or not told, as the findings and the page say."""

from __future__ import annotations

from frictionaudit.application.audit import audit, chosen_rules, collect
from tests.conftest import ROOT

SCENES = ROOT / "processes"


def points(page: str, **terms):
    (one,) = audit(collect([SCENES / page]), **terms).procedures
    return {point.point: point for point in one.care}


def test_there_are_ten_points():
    assert len(points("return-a-product.yaml")) == 10


def test_a_point_is_open_where_one_of_its_rules_found_something():
    asked = points("return-a-product.yaml")["we ask what we need to know, once"]
    assert asked.state == "open"
    assert {"FA101", "FA102"} <= set(asked.rules)


def test_a_point_is_kept_where_its_rules_have_nothing_to_say():
    assert points("improved/return-a-product.yaml")["we ask what we need to know, once"].state == "kept"


def test_a_point_that_the_page_says_nothing_of_is_not_kept():
    assert points("return-a-product.yaml")["we call back as promised"].state == "not told"


def test_a_point_whose_rules_were_not_run_is_not_told():
    assert points("return-a-product.yaml", rules=chosen_rules(select=["FA8"]))["we are on time"].state == "not told"
