"""Needs of customer groups that are slips of the pen."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from frictionaudit.domain.procedure import Procedure


def page(need: str) -> dict[str, object]:
    groups = {"older": {"share": 0.1, "needs": [need]}}
    return {"id": "p", "title": "P", "groups": groups, "steps": {"s": {"kind": "start"}}}


def test_a_need_that_is_nearly_an_offer_is_an_error_that_says_which():
    with pytest.raises(ValidationError, match=r"groups.older.needs.0: no place can offer 'interpeter'.*'interpreter'"):
        Procedure.model_validate(page("interpeter"))


@pytest.mark.parametrize("need", ["an interpreter", "Spanish", "help with the form", "step-free access"])
def test_a_need_that_is_an_offer_or_something_else_is_fine(need: str):
    Procedure.model_validate(page(need))
