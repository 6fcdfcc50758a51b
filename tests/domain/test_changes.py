"""Changes: every part of a procedure can change, all changes of a set are made or none, faults name the change."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from frictionaudit.domain.changes import (
    KINDS,
    ChangeSet,
    DocumentAdded,
    DocumentAmended,
    DocumentRemoved,
    FieldAdded,
    FieldAmended,
    FieldRemoved,
    FieldsReordered,
    FlowAdded,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    FormAdded,
    FormAmended,
    FormRemoved,
    GroupAdded,
    GroupAmended,
    GroupRemoved,
    PartyAdded,
    PartyAmended,
    PartyRemoved,
    PlaceAdded,
    PlaceAmended,
    PlaceRemoved,
    ProcedureAmended,
    PromiseAdded,
    PromiseAmended,
    PromiseRemoved,
    StepAdded,
    StepAmended,
    StepRemoved,
    apply,
    difference,
    dump,
    lift,
    load,
)
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
from frictionaudit.errors import ChangeError

BASE = Procedure.model_validate(
    {
        "id": "return-a-product",
        "title": "Return a product",
        "parties": {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}},
        "documents": {"receipt": {"issued_by": "us"}},
        "places": {"desk-in-town": {}},
        "forms": {"return-form": {"fields": [{"data": "order-number"}, {"data": "email"}]}, "letter": {}},
        "groups": {"old": {"share": 0.2, "effort": {"all": 1.5}}},
        "promises": [{"from": "begin", "to": "done", "within": "14 days"}],
        "steps": {
            "begin": {"kind": "start", "next": "check"},
            "check": {
                "by": "desk",
                "effort": {"work": "6m"},
                "next": [{"to": "done", "share": 0.9}, {"to": "ask", "share": 0.1, "when": "the receipt is missing"}],
            },
            "ask": {"by": "desk", "next": "check"},
            "done": {"kind": "end"},
        },
    }
)
IBAN = Field(data="iban")
WHY = {"purpose": "law", "basis": "GDPR"}

# attribute -> a value that differs from what BASE says, for everything that can be said of each part
PROCEDURE = {
    "language": "en",
    "translations": {"de": {"Return": "Rückgabe"}},
    "guidance": {"who": "W", "key_points": ["K"]},
    "id": "another",
    "title": "Send back",
    "kind": "return",
    "owner": "Customer operations",
    "organisation": "Acme",
    "under": ["ra11032"],
    "complexity": "simple",
    "customers": 5000,
    "worth": "20 GBP",
    "languages": ["English"],
    "case_owner": "desk",
    "summary": "In short",
    "volume": "12000 per year",
    "bau_share": 0.5,
    "case_value": "a pair of shoes",
    "calendar": {"country": "GB"},
    "leaves": "order",
    "drawn": {"drawn_tasks": 4},
    "service_table": True,
    "published": {"steps": 3},
    "because": [WHY],
}
PARTY = {"side": "third", "name": "N", "unit": "U", "cost": "28 GBP/h", "authority": "50 GBP", "capacity": 2}
PARTY |= {"serves_first": "customers", "outside": True, "side": "backstage"}
PARTY |= {"discretion": ["a late claim"]}
PARTY |= {"target": {"what": "30 a day", "counts": "cases closed"}}
DOCUMENT = {
    "name": "N",
    "issued_by": "desk",
    "where": "W",
    "shows": ["address"],
    "proof": "copy",
    "known": True,
    "text": "Dear",
    "because": WHY,
}
FORM = {"name": "N", "channel": "web", "fields": None, "signature": True, "because": WHY}
FIELD = {
    "data": "e-mail",
    "label": "L",
    "required": False,
    "known": True,
    "prefilled": True,
    "used_by": ["check"],
    "purpose": "P",
    "basis": "B",
    "sensitive": True,
    "preference": "language",
    "because": WHY,
}
PLACE = {"name": "N", "offers": ["seat"], "hours": "Mon-Fri 08:00-12:00", "outdoors": True, "times_out": "20m"}
GROUP = {
    "share": 0.3,
    "name": "N",
    "flows": {"check>ask": 0.2},
    "effort": {"fill": 2},
    "needs": ["large print"],
    "without": ["web"],
    "free": "Sat 09:00-12:00",
    "urgent": True,
}
PROMISE = {
    "from": "check",
    "to": "ask",
    "within": "2 working days",
    "published": "P",
    "kept": 0.8,
    "basis": "B",
    "note": "N",
    "because": WHY,
}
STEP = {
    "kind": "event",
    "name": "N",
    "by": "customer",
    "channel": "phone",
    "at": "desk-in-town",
    "honours": ["channel"],
    "also": ["web"],
    "requires": ["printer"],
    "asks": ["return-form"],
    "gives": ["receipt"],
    "tells": {"result": True, "redress": "ombudsman"},
    "options": ["cash"],
    "sends_to": ["desk"],
    "receives_from": ["desk"],
    "systems": ["CRM"],
    "needs": ["order-number"],
    "makes": ["decision"],
    "submission": "final",
    "accountable": ["desk"],
    "reviews": "ask",
    "triage": True,
    "waiting_comforts": ["a seat"],
    "patience": "10m",
    "call_back": {"within": "1 day", "by": "desk"},
    "disruptions": [{"what": "the system is down", "tells": {"delay": True}}],
    "effort": {"work": {"value": "4m", "assumed": "a guess"}},
    "wait": {"queue": "2 working days"},
    "fees": [{"amount": "3 GBP"}],
    "processing": "3 days",
    "control": "check",
    "signatures": 1,
    "prompts": 2,
    "outcome": "adverse",
    "stops": True,
    "implied": True,
    "because": WHY,
    "note": "N",
}
FLOW = {"id": "other", "share": 0.2, "when": "W", "at_most": 2, "handover": "warm"}
AMENDMENTS = {
    Procedure: (PROCEDURE, lambda **said: ProcedureAmended(**said), lambda p: p),
    Party: (PARTY, lambda **said: PartyAmended(id="desk", **said), lambda p: p.parties["desk"]),
    Document: (DOCUMENT, lambda **said: DocumentAmended(id="receipt", **said), lambda p: p.documents["receipt"]),
    Form: (FORM, lambda **said: FormAmended(id="return-form", **said), lambda p: p.forms["return-form"]),
    Field: (
        FIELD,
        lambda **said: FieldAmended(form="return-form", data="email", **said),
        lambda p: p.forms["return-form"].fields[1],
    ),
    CustomerGroup: (GROUP, lambda **said: GroupAmended(id="old", **said), lambda p: p.groups["old"]),
    Place: (PLACE, lambda **said: PlaceAmended(id="desk-in-town", **said), lambda p: p.places["desk-in-town"]),
    Promise: (PROMISE, lambda **said: PromiseAmended(id="begin>done", **said), lambda p: p.promises[0]),
    Step: (STEP, lambda **said: StepAmended(id="check", **said), lambda p: p.steps["check"]),
    Flow: (FLOW, lambda **said: FlowAmended(step="check", flow="ask", **said), lambda p: p.steps["check"].next[0]),
}
BY_CHANGES_OF_THEIR_OWN = {
    Procedure: {"parties", "documents", "forms", "groups", "places", "promises", "steps"},
    Step: {"next"},
    Flow: {"to"},
}
TABLES = [
    (PartyAdded(id="bank", party=Party(side="third")), PartyRemoved(id="bank")),
    (DocumentAdded(id="proof", document=Document()), DocumentRemoved(id="proof")),
    (FormAdded(id="claim", form=Form(fields=(Field(data="iban"),))), FormRemoved(id="claim")),
    (
        FieldAdded(form="return-form", position=1, field=IBAN),
        FieldRemoved(form="return-form", data="iban"),
    ),
    (GroupAdded(id="deaf", group=CustomerGroup(share=0.1)), GroupRemoved(id="deaf")),
    (
        PromiseAdded(promise=Promise.model_validate({"from": "begin", "to": "check", "within": "1 day"})),
        PromiseRemoved(id="begin>check"),
    ),
    (StepAdded(id="thank", step=Step(next=(Flow(to="done"),))), StepRemoved(id="thank")),
    (FlowAdded(step="ask", flow=Flow(to="done")), FlowRemoved(step="ask", flow="done")),
    (PlaceAdded(id="hall", site=Place(offers=("seat",))), PlaceRemoved(id="hall")),
]
WITHOUT_A_PAIR = [
    FlowRerouted(step="ask", flow="check", to="done"),
    FieldsReordered(form="return-form", order=("email", "order-number")),
]


def all_attributes():
    for model, (values, change, find) in AMENDMENTS.items():
        for name, field in model.model_fields.items():
            attribute = field.alias or name
            if attribute not in BY_CHANGES_OF_THEIR_OWN.get(model, ()):
                yield pytest.param(change, find, name, attribute, values, id=f"{model.__name__}.{attribute}")


@pytest.mark.parametrize(("change", "find", "name", "attribute", "values"), [*all_attributes()])
def test_every_attribute_of_every_part_can_be_amended_and_written_down(change, find, name, attribute, values):
    amended = change(attribute=attribute, value=values[attribute])
    after = apply(BASE, amended)
    assert after != BASE
    assert load(dump([amended])) == (amended,)
    assert apply(BASE, difference(BASE, after)) == after
    assert apply(after, difference(after, BASE)) == BASE
    if values[attribute] is None:
        assert getattr(find(after), name) is None


@pytest.mark.parametrize(("there", "gone"), TABLES, ids=lambda change: change.kind)
def test_what_is_added_and_taken_away_again_leaves_no_trace(there, gone):
    with_it = apply(BASE, there)
    assert with_it != BASE
    assert apply(with_it, gone) == BASE
    assert difference(BASE, with_it) == (there,)
    assert difference(with_it, BASE) == (gone,)
    assert load(dump([there, gone])) == (there, gone)


@pytest.mark.parametrize("change", WITHOUT_A_PAIR, ids=lambda change: change.kind)
def test_what_moves_is_told_as_moving(change):
    assert difference(BASE, apply(BASE, change)) == (change,)


def test_every_kind_of_change_is_tried_here():
    tried = {change.kind for pair in TABLES for change in pair} | {change.kind for change in WITHOUT_A_PAIR}
    tried |= {make(attribute="x").kind for _, make, _ in AMENDMENTS.values()}
    assert tried == set(KINDS)


def test_a_change_is_written_down_in_the_words_of_a_page():
    changes = [StepAmended(id="check", attribute="effort", value={"work": "4m"}), TABLES[6][0]]
    assert dump(changes) == [
        {"kind": "step-amended", "version": 1, "id": "check", "attribute": "effort", "value": {"work": "4m"}},
        {"kind": "step-added", "version": 1, "id": "thank", "step": {"next": [{"to": "done"}]}},
    ]


def test_a_change_takes_typed_values_and_keeps_them_as_on_a_page():
    effort = BASE.steps["check"].effort
    assert StepAmended(id="ask", attribute="effort", value=effort) == StepAmended(
        id="ask", attribute="effort", value={"work": "6m"}
    )


def test_nothing_can_be_altered_in_a_change_afterwards():
    value = {"work": "4m"}
    change = StepAmended(id="check", attribute="effort", value=value)
    value["work"] = "400 days"
    assert change.value == {"work": "4m"}
    assert hash(change) == hash(StepAmended(id="check", attribute="effort", value={"work": "4m"}))
    with pytest.raises(TypeError):
        change.value["work"] = "1m"


def test_a_value_of_none_goes_back_to_what_a_page_leaves_unsaid():
    after = apply(BASE, [StepAmended(id="done", attribute="kind"), StepAmended(id="check", attribute="effort")])
    assert after.steps["done"].kind == "task"
    assert after.steps["check"].effort is None


def test_references_count_only_when_all_changes_are_made():
    after = apply(BASE, [StepRemoved(id="ask"), FlowRemoved(step="check", flow="ask")])
    assert set(after.steps) == {"begin", "check", "done"}


def test_a_step_may_become_an_end_before_its_ways_on_are_removed():
    after = apply(BASE, [StepAmended(id="ask", attribute="kind", value="end"), FlowRemoved(step="ask", flow="check")])
    assert after.ends == ("ask", "done")


def test_an_order_of_changes_may_add_what_was_removed_before():
    anew = Step(name="Ask by telephone", next=(Flow(to="check"),))
    after = apply(
        BASE, [FlowAmended(step="ask", flow="check", attribute="when", value="x"), StepRemoved(id="ask"),
               StepAdded(id="ask", step=anew), FlowAdded(step="ask", flow=Flow(to="done"))]
    )  # fmt: skip
    assert [flow.key for flow in after.steps["ask"].next] == ["check", "done"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([StepRemoved(id="chekc")], "change 1 (step removed 'chekc'): there is no 'chekc' (did you mean 'check'?)"),
        ([StepRemoved(id="ask")], "change 1 (step removed 'ask'): steps.check.next.ask.to: there is no step 'ask'"),
        ([PartyAdded(id="desk", party=Party(side="third"))], "(party added 'desk'): 'desk' exists already"),
        (
            [StepAmended(id="ask", attribute="efort", value={})],
            "there is no attribute 'efort' (did you mean 'effort'?)",
        ),
        ([StepAmended(id="ask", attribute="effort", value={"work": "soon"})], "effort: 'soon' is not a time"),
        ([StepAmended(id="ask", attribute="next", value=[])], "flow-rerouted"),
        ([FlowAmended(step="ask", flow="check", attribute="to", value="done")], "flow-rerouted"),
        ([FlowRerouted(step="check", flow="ask", to="done")], "give each of two flows to one step its own `id`"),
        ([FlowRerouted(step="check", flow="ask", to="dona")], "did you mean 'done'"),
        ([FlowAdded(step="chek", flow=Flow(to="done"))], "step: there is no 'chek' (did you mean 'check'?)"),
        ([ProcedureAmended(attribute="steps", value={})], "`steps` cannot be replaced whole"),
        ([ProcedureAmended(attribute="title")], "'title' is needed and cannot be removed"),
        ([FieldAdded(form="letter", field=IBAN)], "the fields of this form are unknown"),
        ([FieldsReordered(form="return-form", order=("email",))], "does not name each question once"),
        (
            [StepAmended(id="ask", attribute="kind", value="end")],
            "(step amended 'ask'): steps.ask: an end has a `next`",
        ),
        (
            [StepAmended(id="ask", attribute="name", value="x"), PartyRemoved(id="desk"), PartyRemoved(id="customer")],
            "change 2 (party removed 'desk'): steps.check.by: there is no party 'desk'",
        ),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_refused_by_name(changes, told):
    with pytest.raises(ChangeError) as refusal:
        apply(BASE, changes)
    assert told in str(refusal.value)
    assert {problem.slug for problem in refusal.value.problems} == {"change-does-not-fit"}


def test_replay_takes_what_was_recorded_even_where_it_contradicts_itself():
    after = apply(BASE, StepAmended(id="ask", attribute="kind", value="end"), check=False)
    assert after.ends == ("ask", "done")
    assert after.steps["ask"].next


def test_faults_from_before_are_not_held_against_a_change():
    dangling = apply(BASE, StepRemoved(id="ask"), check=False)
    assert apply(dangling, StepAmended(id="done", attribute="name", value="Done")).label("done") == "Done"


def test_a_way_on_with_an_id_of_its_own_can_be_rerouted_and_amended_at_once():
    before = apply(BASE, FlowAmended(step="ask", flow="check", attribute="id", value="again"))
    changes = (
        FlowRerouted(step="ask", flow="again", to="done"),
        FlowAmended(step="ask", flow="again", attribute="when", value="given up"),
    )
    assert difference(before, apply(before, changes)) == changes


def test_a_form_whose_questions_become_known_gets_them_one_by_one():
    known = [
        FormAmended(id="letter", attribute="fields", value=[]),
        FieldAdded(form="letter", field=IBAN),
    ]
    after = apply(BASE, known)
    assert [change.kind for change in difference(BASE, after)] == ["form-amended", "field-added"]
    assert difference(after, BASE) == (FormAmended(id="letter", attribute="fields", value=None),)


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_change_set_tells_why_and_who(blank):
    for said in ({"reason": blank, "author": "Ada"}, {"reason": "because", "author": blank}):
        with pytest.raises(ValidationError):
            ChangeSet(changes=(StepRemoved(id="ask"),), **said)


def test_old_changes_are_lifted_version_by_version():
    upcasts = {
        ("step-deleted", 1): lambda old: {"kind": "step-removed", "version": 0, "step": old["step"]},
        ("step-removed", 0): lambda old: {"kind": "step-removed", "version": 1, "id": old["step"]},
    }
    old = {"kind": "step-deleted", "version": 1, "step": "ask"}
    assert lift(old, upcasts) == {"kind": "step-removed", "version": 1, "id": "ask"}
    assert load([old], upcasts) == (StepRemoved(id="ask"),)
    assert old == {"kind": "step-deleted", "version": 1, "step": "ask"}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (
            {"kind": "step-remove", "id": "ask"},
            "change 1: there is no kind 'step-remove' (did you mean 'step-removed'?)",
        ),
        ({"id": "ask"}, "change 1: the change has no `kind`"),
        ("step-removed", "change 1: the change has no `kind`"),
        ({"kind": "step-removed"}, "change 1 (step-removed): id: 'id' is missing"),
        ({"kind": "step-removed", "id": "ask", "version": 2}, "written by a newer frictionaudit"),
        ({"kind": "step-added", "id": "x", "step": {"efort": {}}}, "step.efort: there is no key 'efort'"),
    ],
)
def test_a_change_that_is_not_understood_is_told_by_its_position(document, told):
    with pytest.raises(ChangeError) as refusal:
        load([document])
    assert told in str(refusal.value)
