"""Drawings looked at by eye, lane by lane and flow by flow, are what the program makes of them.

What stands here was worked out from the XML before the program was run. A gateway or event counts as its lane's;
`handoffs` are the flows drawn from one lane of ours straight to another, `crossings` those between the customer's
lane and ours, `messages` the message flows between a step and the other side of the counter. `measured` is what
the measures `handoffs` and `contacts` have to give; it stands where every step is visited exactly once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure, Side, StepKind
from frictionaudit.sources import read_all

CAMUNDA = "bpmn/camunda-7-code-examples"
GREEK = "bpmn/greek-public-sector"
OFFICE = "bpmn/brandenburg-mik/processes/internal"
SPIFF = "bpmn/SpiffWorkflow/tests/SpiffWorkflow/bpmn/data"
STUDENTS = "bpmn/bpmn-for-research/BPMN_for_Research/German"
DISPATCH = f"{STUDENTS}/01-Vorbereitung-des-Warenversands/02-Ergebnisse"
RECOURSE = f"{STUDENTS}/02-Regressnahme/02-Ergebnisse"
TOOL = "bpmn/bpmn-visualization-js/test/fixtures/bpmn"
BACK, FRONT, CUSTOMER, THIRD = "backstage", "frontstage", "customer", "third"


@dataclass(frozen=True)
class Seen:
    """What the eye sees of one process; `process` is its pool or its id, empty where the file holds one only."""

    file: str
    why: str
    parties: tuple[tuple[str, str], ...]
    tasks: dict[str | None, int]
    process: str = ""
    handoffs: int = 0
    crossings: int = 0
    messages: int = 0
    measured: tuple[float, float] | None = None
    wrong: str = ""
    """What the program gets wrong about the sides."""


SEEN = (
    Seen(
        "travel-approvals/declaration_documents.bpmn",
        "Five lanes, no message. To the administration, the budget owner, back to the employee (twice), supervisor"
        " and director there and back, back to the administration. 'Employee' alone does not say customer.",
        (
            ("Employee", BACK),
            ("Travel Administration", BACK),
            ("Budget Owner", BACK),
            ("Supervisor", BACK),
            ("Director", BACK),
        ),
        {"Employee": 3, "Travel Administration": 2, "Budget Owner": 1, "Supervisor": 1, "Director": 1},
        handoffs=9,
    ),
    Seen(
        f"{OFFICE}/GF-Neue-Akten-beantragen.bpmn",
        "Two pools, a chain each. The other pool is the applicant ('Referat N.N. / Antragsteller'): the mail comes"
        " from there and the answer goes back, so this pool stands at the counter.",
        (("Referat 17", FRONT), ("Referat N.N. / Antragsteller", CUSTOMER)),
        {"Referat 17": 1},
        process="Referat 17",
        messages=2,
        measured=(0, 2),
    ),
    Seen(
        f"{OFFICE}/Geschäftsgang-Urlaubs-oder Zeitausgleichsantrag.bpmn",
        "Three pools. The applicant's mail starts this one and the refusal goes back to the applicant; the message to"
        " the superior leaves the pool as a whole and meets no customer.",
        (("Stellvertreter", FRONT), ("Antragssteller", CUSTOMER), ("Vorgesetzte/r/ RL", THIRD)),
        {"Stellvertreter": 2},
        process="Stellvertreter",
        messages=2,
    ),
    Seen(
        f"{GREEK}/ex6team32-strategic.bpmn",
        "A chain through four lanes: clerk, directorate, head (the wait is the head's), board, directorate. The"
        " department that orders and is informed is another pool, and a part of the same house.",
        (
            ("ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ", BACK),
            ("ΔΙΕΥΘΥΝΣΗ", BACK),
            ("ΠΡΟΪΣΤΑΜΕΝΟΣ", BACK),
            ("ΣΥΛΛΟΓΙΚΟ ΟΡΓΑΝΟ", BACK),
            ("ΑΡΜΟΔΙΟ ΤΜΗΜΑ", BACK),
        ),
        {"ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ": 2, "ΔΙΕΥΘΥΝΣΗ": 4, "ΠΡΟΪΣΤΑΜΕΝΟΣ": 1, "ΣΥΛΛΟΓΙΚΟ ΟΡΓΑΝΟ": 1},
        handoffs=4,
        measured=(4, 0),
    ),
    Seen(
        f"{GREEK}/ex7team32.bpmn",
        "The same plan with its ways back, all of them within the directorate: clerk to directorate, to the head and"
        " back. The board is a pool of its own now; the sub-process"
        " that a message starts ends the rest: one more task of the directorate, to which a flow leads from the clerk.",
        (
            ("ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ", BACK),
            ("ΔΙΕΥΘΥΝΣΗ", BACK),
            ("ΠΡΟΙΣΤΑΜΕΝΟΣ", BACK),
            ("ΑΡΜΟΔΙΟ ΤΜΗΜΑ", BACK),
            ("ΣΥΛΛΟΓΙΚΟ ΟΡΓΑΝΟ", THIRD),
        ),
        {"ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ": 2, "ΔΙΕΥΘΥΝΣΗ": 12, "ΠΡΟΙΣΤΑΜΕΝΟΣ": 1},
        process="Process_0h8i52f",
        handoffs=4,
    ),
    Seen(
        f"{GREEK}/Sandalidis_A.bpmn",
        "A taxi driver and the customer as a black box; all six messages run between a step and the customer."
        " Eight tasks and three more in the sub-process.",
        (("ΤΑΞΙΤΖΗΣ", FRONT), ("ΠΕΛΑΤΗΣ", CUSTOMER)),
        {"ΤΑΞΙΤΖΗΣ": 11},
        messages=6,
    ),
    Seen(
        f"{GREEK}/ex2team32.bpmn",
        "The clerk's chain of eight tasks and three that a system does, five of all in a sub-process."
        " Only the papers that start it come from the"
        " beneficiary; the finished act goes to the head, who is another pool.",
        (
            ("ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ", FRONT),
            ("ΔΙΚΑΙΟΥΧΟΣ", CUSTOMER),
            ("ΠΡΟΪΣΤΑΜΕΝΟΣ ΤΜΗΜΑΤΟΣ ΕΙΔΙΚΟΥ ΛΗΞΙΑΡΧΕΙΟΥ", THIRD),
        ),
        {"ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ": 8},
        process="ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ",
        messages=1,
        measured=(0, 1),
    ),
    Seen(
        f"{GREEK}/ex2team32.bpmn",
        "The same from the beneficiary's side: sends to the clerk, hears from the head; whom the customer meets is at"
        " the counter.",
        (
            ("ΔΙΚΑΙΟΥΧΟΣ", CUSTOMER),
            ("ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ", FRONT),
            ("ΠΡΟΪΣΤΑΜΕΝΟΣ ΤΜΗΜΑΤΟΣ ΕΙΔΙΚΟΥ ΛΗΞΙΑΡΧΕΙΟΥ", FRONT),
        ),
        {"ΔΙΚΑΙΟΥΧΟΣ": 2},
        process="ΔΙΚΑΙΟΥΧΟΣ",
        messages=2,
        measured=(0, 2),
    ),
    Seen(
        f"{CAMUNDA}/one-time-examples/invoice-en/src/main/resources/camunda-invoice-en-collaboration.bpmn",
        "Assistant to approver, approver to accountant or back to the assistant, assistant to approver again. The"
        " five messages go to a pool that is no customer.",
        (("Approver", BACK), ("Team Assistant", BACK), ("Accountant", BACK), ("Team-Assistant", BACK)),
        {"Approver": 1, "Team Assistant": 2, "Accountant": 1},
        process="camunda-invoice-en-collaboration",
        handoffs=4,
    ),
    Seen(
        f"{CAMUNDA}/one-time-examples/omg-bpmn-model-interchange-demos/loan-request-handling/src/test/resources/"
        "Final Model.bpmn",
        "Branch office to manager to IT. Its two boundary events stand in no lane, but lead back to the lane of their"
        " host. One of its tasks only receives."
        " The offer goes to the customer and comes back signed: only the branch office meets the customer.",
        (("Branch office", FRONT), ("Branch office manager", BACK), ("IT", BACK), ("Customer", CUSTOMER)),
        {"Branch office": 2, "Branch office manager": 1},
        process="Bank",
        handoffs=2,
        messages=2,
    ),
    Seen(
        f"{CAMUNDA}/one-time-examples/omg-bpmn-model-interchange-demos/loan-request-handling/src/test/resources/"
        "Final Model.bpmn",
        "The customer's process holds events only: one hears from the bank, one sends to it, each once.",
        (("Customer", CUSTOMER), ("Bank", FRONT)),
        {},
        process="Customer",
        messages=2,
        measured=(0, 2),
    ),
    Seen(
        f"{CAMUNDA}/one-time-examples/2015-01-webinars/webinar-tasklist/src/main/resources/VacationRequest.bpmn",
        "The boss decides; only the way from the boss's gateway to the booking goes to the other lane.",
        (("Boss", BACK), ("Human Resources", BACK)),
        {"Boss": 1, "Human Resources": 1},
        handoffs=1,
    ),
    Seen(
        f"{CAMUNDA}/one-time-examples/counterparty-onboarding/src/main/resources/additional-approval.bpmn",
        "The boundary event is listed in the team's lane: from it to the management, and from there back to the"
        " team's gateway.",
        (("Working Team", BACK), ("Management", BACK)),
        {"Working Team": 3, "Management": 1},
        handoffs=2,
    ),
    Seen(
        f"{CAMUNDA}/snippets/DMN-DRD-Showcase/src/main/resources/Checkin.bpmn",
        "The customer is a lane of the hotel's pool. A chain of two tasks, one for each: one step over the counter.",
        (("Front desk employee", FRONT), ("Customer", CUSTOMER)),
        {"Front desk employee": 1, "Customer": 1},
        crossings=1,
        measured=(0, 1),
    ),
    Seen(
        f"{SPIFF}/lanes.bpmn",
        "A asks, B asks back or not, A answers, B does it, C tests. The task in the sub-process belongs to C, whose"
        " lane lists the sub-process; the inner lane set of B is empty.",
        (("A", BACK), ("B", BACK), ("C", BACK)),
        {"A": 2, "B": 2, "C": 2},
        handoffs=4,
    ),
    Seen(
        f"{SPIFF}/Approvals.bpmn",
        "Both lanes list ids without the prefix that the elements bear, so the file puts no task in a lane, and"
        " nothing is guessed. The other pools, one of them without a name, are other people's.",
        (
            ("Supervisor", BACK),
            ("Manager", BACK),
            ("", THIRD),
            ("Approvals", THIRD),
            ("Parallel Approvals SP", THIRD),
        ),
        {None: 2},
        process="First Approval Wins",
    ),
    Seen(
        f"{TOOL}/bpmn-rendering/pools.01.labels.and.lanes.bpmn",
        "Start, task and end in three lanes, the last without a name: nobody works in two of them."
        " The lane that holds two empty lanes holds"
        " nothing itself and is no party.",
        (
            ("Lane 1", BACK),
            ("Lane 2", BACK),
            ("Pool 1", BACK),
            ("Lane with children", BACK),
            ("Child Lane", BACK),
        ),
        {"Lane 2": 1},
        handoffs=2,
        measured=(0, 0),
    ),
    Seen(
        f"{TOOL}/xml-parsing/trisotech-bpmn-modeler-6.2.0_A.4.0-export.bpmn",
        "Lanes without a pool. Two ways leave Task 3 without a gateway, so both are taken and all is visited once;"
        " one of them leads to the sub-process in the other lane. Both messages go to a pool that is no customer.",
        (("Lane 1", BACK), ("Lane 2", BACK), ("Pool", THIRD)),
        {"Lane 1": 3, "Lane 2": 1},
        process="A.4.0",
        handoffs=1,
        measured=(1, 0),
    ),
    Seen(
        f"{DISPATCH}/Warenversand_1e28de1a88784b10a903a7e8976ac399.bpmn",
        "Two nameless outer lanes: what one lists is not in the drawing, the other lists nothing. Secretary to store"
        " and back and to store, secretary to logistics and back; the start is lost.",
        (("Sekretariat", BACK), ("Lagerarbeiter", BACK), ("Logistikleiter", BACK)),
        {"Sekretariat": 2, "Lagerarbeiter": 2, "Logistikleiter": 1},
        handoffs=5,
    ),
    Seen(
        f"{DISPATCH}/Warenversand_ff1c951aea4941338170f13738f6cebb.bpmn",
        "The carrier is a lane of a pool that bears the name of its process, and so is no organisation. To logistics"
        " and back, from the store to the secretary's end; the flow to the packing has no source and is none.",
        (("Sekretariat", BACK), ("Spediteur", THIRD), ("Logistikleiter", BACK), ("Lagerarbeiter", BACK)),
        {"Sekretariat": 6, "Spediteur": 3, "Logistikleiter": 1, "Lagerarbeiter": 2},
        handoffs=3,
    ),
    Seen(
        f"{RECOURSE}/Regressnahme_53399a67d93d4731b93ffa14ed193dc4.bpmn",
        "One nameless lane and two black boxes. Demand out, money or objection in: three messages with the insured."
        " The fourth goes to the collectors.",
        (("Versicherung", FRONT), ("Versicherungsnehmer", CUSTOMER), ("Moskau Inkasso", THIRD)),
        {"Versicherung": 5},
        messages=3,
    ),
    Seen(
        f"{RECOURSE}/regress_56c74d98459d4fefa479c5bac764e693.bpmn",
        "Insured and collectors are lanes with nothing but an end in them: one flow over the counter, one to the"
        " collectors, who are not ours: a pool with the lane of the insured is not one organisation.",
        (("Versicherungsnehmer", CUSTOMER), ("Inkasso-Dienstleister", THIRD), ("Sachbearbeiter", FRONT)),
        {"Sachbearbeiter": 5},
        crossings=1,
    ),
    Seen(
        f"{RECOURSE}/regress_c87879c7a3aa41c8a9ffb9f511ea5873.bpmn",
        "Two lanes in a nameless pool. Two ways lead to the insured's gateway and one comes back from the objection.",
        (("Sachbearbeiter Versicherung", FRONT), ("Versicherungsnehmer", CUSTOMER)),
        {"Sachbearbeiter Versicherung": 6, "Versicherungsnehmer": 1},
        crossings=3,
    ),
    Seen(
        "tiny/running-example.bpmn",
        "Neither pool nor lane: eight tasks that nobody is named for, and so no hand-off that could be seen.",
        (),
        {None: 8},
    ),
)


def cases(*, sides: bool) -> list:
    """One parameter for each process; where the eye is right about a side and the program is not, it has to fail."""
    fails = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=seen.wrong) for seen in SEEN]
    return [
        pytest.param(
            seen,
            id="-".join(filter(None, (Path(seen.file).stem[:24], seen.process))),
            marks=[fail] if seen.wrong and sides else [],
        )
        for seen, fail in zip(SEEN, fails, strict=True)
    ]


def found(folder: Path, seen: Seen) -> Procedure:
    if seen.process:
        (reading,) = read_all(folder / seen.file, pool=seen.process)
        return reading.procedure
    (reading,) = read_all(folder / seen.file)
    return reading.procedure


def is_ours(side: Side | None) -> bool:
    return side is not None and side.ours


def across(*sides: Side | None) -> bool:
    """Whether these are the customer and one of us."""
    return Side.CUSTOMER in sides and any(map(is_ours, sides))


@pytest.mark.parametrize("seen", cases(sides=False))
def test_lanes_and_the_ways_between_them(shared_data, seen):
    procedure = found(shared_data, seen)
    graph, parties, steps = FrictionGraph(procedure), procedure.parties, procedure.steps
    assert sorted(party.name or "" for party in parties.values()) == sorted(name for name, _ in seen.parties)
    tasks: Counter[str | None] = Counter()
    for party, held in graph.lanes.items():
        name = None if party is None else parties[party].name or ""
        tasks[name] += sum(steps[step].kind is StepKind.TASK for step in held)
    assert +tasks == seen.tasks
    passed = [arc for arc in graph.arcs if is_ours(procedure.side(arc.source)) and is_ours(procedure.side(arc.target))]
    assert sum(steps[arc.source].by != steps[arc.target].by for arc in passed) == seen.handoffs


@pytest.mark.parametrize("seen", cases(sides=True))
def test_sides_and_what_passes_over_the_counter(shared_data, seen):
    procedure = found(shared_data, seen)
    side, parties = procedure.side, procedure.parties
    assert sorted((party.name or "", party.side.value) for party in parties.values()) == sorted(seen.parties)
    assert sum(across(side(arc.source), side(arc.target)) for arc in FrictionGraph(procedure).arcs) == seen.crossings
    told = [(id, who) for id, step in procedure.steps.items() for who in (*step.sends_to, *step.receives_from)]
    assert sum(across(side(id), parties[who].side) for id, who in told) == seen.messages


@pytest.mark.parametrize("seen", [case for case in cases(sides=True) if case.values[0].measured])
def test_where_every_step_is_visited_once_the_measures_are_the_number_of_arcs(shared_data, seen):
    subject = Subject(found(shared_data, seen))
    assert [subject.visits(step).value for step in subject.procedure.steps] == pytest.approx(
        [1] * len(subject.procedure.steps)
    )
    measures = Measures(subject)
    assert (measures["handoffs"].value, measures["contacts"].value) == pytest.approx(seen.measured)


def test_an_event_on_the_border_of_a_task_belongs_to_the_lane_of_the_task(shared_data):
    (bank,) = (seen for seen in SEEN if seen.process == "Bank")
    assert None not in FrictionGraph(found(shared_data, bank)).lanes


def test_at_least_twenty_files_were_looked_at():
    assert len({seen.file for seen in SEEN}) >= 20


@dataclass(frozen=True)
class SeenWhole:
    """What the eye sees of a collaboration: the order in which a case meets the parties, and what it adds up to.

    `route` is the party of each task and event in the order of the flows and messages, each run of one party once.
    """

    file: str
    why: str
    route: tuple[str, ...]
    measured: dict[str, float]


WHOLE = (
    SeenWhole(
        f"{GREEK}/ex2team32.bpmn",
        "The beneficiary sends the papers and waits; the clerk checks, approves, lets the system search, register and"
        " print, and sends the act to the head; the head signs, and the end of that pool is the message for which the"
        " beneficiary waits. Two tasks of the beneficiary, eight of the clerk, one of the head; two messages over the"
        " counter, one hand-off. Every step is on the way of every case.",
        ("ΔΙΚΑΙΟΥΧΟΣ", "ΑΡΜΟΔΙΟΣ ΥΠΑΛΛΗΛΟΣ", "ΠΡΟΪΣΤΑΜΕΝΟΣ ΤΜΗΜΑΤΟΣ ΕΙΔΙΚΟΥ ΛΗΞΙΑΡΧΕΙΟΥ", "ΔΙΚΑΙΟΥΧΟΣ"),
        {"customer_steps": 2, "staff_steps": 9, "contacts": 2, "handoffs": 1},
    ),
    SeenWhole(
        f"{OFFICE}/GF-Neue-Akten-beantragen.bpmn",
        "The applicant looks up a number and writes a mail, the office opens the file, and its end is the mail for"
        " which the applicant waits.",
        ("Referat N.N. / Antragsteller", "Referat 17", "Referat N.N. / Antragsteller"),
        {"customer_steps": 2, "staff_steps": 1, "contacts": 2, "handoffs": 0},
    ),
)


@pytest.mark.parametrize("seen", WHOLE, ids=lambda seen: Path(seen.file).stem[:24])
def test_a_collaboration_is_one_procedure_from_end_to_end(shared_data, seen):
    (reading,) = read_all(shared_data / seen.file)
    procedure = reading.procedure
    (step,) = procedure.starts
    route = [procedure.steps[step].by]
    while procedure.steps[step].next:
        ends = [flow.to for flow in procedure.steps[step].next if procedure.steps[flow.to].kind is StepKind.END]
        on = [flow.to for flow in procedure.steps[step].next if flow.to not in ends or len(ends) == 1]
        step = next((target for target in on if target not in ends), on[0])
        by = procedure.steps[step].by
        if by not in (None, route[-1]):
            route.append(by)
    assert tuple(procedure.parties[party].name for party in route) == seen.route
    subject = Subject(procedure)
    assert {round(subject.visits(step).value, 9) for step in procedure.steps} == {1}
    measures = Measures(subject)
    assert {key: measures[key].value for key in seen.measured} == pytest.approx(seen.measured)
