"""A store is looked after: what was altered is noticed, and what is moved, exported or encrypted is the same."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from frictionaudit.application import stores
from frictionaudit.domain.design import Design
from frictionaudit.domain.review import FindingAccepted
from frictionaudit.errors import InputError, UsageError
from frictionaudit.store import Designs, EventStore, Reviews
from frictionaudit.store.check import StoredRow, _chain_faults, check
from frictionaudit.store.replay import effective, project
from tests.conftest import run
from tests.review.building import AT, PERMIT, TODAY, accepted, opened
from tests.store.test_designs import named, said


def fill(folder: Path) -> None:
    with EventStore.open(folder) as store:
        reviews = opened(store)
        for n in range(3):
            Designs(store).record(named(f"Ask {n}"), **said(), base=n + 1)
        reviews.note("permit-1", lambda _: FindingAccepted(by="Ben Mori", finding="F1"), AT, TODAY)
        reviews.accept("permit-1", lambda _, __, version: accepted("S2", version), AT, TODAY)


@pytest.fixture
def filled(tmp_path):
    fill(tmp_path)
    return tmp_path


def altered(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / ".frictionaudit" / "designs.sqlite")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def faults(folder: Path, head: str | None = None) -> tuple[str, ...]:
    return stores.check(folder, head).faults


def test_a_store_that_nobody_touched_has_no_faults(place):
    fill(place)
    done = stores.check(place)
    assert (done.faults, done.events, done.designs, done.reviews) == ((), 8, 1, 1)


def test_an_altered_event_is_named(filled):
    altered(filled, "UPDATE stored_events SET state = replace(state, 'Ask 1', 'Ask 9') WHERE originator_version = 3")
    told = faults(filled)
    assert any("event 3 of design f37ef4bb was altered" in fault for fault in told)
    done = run("store", "check", "--store", str(filled))
    assert done.exit_code == 3
    assert "was altered" in done.stdout


def test_a_removed_event_is_named(filled):
    altered(filled, "DELETE FROM stored_events WHERE topic = 'frictionaudit.review.noted' AND originator_version = 2")
    assert any("event 2 of review" in fault and "removed" in fault for fault in faults(filled))


def test_reordered_events_are_noticed(filled):
    altered(
        filled,
        "UPDATE stored_events SET originator_version = 99 WHERE topic LIKE '%amended' AND originator_version = 2",
        "UPDATE stored_events SET originator_version = 2 WHERE topic LIKE '%amended' AND originator_version = 3",
        "UPDATE stored_events SET originator_version = 3 WHERE originator_version = 99",
    )
    assert any("altered" in fault or "order" in fault for fault in faults(filled))


def test_rows_that_change_places_are_noticed(filled):
    altered(
        filled,
        "UPDATE stored_events SET rowid = 99 WHERE rowid = 3",
        "UPDATE stored_events SET rowid = 3 WHERE rowid = 4",
        "UPDATE stored_events SET rowid = 4 WHERE rowid = 99",
    )
    assert "the events are in another order than they were written" in faults(filled)


def test_an_event_that_was_added_by_hand_is_named(filled):
    altered(
        filled,
        "INSERT INTO stored_events SELECT originator_id, 77, topic, state FROM stored_events "
        "WHERE topic LIKE '%amended' LIMIT 1",
    )
    assert any("added outside" in fault for fault in faults(filled))


def test_an_end_that_was_cut_off_is_noticed_by_the_head_that_somebody_kept(filled):
    head = stores.check(filled).head
    assert faults(filled, head) == ()
    altered(
        filled,
        "DELETE FROM stored_events WHERE rowid = (SELECT max(rowid) FROM stored_events)",
        "DELETE FROM event_chain WHERE position = (SELECT max(position) FROM event_chain)",
    )
    assert any("cut off" in fault for fault in faults(filled, head))


def test_a_store_of_an_earlier_version_gets_its_chain_with_the_next_record(filled):
    altered(filled, "DELETE FROM event_chain")
    assert stores.check(filled).unchained == 8
    with Designs.open(filled) as designs:
        designs.retire("permit", **said())
    done = stores.check(filled)
    assert (done.unchained, done.faults, done.events) == (0, (), 9)


def test_a_store_is_moved_with_its_chain_and_its_names(filled, tmp_path):
    number, where = stores.move(filled, str(tmp_path / "new"))
    assert number == 8
    assert "new" in where
    assert stores.check(tmp_path / "new") == stores.check(filled)
    with EventStore.open(filled) as old, EventStore.open(tmp_path / "new") as new:
        assert Reviews(new).get("permit-1") == Reviews(old).get("permit-1")
        assert Designs(new).history("permit") == Designs(old).history("permit")
    with pytest.raises(UsageError, match="store-not-empty"):
        stores.move(filled, str(tmp_path / "new"))


def test_a_store_is_moved_to_a_database_and_back(filled, tmp_path, database, monkeypatch):
    monkeypatch.delenv("FRICTIONAUDIT_DATABASE")
    stores.move(filled, database)
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", database)
    assert stores.check(tmp_path).events == 8
    stores.move(tmp_path, str(tmp_path / "back"))
    monkeypatch.delenv("FRICTIONAUDIT_DATABASE")
    assert stores.check(tmp_path / "back") == stores.check(filled)


def test_a_damaged_store_is_not_moved(filled, tmp_path):
    altered(filled, "UPDATE stored_events SET state = replace(state, 'Ask 1', 'Ask 9') WHERE originator_version = 3")
    with pytest.raises(InputError, match="store-damaged"):
        stores.move(filled, str(tmp_path / "new"))
    assert not (tmp_path / "new").exists() or stores.check(tmp_path / "new").events == 0


def test_an_export_is_imported_as_it_was(filled, tmp_path):
    file = tmp_path / "designs.jsonl"
    file.write_text("\n".join(stores.export(filled)))
    assert stores.import_file(tmp_path / "new", file) == 8
    assert list(stores.export(tmp_path / "new")) == file.read_text().splitlines()


def test_a_title_with_a_line_separator_is_imported_as_it_was(tmp_path):
    titled = PERMIT.model_copy(update={"title": "Permit\u2028of a shop\x85"})
    with Designs.open(tmp_path / "old") as designs:
        designs.record(titled, **said())
    file = tmp_path / "designs.jsonl"
    file.write_text("\n".join(stores.export(tmp_path / "old")) + "\n", encoding="utf-8")
    assert stores.import_file(tmp_path / "new", file) == 1
    with Designs.open(tmp_path / "new") as designs:
        assert designs.at("permit")[0] == titled


def signed(*documents):
    """Lines with digests that fit, as somebody makes them who knows how."""
    previous = ""
    for document in ({"format": "frictionaudit-store", "version": 1}, *documents, {"end": True}):
        line = json.dumps(document, ensure_ascii=False, sort_keys=True)
        previous = hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()
        yield json.dumps({"digest": previous, "line": document})


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"topic": "frictionaudit.design.drafted"}, ":2:1: this line holds no event"),
        ({"topic": "x", "id": "zz", "version": 1, "state": "{}"}, ":2:1: this line holds no event"),
        ({"topic": "x", "id": "0" * 32, "version": "1", "state": "{}"}, ":2:1: this line holds no event"),
        ({"topic": "x", "id": "0" * 32, "version": 1, "bytes": "?"}, ":2:1: this line holds no event"),
        ({"person": "person:1"}, ":2:1: this line holds no name"),
        ({"topic": "x", "id": "0" * 32, "version": 1, "state": "{}"}, "cannot be replayed"),
        ({"topic": "frictionaudit.design.drafted", "id": "0" * 32, "version": 1, "state": "{}"}, "cannot be replayed"),
    ],
)
def test_an_event_that_cannot_be_read_is_told_before_anything_is_imported(tmp_path, document, told):
    file = tmp_path / "designs.jsonl"
    file.write_text("\n".join(signed(document)))
    with pytest.raises(InputError, match="nothing was imported") as raised:
        stores.import_file(tmp_path / "new", file)
    assert told in str(raised.value)
    assert not (tmp_path / "new").exists()


def test_a_long_chain_is_checked_in_one_pass():
    rows = [StoredRow(f"{n:032x}", 1, Design.Drafted.TOPIC, b"{}") for n in range(40_000)]
    added = [*_chain_faults(rows, [(row.id, 1, "") for row in rows[1:]])]
    assert added[0] == "event 1 of design 00000000 was added outside of the program"


@pytest.mark.parametrize("how", ["altered", "removed", "moved", "cut", "no json", "other"])
def test_an_export_that_somebody_changed_is_refused_and_nothing_is_imported(filled, tmp_path, how):
    lines = list(stores.export(filled))
    changed = {
        "altered": [line.replace("Ask 1", "Ask 9") for line in lines],
        "removed": [*lines[:4], *lines[5:]],
        "moved": [*lines[:4], lines[5], lines[4], *lines[6:]],
        "cut": lines[:-1],
        "no json": [*lines[:4], "{", *lines[5:]],
        "other": [json.dumps({"digest": "", "line": {}})],
    }[how]
    file = tmp_path / "designs.jsonl"
    file.write_text("\n".join(changed))
    with pytest.raises(InputError, match="not-an-export"):
        stores.import_file(tmp_path / "new", file)
    assert stores.check(tmp_path / "new").events == 0


def test_with_a_key_nothing_is_readable_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("FRICTIONAUDIT_STORE_KEY", stores.new_key())
    fill(tmp_path)
    data = b"".join(file.read_bytes() for file in (tmp_path / ".frictionaudit").glob("designs.sqlite*"))
    assert b"Ann Lee" not in data
    assert b"Ask 1" not in data
    assert stores.check(tmp_path).faults == ()
    plain = list(stores.export(tmp_path))
    assert any("Ask 1" in line for line in plain)
    for wrong in ("", b64encode(os.urandom(32)).decode()):
        monkeypatch.setenv("FRICTIONAUDIT_STORE_KEY", wrong)
        with pytest.raises(InputError, match="FRICTIONAUDIT_STORE_KEY"), EventStore.open(tmp_path) as store:
            Designs(store).at("permit")


KEY = "the key in FRICTIONAUDIT_STORE_KEY"


def test_a_key_that_does_not_fit_is_told_as_such(filled, monkeypatch):
    with Designs.open(filled) as designs:
        designs.record(named("Ask well"), **said(), base=designs.at("permit")[1].number)
    monkeypatch.setenv("FRICTIONAUDIT_STORE_KEY", b64encode(os.urandom(32)).decode())
    for read in (lambda designs: designs.at("permit"), lambda designs: designs.history("permit")):
        with Designs.open(filled) as designs, pytest.raises(InputError, match=f"{KEY} may not fit"):
            read(designs)
    assert all(f"{KEY} may not fit" in fault for fault in stores.check(filled).faults[1:])


@pytest.mark.parametrize("key", ["secret", "AAAA", "ä"])
def test_what_is_no_key_is_told(tmp_path, monkeypatch, key):
    monkeypatch.setenv("FRICTIONAUDIT_STORE_KEY", key)
    with pytest.raises(InputError, match="wrong-key"):
        fill(tmp_path)


def test_a_name_that_nobody_has_is_told(filled):
    with pytest.raises(UsageError, match="did you mean 'Ann Lee'"):
        stores.forget(filled, "Ann Le")


def test_a_long_history_opens_from_its_snapshot_as_it_was(place):
    with Designs.open(place) as designs:
        designs.record(PERMIT, **said())
        for n in range(1, 130):
            designs.record(named(f"Ask {n}"), **said(), base=n)
        opened_now = designs._known("permit")
        events = list(designs.store.events(Design.create_id("permit")))
        one_by_one = None
        for event in events:
            one_by_one = event.mutate(one_by_one)
        at_once = project(None, events)
        for design in (opened_now, at_once):
            assert (design.procedure, design.last, design.version, design.retired, design.modified_on) == (
                one_by_one.procedure, one_by_one.last, one_by_one.version, False, one_by_one.modified_on
            )  # fmt: skip
        application = designs.store.application()
        assert [snapshot.originator_version for snapshot in application.snapshots.get(opened_now.id)] == [100]
        assert not check(designs.store).faults


def test_changes_that_are_overwritten_later_are_left_out_of_a_replay_and_others_stay_in_their_order():
    name, other = ({"kind": "step-amended", "id": "a", "attribute": "name", "value": value} for value in ("x", "y"))
    moved = {"kind": "flow-rerouted", "step": "a", "flow": "b", "to": "c"}
    assert effective([name, other]) == [other]
    assert effective([name, moved, other]) == [name, moved, other]
    renamed = {"kind": "flow-amended", "step": "a", "flow": "b", "attribute": "id", "value": "f"}
    assert effective([renamed, renamed]) == [renamed, renamed]
