"""Damaged and hostile drawings: refused in one line that says where, or read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources import find
from frictionaudit.sources import read_all as read_file
from frictionaudit.sources.bpmn import read, read_all, recognises
from tests.drawing import FRICTION, HEAD, drawing, flows, left_out, ways, xml


def refused(data: bytes) -> tuple[str, str]:
    """The name and the place of the one error."""
    with pytest.raises(InputError) as caught:
        read(data, "x.bpmn")
    (problem,) = caught.value.problems
    return problem.slug, problem.where


LONE = "<task id='a' name='Prüfen'/>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "cp437"])
def test_a_drawing_is_read_in_the_encoding_that_it_declares(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?>\n' + xml(LONE).decode()
    assert read(declared.encode(encoding), "x.bpmn").procedure.steps["a"].name == "Prüfen"


def test_an_unknown_encoding_is_refused():
    assert refused(b'<?xml version="1.0" encoding="klingon"?><definitions/>') == ("not-xml", "x.bpmn:1:1")


def test_text_that_is_not_in_its_encoding_is_refused_where_it_stands():
    data = b'<?xml version="1.0" encoding="shift_jis"?>\n' + HEAD.encode() + b'id="\x81"' + FRICTION.encode()
    assert refused(data)[0] == "not-xml"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE definitions [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE definitions SYSTEM "file:///etc/hostname">',
        "<!DOCTYPE definitions>",
    ],
)
def test_a_doctype_is_refused(declaration):
    slug, where = refused(b'<?xml version="1.0"?>\n' + declaration.encode() + xml(LONE))
    assert slug == "doctype-not-allowed"
    assert where.startswith("x.bpmn:2:")


def test_a_truncated_file_is_refused_where_it_breaks_off():
    data = xml("<task id='a'/>\n<task id='b'/>")
    assert refused(data[: data.index(b"<task id='b'") + 5]) == ("not-xml", "x.bpmn:4:1")


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\x02", b"PK\x03\x04", b"{}"])
def test_what_is_no_xml_is_refused(data):
    assert refused(data)[0] == "not-xml"


def test_xml_that_is_no_drawing_is_refused():
    assert refused(b"<log><trace/></log>") == ("not-bpmn", "x.bpmn:1:1")


def test_two_million_siblings_are_refused():
    assert refused(xml("<task/>" * 2_000_000))[0] == "too-large"


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "huge.bpmn"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match=r"huge.bpmn:1:1: .*\[too-large\]"):
        read_file(path)


def test_a_drawing_larger_than_any_is_refused():
    assert refused(b" " * (LIMITS.drawing_bytes + 1)) == ("too-large", "x.bpmn:1:1")


@pytest.mark.parametrize("tag", ["subProcess", "x:y"])
def test_five_hundred_levels_are_refused(tag):
    assert refused(xml(f"<{tag}>\n" * 500 + f"</{tag}>" * 500)) == ("too-deep", "x.bpmn:201:1")


def test_sub_processes_in_a_hundred_levels_are_read():
    nested = "".join(f"<subProcess id='s{n}'>" for n in range(100)) + LONE + "</subProcess>" * 100
    reading = drawing("<startEvent id='s'/>" + flows("s s0") + nested)
    assert ways(reading.procedure) == {"a": [], "s": ["a"]}


def test_a_name_of_a_megabyte_is_cut_off_and_that_is_told():
    reading = drawing(f"<task id='a' name='{'x' * 1_000_000}'/>")
    assert len(reading.procedure.steps["a"].name or "") == 500
    assert left_out(reading) == {"text of 1000000 characters": 3}


def test_lanes_that_list_themselves_or_nothing_that_exists_are_listed():
    lanes = "<laneSet>\n<lane id='l'><flowNodeRef>l</flowNodeRef>\n<flowNodeRef>gone</flowNodeRef></lane></laneSet>"
    reading = drawing(lanes + LONE)
    assert [(entry.where.line, entry.why) for entry in reading.skipped] == [
        (4, "it lists 'l', which is a lane"),
        (5, "it lists 'gone', which is not in the drawing"),
    ]


def test_a_boundary_event_on_nothing_is_listed():
    assert left_out(drawing("<boundaryEvent id='b' attachedToRef='gone'/>")) == {"an unnamed boundary event": 3}


def test_a_boundary_event_on_itself_is_listed():
    assert left_out(drawing("<boundaryEvent id='b' attachedToRef='b'/>")) == {"an unnamed boundary event": 3}


def test_a_flow_out_of_an_end_is_listed():
    reading = drawing("<endEvent id='e'/><task id='a'/>\n" + flows("e a"))
    assert left_out(reading) == {"flow from an unnamed end to an unnamed task": 4}


def test_a_message_to_nowhere_is_listed():
    collaboration = "<collaboration><messageFlow id='m' sourceRef='a' targetRef='gone'/></collaboration>"
    assert left_out(drawing(LONE, collaboration)) == {"a message without a name": 5}


def test_a_file_without_a_process_is_an_empty_procedure_with_its_counts():
    only_pools = f"{HEAD}{FRICTION}<collaboration><participant id='a' name='A'/></collaboration></definitions>"
    (reading,) = read_all(only_pools.encode(), "only-pools.bpmn")
    assert reading.procedure.steps == {}
    assert reading.procedure.drawn["drawn_pools"] == 1


def test_one_procedure_is_expected_where_a_drawing_holds_several():
    two = f"{HEAD}{FRICTION}<process id='p'>{LONE}</process><process id='q'><task id='b'/></process></definitions>"
    assert [reading.procedure.id for reading in read_all(two.encode(), "x.bpmn")] == ["x.p", "x.q"]
    assert refused(two.encode()) == ("several-procedures", "x.bpmn:1:1")


def test_other_xml_in_a_folder_is_left_aside(tmp_path):
    (tmp_path / "drawing.xml").write_bytes(xml(LONE))
    (tmp_path / "log.xml").write_text("<log/>", encoding="utf-8")
    (tmp_path / "broken.xml").write_text("no xml", encoding="utf-8")
    found = find([tmp_path])
    assert [path.name for path in found.files] == ["drawing.xml"]
    assert [path.name for path in found.ignored] == ["broken.xml", "log.xml"]


def test_a_drawing_in_xml_is_recognised_by_its_root():
    assert recognises(b"<!-- a comment -->" + xml(LONE))
    assert not recognises(b"<definitions/>")


MEASURED = """
import sys
from frictionaudit.errors import InputError
from frictionaudit.sources import read_all
from pathlib import Path
try:
    read_all(Path(sys.argv[1]))
except InputError as error:
    assert len(error.problems) == 1
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the most memory used is read from /proc")
@pytest.mark.parametrize(
    "process",
    [
        pytest.param("".join(f"<task id='t{n}' name='Task {n}'/>" for n in range(19_900)), id="many tasks"),
        pytest.param("<x:y/>" * 99_900, id="many elements of a tool"),
        pytest.param("<task/>" * 2_000_000, id="two million siblings"),
        pytest.param("<task id='t' " + " ".join(f"a{n}='1'" for n in range(2_000_000)) + "/>", id="many attributes"),
        pytest.param("<task><documentation>" + "a\n" * 10_000_000 + "</documentation></task>", id="a long text"),
    ],
)
def test_it_takes_less_than_two_hundred_megabytes(tmp_path, process):
    path = tmp_path / "hostile.bpmn"
    path.write_bytes(xml(process))
    done = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 200_000, "kilobytes"


def test_thousands_of_messages_between_two_pools_are_read_pool_by_pool():
    tasks = "".join(f"<task id='{{0}}{n}'/>" for n in range(3_000))
    sent = "".join(f"<messageFlow sourceRef='a{n}' targetRef='b{n}'/>" for n in range(3_000))
    pools = "<participant id='A' processRef='p'/><participant id='B' processRef='q'/>"
    inside = f"<process id='p'>{tasks.format('a')}</process><process id='q'>{tasks.format('b')}</process>"
    data = f"{HEAD}{FRICTION}<collaboration>{pools}{sent}</collaboration>{inside}</definitions>"
    reading = read(data.encode(), "x.bpmn")
    assert "so many messages run between the pools that each pool is followed by itself" in reading.notes


def test_calls_that_double_at_each_level_are_followed_only_so_far():
    levels = "".join(
        f"<process id='p{n}'>"
        + "".join(f"<callActivity id='c{n}{k}' calledElement='p{n + 1}'/>" for k in range(8))
        + "</process>"
        for n in range(9)
    )
    reading = read(f"{HEAD}{FRICTION}{levels}<process id='p9'>{LONE}</process></definitions>".encode(), "x.bpmn")
    assert len(reading.procedure.steps) <= LIMITS.drawing_steps
    assert any("more than" in entry.why for entry in reading.skipped)


@pytest.mark.parametrize("encoding", ["rot13", "hex", "zlib", "base64", "bz2", "UTF" + "9" * 5000])
def test_an_encoding_that_is_not_one_of_text_is_refused(encoding):
    assert refused(f'<?xml version="1.0" encoding="{encoding}"?><definitions/>'.encode()) == ("not-xml", "x.bpmn:1:1")


def test_a_timer_of_five_hundred_digits_is_a_wait_of_unknown_length():
    timer = f"<timerEventDefinition><timeDuration>P{'9' * 500}D</timeDuration></timerEventDefinition>"
    step = drawing(f"<intermediateCatchEvent id='t'>{timer}</intermediateCatchEvent>").procedure.steps["t"]
    assert step.wait.unknown == ("batch",)
