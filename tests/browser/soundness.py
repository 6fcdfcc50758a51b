"""What is wrong with a page in a browser: scripts, requests, complaints, sideways scrolling, what axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
HEIGHT = 900
SCRIPTS = "[...document.scripts].filter(one => one.type !== 'application/ld+json').length"


def faults(browser: Any, path: Path, width: int, scheme: str, axe: bool = True, shots: Path | None = None) -> list[str]:
    """One line a fault; none for a sound page. `shots` is a folder for a picture of the whole page."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    try:
        opened = context.new_page()
        asked: list[str] = []
        complaints: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(path.as_uri())
        found = [f"asks for {address}" for address in asked if address != path.as_uri()]
        found += [f"complains: {text}" for text in complaints]
        if scripts := opened.evaluate(SCRIPTS):
            found.append(f"holds {scripts} scripts")
        if (wide := opened.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"is {wide} pixels wide on a screen of {width}")
        if shots is not None:
            opened.screenshot(path=shots / f"{path.parent.name}-{path.stem}-{width}-{scheme}.png", full_page=True)
        found += violations(opened) if axe else ()
    finally:
        context.close()
    return found


def violations(opened: Any) -> Iterator[str]:
    """What axe finds on an opened page, and that it looked at all."""
    from axe_playwright_python.sync_playwright import Axe

    said = Axe().run(opened).response
    if len(said["passes"]) <= 10:
        yield f"axe applied {len(said['passes'])} rules only"
    for rule in said["violations"]:
        yield from (f"axe: {rule['id']}: {node['html'][:200]}" for node in rule["nodes"])


def printed(browser: Any, path: Path, to: Path | None = None) -> list[str]:
    """What is wrong with the page on paper; `to` is where the PDF goes."""
    context = browser.new_context(color_scheme="dark")
    try:
        opened = context.new_page()
        opened.goto(path.as_uri())
        opened.emulate_media(media="print", color_scheme="dark")
        paper = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        data = opened.pdf(path=to, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
    finally:
        context.close()
    found = [] if data.startswith(b"%PDF-") else ["gives no PDF"]
    return found if paper == "rgb(255, 255, 255)" else [*found, f"is printed on {paper}"]
