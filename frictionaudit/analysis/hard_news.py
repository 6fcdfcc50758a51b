"""Hard news: where customers get it, and whether they have been told by then whom to ask."""

from __future__ import annotations

from frictionaudit.analysis.subject import Subject


def hard_news(subject: Subject) -> tuple[str, ...]:
    """Ends that are adverse, and other adverse steps after which no adverse end can come. Linear in flows."""
    procedure = subject.procedure
    adverse = [id for id, step in procedure.steps.items() if step.outcome == "adverse"]
    ends = [id for id in procedure.ends if id in adverse]
    ending, queue = set(ends), list(ends)
    while queue:
        for arc in subject.graph.ways_in[queue.pop()]:
            if arc.source not in ending:
                ending.add(arc.source)
                queue.append(arc.source)
    return (*ends, *(id for id in adverse if id not in ending))


def without_contact(subject: Subject) -> frozenset[str]:
    """Steps to which some way leads on which nobody has yet been named to ask; what they tell themselves is left out.

    Nobody is missing where the procedure has a `case_owner`. Linear in steps and flows.
    """
    if subject.procedure.case_owner is not None:
        return frozenset()
    graph = subject.graph
    queue = list(graph.entries)
    found = set(queue)
    while queue:
        step = queue.pop()
        if graph.steps[step].tells.contact:
            continue
        for arc in graph.ways_on[step]:
            if arc.target not in found:
                found.add(arc.target)
                queue.append(arc.target)
    return frozenset(found)
