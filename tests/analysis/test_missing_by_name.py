"""What a measure lacks is told by name where a reader does not know the ids."""

from __future__ import annotations

from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing.by_name import by_name
from frictionaudit.domain.procedure import Procedure


def unknown(key: str, **more: Any) -> tuple[str, ...]:
    page = {
        "id": "p",
        "title": "P",
        "parties": {"lane_1": {"side": "frontstage", "name": "Desk"}, "lane_2": {"side": "backstage"}},
        "steps": {
            "s": {"kind": "start", "next": "c1"},
            "c1": {"name": "Check the form", "by": "lane_1", "next": "c2"},
            "c2": {"by": "lane_2", "next": "e"},
            "e": {"kind": "end"},
        },
        **more,
    }
    subject = Subject(Procedure.model_validate(page))
    return by_name(subject, Measures(subject))[key].evidence.unknown


def test_the_steps_and_parties_of_a_drawing_are_told_by_name_or_place():
    drawn = {"drawn": {"drawn_pools": 1}}
    assert unknown("staff_minutes", **drawn) == ("'Check the form'", "the unnamed task after 'Check the form'")
    assert unknown("unit_handoffs", **drawn)[0] == "unit of 'Desk'"


def test_a_page_keeps_the_ids_that_its_author_chose():
    assert unknown("staff_minutes") == ("c1", "c2")
    assert unknown("unit_handoffs")[0] == "unit of lane_1"
