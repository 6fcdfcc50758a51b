"""What tests share: the real inputs, which are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import Phase, settings

from frictionaudit.cli import group
from frictionaudit.cli.terminal.output import harmless
from frictionaudit.errors import FrictionauditError

ROOT = Path(__file__).resolve().parent.parent
PAGE = """\
id: renew
title: Renew the card
volume: 1000 per year
parties:
  customer: {side: customer}
  desk: {side: frontstage, unit: Desk}
forms:
  form:
    name: Renewal form
    fields:
      - {data: name, purpose: finds the card that runs out, used_by: [check]}
      - {data: address, purpose: the new card is sent there, used_by: [tell]}
      - {data: email, label: E-mail address, purpose: tells that the card is on its way, used_by: [tell]}
steps:
  begin:
    kind: start
    name: Card runs out
    tells: {cost: none, time: a day, documents: none, eligibility: who has a card, contact: Ann Lee at the desk,
      redress: the desk}
    next: fill
  fill: {name: Fill in the form, by: customer, channel: web, also: [post], asks: form, effort: {fill: 9m},
    tells: {next: the desk checks it}, next: check}
  check: {name: Check the form, by: desk, effort: {work: 6m}, wait: {queue: 2h}, next: tell}
  tell: {name: Send the card, by: desk, effort: {work: 2m}, wait: none, tells: {result: x, contact: desk}, next: done}
  done: {kind: end, name: Card received, outcome: favourable, tells: {feedback: true}}
"""
"""A page without findings, for tests of what is done with a page."""
# How long an example takes depends on the machine. The test command tries the same examples everywhere, so that a
# change is judged by itself; `FRICTIONAUDIT_HUNT=1` tries new ones on each run, to find what nobody thought of.
settings.register_profile(
    "same", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.register_profile("hunt", deadline=None)
settings.load_profile("hunt" if os.environ.get("FRICTIONAUDIT_HUNT") else "same")
os.environ["COLUMNS"] = "100"  # texts are folded to the width of the terminal, which tests must not depend on


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real inputs beside the project; without it the test is skipped, or fails where all is required."""
    folder = Path(os.environ.get("FRICTIONAUDIT_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        reason = "the real inputs are not here: expected ../shared/data, or a folder named by FRICTIONAUDIT_DATA"
        if os.environ.get("FRICTIONAUDIT_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def run(*args: str, stdin: str | None = None) -> Result:
    """A command as the shell would run it: errors of ours become lines on stderr and an exit status."""
    try:
        return CliRunner().invoke(group, args, input=stdin, catch_exceptions=False)
    except FrictionauditError as error:
        return Result(CliRunner(), b"", harmless(str(error)).encode(), b"", None, error.exit_status, None, None)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renew.yaml").write_text(PAGE)
    return tmp_path
