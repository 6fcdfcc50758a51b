"""What the minutes say, section by section, short enough for two pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.review import Check, FindingAccepted, SuggestionAccepted, SuggestionRejected, Verified
from frictionaudit.exports.documents.document import Document, Picture, Section, Table, cut, limited
from frictionaudit.exports.wording import numbers
from frictionaudit.exports.wording import review as wording
from frictionaudit.results.measure import Basis, Measure, MeasureDefinition
from frictionaudit.results.review import Agenda

FIGURES, DECISIONS, REJECTED, ACTIONS, CHECKS, LAST, STORIES, WORST = 8, 8, 3, 6, 5, 4, 4, 5
"""How many of each fit on two pages; the last line says how many are left out."""


_COUNTED = ("steps", "forms", "fields", "contacts", "hand-offs", "documents", "count", "times")
"""Units of figures that come after times and money, where there is no room for all."""


def minutes(agenda: Agenda, picture: Picture | None = None) -> Document:
    """The minutes of a review as it stands; `picture` is the drawing with its findings."""
    opening = agenda.review.opening
    facts = [("Owner", opening.owner), ("Date", opening.held_on.isoformat())]
    if opening.people:
        facts.append(("With", ", ".join(opening.people)))
    if opening.trigger:
        facts.append(("Triggered by", opening.trigger))
    facts.append(("State", "closed" if agenda.review.closed else "open"))
    return Document(
        title=opening.title,
        subtitle=f"Minutes of review {opening.id}, on version {opening.design_version} of the design",
        facts=tuple((label, cut(value, 120)) for label, value in facts),
        sections=tuple(_sections(agenda, picture)),
        made=opening.held_on,
        pages=2,
    )


def _sections(agenda: Agenda, picture: Picture | None) -> Iterator[Section]:
    number = count(len(agenda.review.findings), "open finding")
    lead = f"{number}; the worst are:" if agenda.review.findings else "No finding is open."
    yield Section("Where we stand", tuple(_standing(agenda)), _figures(agenda), picture, lead)
    yield Section("What people told us", tuple(_stories(agenda)))
    yield Section("What we want", tuple(_goals(agenda)))
    yield Section("What we decided", (), _decisions(agenda), lead=_left(agenda), new_page=True)
    yield Section("What we did not choose, and why", (), _rejected(agenda))
    yield Section("Who does what by when", (), _actions(agenda))
    yield Section("How and when we will check", (), _checks(agenda))
    yield Section("Actual beside predicted", tuple(_care(agenda)), _actual(agenda))


def _standing(agenda: Agenda) -> Iterator[str]:
    findings = list(agenda.review.findings.values())
    worst = findings[: WORST if not agenda.review.stories else WORST - 2]
    for finding in worst:
        yield cut(f"{finding.id} {finding.rule} {finding.name}: {finding.message}", 260)


def _figures(agenda: Agenda) -> Table:
    figures = sorted(agenda.review.opening.figures, key=lambda figure: figure.unit in _COUNTED)[:FIGURES]
    half = (len(figures) + 1) // 2
    cells = [(figure.label, _value(figure.key, figure.unit, figure.value, figure.elapsed)) for figure in figures]
    right = [*cells[half:], *[("", "")] * (2 * half - len(cells))]
    rows = tuple((*left, *other) for left, other in zip(cells[:half], right, strict=True))
    return Table(("per case", "now", "per case", "now"), rows, (3, 2, 3, 2), (1, 3))


def _value(key: str, unit: str, value: float | None, elapsed: bool) -> str:
    if value is None:
        return "unknown"
    definition = MeasureDefinition(key, unit, "case", key, elapsed=elapsed)
    return numbers.quantity(Measure(key, value, unit, "case", Basis("stated"), definition), value)


def _stories(agenda: Agenda) -> Iterator[str]:
    stories = agenda.review.stories
    for story in stories[:STORIES]:
        yield cut(f"'{agenda.step_names.get(story.step, story.step)}', {story.by}: {story.text}", 200)
    if len(stories) > STORIES:
        yield f"… and {len(stories) - STORIES} more"


def _goals(agenda: Agenda) -> Iterator[str]:
    """What is to be solved, and what the accepted suggestions are predicted to bring."""
    state = agenda.review
    wanted = [id for id, entry in state.decisions.items() if isinstance(entry.fact, FindingAccepted)]
    for id in wanted[:4]:
        yield cut(f"Solve {id} {state.findings[id].rule} {state.findings[id].name}: {state.findings[id].message}", 200)
    for id, accepted in list(state.accepted.items())[:4]:
        title = cut(state.suggestions[id].title, 90)
        brings = f"{wording.prediction(accepted.prediction, 2)} per case"
        if not accepted.prediction.effects:
            brings = f"fixes {', '.join(dict.fromkeys(state.suggestions[id].fixes)) or 'nothing that is measured'}"
        yield cut(f"{id} {title}: {brings}", 220)
    left = max(0, len(wanted) - 4) + max(0, len(state.accepted) - 4)
    if left:
        yield f"… and {left} more"


def _left(agenda: Agenda) -> str:
    """How much nobody has decided on yet."""
    left, findings = len(agenda.undecided), len(agenda.review.findings)
    return f"{left} of {findings} findings are left to decide." if left else ""


def _decisions(agenda: Agenda) -> Table:
    state = agenda.review
    rows = []
    made = sorted(state.decisions.items(), key=lambda item: not isinstance(item[1].fact, SuggestionAccepted))
    for id, entry in made:
        if isinstance(entry.fact, SuggestionRejected):
            continue
        what = _what(agenda, id)
        reason = getattr(entry.fact, "reason", "") or "–"
        decision = wording.decision(entry.fact.model_copy(update={"reason": ""}))
        rows.append((id, cut(what, 110), cut(decision, 80), cut(reason, 130)))
    return limited(Table(("", "on", "decision", "reason"), tuple(rows), (0.6, 4, 2.6, 3.4)), DECISIONS, "decision")


def _what(agenda: Agenda, id: str) -> str:
    state = agenda.review
    if id in state.findings:
        return f"{state.findings[id].rule} {state.findings[id].name}"
    return state.suggestions[id].title


def _rejected(agenda: Agenda) -> Table:
    """Suggestions that were rejected, and other answers to findings where one was accepted."""
    state = agenda.review
    rows = []
    for id, entry in state.decisions.items():
        if isinstance(entry.fact, SuggestionRejected):
            effect = wording.prediction(state.suggestions[id].prediction, 1)
            rows.append((id, cut(state.suggestions[id].title, 110), cut(effect, 80), cut(entry.fact.reason, 130)))
    for finding in state.findings:
        answers = state.alternatives(finding)
        chosen = [answer.id for answer in answers if answer.id in state.accepted]
        for answer in answers:
            if answer.id not in state.decisions and chosen:
                effect = wording.prediction(answer.prediction, 1)
                rows.append((answer.id, cut(answer.title, 110), cut(effect, 80), f"{chosen[0]} was chosen"))
    return limited(
        Table(("", "alternative", "it would bring", "reason"), tuple(rows), (0.6, 4, 2.6, 3.4)), REJECTED, "alternative"
    )


def _actions(agenda: Agenda) -> Table:
    rows: list[tuple[str, ...]] = [
        (entry.id, cut(f"{entry.text} (from {entry.review})", 130), cut(entry.to, 40), str(entry.due), "open")
        for entry in agenda.still_open
        if entry.kind == "action"
    ]
    for action in agenda.review.actions:
        state = "done" if action.done else "late" if action.due < agenda.today else "open"
        rows.append((action.id, cut(action.text, 130), cut(action.to, 40), str(action.due), state))
    return limited(Table(("", "what", "who", "by", "state"), tuple(rows), (0.6, 5, 2, 1.5, 1)), ACTIONS, "action")


def _checks(agenda: Agenda) -> Table:
    rows = [
        (
            id,
            fact.check.method.replace("-", " "),
            str(fact.check.on),
            f"{fact.check.cases:,} before and after" if fact.check.cases is not None else "nobody can tell",
            _weeks(fact.check),
            cut(wording.prediction(fact.prediction, 1), 70),
        )
        for id, fact in agenda.review.accepted.items()
    ]
    return limited(
        Table(("", "method", "on", "cases needed", "of data", "predicted"), tuple(rows), (0.6, 2, 1.5, 2.2, 2, 2.8)),
        CHECKS,
        "check",
    )


def _weeks(check: Check) -> str:
    if check.weeks is None:
        return "unknown"
    return f"{check.weeks:g} weeks" + ("" if check.enough else ", too many by then")


def _actual(agenda: Agenda) -> Table:
    """What earlier reviews brought, and what this one has brought so far."""
    rows = [
        (cut(compared.title, 90), compared.review, cut(wording.answer(compared.verification), 170))
        for compared in agenda.last_time
    ]
    state = agenda.review
    rows += [
        (cut(state.suggestions[id].title, 90), state.id, cut(wording.answer(one), 170))
        for id, one in state.verifications.items()
    ]
    return limited(Table(("suggestion", "review", "actual beside predicted"), tuple(rows), (3.5, 2, 5)), LAST, "result")


def _care(agenda: Agenda) -> Iterator[str]:
    checks: Sequence[Verified] = list(agenda.review.all(Verified))
    if checks:
        kept = [sum(state == "kept" for _, state in care) for care in (checks[-1].care_before, checks[-1].care_after)]
        yield f"Points of care kept: {kept[0]} of {len(checks[-1].care_before)} before, {kept[1]} now"
