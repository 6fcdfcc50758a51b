"""Files are read within their limits and written whole, or it is told why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from frictionaudit import files
from frictionaudit.errors import InputError, OutputError, UsageError
from tests.conftest import PAGE, run

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
not_root = pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
OUTPUTS = ["missing/x.yaml", "missing/deep/x.yaml"]
UNWRITABLE = ["file/x.yaml", "file/deep/x.yaml", f"{'n' * 300}.yaml"]


@needs_pipes
def test_a_pipe_is_refused_instead_of_waited_for(folder):
    os.mkfifo("pipe.yaml")
    for call in (["audit", "pipe.yaml"], ["audit", "."], ["convert", "pipe.yaml"]):
        done = run(*call, *(["--fail-on", "never"] if call[0] == "audit" else []))
        assert done.exit_code == 3
        assert "a pipe, not a file" in done.output + done.stderr


@needs_pipes
@pytest.mark.parametrize("call", [["--answers", "pipe"], ["--config", "pipe"], ["--baseline", "pipe"]])
def test_a_pipe_is_refused_wherever_a_command_reads_a_file(folder, call):
    os.mkfifo("pipe")
    done = run("audit", "renew.yaml", *call)
    assert done.exit_code in (2, 3)
    assert "not a file" in done.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_is_refused_though_it_never_ends(folder):
    Path("zero.yaml").symlink_to("/dev/zero")
    assert "a device, not a file" in run("audit", "zero.yaml").output
    assert "a device, not a file" in run("whatif", "renew.yaml", "zero.yaml").stderr
    with pytest.raises(InputError, match="a device"):
        files.read(Path("zero.yaml"))


def test_a_name_that_no_file_can_have_is_told():
    for name in ("a\0b", "n" * 300):
        with pytest.raises(InputError, match=r"\[unreadable-file\]"):
            files.read(Path(name))
        with pytest.raises(OutputError, match=r"\[file-not-written\]"):
            files.write(Path(name), "x")
        assert not files.exists(Path(name))


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("call", [["convert", "renew.yaml"], ["show", "renew"], ["plan", "renew.yaml", "--sets", "5"]])
def test_the_missing_folder_of_an_output_is_made(folder, call, output):
    run("record", "renew.yaml", "--reason", "r", "--author", "A")
    assert run(*call, "-o", output).exit_code in (0, 2)
    assert Path(output).exists() or call[0] == "plan"


@pytest.mark.parametrize("output", UNWRITABLE)
@pytest.mark.parametrize("call", [["convert", "renew.yaml"], ["show", "renew"]])
def test_an_output_that_cannot_be_written_is_told(folder, call, output):
    Path("file").write_text("x")
    run("record", "renew.yaml", "--reason", "r", "--author", "A")
    done = run(*call, "-o", output)
    assert done.exit_code == 3
    assert "[file-not-written]" in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        ["new", "file/deep"],
        ["audit", "renew.yaml", "--ask", "-o", "file/deep"],
        ["audit", "renew.yaml", "--update-baseline", "--baseline", "file/b.json"],
        ["record", "renew.yaml", "--reason", "r", "--author", "A", "--store", "file/deep"],
    ],
)
def test_a_folder_that_is_a_file_is_told_by_every_command_that_writes(folder, call):
    Path("file").write_text("x")
    done = run(*call)
    assert done.exit_code == 3
    assert "[file-not-written]" in done.stderr


def test_a_history_folder_that_is_a_file_is_told(folder):
    Path(".frictionaudit").write_text("x")
    done = run("record", "renew.yaml", "--reason", "r", "--author", "A")
    assert done.exit_code == 3
    assert "[file-not-written]" in done.stderr
    assert run("history").exit_code in (0, 3)


def test_a_long_id_is_no_file(folder):
    for call in (["show", "n" * 5000], ["history", "n" * 5000], ["audit", "n" * 5000], ["diff", "n" * 5000, "x"]):
        assert run(*call).exit_code in (2, 3)


def test_nothing_is_overwritten_and_nothing_is_left_beside(tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(UsageError):
        files.write_new(tmp_path / "a", "new")
    files.write(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")
    (tmp_path / "a").chmod(0o640)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            files.write(tmp_path / "a", "new")
    assert (tmp_path / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    files.write(tmp_path / "a", "new")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    files.write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_text() == "new"


def test_a_dangling_link_or_a_locked_folder_does_not_stop_the_others(folder, monkeypatch):
    Path("dangling.yaml").symlink_to("nowhere")
    Path("locked").mkdir()
    real = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: _refuse(path) if path.name == "locked" else real(path))
    done = run("audit", ".")
    assert done.exit_code == 3
    assert "Renew the card" in done.output
    assert "dangling.yaml" in done.output
    assert "locked" in done.output


def _refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_page_is_the_test_of_these_tests():
    assert "renew" in PAGE
