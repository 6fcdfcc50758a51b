"""Published pages in a real browser: for keyboard and screen reader, narrow and wide, light and dark, on paper."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from lxml import html

from frictionaudit.application.inputs import read_paths
from frictionaudit.application.page_files import Choice
from frictionaudit.application.publish import publish
from tests.browser.soundness import SCHEMES, WIDTHS, faults, printed
from tests.publishing import GOOD, HEBREW, SCENES

CHOSEN = (
    "improved/index.html",
    "improved/index.de.html",
    "challenge-a-parking-fine/index.html",
    "library-card/index.html",
)
"""Pages that axe looks at: with all parts, in German, with choices and deep branches, in Hebrew."""

# One worker draws them once for all tests.
pytestmark = pytest.mark.xdist_group("pages in the browser")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The scenes, the improved return and the Hebrew page as one site."""
    folder = tmp_path_factory.mktemp("published")
    improved = folder / "improved.yaml"
    improved.write_text(
        GOOD.read_text(encoding="utf-8").replace("id: return-a-product", "id: improved"), encoding="utf-8"
    )
    read = read_paths([*SCENES, improved, HEBREW])
    publish(read, folder / "site", Choice(notices=True, fragment=True), date(2026, 12, 21), folder)
    return folder / "site"


@contextmanager
def page(browser, path, width=1440, **how):
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    opened = context.new_page()
    opened.goto(path.as_uri())
    try:
        yield opened
    finally:
        context.close()


def all_pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if path.name != "fragment.html")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(browser, site, width, scheme):
    for name in ("index.html", *CHOSEN):
        assert (name, faults(browser, site / name, width, scheme)) == (name, [])


def test_no_page_scrolls_sideways_asks_for_anything_or_complains(browser, site):
    pages = all_pages(site)
    assert len(pages) > 25
    for path in pages:
        assert (path.parent.name, faults(browser, path, 360, "light", axe=False)) == (path.parent.name, [])


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("<script>document.title = 'run'</script>", "holds 1 scripts"),
        ("<img src='https://www.example.com/x.png' alt=''>", "complains"),
        (f"<pre>{'wide' * 20}</pre>", "pixels wide on a screen of 360"),
        ("<a href='#main'></a>", "axe: link-name"),
    ],
)
def test_each_fault_would_be_found(browser, site, tmp_path, broken, told):
    text = (site / CHOSEN[0]).read_text(encoding="utf-8").replace("</main>", f"{broken}</main>")
    (tmp_path / "broken.html").write_text(text, encoding="utf-8")
    assert any(told in fault for fault in faults(browser, tmp_path / "broken.html", 360, "light")), told


def test_light_and_dark_differ_and_paper_is_white(browser, site):
    colours = []
    for scheme in ("light", "dark"):
        with page(browser, site / CHOSEN[0], color_scheme=scheme) as opened:
            colours.append(opened.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours == ["rgb(255, 255, 255)", "rgb(20, 23, 27)"]
    assert printed(browser, site / CHOSEN[0]) == []


NAMES = """all => all.map(one => one.getAttribute('aria-label') ||
  document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim())"""
"""What lists of links are called, so that a reader who hears them can tell them apart."""


def test_headings_are_in_order_and_each_landmark_is_there_once_or_has_a_name(browser, site):
    for name in CHOSEN:
        with page(browser, site / name) as opened:
            for role in ("main", "contentinfo"):
                assert opened.get_by_role(role).count() == 1, (name, role)
            called = opened.eval_on_selector_all("nav", NAMES)
            assert len(called) == len(set(called)), name
            assert all(called), name
            levels = opened.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(one => +one.tagName[1])")
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


FOCUS = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect()
  const seen = box.bottom > 0 && box.top < innerHeight && getComputedStyle(one).outlineStyle === 'solid'
  return [one.getAttribute('href') || one.tagName, seen, [...document.querySelectorAll('*')].indexOf(one)]
}"""


def tab_to(opened, target) -> None:
    """Press Tab until the focus is on a link; each stop on the way has to be seen, and to follow the one before."""
    before = -1
    for _ in range(80):
        opened.keyboard.press("Tab")
        href, seen, place = opened.evaluate(FOCUS)
        assert seen, href
        assert place > before, href
        before = place
        if href == target:
            opened.keyboard.press("Enter")
            return
    pytest.fail(f"no key leads to {target}")


def test_keys_alone_lead_through_index_page_answers_picture_and_text(browser, site):
    with page(browser, site / "index.html") as opened:
        tab_to(opened, "challenge-a-parking-fine/index.html")
        opened.wait_for_url("**/challenge-a-parking-fine/index.html")
        tab_to(opened, "#main")
        tab_to(opened, "#wrong")
        assert opened.evaluate("location.hash") == "#wrong"
        picture = opened.locator("svg a[href='#s-write-challenge']")
        tab_to(opened, "#s-write-challenge")
        assert picture.count() == 1
        assert opened.evaluate("location.hash") == "#s-write-challenge"
        assert opened.locator("#s-write-challenge").is_visible()
        tab_to(opened, "#s-consider-challenge")
        assert opened.evaluate("location.hash") == "#s-consider-challenge"


def test_everything_that_can_be_used_is_reached_by_key_and_shows_that_it_is(browser, site):
    with page(browser, site / CHOSEN[0]) as opened:
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


def test_every_link_inside_the_site_leads_somewhere(site):
    for path in all_pages(site):
        document = html.document_fromstring(path.read_bytes())
        ids = set(document.xpath("//@id"))
        for link in document.xpath("//a/@href"):
            if link.startswith("#"):
                assert link[1:] in ids, (path, link)
            elif not link.startswith(("http", "tel:", "mailto:")):
                assert (path.parent / link).resolve().is_file(), (path, link)


def test_a_hebrew_text_runs_from_right_to_left(browser, site):
    with page(browser, site / "library-card" / "index.html") as opened:
        assert opened.locator("h1 span").evaluate("one => getComputedStyle(one).direction") == "rtl"
        assert opened.locator("h1 span").get_attribute("lang") == "he"


def test_the_style_of_a_fragment_changes_nothing_around_it(browser, site, tmp_path):
    around = tmp_path / "cms.html"
    text = (site / "improved" / "fragment.html").read_text(encoding="utf-8")
    around.write_text(f"<!DOCTYPE html><meta charset=utf-8><h1 id=ours>Ours</h1><p>Text</p>{text}", encoding="utf-8")
    bare = tmp_path / "bare.html"
    bare.write_text("<!DOCTYPE html><meta charset=utf-8><h1 id=ours>Ours</h1><p>Text</p>", encoding="utf-8")
    look = "[...'font color backgroundColor margin'.split(' ')].map(key => getComputedStyle(document.body)[key])"
    heading = "getComputedStyle(document.getElementById('ours')).fontSize"
    seen = []
    for path in (around, bare):
        with page(browser, path) as opened:
            seen.append((opened.evaluate(look), opened.evaluate(heading)))
    assert seen[0] == seen[1]
    with page(browser, around) as opened:
        assert (
            opened.locator(".fa-page .button").first.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
        )


@pytest.mark.parametrize("name", ["return-a-product", "challenge-a-parking-fine", "improved"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
def test_cost_time_needs_contact_and_redress_stand_within_the_first_two_screens(browser, site, name, width, height):
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    opened.goto((site / name / "index.html").as_uri())
    answers = opened.eval_on_selector_all(
        ".short dl > div",
        "all => all.map(one => [one.querySelector('a').innerText, one.getBoundingClientRect().bottom])",
    )
    context.close()
    screens = {question: ceil(bottom / height) for question, bottom in answers}
    assert list(screens) == ["Cost", "How long it takes", "What you need", "Whom to ask", "If you disagree"]
    assert max(screens.values()) <= (1 if width == 1440 else 2), screens
