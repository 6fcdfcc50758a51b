"""Profiles: published worked forms to the last digit, and small cases counted by hand where none was published."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profiles import PROFILES
from frictionaudit.cli import group
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports import profiles as writers
from frictionaudit.packs.benchmarks import LABEL, benchmark
from frictionaudit.results.profile import ProfileResult, ProfileTerms
from tests.building import PARTIES

DESK = {"name": "File it", "by": "desk", "effort": {"work": "1m"}, "wait": "none", "fees": "none", "next": "done"}


def page(title: str, parties: Any = None, **more: Any) -> Measures:
    procedure = Procedure.model_validate({"id": "p", "title": title, "parties": {**PARTIES, **(parties or {})}, **more})
    return Measures(Subject(procedure))


def view(name: str, *pages: Measures, **terms: Any) -> ProfileResult:
    return PROFILES[name]().view(pages, ProfileTerms.model_validate(terms))


def value(done: ProfileResult, label: str) -> float | None:
    (row,) = [row for row in (*done.rows, done.total) if row.label == label]
    return row.value


def tax_return(title: str, **more: Any) -> Measures:
    """The Slovenian example: half an hour at 20 EUR/h, 2 EUR of expenses each time."""
    steps = {
        "begin": {"kind": "start", "next": "prepare"},
        "prepare": {
            "by": "firm",
            "effort": {"fill": "0.5h"},
            "fees": [{"name": "expenses", "amount": "2 EUR", "to": "third"}],
            "next": "done",
        },
        "done": {"kind": "end"},
    }
    own = {"firm": {"side": "customer", "cost": "20 EUR/h"}}
    procedure = Procedure.model_validate({"id": "p", "title": title, "parties": own, "steps": steps, **more})
    return Measures(Subject(procedure))


SMALL = {"customers": 50000, "volume": "200000 per year", "bau_share": 0}
LARGE = {"customers": 10000, "volume": "120000 per year", "bau_share": 0.4}


def test_the_slovenian_worked_example_of_the_standard_cost_model_comes_out_to_the_last_digit():
    done = view("scm", tax_return("Small firms", **SMALL), tax_return("Large firms", **LARGE))
    for title, frequency, quantity in (("Small firms", 4, 200_000), ("Large firms", 12, 120_000)):
        assert value(done, f"{title}: price of one case") == 12
        assert value(done, f"{title}: frequency") == frequency
        assert value(done, f"{title}: quantity") == quantity
    assert value(done, "administrative cost") == 3_840_000
    assert done.total.value == 3_264_000
    assert done.total.unit == "EUR a year"
    assert done.total.evidence == "stated"
    assert done.needs == ()


def collection(title: str, minutes: str, customers: float, volume: str, **more: Any) -> Measures:
    steps = {
        "begin": {"kind": "start", "next": "answer"},
        "answer": {"by": "customer", "asks": "form", "effort": {"fill": minutes}, "next": "file"},
        "file": DESK,
        "done": {"kind": "end"},
    }
    return page(title, forms={"form": {}}, steps=steps, customers=customers, volume=volume, **more)


def records(title: str, hours: str, customers: float, volume: str) -> Measures:
    steps = {
        "begin": {"kind": "start", "next": "keep"},
        "keep": {"by": "customer", "effort": {"fill": hours}, "next": "done"},
        "done": {"kind": "end"},
    }
    return page(title, steps=steps, customers=customers, volume=volume)


def test_the_papaya_form_of_the_paperwork_reduction_act_comes_out_to_the_last_digit():
    done = view(
        "pra",
        collection("Grower registration", "30m", 50, "50 per year"),
        records("Trapping records", "104h", 1, "1 per year"),
        collection("Phytosanitary certificate", "30m", 1, "50 per year"),
    )
    assert value(done, "Grower registration: hours per response (G)") == 0.5
    assert value(done, "Grower registration: hours (H = F × G)") == 25
    assert value(done, "Phytosanitary certificate: responses of each (E)") == 50
    assert value(done, "Trapping records: hours of each (J)") == 104
    assert value(done, "respondents") == 51
    assert value(done, "responses") == 100
    assert value(done, "hours of responses") == 50
    assert value(done, "record keepers") == 1
    assert value(done, "hours of keeping records") == 104
    assert value(done, "responses and record keepers (13b = F + I)") == 101
    assert value(done, "burden (13c = H + K)") == 154


def test_the_forest_service_envelopes_come_out_to_the_last_digit():
    own = {"customer": {"side": "customer", "cost": "18.58 USD/h"}, "desk": {"side": "frontstage"}}
    steps = {
        "begin": {"kind": "start", "next": "answer"},
        "answer": {"by": "customer", "asks": "envelope", "effort": {"fill": "3m"}, "next": "file"},
        "file": DESK,
        "done": {"kind": "end"},
    }
    procedure = Procedure.model_validate(
        {
            "id": "p",
            "title": "Recreation permit envelopes",
            "parties": own,
            "forms": {"envelope": {}},
            "steps": steps,
            "customers": 1_950_000,
            "volume": "1950000 per year",
        }
    )
    done = view("pra", Measures(Subject(procedure)))
    assert done.total.value == 97_500
    assert value(done, "value of the hours") == 1_811_550


def test_the_paperwork_profile_leaves_out_the_way_and_the_queue():
    steps = {
        "begin": {"kind": "start", "next": "answer"},
        "answer": {
            "by": "customer",
            "asks": "form",
            "effort": {"fill": "6m", "gather": "12m", "travel": "1h", "queue": "1h", "counter": "1h", "pay": "1h"},
            "next": "file",
        },
        "file": DESK,
        "done": {"kind": "end"},
    }
    done = view("pra", page("P", forms={"form": {}}, steps=steps, volume="100 per year", bau_share=0.5))
    assert done.total.value == pytest.approx(100 * 0.3 * 0.5)
    assert value(done, "respondents") is None
    assert "how many different customers there are (customers)" in done.needs


def delayed(**more: Any) -> Measures:
    """Two hours at 50 AUD, 10 AUD to a lawyer, 5 AUD to the office, 3 days of waiting; 1,000 times a year."""
    own = {"customer": {"side": "customer", "cost": "50 AUD/h"}, "desk": {"side": "frontstage"}}
    steps = {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {
            "by": "customer",
            "effort": {"gather": "1h", "travel": "1h"},
            "wait": "none",
            "fees": [{"amount": "10 AUD", "to": "third"}, {"amount": "5 AUD"}],
            "next": "decide",
        },
        "decide": {"by": "desk", "effort": {"work": "1h"}, "wait": {"queue": "3 days"}, "next": "done"},
        "done": {"kind": "end"},
    }
    values = {"id": "p", "title": "Licence", "parties": own, "steps": steps, "volume": "1000 per year", **more}
    values.setdefault("bau_share", 0)
    return Measures(Subject(Procedure.model_validate(values)))


def test_the_australian_burden_equals_a_count_by_hand():
    done = view("au", delayed(), delay_per_day="20 AUD", start_up="50000 AUD")
    assert value(done, "labour") == 1000 * 2 * 50
    assert value(done, "purchases") == 1000 * 10  # the office's own fee is no burden here
    assert value(done, "days of delay") == 3000
    assert value(done, "delay") == 3000 * 20
    assert value(done, "all of a year") == 170_000
    assert done.total.value == (10 * 170_000 + 50_000) / 10
    assert done.needs == ()


def test_what_people_would_do_anyway_is_no_burden_but_delay_is():
    done = view("au", delayed(bau_share=0.25), delay_per_day="20 AUD")
    assert value(done, "labour") == 75_000
    assert value(done, "purchases") == 7500
    assert value(done, "delay") == 60_000


def test_without_the_price_of_a_day_the_delay_is_unknown_and_the_total_at_least():
    done = view("au", delayed())
    assert value(done, "delay") is None
    assert done.total.value == 110_000
    assert done.total.evidence.startswith("at least")
    assert any("--delay-per-day" in need for need in done.needs)


def permit(channel: str, **more: Any) -> Measures:
    """Two dealings with the office, one with the lab; three papers, of which one comes from another authority."""
    documents = {"deed": {"issued_by": "authority"}, "plan": {"issued_by": "customer"}, "old": {"issued_by": "us"}}
    steps = {
        "begin": {"kind": "start", "next": "prepare"},
        "prepare": {"by": "customer", "channel": "home", "effort": {"gather": "9h"}, "next": "hand-in"},
        "hand-in": {"by": "customer", "channel": channel, "asks": ["deed", "plan", "old"], "next": "register"},
        "register": {"by": "desk", "wait": "none", "next": "check"},
        "check": {"by": "office", "wait": {"queue": "10 days"}, "next": "sample"},
        "sample": {"by": "customer", "channel": "counter", "fees": "30 GBP", "next": "test"},
        "test": {"by": "lab", "wait": {"third": "6h"}, "next": "fetch"},
        "fetch": {"by": "customer", "channel": channel, "fees": "20 GBP", "next": "issue"},
        "issue": {"by": "desk", "wait": "none", "next": "done"},
        "done": {"kind": "end"},
    }
    return page("Permit", documents=documents, steps=steps, **more)


def test_dealings_with_others_and_their_days_equal_a_count_by_hand():
    done = view("doing-business", permit("counter", worth="1000 GBP"))
    assert done.total.value == 4  # handing in, the lab, fetching, and the deed from another authority
    assert value(done, "time") == 10 + 1 + 1 + 1  # ten days of waiting; the others a day each
    assert value(done, "cost") == 50
    assert value(done, "cost, of what a case is worth") == 5


def test_a_dealing_that_is_wholly_online_takes_half_a_day():
    done = view("doing-business", permit("web"))
    assert done.total.value == 4
    assert value(done, "time") == 10 + 1 + 0.5 + 1


def test_a_case_sent_back_deals_with_the_office_again():
    steps = {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "channel": "counter", "next": "check"},
        "check": {
            "by": "office",
            "wait": "none",
            "next": [{"to": "apply", "share": 0.5}, {"to": "done", "share": 0.5}],
        },
        "done": {"kind": "end"},
    }
    done = view("doing-business", page("Loop", steps=steps))
    assert done.total.value == pytest.approx(2)
    assert value(done, "time") == pytest.approx(2)


def test_messages_to_others_are_dealings_too():
    steps = {
        "begin": {"kind": "start", "next": "write"},
        "write": {"by": "customer", "channel": "web", "sends_to": ["lab", "office"], "next": "done"},
        "done": {"kind": "end"},
    }
    done = view("doing-business", page("Letters", steps=steps))
    assert done.total.value == 2
    assert value(done, "time") == 1


def test_the_historic_figures_are_labelled_historic():
    mark = benchmark("PH")
    assert mark is not None
    assert mark == benchmark("philippines")
    done = PROFILES["doing-business"]().view([permit("web")], ProfileTerms(benchmark=mark))
    rows = [row for row in done.rows if "Philippines 2019" in row.label]
    assert [row.value for row in rows] == [22, 120, 2.35]
    assert {row.evidence for row in rows} == {LABEL}
    assert "historic" in LABEL
    assert "discontinued in 2021 after data irregularities" in LABEL
    afghanistan = benchmark("AF")
    assert afghanistan is not None
    assert afghanistan.censored == ("cost",)


def test_a_step_without_effort_makes_the_total_at_least_and_is_asked_for():
    measures = page(
        "P",
        steps={
            "begin": {"kind": "start", "next": "a"},
            "a": {"by": "customer", "effort": {"fill": "1h"}, "next": "b"},
            "b": {"by": "customer", "next": "done"},
            "done": {"kind": "end"},
        },
        volume="10 per year",
    )
    done = view("scm", measures)
    assert done.total.value is None  # no rate: hours are not priced
    assert value(done, "hours that are burden") == 10
    assert "effort of every step of the customer" in done.needs
    assert "what an hour of the customer's time costs (cost of the party)" in done.needs


def test_groups_weigh_in_with_their_own_effort():
    steps = {
        "begin": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "effort": {"fill": "1h"}, "next": "done"},
        "done": {"kind": "end"},
    }
    groups = {"helped": {"share": 0.5, "effort": {"fill": 3}}}
    done = view("scm", page("P", steps=steps, volume="100 per year", groups=groups))
    assert value(done, "hours that are burden") == 100 * (0.5 * 3 + 0.5)


def test_without_a_share_done_anyway_all_counts_as_burden_and_that_is_said():
    done = view("scm", tax_return("Small firms", volume="10 per year", customers=10))
    assert value(done, "share that is burden") == 100
    assert done.needs == ("what people would do anyway (bau_share); all of it counts as burden",)


@pytest.mark.parametrize("name", list(PROFILES))
def test_a_page_without_steps_and_one_that_never_ends_are_no_crash(name: str):
    endless = {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "1h"}, "fees": "1 GBP", "next": "check"},
        "check": {"by": "office", "wait": {"queue": "1 day"}, "next": "apply"},
        "done": {"kind": "end"},
    }
    assert view(name, page("Empty")).pages == ("Empty",)
    done = view(name, page("Endless", steps=endless, volume="1 per year"))
    assert done.total.value is None or done.total.evidence.startswith("at least")
    json.loads(writers.as_json(done), parse_constant=pytest.fail)


def test_without_a_customer_dealings_are_unknown_and_not_none():
    steps = {
        "begin": {"kind": "start", "next": "work"},
        "work": {"by": "desk", "next": "done"},
        "done": {"kind": "end"},
    }
    done = view("doing-business", page("Inside", steps=steps))
    assert done.total.value is None
    assert "who of the parties is the customer, and what they do" in done.needs


def test_a_step_that_names_nobody_makes_the_dealings_at_least():
    steps = {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "channel": "web", "next": "decide"},
        "decide": {"by": "desk", "wait": "none", "next": "post"},
        "post": {"next": "done"},
        "done": {"kind": "end"},
    }
    done = view("doing-business", page("P", steps=steps))
    assert done.total.value == 1
    assert done.total.evidence.startswith("at least")


def test_two_currencies_are_not_added_up():
    done = view("scm", tax_return("Euro", **SMALL), delayed())
    assert done.total.value is None
    assert "one currency: AUD and EUR cannot be added up" in done.needs


def test_pages_without_a_volume_say_what_they_need():
    done = view("scm", tax_return("Small firms"))
    assert done.total.value is None
    assert done.total.evidence == "unknown"
    assert "how many cases there are a year (volume)" in done.needs


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_profile_says_what_it_counts_and_what_it_ignores(name: str):
    done = view(name, permit("web"))
    assert done.counts
    assert done.ignores
    text = writers.text(done)
    assert all(entry.split(" ", 1)[0] in text for entry in (*done.counts, *done.ignores))
    assert json.loads(writers.as_json(done))["ignores"] == list(done.ignores)


@pytest.mark.parametrize("name", ["au", "doing-business"])
def test_a_profile_without_a_published_form_to_check_against_says_so(name: str):
    assert any("no complete worked form was found" in entry for entry in PROFILES[name].counts)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(group, ["profile", *arguments])


@pytest.fixture
def written(tmp_path):
    def write(name: str, measures: Measures) -> str:
        file = tmp_path / name
        file.write_text(yaml.safe_dump(measures.subject.procedure.page()), encoding="utf-8")
        return str(file)

    return write


def test_the_command_counts_several_pages_together(written):
    files = [written("small.yaml", tax_return("Small firms", **SMALL))]
    files.append(written("large.yaml", tax_return("Large firms", **LARGE)))
    shown = run(*files, "--profile", "scm", "--format", "json")
    assert shown.exit_code == 0
    assert json.loads(shown.output)["total"]["value"] == 3_264_000
    assert "3,264,000 EUR a year" in run(*files, "--profile", "scm").output


def test_the_command_compares_permits_with_history(written):
    calendar = {"country": "PH"}
    file = written("permit.yaml", permit("web", kind="permit", calendar=calendar))
    assert "Philippines 2019" in run(file, "--profile", "doing-business").output
    other = written("order.yaml", permit("web", kind="order", calendar=calendar))
    assert "Philippines" not in run(other, "--profile", "doing-business").output
    assert "Kenya 2019" in run(other, "--profile", "doing-business", "--economy", "KE").output


@pytest.mark.parametrize(
    ("arguments", "slug"),
    [
        (("--profile", "au", "--delay-per-day", "dear"), "not-money"),
        (("--profile", "doing-business", "--economy", "Atlantis"), "unknown-economy"),
        (("--profile", "scm", "--start-up", "5 EUR"), "wrong-profile-option"),
    ],
)
def test_an_option_that_makes_no_sense_is_one_error(written, arguments, slug):
    shown = run(written("page.yaml", permit("web")), *arguments)
    assert shown.exception is not None
    assert slug in str(shown.exception)
