"""Hard news: where customers get it, and whether they have been told by then whom to ask."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.messages import told_before_fork, untold_since_decision

WORDS = ("reason", "options", "contact")
"""What should come with hard news, as `tells` calls it."""


def hard_news(subject: Subject) -> tuple[str, ...]:
    """Ends that are adverse, and other adverse steps after which no adverse end can come. Linear in flows."""
    procedure = subject.procedure
    adverse = [id for id, step in procedure.steps.items() if step.outcome == "adverse"]
    ends = [id for id in procedure.ends if id in adverse]
    ending, queue = set(ends), list(ends)
    while queue:
        for arc in subject.graph.incoming[queue.pop()]:
            if arc.source not in ending:
                ending.add(arc.source)
                queue.append(arc.source)
    return (*ends, *(id for id in adverse if id not in ending))


def unsaid(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each place of hard news which of WORDS is missing.

    Said is what is told there, on every way to it since the last decision, or after it before the way forks again;
    options also by `options` at the step. Linear in steps and flows.
    """
    places = hard_news(subject)
    if not places:
        return {}
    untold = {word: untold_since_decision(subject, word) - told_before_fork(subject, word) for word in WORDS}
    listed = frozenset(step for step in places if subject.procedure.steps[step].options)
    untold["options"] -= listed
    return {step: frozenset(word for word in WORDS if step in untold[word]) for step in places}


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
        for arc in graph.outgoing[step]:
            if arc.target not in found:
                found.add(arc.target)
                queue.append(arc.target)
    return frozenset(found)
