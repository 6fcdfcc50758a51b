"""The history of a design: commands check, replay does not, and every version stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from eventsourcing.domain import CanMutateAggregate

from frictionaudit.domain.changes import ChangeSet, ProcedureAmended, StepAmended, StepRemoved
from frictionaudit.domain.design import Design, version_of
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError, UsageError

PAGE = {"id": "permit", "title": "Permit", "steps": {"ask": {"kind": "start", "next": "done"}, "done": {"kind": "end"}}}
MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
NAMED = ChangeSet(
    changes=(StepAmended(id="ask", attribute="name", value="Ask for it"),), reason="a step has a name", author="Bo"
)


@pytest.fixture
def design():
    return Design.draft(Procedure.model_validate(PAGE), "first drawing", "Ada", MONDAY)


def replayed(design):
    """The same design, made again from its events alone."""
    again = None
    for event in design.pending_events:
        again = event.mutate(again)
    return again


def versions(design):
    """The history of a design, from its events alone."""
    return [version_of(event) for event in design.pending_events]


def test_a_draft_is_version_one(design):
    assert design.procedure == Procedure.model_validate(PAGE)
    assert [(v.number, v.what, v.author, v.reason, v.at) for v in versions(design)] == [
        (1, "drafted", "Ada", "first drawing", MONDAY)
    ]


def test_a_procedure_has_the_same_history_wherever_it_is_recorded(design):
    assert str(design.id) == str(Design.create_id("permit")) == "f37ef4bb-5900-5e61-a130-39fbf8d7cc65"


def test_amending_changes_the_procedure_and_tells_why(design):
    design.amend(NAMED, MONDAY + timedelta(days=1))
    assert design.procedure.label("ask") == "Ask for it"
    assert versions(design)[1].changes == NAMED.changes
    assert design.version == 2


def test_replaying_the_history_gives_the_last_procedure(design):
    design.amend(NAMED, MONDAY)
    design.retire("done by the state now", "Ada", MONDAY)
    design.reopen("the state gave it back", "Ada", MONDAY)
    again = replayed(design)
    assert again.procedure == design.procedure
    assert again.last == design.last
    assert [version.what for version in versions(design)] == ["drafted", "amended", "retired", "reopened"]


def test_changes_that_do_not_fit_are_refused_and_leave_no_event(design):
    with pytest.raises(ChangeError, match="there is no step 'done'"):
        design.amend(ChangeSet(changes=(StepRemoved(id="done"),), reason="r", author="a"), MONDAY)
    assert design.version == 1
    assert len(design.pending_events) == 1


def test_yesterdays_facts_stay_true_when_todays_rules_are_stricter(design):
    design.trigger_event(
        Design.Amended,
        changes=[{"kind": "step-removed", "version": 1, "id": "done"}],
        reason="recorded when nobody checked references",
        author="Ada",
    )
    assert set(replayed(design).procedure.steps) == {"ask"}


def test_the_id_of_a_procedure_stays(design):
    rename = ChangeSet(changes=(ProcedureAmended(attribute="id", value="licence"),), reason="r", author="a")
    with pytest.raises(ChangeError, match="names this history"):
        design.amend(rename, MONDAY)


def test_amending_without_a_change_is_refused(design):
    with pytest.raises(UsageError, match="no change to record"):
        design.amend(ChangeSet(changes=(), reason="r", author="a"), MONDAY)


def test_a_retired_design_is_not_amended_before_it_is_reopened(design):
    design.retire("done by the state now", "Ada", MONDAY)
    with pytest.raises(UsageError, match="reopen it"):
        design.amend(NAMED, MONDAY)
    with pytest.raises(UsageError, match="retired already"):
        design.retire("again", "Ada", MONDAY)
    design.reopen("the state gave it back", "Ada", MONDAY)
    design.amend(NAMED, MONDAY)
    assert design.version == 4


def test_only_what_is_retired_is_reopened(design):
    with pytest.raises(UsageError, match="is not retired"):
        design.reopen("r", "a", MONDAY)


@pytest.mark.parametrize(("reason", "author"), [("", "Ada"), ("why", " ")])
def test_every_act_has_a_reason_and_an_author(design, reason, author):
    for act in (design.retire, lambda *said: Design.draft(design.procedure, *said)):
        with pytest.raises(UsageError, match="is missing"):
            act(reason, author, MONDAY)


def test_times_are_kept_in_utc_and_need_their_zone(design):
    design.retire("r", "a", datetime(2025, 3, 4, 1, tzinfo=timezone(timedelta(hours=2))))
    assert design.last.at == datetime(2025, 3, 3, 23, tzinfo=UTC)
    assert design.last.at.tzinfo is UTC
    with pytest.raises(UsageError, match="time zone"):
        design.reopen("r", "a", datetime(2025, 3, 5))


def test_every_event_has_a_fixed_name_and_a_version():
    events = [
        event for event in vars(Design).values() if isinstance(event, type) and issubclass(event, CanMutateAggregate)
    ]
    recorded = {event.TOPIC: event.class_version for event in events if hasattr(event, "class_version")}
    assert recorded == {
        "frictionaudit.design.drafted": 1,
        "frictionaudit.design.amended": 1,
        "frictionaudit.design.retired": 1,
        "frictionaudit.design.reopened": 1,
    }
    assert (Design.TOPIC, Design.class_version) == ("frictionaudit.design", 1)


def test_events_hold_plain_data_and_no_person_but_the_author(design):
    design.amend(NAMED, MONDAY)
    drafted, amended = design.pending_events
    common = {"originator_id", "originator_version", "timestamp", "reason", "author"}
    assert set(vars(drafted)) == {*common, "originator_topic", "page"}
    assert set(vars(amended)) == {*common, "changes"}
    assert amended.changes == [
        {"kind": "step-amended", "version": 1, "id": "ask", "attribute": "name", "value": "Ask for it"}
    ]
