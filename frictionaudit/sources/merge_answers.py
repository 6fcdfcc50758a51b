"""Merges answers into a page, part by part, and keeps the place of each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import PagePath, Procedure, SourceSpan
from frictionaudit.domain.value_errors import shown
from frictionaudit.errors import Problem
from frictionaudit.sources.yaml_tree import YamlTree

NOTHING: Any = object()
"""The value of a place that was left empty."""
_NEW = {"parties": "side", "groups": "share"}
"""The key that marks a part as a new one, where the page does not have it."""
_PAPERS = ("forms", "documents")
"""Parts that may be new where a step asks for them."""
_PART = {
    "steps": "step",
    "parties": "party",
    "groups": "group",
    "forms": "form",
    "documents": "document",
    "places": "place",
}


class Merge:
    """The page with the answers in it, and the place of each."""

    def __init__(self, tree: YamlTree, procedure: Procedure) -> None:
        self._tree = tree
        self._procedure = procedure
        self._asked = set(_asked(tree.value))
        self.spans: dict[PagePath, SourceSpan] = {(): SourceSpan(path=tree.path)}
        self.keys: dict[PagePath, SourceSpan] = {}
        self.problems: list[Problem] = []
        self.shared: set[str] = set()

    def page(self) -> dict[str, Any]:
        """The merged page as plain data."""
        page = self._procedure.page()
        answers = {key: value for key, value in self._tree.value.items() if key != "id"}
        merged: dict[str, Any] = self._into(page, answers, (), ())
        return merged

    def _into(self, base: Any, answer: Any, old: PagePath, new: PagePath) -> Any:
        """A part once the answers at `old` are merged into it at `new`."""
        if len(new) == 3 and new[0] == "steps" and new[2] == "next":
            return self._flows(base, answer, old, new)
        if new == ("promises",) and isinstance(answer, list):
            return self._promises(base if isinstance(base, list) else [], answer, old, new)
        if not isinstance(base, Mapping) or not isinstance(answer, Mapping) or _replaced(base, answer, new):
            return self._take(answer, old, new)
        self._note(old, new)
        merged = dict(base)
        for key, value in answer.items():
            if len(new) == 1 and key not in base and not self._new(str(new[0]), key, value, (*old, key)):
                continue
            absent = {} if not new and key in _PART else NOTHING
            part = self._into(base.get(key, absent), value, (*old, key), (*new, key))
            if part is not NOTHING:
                merged[key] = part
        return merged

    def _new(self, table: str, id: str, value: Any, old: PagePath) -> bool:
        """Whether a part that the page does not have may come with the answers; a problem is noted where not."""
        wanted = _NEW.get(table)
        body = value if isinstance(value, Mapping) else {}
        if (
            table not in _PART
            or table == "places"
            or (wanted and wanted in body)
            or (table in _PAPERS and id in self._asked)
        ):
            return True
        known = list(getattr(self._procedure, table))
        if self._take(value, old, old) is not NOTHING:
            hint = did_you_mean(id, known)
            if table != "steps":
                hint += f"; a new one needs its `{wanted}`" if wanted else "; for a new one, let a step ask for it"
            message = f"there is no {_PART[table]} '{id}'"
            self.problems.append(Problem("dangling-reference", message, str(self._tree.keys[old]), hint))
        return False

    def _flows(self, base: Any, answer: Any, old: PagePath, new: PagePath) -> Any:
        """The flows of a step, each with its answers merged in; answers cannot add a flow."""
        flows = [dict(flow) for flow in base] if isinstance(base, list) else []
        step = str(new[1])
        self._note(old, new)
        listed = answer if isinstance(answer, list) else [answer]
        for n, entry in enumerate(listed):
            at: PagePath = (*old, n) if isinstance(answer, list) else old
            body = {"to": entry} if isinstance(entry, str) else entry
            if body is None:
                continue
            if not isinstance(body, Mapping):
                message = f"expected a step, or a flow such as {{to: NAME, share: 0.5}}, found {shown(body)}"
                self.problems.append(Problem("wrong-value", message, str(self._tree.spans[at])))
                continue
            name = body.get("id") or body.get("to")
            matches = [i for i, flow in enumerate(flows) if flow.get("id", flow["to"]) == name]
            matches = matches or [i for i, flow in enumerate(flows) if flow["to"] == name and "id" not in body]
            if len(matches) != 1:
                known = [flow.get("id", flow["to"]) for flow in flows]
                message, place = f"there is no flow from '{step}' to '{name}'", str(self._tree.spans[at])
                self.problems.append(Problem("dangling-reference", message, place, did_you_mean(str(name), known)))
                continue
            flows[matches[0]] = self._into(flows[matches[0]], body, at, (*new, matches[0]))
            if body.get("share") is not None:
                self.shared.add(step)
        return flows if flows else NOTHING

    def _promises(self, base: list[Any], answer: list[Any], old: PagePath, new: PagePath) -> list[Any]:
        promises = [dict(promise) for promise in base]
        names = [(promise["from"], promise["to"]) for promise in promises]
        for n, entry in enumerate(answer):
            name = (entry.get("from"), entry.get("to")) if isinstance(entry, Mapping) else None
            at = names.index(name) if name in names else len(promises)
            part = self._into(promises[at] if name in names else NOTHING, entry, (*old, n), (*new, at))
            promises[at : at + 1] = [] if part is NOTHING else [part]
        return promises

    def _take(self, answer: Any, old: PagePath, new: PagePath) -> Any:
        """The answers alone, without the places left empty; NOTHING where all are empty."""
        if answer is None:
            return NOTHING
        self._note(old, new)
        if isinstance(answer, Mapping):
            parts = {key: self._take(value, (*old, key), (*new, key)) for key, value in answer.items()}
            kept = {key: part for key, part in parts.items() if part is not NOTHING}
            return kept if kept or not answer else NOTHING
        if isinstance(answer, list):
            return [self._take(value, (*old, n), (*new, n)) for n, value in enumerate(answer) if value is not None]
        return answer

    def _note(self, old: PagePath, new: PagePath) -> None:
        for mine, theirs in ((self.spans, self._tree.spans), (self.keys, self._tree.keys)):
            if old in theirs:
                mine[new] = theirs[old]


def _replaced(base: Mapping[str, Any], answer: Mapping[str, Any], at: PagePath) -> bool:
    """Whether the answer replaces the part whole: a number with its evidence, or `{}` for none of it."""
    return ("value" in (*base, *answer) and not (len(at) == 1 and at[0] in _PART)) or (not answer and len(at) > 2)


def _asked(page: Mapping[str, Any]) -> Iterator[str]:
    """Forms and documents that the steps of the answers name."""
    steps = page.get("steps")
    for step in steps.values() if isinstance(steps, Mapping) else ():
        for key in ("asks", "gives"):
            things = step.get(key) if isinstance(step, Mapping) else None
            named = [things] if isinstance(things, str) else things if isinstance(things, list) else []
            yield from (thing for thing in named if isinstance(thing, str))
