"""Whatever stops a command is one line and an exit status: nothing but the product's own errors leaves it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from frictionaudit.cli import group
from frictionaudit.cli.terminal import boundary
from frictionaudit.cli.terminal.output import harmless
from frictionaudit.errors import UsageError
from frictionaudit.exports import BINARY, FORMATS
from tests.conftest import ROOT

SCENE = str(ROOT / "processes" / "return-a-product.yaml")
FULL = Path("/dev/full")


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line in a shell of its own; `fa` is the program."""
    everything = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environment}
    command = command.replace("fa ", f"{sys.executable} -m frictionaudit ").replace("SCENE", SCENE)
    return subprocess.run(["bash", "-c", command], capture_output=True, env=everything, encoding="utf-8", timeout=120)


def command_that(error: BaseException) -> click.Group:
    @click.group()
    @click.option("--debug", is_flag=True, expose_value=False)
    def commands() -> None: ...

    @commands.command()
    def go() -> None:
        raise error

    return commands


def test_a_fault_of_the_program_is_one_line_with_its_name_and_how_to_report_it(capsys):
    assert boundary.run(command_that(KeyError("x")), ["go"]) == 70
    (line,) = capsys.readouterr().err.splitlines()
    assert "KeyError: 'x'" in line
    assert "--debug" in line
    assert boundary.ISSUES in line
    assert line.endswith("[unexpected-error]")


def test_debug_shows_the_traceback_of_a_fault(capsys):
    boundary.run(command_that(KeyError("x")), ["--debug", "go"])
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UsageError.of("no-baseline", "m"), 2),
        (click.UsageError("m"), 2),
        (MemoryError(), 3),
        (KeyboardInterrupt(), 130),
        (RecursionError(), 70),
    ],
)
def test_each_kind_of_error_has_its_status_and_no_traceback(error, status, capsys):
    assert boundary.run(command_that(error), ["go"]) == status
    assert "Traceback" not in capsys.readouterr().err


def test_debug_may_stand_behind_any_command(capsys):
    assert boundary.run(group, ["rules", "--debug", "--format", "json"]) == 0


@pytest.mark.parametrize("order", ["::error::x", "  ::stop-commands::t", "##[error]x", "a ##[debug]x", "x\n::error::y"])
def test_no_message_gives_orders_to_github_on_either_stream(order):
    shown = harmless(order)
    assert "##[" not in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


def test_the_arguments_of_a_wrong_call_give_no_orders_either(capsys):
    boundary.run(group, ["convert", "x\n::error::y\x1b[31m"])
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert not any(line.lstrip().startswith("::") for line in message.splitlines())


@pytest.mark.parametrize("call", ["audit SCENE", "audit --format json SCENE", "schema", "explain FA101", "--help"])
@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_a_full_disk_is_told(call):
    done = shell(f"fa {call} > {FULL}")
    assert done.returncode == 3
    assert "[output-not-written]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        "publish SCENE --to out",
        "convert SCENE -o out.csv",
        "convert SCENE -o out.xlsx",
        "draw SCENE -o out.svg",
        "draw SCENE --format png -o out.png",
        "audit SCENE --ask -o out",
        "audit SCENE --update-baseline --baseline out.json",
        "new --spreadsheet out",
    ],
)
def test_a_file_that_the_system_does_not_take_whole_is_told_and_no_part_of_it_stays(call, tmp_path):
    """A limit on the size of files stands for a disk that fills up half-way through.

    Python itself does not notice that it writes half of a module's bytecode, so it must write none here.
    """
    done = shell(f"cd {tmp_path} && ulimit -f 1 && export PYTHONDONTWRITEBYTECODE=1 && exec fa {call}")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("call", ["audit --all SCENE", "audit --format json SCENE", "schema", "--help"])
def test_a_reader_that_has_read_enough_is_no_error(call):
    done = shell(f"fa {call} | head -c 1 > {os.devnull}; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode if call != "--help" else 0, done.stderr) in ((0, ""), (1, ""))
    closed = shell(f"(sleep 0.1; fa {call}; echo $? >&2) | true")
    assert closed.stderr.split() == ["0"]


LOCALES = [{"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"},
           {"PYTHONIOENCODING": "euc-jp"}, {"PYTHONIOENCODING": "ascii"}]  # fmt: skip


@pytest.mark.parametrize("call", ["audit SCENE --all", "explain FA101", "packs", "schema", "diff SCENE SCENE"])
def test_every_locale_writes_the_same_bytes(call):
    expected = shell(f"fa {call}")
    assert "Traceback" not in expected.stderr
    for locale in LOCALES if call.startswith("audit") else LOCALES[:1]:
        done = shell(f"fa {call}", **locale)
        assert (done.returncode, done.stdout, done.stderr) == (expected.returncode, expected.stdout, expected.stderr)


def test_a_file_name_that_is_not_utf_8_is_shown_in_every_format(tmp_path, capfdbinary):
    name = os.fsencode(tmp_path) + b"/caf\xe9.yaml"
    try:
        Path(os.fsdecode(name)).write_bytes(Path(SCENE).read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 alone")
    for form in FORMATS:
        assert boundary.run(group, ["audit", str(tmp_path), "--format", form, "--fail-on", "never"]) == 0, form
        printed = capfdbinary.readouterr()
        assert printed.err == b"", form
        assert printed.out if form in BINARY else printed.out.decode(), form


@pytest.mark.parametrize("call", ["schema", "rules", "explain FA101"])
def test_without_docstrings_a_command_that_prints_them_says_what_is_missing(call):
    done = shell(f"fa {call}", PYTHONOPTIMIZE="2")
    assert (done.returncode, done.stdout) == (2, "")
    assert "[no-texts]" in done.stderr


def test_without_docstrings_all_else_works_and_says_so():
    done = shell("fa measure SCENE --format csv", PYTHONOPTIMIZE="2")
    assert done.returncode == 0
    assert done.stderr.startswith("note: ")
    assert done.stdout == shell("fa measure SCENE --format csv").stdout


NOWHERE = {
    "a pipe": "fifo",
    "below a file": "file/x",
    "a name that is too long": "x" * 300,
    "a ring of links": "ring/x",
    "thousands of folders": "n/" * 1900,
    "a name with NUL": "a\0b",
}


@pytest.fixture
def odd(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text((ROOT / "processes" / "end-the-benefit.yaml").read_text())
    (tmp_path / "file").touch()
    os.mkfifo("fifo")
    os.symlink("ring", "ring")


@pytest.mark.parametrize("place", NOWHERE.values(), ids=list(NOWHERE))
@pytest.mark.parametrize("call", [["draw", "p.yaml", "--to"], ["publish", "p.yaml", "--to"]], ids=lambda call: call[0])
def test_a_folder_that_cannot_be_made_is_told_in_a_line(call, place, odd, capsys):
    assert boundary.run(group, [*call, place]) in (2, 3)
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert "fault" not in line


@pytest.mark.parametrize("place", [NOWHERE[key] for key in list(NOWHERE)[1:]], ids=list(NOWHERE)[1:])
def test_a_store_that_cannot_be_made_is_told_in_a_line(place, odd, capsys):
    assert boundary.run(group, ["record", "p.yaml", "--reason", "r", "--author", "A", "--store", place]) in (2, 3)
    (line,) = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert "fault" not in line


def test_where_no_store_can_be_nothing_is_recorded(odd, capsys):
    assert boundary.run(group, ["review", "list", "--store", "x" * 300]) == 0
    assert "no review is open here" in capsys.readouterr().out
