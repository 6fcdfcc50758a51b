"""`publish` writes a site, tells the owner what is missing, and checks published pages for CI."""

from __future__ import annotations

from tests.conftest import PAGE, run


def test_it_writes_pages_tells_gaps_on_stderr_and_how_they_read_on_stdout(folder):
    done = run("publish", "renew.yaml", "--to", "site", "--start", "2026-12-21")
    assert done.exit_code == 0
    assert "site/index.html: 2 files written, 0 unchanged, 0 removed" in done.stdout.replace("\\", "/")
    assert "renew: " in done.stdout
    assert "LIX" in done.stdout
    assert "renew: no time is promised: add `promises` with `published`" in done.stderr
    assert (folder / "site" / "renew" / "index.html").exists()


def test_check_has_exit_status_0_when_current_and_1_when_stale(folder):
    run("publish", "renew.yaml", "--to", "site")
    assert run("publish", "--check", "site").exit_code == 0
    (folder / "renew.yaml").write_text(PAGE.replace("9m", "12m"), encoding="utf-8")
    stale = run("publish", "--check", "site")
    assert stale.exit_code == 1
    assert stale.stdout.startswith("renew: its source changed")


def test_notices_and_fragment_are_written_when_asked_for_and_removed_when_not(folder):
    run("publish", "renew.yaml", "--to", "site", "--notices", "--fragment")
    names = {path.name for path in (folder / "site" / "renew").iterdir()}
    assert {"notices.txt", "notices.html", "fragment.html"} <= names
    run("publish", "renew.yaml", "--to", "site")
    assert {path.name for path in (folder / "site" / "renew").iterdir()} & {"notices.txt", "fragment.html"} == set()


def test_a_page_that_cannot_be_read_gives_exit_status_3_and_the_others_are_published(folder):
    (folder / "bad.yaml").write_text("id: bad\nwhat: 1\n", encoding="utf-8")
    done = run("publish", ".", "--to", "site")
    assert done.exit_code == 3
    assert "unknown-key" in done.stderr
    assert (folder / "site" / "renew" / "index.html").exists()


def test_without_a_destination_or_with_two_it_says_what_to_write(folder):
    assert run("publish", "renew.yaml").exit_code == 2
    (folder / "site").mkdir()
    assert run("publish", "renew.yaml", "--to", "site", "--check", "site").exit_code == 2
    assert run("publish", "--to", "site").exit_code == 2


def test_a_language_is_written_and_what_it_does_not_translate_is_listed(folder):
    done = run("publish", "renew.yaml", "--to", "site", "--language", "de")
    assert "renew: de: not translated: " in done.stderr
    assert '<html lang="de">' in (folder / "site" / "renew" / "index.html").read_text(encoding="utf-8")


def test_a_folder_without_pages_is_an_error(folder):
    (folder / "empty").mkdir()
    assert run("publish", "empty", "--to", "site").exit_code == 3


def test_a_language_without_fixed_words_is_told_once(folder):
    done = run("publish", "renew.yaml", "--to", "site", "--language", "he")
    assert "renew: he: the fixed words do not exist in this language, so they are in English" in done.stderr
    assert "not translated" not in done.stderr
