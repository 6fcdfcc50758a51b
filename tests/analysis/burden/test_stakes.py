"""What a finding has at stake, and how findings are ranked by it."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.burden.spent_without import spent_without
from frictionaudit.analysis.burden.stakes import at_stake
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.rules import RULES
from frictionaudit.application.audit import Sources, audit, collect
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.parallel import audit_files
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.results.audit import SEVERITIES, Finding, ProcedureAudit
from frictionaudit.sources import read
from tests.conftest import ROOT

PAGE = ROOT / "tests/fixtures/pages/repair.yaml"
REPAIR = Subject(read(PAGE).procedure)
COMPLAINT = ROOT / "processes/complaint-to-a-utility.yaml"


END = {"kind": "end"}


def subject_of(steps) -> Subject:
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}}
    return Subject(Procedure.model_validate({"id": "p", "title": "P", "parties": parties, "steps": steps}))


def audited(path) -> ProcedureAudit:
    (one,) = audit(collect([path])).procedures
    return one


def test_the_burden_of_the_places_is_at_stake():
    stake = at_stake(REPAIR, ["stay", "visit"], "", ("customer", "staff"))
    assert stake is not None
    assert (stake.customer_minutes, stake.staff_minutes) == pytest.approx((1.2 * 240, 1.2 * 50))
    assert stake.customer_hours_year == pytest.approx(1.2 * 240 * 150)
    assert stake.share == pytest.approx(288 / 306)
    assert (stake.waiting_minutes, stake.money, stake.of) == (None, None, "places")


def test_only_what_the_rule_is_about_is_at_stake():
    stake = at_stake(REPAIR, ["ring", "stay"], "", ("finding out",))
    assert stake is None  # nobody has to find anything out there
    assert at_stake(REPAIR, ["stay"], "", ()) is None


def test_a_finding_that_names_no_place_is_about_the_whole():
    stake = at_stake(REPAIR, (), "", ("customer",))
    assert stake is not None
    assert (stake.share, stake.customer_minutes) == pytest.approx((1.0, 306))


def test_what_lies_between_its_ends_is_at_stake_for_a_promise():
    subject = Subject(read(COMPLAINT).procedure)
    (promise,) = subject.procedure.promises
    ends, between = (at_stake(subject, (promise.from_, promise.to), about, ("waiting",)) for about in ("", promise.key))
    assert ends is None
    assert between is not None
    assert (between.waiting_days_year or 0) > 100_000


def test_findings_come_by_severity_and_then_by_what_is_at_stake():
    for path in sorted((ROOT / "processes").glob("*.yaml")):
        keys = [
            (SEVERITIES.index(finding.severity), -(finding.at_stake.share if finding.at_stake else 0.0))
            for finding in audited(path).findings
        ]
        assert keys == sorted(keys), path.stem


def test_what_a_promise_breaks_comes_before_what_a_style_guide_says():
    rules = [finding.rule for finding in audited(COMPLAINT).findings if finding.severity == "warning"]
    (first,) = [finding for finding in audited(COMPLAINT).findings if finding.severity == "error"]
    assert "FA303" in first.codes
    style = [n for n, rule in enumerate(rules) if rule.startswith(("FA8", "FA9"))]
    waits = [n for n, rule in enumerate(rules) if rule.startswith("FA3")]
    assert not style or max(waits) < min(style)


def test_the_proven_effect_of_a_suggestion_is_at_stake_where_there_is_one():
    done = audit_files([COMPLAINT], AuditOptions(AuditOptions.default().rules, suggest=True))
    answered = [finding for finding in done.procedures[0].findings if finding.suggestions and finding.at_stake]
    assert any(finding.at_stake.of == "suggestion" for finding in answered if finding.at_stake)
    for finding in answered:
        effect = finding.suggestions[0].effect
        if finding.at_stake and finding.at_stake.customer_minutes and finding.at_stake.of == "suggestion":
            before, after = effect.before["customer_minutes"].value, effect.after["customer_minutes"].value
            assert finding.at_stake.customer_minutes == pytest.approx(before - after)


def test_a_finding_about_several_procedures_has_the_time_of_its_steps_at_stake(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(page, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(page.replace("id: repair", "id: move"), encoding="utf-8")
    done = audit(collect([tmp_path]))
    found = [finding for one in done.procedures for finding in one.findings if finding.rule == "FA104"]
    assert found
    for finding in found:
        assert finding.steps == ("fill",)
        assert finding.at_stake is not None
        assert finding.at_stake.customer_hours_year == pytest.approx(0.3 * 9 * 150)


def test_a_group_has_its_own_time_at_stake():
    subject = Subject(read(COMPLAINT).procedure)
    whole, older = (at_stake(subject, (), about, ("customer",)) for about in ("", "older, minutes"))
    assert whole is not None
    assert older is not None
    assert older.share == pytest.approx((older.customer_minutes or 0) / (whole.customer_minutes or 1))
    assert 0.22 < older.share < 0.4


def test_only_the_cases_concerned_or_the_excess_over_a_limit_are_at_stake():
    whole, fifth = (at_stake(REPAIR, ["stay"], "", ("customer",), portion) for portion in (1.0, 0.2))
    assert whole is not None
    assert fifth is not None
    assert fifth.customer_minutes == pytest.approx(whole.customer_minutes / 5)
    assert fifth.share == pytest.approx(whole.share / 5)


def test_hand_offs_have_our_queues_at_stake_and_no_wait_that_would_stay_without_them():
    wait = {"queue": "2 days", "batch": "30 days", "customer": "5 days"}
    one = subject_of({"s": {"kind": "start", "next": "a"}, "a": {"by": "desk", "wait": wait, "next": "e"}, "e": END})
    queueing, waiting = (at_stake(one, ["a"], "", (stake,)) for stake in ("queueing", "waiting"))
    assert queueing is not None
    assert waiting is not None
    assert (queueing.waiting_minutes, waiting.waiting_minutes) == (2 * 1440, 37 * 1440)
    assert queueing.share == pytest.approx(2 / 37)
    assert all(RULES[code].stake == ("staff", "queueing") for code in ("FA401", "FA402"))


def test_a_round_that_a_case_goes_again_has_all_its_waits_at_stake():
    flows = [{"to": "a", "share": 0.5}, {"to": "e", "share": 0.5}]
    one = subject_of(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "wait": {"queue": "2 days", "batch": "30 days"}, "next": flows},
            "e": END,
        }
    )
    stake = at_stake(one, ["a"], "", ("queueing",), going_back=("a",))
    assert stake is not None
    assert stake.waiting_minutes == pytest.approx(32 * 1440)


def test_a_limit_that_is_just_exceeded_has_little_at_stake(tmp_path):
    steps = "\n".join(f"  s{n}: {{by: c, effort: {{fill: 10m}}, next: s{n + 1}}}" for n in range(7))
    page = tmp_path / "long.yaml"
    page.write_text(
        "id: long\ntitle: Fill in seven forms\nparties: {c: {side: customer}}\nsteps:\n"
        f"  b: {{kind: start, next: s0}}\n{steps}\n  s7: {{kind: end}}\n"
    )
    (many_steps,) = [finding for finding in audited(page).findings if finding.rule == "FA201"]
    assert many_steps.at_stake is not None
    assert many_steps.at_stake.share == pytest.approx(1 / 7)  # seven steps, six allowed


def sent_back(share: float) -> Subject:
    """A form of an hour, a check of five minutes, and a minute to ask for what is missing."""
    return subject_of(
        {
            "s": {"kind": "start", "next": "fill"},
            "fill": {"by": "customer", "effort": {"fill": "60m"}, "next": "check"},
            "check": {"by": "desk", "effort": {"work": "5m"}, "next": [{"to": "ask", "share": share}, "e"]},
            "ask": {"by": "desk", "effort": {"work": "1m"}, "next": "fill"},
            "e": {"kind": "end"},
        }
    )


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_going_back_has_at_stake_what_the_loop_costs_and_not_the_first_time(share):
    subject = sent_back(share)
    again = 1 / (1 - share) - 1
    stake = at_stake(subject, ["ask", "fill"], "", ("customer", "staff"), going_back=("fill",))
    whole = at_stake(subject, ["ask", "fill"], "", ("customer", "staff"))
    assert stake is not None
    assert whole is not None
    assert (stake.customer_minutes, stake.staff_minutes) == pytest.approx((again * 60, again * 6))
    assert whole.customer_minutes == pytest.approx((1 + again) * 60)  # where the rule is about the step itself


def test_several_ways_back_are_closed_together():
    subject = subject_of(
        {
            "s": {"kind": "start", "next": "apply"},
            "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
            "check": {"by": "desk", "next": [{"to": "apply", "share": 0.2}, {"to": "decide", "share": 0.8}]},
            "decide": {"by": "desk", "next": [{"to": "apply", "share": 0.1}, {"to": "e", "share": 0.9}]},
            "e": {"kind": "end"},
        }
    )
    stake = at_stake(subject, ["check", "decide", "apply"], "", ("customer",), going_back=("apply",))
    assert stake is not None
    assert stake.customer_minutes == pytest.approx(10 / (1 - 0.2 - 0.8 * 0.1) - 10)


def test_what_the_rules_about_loops_have_at_stake_is_what_the_loop_costs(tmp_path):
    page = tmp_path / "back.yaml"
    page.write_text(
        "id: back\ntitle: Send it back\nparties: {c: {side: customer}, d: {side: frontstage}}\nforms: {f: {}}\n"
        "steps:\n  b: {kind: start, next: fill}\n  fill: {by: c, asks: f, effort: {fill: 60m}, next: check}\n"
        "  check: {by: d, effort: {work: 5m}, next: [{to: fill, share: 0.3}, {to: e, share: 0.7}]}\n  e: {kind: end}\n"
    )
    one = audited(page)
    (loop,) = one.burden.loops
    told = {finding.rule: finding.at_stake for finding in one.findings if finding.rule in ("FA207", "FA208", "FA209")}
    assert set(told) == {"FA207", "FA208", "FA209"}
    for stake in told.values():
        assert stake is not None
        assert stake.customer_minutes == pytest.approx(loop.customer_minutes)


@pytest.mark.parametrize(("called", "spent"), [(0.9, 0.1 * 6), (0.5, 0.5 * 6)])
def test_only_the_time_of_cases_that_meet_nobody_is_at_stake_where_some_meet_nobody(called, spent, tmp_path):
    page = tmp_path / "calls.yaml"
    page.write_text(
        "id: calls\ntitle: Ask and ring\nparties: {c: {side: customer}, d: {side: backstage}}\nsteps:\n"
        "  b: {kind: start, next: ask}\n  ask: {by: c, channel: web, effort: {fill: 6m}, next: check}\n"
        f"  check: {{by: d, next: [{{to: ring, share: {called}}}, {{to: no, share: {1 - called:.1f}}}]}}\n"
        "  ring: {by: c, channel: phone, effort: {counter: 10h}, next: e}\n"
        "  e: {kind: end}\n  no: {kind: end, outcome: adverse}\n"
    )
    (nobody,) = [finding for finding in audited(page).findings if finding.rule == "FA607"]
    assert nobody.at_stake is not None
    assert nobody.at_stake.customer_minutes == pytest.approx(spent)


def test_a_case_that_comes_back_to_a_person_later_is_not_counted():
    subject = subject_of(
        {
            "s": {"kind": "start", "next": "ask"},
            "ask": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
            "check": {"by": "desk", "next": [{"to": "ask", "share": 0.5}, {"to": "meet", "share": 0.3}, "e"]},
            "meet": {"by": "customer", "effort": {"fill": "60m"}, "next": "e"},
            "e": {"kind": "end"},
        }
    )
    met, unmet = (spent_without(subject, places, ["ask"], "customer") for places in (["ask"], ["meet"]))
    assert met == 0
    assert unmet == pytest.approx(0.4 * 20)  # 2 in 5 cases never meet anybody; each asks twice on average


def test_a_wait_that_only_some_cases_come_to_from_an_unconfirmed_step_has_their_part_at_stake():
    steps = {
        "s": {"kind": "start", "next": "read"},
        "read": {"by": "desk", "next": [{"to": "send", "share": 0.09}, {"to": "bill", "share": 0.91}]},
        "send": {"by": "customer", "channel": "app", "asks": "photo", "next": "bill"},
        "bill": {"by": "desk", "wait": {"queue": "30 days"}, "tells": {"result": True}, "next": "e"},
        "e": {"kind": "end"},
    }
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}}
    page = {"id": "p", "title": "P", "parties": parties, "documents": {"photo": {}}, "steps": steps}
    (found,) = [finding for finding in findings_of(page) if finding.rule == "FA503"]
    assert found.at_stake is not None
    assert found.at_stake.waiting_minutes == pytest.approx(0.09 * 30 * 1440)


def test_a_question_asked_again_has_its_part_of_the_second_form_at_stake():
    steps = {
        "s": {"kind": "start", "next": "claim"},
        "claim": {"by": "customer", "asks": "first", "effort": {"fill": "20m"}, "next": "decide"},
        "decide": {"by": "desk", "next": [{"to": "e", "share": 0.9}, {"to": "review", "share": 0.1}]},
        "review": {"by": "customer", "asks": "second", "effort": {"fill": "8m"}, "next": "e"},
        "e": {"kind": "end"},
    }
    forms = {"first": {"fields": [{"data": "ticket"}]}, "second": {"fields": [{"data": "ticket"}, {"data": "why"}]}}
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}}
    page = {"id": "p", "title": "P", "parties": parties, "forms": forms, "steps": steps}
    (found,) = [finding for finding in findings_of(page) if finding.rule == "FA101"]
    assert found.at_stake is not None
    assert found.at_stake.customer_minutes == pytest.approx(0.1 * 8 / 2)


def findings_of(page) -> tuple[Finding, ...]:
    (one,) = audit(Sources((Reading(Procedure.model_validate(page), {}),), (), ())).procedures
    return one.findings
