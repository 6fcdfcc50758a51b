"""What a case waits for: how long, and whose turn it is; deadlines are no waits."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Wait
from tests.drawing import flows, procedure

POOLS = """<collaboration><participant id='us' name='Office' processRef='p'/>
    <participant id='cu' name='Customer'/><participant id='su' name='Supplier'/>
    <messageFlow id='m' sourceRef='{0}' targetRef='w'/></collaboration>"""


def caught(definition: str, name: str = "") -> str:
    return f"<intermediateCatchEvent id='w' name='{name}'>{definition}</intermediateCatchEvent>"


def timer(text: str = "", kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition>{f'<{kind}>{text}</{kind}>' if text else ''}</timerEventDefinition>"


@pytest.mark.parametrize(
    ("sender", "turn"),
    [("cu", "customer"), ("su", "third")],
)
@pytest.mark.parametrize("element", [caught("<messageEventDefinition/>"), "<receiveTask id='w'/>"])
def test_a_message_is_waited_for_an_unknown_time_of_whoever_sends_it(sender, turn, element):
    assert procedure(element, POOLS.format(sender)).steps["w"].wait == Wait(unknown=(turn,))


@pytest.mark.parametrize("definition", ["<messageEventDefinition/>", "<signalEventDefinition/>"])
def test_where_nobody_is_drawn_who_sends_it_the_wait_is_unknown_all_the_same(definition):
    assert procedure(caught(definition)).steps["w"].wait == Wait(unknown=("customer", "third"))


def test_a_condition_is_waited_for_an_unknown_time():
    assert procedure(caught("<conditionalEventDefinition/>")).steps["w"].wait == Wait(unknown=("batch",))


@pytest.mark.parametrize("definition", [timer(), timer("2026-01-01", "timeDate"), timer("R3/PT10H", "timeCycle")])
def test_a_timer_without_a_length_is_an_unknown_wait(definition):
    assert procedure(caught(definition)).steps["w"].wait == Wait(unknown=("batch",))


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("24 hours", "24h"),
        ("7 days", "7 days"),
        ("After 7 days", "7 days"),
        ("Wait 2 working days", "2 working days"),
        ("nach 14 Tagen", "14 days"),
        ("1 ΕΒΔΟΜΑΔΑ", "1 week"),
        ("30min", "30m"),
        ("Nach 3 Werktagen", "3 working days"),
        ("Esperar 10 días hábiles", "10 working days"),
        ("après 5 jours ouvrés", "5 working days"),
        ("3 ημέρες", "3 days"),
        ("2-5 days", "2 days..5 days"),
    ],
)
def test_a_timer_has_the_length_that_its_name_says(name, length):
    wait = procedure(caught(timer(), name)).steps["w"].wait
    assert (str(wait.batch), wait.unknown) == (length, ())


@pytest.mark.parametrize("name", ["every 1st of the month", "at 10:30", "5 to 7 days, or 2 weeks", "day 3", ""])
def test_a_name_that_is_no_length_says_nothing(name):
    assert procedure(caught(timer(), name)).steps["w"].wait.unknown == ("batch",)


@pytest.mark.parametrize(
    "name",
    [
        "Within 2 months",
        "Answer within the next 2 months",
        "2 months at most",
        "max. 2 months",
        "no later than 2 months",
        "up to 2 months",
        "innerhalb von 2 Monaten",
        "binnen 2 Monaten",
        "spätestens nach 2 Monaten",
        "bis zu 2 Monate",
        "2 Monate maximal",
        "uiterlijk 2 maanden",
        "sous 2 mois",
        "au plus tard 2 mois",
        "en un plazo de 2 meses",
        "até 2 meses",
        "entro 2 mesi",
        "ΕΝΤΟΣ 2 ΜΗΝΩΝ",
        "≤ 2 months",
    ],
)
def test_a_timer_whose_name_says_the_most_that_may_pass_is_a_deadline_and_no_wait(name):
    step = procedure(caught(timer(), name)).steps["w"]
    assert step.wait == Wait(unknown=("batch",))
    assert "deadline: 2 months" in step.note


@pytest.mark.parametrize("name", ["Understand 2 months", "Climax 2 months", "Late 2 months", "Frist 2 Monate"])
def test_a_word_that_only_contains_such_a_word_makes_no_deadline(name):
    assert str(procedure(caught(timer(), name)).steps["w"].wait.batch) == "2 months"


def test_a_timer_that_is_defined_runs_as_long_as_its_definition_says_whatever_its_name():
    assert str(procedure(caught(timer("P14D"), "within 2 months")).steps["w"].wait.batch) == "14 days"


def test_a_timer_beside_an_awaited_message_runs_for_the_time_that_its_name_limits():
    named = LIMITED.replace("id='t'", "id='t' name='max 6 weeks'").replace(timer("P6W"), timer())
    assert str(procedure(named, POOLS.format("cu")).steps["t"].wait.customer) == "6 weeks"


def test_a_length_in_words_in_the_definition_counts_and_goes_before_the_name():
    assert str(procedure(caught(timer("24 hours"), "7 days")).steps["w"].wait.batch) == "24h"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('=duration("P14D")', "x", "14 days"),
        ('="P14D"', "x", "14 days"),
        ("${timeout}", "14 days", "14 days"),
        ("172800000L", "x", "2 days"),
    ],
)
def test_a_timer_runs_as_long_as_the_tool_that_drew_it_says(text, name, expected):
    wait = procedure(caught(timer(text), name)).steps["w"].wait
    assert (str(wait.batch), wait.unknown) == (expected, ())


@pytest.mark.parametrize("text", ["${timeout}", "2026-01-01", "P14X"])
def test_a_length_that_nobody_says_stays_unknown(text):
    assert procedure(caught(timer(text), "too late")).steps["w"].wait.unknown == ("batch",)


LIMITED = (
    "<task id='a' name='Ask'/><eventBasedGateway id='g'/><intermediateCatchEvent id='w'><messageEventDefinition/>"
    f"</intermediateCatchEvent><intermediateCatchEvent id='t'>{timer('P6W')}</intermediateCatchEvent>"
    + flows("a g", "g w", "g t")
)


@pytest.mark.parametrize(("sender", "turn"), [("cu", "customer"), ("su", "third")])
def test_a_timer_beside_an_awaited_message_waits_for_whoever_sends_the_message(sender, turn):
    wait = procedure(LIMITED, POOLS.format(sender)).steps["t"].wait
    assert str(getattr(wait, turn)) == "6 weeks", wait


@pytest.mark.parametrize(
    ("event", "turns"),
    [
        ("<messageEventDefinition/>", ("customer", "third")),
        ("<signalEventDefinition/>", ("customer", "third")),
    ],
)
def test_a_timer_beside_a_message_of_nobody_knows_whom_is_not_our_wait(event, turns):
    drawn = LIMITED.replace("<messageEventDefinition/>", event)
    assert procedure(drawn).steps["t"].wait == Wait(unknown=turns)


def test_a_timer_beside_a_message_in_the_customers_lane_waits_for_the_customer():
    lanes = "".join(
        f"<lane id='{id}' name='{name}'>{''.join(f'<flowNodeRef>{held}</flowNodeRef>' for held in holds)}</lane>"
        for id, name, holds in (("c", "Patient", "w"), ("o", "Practice", "agt"))
    )
    drawn = procedure(f"<laneSet>{lanes}</laneSet>{LIMITED}")
    assert str(drawn.steps["t"].wait.customer) == "6 weeks"
    ours = procedure(f"<laneSet>{lanes.replace('Patient', 'Reception')}</laneSet>{LIMITED}")
    assert ours.steps["t"].wait.unknown == ("customer", "third")


def test_a_timer_beside_a_condition_is_ours():
    drawn = LIMITED.replace("<messageEventDefinition/>", "<conditionalEventDefinition/>")
    assert str(procedure(drawn).steps["t"].wait.batch) == "6 weeks"


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ("Book appointment", "Go to town hall", "batch"),
        ("Agree on a date", "Attend the interview", "batch"),
        ("Termin vereinbaren", "Unterlagen vorlegen", "batch"),
        ("Send claim", "Receive payment", "batch"),
        ("Send claim", "Ask where the claim is", "batch"),
        ("Send claim", "Chase the claim", "batch"),
        ("Read contract", "Sign contract", "customer"),
    ],
)
def test_a_timer_in_the_customers_lane_is_our_turn_where_the_customer_has_to_wait_for_us(before, after, turn):
    lane = "<lane id='l' name='Customer'>{}</lane>".format("".join(f"<flowNodeRef>{id}</flowNodeRef>" for id in "awz"))
    drawn = (
        f"<laneSet>{lane}</laneSet><task id='a' name='{before}'/>{caught(timer('P4W'))}<task id='z' name='{after}'/>"
    )
    wait = procedure(drawn + flows("a w", "w z")).steps["w"].wait
    assert str(getattr(wait, turn)) == "4 weeks", wait


def test_a_customer_who_limits_the_wait_for_our_answer_waits_for_us():
    pools = """<collaboration><participant id='cu' name='Customer' processRef='p'/>
        <participant id='us' name='Legal department'/><messageFlow id='m' sourceRef='us' targetRef='w'/>
        </collaboration>"""
    wait = procedure(LIMITED, pools).steps["t"].wait
    assert (wait.customer, str(wait.queue)) == (None, "6 weeks")


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("Wait 5 weeks", "5 weeks"),
        ("5 weeks", "5 weeks"),
        ("Waiting time: 5 weeks", "5 weeks"),
        ("5 weeks later", "5 weeks"),
        ("5 Wochen warten", "5 weeks"),
        ("Attendre 5 semaines", "5 weeks"),
        ("Wait about 10 working days", "10 working days"),
    ],
)
def test_a_task_that_is_only_a_length_of_time_is_a_wait(name, length):
    step = procedure(f"<task id='a'/><task id='w' name='{name}'/><task id='z'/>" + flows("a w", "w z")).steps["w"]
    assert (step.kind.value, str(step.wait.batch)) == ("event", length)


@pytest.mark.parametrize(
    "name", ["Answer within 5 weeks", "Wait for the reply 5 weeks", "Wait", "Read 24h log", "Day 3"]
)
def test_a_task_that_says_more_than_a_length_of_time_stays_a_task(name):
    step = procedure(f"<task id='a'/><task id='w' name='{name}'/><task id='z'/>" + flows("a w", "w z")).steps["w"]
    assert (step.kind.value, step.wait) == ("task", None)


def test_customers_who_only_wait_have_nothing_to_do():
    lane = "<laneSet><lane id='l' name='Customer'><flowNodeRef>w</flowNodeRef></lane></laneSet>"
    wait = procedure(lane + "<task id='a'/><task id='w' name='Wait 5 weeks'/>" + flows("a w")).steps["w"].wait
    assert (wait.customer, str(wait.batch)) == (None, "5 weeks")


def test_a_timer_on_a_task_of_the_customer_is_a_deadline_for_the_customer():
    event = f"<boundaryEvent id='b' name='too late' attachedToRef='a'>{timer('P7D')}</boundaryEvent>"
    lane = "<laneSet><lane id='l' name='Customer'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    drawn = procedure(lane + "<task id='a'/><task id='z'/>" + event + flows("a z"))
    wait = drawn.steps["a"].wait
    assert (str(wait.deadline), wait.otherwise, wait.unknown) == ("7 days", "too late", ("customer",))
    assert drawn.steps["b"].wait is None


def test_a_timer_on_a_task_of_ours_is_a_deadline_of_ours_and_nobodys_wait():
    event = f"<boundaryEvent id='b' attachedToRef='a'>{timer('P7D')}</boundaryEvent>"
    lane = "<laneSet><lane id='l' name='Desk'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    drawn = procedure(lane + "<task id='a'/><task id='z'/>" + event + flows("a z"))
    assert (drawn.steps["a"].wait, drawn.steps["b"].wait) == (None, None)
    assert drawn.steps["a"].note == "deadline: 7 days"
