"""Questionnaires: printed, filled in, read back; and answers that do not fit are told with their place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frictionaudit.application.audit import Sources, audit
from frictionaudit.application.measure import measure
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.domain.quantities import Assumed, Measured
from frictionaudit.errors import InputError
from frictionaudit.exports import questionnaire
from frictionaudit.sources import answers, find
from frictionaudit.sources.page import read
from frictionaudit.sources.yaml_tree import parse
from tests.building import procedure, random_steps
from tests.conftest import run
from tests.gold_files import assert_gold
from tests.properties.procedures import procedures
from tests.properties.test_audit_laws import LAW

DRAWING = """\
id: renew
title: Renew the card
parties:
  customer: {side: customer}
  desk: {side: frontstage, name: The desk}
forms:
  form: {name: Renewal form}
steps:
  begin: {kind: start, name: Card runs out, next: fill}
  fill: {name: Fill in the form, by: customer, asks: form, next: check}
  check:
    name: Check the form
    by: desk
    next:
      - {to: tell, when: all is there}
      - {to: fill, when: something is missing}
  tell: {name: Send the card, by: desk, next: done}
  done: {kind: end, name: Card received}
"""
FILLED = {
    "volume": "1000 per year",
    "forms.form.fields": "[{data: name}, {data: address}]",
    "parties.desk.cost": "30 GBP/h",
    "steps.check.next.fill.share": "{value: 0.2, measured: {n: 50, period: 2025, source: mailbox}}",
    "steps.fill.effort.fill": "10m",
    "steps.check.effort.work": "{value: 5m..7m, assumed: said by the team}",
    "steps.tell.effort.work": "1m",
    "steps.check.wait.queue": "2 days",
    "steps.fill.wait.customer": "1 day",
    "steps.check.disruptions": "[]",
}


@pytest.fixture
def drawing() -> Reading:
    return read(DRAWING.encode(), "renew.yaml")


def asked(reading: Reading) -> str:
    return questionnaire.write(audit(Sources((reading,), (), ()), ask=True).procedures[0])


def questions(reading: Reading) -> list[str]:
    return [question.id for question in audit(Sources((reading,), (), ()), ask=True).procedures[0].missing]


def filled(text: str, given: dict[str, str]) -> str:
    """The questionnaire with values put behind the empty keys, each found by its path."""
    lines, path = [], []
    for line in text.splitlines():
        found = re.match(r"^( *)((?:- )?)([\w-]+):(.*)$", line)
        if not found or line.lstrip().startswith("#"):
            lines.append(line)
            continue
        depth = len(found[1]) + len(found[2])
        path = [(at, key) for at, key in path if at < depth and not (found[2] and at >= len(found[1]))]
        if found[2]:
            path.append((len(found[1]), found[4].strip()))
        path.append((depth, found[3]))
        if path[-1][1] == "to":
            path.pop()
        value = given.get(".".join(key for _, key in path), "") if not found[4] else ""
        lines.append(f"{line} {value}".rstrip())
    return "\n".join(lines) + "\n"


def answered(reading: Reading, text: str) -> Reading:
    return answers.fill(reading, answers.read(text.encode(), "renew.answers.yaml"))


def problems(reading: Reading, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        answered(reading, text)
    return [str(problem) for problem in caught.value.problems]


def test_a_questionnaire_reads_like_this(drawing):
    assert_gold("renew.answers.yaml", asked(drawing))


def test_what_was_asked_and_filled_in_is_read_back_and_nothing_is_missing(drawing):
    assert set(questions(drawing)) == set(FILLED)
    after = answered(drawing, filled(asked(drawing), FILLED))
    assert questions(after) == []
    (before_,), (after_,) = (measure(Sources((reading,), (), ())) for reading in (drawing, after))
    assert before_.measures["customer_minutes"].value is None
    # one case in five is filled in again, and so on: 1 / (1 − 0.2) = 1.25 visits
    assert after_.measures["customer_minutes"].value == pytest.approx(12.5)
    assert after_.measures["staff_minutes"].value == pytest.approx(1.25 * 6 + 1)
    assert after_.measures["staff_minutes"].evidence.assumed == ("said by the team",)
    assert after_.measures["staff_cost"].value == pytest.approx(8.5 / 2)
    assert after_.measures["fields"].value == pytest.approx(2.5)
    assert after_.measures["wait_ours"].value == pytest.approx(1.25 * 2880)
    assert after_.measures["customer_hours_year"].value == pytest.approx(12.5 * 1000 / 60)
    assert after_.measures["customer_minutes"].evidence.unknown == ()


def test_a_questionnaire_left_empty_changes_nothing(drawing):
    after = answered(drawing, asked(drawing))
    assert after.procedure == drawing.procedure
    assert after.notes == ("0 values filled in from renew.answers.yaml",)


def test_answers_keep_their_evidence_and_the_last_way_takes_the_rest_with_it(drawing):
    steps = answered(drawing, filled(asked(drawing), FILLED)).procedure.steps
    fill, tell = steps["check"].next
    assert (fill.to, fill.share.value, fill.share.evidence.n) == ("fill", 0.2, 50)
    assert (tell.to, tell.share.value) == ("tell", 0.8)
    assert tell.share.evidence == fill.share.evidence
    assert isinstance(tell.share.evidence, Measured)
    assert isinstance(steps["check"].effort.work.evidence, Assumed)
    assert tell.when == "all is there"


def test_an_answer_takes_the_place_of_what_was_said_and_leaves_what_stands_beside_it():
    page = DRAWING.replace("asks: form,", "asks: form, effort: {understand: 3m, fill: {value: 9m, assumed: a guess}},")
    answer = "steps: {fill: {effort: {fill: {value: 7m, measured: {n: 9, period: 2025, source: x}}}}}"
    effort = answered(read(page.encode(), "p"), answer).procedure.steps["fill"].effort
    assert (str(effort.understand), str(effort.fill), effort.fill.evidence.n) == ("3m", "7m", 9)
    assert answered(read(page.encode(), "p"), "steps: {fill: {effort: {}}}").procedure.steps["fill"].effort == (
        type(effort)()
    )


def test_new_parties_and_papers_come_with_the_answers_where_they_are_meant(drawing):
    text = """\
parties: {courier: {side: third}}
documents: {card: {name: The old card}}
steps: {tell: {by: courier}, fill: {asks: [form, card]}}
promises: [{from: fill, to: tell, within: 5 days}]
"""
    after = answered(drawing, text).procedure
    assert after.steps["tell"].by == "courier"
    assert after.documents["card"].name == "The old card"
    assert [promise.key for promise in after.promises] == ["fill>tell"]


@pytest.mark.parametrize("text", ["", "steps:\n", "steps: {}\n", "steps: {fill: {}}\n", "volume: ~\n", "id: renew\n"])
def test_answers_that_say_nothing_change_nothing(drawing, text):
    assert answered(drawing, text).procedure == drawing.procedure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("volume: many", "1:9: volume: 'many' is not a number of cases per period"),
        ("steps:\n  chek: {by: desk}", "2:3: there is no step 'chek' (did you mean 'check'?)"),
        (
            "steps:\n  fill:\n    effort:\n      fill: soon",
            "4:13: steps.fill.effort.fill: 'soon' is not a time",
        ),
        (
            "steps:\n  fill:\n    effrt: {fill: 5m}",
            "3:5: there is no key 'effrt' in steps.fill (did you mean 'effort'?)",
        ),
        ("steps: {check: {next: [{to: tel, share: 0.1}]}}", "1:24: there is no flow from 'check' to 'tel'"),
        ("steps: {check: {next: [{to: tell, share: 80}]}}", "1:42: steps.check.next.tell.share: 80 is not a share"),
        ("steps: {check: {next: {to: tell, share: x}}}", "share: 'x' is not a share"),
        ("steps: {check: {by: dsk}}", "1:21: there is no party 'dsk' (did you mean 'desk'?)"),
        ("parties: {dsk: {cost: 3 GBP/h}}", "1:11: there is no party 'dsk' (did you mean 'desk'?"),
        ("forms: {from: {fields: []}}", "1:9: there is no form 'from'"),
        ("parties: {customer: {cost: 1 GBP/h}, desk: {cost: 3 EUR/h}}", "1:51: mixed currencies"),
        ("steps: 5", "1:8: steps: expected named parts, found 5"),
        ("volume: {assumed: a guess}", "volume"),
        ("- a", "1:1: answers have the named parts of a page"),
        ("a: 1\na: 2", "2:1: 'a' is defined twice"),
        ("a: [", "'[' is not closed"),
    ],
)
def test_a_wrong_answer_is_told_with_its_place(drawing, text, told):
    (first, *_) = problems(drawing, text)
    assert first.startswith("renew.answers.yaml:")
    assert told in first


def test_all_wrong_answers_are_told_at_once_in_the_order_of_lines(drawing):
    told = problems(drawing, "volume: many\nsteps:\n  chek: {by: desk}\n  fill: {effort: {fill: soon}}\n")
    assert [re.search(r":(\d+):", one)[1] for one in told] == ["1", "3", "4"]


def test_a_name_cannot_break_out_of_its_comment(drawing):
    page = DRAWING.replace("Check the form", '"x\\nid: evil\\u2028volume: 3 per day\\x85 #\\e"').replace(
        "Renew the card", '"T\\nid: evil"'
    )
    text = asked(read(page.encode(), "p"))
    assert parse(text.encode(), "p").value["id"] == "renew"
    assert answered(read(page.encode(), "p"), text).procedure == read(page.encode(), "p").procedure


def test_ten_questions_are_asked_unless_all_are_wanted():
    reading = Reading(procedure(random_steps(1, 30)), {})
    done = audit(Sources((reading,), (), ()), ask=True).procedures[0]
    assert questionnaire.write(done).count("Answer:") == 10
    assert questionnaire.write(done, everything=True).count("Answer:") == len(done.missing) > 10
    assert "more with --all" in questionnaire.write(done)


@LAW
@given(procedures)
def test_every_procedure_can_be_asked_about_and_each_question_has_its_place(procedure):
    reading = Reading(procedure, {})
    done = audit(Sources((reading,), (), ()), ask=True).procedures[0]
    text = questionnaire.write(done, everything=True)
    assert parse(text.encode(), "p").value["id"] == procedure.id
    assert answered(reading, text).procedure == procedure
    assert all(0 < question.weight < float("inf") for question in done.missing)
    assert len({question.id for question in done.missing}) == len(done.missing)


VALUES = {"share": "0", "cost": "30 GBP/h", "fields": "[]", "volume": "100 per year", "disruptions": "[]"}


@LAW
@given(procedures, st.data())
def test_each_question_can_be_answered_and_is_not_asked_again(procedure: Procedure, data):
    reading = Reading(procedure, {})
    done = audit(Sources((reading,), (), ()), ask=True).procedures[0]
    if not done.missing:
        return
    question = data.draw(st.sampled_from(done.missing))
    value = sorted(procedure.parties)[0] if question.path[-1] == "by" and procedure.parties else None
    if question.path[-1] == "by" and value is None:
        return
    alone = done.model_copy(update={"missing": (question,)})
    value = value or VALUES.get(question.path[-1], "5m")
    text = "\n".join(
        f"{line} {value}" if line.strip() == f"{question.path[-1]}:" else line
        for line in questionnaire.write(alone).splitlines()
    )
    after = answered(reading, text)
    assert after.procedure != procedure
    assert question.id not in questions(after)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "renew.yaml").write_text(DRAWING)
    return tmp_path


def test_ask_prints_the_questionnaire_and_nothing_else(folder):
    printed = run("audit", "renew.yaml", "--ask")
    assert printed.exit_code == 0
    assert_gold("renew.answers.yaml", printed.stdout)


def test_the_questions_are_in_the_json_where_they_are_asked_for(folder):
    plain, asking = (
        json.loads(run("audit", "renew.yaml", "--format", "json", *more).stdout) for more in ([], ["--ask"])
    )
    assert plain["procedures"][0]["missing"] == []
    first = asking["procedures"][0]["missing"][0]
    assert first["weight"] >= asking["procedures"][0]["missing"][-1]["weight"] > 0
    assert first["path"][0] == "steps"


def test_a_folder_gets_a_questionnaire_for_each_procedure_and_they_are_no_pages(folder):
    (folder / "other.yaml").write_text(DRAWING.replace("id: renew", "id: other"))
    (folder / "twin.yaml").write_text(DRAWING)
    assert run("audit", ".", "--ask").exit_code == 2
    assert "several-pages" in run("audit", ".", "--ask").stderr
    assert run("audit", ".", "--ask", "-o", ".").exit_code == 0
    written = sorted(path.name for path in folder.glob("*.answers.yaml"))
    assert written == ["other.answers.yaml", "renew-2.answers.yaml", "renew.answers.yaml"]
    assert [path.name for path in find([Path()]).files] == ["other.yaml", "renew.yaml", "twin.yaml"]
    assert run("audit", ".", "--ask", "-o", ".").exit_code == 2  # nothing is overwritten


def test_answers_go_to_the_procedure_that_they_name(folder):
    (folder / "other.yaml").write_text(DRAWING.replace("id: renew", "id: other"))
    (folder / "a.answers.yaml").write_text("id: other\nvolume: 77 per year\n")
    audits = json.loads(run("audit", ".", "--answers", "a.answers.yaml", "--format", "json").stdout)["procedures"]
    noted = {one["id"]: one["notes"] for one in audits}
    assert noted == {"other": ["1 value filled in from a.answers.yaml"], "renew": []}
    (folder / "b.answers.yaml").write_text("# nobody\nid: third\n")
    lost = run("audit", ".", "--answers", "b.answers.yaml")
    assert (lost.exit_code, "b.answers.yaml:2:5: the answers are for 'third'" in lost.stderr) == (3, True)
    (folder / "c.answers.yaml").write_text("volume: 77 per year\n")
    assert "unmatched-answers" in run("audit", ".", "--answers", "c.answers.yaml").stderr
    assert run("audit", "renew.yaml", "--answers", "c.answers.yaml", "--fail-on", "never").exit_code == 0
    assert "no-such-path" in run("audit", "renew.yaml", "--answers", "d.answers.yaml").stderr


def test_the_page_with_the_answers_in_it_can_be_printed(folder):
    (folder / "a.answers.yaml").write_text("id: renew\nvolume: 77 per year\n")
    printed = run("convert", "renew.yaml", "--answers", "a.answers.yaml")
    assert read(printed.stdout.encode(), "p").procedure.volume.cases == 77


def test_a_folder_without_ask_is_wrong_use(folder):
    assert run("audit", "renew.yaml", "-o", ".").exit_code == 2
