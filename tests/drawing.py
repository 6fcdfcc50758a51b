"""Small drawings for tests, from the inside of their process alone."""

from __future__ import annotations

from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.sources.bpmn import read

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:example:tool" '
FRICTION = 'xmlns:friction="urn:frictionaudit:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'


def xml(process: str, around: str = "") -> bytes:
    """A file with one process, one element a line from line 3 on."""
    return f"{HEAD}{FRICTION}\n<process id='p'>\n{process}\n</process>\n{around}\n</definitions>".encode()


def drawing(process: str, around: str = "") -> Reading:
    """The reading of a file with one process."""
    return read(xml(process, around), "small.bpmn")


def procedure(process: str, around: str = "") -> Procedure:
    return drawing(process, around).procedure


def flows(*pairs: str) -> str:
    """Sequence flows from 'a b' pairs."""
    ends = [pair.split() for pair in pairs]
    return "\n".join(f"<sequenceFlow id='{a}-{b}' sourceRef='{a}' targetRef='{b}'/>" for a, b in ends)


def ways(procedure: Procedure) -> dict[str, list[str]]:
    """Where each step leads."""
    return {id: [flow.to for flow in step.next] for id, step in procedure.steps.items()}


def left_out(reading: Reading) -> dict[str, int]:
    """What was left out, with its line."""
    return {entry.what: entry.where.line for entry in reading.skipped if entry.where}
