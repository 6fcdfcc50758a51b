"""What places offer, what people lack and what steps require: words that are known, or errors with a place."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Channel, means_of, needed_offers
from frictionaudit.errors import InputError
from frictionaudit.sources.page import read

PAGE = """\
id: a-page
title: A page
parties: {customer: {side: customer}, desk: {side: frontstage, authority: 20 GBP}}
places: {hall: {offers: [seat]}}
groups: {offline: {share: 0.1, needs: [a seat], without: [web]}}
steps:
  s: {kind: start, next: a}
  a: {by: customer, at: hall, requires: [printer], next: e}
  e: {kind: end}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("offers: [seat]", "offers: [seet]", "4:25: places.hall.offers: 'seet' is not something that a place offers"),
        ("offers: [seat]", "offers: [seet]", "did you mean 'seat'?"),
        ("without: [web]", "without: [wep]", "5:58: groups.offline.without: 'wep' is not something that customers"),
        ("without: [web]", "without: [printr]", "did you mean 'printer'?"),
        ("requires: [printer]", "requires: [pinter]", "8:41: steps.a.requires: 'pinter' is not something that"),
        ("a seat", "signaje", "no place can offer 'signaje' (did you mean 'signage'?)"),
        ("at: hall", "at: hal", "there is no place 'hal' (did you mean 'hall'?)"),
        ("offers: [seat]", "offers: [seat], outdors: true", "there is no key 'outdors' in places.hall"),
        ("offers: [seat]", "offers: [seat], times_out: 20", "20 has no unit of time"),
        ("at: hall", "at: hall, fees: 5 EUR", "mixed currencies: EUR here, GBP before"),
        ("20 GBP", "20 EUR, cost: 10 GBP/h", "mixed currencies: EUR here, GBP before"),
    ],
)
def test_a_word_that_nobody_defined_is_an_error_with_its_place(old: str, new: str, told: str):
    assert old in PAGE
    with pytest.raises(InputError) as caught:
        read(PAGE.replace(old, new).encode(), "p.yaml")
    problems = [str(problem) for problem in caught.value.problems]
    assert any(told in problem for problem in problems), problems


def test_one_word_is_enough_where_a_list_has_one_entry():
    page = PAGE.replace("without: [web]", "without: web").replace("requires: [printer]", "requires: printer")
    procedure = read(page.encode(), "p.yaml").procedure
    assert procedure.groups["offline"].without == ("web",)
    assert procedure.steps["a"].requires == ("printer",)


@pytest.mark.parametrize(
    ("need", "offers"),
    [
        ("a seat", {"seat"}),
        ("a chair", {"seat"}),
        ("a high chair", {"high chair"}),
        ("room for a wheelchair", {"step-free"}),
        ("step free access", {"step-free"}),
        ("signs in the building", {"signage"}),
        ("a bus stop", {"public transport"}),
        ("a page that works on a phone", {"works on a phone"}),
        ("help by phone", set()),
        ("Polish", set()),
    ],
)
def test_a_need_in_other_words_is_met_by_what_places_offer(need: str, offers: set[str]):
    assert needed_offers(need) == offers


def test_an_app_needs_a_smartphone_and_a_connection_and_a_counter_needs_nothing():
    assert means_of(Channel.APP) == {"web", "smartphone"}
    assert means_of(Channel.COUNTER) == means_of(None) == frozenset()
