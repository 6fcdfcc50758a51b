"""Laws of simplification, on random procedures: every idea can be applied, and its proof can be printed."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.analysis.simplify.rule_findings import is_unjustified, touched
from frictionaudit.analysis.simplify.suggest import ideas, suggestions
from frictionaudit.domain.changes import FieldRemoved, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports import suggestions as written
from frictionaudit.results.audit import SuggestedProcedure
from tests.properties.procedures import procedures

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOT_MORE = ("customer_minutes", "fill", "fields", "required_fields", "distinct_fields")


@LAW
@given(procedures)
def test_every_idea_can_be_applied_and_its_proof_is_finite_or_unknown(procedure: Procedure):
    subject = Subject(procedure)
    measures = Measures(subject)
    for heuristic, idea in ideas(subject, measures):
        after = apply(procedure, idea.changes)
        assert after != procedure, (heuristic.name(), idea.title)
        effect = prove(subject, idea.changes, measures)
        for measure in (*effect.before.values(), *effect.after.values()):
            assert measure.value is None or math.isfinite(measure.value), (heuristic.name(), measure)


@LAW
@given(procedures)
def test_proving_no_change_gives_an_empty_effect(procedure: Procedure):
    effect = prove(Subject(procedure), [])
    assert (dict(effect.before), dict(effect.after), dict(effect.between)) == ({}, {}, {})


@LAW
@given(procedures)
def test_dropping_a_question_never_raises_effort(procedure: Procedure):
    subject = Subject(procedure)
    measures = Measures(subject)
    for name, form in procedure.forms.items():
        for field in form.fields or ():
            effect = prove(subject, [FieldRemoved(form=name, data=field.data)], measures)
            assert all(effect.gain(key) >= -1e-9 for key in NOT_MORE if key in effect.before), field.data


@pytest.mark.parametrize("name", ["ask-only-once", "drop-unread-questions", "prefill-known-answers"])
@LAW
@given(procedure=procedures)
def test_asking_less_never_takes_the_customer_longer(name: str, procedure: Procedure):
    subject = Subject(procedure)
    measures = Measures(subject)
    for idea in HEURISTICS[name]().ideas(subject, measures):
        effect = prove(subject, idea.changes, measures)
        assert all(effect.gain(key) >= -1e-6 for key in NOT_MORE[:3] if key in effect.before), idea.title


@LAW
@given(procedures)
def test_what_the_page_justifies_is_never_touched(procedure: Procedure):
    subject = Subject(procedure)
    for heuristic, idea in ideas(subject, Measures(subject)):
        assert all(
            is_unjustified(procedure, place, heuristic.answers) for change in idea.changes for place in touched(change)
        )


@LAW
@given(procedures)
def test_every_suggestion_helps_and_can_be_printed(procedure: Procedure):
    subject = Subject(procedure)
    listed = suggestions(subject)
    assert listed == suggestions(Subject(procedure))
    for suggestion in listed:
        assert suggestion.effect is not None
        better = any(suggestion.effect.gain(key) > 0 for key in suggestion.effect.before)
        assert better or suggestion.fixes or suggestion.mitigates, suggestion.title
    suggested = SuggestedProcedure(id="p", title="P", source="p", procedure=procedure, suggestions=tuple(listed))
    assert written.as_json([suggested])
    assert written.text([suggested], everything=True)
