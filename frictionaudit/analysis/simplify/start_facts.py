"""What a page knows that its start does not tell people yet, and what somebody has to find out before."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.untold_at_start import worth_telling
from frictionaudit.analysis.simplify.known_facts import eligibility
from frictionaudit.analysis.simplify.only_if import OnlyIf
from frictionaudit.analysis.simplify.start_cost import fees
from frictionaudit.analysis.simplify.start_fact import Fact
from frictionaudit.analysis.simplify.start_papers import papers
from frictionaudit.analysis.simplify.told_promises import promised_time
from frictionaudit.domain.quantities.listing import listed


def start_facts(subject: Subject, measures: Measures, start: str) -> dict[str, Fact]:
    """For each fact that people are not told before they are asked: its text, empty where the page does not know."""
    ways = OnlyIf(subject, start)
    facts = {
        "eligibility": _eligibility(subject),
        "documents": papers(subject, ways),
        "cost": fees(subject, ways),
        "time": promised_time(subject, measures, ways),
    }
    return {key: facts[key] for key in facts if key in worth_telling(subject, start)}


def left_open(facts: Mapping[str, Fact]) -> str:
    """What somebody has to find out before some facts can be told; empty where the page says everything."""
    conditions = dict.fromkeys(condition for fact in facts.values() for condition in fact.conditions)
    known = (f"whether people know at the start if {listed(conditions, last='or')}",) if conditions else ()
    return "; ".join(dict.fromkeys([*(text for fact in facts.values() for text in fact.left_out), *known]))


def _eligibility(subject: Subject) -> Fact:
    condition = eligibility(subject)
    return Fact(condition, (f"whether '{condition}' is all that people have to meet",) if condition else ())
