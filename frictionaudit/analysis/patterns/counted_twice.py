"""What an expected number counts twice because branches of one case meet where nothing joins them."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.soundness import soundness
from frictionaudit.analysis.flow.subject import Subject


def counted_twice(subject: Subject, per_case: Mapping[str, float]) -> str:
    """What to add to a number that is the sum of these amounts of steps: ", counting twice what comes after 'Check'".

    Empty where nothing behind such a place adds to the number. FA806 and FA808 report the place itself.
    """
    graph = subject.graph
    counted = {step for step, amount in per_case.items() if amount}
    meeting = dict.fromkeys(
        fault.join
        for fault in soundness(graph).faults
        if fault.kind == "lack of synchronisation" and counted & {fault.join, *graph.after(fault.join)}
    )
    return f", counting twice what comes after {describe_all(graph, meeting)}" if meeting else ""
