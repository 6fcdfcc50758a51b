"""The promises that people can be told: those published, and those that a law sets as a limit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.only_if import OnlyIf
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.start_fact import Fact
from frictionaudit.domain.procedure import Promise, StepKind

NO_PROMISE = "how long it takes, for which this page has no promise"
_RARELY_KEPT = 0.9
_VERB_AND_OBJECT = re.compile(r"[A-Z][a-z]*(?:[^s\W]|ss) (?:the|a|an|it|them|your|all|people|customers)\b")
"""A name that says what we do: `Pay the refund`, but not `Sends the bill`."""


def promised_time(subject: Subject, measures: Measures, ways: OnlyIf) -> Fact:
    """The promises from the start on; where there is none, no time is told, and somebody has to find one.

    A time that is only simulated is not told: people would hold us to it.
    """
    texts, open_to_doubt, on_condition = [], list[str](), dict[str, None]()
    for promise in tellable(subject):
        if promise.from_ not in ways.after:
            continue
        conditions = () if ways.for_all(promise.from_) else ways.conditions((promise.from_,))
        if not conditions and not ways.for_all(promise.from_):
            open_to_doubt.append(f"whom the promise {_ends(subject, promise)} concerns")
        else:
            texts.append(_between(subject, promise) + (f", only if {' or '.join(conditions)}" if conditions else ""))
            open_to_doubt += doubts(subject, measures, (promise,))
            on_condition.update(dict.fromkeys(conditions))
    return Fact("; ".join(texts), tuple(open_to_doubt) or (() if texts else (NO_PROMISE,)), tuple(on_condition))


def tellable(subject: Subject) -> tuple[Promise, ...]:
    """The promises that are published, and the limits in a law or code that others are based on."""
    promises = subject.procedure.promises
    return tuple(told for one in promises if (told := one if one.published else _by_law(subject, one)) is not None)


def _by_law(subject: Subject, promise: Promise) -> Promise | None:
    """The limit in a law or code that an internal promise is based on; None where it has none, or no number."""
    limit = subject.limits.get(promise.basis or "")
    within = limit.within if limit is not None else None
    return None if within is None else promise.model_copy(update={"within": within})


def source(promise: Promise) -> str:
    """Where a promised time comes from, in words."""
    return "as promised" if promise.published else "by law"


def doubts(subject: Subject, measures: Measures, promises: Sequence[Promise]) -> tuple[str, ...]:
    """What to look at before promises are repeated that are often not kept, by the page or by its times."""
    late = {finding.about for code in ("FA302", "FA303", "FA304") for finding in open_findings(subject, measures, code)}
    often_late = [one for one in promises if one.key in late or (one.kept and one.kept.value < _RARELY_KEPT)]
    return tuple(
        f"whether people can rely on the {one.within.high} {_ends(subject, one)}, which too few cases keep"
        for one in often_late
    )


def promised_after(subject: Subject, step: str) -> tuple[Promise, ...]:
    """The promises that run while a case goes on from a step."""
    before, after = {step, *subject.graph.always_before(step)}, subject.graph.after(step)
    return tuple(promise for promise in tellable(subject) if promise.from_ in before and promise.to in after)


def until(subject: Subject, promise: Promise, step: str) -> str:
    """A promise in the words of a message sent at a step: from then on, or from where its clock starts."""
    sent = subject.graph.immediate_dominator.get(step)
    if promise.from_ not in (step, sent):
        return _between(subject, promise)
    return f"{promise.within.high} until {_in_their_words(subject, promise.to)}, {source(promise)}"


def _in_their_words(subject: Subject, id: str) -> str:
    """The last step of a promise as customers see it: the answer, `we pay the refund`, or its name in quotes."""
    step, label = subject.procedure.steps[id], subject.procedure.label(id)
    if step.kind is StepKind.END:
        return f"'{label}'"
    if step.tells.result:
        return "the answer"
    side = subject.side(id)
    ours = side is not None and side.ours and _VERB_AND_OBJECT.match(label) is not None
    return f"we {label[0].lower()}{label[1:]}" if ours else f"'{label}'"


def _between(subject: Subject, promise: Promise) -> str:
    return f"{promise.within.high} {_ends(subject, promise)}, {source(promise)}"


def _ends(subject: Subject, promise: Promise) -> str:
    label = subject.procedure.label
    return f"from '{label(promise.from_)}' to '{label(promise.to)}'"
