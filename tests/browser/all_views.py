"""`python -m tests.browser.all_views DIR` draws every scene in every view and look, tries axe, and keeps pictures.

The looks are 360, 768 and 1,440 pixels, light and dark. In DIR lie a picture of each view as a reader of that look
sees it, and `SCENE.VIEW.png` with the whole drawing at its own size. The tests try a fair part of these.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frictionaudit.exports.drawings import svg
from tests.browser.conftest import QUIET, found
from tests.conftest import ROOT
from tests.pictures import VIEWS, drawn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = sorted(path.stem for path in (ROOT / "processes").glob("*.yaml"))
ALL_VIEWS = (*VIEWS, "difference")
SIZES: list[Any] = [{"width": 360, "height": 740}, {"width": 768, "height": 1024}, {"width": 1440, "height": 900}]
LOOKS = [(scheme, size) for scheme in ("light", "dark") for size in SIZES]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta name="color-scheme" content="light dark"><title>Drawings</title>
<style>body {{ margin: 0; background: Canvas }} .wide {{ overflow-x: auto }}</style></head>
<body><main><h1 style="color: CanvasText">Drawings</h1>{0}</main></body></html>"""


def page(name: str) -> str:
    """A page with all views of a scene, each in a region that scrolls by itself."""
    regions = []
    for view in ALL_VIEWS:
        picture = svg.write(drawn(name, view)).partition("\n")[2].replace("drawing-", f"{view}-")
        picture = picture.replace("<svg ", f'<svg id="{view}" ', 1)
        regions.append(f'<div class="wide" role="region" tabindex="0" aria-label="{view}">{picture}</div>')
    return PAGE.format("".join(regions))


def faults(opened: Page, width: int) -> Iterator[str]:
    """What axe finds on a page, text smaller than 10 pixels, and whether the page scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe

    for rule in Axe().run(opened).response["violations"]:
        yield from (f"{rule['id']}: {node['html'][:120]}" for node in rule["nodes"])
    if (wide := opened.evaluate("document.documentElement.scrollWidth")) > width:
        yield f"the page is {wide} pixels wide"
    sizes = opened.eval_on_selector_all("svg text", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    if small := [size for size in sizes if size < 10]:
        yield f"{len(small)} texts are smaller than 10 pixels: {min(small)}"


def look(browser: Browser, scheme: Any, size: Any, target: Path) -> int:
    """Print the faults of all scenes in one look and keep its pictures; how many faults there are."""
    context = browser.new_context(viewport=size, color_scheme=scheme)
    opened, count = context.new_page(), 0
    for name in NAMES:
        opened.goto((target / f"{name}.html").resolve().as_uri())
        for fault in faults(opened, size["width"]):
            print(f"{name}, {scheme}, {size['width']}: {fault}")
            count += 1
        for view in ALL_VIEWS:
            region = opened.locator(f".wide[aria-label={view}]")
            region.screenshot(path=target / f"{name}.{view}.{scheme}.{size['width']}.png")
    context.close()
    return count


def main(target: Path) -> int:
    """Draw, look and print; 1 where there is a fault."""
    from playwright.sync_api import sync_playwright

    target.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (target / f"{name}.html").write_text(page(name), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found(), args=list(QUIET))
        count = sum(look(browser, scheme, size, target) for scheme, size in LOOKS)
        whole = browser.new_page(viewport={"width": 4000, "height": 900})
        for name in NAMES:
            whole.goto((target / f"{name}.html").resolve().as_uri())
            for view in ALL_VIEWS:
                whole.locator(f"#{view}").screenshot(path=target / f"{name}.{view}.png")
        browser.close()
    combinations = len(NAMES) * len(ALL_VIEWS) * len(LOOKS)
    print(f"{combinations} combinations of scene, view, width and colours: {count} faults; pictures in {target}")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
