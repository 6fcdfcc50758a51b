"""Laws of being shut out, on random procedures."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from frictionaudit.analysis.flow.closed_steps import shut_out
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import MEANS, Procedure, Side
from tests.properties.procedures import procedures

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def lacking(procedure: Procedure, *means: str) -> Procedure:
    """The procedure with groups that lack some means, or all of them."""
    groups = {id: group.model_copy(update={"without": means or MEANS}) for id, group in procedure.groups.items()}
    return Procedure.model_validate(procedure.page() | {"groups": {id: g.model_dump() for id, g in groups.items()}})


@LAW
@given(procedures)
def test_a_group_that_is_shut_out_comes_to_the_step_and_lacks_what_it_needs(procedure):
    subject = Subject(lacking(procedure))
    for case in shut_out(subject):
        assert case.segment.group is not None
        assert 0 <= case.share <= 1 + 1e-9
        for step, lacks in case.lacks.items():
            assert case.segment.visits.value[step] > 0
            assert subject.side(step) is Side.CUSTOMER
            assert lacks
            assert {*lacks} <= {*case.segment.group.without}


@LAW
@given(procedures)
def test_nobody_is_shut_out_where_every_step_can_be_done_at_a_counter_too(procedure):
    page = lacking(procedure).page()
    for step in page.get("steps", {}).values():
        step["also"] = [*{*step.get("also", []), "counter"}]
    assert shut_out(Subject(Procedure.model_validate(page))) == ()
