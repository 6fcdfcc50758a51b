"""The event store: what was recorded can be read back at any time, and nobody overwrites what they have not read."""

from __future__ import annotations

import json
import multiprocessing
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from frictionaudit.domain.changes import ChangeSet, PartyAdded, PartyAmended, StepAmended, apply
from frictionaudit.domain.design import Design
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ConflictError, InputError, UsageError
from frictionaudit.store import Designs, EventStore, VersionConflictError
from frictionaudit.store.events import History
from frictionaudit.store.replay import project

PERMIT = Procedure.model_validate(
    {"id": "permit", "title": "Permit", "steps": {"ask": {"kind": "start", "next": "done"}, "done": {"kind": "end"}}}
)
MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
PAGE = Path("permit.yaml")


def named(name: str, procedure: Procedure = PERMIT) -> Procedure:
    return apply(procedure, StepAmended(id="ask", attribute="name", value=name))


def ended(name: str, procedure: Procedure = PERMIT) -> Procedure:
    return apply(procedure, StepAmended(id="done", attribute="name", value=name))


def said(author: str = "Ada", days: int = 0, reason: str = "as it is"):
    return {"author": author, "reason": reason, "at": MONDAY + timedelta(days=days)}


@pytest.fixture
def designs(place):
    """The designs of a file and of a PostgreSQL database: every test runs against both."""
    with Designs.open(place) as designs:
        yield designs


def test_reading_from_a_folder_without_history_creates_nothing(designs, tmp_path):
    assert designs.ids() == ()
    with pytest.raises(UsageError, match="nothing is recorded here yet"):
        designs.history("permit")
    assert list(tmp_path.iterdir()) == []


def test_the_first_record_is_a_draft(designs, tmp_path):
    recorded = designs.record(PERMIT, **said(), page=PAGE)
    assert recorded.written
    assert recorded.changes == ()
    assert (recorded.version.number, recorded.version.what) == (1, "drafted")
    assert (tmp_path / ".frictionaudit" / "designs.sqlite").exists() == ("sqlite" in designs.store.where)
    assert designs.at("permit") == (PERMIT, recorded.version)


def test_what_is_different_is_recorded_as_one_act_with_its_reason(designs):
    designs.record(PERMIT, **said(), page=PAGE)
    recorded = designs.record(named("Ask for it"), **said("Bo", 1, "steps have names"), page=PAGE)
    assert recorded.changes == (StepAmended(id="ask", attribute="name", value="Ask for it"),)
    assert [(v.number, v.author, v.reason) for v in designs.history("permit")] == [
        (1, "Ada", "as it is"),
        (2, "Bo", "steps have names"),
    ]


def test_another_opening_of_the_same_folder_reads_the_same_history(designs, tmp_path):
    designs.record(PERMIT, **said(), page=PAGE)
    designs.record(named("Ask for it"), **said(), page=PAGE)
    with Designs.open(tmp_path) as again:
        assert again.history("permit") == designs.history("permit")
        assert again.at("permit") == designs.at("permit")


def test_a_page_that_says_nothing_new_records_nothing(designs):
    first = designs.record(PERMIT, **said(), page=PAGE)
    again = designs.record(PERMIT, **said("Bo"), page=PAGE)
    assert not again.written
    assert again.changes == ()
    assert again.version == first.version
    assert len(designs.history("permit")) == 1


def test_all_recorded_ids_are_listed_however_many(designs):
    for n in range(25):
        designs.record(PERMIT.model_copy(update={"id": f"permit-{n:02}"}), **said())
        designs.record(named("x", PERMIT.model_copy(update={"id": f"permit-{n:02}"})), **said(), base=1)
    assert designs.ids() == tuple(f"permit-{n:02}" for n in range(25))


def test_an_unknown_id_is_answered_with_near_ones(designs):
    designs.record(PERMIT, **said())
    with pytest.raises(UsageError, match="did you mean 'permit'"):
        designs.at("pemit")


@pytest.fixture
def three_versions(designs):
    """Recorded on Monday at 9, Wednesday at 9 and Friday at 9."""
    for n, name in enumerate(("Ask", "Ask for it", "Ask nicely")):
        designs.record(named(name), **said(days=2 * n), page=PAGE)
    return designs


@pytest.mark.parametrize(
    ("when", "number"),
    [
        (None, 3),
        (1, 1),
        (2, 2),
        (date(2025, 3, 3), 1),
        (date(2025, 3, 4), 1),
        (date(2025, 3, 5), 2),
        (date(2030, 1, 1), 3),
        (datetime(2025, 3, 5, 8, 59, tzinfo=UTC), 1),
        (datetime(2025, 3, 5, 9, tzinfo=UTC), 2),
        (datetime(2025, 3, 5, 9), 2),
        (datetime(2025, 3, 5, 10, 30, tzinfo=timezone(timedelta(hours=2))), 1),
    ],
)
def test_a_design_is_read_as_it_was(three_versions, when, number):
    procedure, version = three_versions.at("permit", when)
    assert version.number == number
    assert procedure == named(("Ask", "Ask for it", "Ask nicely")[number - 1])


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (date(2025, 3, 2), "version 1 is from 2025-03-03, 09:00 UTC"),
        (0, "choose one from 1 to 3"),
        (4, "there is no version 4 of 'permit'"),
    ],
)
def test_asking_for_what_was_never_on_record_is_answered_clearly(three_versions, when, told):
    with pytest.raises(UsageError, match=told):
        three_versions.at("permit", when)


def test_a_page_from_an_older_version_is_refused_and_told_who_recorded_what(designs):
    designs.record(PERMIT, **said(), page=Path("ada/permit.yaml"))
    designs.record(PERMIT, **said("Bo"), page=Path("bo/permit.yaml"))
    designs.record(named("Ask for it"), **said("Bo", 1, "steps have names"), page=Path("bo/permit.yaml"))
    with pytest.raises(VersionConflictError) as conflict:
        designs.record(ended("Done"), **said("Ada", 2), page=Path("ada/permit.yaml"))
    assert isinstance(conflict.value, ConflictError)
    assert [(v.number, v.author, v.reason) for v in conflict.value.newer] == [(2, "Bo", "steps have names")]
    assert conflict.value.newer[0].changes == (StepAmended(id="ask", attribute="name", value="Ask for it"),)
    assert "version 2 by Bo on 2025-03-04: steps have names" in str(conflict.value)
    assert len(designs.history("permit")) == 2


def test_after_a_conflict_both_peoples_changes_can_be_recorded(designs):
    ada, bo = Path("ada/permit.yaml"), Path("bo/permit.yaml")
    for page in (ada, bo):
        designs.record(PERMIT, **said(), page=page)
    designs.record(named("Ask for it"), **said("Bo", 1), page=bo)
    both = named("Ask for it", ended("Done"))
    with pytest.raises(ConflictError):
        designs.record(both, **said("Ada", 2), page=ada)
    recorded = designs.record(both, **said("Ada", 2), page=ada, base=2)
    assert recorded.changes == (StepAmended(id="done", attribute="name", value="Done"),)
    assert designs.record(both, **said("Ada", 3), page=ada).written is False


def test_two_people_who_wrote_the_same_do_not_disagree(designs):
    for page in ("a.yaml", "b.yaml"):
        designs.record(PERMIT, **said(), page=Path(page))
    designs.record(named("Ask for it"), **said(), page=Path("a.yaml"))
    assert designs.record(named("Ask for it"), **said(), page=Path("b.yaml")).written is False
    assert designs.record(named("Ask nicely"), **said(), page=Path("b.yaml")).version.number == 3


def test_a_page_written_out_from_a_version_is_derived_from_it(designs):
    designs.record(PERMIT, **said(), page=PAGE)
    designs.record(named("Ask for it"), **said(), page=PAGE)
    designs.shown(Path("copy.yaml"), "permit", 1)
    with pytest.raises(ConflictError):
        designs.record(ended("Done"), **said(), page=Path("copy.yaml"))


def test_a_page_of_unknown_origin_has_to_say_from_which_version_it_comes(three_versions):
    with pytest.raises(UsageError, match="name the version with --based-on, from 1 to 3"):
        three_versions.record(ended("Done"), **said(), page=Path("new.yaml"))
    with pytest.raises(UsageError, match="no version 7"):
        three_versions.record(ended("Done"), **said(), page=Path("new.yaml"), base=7)
    assert three_versions.record(ended("Done"), **said(), page=Path("new.yaml"), base=3).version.number == 4


def test_a_page_of_unknown_origin_that_equals_an_old_version_comes_from_there(three_versions):
    with pytest.raises(VersionConflictError) as conflict:
        three_versions.record(named("Ask"), **said(), page=Path("old.yaml"))
    assert [version.number for version in conflict.value.newer] == [2, 3]


def test_a_base_without_history_is_refused(designs):
    with pytest.raises(UsageError, match="nothing is recorded of it yet"):
        designs.record(PERMIT, **said(), base=2)


def test_where_pages_lie_is_remembered_the_same_on_every_computer(designs, tmp_path):
    designs.record(PERMIT, **said(), page=tmp_path / "pages" / "permit.yaml")
    bases = json.loads((tmp_path / ".frictionaudit" / "bases.json").read_text())
    assert bases == {"pages/permit.yaml": {"id": "permit", "version": 1}}


def test_an_accepted_suggestion_appends_its_very_changes(designs):
    designs.record(PERMIT, **said())
    change = StepAmended(id="ask", attribute="name", value="Ask for it")
    recorded = designs.accept("permit", ChangeSet(changes=(change,), reason="R", author="Bo"), MONDAY)
    assert recorded.changes == (change,)
    assert designs.at("permit")[0] == named("Ask for it")


def test_a_retired_design_keeps_its_history_and_can_be_reopened(designs):
    designs.record(PERMIT, **said(), page=PAGE)
    designs.retire("permit", **said("Ada", 1, "the state does it"))
    with pytest.raises(ConflictError, match="the state does it"):
        designs.record(named("Ask"), **said(days=2), page=PAGE)
    with pytest.raises(UsageError, match="reopen it"):
        designs.record(named("Ask"), **said(days=2), page=PAGE, base=2)
    designs.reopen("permit", **said("Ada", 3, "ours again"))
    designs.record(named("Ask"), **said(days=4), page=PAGE, base=3)
    assert [v.what for v in designs.history("permit")] == ["drafted", "retired", "reopened", "amended"]


def _record_at_once(folder, name, gate, answers):
    with Designs.open(folder) as designs:
        designs.at("permit")
        gate.wait()
        try:
            recorded = designs.record(named(name), **said(name), base=1)
            answers.put(("recorded", name, recorded.version.number))
        except ConflictError as error:
            answers.put(("conflict", name, [(v.number, v.author) for v in error.newer]))


def test_of_people_who_record_at_the_same_moment_one_succeeds_and_the_others_are_told(designs, tmp_path):
    designs.record(PERMIT, **said())
    designs.close()
    spawn = multiprocessing.get_context("spawn")
    gate, answers = spawn.Barrier(3), spawn.Queue()
    people = [spawn.Process(target=_record_at_once, args=(tmp_path, name, gate, answers)) for name in ("A", "B", "C")]
    for person in people:
        person.start()
    told = [answers.get(timeout=60) for _ in people]
    for person in people:
        person.join(timeout=60)
    (winner,) = [name for answer, name, _ in told if answer == "recorded"]
    assert sorted(answer for answer, _, _ in told) == ["conflict", "conflict", "recorded"]
    assert all(details == [(2, winner)] for answer, _, details in told if answer == "conflict")
    assert [version.author for version in designs.history("permit")] == ["Ada", winner]


def test_a_version_saved_by_another_in_the_same_moment_is_a_conflict(designs, tmp_path, monkeypatch):
    designs.record(PERMIT, **said())
    stale = designs._known("permit")
    with Designs.open(tmp_path) as other:
        other.record(named("Ask for it"), **said("Bo", 1, "first"), base=1)
    monkeypatch.setattr(designs, "_find", lambda *_: stale)
    monkeypatch.setattr(designs, "history", Designs.open(tmp_path).history)
    with pytest.raises(ConflictError):
        designs.record(ended("Done"), **said("Ada", 1, "second"), base=1)
    monkeypatch.undo()
    assert [version.author for version in designs.history("permit")] == ["Ada", "Bo"]


@pytest.mark.parametrize("content", [b"not a database, but long enough to be taken for one" * 20, b"\0" * 4096])
def test_a_file_that_is_no_history_is_one_clear_error(tmp_path, content):
    file = tmp_path / ".frictionaudit" / "designs.sqlite"
    file.parent.mkdir()
    file.write_bytes(content)
    with Designs.open(tmp_path) as designs:
        for act in (designs.ids, lambda: designs.history("permit"), lambda: designs.record(PERMIT, **said())):
            with pytest.raises(InputError) as error:
                act()
            assert [problem.slug for problem in error.value.problems] == ["unreadable-history"]
            assert str(file) in str(error.value)
    assert file.read_bytes() == content


def test_a_damaged_memory_of_bases_is_one_clear_error_and_loses_nothing(designs, tmp_path):
    designs.record(PERMIT, **said(), page=PAGE)
    (tmp_path / ".frictionaudit" / "bases.json").write_text("{]")
    with pytest.raises(InputError, match="nothing that was recorded is lost"):
        designs.record(named("Ask"), **said(), page=PAGE)
    assert len(designs.history("permit")) == 1


def test_what_is_only_true_of_an_earlier_side_replays_at_once(designs):
    """`outside` holds for a party of ours; read against the side that the party had at first, it was refused."""
    third = apply(PERMIT, PartyAdded(id="lab", party={"side": "third"}))
    designs.record(third, **said())
    for attribute, value in (("side", "backstage"), ("outside", True), ("side", "frontstage")):
        changes = (PartyAmended(id="lab", attribute=attribute, value=value),)
        designs.accept("permit", ChangeSet(changes=changes, reason="moved", author="Ada"), MONDAY)
    events = [*designs.store.events(Design.create_id("permit"))]
    assert project(None, events).procedure == designs.at("permit")[0]


def test_a_snapshot_that_fails_does_not_fail_what_is_stored(designs, monkeypatch):
    def broken(*_):
        raise RuntimeError("no snapshot")

    monkeypatch.setitem(History.snapshotting_projectors, Design, broken)
    monkeypatch.setitem(History.snapshotting_intervals, Design, 2)
    designs.record(PERMIT, **said())
    assert designs.record(named("Ask for it"), **said(), base=1).version.number == 2
    assert designs.at("permit")[0] == named("Ask for it")


def test_a_refused_act_leaves_no_name_and_no_store(designs, tmp_path):
    with pytest.raises(UsageError, match="missing-reason"):
        designs.record(PERMIT, **said(author="Ada", reason=" "))
    if "sqlite" in designs.store.where:
        assert [*tmp_path.iterdir()] == []
    designs.record(PERMIT, **said(author="Ben"))
    refused = [
        lambda: designs.retire("permit", **said(author="Ada", reason=" ")),
        lambda: designs.reopen("permit", **said(author="Ada")),
        lambda: designs.accept("permit", ChangeSet(changes=(), reason="none", author="Ada"), MONDAY),
    ]
    for act in refused:
        with pytest.raises(UsageError):
            act()
    assert sorted(designs.store.names().values()) == ["Ben"]
    assert designs.history("permit")[0].author == "Ben"


def test_a_moment_between_two_clocks_shows_nothing_that_was_recorded_after_it(designs):
    """The clock of who recorded version 2 was slow; version 2 holds version 1, which was not there yet."""
    designs.record(PERMIT, **said())
    designs.record(named("Ask for it"), author="Ben", reason="clearer", at=MONDAY - timedelta(minutes=5), base=1)
    with pytest.raises(UsageError, match="was not recorded yet"):
        designs.at("permit", MONDAY - timedelta(minutes=1))
    assert designs.at("permit", MONDAY)[1].number == 2


def _key_at(where: Path, moment: float) -> None:
    with EventStore.open(where) as store:
        store.application()
        time.sleep(max(0.0, moment - time.time()))
        store.people.key("Ann Lee")


def test_a_name_that_eight_people_bring_at_once_has_one_key(designs, place):
    designs.record(PERMIT, **said(author="Ben"))
    moment = time.time() + 3
    processes = [multiprocessing.get_context("spawn").Process(target=_key_at, args=(place, moment)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert sorted(designs.store.names().values()) == ["Ann Lee", "Ben"]
