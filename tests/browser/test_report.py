"""The HTML report in a real browser: sound for keyboard and screen reader, in light and dark, narrow and on paper."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from urllib.request import urlopen

import pytest

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@contextmanager
def page(browser, report, **how):
    context = browser.new_context(**how)
    opened = context.new_page()
    opened.goto(report)
    try:
        yield opened
    finally:
        context.close()


@pytest.mark.parametrize("folded", [True, False], ids=["folded", "unfolded"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(browser, report, scheme, size, folded):
    from axe_playwright_python.sync_playwright import Axe

    with page(browser, report, color_scheme=scheme, viewport=size) as opened:
        if not folded:
            opened.evaluate(OPEN_ALL)
        found = Axe().run(opened).response
    assert len(found["passes"]) > 20
    assert [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []


def test_axe_would_find_a_violation(browser, report):
    from axe_playwright_python.sync_playwright import Axe

    with page(browser, report) as opened:
        opened.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert [rule["id"] for rule in Axe().run(opened).response["violations"]] == ["image-alt"]


def test_light_and_dark_differ_and_both_are_styled(browser, report):
    papers = []
    for scheme in ("light", "dark"):
        with page(browser, report, color_scheme=scheme) as opened:
            papers.append(opened.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert papers == ["rgb(250, 249, 246)", "rgb(20, 23, 27)"]


def test_the_report_fetches_nothing_and_complains_of_nothing(browser, report):
    context = browser.new_context()
    opened = context.new_page()
    asked, said = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(report)
    context.close()
    assert asked == [report]
    assert said == []


def test_the_report_is_whole_without_scripts(browser, report):
    with page(browser, report, java_script_enabled=False) as opened:
        opened.locator("summary", has_text="Per case").first.click()
        assert opened.get_by_role("row", name="Asking where it stands").last.is_visible()


def test_a_script_in_the_report_would_not_run(browser, report, tmp_path):
    text = urlopen(report).read().decode()
    bad = tmp_path / "bad.html"
    bad.write_text(text.replace("</main>", "<script>document.title = 'run'</script></main>"), encoding="utf-8")
    with page(browser, bad.as_uri()) as opened:
        assert opened.title() == "Friction audit"


def test_the_first_key_offers_to_skip_to_the_report(browser, report):
    with page(browser, report, viewport=WIDE) as opened:
        opened.keyboard.press("Tab")
        skip = opened.get_by_role("link", name="Skip to the report")
        assert skip.evaluate("one => one === document.activeElement")
        assert skip.bounding_box()["x"] >= 0
        opened.keyboard.press("Enter")
        assert opened.evaluate("document.activeElement.id") == "main"


def test_everything_that_can_be_used_is_reached_by_key_and_shows_that_it_is(browser, report):
    with page(browser, report, viewport=WIDE) as opened:
        reachable = opened.locator("a[href], summary, [tabindex='0']").count()
        reached = set()
        for _ in range(reachable):
            opened.keyboard.press("Tab")
            active, outline = opened.evaluate(
                "[document.activeElement.outerHTML + document.activeElement.getBoundingClientRect().y + scrollY,"
                " getComputedStyle(document.activeElement).outlineStyle]"
            )
            assert outline == "solid", active
            reached.add(active)
        assert len(reached) == reachable


def test_a_folded_part_opens_with_the_keyboard(browser, report):
    with page(browser, report) as opened:
        part = opened.locator("details", has_text="Per year").first
        part.locator("summary").focus()
        opened.keyboard.press("Enter")
        assert part.get_by_role("table").is_visible()


def test_a_screen_reader_gets_landmarks_and_headings_in_order(browser, report):
    with page(browser, report) as opened:
        for role in ("banner", "navigation", "main", "contentinfo"):
            assert opened.get_by_role(role).count() == 1, role
        levels = opened.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_severity_is_said_in_words_beside_its_sign(browser, report):
    with page(browser, report) as opened:
        tags = opened.locator("h4 .tag").all_inner_texts()
    assert {tag.strip() for tag in tags} == {"Error", "Warning", "Hint"}


@pytest.mark.parametrize("unfolded", [True, False])
def test_nothing_is_cut_off_on_a_narrow_screen(browser, report, unfolded):
    with page(browser, report, viewport=NARROW) as opened:
        if unfolded:
            opened.evaluate(OPEN_ALL)
        assert opened.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        beyond = opened.evaluate(
            "[...document.querySelectorAll('main *')].filter(one => !one.closest('.wide, .heard, svg')"
            " && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 80))"
        )
    assert beyond == []


def test_paper_shows_what_the_screen_folds_and_is_light(browser, report):
    with page(browser, report, color_scheme="dark") as opened:
        opened.emulate_media(media="print", color_scheme="dark")
        assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        folded = opened.locator("details:not([open]) table.measures tr")
        assert folded.count() > 10
        assert all(folded.nth(n).bounding_box()["height"] > 5 for n in range(folded.count()))


def test_every_entry_of_the_contents_leads_somewhere(browser, report):
    with page(browser, report) as opened:
        targets = opened.eval_on_selector_all("a[href^='#']", "all => all.map(one => one.hash.slice(1))")
        lost = [target for target in targets if opened.evaluate("id => document.getElementById(id) === null", target)]
    assert len(targets) > 5
    assert lost == []
