"""Where customers get bad news, and which explanations are missing there."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.bad_news import bad_news_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.messages import (
    heard_before_split,
    silent_since_decision,
)
from frictionaudit.analysis.patterns.named_contact import steps_naming_a_person

EXPLANATIONS = ("reason", "options", "contact")
"""Keys of `tells` that should come with bad news."""


def missing_explanations(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each step with bad news, the keys of WORDS that are missing.

    A key counts if it is told at the step, on every path to it since the last split, or after it before the next
    split. `options` listed at the step count too, and so does `redress`: it is what people can do. A contact counts
    only if it is a person's name with a way to reach it, or if the case has an owner and any contact is told. Linear
    in steps and flows.
    """
    steps = bad_news_steps(subject)
    if not steps:
        return {}
    told = {
        "reason": frozenset(id for id, step in subject.procedure.steps.items() if step.tells.reason),
        "options": frozenset(
            id for id, step in subject.procedure.steps.items() if step.tells.options or step.tells.redress
        ),
        "contact": steps_with_contact(subject),
    }
    untold = {key: silent_since_decision(subject, ids) - heard_before_split(subject, ids) for key, ids in told.items()}
    untold["options"] -= {step for step in steps if subject.procedure.steps[step].options}
    return {step: frozenset(key for key in EXPLANATIONS if step in untold[key]) for step in steps}


def steps_with_contact(subject: Subject) -> frozenset[str]:
    """Steps that tell the customer a person to ask: a name and a way to reach it.

    Where the case has an owner, every contact leads to somebody, so any is enough.
    """
    steps = subject.procedure.steps
    if subject.procedure.case_owner is not None:
        return frozenset(id for id, step in steps.items() if step.tells.contact)
    return steps_naming_a_person(steps)


def steps_without_contact(subject: Subject) -> frozenset[str]:
    """Steps that some path reaches before a person to ask is named; a name told at the step itself does not count.

    Empty if the procedure has a `case_owner`, who is a contact throughout. Linear in steps and flows.
    """
    if subject.procedure.case_owner is not None:
        return frozenset()
    graph = subject.graph
    named = steps_with_contact(subject)
    queue = list(graph.entries)
    reached = set(queue)
    while queue:
        step = queue.pop()
        if step in named:
            continue
        for arc in graph.outgoing[step]:
            if arc.target not in reached:
                reached.add(arc.target)
                queue.append(arc.target)
    return frozenset(reached)
