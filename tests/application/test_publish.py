"""A site in a folder: unchanged pages stay, foreign files are never touched, nothing is half written."""

from __future__ import annotations

import errno
import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from frictionaudit.application import site_folder
from frictionaudit.application.inputs import read_paths
from frictionaudit.application.page_files import Choice
from frictionaudit.application.publish import check, publish
from frictionaudit.application.site_folder import MANIFEST, SiteFolder
from frictionaudit.errors import InputError, UsageError
from tests.conftest import PAGE

TODAY = date(2026, 12, 21)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "renew.yaml").write_text(PAGE, encoding="utf-8")
    (folder / "lend.yaml").write_text(PAGE.replace("id: renew", "id: lend"), encoding="utf-8")
    return folder


def put(source, site, today=TODAY, **choice):
    return publish(read_paths([Path(source)]), Path(site), Choice(**choice), today, Path(site).parent)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_site_has_an_index_and_a_folder_for_each_page(pages, tmp_path):
    put(pages, tmp_path / "site")
    assert set(tree(tmp_path / "site")) == {"index.html", MANIFEST, "lend/index.html", "renew/index.html"}


def test_publishing_again_writes_nothing_again(pages, tmp_path):
    first = put(pages, tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    again = put(pages, tmp_path / "site")
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert first.written.new
    assert again.written.new == ()
    assert before == after


def test_the_dates_stay_for_a_month_and_are_then_counted_anew(pages, tmp_path):
    put(pages, tmp_path / "site")
    assert put(pages, tmp_path / "site", TODAY + timedelta(days=31)).written.new == ()
    put(pages, tmp_path / "site", TODAY + timedelta(days=32))
    manifest = json.loads((tmp_path / "site" / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["about"]["start"] == (TODAY + timedelta(days=32)).isoformat()


def test_only_the_page_that_changed_is_written(pages, tmp_path):
    put(pages, tmp_path / "site")
    (pages / "lend.yaml").write_text(PAGE.replace("id: renew", "id: lend").replace("9m", "12m"), encoding="utf-8")
    written = put(pages, tmp_path / "site").written
    assert all(name.startswith("lend/") for name in written.new)
    assert "renew/index.html" in written.unchanged


def test_pages_of_ours_that_are_gone_are_removed_and_their_folder_too(pages, tmp_path):
    put(pages, tmp_path / "site")
    (pages / "lend.yaml").unlink()
    assert "lend/index.html" in put(pages, tmp_path / "site").written.removed
    assert not (tmp_path / "site" / "lend").exists()


def test_foreign_files_stay_even_beside_pages_that_are_removed(pages, tmp_path):
    put(pages, tmp_path / "site")
    (tmp_path / "site" / "lend" / "photo.jpg").write_bytes(b"mine")
    (tmp_path / "site" / "about.html").write_bytes(b"mine")
    (pages / "lend.yaml").unlink()
    put(pages, tmp_path / "site")
    assert (tmp_path / "site" / "lend" / "photo.jpg").read_bytes() == b"mine"
    assert (tmp_path / "site" / "about.html").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["index.html", "renew/index.html"])
def test_a_foreign_file_where_ours_would_stand_is_an_error_and_nothing_is_written(pages, tmp_path, name):
    file = tmp_path / "site" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(b"mine")
    before = tree(tmp_path / "site")
    with pytest.raises(UsageError, match="foreign-file"):
        put(pages, tmp_path / "site")
    assert tree(tmp_path / "site") == before


def test_a_page_of_ours_that_somebody_edited_is_not_overwritten(pages, tmp_path):
    put(pages, tmp_path / "site")
    file = tmp_path / "site" / "renew" / "index.html"
    file.write_bytes(b"edited")
    with pytest.raises(UsageError, match="edited after it was published"):
        put(pages, tmp_path / "site")
    assert file.read_bytes() == b"edited"


def test_an_edited_page_of_ours_that_is_gone_is_not_removed(pages, tmp_path):
    put(pages, tmp_path / "site")
    (tmp_path / "site" / "lend" / "index.html").write_bytes(b"edited")
    (pages / "lend.yaml").unlink()
    assert "lend/index.html" not in put(pages, tmp_path / "site").written.removed
    assert (tmp_path / "site" / "lend" / "index.html").read_bytes() == b"edited"


def test_a_link_that_leads_out_of_the_folder_is_refused(pages, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "renew").symlink_to(outside, target_is_directory=True)
    with pytest.raises(UsageError, match="outside-folder"):
        put(pages, tmp_path / "site")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.html", "/etc/evil.html", "a/../../evil.html", "a\\..\\evil.html", ""])
def test_a_path_out_of_the_folder_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="outside-folder"):
        SiteFolder(tmp_path / "site").write({name: b"x"}, {})
    assert not (tmp_path / "site").exists()


def test_a_manifest_cannot_make_us_delete_outside(pages, tmp_path):
    put(pages, tmp_path / "site")
    manifest = tmp_path / "site" / MANIFEST
    said = json.loads(manifest.read_text(encoding="utf-8"))
    said["files"]["../pages/renew.yaml"] = ["0" * 64]
    manifest.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(UsageError, match="outside-folder"):
        put(pages, tmp_path / "site")
    assert (pages / "renew.yaml").exists()


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '{"schema": "other"}', '{"schema": "frictionaudit/site/1", "files": 3}']
)
def test_a_broken_manifest_is_a_clear_error(pages, tmp_path, broken):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match="not-a-manifest"):
        put(pages, tmp_path / "site")


def test_a_file_in_place_of_the_folder_is_a_clear_error(pages, tmp_path):
    (tmp_path / "site").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="not-a-folder"):
        put(pages, tmp_path / "site")


@pytest.mark.parametrize("after", [0, 1])
def test_on_a_full_disk_the_old_site_stays_whole(pages, tmp_path, monkeypatch, after):
    put(pages, tmp_path / "site")
    before = tree(tmp_path / "site")
    (pages / "renew.yaml").write_text(PAGE.replace("9m", "12m"), encoding="utf-8")
    (pages / "lend.yaml").write_text(PAGE.replace("id: renew", "id: lend").replace("9m", "12m"), encoding="utf-8")
    written = 0
    honest = Path.write_bytes

    def full(self, data):
        nonlocal written
        written += 1
        if written > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return honest(self, data)

    monkeypatch.setattr(site_folder.Path, "write_bytes", full)
    with pytest.raises(InputError, match="pages-not-written"):
        put(pages, tmp_path / "site")
    monkeypatch.undo()
    assert tree(tmp_path / "site") == before
    assert put(pages, tmp_path / "site").written.new


def test_after_a_crash_between_two_renames_publishing_goes_on(pages, tmp_path, monkeypatch):
    put(pages, tmp_path / "site")
    (pages / "renew.yaml").write_text(PAGE.replace("9m", "12m"), encoding="utf-8")
    (pages / "lend.yaml").write_text(PAGE.replace("id: renew", "id: lend").replace("9m", "12m"), encoding="utf-8")
    moved, honest = 0, Path.replace

    def crash(self, target):
        nonlocal moved
        moved += 1
        if moved > 2:  # the manifest and one page are in place
            raise KeyboardInterrupt
        return honest(self, target)

    monkeypatch.setattr(site_folder.Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        put(pages, tmp_path / "site")
    monkeypatch.undo()
    put(pages, tmp_path / "site")
    assert check(tmp_path / "site", None, tmp_path) == ((), ())
    assert not list((tmp_path / "site").glob(".frictionaudit-*"))


def test_two_procedures_with_one_id_are_an_error(pages, tmp_path):
    (pages / "twin.yaml").write_text(PAGE, encoding="utf-8")
    with pytest.raises(UsageError, match="same-id"):
        put(pages, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("first", "second"), [("Renew", "renew"), ("a:b", "a-b")])
def test_ids_that_make_the_same_folder_are_an_error(tmp_path, first, second):
    for n, id in enumerate((first, second)):
        (tmp_path / f"{n}.yaml").write_text(PAGE.replace("id: renew", f"id: '{id}'"), encoding="utf-8")
    with pytest.raises(UsageError, match="same-id"):
        put(tmp_path, tmp_path / "site")


@pytest.mark.parametrize(
    "page",
    [
        "id: empty\ntitle: Empty\n",
        "id: ours\ntitle: Ours\nparties: {desk: {side: backstage}}\nsteps: {a: {by: desk}}\n",
    ],
)
def test_a_page_without_steps_or_without_a_customer_is_told_and_the_others_are_published(pages, tmp_path, page):
    (pages / "other.yaml").write_text(page, encoding="utf-8")
    published = put(pages, tmp_path / "site")
    assert [problem.slug for problem in published.problems] == ["nothing-to-publish"]
    assert (tmp_path / "site" / "renew" / "index.html").exists()


def test_a_site_of_nothing_but_such_pages_is_an_error(tmp_path):
    (tmp_path / "empty.yaml").write_text("id: empty\ntitle: Empty\n", encoding="utf-8")
    with pytest.raises(InputError, match="nothing-to-publish"):
        put(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_page_with_an_error_does_not_take_its_published_page_away(pages, tmp_path):
    put(pages, tmp_path / "site")
    (pages / "lend.yaml").write_text("id: lend\nwhat: no\n", encoding="utf-8")
    published = put(pages, tmp_path / "site")
    assert published.problems
    assert published.written.removed == ()
    assert (tmp_path / "site" / "lend" / "index.html").exists()


def test_check_is_content_with_a_fresh_site_whatever_the_day(pages, tmp_path):
    put(pages, tmp_path / "site")
    assert check(tmp_path / "site", None, tmp_path) == ((), ())


def test_check_says_which_page_changed_is_gone_was_edited_or_is_new(pages, tmp_path):
    put(pages, tmp_path / "site", notices=True)
    (pages / "lend.yaml").write_text(PAGE.replace("id: renew", "id: lend").replace("9m", "12m"), encoding="utf-8")
    (tmp_path / "site" / "renew" / "index.html").write_bytes(b"edited")
    (pages / "new.yaml").write_text(PAGE.replace("id: renew", "id: new"), encoding="utf-8")
    stale, _ = check(tmp_path / "site", read_paths([pages]), tmp_path)
    told = {page.page: page.why for page in stale}
    assert told["lend"].startswith("its source changed")
    assert "renew/index.html" in told["renew"]
    assert told["new"] == "it is not published yet"
    (pages / "lend.yaml").unlink()
    assert {page.page: page.why for page in check(tmp_path / "site", None, tmp_path)[0]}["lend"] == "its source is gone"


def test_check_of_a_folder_where_nothing_was_published_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="nothing-published"):
        check(tmp_path, None, tmp_path)


def test_a_page_names_the_version_in_the_history_and_check_knows_when_there_is_a_newer_one(pages, tmp_path):
    from datetime import UTC, datetime

    from frictionaudit import sources
    from frictionaudit.store import Designs

    page = pages / "renew.yaml"
    with Designs.open(tmp_path) as designs:
        designs.record(sources.read(page).procedure, reason="first", author="Ada", at=datetime(2026, 12, 1, tzinfo=UTC))
    put(pages, tmp_path / "site")
    assert "version 1, 1 December 2026" in (tmp_path / "site/renew/index.html").read_text(encoding="utf-8")
    changed = sources.read(page).procedure.model_copy(update={"owner": "Ada"})
    with Designs.open(tmp_path) as designs:
        designs.record(changed, reason="owner", author="Ada", at=datetime(2026, 12, 2, tzinfo=UTC), base=1)
    stale, _ = check(tmp_path / "site", None, tmp_path)
    assert [(page.page, page.why) for page in stale] == [("renew", "the history has version 2, the page shows 1")]


def test_the_manifest_names_sources_relative_to_the_site(pages, tmp_path):
    put(pages, tmp_path / "site")
    text = (tmp_path / "site" / MANIFEST).read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert json.loads(text)["about"]["pages"]["renew"]["source"] == "../pages/renew.yaml"


def test_each_language_has_its_own_index_and_the_pages_lead_to_each_other(pages, tmp_path):
    put(pages, tmp_path / "site", languages=("en", "de"))
    files = tree(tmp_path / "site")
    assert {"index.html", "index.de.html", "renew/index.html", "renew/index.de.html"} <= set(files)
    assert b'href="../index.de.html"' in files["renew/index.de.html"]
    assert b'href="index.html" lang="en" hreflang="en">English</a>' in files["renew/index.de.html"]
    assert b'href="renew/index.de.html"' in files["index.de.html"]
