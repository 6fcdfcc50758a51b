"""A wait of unknown length is unknown in every measure that needs it, and a stated one makes it known."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate.caveats import untimed_steps
from frictionaudit.domain.procedure import Wait
from frictionaudit.exports import page as writer
from frictionaudit.exports.wording.attributes import describe_attribute
from frictionaudit.sources.page import read

PAGE = """
id: w
title: W
parties: {office: {side: frontstage}, supplier: {side: third}, people: {side: customer}}
steps:
  s: {kind: start, by: people, next: order}
  order: {by: office, effort: {work: 3m}, wait: {queue: 1h}, next: arrived}
  arrived: {kind: event, by: office, wait: WAIT, next: e}
  e: {kind: end}
"""


def subject(wait: str) -> Subject:
    return Subject(read(PAGE.replace("WAIT", wait).encode(), "w.yaml").procedure)


@pytest.mark.parametrize("key", ["wait_third", "lead_time", "silent_time"])
def test_what_needs_the_wait_is_unknown(key):
    assert Measures(subject("{unknown: [third]}"))[key].evidence.unknown


def test_the_other_turns_stay_known():
    measured = Measures(subject("{unknown: [third]}"))
    assert (measured["wait_ours"].value, measured["wait_ours"].evidence.unknown) == (60, ())


def test_a_turn_that_is_stated_as_well_is_known():
    measured = Measures(subject("{unknown: [third], third: 2h}"))
    assert (measured["wait_third"].value, measured["wait_third"].evidence.unknown) == (120, ())


def test_a_simulation_says_that_the_step_has_no_time():
    assert untimed_steps(subject("{unknown: [third]}")) == ("arrived: waiting",)
    assert untimed_steps(subject("none")) == ()


def test_a_page_says_it_again_when_it_is_written():
    procedure = subject("{unknown: [third, customer]}").procedure
    assert procedure.steps["arrived"].wait == Wait(unknown=("third", "customer"))
    assert read(writer.write(procedure).encode(), "w.yaml").procedure == procedure


def test_a_change_of_it_is_told_in_words():
    told = list(describe_attribute("arrived", "wait", {}, {"unknown": ["third"]}, {}))
    assert "now waits an unknown time for a third party" in " ".join(told)
