"""Packs: what they say, from when to when, and what is wrong with one, at its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from frictionaudit.analysis.duties import CHECKS as CHECKED
from frictionaudit.domain.limits import CHECKS, CLOCKS, Duty
from frictionaudit.errors import InputError
from frictionaudit.packs import Packs, load_packs, time_limits

LIMITS = "id,jurisdiction,regime,what,limit,unit,starts_at,clause,valid_from,valid_to,seen_first_hand\n"
DUTIES = "id,jurisdiction,regime,what,check,number,unit,starts_at,clause,valid_from,valid_to,seen\n"


@pytest.fixture
def pack(tmp_path: Path):
    def write(text: str, name: str = "own.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(*paths: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        load_packs(paths)
    return [(problem.slug, problem.where.rsplit("/", 1)[-1]) for problem in raised.value.problems]


def test_the_shipped_packs_are_read_without_a_fault():
    packs = load_packs()
    assert {"uk-fca-final", "ph-ra11032-simple", "ph-ra11032-signatures"} <= set(packs.limits)
    assert all(limit.clock in CLOCKS for limit in packs.limits.values() if not isinstance(limit, Duty))


def test_a_clock_starts_at_one_of_the_moments_that_laws_name():
    limits = time_limits()
    assert {limits[id].clock for id in ("uk-housing-stage1", "uk-cra-20", "eu-crd-13", "uk-planning-minor")} == {
        "acknowledged",
        "agreed",
        "informed",
        "validated",
    }
    assert limits["ph-ra11032-simple"].clock == "received"


def test_a_limit_says_whether_its_clause_was_read():
    limits = time_limits()
    assert limits["uk-fca-final"].cited == "FCA DISP 1.6.2R"
    assert limits["uk-foi"].cited.endswith("(source not checked first-hand)")
    assert limits["ph-ra11032-signatures"].cited == "RA 11032 Sec. 9(d) (clause read in excerpts)"
    assert limits["ph-ra11032-notice"].cited == "RA 11032 Sec. 9(b)(2) (clause from memory)"


def test_standard_times_travel_and_wages_are_typed():
    packs = load_packs()
    (check,) = [one for one in packs.activities if (one.table, one.row) == ("administration", 3)]
    assert [check.minutes("simple"), check.minutes("medium"), check.minutes("complex")] == [5, 30, 110]
    (sums,) = [one for one in packs.activities if (one.table, one.row) == ("administration", 6)]
    assert sums.minutes("complex") is None  # an empty cell is not zero
    assert (packs.travel["municipality"].minutes, packs.travel["municipality"].cost) == (15, 1.10)
    (wage,) = [one for one in packs.wages if (one.sector, one.grade) == ("municipal", "average")]
    assert (wage.rate.amount, wage.rate.currency, wage.year) == (Decimal("40.7"), "EUR", 2025)


def test_the_page_selects_a_pack_or_a_single_entry():
    packs = load_packs()
    assert {limit.pack for limit in packs.under(["ra11032"])} == {"ra11032"}
    assert len(packs.under(["ra11032"])) > 10
    assert [limit.id for limit in packs.under(["uk-foi"])] == ["uk-foi"]
    assert packs.under(["nothing"]) == ()


def test_every_kind_of_check_has_its_file():
    assert set(CHECKS) == set(CHECKED)


def test_a_limit_holds_from_its_first_day_on():
    assert "eu-crd-11a" not in time_limits(date(2026, 6, 18))
    assert "eu-crd-11a" in time_limits(date(2026, 6, 19))


def test_the_old_philippine_law_is_not_mixed_with_the_new_one():
    assert "ph-ra9485-simple" not in time_limits(date(2026, 1, 1))
    then = time_limits(date(2015, 1, 1))
    assert "ph-ra11032-simple" not in then
    assert then["ph-ra9485-simple"].within is not None
    assert str(then["ph-ra9485-simple"].within) == "5 working days"


ROW = "x,GB,Our charter,answer,{limit},working days,received,s. 1,{begins},{ends},yes\n"


def own(limit: int, begins: str = "", ends: str = "") -> str:
    return ROW.format(limit=limit, begins=begins, ends=ends)


def test_an_owner_can_add_a_pack(pack):
    path = pack(LIMITS + "our-answer,GB,Our charter,answer,3,working days,received,s. 1,,,yes\n", "charter.csv")
    packs = load_packs([path])
    limit = packs.limits["our-answer"]
    assert (str(limit.within), limit.pack, limit.cited) == ("3 working days", "charter", "Our charter s. 1")
    assert packs.under(["charter"]) == (limit,)
    assert "our-answer" not in load_packs().limits


def test_an_owner_can_add_duties(pack):
    path = pack(DUTIES + "our-hands,GB,Our charter,two signatures at most,signatures,2,,,s. 2,,,read\n", "duties.csv")
    duty = load_packs([path]).limits["our-hands"]
    assert isinstance(duty, Duty)
    assert (duty.check, duty.number, duty.pack) == ("signatures", 2, "duties")


def test_of_entries_that_follow_one_another_the_one_of_the_day_counts(pack):
    path = pack(LIMITS + own(5, "2020", "2024") + own(3, "2025"))

    def days(packs: Packs) -> str:
        return str(packs.limits["x"].within)

    assert days(load_packs([path], date(2024, 12, 31))) == "5 working days"
    assert days(load_packs([path], date(2025, 1, 1))) == "3 working days"
    assert days(load_packs([path])) == "3 working days"
    assert "x" not in load_packs([path], date(2019, 12, 31)).limits


def test_a_month_ends_with_its_last_day(pack):
    path = pack(LIMITS + own(5, "2020-02", "2024-02"))
    assert "x" in load_packs([path], date(2024, 2, 29)).limits
    assert "x" not in load_packs([path], date(2024, 3, 1)).limits


@pytest.mark.parametrize(
    ("first", "second"),
    [(("", ""), ("", "")), (("2020", "2024"), ("2024", "")), (("", "2024-06-30"), ("2024-06-30", ""))],
)
def test_entries_that_hold_on_the_same_day_are_an_error_at_the_second(pack, first, second):
    path = pack(LIMITS + own(5, *first) + own(3, *second))
    assert faults(path) == [("overlapping-validity", "own.csv:3:1")]


def test_entries_that_touch_without_overlapping_are_none(pack):
    path = pack(LIMITS + own(5, "", "2024-06-29") + own(3, "2024-06-30"))
    assert load_packs([path]).limits["x"]


def test_an_entry_of_an_owner_may_not_hide_a_shipped_one(pack):
    path = pack(LIMITS + own(5).replace("x,", "uk-foi,", 1))
    assert faults(path) == [("overlapping-validity", "own.csv:2:1")]


def test_a_limit_and_a_duty_may_not_share_an_id(pack):
    limits = pack(LIMITS + own(5), "a.csv")
    duties = pack(DUTIES + "x,GB,Our charter,hands,signatures,2,,,s. 2,,,read\n", "b.csv")
    assert faults(limits, duties) == [("overlapping-validity", "")]


@pytest.mark.parametrize(
    "row",
    [
        own(5).replace(",5,", ",five,"),
        own(5).replace("working days", "moons"),
        own(5).replace(",received,", ",whenever,"),
        own(5).replace(",yes", ",maybe"),
        own(5).replace("x,", ",", 1),
        own(5, "soon"),
        own(5, "2024-13"),
        own(5, "2025", "2024"),
        own(5).replace("s. 1", "s. 1,2"),
    ],
)
def test_a_row_that_cannot_be_read_is_an_error_at_its_line(pack, row):
    path = pack(LIMITS + "# a remark\n" + own(9).replace("x,", "y,", 1) + row)
    assert faults(path) == [("wrong-row", "own.csv:4:1")]


@pytest.mark.parametrize(
    "row",
    [
        "x,GB,Ours,hands,handshakes,2,,,s. 2,,,read\n",
        "x,GB,Ours,hands,signatures,two,,,s. 2,,,read\n",
        "x,GB,Ours,hands,signatures,2,,,s. 2,,,heard\n",
        "x,GB,Ours,time,ceiling,,working days,,s. 2,,,read\n",
        "x,GB,Ours,time,ceiling,3,moons,,s. 2,,,read\n",
        "x,GB,Ours,time,ceiling,3,weeks,,s. 2,,,read\n",
        "x,GB,Ours,time,ceiling,3,,,s. 2,,,read\n",
    ],
)
def test_a_duty_that_cannot_be_read_is_an_error_at_its_line(pack, row):
    assert faults(pack(DUTIES + row)) == [("wrong-row", "own.csv:2:1")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("level,minutes_per_visit,cost_eur_per_visit\nvillage,ten,1\n", 2),
        ("level,minutes_per_visit,cost_eur_per_visit\nvillage,,1\n", 2),
        ("level,minutes_per_visit,cost_eur_per_visit\nvillage,-1,1\n", 2),
        ("sector,year,simple_and_middle_eur_h,upper_eur_h,higher_eur_h,average_eur_h\nx,2030,1,2,3,dear\n", 2),
        ("table,row,activity,simple_min,medium_min,complex_min\nx,first,a,1,2,3\n", 2),
        ("table,row,activity,simple_min,medium_min,complex_min\nx,1,a,1,2,3\nx,1,b,1,2,3\n", 3),
    ],
)
def test_every_kind_of_pack_has_located_errors(pack, text, line):
    (fault,) = faults(pack(text))
    assert fault == ("overlapping-validity" if line == 3 else "wrong-row", f"own.csv:{line}:1")


def test_all_faults_of_all_packs_are_told_at_once(pack):
    one = pack(LIMITS + own(5, "soon") + own(5, "later"), "one.csv")
    other = pack("colour,taste\nred,sweet\n", "other.csv")
    missing = one.parent / "missing.csv"
    assert faults(one, other, missing) == [
        ("wrong-row", "one.csv:2:1"),
        ("wrong-row", "one.csv:3:1"),
        ("unknown-pack", "other.csv:1:1"),
        ("no-such-path", "missing.csv"),
    ]


def test_bytes_that_are_no_text_and_quotes_that_do_not_close_are_one_error(tmp_path, pack):
    path = tmp_path / "latin.csv"
    path.write_bytes(LIMITS.encode() + b"\xe9,\n")
    assert faults(path) == [("not-text", "latin.csv:1:1")]
    assert faults(pack(LIMITS + '"x')) == [("wrong-row", "own.csv:2:1")]


def test_what_is_too_large_is_not_read(pack, monkeypatch):
    monkeypatch.setattr("frictionaudit.packs.MOST_BYTES", 10)
    assert faults(pack(LIMITS)) == [("too-large", "own.csv:1:1")]


def test_the_packs_can_be_looked_up_each_with_its_source():
    from tests.conftest import run

    told = run("packs").stdout
    assert "uk-housing-ack" in told
    assert "(source not checked first-hand)" in told
    assert "check" in run("packs", "times").stdout
    assert run("packs", "wages").stdout.startswith("wages: cost of an hour of work")
    assert "27.3 EUR/h" in run("packs", "wages").stdout
    assert "15 min, 1.10 EUR per visit" in run("packs", "travel").stdout
    assert "limits:" not in run("packs", "duties").stdout
