"""Changes in words: what a process owner would say of them."""

from __future__ import annotations

import pytest

from frictionaudit.domain.changes import (
    FieldAdded,
    FieldAmended,
    FieldRemoved,
    FieldsReordered,
    FlowAdded,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    FormAmended,
    GroupAmended,
    PartyAmended,
    PlaceAmended,
    ProcedureAmended,
    PromiseAdded,
    PromiseAmended,
    PromiseRemoved,
    StepAdded,
    StepAmended,
    StepRemoved,
)
from frictionaudit.domain.procedure import Field, Flow, Procedure, Promise, Step, Tells
from frictionaudit.exports.wording.changes import describe

RETURNS = Procedure.model_validate(
    {
        "id": "return-a-product",
        "title": "Return a product",
        "parties": {"customer": {"side": "customer"}, "desk": {"side": "frontstage", "name": "Helpdesk"}},
        "places": {"hall": {}},
        "documents": {"receipt": {"name": "Receipt"}},
        "forms": {
            "return-form": {
                "name": "Return form",
                "fields": [{"data": "order-number"}, {"data": "email", "label": "E-mail address"}],
            }
        },
        "groups": {"abroad": {"share": 0.1, "name": "Customers abroad", "effort": {"fill": 2}}},
        "promises": [{"from": "send", "to": "refunded", "within": "14 days"}],
        "steps": {
            "send": {"kind": "start", "name": "Send the form", "by": "customer", "next": "check"},
            "check": {
                "name": "Check the request",
                "by": "desk",
                "effort": {"work": "6m", "search": "2m"},
                "wait": {"queue": "2 working days"},
                "fees": [{"amount": "3 GBP", "name": "postage"}],
                "tells": {"reason": True},
                "next": [
                    {"to": "refunded", "share": 0.88},
                    {"to": "ask", "share": 0.12, "when": "the receipt is missing"},
                ],
            },
            "ask": {"name": "Ask again", "by": "desk", "next": "check"},
            "refunded": {"kind": "end", "name": "Refunded"},
        },
    }
)
WITHIN = {"value": "5m", "measured": {"n": 212, "period": "2025", "source": "telephone system"}}


def of_check(attribute, value):
    return StepAmended(id="check", attribute=attribute, value=value)


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (FieldRemoved(form="return-form", data="email"), ["Removes the question 'E-mail address' from 'Return form'"]),
        (
            FieldAdded(form="return-form", field=Field(data="iban", label="Account")),
            ["Adds the question 'Account' to 'Return form'"],
        ),
        (
            FieldsReordered(form="return-form", order=("email", "order-number")),
            ["'Return form' now asks its questions in this order: 'E-mail address' and 'order-number'"],
        ),
        (
            FieldAmended(form="return-form", data="email", attribute="prefilled", value=True),
            ["The question 'E-mail address' in 'Return form' is now pre-filled"],
        ),
        (
            FieldAmended(form="return-form", data="email", attribute="required", value=False),
            ["The question 'E-mail address' in 'Return form' may now be left empty"],
        ),
        (FormAmended(id="return-form", attribute="fields"), ["The page no longer says what 'Return form' asks"]),
        (
            of_check("effort", {"work": "4m", "search": "2m"}),
            ["'Check the request' now takes 4 min of work (was 6 min)"],
        ),
        (
            of_check("effort", {"work": WITHIN}),
            [
                "'Check the request' now takes 5 min (measured on 212 cases, telephone system, 2025) of work (was 6 "
                "min)",
                "'Check the request' no longer takes 2 min of searching",
            ],
        ),
        (of_check("also", ["chat"]), ["'Check the request' can now also be done by chat"]),
        (of_check("submission", "checked"),
         ["'Check the request' now shows people their answers before they send them"]),
        (
            of_check("effort", {"work": {"value": "38.5714m", "assumed": "in proportion"}, "search": "2m"}),
            ["'Check the request' now takes 38.6 min (assumed: in proportion) of work (was 6 min)"],
        ),
        (
            of_check("wait", {"customer": "2 days", "queue": "2 working days", "deadline": "7 days", "reminder": True,
                              "otherwise": "the case is paused"}),
            [
                "'Check the request' now waits 2 days for the customer",
                "'Check the request' now gives people 7 days to answer",
                "'Check the request' now reminds people",
                "'Check the request' now says what happens without an answer: the case is paused",
            ],
        ),
        (
            of_check("disruptions", [{"what": "it is lost", "share": 0.2, "takes": "10 days", "recovered_by": "ask"}]),
            [
                "'Check the request' now names what can go wrong: it is lost",
                "'Check the request' now has 'Ask again' for when it goes wrong: it is lost",
                "'Check the request' now goes wrong in 20 % of cases: it is lost",
                "'Check the request' now takes 10 days longer when it goes wrong: it is lost",
            ],
        ),
        (
            of_check("disruptions", [{"what": "it is lost", "tells": {"delay": "it is lost", "options": True}}]),
            [
                "'Check the request' now names what can go wrong: it is lost",
                "'Check the request' now says which options people have, when it goes wrong: it is lost",
                "'Check the request' now says of a delay, when it goes wrong: it is lost",
            ],
        ),
        (PlaceAmended(id="hall", attribute="offers", value=["step-free", "parking"]),
         ["'hall' now offers step-free access", "'hall' now offers parking"]),
        (of_check("waiting_comforts", ["slot to come back to"]),
         ["'Check the request' now has, for people who wait: slot to come back to"]),
        (of_check("effort", None), ["'Check the request' now takes a time that is unknown"]),
        (
            of_check("wait", {"queue": "1 working day", "third": "3 days", "because": {"purpose": "law"}}),
            [
                "'Check the request' now waits 1 working day in our queue (was 2 working days)",
                "'Check the request' now waits 3 days for a third party",
                "'Check the request' is now justified by law, for its wait",
            ],
        ),
        (
            of_check("tells", {"redress": "ombudsman"}),
            ["'Check the request' no longer says the reason", "'Check the request' now says how to object: ombudsman"],
        ),
        (of_check("fees", []), ["'Check the request' now costs nothing (was 3 GBP for postage)"]),
        (of_check("asks", ["receipt"]), ["'Check the request' now asks for 'Receipt'"]),
        (of_check("by", "customer"), ["'Check the request' is now done by 'customer' (was 'Helpdesk')"]),
        (
            of_check("because", {"purpose": "law", "basis": "GDPR", "covers": ["BU101"]}),
            ["'Check the request' is now justified by law for BU101, GDPR"],
        ),
        (of_check("name", "Look at it"), ["'Check the request' is now called 'Look at it'"]),
        (of_check("signatures", 1), ["The number of our signatures of 'Check the request' is now 1 (was 0)"]),
        (of_check("effort", {"work": "6m", "search": "2m"}), []),
        (StepRemoved(id="ask"), ["Removes the step 'Ask again'"]),
        (
            StepAdded(id="thank", step=Step(name="Say thanks", by="desk", next=(Flow(to="refunded"),))),
            ["Adds the step 'Say thanks', done by 'Helpdesk', followed by 'Refunded'"],
        ),
        (
            StepAdded(id="thank", step=Step(name="Say thanks", tells=Tells(reference=True, next="a refund, by post"))),
            [
                "Adds the step 'Say thanks'",
                "'Say thanks' says what happens next: a refund, by post",
                "'Say thanks' says the reference",
            ],
        ),
        (
            FlowRerouted(step="check", flow="ask", to="refunded"),
            ["Cases that went from 'Check the request' to 'Ask again' now go to 'Refunded'"],
        ),
        (FlowRemoved(step="check", flow="ask"), ["Removes the route from 'Check the request' to 'Ask again'"]),
        (
            FlowAdded(step="ask", flow=Flow.model_validate({"to": "refunded", "share": 0.5, "when": "in time"})),
            ["Adds a route from 'Ask again' to 'Refunded' when in time, in 50 % of cases"],
        ),
        (
            FlowAmended(step="check", flow="ask", attribute="share", value={"value": 0.2, "assumed": "so"}),
            ["20 % of cases now go from 'Check the request' to 'Ask again' (was 12 %) (assumed: so)"],
        ),
        (PromiseAmended(id="send>refunded", attribute="within", value="7 days"),
         ["The promise from 'Send the form' to 'Refunded' is now 7 days (was 14 days)"]),
        (PromiseAdded(promise=Promise.model_validate({"from": "send", "to": "check", "within": "1 day"})),
         ["Adds the promise from 'Send the form' to 'Check the request': 1 day"]),
        (PromiseRemoved(id="send>refunded"), ["Removes the promise from 'Send the form' to 'Refunded'"]),
        (
            GroupAmended(id="abroad", attribute="flows", value={"check>ask": 0.4}),
            ["The customer group 'Customers abroad' now goes from 'Check the request' to 'Ask again' in 40 % of cases"],
        ),
        (
            GroupAmended(id="abroad", attribute="effort", value={"all": 1.5}),
            [
                "The customer group 'Customers abroad' now has the usual effort of filling in forms (was 2)",
                "The customer group 'Customers abroad' now has 1.5 times the effort of everything else",
            ],
        ),
        (PartyAmended(id="desk", attribute="cost", value="28 GBP/h"),
         ["The cost of an hour of 'Helpdesk' is now 28 GBP/h"]),
        (ProcedureAmended(attribute="title", value="Send back"), ["The procedure is now called 'Send back'"]),
        (ProcedureAmended(attribute="calendar", value={"country": "GB"}), ["The country of the calendar is now GB"]),
        (
            ProcedureAmended(attribute="calendar", value={"hours": "Mon-Fri 09:00-17:00"}),
            ["The hours of the calendar are now Mon-Fri 09:00-17:00"],
        ),
        (
            ProcedureAmended(attribute="guidance", value={"if_late": "We pay you 20 GBP"}),
            ["The guidance now says what happens if we are late: We pay you 20 GBP"],
        ),
        (
            ProcedureAmended(
                attribute="guidance", value={"appeals": [{"what": "appeal", "to": "the board", "within": "2 months"}]}
            ),
            ["The guidance now gives the appeals: appeal (to the board and within 2 months)"],
        ),
        (
            ProcedureAmended(attribute="published", value={"time": "14 days", "steps": 3}),
            ["The number of steps of the published totals is now 3", "The time of the published totals is now 14 days"],
        ),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_words_of_its_owner(change, sentences):
    assert describe([change], RETURNS) == sentences


def test_changes_are_told_with_the_names_that_hold_when_they_are_made():
    changes = [
        FlowRerouted(step="ask", flow="check", to="thank"),
        StepAdded(id="thank", step=Step(name="Say thanks")),
        of_check("effort", {"work": "4m"}),
        of_check("effort", {"work": "3m"}),
    ]
    assert describe(changes, RETURNS) == [
        "Cases that went from 'Ask again' to 'Check the request' now go to 'Say thanks'",
        "Adds the step 'Say thanks'",
        "'Check the request' now takes 4 min of work (was 6 min)",
        "'Check the request' no longer takes 2 min of searching",
        "'Check the request' now takes 3 min of work (was 4 min)",
    ]


def test_a_change_that_does_not_fit_is_told_all_the_same():
    assert describe([StepAmended(id="chekc", attribute="note", value="N")], RETURNS) == ["The note of 'chekc' is now N"]


def test_a_part_that_was_shown_by_its_id_gets_a_name_rather_than_being_called_what_it_was_called():
    named = describe([PartyAmended(id="customer", attribute="name", value="customer")], RETURNS)
    assert named == ["'customer' now has the name 'customer'"]
    other = describe([PartyAmended(id="customer", attribute="name", value="Shopper")], RETURNS)
    assert other == ["'customer' is now called 'Shopper'"]
