"""Laws of changes, on random procedures."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frictionaudit.domain.changes import (
    DocumentAmended,
    FieldAmended,
    FlowAmended,
    FlowRerouted,
    FormAmended,
    GroupAmended,
    PartyAmended,
    PlaceAmended,
    ProcedureAmended,
    PromiseAmended,
    StepAmended,
    apply,
    difference,
    dump,
    load,
)
from frictionaudit.domain.changes.base import page_form
from frictionaudit.domain.procedure import (
    CustomerGroup,
    Document,
    Field,
    Flow,
    Form,
    Party,
    Place,
    Procedure,
    Promise,
    Step,
)
from frictionaudit.exports import change_file
from frictionaudit.sources.change_file import read as read_changes
from tests.properties.procedures import TEXT, pages, procedures, shuffled

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _attributes(model, *without):
    names = [field.alias or name for name, field in model.model_fields.items()]
    return [name for name in names if name not in without]


TABLES = ("parties", "documents", "forms", "groups", "places", "promises", "steps")
PARTS = {
    "procedure": _attributes(Procedure, *TABLES),
    "parties": _attributes(Party),
    "documents": _attributes(Document),
    "forms": _attributes(Form),
    "groups": _attributes(CustomerGroup),
    "places": _attributes(Place),
    "promises": _attributes(Promise),
    "steps": _attributes(Step, "next"),
    "flow": _attributes(Flow, "to"),
    "field": _attributes(Field),
}


@LAW
@given(procedures, procedures)
def test_applying_the_difference_leads_from_one_procedure_to_the_other(a, b):
    assert apply(a, difference(a, b)) == b


@LAW
@given(procedures)
def test_a_procedure_does_not_differ_from_itself(a):
    assert difference(a, a) == ()
    assert apply(a, ()) == a


@LAW
@given(procedures, procedures)
def test_changes_survive_being_written_down(a, b):
    changes = difference(a, b)
    assert load(json.loads(json.dumps(dump(changes)))) == changes


@LAW
@given(procedures, procedures)
def test_replay_without_checks_gives_what_a_checked_application_gave(a, b):
    assert apply(a, difference(a, b), check=False) == b


@LAW
@given(procedures)
def test_saying_again_what_is_said_already_has_no_effect(a):
    assert apply(a, [*everything_said_again(a)]) == a


@LAW
@given(procedures, procedures, TEXT)
def test_a_file_of_changes_reads_back_as_the_same_changes(a, b, reason):
    changes = difference(a, b)
    with TemporaryDirectory() as folder:
        file = Path(folder, "changes.yaml")
        file.write_bytes(change_file.write(a, changes, reason).encode())
        back = read_changes(file)
    assert (back.changes, back.reason, back.drift(a)) == (changes, reason, [])


def everything_said_again(procedure):
    """Every attribute of every part, amended to the value that it has."""
    yield from _again("procedure", procedure, ProcedureAmended)
    tables = {"parties": PartyAmended, "documents": DocumentAmended, "forms": FormAmended}
    tables |= {"groups": GroupAmended, "places": PlaceAmended}
    for table, kind in {**tables, "steps": StepAmended}.items():
        for id, part in getattr(procedure, table).items():
            yield from _again(table, part, kind, id=id)
    for promise in procedure.promises:
        yield from _again("promises", promise, PromiseAmended, id=promise.key)
    for step, flow in procedure.flows:
        yield FlowRerouted(step=step, flow=flow.key, to=flow.to)
        yield from _again("flow", flow, FlowAmended, step=step, flow=flow.key)
    for id, form in procedure.forms.items():
        for field in form.fields or ():
            yield from _again("field", field, FieldAmended, form=id, data=field.data)


def _again(part, value, kind, **place):
    page = page_form(value)
    return [kind(**place, attribute=attribute, value=page.get(attribute)) for attribute in PARTS[part]]


@LAW
@given(procedures)
def test_a_procedure_survives_its_own_json(a):
    assert Procedure.model_validate(json.loads(json.dumps(a.page()))) == a
    assert Procedure.model_validate_json(a.model_dump_json(by_alias=True)) == a


@LAW
@given(pages(), st.integers(0, 9))
def test_the_order_in_which_things_are_written_down_does_not_matter(page, seed):
    one, other = Procedure.model_validate(page), Procedure.model_validate(shuffled(page, seed))
    assert one == other
    assert difference(one, other) == ()
    assert json.dumps(one.page(), sort_keys=True) == json.dumps(other.page(), sort_keys=True)
