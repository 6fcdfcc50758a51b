"""Mermaid's flow charts and swim lanes: what is written is read, and a line that is not understood is refused."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import StepKind
from frictionaudit.errors import InputError
from frictionaudit.sources.mermaid import read
from tests.drawing import left_out, ways


def chart(*lines: str, head: str = "flowchart LR"):
    return read("\n".join([head, *lines]).encode(), "x.mmd")


def procedure(*lines: str, head: str = "flowchart LR"):
    return chart(*lines, head=head).procedure


def test_a_chart_becomes_a_procedure():
    drawn = procedure(
        "wish([Wants a book]) --> look[Look it up] --> there{Is it there?}",
        "there -->|yes| hand[Hand it out] --> done((Done))",
        "there -->|no| sorry[Say so] --> done",
    )
    assert ways(drawn) == {
        "wish": ["look"],
        "look": ["there"],
        "there": ["hand", "sorry"],
        "hand": ["done"],
        "sorry": ["done"],
        "done": [],
    }
    assert drawn.steps["wish"].kind is StepKind.START
    assert drawn.steps["there"].kind is StepKind.EXCLUSIVE
    assert drawn.steps["done"].kind is StepKind.END
    assert drawn.steps["there"].flow("hand").when == "yes"


def test_lanes_of_a_swim_lane_chart_are_parties():
    drawn = procedure(
        "subgraph c [Customer]",
        "  ask[Ask]",
        "end",
        'subgraph d ["The desk"]',
        "  look[Look]",
        "end",
        "ask --> look",
        head="swimlane-beta LR",
    )
    assert {id: party.name for id, party in drawn.parties.items()} == {"c": "Customer", "d": "The desk"}
    assert (drawn.steps["ask"].by, drawn.steps["look"].by) == ("c", "d")


def test_a_node_belongs_to_the_lane_in_which_it_is_first_written():
    drawn = procedure("a --> b", "subgraph Desk", "b[Look]", "end")
    assert (drawn.steps["b"].name, drawn.parties[drawn.steps["b"].by].name) == ("Look", "Desk")


@pytest.mark.parametrize(
    ("link", "when"),
    [
        ("a --> b", None),
        ("a---b", None),
        ("a-->b", None),
        ("a ==> b", None),
        ("a -.-> b", None),
        ("a --x b", None),
        ("a ---> b", None),
        ("a -->|yes| b", "yes"),
        ('a -->|"yes, it is"| b', "yes, it is"),
        ("a -- yes --> b", "yes"),
        ("a--yes-->b", "yes"),
        ("a == yes ==> b", "yes"),
        ("a -. yes .-> b", "yes"),
        ("a e1@--> b", None),
        ("a:::big --> b:::small;", None),
        ("a --> b %% a comment", None),
    ],
)
def test_each_way_to_write_an_arrow(link, when):
    drawn = procedure("a{A}", link)
    assert drawn.steps["a"].flow("b").when == when


def test_several_nodes_on_a_side_are_all_joined():
    assert ways(procedure("a & b --> c & d")) == {
        "a": ["a-split"],
        "a-split": ["c", "d"],
        "b": ["b-split"],
        "b-split": ["c", "d"],
        "c": [],
        "d": [],
    }


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        ("b[B]", StepKind.TASK),
        ("b(B)", StepKind.TASK),
        ("b[[B]]", StepKind.TASK),
        ("b{{B}}", StepKind.TASK),
        ("b[/B/]", StepKind.TASK),
        ("b>B]", StepKind.TASK),
        ("b{B}", StepKind.EXCLUSIVE),
        ('b{"B (or not)"}', StepKind.EXCLUSIVE),
        ("b([B])", StepKind.TASK),
        ('b@{ shape: diam, label: "B" }', StepKind.EXCLUSIVE),
        ("b@{shape: fork}", StepKind.PARALLEL),
    ],
)
def test_each_shape_has_its_kind(node, kind):
    drawn = procedure(f"a --> {node}", "b --> c")
    assert drawn.steps["b"].kind is kind


def test_labels_lose_their_mark_up():
    drawn = procedure('a["Check<br/>the #quot;form#quot; &amp; sign"]')
    assert drawn.steps["a"].name == 'Check the "form" & sign'


def test_stores_stand_beside_the_flow():
    drawn = procedure("a[Look] --> b[Tell]", "c[(Catalogue)] --> a")
    assert drawn.steps["a"].systems == ("Catalogue",)
    assert "c" not in drawn.steps


def test_start_and_end_are_known_by_their_words_too():
    drawn = procedure("a[Start] --> b[Do it] --> c[End]")
    assert (drawn.steps["a"].kind, drawn.steps["c"].kind) == (StepKind.START, StepKind.END)


def test_front_matter_comments_and_looks_are_passed_over():
    text = "---\ntitle: Library loan\n---\n%%{init: {}}%%\n%% c\ngraph TD;\n a-->b\n style a fill:#fff\n linkStyle 0 x"
    reading = read(text.encode(), "x.mmd")
    assert reading.procedure.title == "Library loan"
    assert left_out(reading) == {"1 × style": 8, "1 × linkStyle": 9}


def test_phases_of_a_swim_lane_chart_are_passed_over_and_listed():
    lines = ['phase p1["Intake"]', "subgraph l1 [Desk]", "  a@{ phase: p1 }", "end", "a --> b"]
    reading = chart(*lines, head="swimlane-beta LR")
    assert ways(reading.procedure) == {"a": ["b"], "b": []}
    assert left_out(reading) == {"1 × phase": 2}


def test_each_step_knows_its_line():
    assert chart("", "a --> b").spans["steps", "b"].line == 3


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "1:1"),
        ("sequenceDiagram\n a->>b: hi", "1:1"),
        ("flowchart LR", "1:1"),
        ("flowchart LR\n a -->", "2:7"),
        ("flowchart LR\n a => b", "2:4"),
        ("flowchart LR\n a[Look --> b", "2:3"),
        ("flowchart LR\n a --> b\n end", "3:2"),
        ("flowchart LR\n subgraph x\n a --> b", "3:1"),
        ("flowchart LR\n !!", "2:2"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_place(text, where):
    with pytest.raises(InputError) as caught:
        read(text.encode(), "x.mmd")
    (problem,) = caught.value.problems
    assert (problem.slug, problem.where) == ("not-a-drawing", f"x.mmd:{where}")
    assert problem.hint


MANY = "\n".join(f"a{n} --> a{n + 1}" for n in range(20_000))
DENSE = " --> ".join(" & ".join(f"{side}{n}" for n in range(200)) for side in "ab")
HOSTILE = {
    "pdf": (b"%PDF-1.7", "not-text"),
    "latin": (b"flowchart LR\n a[\xff]", "not-text"),
    "large": (b"x" * 6_000_000, "too-large"),
    "a long line": (b"flowchart LR\n" + b"a" * 30_000, "too-large"),
    "deep": (b"flowchart LR\n" + b"subgraph x\n" * 60, "too-deep"),
    "many": (f"flowchart LR\n{MANY}".encode(), "too-large"),
    "dense": (f"flowchart LR\n{DENSE}".encode(), "too-large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(name):
    data, slug = HOSTILE[name]
    with pytest.raises(InputError) as caught:
        read(data, "x.mmd")
    (problem,) = caught.value.problems
    assert problem.slug == slug
    assert problem.where.startswith("x.mmd:")


def test_an_arrow_to_a_subgraph_as_a_whole_is_left_out_and_listed():
    reading = chart("subgraph x[Desk]", "a[Check form] --> c[File form]", "end", "b[Send form] --> a", "b -.-> x")
    assert ways(reading.procedure) == {"b": ["a"], "a": ["c"], "c": []}
    assert left_out(reading) == {"an arrow at 'Desk'": 6}


def test_one_answer_with_several_arrows_is_one_branch_whose_steps_are_all_done():
    decided = ["s([Start]) --> d{Ok?}", "d -->|yes| b[Book slot] & c[Order badge]", "d -->|no| e([End])", "b & c --> e"]
    actual = ways(procedure(*decided))
    assert (actual["d"], actual["d-all"]) == (["d-all", "e"], ["b", "c"])
    alike = procedure("s([Start]) --> d{Ok?}", "d -->|a| b[Book it]", "d -->|b| c[Leave it]", "d -->|c| e([End])")
    assert ways(alike)["d"] == ["b", "c", "e"]


def test_a_time_on_a_lone_arrow_is_a_wait_and_among_answers_a_condition():
    drawn = procedure(
        "a[Send parcel] -->|2-5 days| b[Get parcel] --> d{Fine?}", "d -->|after 3 days| e([End])", "d --> a"
    )
    assert ways(drawn)["a"] == ["a-wait"]
    assert str(drawn.steps["a-wait"].wait.batch) == "2 days..5 days"
    assert drawn.steps["d"].flow("e").when == "after 3 days"
    late = procedure("a[Send parcel] -->|if 3 days late| b[Remind]")
    assert late.steps["a"].flow("b").when == "if 3 days late"


@pytest.mark.parametrize("box", ['["Wait 5 weeks"]', '[/"Wait 5 weeks"/]', '("5 weeks")', '(("5 weeks"))'])
def test_a_box_that_only_says_a_length_of_time_is_a_wait(box):
    step = procedure(f"a[Send form] --> w{box} --> b[Check form]").steps["w"]
    assert (step.kind, str(step.wait.batch)) == (StepKind.EVENT, "5 weeks")


def test_a_delay_is_a_wait_and_no_step_of_anybody():
    drawn = procedure('a[Send form] --> w@{ shape: delay, label: "Wait 3 days" } --> b[Check form]')
    assert (drawn.steps["w"].kind, str(drawn.steps["w"].wait.batch)) == (StepKind.EVENT, "3 days")


def test_the_look_of_an_arrow_is_no_node():
    reading = chart("a[Send form] e1@--> b[Check form]", "e1@{ animate: true }")
    assert list(reading.procedure.steps) == ["a", "b"]


def test_a_fork_without_a_text_has_no_name_and_a_text_of_several_lines_is_one():
    drawn = procedure('a["`Send **the form**', 'by post`"] --> f@{ shape: fork } --> b[Check form] & c[Pay fee]')
    assert drawn.steps["a"].name == "Send the form by post"
    assert drawn.steps["f"].name is None
