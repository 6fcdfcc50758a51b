"""Drawings in a real browser: every scene in every view, narrow and wide, light and dark, seen and heard."""

from __future__ import annotations

import json

import pytest

from frictionaudit.application.audit import Sources, chosen_rules, merge, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.application.drawings.draw import DrawOptions
from frictionaudit.application.drawings.model import model
from frictionaudit.application.drawings.picture import folder
from frictionaudit.domain.procedure import Reading
from frictionaudit.exports import writer
from frictionaudit.exports.drawings import mermaid
from tests.browser.all_views import LOOKS, NAMES, SIZES, faults, page
from tests.pictures import HOSTILE, drawn, named, node_modules, scene
from tests.pictures import draw as drawing_of

# One worker draws them once for all tests.
pytestmark = pytest.mark.xdist_group("drawings in the browser")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """A page for each scene with all its views."""
    target = tmp_path_factory.mktemp("gallery")
    for name in NAMES:
        (target / f"{name}.html").write_text(page(name), encoding="utf-8")
    return target


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]['width']}")
def test_axe_finds_nothing_in_the_views_text_is_legible_and_no_page_scrolls_sideways(browser, gallery, look):
    """One scene in every look, each other scene in one look; `tests.browser.all_views` tries all of them in all."""
    scheme, size = look
    context = browser.new_context(viewport=size, color_scheme=scheme)
    opened = context.new_page()
    found = []
    for name in ["return-a-product", *NAMES[LOOKS.index(look) :: len(LOOKS)]]:
        opened.goto((gallery / f"{name}.html").as_uri())
        found += [(name, fault) for fault in faults(opened, size["width"])]
    context.close()
    assert found == []


def test_text_stays_in_its_box(browser, gallery):
    context = browser.new_context(viewport=SIZES[2])
    opened = context.new_page()
    beyond = []
    for name in NAMES:
        opened.goto((gallery / f"{name}.html").as_uri())
        beyond += opened.evaluate(
            "[...document.querySelectorAll('.step')].flatMap(step => { const box = step.querySelector('rect.box');"
            " if (!box) return []; const b = box.getBBox(); return [...step.querySelectorAll('text.mid:not(.on)')]"
            ".map(t => [t.getBBox(), t.textContent])"
            ".filter(([t]) => t.x < b.x - 1 || t.x + t.width > b.x + b.width + 1)"
            ".map(([t, words]) => words) })"
        )
    context.close()
    assert beyond == []


def test_the_accessibility_tree_tells_the_steps_in_order_with_neighbours_times_and_shares(browser, gallery):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((gallery / "return-a-product.html").as_uri())
    heard = opened.locator("#staff").aria_snapshot()
    context.close()
    words = [line for line in heard.splitlines() if "Step " in line]
    assert len(words) == 19
    assert [f"Step {n} of 19" in line for n, line in enumerate(words, 1)] == [True] * 19
    (check,) = [line for line in words if "Step 4 of 19" in line]
    for part_ in ("Check the request", "By Returns desk", "6 min of staff time", "2 working days", "After Send the",
                  "all is there · 72 %", "20 %", "8 %"):  # fmt: skip
        assert part_ in check, part_


def test_the_keyboard_walks_through_the_steps_in_their_order(browser, gallery):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((gallery / "lost-wristband.html").as_uri())
    steps = opened.locator("#staff .step").count()
    opened.locator("[aria-label=staff]").focus()
    reached = []
    for _ in range(steps):
        opened.keyboard.press("Tab")
        reached.append(opened.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()
    assert [f"Step {n} of {steps}" in (words or "") for n, words in enumerate(reached, 1)] == [True] * steps


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a scene with its drawing."""
    options = AuditOptions(tuple(chosen_rules()), draw=True)
    audit = merge([part(Sources((Reading(scene("return-a-product"), {}),), (), ()), options)], options)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(writer("html")(audit), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_the_report_with_its_drawing_is_sound(browser, report, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=size, color_scheme=scheme)
    opened = context.new_page()
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(report)
    found = Axe().run(opened).response
    wide = opened.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]] == []
    assert wide <= size["width"]
    assert said == []


def test_a_mark_and_its_finding_lead_to_one_another(browser, report):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(report)
    marks = opened.eval_on_selector_all(".drawing a", "all => all.map(one => one.getAttribute('href').slice(1))")
    assert len(marks) > 20
    assert [mark for mark in marks if opened.evaluate("id => !document.getElementById(id)", mark)] == []
    backs = opened.eval_on_selector_all("a.at", "all => all.map(one => one.getAttribute('href').slice(1))")
    assert len(backs) > 20
    lost = [b for b in backs if opened.evaluate("id => !document.getElementById(id)?.closest('svg')", b)]
    context.close()
    assert lost == []


def test_the_first_printed_page_holds_cost_time_drawing_findings_and_ideas(browser, report, tmp_path):
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(report)
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 1039, "height": 726})  # A4 landscape within its margins, at 96 to the inch
    bottom = opened.evaluate(
        "document.querySelector('.short').getBoundingClientRect().bottom"
        " - document.querySelector('article').getBoundingClientRect().top"
    )
    shown = opened.locator(".short").inner_text()
    context.close()
    assert bottom <= 726
    for heading in ("Where the time goes", "Look at these first", "Best ideas"):
        assert heading in shown


def test_the_index_of_a_folder_shows_the_pictures(browser, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    for name, made in folder([Reading(scene("lost-wristband"), {})], "svg", DrawOptions(effort=0)):
        (tmp_path / name).write_text(made.content, encoding="utf-8")
    context = browser.new_context(viewport=SIZES[0])
    opened = context.new_page()
    opened.goto((tmp_path / "index.html").as_uri())
    assert opened.evaluate("document.querySelector('img').naturalWidth") > 300
    assert Axe().run(opened).response["violations"] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def _with_script(browser, script):
    """A page with a program of others; each has its own, since Mermaid changes what bpmn-js relies on."""
    context = browser.new_context()
    opened = context.new_page()
    opened.set_content("<div id='canvas' style='width: 900px; height: 600px'></div>")
    opened.add_script_tag(path=node_modules() / script)
    yield opened
    context.close()


@pytest.fixture(scope="module")
def bpmn_js(browser):
    yield from _with_script(browser, "bpmn-js/dist/bpmn-viewer.production.min.js")


@pytest.fixture(scope="module")
def mermaid_js(browser):
    yield from _with_script(browser, "mermaid/dist/mermaid.min.js")


IMPORT = """async xml => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(xml);
  const shown = viewer.get('elementRegistry').filter(one => one.type !== 'label').length;
  viewer.destroy();
  return [warnings.map(one => one.message), shown];
}"""


@pytest.mark.parametrize("name", [*NAMES, *(f"improved/{name}" for name in NAMES)])
def test_bpmn_js_opens_each_scene_without_a_warning_and_shows_all_of_it(bpmn_js, name):
    text = model(Reading(scene(name), {}), DrawOptions(effort=0)).content
    warnings, shown = bpmn_js.evaluate(IMPORT, text)
    assert warnings == []
    assert shown >= len(scene(name).steps) + sum(len(step.next) for step in scene(name).steps.values())


PARSE = (
    "async text => { try { return (await mermaid.parse(text)).diagramType } catch (fault) { return String(fault) } }"
)


@pytest.mark.parametrize("name", ["return-a-product", "support-line", *HOSTILE])
def test_mermaid_accepts_both_of_its_forms(mermaid_js, name):
    drawing = drawing_of(named(HOSTILE[name]), DrawOptions(effort=0)) if name in HOSTILE else drawn(name)
    assert mermaid_js.evaluate(PARSE, mermaid.write(drawing)) in ("flowchart-v2", "flowchart")
    kind = mermaid_js.evaluate(PARSE, mermaid.swimlanes(drawing))
    assert "swimlane" in kind.lower(), json.dumps(kind)
