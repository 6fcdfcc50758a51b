"""An audit as text: about a screen per procedure, the worst first, and what is not shown is counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.exports.audit import html as audit_html
from frictionaudit.exports.audit import markdown as audit_markdown
from frictionaudit.exports.audit import text as audit_text
from frictionaudit.results.audit import Audit, Burden, Completeness, Finding, Readability
from tests.conftest import ROOT

PAGE = ROOT / "processes" / "return-a-product.yaml"
RETURN = audit(collect([PAGE]))


def shown(*rules: str, everything: bool = False) -> list[str]:
    """The lines of an audit in which these rules found something: an upper case severity first, E, W or I."""
    severity = {"E": "error", "W": "warning", "I": "info"}
    findings = [
        Finding(
            rule=rule[1:], name="a-rule", severity=severity[rule[0]], steps=(), message=f"message {n}", about=str(n)
        )
        for n, rule in enumerate(sorted(rules, key=lambda rule: ("EWI".index(rule[0]), rule)))
    ]
    (one,) = RETURN.procedures
    one = one.model_copy(update={"burden": Burden(), "completeness": Completeness(), "care": ()})
    info = next(iter(RETURN.rules.values()))
    infos = {finding.rule: info.model_copy(update={"code": finding.rule, "name": "a-rule"}) for finding in findings}
    done = RETURN.model_copy(
        update={"procedures": (one.model_copy(update={"findings": tuple(findings)}),), "rules": infos}
    )
    return audit_text.write(done, everything=everything).splitlines()


def signs(lines: list[str]) -> list[str]:
    return re.findall(r"^  [✖▲●] (FA\d{3})", "\n".join(lines), re.MULTILINE)


def test_at_most_eight_rules_are_shown_and_the_rest_is_counted_by_severity():
    lines = shown(*(f"WFA10{n}" for n in range(1, 10)), "WFA109", "IFA201")
    assert signs(lines) == [f"FA10{n}" for n in range(1, 9)]
    assert "  … and 2 warnings, 1 hint from 2 more rules; --all shows them." in lines


def test_nothing_is_said_to_be_left_out_where_all_is_shown():
    lines = shown(*(f"WFA10{n}" for n in range(1, 9)))
    assert len(signs(lines)) == 8
    assert not [line for line in lines if "--all" in line]


def test_a_rule_that_found_several_things_shows_the_first_and_says_how_many():
    lines = shown("WFA101", "WFA101", "WFA102", "WFA102", "WFA102", "WFA103")
    assert [line.strip() for line in lines if "FA10" in line and "▲" in line] == [
        "▲ FA101 a-rule, twice",
        "▲ FA102 a-rule, 3 times",
        "▲ FA103 a-rule",
    ]
    assert [line.strip() for line in lines if "message" in line] == [
        "message 0 [procedural], and 1 more",
        "message 2 [procedural], and 2 more",
        "message 5 [procedural]",
    ]


def test_errors_come_before_warnings_and_these_before_hints_however_many_there_are():
    lines = shown("IFA101", "IFA101", "IFA101", *(f"WFA20{n}" for n in range(1, 8)), "EFA990")
    assert signs(lines) == ["FA990", *(f"FA20{n}" for n in range(1, 8))]


def test_of_equal_severity_those_with_most_at_stake_come_first_and_say_what_it_is():
    (one,) = audit(collect([PAGE])).procedures
    found = [finding for finding in one.open if finding.severity == "warning"]
    shares = [finding.at_stake.share if finding.at_stake else 0.0 for finding in found]
    assert shares == sorted(shares, reverse=True)
    lines = audit_text.write(RETURN, width=120).splitlines()
    (worst,) = [line for line in lines if line.startswith(f"  ▲ {found[0].rule} ")]
    assert worst.endswith("a year")


def test_why_a_rule_exists_is_told_with_everything_and_so_is_every_finding():
    some, everything = shown("WFA101", "WFA101"), shown("WFA101", "WFA101", everything=True)
    assert not [line for line in some if "why:" in line]
    assert [line for line in everything if "why:" in line]
    messages = [line.strip() for line in everything if "      message" in line]
    assert messages == ["message 0 [procedural]", "message 1 [procedural]"]


def test_a_procedure_with_many_findings_takes_about_a_screen():
    scenes: Audit = audit(collect([PAGE.parent]))
    for one in scenes.procedures:
        alone = scenes.model_copy(update={"procedures": (one,)})
        assert len(audit_text.write(alone).splitlines()) <= 55, one.id


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("page", sorted((ROOT / "processes").glob("*.yaml")), ids=lambda page: page.stem)
def test_a_procedure_takes_one_screen_and_begins_with_what_it_costs_people(page, width):
    lines = audit_text.write(audit(collect([page])), width=width).split("\n\n1 procedure")[0].splitlines()
    assert len(lines) <= audit_text.SCREEN
    assert max(map(len, lines)) <= width
    assert any(line.startswith("Costs per year: customers") for line in lines[:4])


@pytest.mark.parametrize("page", sorted((ROOT / "processes").glob("*.yaml")), ids=lambda page: page.stem)
def test_the_ten_points_of_care_are_one_line_and_with_everything_each_by_name(page):
    done = audit(collect([page]))
    points = done.procedures[0].care
    brief, full = audit_text.write(done, width=100), audit_text.write(done, width=100, everything=True)
    (line,) = [line for line in brief.splitlines() if line.startswith("  Care  ")]
    counts = {state: int(number) for state, number in re.findall(r"(kept|not stated|open) (\d+)", line)}
    assert counts == {state: number for state, number in Counter(point.state for point in points).items() if number}
    assert [point.point for point in points if point.point in brief] == []
    assert [point.point for point in points if point.point not in full] == []


REPAIR = ROOT / "tests" / "fixtures" / "pages" / "repair.yaml"


@pytest.mark.parametrize("width", [80, 120])
def test_the_first_screen_names_the_stay_at_home_and_the_second_visits_with_their_hours_a_year(width):
    text = audit_text.write(audit(collect([REPAIR])), width=width)
    screen = text.splitlines()[: audit_text.SCREEN]
    assert len(text.split("\n\n1 procedure")[0].splitlines()) <= audit_text.SCREEN
    (stay,) = [line for line in screen if line.strip().startswith("Stay at home for the visit")]
    assert re.findall(r"4 h 48 min +43,200", stay)
    loop = " ".join(" ".join(screen).split())
    assert "a second visit is needed (at 'Repair it'): costs customers 1 h 12 min per case, 10,800 h a year" in loop
    assert screen.index(stay) < next(n for n, line in enumerate(screen) if "finding" in line)


def test_what_the_page_does_not_say_is_told_below_the_findings_and_not_counted_among_them(tmp_path):
    page = tmp_path / "p.yaml"
    page.write_text(
        "id: p\ntitle: P\nparties: {c: {side: customer}}\nsteps:\n  s: {kind: start, name: It begins, next: a}\n"
        "  a: {name: Apply for it, by: c, next: [b, e]}\n  b: {name: Answer it, next: e}\n"
        "  e: {kind: end, name: Done}\n",
        encoding="utf-8",
    )
    done = audit(collect([page]))
    lines = audit_text.write(done, width=100).splitlines()
    (told,) = [n for n, line in enumerate(lines) if line.startswith("  Missing: ")]
    assert told > next(n for n, line in enumerate(lines) if "finding" in line)
    assert lines[told].startswith("  Missing: of 4 steps 1 has no performer")
    assert [line[4] for line in lines if re.match(r"    \d\. ", line)] == ["1", "2", "3"]
    assert not [finding for one in done.procedures for finding in one.findings if finding.rule in ("FA901", "FA905")]


def test_how_hard_the_texts_for_customers_are_to_read_stands_where_there_is_room_and_always_with_all():
    text = Readability(words=412, sentence=8.6, lix=17.2, age=7.4, hard={"prior to": "before"})
    fixed = Audit.model_validate_json((ROOT / "tests" / "gold" / "formats" / "audit.json").read_bytes())
    one = fixed.procedures[0].model_copy(update={"readability": text})
    whole = fixed.model_copy(update={"procedures": (one,)})
    said = (
        "Customers read 412 words, 8.6 in a sentence, LIX 17 (very easy), reading age 7, "
        "hard: 'prior to' (better: before)."
    )
    folded = " ".join(audit_text.write(whole, everything=True).split())
    assert said in folded
    assert "Customers read" not in audit_text.write(fixed, everything=True)
    few = one.model_copy(update={"findings": one.findings[:1]})
    assert said in " ".join(audit_text.write(fixed.model_copy(update={"procedures": (few,)})).split())
    for writer in (audit_html.write, audit_markdown.write):
        assert "LIX 17 (very easy)" in writer(whole)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("", "Customer      no step is by a customer"),
        ("drawn: {task: 1}\n", "Customer      none recognised; name them with `customer:` in a side file"),
    ],
)
def test_an_audit_says_that_nobody_was_recognised_as_the_customer(tmp_path, drawn, said):
    page = tmp_path / "page.yaml"
    steps = "steps:\n  s: {kind: start, next: a}\n  a: {by: office, effort: {work: 5m}, next: e}\n  e: {kind: end}\n"
    page.write_text(f"id: page\ntitle: Page\n{drawn}parties: {{office: {{side: backstage}}}}\n{steps}")
    assert said in audit_text.write(audit(collect([page])))
    page.write_text(page.read_text().replace("backstage", "customer"))
    assert said not in audit_text.write(audit(collect([page])))


@pytest.mark.parametrize(("later", "said"), [("wait: {queue: 1d}, ", ""), ("", "at least ")])
def test_waits_and_silence_say_at_least_where_a_wait_is_not_known(later, said, tmp_path):
    page = tmp_path / "waits.yaml"
    page.write_text(
        "id: waits\ntitle: Wait for it\nparties: {c: {side: customer}, d: {side: backstage}, m: {side: backstage}}\n"
        "steps:\n  b: {kind: start, next: ask}\n  ask: {by: c, wait: {}, effort: {fill: 5m}, next: check}\n"
        f"  check: {{by: d, wait: {{queue: 2d}}, next: file}}\n  file: {{by: m, {later}next: e}}\n  e: {{kind: end}}\n"
    )
    (waits,) = [line for line in audit_text.write(audit(collect([page]))).splitlines() if line.startswith("  Waits")]
    days = 2 if said else 3
    assert waits.split(maxsplit=1)[1] == f"{said}{days} days on us · longest silence {said}{days} days"


def test_an_unknown_wait_on_others_is_named_beside_the_known_ones(tmp_path):
    page = tmp_path / "waits.yaml"
    page.write_text(
        "id: waits\ntitle: Wait for it\nparties: {c: {side: customer}, d: {side: backstage}, lab: {side: third}}\n"
        "steps:\n  b: {kind: start, next: ask}\n  ask: {by: c, wait: none, effort: {fill: 5m}, next: check}\n"
        "  check: {by: d, wait: {queue: 2d}, next: test}\n"
        "  test: {by: lab, wait: {unknown: [third]}, next: e}\n  e: {kind: end}\n"
    )
    (waits,) = [line for line in audit_text.write(audit(collect([page]))).splitlines() if line.startswith("  Waits")]
    assert waits.split(maxsplit=1)[1] == "2 days on us · unknown on others · longest silence at least 2 days"


@pytest.mark.parametrize(
    ("file", "told"), [(RETURN.procedures[0].source, "line 7]"), ("steps/pay.bpmn", "steps/pay.bpmn, line 7]")]
)
def test_a_line_of_another_file_than_the_one_in_the_heading_is_printed_with_that_file(file, told):
    (one,) = RETURN.procedures
    first = next(finding for finding in one.open if finding.where)
    elsewhere = first.model_copy(update={"where": replace(first.where, path=file, line=7)})
    done = RETURN.model_copy(update={"procedures": (one.model_copy(update={"findings": (elsewhere,)}),)})
    element = RETURN.rules[first.rule].element
    assert f"[{element}, {told}" in " ".join(audit_text.write(done, everything=True).split())


def test_measures_that_are_unknown_stand_after_the_others_together_with_what_is_missing_for_them():
    lines = audit_text.write(RETURN, everything=True).splitlines()
    known, unknown = (lines.index(f"  {title}") for title in ("Measures", UNKNOWN))
    told = " ".join(" ".join(lines[unknown + 1 :]).split())
    (one,) = RETURN.procedures
    for key, measure in one.measures.items():
        if measure.value is None:
            assert re.search(rf"[:,] {key}\b", told), key
            assert not any(line.startswith(f"    {key} ") for line in lines[known:unknown]), key
        else:
            assert any(line.startswith(f"    {key} ") for line in lines[known:unknown]), key


UNKNOWN = "Unknown measures, by what is missing for them"
