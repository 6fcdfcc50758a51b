"""Suggestions: which heuristics run, and in which order what they propose is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import prove
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.suggest import attached, suggestions
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.audit import Effect, Suggestion
from frictionaudit.results.measure import Basis, Measure
from tests.building import procedure

Ideas = Callable[[Heuristic, Subject, Measures], Iterator[Idea]]


@pytest.fixture
def wasteful() -> Procedure:
    return procedure(
        {
            "begin": {"kind": "start", "next": "apply"},
            "apply": {
                "by": "customer",
                "channel": "counter",
                "asks": "form",
                "effort": {"fill": "9m"},
                "next": "check",
            },
            "check": {"by": "office", "effort": {"work": "5m"}, "wait": {"batch": "5 days"}, "next": "end"},
            "end": {"kind": "end"},
        },
        forms={"form": {"fields": [{"data": "name", "known": True}, {"data": "wish"}]}},
    )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The heuristics whose ideas are asked for, in the order of the calls."""
    called: list[str] = []

    def counted(name: str, ideas: Ideas) -> Ideas:
        def ideas_of(heuristic: Heuristic, subject: Subject, measures: Measures) -> Iterator[Idea]:
            called.append(name)
            return ideas(heuristic, subject, measures)

        return ideas_of

    for name, heuristic in HEURISTICS.items():
        monkeypatch.setattr(heuristic, "ideas", counted(name, heuristic.ideas))
    return called


def test_only_the_heuristics_that_are_named_run(wasteful: Procedure, calls: list[str]):
    listed = suggestions(Subject(wasteful), only=("stop-batching", "prefill-known-answers"))
    assert calls == ["prefill-known-answers", "stop-batching"]
    assert {suggestion.heuristic for suggestion in listed} == {"prefill-known-answers", "stop-batching"}


def test_without_names_every_heuristic_runs_once(wasteful: Procedure, calls: list[str]):
    suggestions(Subject(wasteful))
    assert calls == list(HEURISTICS)


def test_the_named_heuristics_suggest_the_same_as_when_all_run(wasteful: Procedure):
    everything = suggestions(Subject(wasteful))
    for name in HEURISTICS:
        assert suggestions(Subject(wasteful), only=[name]) == [one for one in everything if one.heuristic == name]


def test_a_gain_of_less_than_one_per_cent_is_minor_and_comes_last():
    page = procedure(
        {
            "begin": {"kind": "start", "next": "apply"},
            "apply": {"by": "customer", "effort": {"fill": "60m"}, "wait": "none", "next": [
                {"to": "look", "share": 0.001}, {"to": "check", "share": 0.999},
            ]},
            "look": {"by": "office", "effort": {"work": "1m", "search": "9m"}, "wait": "none", "next": "end"},
            "check": {"by": "office", "effort": {"work": "20m", "search": "10m"}, "wait": "none", "next": "end"},
            "end": {"kind": "end"},
        }
    )  # fmt: skip
    listed = suggestions(Subject(page), only=["index-on-arrival"])
    assert [suggestion.steps for suggestion in listed] == [("check",), ("look",)]


def test_a_suggestion_that_fixes_a_finding_is_not_minor():
    effect = Effect(before={}, after={})
    assert Suggestion(title="Do it", changes=(), effect=effect).is_minor
    assert not Suggestion(title="Do it", changes=(), effect=effect, fixes=("FA101",)).is_minor
    assert not Suggestion(title="Do it", changes=(), effect=effect, mitigates=("FA101",)).is_minor


@pytest.mark.parametrize(
    ("key", "unit", "before", "after", "minor"),
    [
        ("customer_minutes", "minutes", 100, 99.1, True),
        ("customer_minutes", "minutes", 100, 99, False),
        ("fill", "minutes", 1, 0, True),
        ("visits_in_person", "visits", 1, 0.98, True),
        ("visits_in_person", "visits", 1, 0.95, False),
        ("visits_in_person", "visits", 1, 2, True),
    ],
)
def test_savings_are_minor_below_one_per_cent_of_a_total_and_one_in_twenty_of_a_count(
    key: str, unit: str, before: float, after: float, minor: bool
):
    was, now = (
        Measure(key=key, value=value, unit=unit, scope="case", evidence=Basis("stated")) for value in (before, after)
    )
    assert Effect(before={key: was}, after={key: now}).is_minor is minor


def test_a_page_with_a_title_only_has_no_suggestions_and_is_no_fault():
    assert suggestions(Subject(Procedure.model_validate({"id": "bare", "title": "Bare"}))) == []


def test_the_range_of_a_saving_is_that_of_the_difference_so_that_it_never_begins_with_a_loss(wasteful: Procedure):
    """Half of the nine minutes to fill in is assumed to go: a fifth less or more of the half, not of what is left."""
    (idea,) = suggestions(Subject(wasteful), only=["prefill-known-answers"])
    effect = prove(Subject(wasteful), idea.changes)
    assert effect.between["customer_minutes"] == pytest.approx((-4.5 * 1.2, -4.5 * 0.8))


def test_how_long_one_question_of_several_takes_is_assumed_and_may_be_next_to_nothing(wasteful: Procedure):
    (idea,) = suggestions(Subject(wasteful), only=["prefill-known-answers"])
    assert idea.assumes == "every question takes as long"
    assert idea.effect is not None
    assert idea.effect.between["customer_minutes"] == pytest.approx((-4.5 * 1.2, 0))
    assert idea.effect.between["fields"] == (-1, -1)
    assert idea.effect.after["fields"].evidence.kind == "stated"


def test_what_two_heuristics_find_alike_is_listed_once():
    page = procedure(
        {
            "begin": {"kind": "start", "next": "send"},
            "send": {"by": "customer", "channel": "web", "effort": {"fill": "9m"}, "wait": {}, "next": "answer"},
            "answer": {"by": "office", "channel": "post", "effort": {"work": "5m"}, "wait": {}, "next": "end"},
            "end": {"kind": "end"},
        },
        groups={"offline": {"share": 0.2, "without": ["web"]}},
    )
    kinds = ["offer-a-second-channel", "offer-a-usable-channel"]
    alone = [suggestions(Subject(page), only=[kind]) for kind in kinds]
    assert [len(listed) for listed in alone] == [1, 1]
    assert len(suggestions(Subject(page), only=kinds)) == 1


def moved_online(without: list[str]) -> Suggestion:
    """A visit that a fifth of the customers may not be able to do online, and that takes them twice the travel."""
    page = procedure(
        {
            "begin": {"kind": "start", "next": "come"},
            "come": {
                "by": "customer", "channel": "counter", "effort": {"travel": "30m", "fill": "9m"}, "wait": {},
                "fees": [], "next": "check",
            },
            "check": {"by": "office", "effort": {"work": "5m"}, "wait": {}, "next": "end"},
            "end": {"kind": "end"},
        },
        groups={"frail": {"name": "The frail", "share": 0.2, "effort": {"travel": 2}, "without": without}},
    )  # fmt: skip
    (idea,) = suggestions(Subject(page), only=("online-instead-of-in-person",))
    return idea


def test_a_group_that_cannot_use_the_new_channel_keeps_the_old_way():
    idea = moved_online(["web"])
    assert idea.effect is not None
    assert idea.effect.gain("customer_minutes") == pytest.approx(0.8 * 30)
    assert idea.effect.after["fairness_gap"].value == pytest.approx((60 + 9) / 9)
    assert idea.trade_off.endswith("the new channel is closed to 'The frail', so the effect leaves them out")


def test_a_group_that_can_use_the_new_channel_goes_with_everybody():
    idea = moved_online([])
    assert idea.effect is not None
    assert idea.effect.gain("customer_minutes") == pytest.approx(0.8 * 30 + 0.2 * 60)
    assert "closed" not in idea.trade_off


@pytest.mark.parametrize(
    ("proved", "listed"),
    [({"fixes": ("FA214",)}, 1), ({"mitigates": ("FA214",)}, 1), ({"introduces": ("FA214",)}, 0), ({}, 0)],
)
def test_a_finding_lists_only_what_fixes_or_mitigates_it(
    wasteful: Procedure, proved: dict[str, tuple[str, ...]], listed: int
):
    subject = Subject(wasteful)
    findings = open_findings(subject, Measures(subject), "FA214")
    (idea,) = suggestions(subject, only=("stop-batching",))
    unproved = idea.model_copy(update={"fixes": (), "mitigates": (), **proved})
    assert [len(finding.suggestions) for finding in attached(findings, [unproved])] == [listed]
