"""Reviews in a store: decided together with the design or not at all, by several people, in a file and a server."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date

import pytest

from frictionaudit.domain.review import (
    Closed,
    FindingAccepted,
    FindingDisputed,
    StoryTold,
    SuggestionRejected,
)
from frictionaudit.errors import UsageError
from frictionaudit.store import Designs, EventStore, ReviewConflictError, Reviews
from frictionaudit.store.check import check
from tests.review.building import AT, PERMIT, TODAY, accepted, opened


@pytest.fixture
def store(place):
    with EventStore.open(place) as store:
        opened(store)
        yield store


def note(store, fact, seen=None):
    return Reviews(store).note("permit-1", lambda _: fact, AT, TODAY, seen)


def accept(store, suggestion="S1", by="Ann Lee", seen=None):
    return Reviews(store).accept("permit-1", lambda _, __, version: accepted(suggestion, version, by), AT, TODAY, seen)


def test_a_review_is_read_back_by_others(store, place):
    note(store, FindingAccepted(by="Ben Mori", finding="F1"))
    with EventStore.open(place) as again:
        state = Reviews(again).get("permit-1")
        assert Reviews(again).ids() == ("permit-1",)
    assert state.opening.owner == "Ann Lee"
    assert state.decisions["F1"].fact.by == "Ben Mori"


def test_an_unknown_review_is_answered_with_near_ones(store):
    with pytest.raises(UsageError, match="did you mean 'permit-1'"):
        Reviews(store).get("permt-1")


def test_each_review_of_a_procedure_has_the_next_number(store):
    from tests.review.building import opening

    assert Reviews(store).open(opening, "permit", AT).id == "permit-2"


def test_an_accepted_suggestion_is_the_next_version_of_the_design(store):
    done = accept(store)
    procedure, version = Designs(store).at("permit")
    assert (version.number, version.author, version.reason) == (2, "Ann Lee", "R (review permit-1)")
    assert procedure.label("ask") == "Ask for it"
    assert done.state.accepted["S1"].design_version == done.version == 2
    assert done.before == PERMIT


def test_what_a_decision_refuses_changes_neither_the_review_nor_the_design(store):
    note(store, Closed(by="Ann Lee"))
    with pytest.raises(UsageError, match="review-closed"):
        accept(store)
    assert Designs(store).at("permit")[1].number == 1
    assert Reviews(store).get("permit-1").version == 2


def test_a_stale_command_about_the_same_thing_is_refused_with_the_state_as_it_is(store):
    note(store, FindingAccepted(by="Ann Lee", finding="F1"))
    with pytest.raises(ReviewConflictError) as conflict:
        note(store, FindingDisputed(by="Ben Mori", finding="F1", reason="no"), seen=1)
    assert conflict.value.state.version == 2
    assert [entry.fact.by for entry in conflict.value.newer] == ["Ann Lee"]
    assert "--seen 2" in str(conflict.value)
    note(store, FindingDisputed(by="Ben Mori", finding="F1", reason="no"), seen=2)


def test_a_stale_command_about_something_else_is_kept_beside_the_newer_ones(store):
    note(store, FindingAccepted(by="Ann Lee", finding="F1"))
    state = note(store, FindingAccepted(by="Ben Mori", finding="F2"), seen=1)
    assert list(state.decisions) == ["F1", "F2"]


def test_closing_a_review_that_went_on_is_refused(store):
    note(store, FindingAccepted(by="Ann Lee", finding="F1"))
    with pytest.raises(ReviewConflictError):
        note(store, Closed(by="Ben Mori"), seen=1)


@pytest.mark.parametrize("seen", [0, 9])
def test_a_version_that_nobody_can_have_seen_is_refused(store, seen):
    with pytest.raises(UsageError, match="no-such-version"):
        note(store, FindingAccepted(by="Ann Lee", finding="F1"), seen=seen)


def test_two_people_who_decide_at_the_same_moment_are_both_heard(store, place, monkeypatch):
    """The second one read the review before the first one wrote: the store notices, and tries again."""
    save = store.save

    def late(*aggregates):
        monkeypatch.setattr(store, "save", save)
        with EventStore.open(place) as other:
            note(other, FindingAccepted(by="Ben Mori", finding="F1"))
        save(*aggregates)

    monkeypatch.setattr(store, "save", late)
    assert list(note(store, FindingAccepted(by="Ann Lee", finding="F2")).decisions) == ["F1", "F2"]


def test_of_two_contradictory_decisions_at_the_same_moment_the_second_is_told(store, place, monkeypatch):
    save = store.save

    def late(*aggregates):
        monkeypatch.setattr(store, "save", save)
        with EventStore.open(place) as other:
            note(other, SuggestionRejected(by="Ben Mori", suggestion="S1", reason="no"))
        save(*aggregates)

    monkeypatch.setattr(store, "save", late)
    with pytest.raises(ReviewConflictError, match="Ben Mori"):
        accept(store)
    assert Designs(store).at("permit")[1].number == 1


def test_names_are_not_in_the_events_and_can_be_erased_without_breaking_the_chain(store):
    note(store, StoryTold(by="Ola Berg", step="ask", text="we see it daily"))
    events = b"".join(bytes(row.state) for row in _rows(store))
    assert b"Ola Berg" not in events
    assert b"Ann Lee" not in events
    before = check(store)
    assert store.people.erase("Ola Berg") == 1
    assert check(store) == before
    assert not before.faults
    state = Reviews(store).get("permit-1")
    assert [story.by for story in state.stories] == ["(name erased)"]
    assert state.opening.owner == "Ann Lee"


def test_an_erased_name_is_not_left_in_the_file(tmp_path):
    with EventStore.open(tmp_path) as store:
        opened(store)
        note(store, StoryTold(by="Ola Berg-Unusual", step="ask", text="x"))
        store.people.erase("Ola Berg-Unusual")
    with sqlite3.connect(store.file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = store.file.parent.glob("designs.sqlite*")
    assert all(b"Berg-Unusual" not in file.read_bytes() for file in files)


def _rows(store):
    from frictionaudit.store.check import stored_rows

    return list(stored_rows(store))


def _decide(folder, n, gate):
    with EventStore.open(folder) as store:
        gate.wait()
        for k in range(3):
            note(store, StoryTold(by=f"person {n}", step="ask", text=f"story {k}"))


def test_eight_processes_that_decide_at_once_lose_nothing(store, place):
    store.close()
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(8)
    people = [spawn.Process(target=_decide, args=(place, n, gate)) for n in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=120)
    assert [person.exitcode for person in people] == [0] * 8
    with EventStore.open(place) as again:
        stories = Reviews(again).get("permit-1").stories
        assert {(story.by, story.text) for story in stories} == {
            (f"person {n}", f"story {k}") for n in range(8) for k in range(3)
        }
        assert len(stories) == 24
        assert not check(again).faults


WORKER = """
import sys
from pathlib import Path
from tests.store.test_reviews import accept_forever
accept_forever(Path(sys.argv[1]))
"""
KILLS = int(os.environ.get("FRICTIONAUDIT_KILLS", "12"))
"""How often the test kills; 200 takes some minutes."""


def accept_forever(folder):
    """Propose and accept one change after the other, until somebody ends it."""
    from frictionaudit.domain.review import AlternativeProposed
    from tests.review.building import renamed

    with EventStore.open(folder) as store:
        n = 0
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            n += 1
            name = f"{os.getpid()}-{n}"
            state = Reviews(store).note(
                "permit-1",
                lambda state, name=name: AlternativeProposed(
                    by="Ann Lee", alternative=renamed(state.next_id("S"), "ask", name, finding="F1")
                ),
                AT,
                TODAY,
            )
            accept(store, list(state.suggestions)[-1])


def test_a_process_that_is_killed_at_any_moment_leaves_no_half_decision(tmp_path):
    """Killed with SIGKILL at random moments (seeded): the design and the review always tell the same."""
    chance = random.Random(15)
    with EventStore.open(tmp_path) as store:
        opened(store)
    for _ in range(KILLS):
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)], stdout=subprocess.PIPE, cwd=_root())
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.15))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        with EventStore.open(tmp_path) as store:
            state = Reviews(store).get("permit-1")
            history = Designs(store).history("permit")
            accepted_versions = [fact.design_version for fact in state.accepted.values()]
            assert sorted(accepted_versions) == [version.number for version in history[1:]]
            for id, fact in state.accepted.items():
                assert history[fact.design_version - 1].changes == state.suggestions[id].changes
    with EventStore.open(tmp_path) as store:
        assert not check(store).faults
        assert accept(store).version == len(Designs(store).history("permit"))


def _root():
    from tests.conftest import ROOT

    return ROOT


def test_due_days_are_judged_by_the_day_that_is_given(store):
    from frictionaudit.domain.review import FindingWaived

    with pytest.raises(UsageError, match="date-in-the-past"):
        note(store, FindingWaived(by="Ann Lee", finding="F1", reason="r", until=date(2026, 3, 1)))


def test_a_refused_decision_leaves_no_name(store):
    before = dict(store.names())
    refused = [
        lambda: note(store, FindingAccepted(by="Eve Stone", finding="F99")),
        lambda: accept(store, "S99", "Eve Stone"),
    ]
    for act in refused:
        with pytest.raises((UsageError, KeyError)):
            act()
    note(store, FindingAccepted(by="Ben Mori", finding="F1"))
    with pytest.raises(ReviewConflictError, match="Ben Mori"):
        note(store, FindingDisputed(by="Eve Stone", finding="F1", reason="no"), seen=1)
    assert dict(store.names()).items() >= before.items()
    assert "Eve Stone" not in store.names().values()
