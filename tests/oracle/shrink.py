"""A smaller page that shows the same: steps are bypassed, flows and details left out, as long as it still does."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from frictionaudit.errors import InputError

DETAILS = ("asks", "tells", "control", "also", "prompts", "channel", "effort", "wait", "fees")

Page = dict[str, Any]


def shrink(page: Page, shows: Callable[[Page], bool]) -> Page:
    """The page without what it can do without."""
    tried = True
    while tried:
        tried = False
        for candidate in _smaller(page):
            if _holds(candidate, shows):
                page, tried = candidate, True
                break
    return page


def _holds(page: Page, shows: Callable[[Page], bool]) -> bool:
    try:
        return shows(page)
    except (ValueError, RuntimeError, ZeroDivisionError, InputError, LookupError):
        return False  # the page has no start or end left, or a case cannot leave it


def _smaller(page: Page) -> Iterator[Page]:
    if "groups" in page:
        yield _without(page, "groups")
    for id, step in page["steps"].items():
        flows = step.get("next", [])
        if step.get("kind") not in ("start", "end") and len({flow["to"] for flow in flows}) == 1:
            yield _bypassed(page, id, flows[0]["to"])
        if len(flows) > 1:
            for number in range(len(flows)):
                yield _without_flow(page, id, number)
    for id, step in page["steps"].items():
        for detail in DETAILS:
            if detail in step and step[detail] not in ("none", "web"):
                yield _without_detail(page, id, detail)


def _without(page: Page, key: str) -> Page:
    return {name: value for name, value in page.items() if name != key}


def _bypassed(page: Page, id: str, target: str) -> Page:
    small = copy.deepcopy(page)
    del small["steps"][id]
    for step in small["steps"].values():
        for flow in step.get("next", []):
            if flow["to"] == id:
                flow["to"] = target
                flow["id"] = flow.get("id", f"by-{id}")
    return small


def _without_flow(page: Page, id: str, number: int) -> Page:
    small = copy.deepcopy(page)
    flows = small["steps"][id]["next"]
    del flows[number]
    exclusive = small["steps"][id].get("kind", "task") in ("task", "exclusive")
    if exclusive and len(flows) == 1:
        flows[0].pop("share", None)
    elif exclusive and all("share" in flow for flow in flows):
        total = sum(flow["share"] for flow in flows)
        for flow in flows:
            flow["share"] = round(flow["share"] / total, 6)
    return _reachable(small)


def _without_detail(page: Page, id: str, detail: str) -> Page:
    small = copy.deepcopy(page)
    step = small["steps"][id]
    if detail in ("effort", "wait", "fees"):
        step[detail] = "none"
    elif detail == "channel":
        step[detail] = "web"
    else:
        del step[detail]
    return small


def _reachable(page: Page) -> Page:
    """Without the steps that nothing leads to any more."""
    seen: set[str] = set()
    waiting = [id for id, step in page["steps"].items() if step.get("kind") == "start"]
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += [flow["to"] for flow in page["steps"][id].get("next", [])]
    page["steps"] = {id: step for id, step in page["steps"].items() if id in seen}
    return page
