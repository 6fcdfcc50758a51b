"""What others hook the program into: a new folder, pre-commit and the action name commands that work."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from frictionaudit.application.settings_in_force import known_names
from frictionaudit.policy.file.reader import read
from frictionaudit.version import HOME, __version__
from tests.conftest import PAGE, ROOT, run

ONE_DOOR = PAGE.replace("also: [post], ", "")
PROGRAM = "#!{python}\nimport sys\nfrom frictionaudit.cli import main\nsys.exit(main())\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a page, settings for one rule that finds something in it, and the program on the path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "processes").mkdir()
    (tmp_path / "processes" / "renew.yaml").write_text(ONE_DOOR)
    (tmp_path / "frictionaudit.toml").write_text('select = ["FA701"]\n')
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "frictionaudit"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    return tmp_path


def shell(folder: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **variables
    }  # fmt: skip
    words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def command(hook: dict[str, Any]) -> str:
    """What pre-commit runs for a hook that is given no names of files."""
    assert hook["pass_filenames"] is False
    return shlex.join([*shlex.split(hook["entry"]), *hook.get("args", [])])


# a new folder


def test_the_settings_of_a_new_folder_hold_there_as_they_are(folder):
    assert run("new", "fresh").exit_code == 0
    assert read(folder / "fresh/frictionaudit.toml", known_names()).fail_on == "error"


def test_every_example_in_the_settings_of_a_new_folder_can_be_taken(folder):
    run("new", "fresh")
    file = folder / "fresh/frictionaudit.toml"
    text = re.sub(r"^#(?=[a-z\[])", "", file.read_text(), flags=re.MULTILINE)
    file.write_text(text)
    (folder / "fresh/our-limits.csv").touch()
    found = read(file, known_names())
    assert (len(found.select), len(found.ignore), len(found.waivers), len(found.budgets)) == (2, 1, 1, 3)
    assert found.baseline == folder / "fresh/known-friction.json"
    assert found.options == {"FA401": {"handoffs": 4}}
    assert (folder / "fresh" / (found.waivers[0].path or "")).is_file()
    page = (folder / "fresh/processes/my-procedure.yaml").read_text()
    assert f"id: {found.budgets[-1].procedure}" in page.splitlines()


def test_the_hook_of_a_new_folder_audits_it(folder):
    run("new", "fresh")
    (repo,) = yaml.safe_load((folder / "fresh/.pre-commit-config.yaml").read_text())["repos"]
    (hook,) = repo["hooks"]
    assert all(
        re.search(hook["files"], name) for name in ("processes/a.yaml", "processes/b/c.bpmn", "frictionaudit.toml")
    )
    assert not re.search(hook["files"], "src/processes.yaml")
    done = shell(folder, f"cd fresh && {command(hook)}")
    assert done.returncode == 0, done.stdout + done.stderr  # the example has failings, but none is an error
    assert "1 procedure examined" in done.stdout


# pre-commit


def test_the_audit_hook_runs_and_fails_where_something_is_found(folder):
    hook = hooks()["frictionaudit"]
    done = shell(folder, command(hook))
    assert (done.returncode, "FA701 one-door" in done.stdout) == (1, True)
    (folder / "processes" / "renew.yaml").write_text(PAGE)
    assert shell(folder, command(hook)).returncode == 0


def test_the_audit_hook_runs_on_every_kind_of_source():
    from frictionaudit.sources import READERS

    pattern = re.compile(hooks()["frictionaudit"]["files"])
    assert all(pattern.search(f"processes/a{suffix}") for suffix in READERS)
    assert not pattern.search("main.py")


def test_the_settings_hook_fails_where_a_setting_is_wrong(folder):
    hook = hooks()["frictionaudit-config"]
    assert shell(folder, command(hook)).returncode == 0
    assert all(re.search(hook["files"], name) for name in ("frictionaudit.toml", "a/pyproject.toml"))
    (folder / "frictionaudit.toml").write_text('fail_on = "error"')
    assert shell(folder, command(hook)).returncode == 2


def test_every_hook_says_what_pre_commit_needs():
    for id, hook in hooks().items():
        assert {"id", "name", "entry", "language"} <= set(hook), id
        assert hook["language"] == "python"


# the action


def action() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return document


def audited(folder: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """The audit step of the action, run with its inputs, and the summary that it leaves."""
    step = next(step for step in action()["runs"]["steps"] if step.get("name") == "Audit")
    inputs = {name: given.get(name.replace("-", "_"), said["default"]) for name, said in action()["inputs"].items()}
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], value)
        for name, value in step["env"].items()
    }
    summary = folder / "summary.md"
    summary.write_text("")
    done = shell(folder, step["run"], GITHUB_STEP_SUMMARY=str(summary), **variables)
    return done, summary.read_text()


def test_the_action_annotates_the_change_and_fills_the_summary(folder):
    done, summary = audited(folder)
    assert done.returncode == 1, done.stderr
    assert "::warning file=processes/renew.yaml,line=" in done.stdout
    assert "FA701" in done.stdout
    assert summary.startswith("# Friction audit\n")
    assert "one-door" in summary


def test_the_action_passes_its_inputs_on(folder):
    assert audited(folder, fail_on="error")[0].returncode == 0
    shell(folder, "frictionaudit audit processes --baseline known.json --update-baseline")
    done, _ = audited(folder, baseline="known.json")
    assert (done.returncode, "::warning" in done.stdout) == (0, False)
    (folder / "other.toml").write_text('select = ["FA804"]')
    assert audited(folder, config="other.toml")[0].returncode == 0


def test_the_action_audits_only_what_changed_if_it_is_told_against_what(folder):
    name = "git -c user.name=Ada -c user.email=ada@example.org -c commit.gpgsign=false"
    assert shell(folder, f"git init -q && git add processes && {name} commit -qm 'a page'").returncode == 0
    done, _ = audited(folder, changed="HEAD")
    assert (done.returncode, "0 procedures examined" in done.stdout) == (0, True)
    page = folder / "processes" / "renew.yaml"
    page.write_text(page.read_text().replace("Renew the card", "Renew a card"))
    assert audited(folder, changed="HEAD")[0].returncode == 1
    assert audited(folder, changed="$(touch pwned)")[0].returncode == 2
    assert not (folder / "pwned").exists()


def test_the_action_takes_paths_one_a_line_whatever_is_in_them(folder):
    (folder / "our pages").mkdir()
    (folder / "our pages" / "x.yaml").write_text(ONE_DOOR.replace("id: renew", "id: other"))
    done, summary = audited(folder, paths="processes\nour pages\n")
    assert "2 procedures examined" in done.stdout
    assert "2 procedures examined" in summary
    assert audited(folder, paths="$(touch pwned)\n-o")[0].returncode in (2, 3)
    assert not (folder / "pwned").exists()


def test_the_action_fails_where_a_file_cannot_be_read_or_a_setting_is_wrong(folder):
    (folder / "processes" / "broken.yaml").write_text("id: [")
    assert audited(folder)[0].returncode == 3
    (folder / "frictionaudit.toml").write_text("nonsense = 3")
    done, summary = audited(folder)
    assert (done.returncode, summary) == (2, "")
    assert "[unknown-setting]" in done.stderr


def test_no_input_of_the_action_is_written_into_a_command():
    assert action()["runs"]["using"] == "composite"
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == ("shell" in step)
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text()))
    assert used == set(action()["inputs"])


# what the guide prints


def test_the_guide_prints_references_of_this_version_to_the_home_of_the_program():
    guide = (ROOT / "docs/guide/in-ci.md").read_text()
    printed = [yaml.safe_load(block) for block in re.findall(r"```yml\n(.*?)```", guide, re.DOTALL)]
    steps = [step for block in printed for step in block.get("steps", [])]
    name = HOME.removeprefix("https://github.com/")
    assert [step for step in steps if step["uses"] == f"{name}@v{__version__}"]
    (published,) = [repo for block in printed for repo in block.get("repos", []) if repo["repo"] != "local"]
    assert (published["repo"], published["rev"]) == (HOME, f"v{__version__}")
    assert [hook["id"] for hook in published["hooks"]] == list(hooks())


def test_the_guide_gives_the_action_no_input_that_it_does_not_have():
    guide = (ROOT / "docs/guide/in-ci.md").read_text()
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert re.findall(r"^\| `([a-z-]+)` \|", guide, re.MULTILINE) == list(action["inputs"])
    given = [
        step["with"]
        for block in re.findall(r"```yml\n(.*?)```", guide, re.DOTALL)
        for step in yaml.safe_load(block).get("steps", [])
        if "frictionaudit" in step["uses"]
    ]
    assert all(set(inputs) <= set(action["inputs"]) for inputs in given)
