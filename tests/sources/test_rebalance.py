"""One share that is set by hand: the others are scaled, and that is said; nothing else moves."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Assumed
from frictionaudit.sources.assignment import assign
from frictionaudit.sources.rebalance import rebalanced
from tests.conftest import ROOT, run

SHARES = {"a": 0.5, "b": 0.3, "c": 0.2}


def split(shares):
    flows = [{"to": to, **({} if share is None else {"share": share})} for to, share in shares.items()]
    ends = {to: {"kind": "end"} for to in shares}
    return Procedure.model_validate({"id": "x", "title": "X", "steps": {"s": {"kind": "start", "next": flows}, **ends}})


def after(shares, *settings):
    procedure = split(shares)
    for setting in settings:
        procedure = assign(procedure, setting)
    return rebalanced(procedure, [setting.partition("=")[0] for setting in settings])


def values(procedure):
    return {flow.to: flow.share and flow.share.value for flow in procedure.steps["s"].next}


def test_the_others_keep_their_proportion():
    procedure, told = after(SHARES, "steps.s.next.a.share=0.6")
    assert values(procedure) == pytest.approx({"a": 0.6, "b": 0.24, "c": 0.16})
    assert told == [
        "so that all shares of 's' are 100 %, 'b' now has 24 % (was 30 %)",
        "so that all shares of 's' are 100 %, 'c' now has 16 % (was 20 %)",
    ]
    assert all(isinstance(flow.share.evidence, Assumed) for flow in procedure.steps["s"].next if flow.to != "a")


def test_shares_that_are_set_stay_as_they_are_set():
    procedure, told = after(SHARES, "steps.s.next.a.share=0.6", "steps.s.next.b.share=0.1")
    assert values(procedure) == pytest.approx({"a": 0.6, "b": 0.1, "c": 0.3})
    assert len(told) == 1


@pytest.mark.parametrize(
    ("shares", "settings"),
    [
        ({"a": 0.5, "b": None}, ["steps.s.next.a.share=0.6"]),
        ({"a": 0.5, "b": 0.5}, ["steps.s.next.a.share=0.5"]),
        ({"a": 0.5, "b": 0.5}, ["steps.s.next.a.share=0.6", "steps.s.next.b.share=0.6"]),
        ({"a": 0.5, "b": 0.5}, ["steps.s.name=Ask"]),
    ],
)
def test_where_there_is_nothing_to_scale_all_stays(shares, settings):
    procedure, told = after(shares, *settings)
    assert told == []
    assert procedure.steps["s"].next == after(shares, *settings)[0].steps["s"].next


def test_whatif_says_what_it_scaled():
    page = str(ROOT / "processes" / "return-a-product.yaml")
    done = run("whatif", page, "--set", "steps.check-request.next.ask-again.share=0.05")
    assert "'Send the return slip' now has 86 % (was 72 %)" in done.stderr
