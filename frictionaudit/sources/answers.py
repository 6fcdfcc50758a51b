"""Answers: part of a page in its own file, merged into the procedure it is about; errors as file:line:column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import ValidationError

from frictionaudit.domain.changes import apply, difference
from frictionaudit.domain.procedure import Fault, PagePath, Procedure, Reading, Side, SourceSpan, StepKind, faults
from frictionaudit.domain.quantities import STATED, Assumed, Evidence, Share
from frictionaudit.domain.values import FrozenDict
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.merge_answers import Merge
from frictionaudit.sources.model_faults import problems_of
from frictionaudit.sources.page import line
from frictionaudit.sources.yaml_tree import YamlTree, parse

_SEVERAL = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass(frozen=True)
class Answers:
    """Part of a page. `id` is that of the procedure it is about, None where it names none."""

    tree: YamlTree

    @property
    def id(self) -> str | None:
        id = self.tree.value.get("id")
        return None if id is None else str(id)

    @property
    def where(self) -> SourceSpan:
        """The place of the id, or the beginning of the file."""
        return self.tree.spans.get(("id",)) or SourceSpan(path=self.tree.path)


def read(data: bytes, path: str) -> Answers:
    """Read a file of answers; whether they fit is checked when they are merged into a procedure."""
    tree = parse(data, path)
    if tree.problems:
        raise InputError(tree.problems)
    if tree.value is None:
        tree.value = {}
    if not isinstance(tree.value, dict):
        raise InputError.of(
            "not-answers", "answers have the named parts of a page, and this file has none", f"{path}:1:1",
            "`frictionaudit audit PAGE --ask` prints the questions to fill in",
        )  # fmt: skip
    return Answers(tree)


def fill(reading: Reading, answers: Answers) -> Reading:
    """The reading with the answers merged in, as changes; places left empty change nothing.

    An answer replaces the value that was there before. A list is replaced whole, except flows and promises, which
    are matched by their names. Where an exclusive decision has one flow left without a share, that flow takes the
    rest. InputError names every answer that does not fit, with its place.
    """
    reading = _settled(reading, answers)
    before = reading.procedure
    merge = Merge(answers.tree, before)
    page = merge.page()
    merged = YamlTree(answers.tree.path, page, merge.spans, merge.keys)
    try:
        after = Procedure.model_validate(page, context={"references": False})
    except ValidationError as error:
        raise InputError(sorted([*merge.problems, *problems_of(error, merged)], key=line)) from None
    after = _with_the_rest(after, merge.shared)
    old = {str(fault) for fault in faults(before)}
    new = [fault for fault in faults(after) if str(fault) not in old]
    problems = [
        Problem(fault.slug, fault.message, str(_place(fault, after, merged, reading)), fault.hint) for fault in new
    ]
    if problems or merge.problems:
        raise InputError(sorted([*merge.problems, *problems], key=line))
    changes = difference(before, after)
    note = f"{len(changes)} {'value' if len(changes) == 1 else 'values'} filled in from {answers.tree.path}"
    return replace(reading, procedure=apply(before, changes), notes=(*reading.notes, note))


def _settled(reading: Reading, answers: Answers) -> Reading:
    """The reading made again with the sides of its parties that the answers give: they decide whose time counts."""
    parties = answers.tree.value.get("parties")
    given = parties.items() if isinstance(parties, dict) and reading.with_sides else ()
    sides = {str(id): body.get("side") for id, body in given if isinstance(body, dict)}
    known = {id: Side(side) for id, side in sides.items() if side in list(Side) and id in reading.procedure.parties}
    return reading.with_sides(known) if known and reading.with_sides else reading


def _place(fault: Fault, after: Procedure, merged: YamlTree, reading: Reading) -> SourceSpan | None:
    """The place of the answer at fault, or of what it contradicts."""
    path: PagePath = fault.path
    if len(path) > 3 and path[2] == "next":  # by its name there, by its number in the merged page
        keys = [flow.key for flow in after.steps[str(path[1])].next]
        path = (*path[:3], keys.index(str(path[3])), *path[4:])
    for end in range(len(path), 1, -1):
        if path[:end] in merged.spans:
            return merged.spans[path[:end]]
    return reading.span(*fault.path) or merged.spans.get(())


def _with_the_rest(procedure: Procedure, steps: set[str]) -> Procedure:
    """The procedure with the last share of each answered decision, where all others are given."""
    changed = dict(procedure.steps)
    for id in steps:
        step = procedure.steps[id]
        given = [flow.share for flow in step.next if flow.share]
        left = 1 - sum(share.value for share in given)
        if step.kind in _SEVERAL or len(given) != len(step.next) - 1 or left < -1e-9:
            continue
        evidence = _weakest([share.evidence for share in given])
        rest = Share(value=max(0.0, round(left, 12))).model_copy(update={"evidence": evidence})
        flows = tuple(flow if flow.share else flow.model_copy(update={"share": rest}) for flow in step.next)
        changed[id] = step.model_copy(update={"next": flows})
    return procedure.model_copy(update={"steps": FrozenDict(changed)})


def _weakest(evidence: list[Evidence]) -> Evidence:
    if len(set(evidence)) == 1:
        return evidence[0]
    return next((assumed for assumed in evidence if isinstance(assumed, Assumed)), STATED)
