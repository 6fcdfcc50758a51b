"""What a courier, the post or a bank only passes on: it still goes from the customer to us, or from us to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.sources.bpmn.conversion import Conversion, ConvertedProcess
from frictionaudit.sources.bpmn.process_graph import Node
from frictionaudit.sources.customer_names import plain

_CARRIER = re.compile(
    r"\b(?:couriers?|carriers?|shippers?|forwarders?|post|postal service|post office|mail|royal mail|dhl|dpd|evri|ups"
    r"|fedex|usps|hermes|parcelforce|la poste|postbot\w*|kurier\w*|spedit\w+|paketdienst|coursiers?|livreurs?"
    r"|transporteurs?|(?:parcel|delivery|shipping|postal) (?:service|company|firm))\b|\w+(?:post|paketdienst)$"
)
_BANK = re.compile(r"\b(?:bank|banque|banco|banca|payment (?:service|provider))\b|\w+bank$|zahlungsdienst\w*")
_PAYING = re.compile(r"\bpay|\btransfer|\bdebit|\bremit|zahl|ueberweis|abbuch|\bvir(?:er|e|ement)\b|\bpaie|\bprelev")


def put_passed_on(result: ConvertedProcess, conversion: Conversion) -> None:
    """Let a step send to the party on the other side to which a carrier takes the case; ours then meets customers."""
    steps, parties = result.page["steps"], result.page["parties"]
    for node in conversion.graph.nodes.values():
        by = conversion.by[node.id]
        if by is None or node.kind is None or node.kind.gateway:
            continue
        for party in dict.fromkeys(_receivers(conversion, node)):
            if _crosses(conversion, by, party):
                listed = steps[node.id].setdefault("sends_to", [])
                listed += [party] if party not in listed else []
                for ours in (by, party):
                    if parties[ours]["side"] == "backstage":
                        parties[ours]["side"] = "frontstage"


def _receivers(conversion: Conversion, node: Node) -> Iterator[str]:
    """The parties that get the case from a step by way of carriers alone."""
    graph, seen = conversion.graph, {node.id}
    queue = [flow.target for flow in graph.outgoing(node.id) if _carries(conversion, graph.nodes[flow.target])]
    for id_ in queue:  # grows while it is walked
        if id_ in seen:
            continue
        seen.add(id_)
        for flow in graph.outgoing(id_):
            party = conversion.by[flow.target]
            if _carries(conversion, graph.nodes[flow.target]):
                queue.append(flow.target)
            elif party is not None:
                yield party


def _carries(conversion: Conversion, node: Node) -> bool:
    """Whether a third party does a step that only passes on: a carrier any, a bank a payment."""
    by = conversion.by[node.id]
    if by is None or conversion.side.get(by) != "third":
        return False
    name = plain(conversion.lanes.parties.get(by, {}).get("name", ""))
    return bool(_CARRIER.search(name)) or bool(_BANK.search(name) and _PAYING.search(plain(node.name)))


def _crosses(conversion: Conversion, sender: str, receiver: str) -> bool:
    sides = {conversion.side.get(sender), conversion.side.get(receiver)}
    return "customer" in sides and bool(sides & {"frontstage", "backstage"})
