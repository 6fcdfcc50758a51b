"""Pools that exchange messages are one procedure, and a case goes along with the messages."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.soundness import soundness
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn import read, read_all
from tests.drawing import FRICTION, HEAD, flows, left_out, ways

CATCH = "<intermediateCatchEvent id='{0}'><messageEventDefinition/></intermediateCatchEvent>"


def file(*pools: tuple[str, str, str], messages: str = "") -> bytes:
    """A drawing of pools, each with its id, its name and its content (empty: a black box)."""
    participants = "".join(
        f"<participant id='{id}' name='{name}'{f' processRef={chr(39)}p-{id}{chr(39)}' if inside else ''}/>"
        for id, name, inside in pools
    )
    ends = [pair.split() for pair in messages.split(", ") if pair]
    sent = "".join(f"<messageFlow id='{a}_{b}' sourceRef='{a}' targetRef='{b}'/>" for a, b in ends)
    processes = "".join(f"<process id='p-{id}'>{inside}</process>" for id, _, inside in pools if inside)
    return f"{HEAD}{FRICTION}<collaboration>{participants}{sent}</collaboration>{processes}</definitions>".encode()


CUSTOMER = (
    "<startEvent id='need'/><task id='ask' name='Ask'/>"
    + CATCH.format("hear")
    + "<endEvent id='happy'/>"
    + flows("need ask", "ask hear", "hear happy")
)
OFFICE = (
    "<startEvent id='asked'/><task id='check' name='Check'/><task id='answer' name='Answer'/><endEvent id='done'/>"
    + flows("asked check", "check answer", "answer done")
)
BOTH = (("c", "Customer", CUSTOMER), ("o", "Office", OFFICE))
MESSAGES = "ask asked, answer hear"


@pytest.fixture
def joined():
    return read(file(*BOTH, messages=MESSAGES), "permit.bpmn")


def test_the_case_goes_to_the_office_and_comes_back_with_the_answer(joined):
    assert ways(joined.procedure) == {
        "need": ["ask"],
        "ask": ["asked"],
        "asked": ["check"],
        "check": ["answer"],
        "answer": ["answer-sends"],
        "answer-sends": ["done", "hear"],
        "hear": ["happy"],
        "happy": [],
        "done": [],
    }


def test_what_a_message_reaches_is_no_second_start(joined):
    steps = joined.procedure.steps
    assert joined.procedure.starts == ("need",)
    assert steps["asked"].kind is StepKind.EVENT


@pytest.mark.parametrize(
    ("names", "title"), [(("Customer", "Office"), "permit"), (("Get a permit", "Get a permit"), "Get a permit")]
)
def test_a_process_that_bears_the_name_of_its_pool_does_not_name_what_several_pools_do(names, title):
    drawn = file(*BOTH, messages=MESSAGES).decode()
    for id, name in zip("co", names, strict=True):
        drawn = drawn.replace(f"<process id='p-{id}'>", f"<process id='p-{id}' name='{name}'>")
    assert read(drawn.encode(), "permit.bpmn").procedure.title == title


def test_a_procedure_of_several_pools_is_called_like_its_file_and_not_like_a_party(joined):
    assert (joined.procedure.id, joined.procedure.title) == ("permit", "permit")
    assert {id: party.side for id, party in joined.procedure.parties.items()} == {
        "c": Side.CUSTOMER,
        "o": Side.FRONTSTAGE,
    }
    assert "one procedure of 2 pools that exchange messages: Customer, Office" in joined.notes


def test_a_message_that_carries_the_case_is_one_contact(joined):
    measures = Measures(Subject(joined.procedure))
    assert measures["contacts"].value == 2
    assert measures["customer_steps"].value == 1
    assert measures["staff_steps"].value == 2


def test_no_wait_is_added_where_the_case_itself_comes_back(joined):
    assert joined.procedure.steps["hear"].wait is None


def test_each_pool_can_be_read_alone():
    (office,) = read_all(file(*BOTH, messages=MESSAGES), "permit.bpmn", pool="Office")
    assert office.procedure.id == "permit.p-o"
    assert ways(office.procedure) == {"asked": ["check"], "check": ["answer"], "answer": ["done"], "done": []}
    assert office.procedure.steps["answer"].sends_to == ("c",)
    (customer,) = read_all(file(*BOTH, messages=MESSAGES), "permit.bpmn", pool="c")
    assert customer.procedure.steps["hear"].wait.unknown == ("queue",)


def test_a_pool_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(InputError, match=r"permit.bpmn:1:1: the drawing has no pool 'Offce' \(did you mean 'Office'"):
        read_all(file(*BOTH, messages=MESSAGES), "permit.bpmn", pool="Offce")


def test_pools_without_a_message_between_them_are_procedures_of_their_own():
    readings = read_all(file(*BOTH), "permit.bpmn")
    assert [reading.procedure.id for reading in readings] == ["permit.p-c", "permit.p-o"]


def test_a_choice_between_answers_is_made_by_whoever_answers():
    customer = (
        "<startEvent id='need'/><task id='ask'/><eventBasedGateway id='which'/>"
        + CATCH.format("yes")
        + CATCH.format("no")
        + flows("need ask", "ask which", "which yes", "which no")
    )
    office = "<startEvent id='asked'/><exclusiveGateway id='g'/><task id='grant'/><task id='refuse'/>"
    office += flows("asked g", "g grant", "g refuse")
    pools = (("c", "Customer", customer), ("o", "Office", office))
    drawn = read(file(*pools, messages="ask asked, grant yes, refuse no"), "x.bpmn").procedure
    assert "which" not in drawn.steps
    assert ways(drawn)["ask"] == ["asked"]
    assert (ways(drawn)["grant"], ways(drawn)["refuse"]) == (["yes"], ["no"])


def test_a_timer_beside_the_answers_stays_what_may_happen_meanwhile():
    timer = "<timerEventDefinition><timeDuration>P14D</timeDuration></timerEventDefinition>"
    customer = (
        "<startEvent id='need'/><task id='ask'/><eventBasedGateway id='which'/><task id='ring'/>"
        + CATCH.format("hear")
        + f"<intermediateCatchEvent id='late'>{timer}</intermediateCatchEvent>"
        + flows("need ask", "ask which", "which hear", "which late", "late ring")
    )
    pools = (("c", "Customer", customer), ("o", "Office", OFFICE))
    drawn = read(file(*pools, messages=MESSAGES), "x.bpmn").procedure
    assert ways(drawn)["ask"] == ["which"]
    assert ways(drawn)["which"] == ["asked", "late"]
    assert ways(drawn)["answer-sends"] == ["done", "hear"]


def test_work_beside_the_wait_goes_on_and_both_meet():
    customer = CUSTOMER.replace("<endEvent", "<task id='tidy'/><endEvent")
    customer = customer.replace(flows("ask hear"), flows("ask tidy", "tidy hear"))
    pools = (("c", "Customer", customer), ("o", "Office", OFFICE))
    drawn = read(file(*pools, messages=MESSAGES), "x.bpmn").procedure
    assert ways(drawn)["ask-sends"] == ["asked", "tidy"]
    assert ways(drawn)["tidy"] == ["hear-meets"]
    assert ways(drawn)["hear-meets"] == ["hear"]
    assert not soundness(Subject(drawn).graph).faults


def test_an_answer_that_may_not_come_stays_a_message_with_an_unknown_wait():
    customer = CUSTOMER.replace("<endEvent", "<task id='tidy'/><endEvent")
    customer = customer.replace(flows("ask hear"), flows("ask tidy", "tidy hear"))
    office = OFFICE.replace("<endEvent", "<exclusiveGateway id='g'/><endEvent id='shelved'/><endEvent")
    office = office.replace(flows("check answer"), flows("check g", "g answer", "g shelved"))
    pools = (("c", "Customer", customer), ("o", "Office", office))
    drawn = read(file(*pools, messages=MESSAGES), "x.bpmn").procedure
    assert ways(drawn)["tidy"] == ["hear"]
    assert drawn.steps["hear"].wait.unknown == ("queue",)
    assert drawn.steps["hear"].receives_from == ()
    assert drawn.steps["answer"].sends_to == ("c",)
    assert not soundness(Subject(drawn).graph).faults


def test_an_office_that_begins_with_a_plain_start_and_waits_is_entered_at_its_start():
    office = OFFICE.replace("<task id='check'", CATCH.format("get") + "<task id='check'")
    office = office.replace(flows("asked check"), flows("asked get", "get check"))
    pools = (("c", "Customer", CUSTOMER), ("o", "Office", office))
    drawn = read(file(*pools, messages="ask get, answer hear"), "x.bpmn").procedure
    assert ways(drawn)["ask"] == ["asked"]
    assert ways(drawn)["asked"] == ["get"]
    assert drawn.starts == ("need",)


def test_a_message_to_a_pool_as_a_whole_comes_to_its_one_start():
    drawn = read(file(*BOTH, messages="ask o, answer hear"), "x.bpmn").procedure
    assert ways(drawn)["ask"] == ["asked"]


def test_an_answer_to_a_pool_as_a_whole_comes_where_the_pool_waits_and_not_to_its_start():
    drawn = read(file(*BOTH, messages="ask asked, answer c"), "x.bpmn").procedure
    assert ways(drawn)["answer-sends"] == ["done", "hear"]
    assert drawn.starts == ("need",)


def test_an_answer_comes_where_the_pool_waits_for_a_condition():
    customer = CUSTOMER.replace("messageEventDefinition", "conditionalEventDefinition")
    pools = (("c", "Customer", customer), ("o", "Office", OFFICE))
    drawn = read(file(*pools, messages="ask asked, answer c"), "x.bpmn").procedure
    assert ways(drawn)["answer-sends"] == ["done", "hear"]


@pytest.mark.parametrize(
    ("customer", "sent"),
    [
        (CUSTOMER, "ask asked, answer c, check c"),  # of two messages, nothing says which it waits for
        (CUSTOMER.replace("messageEventDefinition", "timerEventDefinition"), "ask asked, answer c"),
        (CUSTOMER.replace("<endEvent", CATCH.format("again") + "<endEvent"), "ask asked, answer c"),
    ],
)
def test_an_answer_that_nothing_places_stays_a_message(customer, sent):
    pools = (("c", "Customer", customer), ("o", "Office", OFFICE))
    drawn = read(file(*pools, messages=sent), "x.bpmn").procedure
    assert ways(drawn)["answer"] == ["done"]
    assert drawn.starts == ("need",)
    assert drawn.steps["answer"].sends_to == ("c",)


def test_a_message_to_a_pool_as_a_whole_does_not_begin_what_a_date_begins():
    office = OFFICE.replace("<startEvent id='asked'/>", "<startEvent id='asked'><timerEventDefinition/></startEvent>")
    pools = (("c", "Customer", CUSTOMER), ("o", "Office", office))
    drawn = read(file(*pools, messages="ask o, answer hear"), "x.bpmn").procedure
    assert "asked" not in ways(drawn)["ask"]


@pytest.mark.parametrize("sent", ["ask o, answer c", "answer c, ask o"])
def test_of_pools_that_send_to_each_other_as_a_whole_the_customers_begins(sent):
    drawn = read(file(*BOTH, messages=sent), "x.bpmn").procedure
    assert ways(drawn)["ask"] == ["asked"]
    assert ways(drawn)["answer-sends"] == ["done", "hear"]


def test_pools_that_begin_by_themselves_begin_together():
    office = OFFICE + CATCH.format("extra") + flows("answer extra")
    pools = (("c", "Customer", CUSTOMER), ("o", "Office", office))
    drawn = read(file(*pools, messages="ask extra, answer hear"), "x.bpmn").procedure
    assert ways(drawn)["need-begins"] == ["ask", "asked"]
    assert drawn.starts == ("need",)


def test_a_message_that_comes_back_to_the_start_leads_to_what_follows_it():
    office = OFFICE.replace("<endEvent", "<exclusiveGateway id='g'/><task id='again'/><endEvent")
    office = office.replace(flows("check answer"), flows("check g", "g answer", "g again"))
    pools = (("c", "Customer", CUSTOMER), ("o", "Office", office))
    drawn = read(file(*pools, messages=f"{MESSAGES}, again need"), "x.bpmn").procedure
    assert drawn.starts == ("need",)
    assert ways(drawn)["again"] == ["ask"]


def test_an_end_that_terminates_its_pool_does_not_end_the_other():
    office = OFFICE.replace("<endEvent id='done'/>", "<endEvent id='done'><terminateEventDefinition/></endEvent>")
    pools = (("c", "Customer", CUSTOMER), ("o", "Office", office))
    drawn = read(file(*pools, messages=MESSAGES), "x.bpmn").procedure
    assert not drawn.steps["done"].stops


def test_a_task_that_asks_and_gets_its_answer_itself_is_not_begun_by_the_answer():
    customer = "<startEvent id='need'/><task id='ask'/><endEvent id='e'/>" + flows("need ask", "ask e")
    pools = (("c", "Customer", customer), ("o", "Office", OFFICE))
    drawn = read(file(*pools, messages="ask asked, answer ask"), "x.bpmn").procedure
    assert ways(drawn)["need"] == ["ask"]
    assert ways(drawn)["ask-sends"] == ["asked", "e"]


def test_a_black_box_is_a_party_whose_answer_takes_an_unknown_time():
    office = OFFICE.replace("<task id='answer'", CATCH.format("back") + "<task id='answer'")
    office = office.replace(flows("check answer"), flows("check back", "back answer"))
    pools = (*BOTH[:1], ("o", "Office", office), ("s", "Supplier", ""))
    drawn = read(file(*pools, messages=f"{MESSAGES}, check s, s back"), "x.bpmn").procedure
    assert drawn.parties["s"].side is Side.THIRD
    assert drawn.steps["back"].wait.unknown == ("third",)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Office", Side.BACKSTAGE),
        ("Legal department", Side.BACKSTAGE),
        ("Rechtsabteilung", Side.BACKSTAGE),
        ("Supplier", Side.THIRD),
        ("Other company", Side.THIRD),
    ],
)
def test_a_part_of_our_own_house_is_no_third_party(name, side):
    drawn = read(file(("o", "Office", OFFICE), ("x", name, ""), messages="check x"), "x.bpmn").procedure
    assert drawn.parties["x"].side is side


def test_a_pool_that_is_drawn_is_ours_unless_it_is_named_as_an_outsider():
    shop = "<startEvent id='i'/><task id='pack'/>" + flows("i pack")
    for name, side in (("Warehouse", Side.BACKSTAGE), ("Carrier", Side.THIRD)):
        pools = (*BOTH, ("w", name, shop))
        drawn = read(file(*pools, messages=f"{MESSAGES}, check i"), "x.bpmn").procedure
        assert drawn.parties["w"].side is side


CALLED = """<process id='called'><startEvent id='b'/><userTask id='do' name='Do it'/><endEvent id='d'/>
    <sequenceFlow id='1' sourceRef='b' targetRef='do'/><sequenceFlow id='2' sourceRef='do' targetRef='d'/></process>"""
CALLING = (
    "<process id='p'><startEvent id='s'/><callActivity id='call' name='Part' calledElement='called'/><endEvent id='e'/>"
    + flows("s call", "call e")
    + "</process>"
)


def test_a_call_is_followed_to_a_process_of_the_same_file():
    (reading,) = read_all(f"{HEAD}{FRICTION}{CALLING}{CALLED}</definitions>".encode(), "x.bpmn")
    assert ways(reading.procedure) == {
        "s": ["call.b"],
        "call.b": ["call.do"],
        "call.do": ["call.d"],
        "call.d": ["e"],
        "e": [],
    }
    assert reading.procedure.drawn["drawn_tasks"] == 2, "the call and the task, each counted once"


def test_a_call_is_followed_to_a_file_in_the_same_folder(tmp_path):
    from frictionaudit.sources import read as read_file

    (tmp_path / "a.bpmn").write_text(f"{HEAD}{FRICTION}{CALLING}</definitions>", encoding="utf-8")
    (tmp_path / "b.bpmn").write_text(f"{HEAD}{FRICTION}\n\n{CALLED}</definitions>", encoding="utf-8")
    reading = read_file(tmp_path / "a.bpmn")
    assert reading.procedure.steps["call.do"].name == "Do it"
    span = reading.spans["steps", "call.do"]
    assert (span.path, span.line) == (str(tmp_path / "b.bpmn"), 3)
    assert reading.procedure.drawn["drawn_tasks"] == 1


def test_an_error_of_a_called_file_is_caught_by_its_code_whatever_its_id(tmp_path):
    from frictionaudit.sources import read as read_file

    catching = CALLING.replace(
        "<endEvent id='e'/>",
        "<endEvent id='e'/><boundaryEvent id='b' attachedToRef='call'><errorEventDefinition errorRef='E1'/>"
        "</boundaryEvent>",
    )
    throwing = CALLED.replace(
        "</process>",
        "<endEvent id='thrown'><errorEventDefinition errorRef='E2'/></endEvent>"
        "<sequenceFlow id='t' sourceRef='do' targetRef='thrown'/></process>",
    )
    for code, expected in (("ID", ["b"]), ("OTHER", [])):
        main = f"{HEAD}{FRICTION}{catching}<error id='E1' errorCode='ID'/></definitions>"
        (tmp_path / "a.bpmn").write_text(main, encoding="utf-8")
        called = f"{HEAD}{FRICTION}{throwing}<error id='E2' errorCode='{code}'/></definitions>"
        (tmp_path / f"{code}.bpmn").write_text(called, encoding="utf-8")
        actual = ways(read_file(tmp_path / "a.bpmn").procedure)["call.thrown"]
        (tmp_path / f"{code}.bpmn").unlink()
        assert (code, actual) == (code, expected)


def test_a_call_to_nowhere_is_one_task_and_listed(tmp_path):
    from frictionaudit.sources import read as read_file

    (tmp_path / "a.bpmn").write_text(f"{HEAD}{FRICTION}\n{CALLING}</definitions>", encoding="utf-8")
    reading = read_file(tmp_path / "a.bpmn")
    assert reading.procedure.steps["call"].kind is StepKind.TASK
    assert left_out(reading) == {"called process of 'Part'": 2}


def test_a_process_that_calls_itself_is_followed_once():
    inside = CALLED.replace("</process>", "<callActivity id='again' calledElement='called'/></process>")
    (reading,) = read_all(f"{HEAD}{FRICTION}{CALLING}{inside}</definitions>".encode(), "x.bpmn")
    assert "call.again" in reading.procedure.steps
    assert [entry.why for entry in reading.skipped] == ["it is read as one step: it calls itself"]


def test_the_same_process_called_twice_has_steps_of_its_own_each_time():
    twice = CALLING.replace("<endEvent", "<callActivity id='c2' calledElement='called'/><endEvent").replace(
        flows("call e"), flows("call c2", "c2 e")
    )
    (reading,) = read_all(f"{HEAD}{FRICTION}{twice}{CALLED}</definitions>".encode(), "x.bpmn")
    assert {"call.do", "c2.do"} <= set(reading.procedure.steps)


def test_messages_between_closed_pools_are_listed_and_a_note_asks_for_the_content():
    reading = drawing_of(
        "<collaboration><participant id='c' name='Customer'/><participant id='o' name='Office'/>"
        "<messageFlow id='m' name='Claim' sourceRef='c' targetRef='o'/></collaboration>"
    )
    assert "message 'Claim'" in [entry.what for entry in reading.skipped]
    assert any(entry.what == "closed pools" and entry.not_understood for entry in reading.skipped)


def test_an_empty_pool_that_a_tool_adds_is_no_party():
    parts = "<participant id='t' name='Main process' processRef='empty'/><participant id='u' name='Us' processRef='p'/>"
    filled = "<process id='empty'/><process id='p'><task id='a'/></process>"
    message = "<messageFlow id='m' sourceRef='a' targetRef='t'/>"
    for heard, expected in (("", {"u"}), (message, {"t", "u"})):
        reading = drawing_of(f"<collaboration>{parts}{heard}</collaboration>{filled}")
        assert (heard, set(reading.procedure.parties)) == (heard, expected)


def drawing_of(content: str):
    return read_all(f"{HEAD}{FRICTION}{content}</definitions>".encode(), "x.bpmn")[0]


def beside(inside: str) -> bytes:
    """An office with a start and a task whose flow leads to 'out', and a process outside every pool."""
    office = "<startEvent id='asked'/><task id='check' name='Check'/>" + flows("asked check", "check out")
    pool = file(("o", "Office", office)).decode()
    return pool.replace("</definitions>", f"<process id='beside'>{inside}</process></definitions>").encode()


def test_a_flow_to_an_end_beside_the_pool_is_followed():
    reading = read(beside("<endEvent id='out' name='Closed'/>"), "x.bpmn")
    assert ways(reading.procedure) == {"asked": ["check"], "check": ["out"], "out": []}
    assert (reading.procedure.title, reading.skipped) == ("Office", ())
    about = "leads from one process to another and is followed as drawn; between pools BPMN has messages"
    assert f"the flow from 'Check' to 'Closed' {about}" in reading.notes


def test_an_end_beside_the_pool_belongs_to_the_pool_that_is_read_alone():
    (reading,) = read_all(beside("<endEvent id='out'/>"), "x.bpmn", pool="Office")
    assert ways(reading.procedure)["check"] == ["out"]


def test_an_end_beside_the_pool_to_which_nothing_leads_is_listed_and_is_no_procedure():
    reading = read(beside("<endEvent id='lost' name='Closed'/>"), "x.bpmn")
    assert "lost" not in reading.procedure.steps
    entry = next(entry for entry in reading.skipped if entry.what == "'Closed'")
    assert (entry.why, entry.not_understood) == ("it stands outside every pool, and no flow leads to it", True)


def test_a_process_beside_the_pool_with_something_to_do_is_a_procedure():
    assert len(read_all(beside("<task id='other'/>"), "x.bpmn")) == 2


def test_a_process_of_one_event_is_a_procedure_where_no_pools_are_drawn():
    two = f"{HEAD}{FRICTION}<process id='a'><task id='t'/></process><process id='b'><endEvent id='e'/></process>"
    assert len(read_all(f"{two}</definitions>".encode(), "x.bpmn")) == 2


def test_a_flow_from_pool_to_pool_is_followed_and_leaves_the_start_of_the_other_pool_alone():
    first = "<startEvent id='need'/><task id='ask' name='Ask'/>" + flows("need ask", "ask check")
    reading = read(file(("a", "Desk", first), ("o", "Office", OFFICE)), "x.bpmn")
    assert ways(reading.procedure)["ask"] == ["check"]
    assert set(reading.procedure.starts) == {"need", "asked"}
    assert "one procedure of 2 pools that a case passes through: Desk, Office" in reading.notes
