"""Laws of an audit, on random procedures."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.application.audit import Sources, audit
from frictionaudit.application.compare import compare
from frictionaudit.domain.changes import FieldRemoved, StepAdded, StepAmended, apply, difference
from frictionaudit.domain.procedure import Procedure, Reading, Step
from frictionaudit.exports.audit import json as audit_json
from frictionaudit.exports.audit import text as audit_text
from tests.building import random_steps
from tests.properties.procedures import pages, procedures, shuffled

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
asking = procedures.filter(lambda p: any(form.fields for form in p.forms.values()))
PICKY = settings(LAW, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
SUMS = ("customer_steps", "staff_steps", "forms", "fields", "documents", "contacts", "handoffs", "customer_minutes")


def audited(procedure: Procedure) -> str:
    return audit_json.write(audit(Sources((Reading(procedure, {}),), (), ())))


@LAW
@given(pages(), st.integers(0, 99))
def test_an_audit_does_not_depend_on_the_order_of_the_page(page, seed):
    assert audited(Procedure.model_validate(page)) == audited(Procedure.model_validate(shuffled(page, seed)))


@LAW
@given(procedures)
def test_every_valid_procedure_can_be_audited_and_written_as_text(procedure):
    """The other formats: tests/exports/audit/test_format_laws.py."""
    done = audit(Sources((Reading(procedure, {}),), (), ()))
    assert audit_text.write(done, width=80)
    assert audit_text.write(done, width=80, colour=True, everything=True)


@LAW
@given(procedures)
def test_a_change_that_changes_nothing_has_no_effect(procedure):
    done = compare(procedure, procedure)
    assert done.changes == ()
    assert done.effect.before == done.effect.after
    assert done.solved == done.new == ()


@PICKY
@given(asking, st.data())
def test_dropping_a_question_never_raises_what_is_asked(procedure, data):
    questions = [(id, field.data) for id, form in procedure.forms.items() for field in form.fields or ()]
    form, item = data.draw(st.sampled_from(questions))
    before = Measures(Subject(procedure))
    after = Measures(Subject(apply(procedure, FieldRemoved(form=form, data=item))))
    for key in ("fields", "required_fields", "distinct_fields", "known_fields", "customer_minutes", "forms"):
        one, other = before[key].value, after[key].value
        assert one is None or other is None or other <= one + 1e-9, key


@LAW
@given(st.integers(0, 9999), st.integers(4, 30), st.data())
def test_adding_a_certain_step_never_lowers_what_is_asked(seed, size, data):
    procedure = Procedure.model_validate(
        {
            "id": "p",
            "title": "P",
            "parties": {p: {"side": s} for p, s in SIDES.items()},
            "steps": random_steps(seed, size),
        }
    )
    by = data.draw(st.sampled_from(list(SIDES)))
    first = procedure.steps["s0"].next[0].to
    added = Step.model_validate({"by": by, "effort": {"fill": "5m"}, "next": first})
    changes = [
        StepAdded(id="new", step=added),
        *difference(procedure, procedure.model_copy(update={"steps": {**procedure.steps, "s0": _to_new(procedure)}})),
    ]
    before, after = Measures(Subject(procedure)), Measures(Subject(apply(procedure, changes)))
    for key in SUMS:
        one, other = before[key].value, after[key].value
        assert one is None or other is None or other >= one - 1e-9, key


SIDES = {"customer": "customer", "desk": "frontstage", "office": "backstage", "lab": "third"}


def _to_new(procedure: Procedure) -> Step:
    return Step.model_validate(
        {**procedure.steps["s0"].model_dump(by_alias=True, exclude_defaults=True), "next": "new"}
    )


@LAW
@given(procedures)
def test_shares_of_a_decision_sum_to_one_once_routed(procedure):
    subject = Subject(procedure)
    for stream in subject.segments:
        for step, arcs in subject.graph.outgoing.items():
            if arcs and subject.graph.routing(step).value in ("exclusive", "event-based", "task"):
                total = sum(stream.visits.routing.weights[arc.id].value for arc in arcs)
                assert total == pytest.approx(1) or total == 0


@LAW
@given(procedures)
def test_every_measure_lies_within_its_own_bounds(procedure):
    measures = Measures(Subject(procedure))
    for key in measures:
        measure = measures[key]
        if measure.value is None:
            assert measure.evidence.kind == "unknown", key
            continue
        assert measure.evidence.kind != "unknown", key
        rounding = 1e-6 + 1e-9 * abs(measure.value)
        if measure.evidence.low is not None:
            assert measure.evidence.low <= measure.value + rounding, key
        if measure.evidence.high is not None:
            assert measure.value <= measure.evidence.high + rounding, key


@LAW
@given(procedures, st.data())
def test_replaying_changes_one_by_one_gives_the_same_as_all_at_once(procedure, data):
    step = data.draw(st.sampled_from(sorted(procedure.steps)))
    first = StepAmended(id=step, attribute="note", value="looked at")
    second = StepAmended(id=step, attribute="prompts", value=3)
    assert apply(apply(procedure, first), second) == apply(procedure, [first, second])
