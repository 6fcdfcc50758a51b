"""Each question as a person would ask it, how to write the answer, and what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.missing.totals import Impact, Total
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.results.question import Question

LONGEST = 60
"""Names are cut after so many characters."""
NEAR = 12
"""So many steps are looked at for one with a name."""
_TIME = "a time, for example 10m, 5m..20m or 5m/8m/20m"
_WAITING = "a time, for example 4h, 2 working days or 1 day..5 days; 0m if it begins at once"
_OF: dict[Total, str] = {
    "customer": "of customers' time",
    "staff": "of staff time",
    "waiting": "of waiting",
}
_TURN = {"queue": "us", "batch": "us", "customer": "the customer", "third": "the third party"}
_CUSTOMER = {
    "fill": "minutes of their own time does the customer spend on",
    "gather": "minutes of their own time does the customer spend on getting things together for",
    "counter": "minutes is the customer served in",
    "pay": "minutes does paying take the customer in",
}


def volume(whole: Impact) -> Question:
    """How often the procedure is run."""
    return _question(
        ("volume",), "How many cases are there?", "cases and a period, for example 12000 per year",
        f"without it no figure per year can be given{_and_per_case(whole)}",
    )  # fmt: skip


def nobody(procedure: Procedure, step: str, swing: Impact) -> Question:
    """Who does a step."""
    known = ", ".join(list(procedure.parties)[:8])
    one_of = f"the id of a party: {known}; a new one" if known else "the id of a party, which"
    return _question(
        ("steps", step, "by"), f"Who does {_named(procedure, step)}?",
        f"{one_of} needs its side, for example parties: {{desk: {{side: frontstage}}}}",
        f"it is not known whose time it takes, or whether a case changes hands there{_up_to(swing, '; ')}",
    )  # fmt: skip


def customer_effort(procedure: Procedure, step: str, part: str, swing: Impact) -> Question:
    """What a step takes of the customer's time."""
    return _question(
        ("steps", step, "effort", part), f"How many {_CUSTOMER[part]} {_named(procedure, step)}, each time?",
        f"{_TIME}; under another part, such as understand, gather or travel, if it is that",
        _up_to(swing),
    )  # fmt: skip


def staff_effort(procedure: Procedure, step: str, swing: Impact) -> Question:
    """What work a step is."""
    ask = f"How many minutes of work is {_named(procedure, step)}{_who(procedure, step)}, each time?"
    return _question(("steps", step, "effort", "work"), ask, _TIME, _up_to(swing))


def wait(procedure: Procedure, step: str, turn: str, swing: Impact) -> Question:
    """How long a case waits for a step."""
    ask = f"How long does a case wait for {_TURN[turn]} before {_named(procedure, step)}?"
    return _question(("steps", step, "wait", turn), ask, _WAITING, _up_to(swing))


def cost(procedure: Procedure, party: str, hours: float) -> Question:
    """What an hour of a party costs."""
    name = _cut(procedure.parties[party].name or party)
    return _question(
        ("parties", party, "cost"), f"What does an hour of '{name}' cost?",
        f"money per hour, for example 28 {procedure.currency or 'GBP'}/h",
        f"{format_effort(hours * 60)} of staff time a case have no price without it",
    )  # fmt: skip


def fields(procedure: Procedure, form: str, swing: Impact) -> Question:
    """What a form asks."""
    name = _cut(procedure.forms[form].name or form)
    return _question(
        ("forms", form, "fields"), f"What does the form '{name}' ask?",
        "a list of data items, for example [{data: name}, {data: email, known: true}]; [] for nothing",
        f"up to {swing['fields']:.3g} questions a case",
    )  # fmt: skip


def share(procedure: Procedure, arc: Arc, others: Sequence[str], exclusive: bool, swing: Impact) -> Question:
    """How many cases go one way."""
    rest = f", not to {_ahead(procedure, others[0])}" if exclusive and len(others) == 1 else ""
    beside = {"id": arc.flow.id, "to": arc.target} if arc.flow.id else {"to": arc.target}
    when = f" ({_cut(arc.flow.when)})" if arc.flow.when else ""
    ask = f"Of the cases {_behind(procedure, arc.source)}, what part goes on to {_ahead(procedure, arc.target)}"
    expected = "a part of 1, for example 0.12" + ("; what is left is the rest" if exclusive else "")
    path = ("steps", arc.source, "next", arc.flow.key, "share")
    return _question(path, f"{ask}{when}{rest}?", expected, _up_to(swing) or "it decides the way of a case", beside)


def assumed(procedure: Procedure, path: tuple[str, ...], duration: Duration, swing: Impact) -> Question:
    """What a time is that was only assumed."""
    why = duration.evidence.why if isinstance(duration.evidence, Assumed) else ""
    what = f"{path[3]} of {_named(procedure, path[1])}"
    what = f"waiting for {_TURN[path[3]]} before {_named(procedure, path[1])}" if path[2] == "wait" else what
    ask = f"How long is {what}? It counts with {duration}, assumed: {_cut(why)}"
    return _question(path, ask, _WAITING if path[2] == "wait" else _TIME, _up_to(swing))


def _question(
    path: tuple[str, ...], ask: str, expected: str, why: str, beside: Mapping[str, str] | None = None
) -> Question:
    return Question(
        id=".".join(path), path=path, ask=ask, expected=expected, why=why, beside=beside or {}, weight=0.0
    )  # fmt: skip


def _named(procedure: Procedure, step: str) -> str:
    return f"'{_cut(procedure.label(step))}'"


def _ahead(procedure: Procedure, step: str) -> str:
    """A step, or, where it has no name, the named ones that come next."""
    return _seen_from(procedure, step, lambda at: [flow.to for flow in procedure.steps[at].next])


def _behind(procedure: Procedure, step: str) -> str:
    """At a step, or, where it has no name, after the named ones that come before."""
    if procedure.steps[step].name:
        return f"at {_named(procedure, step)}"
    return f"after {_seen_from(procedure, step, lambda at: [one for one, flow in procedure.flows if flow.to == at])}"


def _seen_from(procedure: Procedure, step: str, further: Callable[[str], list[str]]) -> str:
    """The named steps nearest to one, which is itself where it has a name; its id where there is none near."""
    found: dict[str, None] = {}
    near = [step]
    for id in near:  # grows while it is walked
        if procedure.steps[id].name:
            found[_named(procedure, id)] = None
        elif len(near) < NEAR:
            near += [one for one in further(id) if one not in near]
    return " or ".join(list(found)[:3]) or _named(procedure, step)


def _who(procedure: Procedure, step: str) -> str:
    by = procedure.steps[step].by
    return f" for '{_cut(procedure.parties[by].name or by)}'" if by else ""


def _cut(text: str) -> str:
    """A name on one line, at most so long that a question stays one."""
    text = " ".join(text[: 4 * LONGEST].split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _up_to(swing: Impact, before: str = "") -> str:
    """What moves of a case, in words; nothing where nothing does."""
    parts = []
    for total, words in _OF.items():
        moved = swing.get(total, 0.0)
        if moved >= 1 / 60:
            parts.append(f"{format_elapsed(moved) if total == 'waiting' else format_effort(moved)} {words}")
    said = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return f"{before}up to {said} a case" if said else ""


def _and_per_case(swing: Impact) -> str:
    about = [
        f"{format_effort(swing.get(total, 0.0))} {_OF[total]}" for total in ("customer", "staff") if swing.get(total)
    ]
    return f"; a case takes about {' and '.join(about)}" if about else ""
