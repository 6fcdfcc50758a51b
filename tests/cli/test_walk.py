"""`walk` goes through a procedure as its customer, at the keyboard or by chance."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT, run
from tests.gold_files import assert_gold

XRAY = str(ROOT / "processes" / "x-ray-appointment.yaml")
FINE = str(ROOT / "processes" / "challenge-a-parking-fine.yaml")


def test_the_x_ray_with_its_breakdown():
    text = run("walk", XRAY, "--auto", "--seed", "40").stdout
    assert "The machine breaks down" in text
    assert_gold("walks/x-ray-with-the-breakdown.txt", text)


def test_a_breakdown_comes_at_the_rate_of_the_page():
    down = sum(
        any(scene["mishaps"] for scene in json.loads(run("walk", XRAY, "--json", "--seed", str(seed)).stdout)["scenes"])
        for seed in range(60)
    )
    assert 3 <= down <= 25, "the page says 18 % at the machine and 2 % on the way"


@pytest.mark.parametrize(
    ("choice", "name", "end"), [("1", "paid", "Fine paid"), ("2", "challenged", ""), ("3", "waited", "Debt handed")]
)
def test_the_parking_fine_with_each_choice(choice, name, end):
    done = run("walk", FINE, stdin=f"\n{choice}\n\n1\n\n\n\n")
    assert done.exit_code == 0
    assert end in done.stdout.partition("You set out")[2]
    assert_gold(f"walks/parking-fine-{name}.txt", done.stdout)


def test_the_story_alone_is_one_paragraph_and_what_would_have_spared_you():
    story = run("walk", XRAY, "--story", "--seed", "40").stdout
    assert story.startswith("You set out to have an X-ray taken.")
    assert "It ended with: Report explained." in story
    assert "would have spared you" in story


def test_json_has_every_step_and_the_account():
    walk = json.loads(run("walk", XRAY, "--json").stdout)
    assert walk["schema"] == 1
    assert walk["scenes"][-1]["account"] == walk["account"]
    assert walk["account"]["forms"] == 2
    assert json.loads(run("walk", XRAY, "--format", "json").stdout) == walk


def test_the_same_seed_gives_the_same_walk_and_another_one_another():
    first, again, other = (run("walk", XRAY, "--json", "--seed", seed).stdout for seed in ("1", "1", "40"))
    assert first == again
    assert first != other


def test_a_group_has_its_own_effort():
    everyone, bus = (json.loads(run("walk", XRAY, "--json", *more).stdout) for more in ((), ("--group", "by-bus")))
    assert bus["group"] == "Patients who come by hospital transport"
    more = 40 * 1.5 + (6 + 10 + 70) * 0.5  # travel takes 2.5 times as long, queueing on the phone and on site 1.5 times
    assert bus["account"]["minutes"] == everyone["account"]["minutes"] + more


def test_an_unknown_group_is_an_error_with_a_near_match():
    done = run("walk", XRAY, "--group", "by-bys")
    assert done.exit_code == 2
    assert "by-bus" in done.stderr


@pytest.mark.parametrize(
    ("page", "slug"),
    [
        ("id: a\ntitle: A\n", "no-start"),
        ("id: a\ntitle: A\nsteps: {s: {kind: start, next: e}, e: {kind: end}}\n", "nothing-to-publish"),
    ],
)
def test_a_page_without_a_start_or_a_customer_is_a_clear_error(folder, page, slug):
    (folder / "a.yaml").write_text(page, encoding="utf-8")
    done = run("walk", "a.yaml", "--auto")
    assert done.exit_code == 3
    assert slug in done.stderr


def test_a_loop_without_an_end_is_cut_short(folder):
    page = """\
id: loop
title: Loop
parties: {c: {side: customer}}
steps:
  s: {kind: start, next: a}
  a: {name: Ask, by: c, effort: {fill: 1m}, wait: none, next: b}
  b: {name: Ask again, by: c, effort: {fill: 1m}, wait: none, next: a}
"""
    (folder / "loop.yaml").write_text(page, encoding="utf-8")
    done = run("walk", "loop.yaml", "--story")
    assert "It did not come to an end." in " ".join(done.stdout.split())
    assert "cut short after 500 steps" in done.stdout


def test_a_limit_on_repeats_holds_and_a_step_met_again_says_so(folder):
    page = """\
id: twice
title: Twice
parties: {c: {side: customer}}
steps:
  s: {kind: start, next: a}
  a:
    {name: Ask, by: c, effort: {fill: 1m}, wait: none,
     next: [{to: a, id: again, share: 0.99, at_most: 2}, {to: e, share: 0.01}]}
  e: {kind: end, name: Done}
"""
    (folder / "twice.yaml").write_text(page, encoding="utf-8")
    walk = json.loads(run("walk", "twice.yaml", "--json").stdout)
    assert walk["account"]["steps"] <= 3
    assert "(for the 3rd time)" in run("walk", "twice.yaml", "--auto").stdout


def test_parallel_branches_are_all_walked_and_only_the_longer_one_is_waited_for(folder):
    page = """\
id: both
title: Both
parties: {c: {side: customer}, d: {side: backstage}}
steps:
  s: {kind: start, next: a}
  a: {name: Ask, by: c, effort: {fill: 10m}, wait: none, next: f}
  f: {kind: parallel, next: [x, y]}
  x: {name: X, by: d, effort: none, wait: {queue: 2 days}, next: j}
  y: {name: Y, by: d, effort: none, wait: {queue: 5 days}, next: j}
  j: {kind: parallel, next: e}
  e: {kind: end, name: Done}
"""
    (folder / "both.yaml").write_text(page, encoding="utf-8")
    walk = json.loads(run("walk", "both.yaml", "--json").stdout)
    assert [scene["id"] for scene in walk["scenes"]] == ["s", "a", "f", "x", "y", "j", "e"]
    assert walk["account"]["elapsed"] == 5 * 1440 + 10


def test_a_name_cannot_give_the_terminal_orders(folder):
    page = """\
id: a
title: "A \\e[31m"
parties: {c: {side: customer}}
steps: {s: {kind: start, next: a}, a: {name: "B \\e]0;x", by: c, next: e}, e: {kind: end}}
"""
    (folder / "a.yaml").write_text(page, encoding="utf-8")
    assert "\x1b" not in run("walk", "a.yaml", "--auto").stdout


LOAN = """
id: loan
title: {title}
parties: {{you: {{side: customer}}, bank: {{side: frontstage}}}}
steps:
  s: {{kind: start, by: you, next: ask}}
  ask: {{name: Send the form, by: you, next: first}}
  first:
    kind: event-based
    by: you
    next: [late, answer]
  late: {{name: Six weeks are over, kind: event, by: you, wait: {{third: 42 days}}, next: e}}
  answer: {{name: The answer comes, kind: event, by: you, wait: {{queue: 42 days}}, next: e}}
  e: {{kind: end}}
"""


def loan(folder, title="Ask for a loan", form=""):
    page = folder / "loan.yaml"
    text = LOAN.format(title=title)
    page.write_text(text.replace("by: you, next: first", f"by: you, {form}next: first"), encoding="utf-8")
    return str(page)


def test_an_unknown_time_is_not_zero(tmp_path):
    text = run("walk", loan(tmp_path), "--auto").stdout
    assert "so far: 1 step · times not known" in text
    assert "so far: 1 step · at least 42 days since the start" in text
    assert "It took at least 42 days and 1 step." in " ".join(text.split())


def test_a_known_time_is_told_as_it_is(tmp_path):
    known = "wait: {queue: 0m}, effort: {fill: 5m}, "
    text = run("walk", loan(tmp_path, form=known), "--auto").stdout
    assert "so far: 1 step · 5 min · 5 min since the start" in text


def test_what_happens_first_is_not_for_the_customer_to_decide(tmp_path):
    done = run("walk", loan(tmp_path), stdin="\n")
    assert done.exit_code == 0, done.stderr
    assert "You decide" not in done.stdout
    assert "Press Enter to go on" in done.stdout


@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("Ask for a loan", "You set out to ask for a loan."),
        ("Bank", "You went through “Bank”."),
        ("Solicitud de licencia", "You went through “Solicitud de licencia”."),
    ],
)
def test_a_title_that_is_no_english_phrase_is_quoted(tmp_path, title, begins):
    assert run("walk", loan(tmp_path, title), "--story").stdout.startswith(begins)
