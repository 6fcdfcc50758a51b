"""What an acknowledgement says, as far as the page knows, and what somebody has to find out before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.next_news import next_news
from frictionaudit.analysis.simplify.promise_candidates import Ends, candidates, in_words, is_ours_alone, next_message
from frictionaudit.analysis.simplify.told_promises import doubts, promised_after, until
from frictionaudit.analysis.simplify.wording import enumeration, step_name
from frictionaudit.domain.procedure import Side

NAMES = {
    "reference": "a reference number",
    "next": "what happens next",
    "time": "how long it takes",
    "contact": "whom to ask",
}
"""What an acknowledgement has to say, by key of `tells`."""


def contents(subject: Subject, step: str) -> dict[str, Any]:
    """What the acknowledgement at a step can say: no time without a promise, and nothing of our own steps."""
    said = {
        "reference": True,
        "next": next_news(subject, step),
        "time": "; ".join(until(subject, promise, step) for promise in promised_after(subject, step)),
        "contact": known_facts.contact(subject, step),
    }
    return {key: text for key, text in said.items() if text}


def open_to_doubt(
    subject: Subject, measures: Measures, steps: Iterable[str], times: Mapping[str, str]
) -> Iterator[str]:
    """What to find out before: the parts that the page does not tell, and whether promises are kept.

    `times` are what could be promised at steps without a promise.
    """
    steps = list(steps)
    untold = {step: {key for key in NAMES if key not in _told(subject, step)} for step in steps}
    bare = [step for step in steps if "time" in untold[step]]
    missing = [
        NAMES[key]
        for key in NAMES
        if any(key in untold[step] and not (key == "time" and step in times) for step in steps)
    ]
    if missing:
        yield f"what it has to say too, and this page does not: {enumeration(missing)}"
    yield from dict.fromkeys(times[step] for step in bare if step in times)
    promises = dict.fromkeys(promise for step in steps for promise in promised_after(subject, step))
    yield from doubts(subject, measures, tuple(promises))


def _told(subject: Subject, step: str) -> dict[str, Any]:
    stated = subject.procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
    return {**contents(subject, step), **stated}


def times_to_promise(subject: Subject, waits: Mapping[str, str | None]) -> Mapping[str, str]:
    """For each step without a promise what could be promised until the next message, as something to decide on.

    A step is left out where the page does not state enough, or where the customer's turn is part of it.
    """
    stretches: dict[str, Ends] = {}
    for step, wait in waits.items():
        end = next_message(subject, wait or next((arc.target for arc in subject.graph.outgoing[step]), step))
        theirs = subject.side(end) is Side.CUSTOMER or not is_ours_alone(subject, (step, end))
        if end != step and not theirs and not promised_after(subject, step):
            stretches[step] = (step, end)
    possible = candidates(subject, stretches.values())
    return {
        step: f"whether people can be promised {in_words(best)} from {step_name(subject, step)} to "
        f"{step_name(subject, end)}, as the times on this page suggest"
        for step, (_, end) in stretches.items()
        if (best := possible.get((step, end))) is not None
    }
