"""Percentages on the branches of a decision: shares of the cases where they can be, else conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.tables.cells.next_steps import Branch, read_branch

_APART = re.compile(r"[(\[][^()\[\]]*%[^()\[\]]*[)\]]\s*$|[,;:–·]\s*(?:about|ca\.?|~|≈)?\s*\d[\d.,]*\s*%\s*$")
_COMPARED = re.compile(r"[<>=≤≥]\s*$")
_ROUNDING = 0.005


@dataclass(frozen=True)
class _Label:
    """The text of a flow, read as a branch of a table is read."""

    text: str
    read: Branch

    @property
    def plain(self) -> bool:
        """Whether the percentage stands alone, in brackets or after a comma, so that it is no part of a condition."""
        return self.read.share is not None and (self.read.when is None or _APART.search(self.text) is not None)

    @property
    def compared(self) -> bool:
        return _COMPARED.search(self.read.when or "") is not None


def take_shares(graph: ProcessGraph, node: Node) -> None:
    """Give the flows out of an exclusive split the shares that their labels say, and leave the words as conditions.

    A percentage among words is a share only where all flows have one and these add up to 100 %: 'over 20 %' is none.
    """
    flows = graph.outgoing(node.id)
    if node.kind is not StepKind.EXCLUSIVE or len(flows) < 2:
        return
    labels = {id(flow): _label(graph, flow) for flow in flows}
    with_share = [label for label in labels.values() if label.read.share is not None]
    if not any("%" in label.text for label in labels.values()):
        return
    if not _are_shares(with_share, len(flows)):
        about = graph.called(node.id)
        graph.notes.append(f"percentages after {about} are read as conditions: they are no shares of one whole")
        return
    for flow in flows:
        label = labels[id(flow)]
        if label.read.share is not None:
            flow.share = label.read.stated
            flow.when = _words(flow.default, (label.read.when or "").strip(" ·"))


def _label(graph: ProcessGraph, flow: Edge) -> _Label:
    text = graph.drawing.name(flow.element) if flow.element.name == "sequenceFlow" else ""
    return _Label(text, read_branch(f"{text} → x") if "%" in text else Branch("x"))


def _are_shares(labels: Sequence[_Label], flows: int) -> bool:
    total = sum(label.read.share or 0.0 for label in labels)
    if not labels or total > 1 + _ROUNDING or any(label.compared for label in labels):
        return False
    if all(label.plain for label in labels):
        return True
    differ = len({label.read.share for label in labels}) > 1  # 'up to 50 %' and 'over 50 %' do not
    return len(labels) == flows and differ and abs(total - 1) <= _ROUNDING


def _words(default: bool, when: str) -> str:
    if not default:
        return when
    return f"otherwise ({when})" if when else "otherwise"
