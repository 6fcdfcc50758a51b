"""Flow charts of draw.io, plain or compressed, become procedures; hostile files are refused."""

from __future__ import annotations

import base64
import zlib
from urllib.parse import quote

import pytest

from frictionaudit.domain.procedure import StepKind
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources import find
from frictionaudit.sources import read as read_file
from frictionaudit.sources.drawio import read, read_all
from tests.drawing import left_out, ways

GEOMETRY = "<mxGeometry x='{0}' y='{1}' width='{2}' height='{3}' as='geometry'/>"


def cell(id: str, value: str, style: str, parent: str = "1", box: tuple[int, int, int, int] = (0, 0, 80, 40)) -> str:
    geometry = GEOMETRY.format(*box)
    return f"<mxCell id='{id}' value='{value}' style='{style}' vertex='1' parent='{parent}'>{geometry}</mxCell>\n"


def arrow(source: str, target: str, value: str = "", style: str = "edgeStyle=orthogonalEdgeStyle;") -> str:
    ends = f"source='{source}' target='{target}'" if target else f"source='{source}'"
    return f"<mxCell id='{source}-{target}' value='{value}' style='{style}' edge='1' parent='1' {ends}/>\n"


def model(cells: str) -> str:
    return f"<mxGraphModel><root>\n<mxCell id='0'/>\n<mxCell id='1' parent='0'/>\n{cells}</root></mxGraphModel>"


def page(cells: str, name: str = "Loan") -> str:
    return f"<diagram name='{name}' id='d'>{model(cells)}</diagram>"


def file(*pages: str) -> bytes:
    return f"<mxfile host='app'>{''.join(pages)}</mxfile>".encode()


def packed(cells: str, name: str = "Loan") -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflate.compress(quote(model(cells), safe="").encode()) + deflate.flush()
    return f"<diagram name='{name}'>{base64.b64encode(data).decode()}</diagram>"


CHART = (
    cell("s", "Wants a book", "ellipse;whiteSpace=wrap;")
    + cell("look", "Look&lt;br&gt;it &lt;b&gt;up&lt;/b&gt;", "rounded=1;")
    + cell("there", "Is it there?", "rhombus;")
    + cell("hand", "Hand it out", "rounded=0;")
    + cell("e", "Done", "ellipse;")
    + arrow("s", "look")
    + arrow("look", "there")
    + arrow("there", "hand", "yes")
    + arrow("there", "e", "no")
    + arrow("hand", "e")
)


@pytest.mark.parametrize("made", [page, packed])
def test_a_chart_is_read_plain_or_compressed(made):
    procedure = read(file(made(CHART)), "loan.drawio").procedure
    assert (procedure.id, procedure.title) == ("loan", "Loan")
    assert ways(procedure) == {"s": ["look"], "look": ["there"], "there": ["e", "hand"], "hand": ["e"], "e": []}
    assert {id: step.kind for id, step in procedure.steps.items()} == {
        "s": StepKind.START,
        "look": StepKind.TASK,
        "there": StepKind.EXCLUSIVE,
        "hand": StepKind.TASK,
        "e": StepKind.END,
    }
    assert procedure.steps["look"].name == "Look it up"
    assert procedure.steps["there"].flow("hand").when == "yes"


def test_each_part_knows_its_line_and_a_compressed_one_that_of_its_page():
    spans = read(file(page(CHART)), "loan.drawio").spans
    assert spans["steps", "look"].line == 5
    assert read(file(packed(CHART)), "loan.drawio").spans["steps", "look"].line == 1


LANES = (
    cell("pool", "Library", "swimlane;startSize=20;", box=(0, 0, 600, 220))
    + cell("c", "Customer", "swimlane;horizontal=0;", "pool", (0, 20, 600, 100))
    + cell("d", "Desk", "swimlane;horizontal=0;", "pool", (0, 120, 600, 100))
    + cell("ask", "Ask for it", "rounded=1;", "c")
    + cell("look", "Look it up", "rounded=1;", "1", (50, 150, 80, 40))
    + arrow("ask", "look")
)


def test_a_shape_belongs_to_the_lane_that_holds_it_or_that_it_stands_on():
    procedure = read(file(page(LANES)), "loan.drawio").procedure
    assert (procedure.steps["ask"].by, procedure.steps["look"].by) == ("c", "d")
    assert {id: (party.name, party.unit, party.side.value) for id, party in procedure.parties.items()} == {
        "c": ("Customer", "Library", "customer"),
        "d": ("Desk", "Library", "frontstage"),
    }


def test_the_rows_of_a_cross_functional_table_are_lanes():
    table = (
        cell("t", "", "shape=table;childLayout=tableLayout;", box=(0, 0, 600, 200))
        + cell("r", "Desk", "shape=tableRow;horizontal=0;", "t", (0, 0, 600, 100))
        + cell("x", "", "swimlane;connectable=0;startSize=0;", "r", (40, 0, 560, 100))
        + cell("look", "Look it up", "rounded=1;", "x")
    )
    assert read(file(page(table)), "loan.drawio").procedure.steps["look"].by == "r"


@pytest.mark.parametrize(
    ("over", "title"), [("New library card", "New library card"), ("Cross-Functional Flowchart", "loan"), ("", "loan")]
)
def test_what_stands_over_the_rows_of_a_table_names_the_chart_of_a_page_without_a_name(over, title):
    table = (
        cell("t", over, "shape=table;childLayout=tableLayout;", box=(0, 0, 600, 200))
        + cell("c", "Customer", "shape=tableRow;horizontal=0;", "t", (0, 0, 600, 100))
        + cell("d", "Desk", "shape=tableRow;horizontal=0;", "t", (0, 100, 600, 100))
        + cell("ask", "Ask", "rounded=1;", "c")
        + cell("look", "Look it up", "rounded=1;", "d")
    )
    assert read(file(page(table, "Page-1")), "loan.drawio").procedure.title == title


def test_in_a_table_with_named_rows_the_columns_are_phases():
    table = (
        cell("t", "", "shape=table;childLayout=tableLayout;", box=(0, 0, 600, 200))
        + cell("r", "Desk", "shape=tableRow;horizontal=0;", "t", (0, 0, 600, 100))
        + cell("x", "Phase 1", "swimlane;connectable=0;startSize=40;", "r", (40, 0, 560, 100))
        + cell("look", "Look it up", "rounded=1;", "x")
    )
    procedure = read(file(page(table)), "loan.drawio").procedure
    assert list(procedure.parties) == ["r"]
    assert list(procedure.steps) == ["look"]


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("shape=mxgraph.bpmn.event;outline=eventInt;symbol=message;", StepKind.EVENT),
        ("shape=mxgraph.bpmn.gateway2;gwType=parallel;", StepKind.PARALLEL),
        ("shape=mxgraph.bpmn.gateway2;gwType=exclusive;", StepKind.EXCLUSIVE),
        ("shape=mxgraph.bpmn.shape;perimeter=rhombusPerimeter;symbol=parallelGw;", StepKind.PARALLEL),
        ("shape=mxgraph.bpmn.task;", StepKind.TASK),
        ("shape=process;", StepKind.TASK),
        ("shape=mxgraph.flowchart.decision;", StepKind.EXCLUSIVE),
    ],
)
def test_each_style_has_its_kind(style, kind):
    cells = cell("a", "A", "") + cell("x", "X", style) + cell("b", "B", "") + arrow("a", "x") + arrow("x", "b")
    assert read(file(page(cells)), "x.drawio").procedure.steps["x"].kind is kind


def test_stores_documents_and_notes_stand_beside_the_flow():
    beside = (
        cell("db", "Catalogue", "shape=cylinder3;")
        + cell("n", "Twice a week", "shape=note;")
        + cell("doc", "Letter", "shape=document;")
        + arrow("look", "db")
        + arrow("n", "look")
        + arrow("hand", "doc")
    )
    procedure = read(file(page(CHART + beside)), "loan.drawio").procedure
    assert procedure.steps["look"].systems == ("Catalogue",)
    assert "Twice a week" in procedure.steps["look"].note
    assert procedure.documents["doc"].name == "Letter"
    assert ways(procedure)["look"] == ["there"]


def test_an_arrow_drawn_backwards_leads_to_where_its_head_is():
    back = arrow("hand", "look", style="endArrow=none;startArrow=classic;")
    cells = cell("look", "Look", "rounded=1;") + cell("hand", "Hand", "rounded=1;") + back
    assert ways(read(file(page(cells)), "x.drawio").procedure) == {"look": ["hand"], "hand": []}


def test_named_arrows_from_a_step_without_a_decision_are_a_choice():
    cells = (
        cell("a", "A", "")
        + cell("b", "B", "")
        + cell("c", "C", "")
        + arrow("a", "b", "small")
        + arrow("a", "c", "large")
    )
    assert read(file(page(cells)), "x.drawio").procedure.steps["a-split"].kind is StepKind.EXCLUSIVE


def test_the_label_of_an_arrow_can_be_a_cell_of_its_own_and_a_shape_can_be_an_object():
    label = "<mxCell id='l' value='yes' style='edgeLabel;' vertex='1' connectable='0' parent='a-b'/>"
    thing = "<UserObject id='b' label='Pay'><mxCell style='rounded=1;' vertex='1' parent='1'/></UserObject>"
    cells = cell("a", "A", "rhombus;") + thing + arrow("a", "b") + label
    procedure = read(file(page(cells)), "x.drawio").procedure
    assert procedure.steps["b"].name == "Pay"
    assert procedure.steps["a"].flow("b").when == "yes"


def test_an_arrow_that_is_not_attached_is_listed_with_its_line():
    reading = read(file(page(CHART + arrow("hand", ""))), "x.drawio")
    assert left_out(reading)["an arrow at 'Hand it out'"] == 14


def test_each_page_with_shapes_is_a_procedure_and_an_empty_one_is_listed():
    pages = file(page(CHART), page("", "Notes"), packed(CHART, "Return"))
    readings = read_all(pages, "loan.drawio")
    assert [reading.procedure.title for reading in readings] == ["Loan", "Return"]
    assert "page 'Notes'" in left_out(readings[0])
    with pytest.raises(InputError, match="several-procedures"):
        read(pages, "loan.drawio")


def test_in_a_folder_a_drawing_is_found_by_its_ending_and_in_xml_by_its_root(tmp_path):
    (tmp_path / "a.drawio").write_bytes(file(page(CHART)))
    (tmp_path / "b.xml").write_bytes(file(page(CHART)))
    (tmp_path / "c.xml").write_bytes(b"<other/>")
    assert [path.name for path in find([tmp_path]).files] == ["a.drawio", "b.xml"]
    assert read_file(tmp_path / "b.xml").procedure.title == "Loan"


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(data, "x.drawio")
    (problem,) = caught.value.problems
    assert problem.where.startswith("x.drawio:")
    assert problem.hint
    return f"{problem.slug} {problem.where}"


BOMB = zlib.compressobj(9, zlib.DEFLATED, -15)
BOMBED = base64.b64encode(BOMB.compress(b" " * (LIMITS.drawing_bytes * 2)) + BOMB.flush()).decode()


HOSTILE = {
    "empty": (b"", "not-xml x.drawio:1:1"),
    "pdf": (b"%PDF-1.7", "not-xml x.drawio:1:1"),
    "other XML": (b"<svg/>", "not-a-drawing x.drawio:1:1"),
    "no page": (file(), "not-a-drawing x.drawio:1:1"),
    "no shape": (file(page("")), "not-a-drawing x.drawio:1:1"),
    "no base64": (b"<mxfile>\n<diagram>!!!</diagram></mxfile>", "not-a-drawing x.drawio:2:1"),
    "no deflate": (b"<mxfile>\n<diagram>aGVsbG8=</diagram></mxfile>", "not-a-drawing x.drawio:2:1"),
    "a bomb": (f"<mxfile>\n<diagram>{BOMBED}</diagram></mxfile>".encode(), "too-large x.drawio:2:1"),
    "doctype": (b"<!DOCTYPE mxfile [<!ENTITY a 'b'>]>\n<mxfile/>", "doctype-not-allowed x.drawio:1:1"),
    "cut off": (file(page(CHART))[:-30], "not-xml x.drawio:14:"),
    "deep": (file(page("<g>" * 300 + "</g>" * 300)), "too-deep x.drawio:4:"),
    "many": (file(page("".join(cell(f"c{n}", "", "") for n in range(20_001)))), "too-large x.drawio:1:"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_that_says_where(name):
    data, problem = HOSTILE[name]
    assert refused(data).startswith(problem)


def test_a_doctype_in_a_compressed_page_is_refused():
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    inside = deflate.compress(b"<!DOCTYPE x [<!ENTITY a 'b'>]><mxGraphModel/>") + deflate.flush()
    data = f"<mxfile>\n<diagram>{base64.b64encode(inside).decode()}</diagram></mxfile>"
    assert refused(data.encode()) == "doctype-not-allowed x.drawio:2:1"


def test_cells_that_contain_each_other_do_not_hang():
    circle = cell("a", "A", "swimlane;", "b") + cell("b", "B", "swimlane;", "a") + cell("c", "Do it", "", "a")
    assert "c" in read(file(page(circle)), "x.drawio").procedure.steps


def test_a_thin_bar_without_a_text_forks_and_joins():
    bar = "rounded=0;fillColor=#000000;"
    cells = (
        cell("s", "Start", "ellipse;")
        + cell("f", "", bar, box=(0, 0, 160, 6))
        + cell("a", "Inspect stall", "rounded=1;")
        + cell("b", "Set fee", "rounded=1;")
        + cell("j", "", bar, box=(0, 90, 8, 140))
        + cell("box", "", bar, box=(0, 300, 60, 40))
        + cell("e", "End", "ellipse;")
        + "".join(arrow(*ends.split()) for ends in ("s f", "f a", "f b", "a j", "b j", "j box", "box e"))
    )
    steps = read(file(page(cells)), "x.drawio").procedure.steps
    kinds = {id: steps[id].kind for id in ("f", "j", "box")}
    assert kinds == {"f": StepKind.PARALLEL, "j": StepKind.PARALLEL, "box": StepKind.TASK}


def test_connectors_with_the_same_text_are_one_flow():
    reference = "shape=mxgraph.flowchart.on-page_reference;"
    cells = (
        cell("a", "Close accounts", "rounded=1;")
        + cell("out", "A", reference)
        + cell("in", "A", reference)
        + cell("b", "Write letter", "rounded=1;")
        + arrow("a", "out")
        + arrow("in", "b")
    )
    drawn = read(file(page(cells)), "x.drawio").procedure
    assert ways(drawn) == {"a": ["out"], "out": ["in"], "in": ["b"], "b": []}
    assert {drawn.steps[id].kind for id in ("out", "in")} == {StepKind.EVENT}


def test_a_page_without_arrows_beside_others_is_left_out_and_pages_name_their_procedures():
    legend = cell("t", "= by hand", "text;") + cell("r", "", "rounded=1;")
    readings = read_all(file(page(CHART, "Joining us"), page(CHART, "Leaving"), page(legend, "Legend")), "hr.drawio")
    assert [reading.procedure.id for reading in readings] == ["hr.joining-us", "hr.leaving"]
    assert "page 'Legend'" in left_out(readings[0])


def test_a_box_without_text_and_arrow_is_left_out():
    reading = read(file(page(CHART + cell("r", "", "rounded=1;"))), "x.drawio")
    assert "r" not in reading.procedure.steps
    assert "a shape" in left_out(reading)


def test_a_rectangle_around_steps_is_a_lane_and_one_beside_them_is_a_step():
    frame = "rounded=0;verticalAlign=top;fillColor=none;"
    cells = (
        cell("p", "PATIENT", frame, box=(0, 0, 900, 150))
        + cell("d", "DOCTOR", frame, box=(0, 150, 900, 150))
        + cell("x", "Think", frame, box=(0, 400, 900, 150))
        + cell("a", "Ring surgery", "rounded=1;", box=(20, 50, 80, 40))
        + cell("b", "Examine patient", "rounded=1;", box=(200, 200, 80, 40))
        + arrow("a", "b")
    )
    drawn = read(file(page(cells)), "x.drawio").procedure
    assert {id: step.by for id, step in drawn.steps.items()} == {"a": "p", "b": "d", "x": None}


def test_a_timer_is_a_wait_and_a_service_task_a_system():
    timer = "shape=mxgraph.bpmn.event;outline=eventInt;symbol=timer;"
    cells = (
        cell("a", "Check proof", "shape=mxgraph.bpmn.task2;taskMarker=manual;")
        + cell("w", "5 working days", timer)
        + cell("b", "Update record", "shape=mxgraph.bpmn.task2;taskMarker=service;")
        + arrow("a", "w")
        + arrow("w", "b")
    )
    steps = read(file(page(cells)), "x.drawio").procedure.steps
    assert str(steps["w"].wait.batch) == "5 working days"
    assert [steps[id].kind for id in ("a", "b")] == [StepKind.TASK, StepKind.EVENT]


@pytest.mark.parametrize(
    ("pool", "page_name", "title"),
    [
        ("Flight compensation", "Page-1", "Flight compensation"),
        ("Flight compensation", "Claims", "Claims"),
        ("Town hall office", "Page-1", "claim"),
    ],
)
def test_a_pool_around_all_lanes_names_the_chart_of_a_page_without_a_name(pool, page_name, title):
    lanes = "".join(cell(id, name, "swimlane;", parent="pool") for id, name in (("c", "Customer"), ("o", "Office")))
    steps = cell("a", "Send claim", "rounded=0;", parent="c") + cell("b", "Check claim", "rounded=0;", parent="o")
    drawn = file(page(cell("pool", pool, "swimlane;") + lanes + steps + arrow("a", "b"), page_name))
    assert read(drawn, "claim.drawio").procedure.title == title
