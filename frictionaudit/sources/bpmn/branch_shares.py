"""Percentages on the branches of a gateway: shares of the cases where they can be, else conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.process_graph import Edge, Node, ProcessGraph
from frictionaudit.sources.tables.cells.next_steps import Branch, read_branch

_APART = re.compile(r"[(\[][^()\[\]]*%[^()\[\]]*[)\]]\s*$|[,;:–·]\s*(?:about|ca\.?|~|≈)?\s*\d[\d.,]*\s*%\s*$")
_COMPARED = re.compile(r"[<>=≤≥]\s*$")
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:over|above|under|below|more than|less than|at least|at most|up to|from|mehr als|weniger als|mindestens"
    r"|höchstens|über|unter|bis|ab|plus de|moins de|au moins|au plus|jusqu'à"
    r"|discount|vat|tax|interest|deposit|surcharge|rebate|rabatt|skonto|mwst|steuer|zinsen|anzahlung|aufschlag|remise"
    r"|tva|acompte)\b",
    re.IGNORECASE,
)
"""Words with which a percentage is a limit or a rate, and no share of the cases."""
_ROUNDING = 0.005
_ONE_OF = (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)
_EVENTS = ("boundaryEvent", "startEvent")
"""What an invented flow to an event bears: an event on a border, or the start of an event sub-process."""
_ANY_OF = (StepKind.INCLUSIVE, StepKind.COMPLEX)


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
    """Give the flows out of a split the shares that their labels say, and leave the words as conditions.

    Where one flow is taken, a percentage among words is a share only if all flows have one and these add up to 100 %:
    'over 20 %' is none. Where any of them are taken, the shares may add up to more, and hardly to less.
    """
    flows = graph.outgoing(node.id)
    if node.kind not in (*_ONE_OF, *_ANY_OF) or len(flows) < 2:
        return
    labels = {id(flow): _label(graph, flow) for flow in flows}
    with_share = [label for label in labels.values() if label.read.share is not None]
    if not any("%" in label.text for label in labels.values()):
        return
    several = node.kind in _ANY_OF
    if not (_are_any_shares if several else _are_shares)(with_share, len(flows)):
        why = "they do not say how many cases take each flow" if several else "they are no shares of one whole"
        graph.notes.append(f"percentages after {graph.called(node.id)} are read as conditions: {why}")
        return
    for flow in flows:
        label = labels[id(flow)]
        if label.read.share is not None:
            flow.share = label.read.stated
            flow.when = _words(flow.default, (label.read.when or "").strip(" ·"))


def take_shares_of_events(graph: ProcessGraph) -> None:
    """Give an event that may happen at a step the share that the one flow out of it says: there is no flow into it.

    Shares of several events on one step are taken only together, where they are no more than all cases.
    """
    for node in graph.nodes.values():
        said = {}
        for into in graph.outgoing(node.id):
            out = graph.outgoing(into.target)
            if into.element.name in _EVENTS and into.share is None and len(out) == 1:
                label = _label(graph, out[0])
                if label.plain and not label.compared and not _OF_SOMETHING_ELSE.search(label.text):
                    said[id(into)] = (into, out[0], label.read)
        total = sum(read.share or 0.0 for _, _, read in said.values())
        if total > 1 + _ROUNDING and node.kind not in _ANY_OF:
            continue
        for into, flow, read in said.values():
            into.share, flow.when = read.stated, (read.when or "").strip(" ·")


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


def _are_any_shares(labels: Sequence[_Label], flows: int) -> bool:
    """Whether percentages on flows of which any number are taken are shares of the cases."""
    if not labels or any(label.compared or _OF_SOMETHING_ELSE.search(label.text) for label in labels):
        return False
    if len(labels) < flows:
        return all(label.plain for label in labels)
    return sum(label.read.share or 0.0 for label in labels) >= 1 - _ROUNDING  # each case takes one of them


def _words(default: bool, when: str) -> str:
    if not default:
        return when
    return f"otherwise ({when})" if when else "otherwise"
