"""What a page does not say is told once, apart from the findings; `--select` brings the findings back."""

from __future__ import annotations

from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing.completeness import completeness
from frictionaudit.analysis.rulebook.run import examine
from frictionaudit.analysis.rulebook.select import chosen_rules
from frictionaudit.analysis.rules import RULES
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.wording.completeness import told
from frictionaudit.packs import time_limits
from tests.building import PARTIES, procedure, subject

CODES = {"FA812", "FA815", "FA901", "FA902", "FA905"}
SKETCH = {
    "s": {"kind": "start", "name": "A card is needed", "next": "apply"},
    "apply": {"name": "Apply for the card", "by": "customer", "next": "check"},
    "check": {"next": ["apply", "grant"]},
    "grant": {"name": "Grant the card", "by": "desk", "effort": {"work": "5m"}, "next": "e"},
    "e": {"kind": "end", "name": "The card is there"},
}


def incomplete(steps: dict[str, Any], **more: Any):
    one = subject(steps, **more)
    return completeness(one, Measures(one))


def test_gaps_are_counted_by_what_is_missing():
    c = incomplete(SKETCH)
    assert (c.steps, c.without_performer, c.without_name) == (5, ("check",), ("check",))
    assert (c.without_effort, c.undecided, c.unknown_shares) == (("apply",), ("check",), 2)
    assert "customers' time" in c.cannot_tell
    assert "figures per year" in c.cannot_tell


def test_the_three_answers_that_would_help_most_are_asked():
    answers = incomplete(SKETCH).answers
    assert len(answers) == 3
    assert [question.weight for question in answers] == sorted((q.weight for q in answers), reverse=True)


def test_the_gaps_are_one_sentence():
    assert told(incomplete(SKETCH)) == (
        "Of 5 steps 1 has no performer, 1 has no name, 1 has no time and 1 has no waiting time; 2 shares are unknown; "
        "customers' time and figures per year cannot be told"
    )


def test_decisions_that_do_not_say_which_flow_a_case_takes_are_named():
    def said(*conditions: str) -> str:
        flows = [{"to": to, **({"when": when} if when else {})} for to, when in zip("ge", conditions, strict=True)]
        return told(incomplete({**SKETCH, "check": {"kind": "exclusive", "next": flows}, "g": SKETCH["grant"]}))

    decision = "1 decision does not say when a case takes which flow: the exclusive gateway after 'Apply for the card'"
    assert decision in said("", "")
    assert "decision" not in said("complete", "")


def test_a_whole_page_has_no_gaps_and_is_asked_nothing():
    steps = {
        "s": {"kind": "start", "name": "A card is needed", "next": "apply"},
        "apply": {"name": "Apply for it", "by": "customer", "effort": {"fill": "5m"}, "wait": "none", "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
    c = incomplete(steps, volume="100 per year")
    assert (c.gaps, c.answers, told(c)) == (0, (), "")


def test_a_guess_that_moves_the_result_is_named():
    steps = {
        "s": {"kind": "start", "name": "Begin", "next": "apply"},
        "apply": {
            "name": "Apply",
            "by": "customer",
            "effort": {"fill": {"value": "9m", "assumed": "a guess"}},
            "next": "e",
        },
        "e": {"kind": "end", "name": "Done"},
    }
    assert incomplete(steps, volume="9 per year").guesses == ("The time to fill in at 'Apply'",)


def test_completeness_is_not_a_finding_unless_it_is_selected():
    assert {code for code, rule in RULES.items() if rule.completeness} == CODES
    assert not CODES & {rule.code() for rule in chosen_rules()}
    assert {rule.code() for rule in chosen_rules(["FA901", "unknown-share", "FA815"])} == {"FA901", "FA815"}
    assert {rule.code() for rule in chosen_rules(["FA"])} >= CODES


DRAWN = {
    "s": {"kind": "start", "name": "Request arrives", "next": "ask"},
    "ask": {"name": "Hand in the request", "by": "customer", "asks": ["paper"], "next": "check"},
    "check": {"name": "Check the request", "by": "desk", "wait": {"queue": "60 days"}, "next": "done"},
    "done": {"kind": "end", "name": "Settled", "outcome": "favourable"},
}
TELLING = ("FA301", "FA306", "FA403", "FA501", "FA502", "FA503", "FA507", "FA508", "FA603", "FA704")


def found(page: Procedure) -> set[str]:
    one = Subject(page)
    return {code for finding, _ in examine(one, Measures(one), chosen_rules(TELLING)) for code in finding.codes}


def test_a_drawing_is_not_accused_of_what_drawings_never_say():
    papers = {"documents": {"paper": {"issued_by": "customer", "proof": "copy"}}}
    assert {"FA301", "FA306", "FA501", "FA502", "FA507", "FA603"} <= found(procedure(DRAWN, **papers))
    assert found(procedure(DRAWN, **papers, drawn={"drawn_tasks": 2})) == set()


def test_a_drawing_that_tells_anything_is_read_like_a_page():
    steps = {**DRAWN, "check": {**DRAWN["check"], "tells": {"reference": True}}}
    papers = {"documents": {"paper": {"issued_by": "customer", "proof": "copy"}}}
    assert "FA603" in found(procedure(steps, **papers, drawn={"drawn_tasks": 2}))


def test_a_service_table_is_asked_only_for_what_it_prints_somewhere():
    steps = {
        "s": {"kind": "start", "name": "Start", "next": "a"},
        "a": {"name": "Hand in the form", "by": "customer", "fees": "none", "processing": "5m", "next": "b"},
        "b": {"name": "Check the form", "by": "desk", "processing": "5m", "next": "c"},
        "c": {"name": "Get the card", "by": "customer", "next": "e"},
        "e": {"kind": "end", "name": "Done", "outcome": "favourable"},
    }
    one = Subject(procedure(steps))
    flags = [finding.about for finding, _ in examine(one, Measures(one), chosen_rules(["FA502"]))]
    assert sorted(flags) == ["cost", "duration"]


def test_the_same_thing_under_two_codes_is_one_finding_with_both():
    page = {
        "id": "p",
        "title": "Permit",
        "parties": PARTIES,
        "under": ["ra11032"],
        "calendar": {"country": "PH"},
        "documents": {"permit": {"issued_by": "us"}},
        "steps": {
            "s": {"kind": "start", "name": "A permit is needed", "next": "sign"},
            "sign": {"name": "Sign the permit", "by": "desk", "gives": ["permit"], "signatures": 5, "next": "e"},
            "e": {"kind": "end", "name": "Done"},
        },
    }
    one = Subject(Procedure.model_validate(page), time_limits(None))
    both = [f for f, _ in examine(one, Measures(one), chosen_rules(["FA410", "FA990"])) if "FA410" in f.codes]
    assert [(finding.rule, finding.also, finding.severity) for finding in both] == [("FA990", ("FA410",), "error")]
    assert both[0].message.count("5 signatures") == 2
    alone = [f for f, _ in examine(one, Measures(one), chosen_rules(["FA410"]))]
    assert [(finding.rule, finding.also) for finding in alone] == [("FA410", ())]


def test_the_same_finding_at_several_steps_is_one():
    steps = {
        "s": {"kind": "start", "name": "Begin", "next": ["a", "b", "c"]},
        "a": {"name": "Wait for it", "by": "desk"},
        "b": {"name": "Look at it", "by": "desk"},
        "c": {"name": "Close it", "by": "desk", "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
    one = subject(steps)
    (only,) = [finding for finding, _ in examine(one, Measures(one), chosen_rules(["FA804"]))]
    assert (only.message, only.steps) == (
        "No flow leaves 'Wait for it' and 'Look at it': a case that gets there never ends",
        ("a", "b"),
    )


def test_an_even_split_is_said_beside_the_number_that_rests_on_it():
    tasks = {f"t{n}": {"name": f"Do thing {n}", "by": "customer", "next": f"t{n + 1}"} for n in range(1, 7)}
    steps = {
        "s": {"kind": "start", "name": "Begin", "next": "t1"},
        **tasks,
        "t7": {"name": "Done shopping?", "kind": "exclusive", "next": ["t6", "e"]},
        "e": {"kind": "end", "name": "Done"},
    }
    one = subject(steps)
    (only,) = [finding for finding, _ in examine(one, Measures(one), chosen_rules(["FA201"]))]
    assert only.message == (
        "This procedure takes the customer 7 steps per case, with an even split assumed at 'Done shopping?', "
        "more than 6; in any case at least 6"
    )
    steps["t7"]["next"] = [{"to": "t6", "share": 0.5}, {"to": "e", "share": 0.5}]
    one = subject(steps)
    (only,) = [finding for finding, _ in examine(one, Measures(one), chosen_rules(["FA201"]))]
    assert only.message == "This procedure takes the customer 7 steps per case, more than 6; the shortest route takes 6"
