"""Rewrites that heuristics share: what is removed with a step, and what stays."""

from __future__ import annotations

from frictionaudit.analysis.simplify.merge_steps import merged
from frictionaudit.analysis.simplify.rewrites import without_step
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure


def procedure(**steps: object) -> Procedure:
    return Procedure.model_validate({"id": "p", "title": "P", "steps": steps})


def test_without_a_start_the_rest_stays_when_the_first_step_is_removed():
    page = procedure(first={"next": "second"}, second={"next": "third"}, third={"kind": "end"})
    changes = without_step(page, "first")
    assert changes is not None
    assert list(apply(page, changes).steps) == ["second", "third"]


def test_steps_that_become_unreachable_are_removed_too():
    page = procedure(
        begin={"kind": "start", "next": "ask"},
        ask={"next": [{"to": "end", "share": 0.9}, {"to": "more", "share": 0.1}]},
        more={"next": "end"},
        end={"kind": "end"},
    )
    copy = WorkingCopy(page)
    copy.set_flows("ask", [flow for flow in page.steps["ask"].next if flow.to == "end"])
    assert copy.prune()
    assert "more" not in copy.after().steps


LOOP = {
    "begin": {"kind": "start", "next": "send"},
    "send": {"next": "look"},
    "look": {"next": [{"to": "end", "share": 0.7}, {"to": "ask", "share": 0.3, "at_most": 2}]},
    "ask": {"next": "add"},
    "add": {"next": "look"},
    "end": {"kind": "end"},
}


def test_a_limit_on_repeats_stays_when_a_step_on_the_loop_is_removed():
    changes = without_step(procedure(**LOOP), "ask")
    assert changes is not None
    flow = apply(procedure(**LOOP), changes).steps["look"].flow("add")
    assert flow is not None
    assert flow.at_most == 2


def test_a_limit_on_the_flow_out_of_a_removed_step_moves_to_the_flow_into_it():
    later = LOOP | {
        "look": {"next": [{"to": "end", "share": 0.7}, {"to": "ask", "share": 0.3}]},
        "ask": {"next": [{"to": "add", "at_most": 3}]},
    }
    changes = without_step(procedure(**later), "ask")
    assert changes is not None
    flow = apply(procedure(**later), changes).steps["look"].flow("add")
    assert flow is not None
    assert flow.at_most == 3


def test_of_two_flows_that_merge_both_limits_count_and_no_limit_stays_none():
    copy = WorkingCopy(
        procedure(
            a={"next": [{"to": "b", "share": 0.5, "at_most": 1}, {"to": "c", "share": 0.5, "at_most": 2}]},
            b={"next": "end"}, c={"next": [{"to": "end"}, {"to": "a", "at_most": 1}]}, end={"kind": "end"},
        )
    )  # fmt: skip
    copy.reroute("a", "c", "b")
    assert [(flow.to, flow.at_most) for flow in copy.steps["a"].next] == [("b", 3)]
    copy.reroute("c", "a", "end")
    assert [(flow.to, flow.at_most) for flow in copy.steps["c"].next] == [("end", None)]


def test_steps_are_not_merged_over_a_flow_with_a_limit():
    plain = {"effort": {}, "fees": [], "wait": {}}
    page = procedure(a={**plain, "next": [{"to": "b", "at_most": 1}]}, b={**plain, "next": "end"}, end={"kind": "end"})
    assert merged(page, "a", "b") is None


def test_a_deadline_and_an_end_that_stops_the_case_stay_when_a_step_before_them_is_removed():
    page = procedure(
        a={"next": "b"}, b={"next": "c"}, c={"wait": {"customer": "2 days", "deadline": "9 days"}, "next": "end"},
        end={"kind": "end", "stops": True},
    )  # fmt: skip
    changes = without_step(page, "b")
    assert changes is not None
    after = apply(page, changes)
    assert after.steps["c"] == page.steps["c"]
    assert after.steps["end"].stops


def test_a_scaled_share_leaves_the_rest_to_the_other_flows_also_for_groups():
    groups = {"old": {"share": 0.2, "flows": {"look>ask": 0.6, "look>end": 0.4}}}
    page = Procedure.model_validate({"id": "p", "title": "P", "steps": LOOP, "groups": groups})
    copy = WorkingCopy(page)
    copy.scale_share("look", "ask", 0.5, "half")
    shares = {flow.key: flow.share for flow in copy.steps["look"].next}
    assert {key: share.value for key, share in shares.items() if share} == {"ask": 0.15, "end": 0.85}
    old = copy.after().groups["old"].flows
    assert {key: share.value for key, share in old.items()} == {"look>ask": 0.3, "look>end": 0.7}
    assert all(share is not None and share.evidence.kind == "assumed" for share in (*shares.values(), *old.values()))


def test_a_share_that_is_missing_is_what_the_others_leave_when_a_flow_is_closed():
    flows = [{"to": "ask"}, {"to": "wrong", "share": 0.3}, {"to": "right", "share": 0.2}]
    page = procedure(
        begin={"kind": "start", "next": "look"},
        look={"next": flows},
        ask={"next": "end"},
        wrong={"next": "look"},
        right={"next": "end"},
        end={"kind": "end"},
    )
    copy = WorkingCopy(page)
    copy.close("look", "wrong")
    shares = {flow.to: flow.share.value for flow in copy.steps["look"].next if flow.share is not None}
    assert {to: round(share, 6) for to, share in shares.items()} == {"ask": 0.714286, "right": 0.285714}
