"""What is fuzzed: each reader with its seeds."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.audit import Sources, audit
from frictionaudit.application.settings_in_force import known_names
from frictionaudit.domain.changes import apply
from frictionaudit.errors import FrictionauditError
from frictionaudit.exports.audit import json as writer
from frictionaudit.packs import load_packs
from frictionaudit.policy import baseline
from frictionaudit.policy.file import reader as settings
from frictionaudit.sources import answers, change_file
from frictionaudit.sources.tables.mapping import read_mapping
from tests.conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
DOCX = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>{}</w:tbl>
</w:body></w:document>"""
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Permit">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
TABLE = (
    ("Client steps", "Agency actions", "Fees to be paid", "Processing time", "Person responsible"),
    ("1. Fill in the form", "1.1 Check the form", "None", "5 minutes", "Clerk"),
    ("2. Pay the fee", "2.1 Issue the receipt", "PHP 50.00", "10 minutes", "Cashier"),
    ("3. Take the permit", "3.1 Issue the permit", "None", "2 days", "Officer"),
)
MERMAID = b"""flowchart TD
  subgraph Customer
    a([Start]) --> b[Fill in the form]
  end
  b --> c{Complete?}
  c -- yes 80% --> d[Send the card]
  c -- no --> b
  d --> e([Done])
"""
DRAWIO = b"""<mxfile><diagram name="P"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="a" value="Start" style="ellipse" vertex="1" parent="1"><mxGeometry width="80" height="40"/></mxCell>
<mxCell id="b" value="Check &lt;b&gt;it&lt;/b&gt;" style="rounded=1" vertex="1" parent="1"><mxGeometry x="9"/></mxCell>
<mxCell id="c" value="Done" style="ellipse" vertex="1" parent="1"><mxGeometry x="90" y="9"/></mxCell>
<mxCell id="d" edge="1" source="a" target="b" parent="1"/><mxCell id="e" edge="1" source="b" target="c" parent="1"/>
</root></mxGraphModel></diagram></mxfile>"""
SETTINGS = b"""fail-on = "warning"
jobs = 2
select = ["FA1", "no-promise"]
baseline = "known.json"
[rules.many-steps]
permit = 9
[rules.FA401]
handoffs = 3
[budgets.default]
documents = "<= 3"
[[waivers]]
rule = "FA101"
path = "processes/x.yaml"
reason = "r"
by = "Ann"
until = 2030-01-01
"""
BASELINE = b"""{"schema": 1, "findings": [
{"rule": "FA101", "fingerprint": "x", "procedure": "p", "count": 2, "steps": ["a"]}]}"""
CHANGES = b"""of: restaurant-table
reason: r
changes:
- {kind: step-amended, id: order-meal, attribute: name, value: Order it, version: 1}
- {kind: step-removed, id: bring-bread}
expects: {steps.order-meal.name: Order}
"""
ANSWERS = b"""id: restaurant-table
steps:
  order-meal: {effort: {counter: 5m}, wait: {queue: 5m..9m}, asks: form}
parties: {waiter: {capacity: 2}}
promises: [{from: arrive, to: eat-meal, within: 20m}]
forms: {form: {fields: [{data: name}]}}
"""
PACKS = (
    b"""id,jurisdiction,regime,what,limit,unit,starts_at,clause,valid_from,valid_to,seen_first_hand
x,GB,Act,reply,20,days,received,s. 1,2020-01-01,2030-01-01,yes
""",
    b"""table,edition,row,activity,simple_min,medium_min,complex_min
ours,2025,1,Check the form,3,5,9
""",
    b"""level,minutes_per_visit,cost_eur_per_visit
our-town,15,1.10
""",
)
MAPPING = b"""id: permit
columns: {A: client step, Zeit: processing time}
header_row: 2
parties: {Clerk: frontstage, Cashier: {side: backstage, cost: 20 EUR/h}}
customer: [Applicant]
volume: 100 per year
"""


@dataclass(frozen=True)
class Target:
    """A reader: its seeds, what reads, and how its input is structured, if a mutation can know."""

    seeds: tuple[bytes, ...]
    read: Callable[[bytes], object]
    structured: str = ""


def _files(*patterns: str) -> tuple[bytes, ...]:
    found = [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return tuple(content for content in found if len(content) < 60_000)


def _source(ending: str) -> Callable[[bytes], object]:
    module = import_module(sources.READERS[ending])
    several = getattr(module, "read_all", None)

    def read(data: bytes) -> object:
        readings = several(data, f"x{ending}") if several else (module.read(data, f"x{ending}"),)
        if len(data) % 16 == 0:  # now and then all the rest, since what is read has to be fit for it
            writer.write(audit(Sources(tuple(readings), (), ())))
        return readings

    return read


def _on_disk(name: str, read: Callable[[Path], object]) -> Callable[[bytes], object]:
    def written(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            return read(file)

    return written


@cache
def _scene() -> object:
    return sources.read(ROOT / "processes" / "restaurant-table.yaml")


def _fill(data: bytes) -> object:
    return answers.fill(_scene(), answers.read(data, "x.answers.yaml"))  # type: ignore[arg-type]


def _change(file: Path) -> object:
    changes = change_file.read(file)
    try:
        return apply(_scene().procedure, changes.changes)  # type: ignore[attr-defined]
    except FrictionauditError:
        return changes.drift(_scene().procedure)  # type: ignore[attr-defined]


def _packed(part: str, template: str, row: str, cell: str) -> bytes:
    rows = "".join(row.format("".join(cell.format(text) for text in line)) for line in TABLE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(part, template.format(rows).replace("&", "&amp;"))
    return packed.getvalue()


def targets() -> dict[str, Target]:
    """All targets by name."""
    word = "<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    office = "<table:table-row>{}</table:table-row>", "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    tables = "tests/fixtures/tables/*"
    return {
        "page": Target(_files("processes/*.yaml", "tests/fixtures/hostile/Y*.yaml"), _source(".yaml"), "yaml"),
        "csv": Target(_files(f"{tables}.csv"), _source(".csv")),
        "html": Target(_files(f"{tables}.html", "tests/fixtures/hostile/*.html"), _source(".html"), "html"),
        "xlsx": Target(_files("tests/fixtures/repairs/*.xlsx", "tests/fixtures/hostile/F03*.xlsx"), _source(".xlsx")),
        "xls": Target(_files(f"{tables}.xls"), _source(".xls")),
        "docx": Target((_packed("word/document.xml", DOCX, *word),), _source(".docx")),
        "ods": Target((_packed("content.xml", ODS, *office),), _source(".ods")),
        "lines": Target(_files("tests/fixtures/repairs/*.steps"), _source(".steps")),
        "bpmn": Target(
            _files(
                "tests/fixtures/bpmn/*.bpmn", "tests/fixtures/bpmn/readings/*.bpmn", "tests/fixtures/hostile/*.bpmn"
            ),
            _source(".bpmn"),
            "xml",
        ),
        "drawio": Target((DRAWIO,), _source(".drawio"), "xml"),
        "mermaid": Target((MERMAID,), _source(".mmd")),
        "settings": Target(
            (SETTINGS, *_files("tests/fixtures/hostile/*.toml")),
            _on_disk("frictionaudit.toml", lambda file: settings.read(file, known_names())),
        ),
        "baseline": Target((BASELINE,), _on_disk("known.json", baseline.read), "json"),
        "changes": Target((CHANGES,), _on_disk("changes.yaml", _change), "yaml"),
        "answers": Target((ANSWERS,), _fill, "yaml"),
        "pack": Target(
            (*PACKS, *_files("frictionaudit/packs/*.csv")), _on_disk("limits.csv", lambda file: load_packs([file]))
        ),
        "mapping": Target((MAPPING,), lambda data: read_mapping(data, "x.mapping.yaml"), "yaml"),
    }
