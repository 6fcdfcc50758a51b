"""Nothing that a page says gives orders to a terminal, a build server, a browser or a spreadsheet, in any format.

Every free text of four pages, which together have most kinds of place for one, is hostile.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from lxml import etree, html
from openpyxl import load_workbook

from frictionaudit.cli import COMMANDS, group
from tests import hostile
from tests.conftest import PAGE, ROOT, run

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
ORDER = re.compile(r"^\s*::(error::pwned|stop-commands)|##\[", re.MULTILINE)
WITHOUT_PAGES = {"new", "rules", "packs", "schema", "config", "explain"}
"""Commands that print nothing that a page says."""
BINARY = {"png", "pdf", "docx", "xlsx"}
"""Formats that no terminal shows."""
SCENES = {
    "return": ("improved/return-a-product.yaml", "inspect-item"),
    "table": ("restaurant-table.yaml", "confirm-table"),
    "permit": ("building-permit.yaml", "check-zoning"),
    "complaint": ("complaint-to-a-utility.yaml", "check-bill"),
}
"""Pages, and a step of ours in each."""
CALLS = {
    "audit": ["hostile.yaml", "broken.yaml", "--fail-on", "never"],
    "measure": ["hostile.yaml", "broken.yaml"],
    "profile": ["hostile.yaml", "--profile", "scm"],
    "simulate": ["hostile.yaml", "--cases", "200"],
    "promise": ["hostile.yaml"],
    "sensitivity": ["hostile.yaml"],
    "lineage": ["hostile.yaml"],
    "suggest": ["hostile.yaml"],
    "plan": ["hostile.yaml", "--seconds", "2"],
    "whatif": ["hostile.yaml", "--set", "steps.STEP.effort.work=4m"],
    "record": [
        "hostile.yaml",
        "--based-on",
        "2",
        "--reason",
        hostile.poisoned("again"),
        "--author",
        hostile.poisoned("Eve"),
    ],
    "history": ["ID"],
    "show": ["ID"],
    "diff": ["hostile.yaml", "other.yaml"],
    "draw": ["hostile.yaml"],
    "walk": ["hostile.yaml", "--auto"],
    "publish": ["hostile.yaml", "--to", "site"],
    "convert": ["hostile.csv"],
    "review show": ["ID-1"],
    "review list": [],
    "review minutes": ["ID-1"],
    "store export": [],
}


def formats(name: str) -> list[str]:
    command = group
    for word in name.split():
        command = command.get_command(None, word)
    option = next((option for option in command.params if "--format" in option.opts), None)
    return [form for form in option.type.choices if form not in {"png", "pdf"}] if option else [""]


def has_all(name: str) -> bool:
    command = group.get_command(None, name.split()[0])
    return any("--all" in option.opts for option in command.params)


EVERY = [
    (name, form, more, "return")
    for name in CALLS
    for form in formats(name)
    for more in ((), ("--all",))
    if not more or has_all(name)
]
TELLING = ("audit", "suggest", "whatif", "show", "draw", "walk", "publish", "review minutes")
"""Commands that show the kinds of text in which the other pages differ."""
ELSEWHERE = [(name, formats(name)[0], (), scene) for scene in SCENES if scene != "return" for name in TELLING]


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A folder with a hostile page, another version of it, a history of both and a review; made once for each scene."""
    made = {}

    def folder_of(scene: str) -> Path:
        if scene not in made:
            made[scene] = tmp_path_factory.mktemp(scene)
            with contextlib.chdir(made[scene]):
                write(scene)
        return made[scene]

    return folder_of


def write(scene: str) -> None:
    path, step = SCENES[scene]
    page = hostile.page(ROOT / "processes" / path)
    Path("hostile.yaml").write_text(page, encoding="utf-8")
    Path("other.yaml").write_text(re.sub(r"work: \d+m", "work: 5m", page), encoding="utf-8")
    Path("broken.yaml").write_text(PAGE.replace("kind: end", 'kind: "\\e[31m\\u202e\\n::error::pwned"'))
    row = hostile.poisoned("Fill in").replace('"', '""')
    Path("hostile.csv").write_text(f'Client step,Who,Processing time\n"{row}","{row}",5 minutes\n', encoding="utf-8")
    by = hostile.poisoned("Eve")
    for words in (["hostile.yaml"], ["other.yaml", "--based-on", "1"]):
        did("record", *words, "--reason", hostile.poisoned("why"), "--author", by)
    did("review", "open", "other.yaml", "--owner", by, "--trigger", hostile.poisoned("why"))
    did("review", "tell", f"{id_of(scene)}-1", step, hostile.poisoned("we see it"), "--by", by)


def id_of(scene: str) -> str:
    return str(yaml.safe_load((ROOT / "processes" / SCENES[scene][0]).read_text(encoding="utf-8"))["id"])


def did(*words: str) -> None:
    done = run(*words)
    assert done.exit_code == 0, done.stderr


def test_every_command_that_prints_what_a_page_says_is_tried():
    assert {name.split()[0] for name in CALLS} | WITHOUT_PAGES == set(COMMANDS)


@pytest.mark.parametrize(("name", "form", "more", "scene"), EVERY + ELSEWHERE, ids=lambda value: "".join(value) or "-")
def test_no_command_prints_or_writes_what_anything_would_obey(name, form, more, scene, written, folder):
    shutil.copytree(written(scene), folder, dirs_exist_ok=True)
    id, step = id_of(scene), SCENES[scene][1]
    before = set(folder.rglob("*"))
    words = [word.replace("ID", id).replace("STEP", step) for word in CALLS[name]]
    output = ["-o", f"out.{form}"] if form in BINARY and name != "audit" else []
    done = run(*name.split(), *words, *(["--format", form] if form else []), *more, *output)
    assert done.exit_code in (0, 1, 3), done.stderr
    assert done.stdout or done.stderr or output
    for channel in (done.stdout if form not in BINARY else "", done.stderr):
        assert orders_in(channel) == []
    if form in CHECKS and not output:
        CHECKS[form](done.stdout_bytes)
    for file in set(folder.rglob("*")) - before:
        if file.is_file() and ".frictionaudit" not in file.parts:
            CHECKS[file.suffix[1:]](file.read_bytes())


def orders_in(text: str) -> list[str]:
    """What a terminal or GitHub Actions would obey, with what stands around it."""
    found = [*UNSAFE.finditer(text), *ORDER.finditer(text)]
    return [repr(text[max(0, each.start() - 60) : each.end() + 20]) for each in found]


def of_html(data: bytes) -> None:
    """Nothing that a browser would run."""
    for element in html.document_fromstring(data).iter(etree.Element):
        if element.tag == "script" and element.get("type") == "application/ld+json":
            of_data(element.text.encode())
            assert "<" not in element.text
        elif element.tag in ("script", "style"):
            assert "pwned" not in (element.text or "")
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), (key, value)
            assert not value.strip().lower().startswith("javascript:"), (key, value)


def of_data(data: bytes) -> None:
    """JSON that gives no orders."""
    json.loads(data)
    of_text(data)


def of_xml(data: bytes) -> None:
    """Well-formed, and nothing that a browser would run."""
    for element in etree.fromstring(data).iter(etree.Element):
        assert etree.QName(element).localname != "script"
        assert not any(key.lower().startswith("on") for key in element.attrib)


def of_table(data: bytes) -> None:
    """No cell is a formula, but numbers may be negative."""
    for row in csv.reader(io.StringIO(data.decode())):
        for cell in row:
            assert re.match(r"\s*[=+@|%]|\s*-(?!\d|$)", cell) is None, cell


def of_workbook(data: bytes) -> None:
    """No cell is a formula."""
    for sheet in load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f"] == []


def of_office_file(data: bytes) -> None:
    """Every part is well-formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(part))


def of_markdown(data: bytes) -> None:
    """No tag and no link that a page brings."""
    text = data.decode()
    assert "<script" not in text
    assert "<img" not in text
    assert "[pwned](" not in text


def of_text(data: bytes) -> None:
    """Nothing that a terminal would obey."""
    assert orders_in(data.decode().replace("\r\n", "\n")) == []


CHECKS: dict[str, Callable[[bytes], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "jsonld": of_data,
    "html": of_html,
    "junit": of_xml,
    "svg": of_xml,
    "bpmn": of_xml,
    "csv": of_table,
    "xlsx": of_workbook,
    "docx": of_office_file,
    "markdown": of_markdown,
    "md": of_markdown,
    "css": of_text,
    "ics": of_text,
    "yaml": of_text,
}


def test_the_questionnaire_and_its_errors_are_harmless_too(written, monkeypatch):
    monkeypatch.chdir(written("return"))
    for words in (
        ["audit", "hostile.yaml", "--ask"],
        ["audit", "broken.yaml"],
        ["explain", hostile.poisoned("x")],
        ["show", hostile.poisoned("x")],
        ["review", "show", hostile.poisoned(id_of("return"))],
    ):
        done = run(*words)
        assert orders_in(done.stdout + done.stderr) == [], words


def test_colours_are_the_programs_own(written, monkeypatch):
    monkeypatch.chdir(written("return"))
    monkeypatch.setattr("frictionaudit.cli.audit.colour", lambda: True)
    printed = run("audit", "hostile.yaml").stdout
    assert "\x1b[1m" in printed
    assert "\x1b[31m" not in printed.replace("\x1b[1;31m", "")
    assert UNSAFE.search(re.sub(r"\x1b\[[0-9;]*m", "", printed)) is None
