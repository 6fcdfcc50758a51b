"""Putting what some answers say into a page, part by part, and keeping where each of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import PagePath, Procedure, SourceSpan
from frictionaudit.errors import Problem
from frictionaudit.sources.yaml_tree import YamlTree

NOTHING: Any = object()
"""What a place says that was left empty."""
_NEW = {"parties": "side", "groups": "share"}
"""What has to be said of a part that the page does not have, to be taken for a new one."""
_PAPERS = ("forms", "documents")
"""Parts that are taken for new ones where a step asks for them."""
_PART = {"steps": "step", "parties": "party", "groups": "group", "forms": "form", "documents": "document"}


class Merge:
    """The page with the answers in it, and where each of them stands."""

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
        said = {key: value for key, value in self._tree.value.items() if key != "id"}
        merged: dict[str, Any] = self._into(page, said, (), ())
        return merged

    def _into(self, base: Any, said: Any, old: PagePath, new: PagePath) -> Any:
        """What a part says once the answers at `old` are put into it at `new`."""
        if len(new) == 3 and new[0] == "steps" and new[2] == "next":
            return self._ways(base, said, old, new)
        if new == ("promises",) and isinstance(said, list):
            return self._promises(base if isinstance(base, list) else [], said, old, new)
        if not isinstance(base, Mapping) or not isinstance(said, Mapping) or _replaced(base, said, new):
            return self._take(said, old, new)
        self._note(old, new)
        merged = dict(base)
        for key, value in said.items():
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
        if table not in _PART or (wanted and wanted in body) or (table in _PAPERS and id in self._asked):
            return True
        known = list(getattr(self._procedure, table))
        if self._take(value, old, old) is not NOTHING:
            hint = f"a new one says its `{wanted}`" if wanted else "a new one is asked for by a step"
            hint = hint if table != "steps" else ""
            message = f"there is no {_PART[table]} '{id}'; {did_you_mean(id, known)}"
            self.problems.append(Problem("dangling-reference", message, str(self._tree.keys[old]), hint))
        return False

    def _ways(self, base: Any, said: Any, old: PagePath, new: PagePath) -> Any:
        """The ways on of a step, each with what the answers say of it; there is no drawing of new ones."""
        ways = [dict(way) for way in base] if isinstance(base, list) else []
        step = str(new[1])
        self._note(old, new)
        listed = said if isinstance(said, list) else [said]
        for n, way in enumerate(listed):
            at: PagePath = (*old, n) if isinstance(said, list) else old
            body = {"to": way} if isinstance(way, str) else way
            if not isinstance(body, Mapping):
                continue
            name = body.get("id") or body.get("to")
            found = [i for i, one in enumerate(ways) if one.get("id", one["to"]) == name]
            found = found or [i for i, one in enumerate(ways) if one["to"] == name and "id" not in body]
            if len(found) != 1:
                known = [one.get("id", one["to"]) for one in ways]
                message = f"there is no way on from '{step}' to '{name}'; {did_you_mean(str(name), known)}"
                self.problems.append(Problem("dangling-reference", message, str(self._tree.spans[at])))
                continue
            ways[found[0]] = self._into(ways[found[0]], body, at, (*new, found[0]))
            if body.get("share") is not None:
                self.shared.add(step)
        return ways if ways else NOTHING

    def _promises(self, base: list[Any], said: list[Any], old: PagePath, new: PagePath) -> list[Any]:
        promises = [dict(one) for one in base]
        names = [(one["from"], one["to"]) for one in promises]
        for n, one in enumerate(said):
            name = (one.get("from"), one.get("to")) if isinstance(one, Mapping) else None
            at = names.index(name) if name in names else len(promises)
            part = self._into(promises[at] if name in names else NOTHING, one, (*old, n), (*new, at))
            promises[at : at + 1] = [] if part is NOTHING else [part]
        return promises

    def _take(self, said: Any, old: PagePath, new: PagePath) -> Any:
        """What the answers say alone: without the places left empty, and NOTHING where all of them are."""
        if said is None:
            return NOTHING
        self._note(old, new)
        if isinstance(said, Mapping):
            parts = {key: self._take(value, (*old, key), (*new, key)) for key, value in said.items()}
            kept = {key: part for key, part in parts.items() if part is not NOTHING}
            return kept if kept or not said else NOTHING
        if isinstance(said, list):
            return [self._take(value, (*old, n), (*new, n)) for n, value in enumerate(said) if value is not None]
        return said

    def _note(self, old: PagePath, new: PagePath) -> None:
        for mine, theirs in ((self.spans, self._tree.spans), (self.keys, self._tree.keys)):
            if old in theirs:
                mine[new] = theirs[old]


def _replaced(base: Mapping[str, Any], said: Mapping[str, Any], at: PagePath) -> bool:
    """Whether it is said anew: a number with its evidence, or that there is none of it (`effort: {}`)."""
    return ("value" in (*base, *said) and not (len(at) == 1 and at[0] in _PART)) or (not said and len(at) > 2)


def _asked(page: Mapping[str, Any]) -> Iterator[str]:
    """Forms and documents that the steps of some answers speak of."""
    steps = page.get("steps")
    for step in steps.values() if isinstance(steps, Mapping) else ():
        for key in ("asks", "gives"):
            things = step.get(key) if isinstance(step, Mapping) else None
            yield from [things] if isinstance(things, str) else filter(lambda t: isinstance(t, str), things or ())
