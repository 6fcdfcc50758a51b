"""A review as an agenda for half an hour: what is open from last time, then what is to decide, the worst first."""

from __future__ import annotations

import json
from collections.abc import Iterator

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.review import SuggestionEntry
from frictionaudit.exports.wording import review as wording
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import folded, heading
from frictionaudit.results.review import Agenda

SHOWN = 8
"""Findings and suggestions that are listed where not all are asked for."""
SIGN = {"error": "✖", "warning": "▲", "info": "●"}


def text(agenda: Agenda, width: int = 100, everything: bool = False) -> str:
    """The agenda to be read in a meeting."""
    opening = agenda.review.opening
    lines = heading(opening.title, f"review {opening.id}", width)
    people = f" with {', '.join(opening.people)}" if opening.people else ""
    head = f"Owner {opening.owner}{people}, {opening.held_on}, on version {opening.design_version} of the design"
    lines += folded(head, width, "  ", "    ")
    if opening.trigger:
        lines += folded(f"Triggered by: {opening.trigger}", width, "  ", "    ")
    if agenda.review.closed:
        lines.append("  This review is closed.")
    lines += _last_time(agenda, width)
    lines += _undecided(agenda, width, everything)
    lines += _suggestions(agenda, width, everything)
    lines += _stories(agenda, width)
    lines += _decided(agenda, width)
    lines += _actions(agenda, width)
    lines += _verified(agenda, width)
    lines += ["", f"  version {agenda.review.version} of the review"]
    return "\n".join(lines)


def _last_time(agenda: Agenda, width: int) -> Iterator[str]:
    if not (agenda.still_open or agenda.last_time):
        return
    yield from ("", "  Still open from last time")
    for entry in agenda.still_open:
        who = f"{entry.to}: " if entry.to else ""
        when = wording.due(entry.due, agenda.today)
        line = f"{entry.review} {entry.id}  {who}{entry.text}, due {when}"
        yield from folded(line, width, "    ", "      ")
    for compared in agenda.last_time:
        line = f"{compared.review}  {compared.title}: {wording.answer(compared.verification)}"
        yield from folded(line, width, "    ", "      ")


def _undecided(agenda: Agenda, width: int, everything: bool) -> Iterator[str]:
    findings = [agenda.review.findings[id] for id in agenda.undecided]
    yield from ("", f"  To decide: {count(len(findings), 'finding')}, the worst first")
    shown = findings if everything else findings[:SHOWN]
    for finding in shown:
        share = f", {finding.share * 100:.0f} % of the burden" if finding.share >= 0.005 else ""
        head = f"{finding.id:>4} {SIGN.get(finding.severity, ' ')} {finding.rule} {finding.name}{share}"
        yield from folded(head, width, "  ", "    ")
        yield from folded(finding.message, width, "         ", "         ")
        for entry in agenda.review.alternatives(finding.id):
            yield from folded(
                f"{entry.id} {entry.title}: {wording.prediction(entry.prediction)}", width, " " * 9, " " * 11
            )
    if len(findings) > len(shown):
        yield f"    … and {len(findings) - len(shown)} more; --all shows all."


def _suggestions(agenda: Agenda, width: int, everything: bool) -> Iterator[str]:
    state = agenda.review
    waiting = [entry for id, entry in state.suggestions.items() if id not in state.decisions and not entry.finding]
    if not waiting:
        return
    yield from ("", f"  Suggestions: {len(waiting)} to decide, the most helpful first")
    shown = waiting if everything else waiting[:SHOWN]
    for entry in shown:
        yield from folded(f"{entry.id:>4}   {entry.title}", width, "  ", "         ")
        yield from folded(_effect(entry), width, "         ", "         ")
        yield from _votes(agenda, entry.id, width)
    if len(waiting) > len(shown):
        yield f"    … and {len(waiting) - len(shown)} more; --all shows all."


def _effect(entry: SuggestionEntry) -> str:
    parts = [wording.prediction(entry.prediction)]
    if entry.fixes:
        parts.append(f"fixes {', '.join(dict.fromkeys(entry.fixes))}")
    if entry.introduces:
        parts.append(f"but triggers {', '.join(dict.fromkeys(entry.introduces))}")
    if entry.trade_off:
        parts.append(f"trade-off: {entry.trade_off}")
    return "; ".join(parts)


def _votes(agenda: Agenda, id: str, width: int) -> Iterator[str]:
    votes = agenda.votes(id)
    if not votes["cast"]:
        return
    if votes["revealed"]:
        told = ", ".join(f"{person} {choice}" for person, choice in votes["votes"].items())
        yield from folded(f"votes: {told}", width, "         ", "         ")
    else:
        yield f"         {count(votes['cast'], 'vote')} cast, hidden until revealed"


def _stories(agenda: Agenda, width: int) -> Iterator[str]:
    if not agenda.review.stories:
        return
    yield from ("", "  What people told us")
    for story in agenda.review.stories:
        step = agenda.step_names.get(story.step, story.step)
        yield from folded(f"'{step}', {story.by}: {story.text}", width, "    ", "      ")


def _decided(agenda: Agenda, width: int) -> Iterator[str]:
    state = agenda.review
    if not state.decisions:
        return
    yield from ("", "  Decided")
    for id, entry in state.decisions.items():
        what = state.findings[id].rule if id in state.findings else state.suggestions[id].title
        yield from folded(f"{id:>4}   {what}: {wording.decision(entry.fact)}", width, "  ", "         ")
        accepted = state.accepted.get(id)
        if accepted is not None:
            yield from folded(
                f"predicted: {wording.prediction(accepted.prediction)}", width, "         ", "           "
            )
            yield from folded(f"checked by {wording.check(accepted.check)}", width, "         ", "           ")


def _actions(agenda: Agenda, width: int) -> Iterator[str]:
    if not agenda.review.actions:
        return
    yield from ("", "  Who does what by when")
    for action in agenda.review.actions:
        state = "done" if action.done else f"due {wording.due(action.due, agenda.today)}"
        note = f" ({action.note})" if action.note else ""
        yield from folded(f"{action.id:>4}   {action.to}: {action.text}, {state}{note}", width, "  ", "         ")


def _verified(agenda: Agenda, width: int) -> Iterator[str]:
    if not agenda.review.verifications:
        return
    yield from ("", "  Predicted and realised")
    for id, one in agenda.review.verifications.items():
        line = f"{id:>4}   {agenda.review.suggestions[id].title}: {wording.answer(one)}"
        yield from folded(line, width, "  ", "         ")


def as_json(agenda: Agenda) -> str:
    """The agenda as a document for programs."""
    return json.dumps(agenda.document(), ensure_ascii=False, indent=2)


def contents(agendas: list[Agenda]) -> str:
    """The reviews of a store, a line each."""
    if not agendas:
        return "no review is open here; `frictionaudit review open PAGE --owner NAME` opens one"
    width = max(len(agenda.review.id) for agenda in agendas)
    return "\n".join(
        sanitize.text(
            f"{agenda.review.id:<{width}}  {'closed' if agenda.review.closed else 'open  '}  "
            f"{agenda.review.opening.held_on}  {agenda.review.opening.owner}: "
            f"{count(len(agenda.review.decisions), 'decision')}, {len(agenda.undecided)} to decide, "
            f"{count(len(agenda.due_actions), 'action')} open"
        )
        for agenda in agendas
    )


def contents_as_json(agendas: list[Agenda]) -> str:
    """The reviews of a store for programs: `{"schema", "reviews": [{"id", "closed", …}]}`."""
    reviews = [
        {
            "id": agenda.review.id,
            "version": agenda.review.version,
            "procedure": agenda.review.opening.procedure,
            "title": agenda.review.opening.title,
            "owner": agenda.review.opening.owner,
            "held_on": agenda.review.opening.held_on.isoformat(),
            "closed": agenda.review.closed,
            "decided": len(agenda.review.decisions),
            "undecided": len(agenda.undecided),
            "open_actions": len(agenda.due_actions),
        }
        for agenda in agendas
    ]
    return json.dumps({"schema": 1, "reviews": reviews}, ensure_ascii=False, indent=2)
