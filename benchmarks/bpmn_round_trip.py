"""Open BPMN models read, written and read again: valid, opened by bpmn-js, and how much of each drawing comes back.

bpmn-js and the XSD lie in the folder that FRICTIONAUDIT_NODE names; without a browser that part is left out.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from benchmarks.drawings import DATA
from frictionaudit import sources
from frictionaudit.application.drawings.draw import DrawOptions
from frictionaudit.application.drawings.model import READER, model
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "frictionaudit"
MODULES = Path(os.environ.get("FRICTIONAUDIT_NODE") or CACHE) / "node_modules"
FLOW = ("drawn_tasks", "drawn_subprocesses", "drawn_events", "drawn_gateways", "drawn_flows")
OPEN = """async files => {
  const told = [];
  for (const xml of files) {
    const viewer = new BpmnJS({ container: '#canvas' });
    try { told.push((await viewer.importXML(xml)).warnings.length); } catch (fault) { told.push(-1); }
    viewer.destroy();
  }
  return told;
}"""


def run(_: Path) -> None:
    """Print the table."""
    if not (DATA / "bpmn").is_dir():
        print("Round trip left out: the real inputs are not here (../shared/data, or FRICTIONAUDIT_DATA)")
        return
    texts, table, unread = list[str](), Counter[str](), 0
    files = sorted(path for path in (DATA / "bpmn").rglob("*") if path.suffix in (".bpmn", ".xml"))
    for path in files:
        try:
            readings = sources.read_all(path)
        except InputError:
            unread += 1
            continue
        for reading in readings:
            if reading.procedure.steps:
                made = model(reading, DrawOptions(effort=0))
                texts.append(str(made.content))
                table.update(_compared(reading, texts[-1], made.left_out))
    print(f"{len(files)} BPMN files, {unread} of them unreadable; {len(texts)} procedures with steps")
    for what, number in table.items():
        print(f"  {what:<76}{number:>6}")
    print(f"  {'valid by the XSD of the OMG':<76}{sum(_valid(texts)):>6}")
    warnings = _opened(texts)
    if warnings is not None:
        print(f"  {'opened by bpmn-js without a warning':<76}{warnings.count(0):>6}")


def _compared(reading: Reading, text: str, left_out: tuple[str, ...]) -> Mapping[str, int]:
    """What came back, as 0 or 1 for each row of the table."""
    drawn, back = reading.procedure.drawn, sources.read_bytes(text.encode(), "written.bpmn", READER).procedure.drawn
    different = {key for key in FLOW if drawn[key] != back[key]}
    joined = any("pools that exchange messages" in note for note in reading.notes)
    lone = different == {"drawn_flows"} and not joined
    told = any("in the file" in line for line in left_out)
    rows = {
        "all tasks, sub-processes, events, gateways and flows come back": not different,
        "  else: pools that exchange messages are written as one process": bool(different) and joined,
        "  else: flows without two ends are left out": lone,
        "  else: content of a called process, or what the reader leaves out": bool(different)
        and not joined
        and not lone,
        "counts differ and no line says so": drawn != back and not told,
        "nothing of the procedure or of the drawing is lost": not left_out,
    }
    rows |= {f"same number of {key.removeprefix('drawn_').replace('_', ' ')}": drawn[key] == back[key] for key in drawn}
    return {what: int(holds) for what, holds in rows.items()}


def _valid(texts: list[str]) -> Iterator[bool]:
    path = MODULES / "bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd"
    if not path.is_file():
        print("  XSD left out: bpmn-moddle is not here")
        return
    schema = etree.XMLSchema(etree.parse(str(path)))
    yield from (schema.validate(etree.fromstring(text.encode())) for text in texts)


def _opened(texts: list[str]) -> list[int] | None:
    """The warnings of each file in bpmn-js, -1 where it does not open; None without a browser."""
    browser, script = shutil.which("chromium"), MODULES / "bpmn-js/dist/bpmn-viewer.production.min.js"
    if browser is None or not script.is_file():
        print("  bpmn-js left out: it or Chromium is not here")
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page()
        page.set_content("<div id='canvas' style='width: 900px; height: 600px'></div>")
        page.add_script_tag(path=script)
        told: list[int] = [
            number for n in range(0, len(texts), 20) for number in page.evaluate(OPEN, texts[n : n + 20])
        ]
        opened.close()
    return told
