"""Pages as written out: in the order in which a person reads, short where short is clear."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.page import scalar, write
from frictionaudit.sources.page import read

PAGE = """\
id: return-a-product
title: Return a product that isn't right
kind: return
owner: Customer operations
volume: 12000 per year
calendar: {country: GB}
published: {time: 14 days}
parties:
  customer: {side: customer}
  helpdesk: {side: frontstage, unit: Contact centre, cost: 28 GBP/h, authority: 50 GBP}
documents:
  receipt: {issued_by: us, proof: copy}
forms:
  return-form:
    channel: web
    fields:
      - {data: order-number, label: Order number, used_by: [check-request]}
      - {data: email, label: E-mail address, known: true}
promises:
  - {from: send-form, to: refunded, within: 14 days, published: returns page, basis: eu-crd-13}
groups:
  abroad: {share: {value: 0.08, assumed: two people said so}, effort: {return: 3}, needs: [English]}
steps:
  not-right: {kind: start, name: The product isn't right, next: send-form}
  send-form:
    name: Send the return form
    by: customer
    channel: web
    asks: [return-form, receipt]
    effort: {gather: 10m, fill: 5m/8m/20m}
    next: check-request
  check-request:
    name: Check the request
    by: helpdesk
    effort:
      work: {value: 6m, measured: {n: 212, period: "2025", source: telephone system}}
    wait: {queue: 2 working days}
    next:
      - {to: ask-again, share: 0.12, when: the receipt is missing}
      - {to: refunded, share: 0.88, when: all is there}
  refunded: {kind: end, outcome: favourable}
  ask-again: {name: Ask again, by: helpdesk, next: send-form}
"""


def test_a_page_is_written_as_a_person_would_write_it():
    assert write(read(PAGE.encode(), "page.yaml").procedure) == PAGE


def test_a_page_says_only_what_is_known():
    assert write(Procedure(id="permit", title="Permit")) == "id: permit\ntitle: Permit\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("2025", '"2025"'),
        ("1e5", '"1e5"'),
        ("2025-01-31", '"2025-01-31"'),
        ("It isn't right", "It isn't right"),
        ('say "yes"', 'say "yes"'),
        ('"yes", it says', "'\"yes\", it says'"),
        ("a: b", '"a: b"'),
        ("trailing ", '"trailing "'),
        ("two\nlines", '"two\\nlines"'),
        ("Grüße 🙂", "Grüße 🙂"),
        ("\u2028", '"\\u2028"'),
        ("a##[error]b", '"a#\\u0023[error]b"'),
        ("", '""'),
        (0.00001, "0.00001"),
        (1.0, "1"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_only_texts_that_would_be_misread_are_quoted(value, text):
    assert scalar(value) == text
