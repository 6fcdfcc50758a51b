"""The one place where a command ends: its exit status, and one line for whatever stopped it."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from typing import TextIO, cast

import click

from frictionaudit.cli.terminal.output import ClosedOutputError, report
from frictionaudit.errors import FrictionauditError, Problem, UsageError

UNEXPECTED = 70
"""The exit status for a fault of the program, as in sysexits.h."""
STOPPED = 130
MADE_OF_TEXTS = ("schema", "rules", "explain")
"""Commands that print docstrings."""
ISSUES = "https://github.com/frictionaudit/frictionaudit/issues"


class _Closed(io.TextIOBase):
    """Stands for a stdout that the caller has closed, so that a command cannot print to it and seem to succeed."""

    def write(self, text: str) -> int:
        """Always fails: OSError."""
        raise OSError(errno.EBADF, "it is closed")


def run(group: click.Group, args: list[str]) -> int:
    """Run a command and return its exit status. Nothing but the product's own errors leaves it.

    `--debug` among the arguments also prints the traceback of an error.
    """
    sys.stdout = sys.stdout or cast(TextIO, _Closed())
    for stream in (sys.stdout, sys.stderr):
        _prepare(stream)
    options = args[: args.index("--")] if "--" in args else args
    debug = "--debug" in options
    args = [*(word for word in options if word != "--debug"), *args[len(options) :]]  # it may stand anywhere
    try:
        _refuse_nul(args)
        _check_texts(args, sys.flags.optimize)
        status = group.main(args, prog_name="frictionaudit", standalone_mode=False) or 0
    except BaseException as error:
        if debug and not isinstance(error, SystemExit):
            report("".join(traceback.format_exception(error)).rstrip("\n"))
        status = _status(error)
    return _flushed(status)


def _refuse_nul(args: list[str]) -> None:
    """UsageError for a word with the character that no name and no text can hold; a shell cannot pass one."""
    for word in args:
        if "\0" in word:
            raise UsageError.of("no-such-path", f"no name can hold NUL: {word[:60]!r}", hint="remove it")


def _check_texts(args: list[str], optimize: int) -> None:
    """Texts of rules and measures are docstrings, which `-OO` removes: UsageError where a command prints them."""
    if optimize < 2:
        return
    message, hint = "Python runs without the texts of rules, measures and page keys", "run it without -OO"
    if args and args[0] in MADE_OF_TEXTS:
        raise UsageError.of("no-texts", message, hint=f"{hint}, and without PYTHONOPTIMIZE=2")
    report(f"note: {message}; {hint} to see them")


def _prepare(stream: TextIO | None) -> None:
    """UTF-8 for files and pipes, so that every machine writes the same bytes; a terminal keeps its own encoding."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _status(error: BaseException) -> int:
    """The exit status for what ended a command, once it is reported."""
    if isinstance(error, FrictionauditError):
        for problem in error.problems:
            report(f"error: {problem}")
        return error.exit_status
    if isinstance(error, SystemExit | click.exceptions.Exit):
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):  # click met a closed pipe while it printed help
            return 0
        code = error.code if isinstance(error, SystemExit) else error.exit_code
        return code if isinstance(code, int) else int(code is not None)
    if isinstance(error, ClosedOutputError):
        _discard_output()
        return 0
    if isinstance(error, click.Abort | KeyboardInterrupt):
        report("stopped")
        return STOPPED
    if isinstance(error, click.ClickException):
        text = io.StringIO()
        error.show(file=text)
        report(text.getvalue().rstrip("\n"))
        return error.exit_code
    if isinstance(error, MemoryError):
        hint = "use a smaller file, or a machine with more memory"
        report(f"error: {Problem('out-of-memory', 'the memory of this machine is not enough', hint=hint)}")
        return 3
    if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
        return _not_written(error)  # help, which click prints itself
    text_of_error = " ".join(str(error).split())[:200]
    message = f"the program has a fault and stopped: {type(error).__name__}: {text_of_error}"
    hint = f"run it again with --debug, and report what it prints at {ISSUES}"
    report(f"error: {Problem('unexpected-error', message, hint=hint)}")
    return UNEXPECTED


def _flushed(status: int) -> int:
    """The status, unless the last lines of the output cannot be written."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        return _not_written(error)
    return status


def _not_written(error: OSError) -> int:
    _discard_output()
    report(f"error: {Problem('output-not-written', f'the output cannot be written: {error.strerror}')}")
    return 3


def _discard_output() -> None:
    """Let Python's own last flush go nowhere, after a flush that failed."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return  # no file behind it, as in a test
