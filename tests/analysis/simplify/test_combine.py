"""A set of ideas is read as a whole: what it announces is true of its result, and what it assumes has a range."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.burden import greatest_burdens
from frictionaudit.analysis.simplify.combine import as_a_whole, combinable
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.analysis.simplify.prove import changed, prove, prove_together
from frictionaudit.analysis.simplify.suggest import ideas, suggestions
from frictionaudit.domain.changes import StepAmended, apply, dump
from frictionaudit.exports.suggestions import text
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import SuggestedProcedure, Suggestion
from tests.building import procedure

DOCUMENTS = {"slip": {"name": "Loss slip", "issued_by": "desk"}, "plan": {"name": "Plan", "issued_by": "customer"}}
STEPS: dict[str, Any] = {
    "begin": {"kind": "start", "next": "apply"},
    "apply": {
        "by": "customer", "channel": "counter", "asks": ["slip", "plan"], "effort": {"gather": "8m", "travel": "20m"},
        "wait": {}, "fees": [], "next": "look",
    },
    "look": {"by": "office", "effort": {"work": "5m", "search": "4m"}, "wait": {"batch": "5 days"}, "next": "end"},
    "end": {"kind": "end", "tells": {"result": True}},
}  # fmt: skip


def subject() -> Subject:
    return Subject(procedure(STEPS, documents=DOCUMENTS))


def test_what_is_announced_names_no_document_that_another_idea_abolishes():
    alone = next(s for s in suggestions(subject()) if s.heuristic == "tell-before-asking")
    assert "Loss slip" in str(dump(alone.changes))
    combined = combinable(
        subject(), [s for s in suggestions(subject()) if s.heuristic != "online-instead-of-in-person"]
    )
    *_, (original, announced) = combined
    assert original == alone
    assert "Loss slip" not in str(dump(announced.changes))
    assert "Plan" in str(dump(announced.changes))
    after = apply(procedure(STEPS, documents=DOCUMENTS), [c for _, s in combined for c in s.changes])
    assert after.steps["apply"].asks == ("plan",)


SEARCHED: dict[str, Any] = {
    **STEPS,
    "begin": {"kind": "start", "next": "find"},
    "find": {
        "by": "customer", "channel": "web", "effort": {"search": "9m", "understand": "6m"}, "wait": {}, "fees": [],
        "next": "apply",
    },
}  # fmt: skip


def test_a_set_does_not_show_the_way_to_a_step_that_it_removes():
    about = Subject(procedure(SEARCHED, documents=DOCUMENTS))
    listed = suggestions(about, only=("move-answers-to-the-start", "show-the-way"))
    assert [suggestion.heuristic for suggestion in listed] == ["move-answers-to-the-start", "show-the-way"]
    assert [one.heuristic for one, _ in combinable(about, listed)] == ["move-answers-to-the-start"]
    assert [one.heuristic for one, _ in combinable(about, listed[1:])] == ["show-the-way"]


def test_in_a_plan_announcements_come_last_whatever_the_order_of_the_search():
    chosen = [pair for pair in ideas(subject(), Measures(subject())) if pair[0].name() != "online-instead-of-in-person"]
    telling_first = sorted(chosen, key=lambda pair: not pair[0].announces)
    ordered = as_a_whole(subject(), telling_first)
    assert [heuristic.announces for heuristic, _ in ordered] == sorted(h.announces for h, _ in ordered)
    assert "Loss slip" not in str(dump(ordered[-1][1].changes))


def test_an_effect_on_a_hypothesis_is_assumed_and_ranges_from_nothing():
    idea = next(s for s in suggestions(subject()) if s.heuristic == "stop-batching")
    assert idea.effect is not None
    assert idea.safety == "candidate"
    assert idea.assumes == "each case is done as soon as it is ready"
    after = idea.effect.after["lead_time"].evidence
    assert after.kind == "assumed"
    assert after.assumed[-1] == idea.assumes
    assert idea.effect.between["lead_time"] == pytest.approx((-7200, 0))
    assert sentence(idea.effect).startswith("done up to 5 days sooner")


def test_together_the_range_begins_with_the_ideas_that_assume_nothing():
    found = [s for s in suggestions(subject()) if s.heuristic in ("stop-batching", "fetch-held-documents")]
    effect = prove_together(subject(), found, Measures(subject()))
    certain = prove(subject(), [c for s in found if not s.assumes for c in s.changes])
    gained = (certain.after["lead_time"].value or 0) - (certain.before["lead_time"].value or 0)
    assert max(effect.between["lead_time"]) == pytest.approx(gained, abs=1)
    assert min(effect.between["lead_time"]) < -7000


def test_a_certain_idea_made_after_an_assumed_one_brings_none_of_its_savings_into_the_range():
    """Both set the whole effort of the step: going online takes 20 minutes of travel off it, the slip gathering."""
    about = subject()
    (online,) = named(list(ideas(about, Measures(about))), "online-instead-of-in-person")
    moved = changed(about, apply(about.procedure, online[1].changes))
    (fetched,) = named(list(ideas(moved, Measures(moved))), "fetch-held-documents")
    parts = [heuristic.suggestion(idea) for heuristic, idea in (online, fetched)]
    effect = prove_together(about, parts, Measures(about))
    most, least = effect.between["customer_minutes"]
    assert most < -20
    assert least == pytest.approx(-8 / 2 * 0.8)  # half the gathering, with the assumed part a fifth smaller


def test_a_plan_names_the_groups_that_cannot_use_a_new_channel():
    closed = {"offline": {"share": 0.1, "name": "People without internet", "without": ["web"]}}
    about = Subject(procedure(STEPS, documents=DOCUMENTS, groups=closed))
    chosen = named(list(ideas(about, Measures(about))), "online-instead-of-in-person")
    ((_, online),) = as_a_whole(about, chosen)
    assert "the new channel is closed to 'People without internet'" in online.trade_off


def test_the_greatest_burdens_name_the_ideas_that_answer_them_or_say_that_none_is_known():
    listed = suggestions(subject())
    effort, wait = greatest_burdens(subject(), listed)
    assert (effort.step, effort.minutes, effort.total) == ("apply", 28, 28)
    assert {listed[n].heuristic for n in effort.answered_by} == {"fetch-held-documents", "online-instead-of-in-person"}
    assert {listed[n].heuristic for n in wait.answered_by} == {"stop-batching"}
    bare = subject()
    (none, _) = greatest_burdens(bare, [])
    shown = SuggestedProcedure(
        id="p", title="P", source="p", procedure=bare.procedure, suggestions=(), burdens=(none,)
    )  # fmt: skip
    assert "Greatest effort: 28 min of 28 min of the customer's time per case, at 'apply': no idea is known." in text(
        [shown]
    )


def closing_line(heuristic: str, *steps: str) -> str:
    about = subject()
    idea = Suggestion(title="An idea", changes=(), steps=steps, fixes=("FA603",), heuristic=heuristic)
    shown = SuggestedProcedure(
        id="p",
        title="P",
        source="p",
        procedure=about.procedure,
        suggestions=(idea,),
        burdens=greatest_burdens(about, [idea]),
    )
    return " ".join(text([shown]).split())


def test_an_idea_that_can_lessen_the_greatest_burden_by_an_unknown_amount_is_named_there():
    assert "at 'apply': idea 1, by how much is not known." in closing_line("offer-a-second-channel", "apply")


@pytest.mark.parametrize(
    ("heuristic", "steps"),
    [("publish-a-promise", ["apply"]), ("offer-a-choice", ["apply"]), ("offer-a-second-channel", ["look"])],
    ids=["a promise lessens nothing", "nobody queues there", "another step"],
)
def test_an_idea_that_cannot_lessen_the_greatest_burden_is_not_named_there(heuristic: str, steps: list[str]):
    assert "at 'apply': no idea is known." in closing_line(heuristic, *steps)


def test_an_idea_at_the_longest_wait_that_cannot_shorten_it_is_not_named_there():
    assert "before 'look': no idea is known." in closing_line("publish-a-promise", "look")


def named(chosen: list[tuple[Heuristic, Idea]], *names: str) -> list[tuple[Heuristic, Idea]]:
    """The chosen ideas of some heuristics, in the order of their names."""
    return [pair for name in names for pair in chosen if pair[0].name() == name]


def test_the_trade_off_of_an_idea_names_no_document_that_another_idea_of_the_set_abolishes():
    originals = {**DOCUMENTS, "slip": {**DOCUMENTS["slip"], "proof": "original"}}
    about = Subject(procedure(STEPS, documents=originals))
    chosen = list(ideas(about, Measures(about)))
    (alone,) = as_a_whole(about, named(chosen, "online-instead-of-in-person"))
    assert "'Loss slip' can only be seen as a picture" in alone[1].trade_off
    online, _ = as_a_whole(about, named(chosen, "online-instead-of-in-person", "fetch-held-documents"))
    assert "Loss slip" not in online[1].trade_off
    assert "staff have to help people online" in online[1].trade_off


def test_an_idea_that_was_made_after_an_announcement_is_made_again_before_it():
    about = Subject(procedure(SEARCHED, documents=DOCUMENTS))
    (moved,) = named(list(ideas(about, Measures(about))), "move-answers-to-the-start")
    told = changed(about, apply(about.procedure, moved[1].changes))
    later = named(list(ideas(told, Measures(told))), "fetch-held-documents")
    ordered = as_a_whole(about, [moved, *later])
    assert [heuristic.announces for heuristic, _ in ordered] == [False, True]
    assert "Loss slip" not in str(dump(ordered[-1][1].changes))


def test_every_heuristic_that_only_repeats_what_the_page_knows_announces():
    announcing = {name for name, heuristic in HEURISTICS.items() if heuristic.announces}
    assert announcing == {
        *("tell-before-asking", "acknowledge-at-once", "publish-a-promise", "set-a-realistic-promise"),
        "move-answers-to-the-start",
    }


def test_an_idea_that_shortens_another_wait_does_not_answer_the_longest_one():
    steps = STEPS | {
        "look": {
            "by": "office",
            "effort": {"work": "5m"},
            "wait": {"batch": "1 day", "third": "30 days"},
            "next": "end",
        }
    }
    page = Subject(procedure(steps, documents=DOCUMENTS))
    listed = suggestions(page, only=["stop-batching"])
    assert [idea.heuristic for idea in listed] == ["stop-batching"]
    *_, wait = greatest_burdens(page, listed)
    assert (wait.step, wait.answered_by) == ("look", ())


def test_moving_a_step_to_the_web_and_offering_the_web_beside_the_old_channel_are_not_taken_together():
    def idea(kind: str, **attribute: Any) -> Suggestion:
        return Suggestion(
            title=kind,
            changes=tuple(StepAmended(id="apply", attribute=key, value=value) for key, value in attribute.items()),
            safety="candidate",
            heuristic=kind,
            answers=(),
            steps=("apply",),
        )

    moved = idea("online-instead-of-in-person", channel="web")
    beside = idea("offer-a-second-channel", also=["web"])
    elsewhere = idea("show-the-way", effort={"gather": "1m"})
    assert [suggestion for suggestion, _ in combinable(subject(), [moved, beside, elsewhere])] == [moved, elsewhere]
