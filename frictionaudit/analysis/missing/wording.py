"""Each question as a person would ask it, with how to write the answer and what it would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frictionaudit.analysis.flow.describe import describe, during, how_often, named_neighbours
from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.interrupting import happens_at
from frictionaudit.analysis.missing.totals import Impact, Total
from frictionaudit.domain.procedure import GuessedSide, Procedure, StepKind
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.domain.quantities.format import format_effort, format_elapsed
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.question import Question

LONGEST = 60
"""Characters after which a name is cut."""
_TIME = "a time, for example 10m, 5m..20m or 5m/8m/20m"
_WAITING = "a time, for example 4h, 2 working days or 1 day..5 days; 0m if work begins at once"
_OF: dict[Total, str] = {
    "customer": "of customers' time",
    "staff": "of staff time",
    "waiting": "of waiting",
}
_TURN = {"queue": "us", "batch": "us", "customer": "the customer", "third": "the third party"}
_CUSTOMER = {
    "fill": "How many minutes of their own time do customers spend on {step}, each time?",
    "gather": "How many minutes do customers spend getting things together for {step}, each time?",
    "counter": "How many minutes does it take to serve a customer at {step}, each time?",
    "pay": "How many minutes do customers spend paying at {step}, each time?",
}


def volume(yearly: Impact) -> Question:
    """How many cases there are."""
    return _question(
        ("volume",), "How many cases are there?", "cases and a period, for example 12000 per year",
        f"without it there are no figures per year{_per_case(yearly)}",
    )  # fmt: skip


def party(graph: FrictionGraph, step: str, impact: Impact) -> Question:
    """The party that does a step."""
    known = ", ".join(list(graph.procedure.parties)[:8])
    example = "for example parties: {desk: {side: frontstage}}"
    expected = f"the id of a party: {known}; or a new party with its side, {example}"
    return _question(
        ("steps", step, "by"), f"Who does {_named(graph, step)}?",
        expected if known else f"the id of a new party, and its side, {example}",
        f"without it the audit cannot say whose time it takes, or whether it is a hand-off{_up_to(impact, '; ')}",
    )  # fmt: skip


def sides(guessed: Sequence[GuessedSide], impact: Impact) -> Question:
    """On which side each party works, with what was guessed as a draft."""
    unsure = [f"'{_cut(guess.name)}'" for guess in guessed if not guess.known]
    question = _question(
        ("parties",),
        f"Who is the customer, who works for you, and who is a third party? Not certain: {listed(unsure)}.",
        "correct the sides below, and leave those that are right: customer, frontstage (yours, customers meet them), "
        "backstage (yours, behind the scenes) or third",
        f"it decides whose time each step takes{_up_to(impact, '; ')}",
    )  # fmt: skip
    return question.model_copy(update={"draft": {f"{guess.party}.side": str(guess.side) for guess in guessed}})


def customer_effort(graph: FrictionGraph, step: str, part: str, impact: Impact) -> Question:
    """How much of the customer's time a step takes."""
    return _question(
        ("steps", step, "effort", part), _CUSTOMER[part].format(step=_named(graph, step)),
        f"{_TIME}; use another part, such as understand, gather or travel, if that fits better",
        _up_to(impact),
    )  # fmt: skip


def staff_effort(graph: FrictionGraph, step: str, impact: Impact) -> Question:
    """How much staff time a step takes."""
    by = graph.procedure.steps[step].by
    name = f" by {_party(graph.procedure, by)}" if by else ""
    ask = f"How many minutes of work{name} does {_named(graph, step)} take, each time?"
    return _question(("steps", step, "effort", "work"), ask, _TIME, _up_to(impact))


def wait(graph: FrictionGraph, step: str, turn: str, impact: Impact) -> Question:
    """How long a case waits before a step."""
    ask = _how_long(graph, step, turn)
    return _question(("steps", step, "wait", turn), ask, _WAITING, _up_to(impact))


def failures(graph: FrictionGraph, step: str, impact: Impact) -> Question:
    """What can go wrong at a step."""
    return _question(
        ("steps", step, "disruptions"),
        f"What can go wrong at {_named(graph, step)}, how often, and who puts it right?",
        "a list, for example [{what: the file is lost, share: 0.02, takes: 1 day}]; [] if nothing can",
        f"without it no recovery can be judged{_up_to(impact, '; ')}",
    )  # fmt: skip


def cost(procedure: Procedure, party: str, hours: float) -> Question:
    """What an hour of a party costs."""
    return _question(
        ("parties", party, "cost"), f"What does an hour of {_party(procedure, party)} cost?",
        f"money per hour, for example 28 {procedure.currency or 'GBP'}/h",
        f"without it {format_effort(hours * 60)} of staff time per case have no price",
    )  # fmt: skip


def fields(procedure: Procedure, form: str, impact: Impact) -> Question:
    """Which questions a form asks."""
    name = _cut(procedure.forms[form].name or form)
    return _question(
        ("forms", form, "fields"), f"Which questions does the form '{name}' ask?",
        "a list of data items, for example [{data: name}, {data: email, known: true}]; [] if it asks none",
        f"up to {impact['fields']:.3g} questions per case depend on it",
    )  # fmt: skip


def share(graph: FrictionGraph, arc: Arc, others: Sequence[str], exclusive: bool, impact: Impact) -> Question:
    """What share of cases follows a flow."""
    asked = how_often(graph, arc.source) if arc.flow.share is None and happens_at(graph, arc.target) else ""
    rest = f", not to {_ahead(graph, others[0])}" if exclusive and len(others) == 1 else ""
    beside = {"id": arc.flow.id, "to": arc.target} if arc.flow.id else {"to": arc.target}
    when = f" ({_cut(arc.flow.when)})" if arc.flow.when else ""
    ask = f"Of the cases {_behind(graph, arc.source)}, what share goes on to {_ahead(graph, arc.target)}{when}{rest}?"
    if asked:
        what = _ahead(graph, arc.target) if graph.steps[arc.target].name else describe(graph, arc.target)
        ask = f"How often does {what} happen{during(graph, arc.source, [arc.target])}?"
    expected = "a share, for example 0.12 or 12 %" + ("; the remaining flow takes the rest" if exclusive else "")
    path = ("steps", arc.source, "next", arc.flow.key, "share")
    return _question(path, ask, expected, _up_to(impact) or "it decides which path a case takes", beside)


def assumed(graph: FrictionGraph, path: tuple[str, ...], duration: Duration, impact: Impact) -> Question:
    """How long something takes that was only assumed."""
    why = duration.evidence.why if isinstance(duration.evidence, Assumed) else ""
    step, part = path[1], path[3]
    waits = path[2] == "wait"
    ask = _how_long(graph, step, part) if waits else f"How long is {part} at {_named(graph, step)}?"
    ask = f"{ask} The page assumes {duration}: {_cut(why)}"
    return _question(path, ask, _WAITING if waits else _TIME, _up_to(impact))


def _how_long(graph: FrictionGraph, step: str, turn: str) -> str:
    """A wait as a question: an event comes at its end, and a task begins after it."""
    event = graph.steps[step].kind in (StepKind.EVENT, StepKind.END)
    until = f"until {_named(graph, step)} happens" if event else f"before {_named(graph, step)}"
    return f"How long does a case wait for {_TURN[turn]} {until}?"


def _question(
    path: tuple[str, ...], ask: str, expected: str, why: str, beside: Mapping[str, str] | None = None
) -> Question:
    return Question(
        id=".".join(path), path=path, ask=ask, expected=expected, why=why, beside=beside or {}, weight=0.0
    )  # fmt: skip


def _named(graph: FrictionGraph, step: str) -> str:
    name = graph.procedure.steps[step].name
    return f"'{_cut(name)}'" if name else describe(graph, step)


def _ahead(graph: FrictionGraph, step: str) -> str:
    """A step, or the named ones that follow if it has no name."""
    return _nearest(graph, step, backwards=False)


def _behind(graph: FrictionGraph, step: str) -> str:
    """At a step, or after the named ones that lead to it if it has no name."""
    place = "at" if graph.procedure.steps[step].name else "after"
    return f"{place} {_nearest(graph, step, backwards=True)}"


def _nearest(graph: FrictionGraph, step: str, backwards: bool) -> str:
    neighbours = named_neighbours(graph, step, backwards)[:3]
    return " or ".join(_named(graph, neighbour) for neighbour in neighbours) or _named(graph, step)


def _party(procedure: Procedure, party: str) -> str:
    label = procedure.party_label(party)
    return f"'{_cut(label[1:-1])}'" if label.startswith("'") else label


def _cut(text: str) -> str:
    """A name on one line, cut so that a question stays readable."""
    text = " ".join(text[: 4 * LONGEST].split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _up_to(impact: Impact, before: str = "") -> str:
    """What the answer could change per case, in words; empty if nothing."""
    parts = []
    for total, words in _OF.items():
        change = impact.get(total, 0.0)
        if change >= 1 / 60:
            parts.append(f"{format_elapsed(change) if total == 'waiting' else format_effort(change)} {words}")
    return f"{before}up to {listed(parts)} per case depend on it" if parts else ""


def _per_case(impact: Impact) -> str:
    about = [
        f"{format_effort(impact.get(total, 0.0))} {_OF[total]}" for total in ("customer", "staff") if impact.get(total)
    ]
    return f"; a case takes about {' and '.join(about)}" if about else ""
