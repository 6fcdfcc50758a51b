"""A contact is a name and a way to reach it."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.patterns.named_contact import steps_naming_a_person
from frictionaudit.domain.procedure import Step


def naming(*contacts: str | bool) -> frozenset[str]:
    return steps_naming_a_person(
        {str(n): Step.model_validate({"tells": {"contact": c}}) for n, c in enumerate(contacts)}
    )


@pytest.mark.parametrize(
    "contact",
    [
        "Nora Quill, 020 7946 0018",
        "June Hale, at the desk",
        "Ms Osei, room 4",
        "Dr. Lind, lind@example.org",
        "the agent's name and line",
        "the officer's card with name and number",
    ],
)
def test_a_name_with_a_way_to_reach_it_is_a_contact(contact: str):
    assert naming(contact) == {"0"}


@pytest.mark.parametrize(
    "contact",
    [
        True,
        False,
        "call centre",
        "customer service line",
        "Customer Service, 0800 555 0100",
        "0800 555 0100",
        "Nora Quill",
        "the doctor by name",
        "Imaging Reception",
    ],
)
def test_an_office_a_number_alone_or_a_name_alone_is_none(contact: str | bool):
    assert naming(contact) == frozenset()


def test_a_name_is_enough_where_another_step_says_how_to_reach_it():
    assert naming("Nora Quill, returns desk", "Nora Quill", "Ada Brook") == {"0", "1"}
