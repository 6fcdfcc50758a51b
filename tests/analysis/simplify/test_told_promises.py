"""Which promises people can be told."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.told_promises import promised_after, tellable, until
from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.procedure import Procedure

LIMIT = TimeLimit(
    id="law", jurisdiction="GB", regime="act", what="answer", within="14 days", starts_at="received", clause="s. 1"
)


def about(**promise: str) -> Subject:
    page = {
        "id": "p",
        "title": "P",
        "parties": {"c": {"side": "customer"}, "us": {"side": "backstage"}},
        "promises": [{"from": "send", "to": "answer", "within": "5 days", **promise}],
        "steps": {
            "s": {"kind": "start", "next": "send"},
            "send": {"name": "Send", "by": "c", "next": "read"},
            "read": {"by": "us", "next": "answer"},
            "answer": {"name": "Answer", "by": "us", "tells": {"result": True}, "next": "e"},
            "e": {"kind": "end"},
        },
    }
    return Subject(Procedure.model_validate(page), limits={"law": LIMIT})


def test_an_internal_promise_is_told_only_as_the_limit_in_law_that_it_is_based_on():
    assert tellable(about()) == ()
    subject = about(basis="law")
    assert [until(subject, promise, "send") for promise in promised_after(subject, "send")] == [
        "14 days until the answer, by law"
    ]


def test_a_published_promise_is_told_as_published():
    subject = about(published="web page", basis="law")
    (promise,) = promised_after(subject, "send")
    assert until(subject, promise, "send") == "5 days until the answer, as promised"
    assert promised_after(subject, "answer") == ()


def test_a_promise_ends_in_the_words_of_customers_where_the_name_of_the_step_allows_it():
    page = about(published="web page").procedure.page()
    del page["steps"]["answer"]["tells"]
    for name, words in (("Pay the refund", "we pay the refund"), ("sends the bill", "'sends the bill'")):
        page["steps"]["answer"]["name"] = name
        subject = Subject(Procedure.model_validate(page))
        (promise,) = promised_after(subject, "send")
        assert until(subject, promise, "send") == f"5 days until {words}, as promised"
