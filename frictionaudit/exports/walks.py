"""A walk to be read: each step with the account so far, and the story at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed, format_money, format_share
from frictionaudit.domain.quantities.listing import listed, sentence
from frictionaudit.exports.pages.phrases import CHANNELS
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import folded
from frictionaudit.exports.wording.vocabulary import TELLS
from frictionaudit.results.customer_page import Told
from frictionaudit.results.walk import Account, Mishap, Scene, Walk

WIDTH = 80
_ACTORS = {"you": "You", "we": "They", "event": "It happens", "end": "The end"}


def as_json(walk: Walk) -> str:
    """The whole walk."""
    return walk.model_dump_json(by_alias=True, indent=2)


def text(walk: Walk, width: int = WIDTH) -> str:
    """Every step, then the story."""
    lines = [line for n, scene in enumerate(walk.scenes, 1) for line in step(scene, n, width)]
    return "\n".join([*opening(walk.title, width), *lines, story(walk, width)])


def opening(title: str, width: int = WIDTH) -> list[str]:
    """The title over a rule."""
    return [*folded(title, width), "─" * width]


def step(scene: Scene, number: int, width: int = WIDTH) -> Iterator[str]:
    """One step as it is met, with the paths from it where there are several."""
    yield ""
    again = f" (for the {_ordinal(scene.visit)} time)" if scene.visit > 1 else ""
    who = scene.party if scene.actor == "third" else _ACTORS.get(scene.actor)
    how = f" {CHANNELS[scene.channels[0]]}" if scene.actor == "you" and scene.channels else ""
    yield from folded(
        f"{number}. {who or 'Others'}: {scene.name or 'the case takes a path'}{how}{again}", width, "", "   "
    )
    for line in _lines(scene):
        yield from folded(line, width, "   ", "     ")
    if scene.yours:
        yield from paths(scene, width)
    elif scene.taken:
        took = next(path for path in scene.paths if path.key == scene.taken)
        yield from folded(f"→ {took.when or took.leads_to}", width, "   ", "     ")
    yield from folded(so_far(scene.account), width, "   ┄ ", "     ")


def paths(scene: Scene, width: int = WIDTH) -> Iterator[str]:
    """The numbered paths at a decision of the customer; the one taken is marked."""
    yield "   You decide:"
    for n, path in enumerate(scene.paths, 1):
        share = f" (taken in {format_share(path.share)} of cases)" if path.share is not None else ""
        when = f": {path.when}" if path.when else ""
        mark = "▸" if path.key == scene.taken else " "
        yield from folded(f"{mark} {n}  {path.leads_to}{when}{share}", width, "   ", "       ")


def _lines(scene: Scene) -> Iterator[str]:
    if scene.waited:
        yield f"You wait {format_elapsed(scene.waited)}."
    for mishap in scene.mishaps:
        yield f"✖ {sentence(mishap.what)}. {_what_then(mishap)}"
    if scene.asks:
        questions = f" ({count(len(scene.questions), 'question')})" if scene.questions else ""
        yield f"You are asked for: {listed(scene.asks, shown=None)}{questions}."
    if scene.own_minutes:
        yield f"It takes you {format_effort(scene.own_minutes)}."
    if scene.pays:
        yield f"You pay: {listed(scene.pays, shown=None)}."
    if scene.told:
        yield f"You are told {_told(scene.told)}."
    if scene.options:
        yield f"You may also: {'; '.join(scene.options)}."


def _told(told: Iterable[Told]) -> str:
    return listed((f"{TELLS[said.what]}{f' ({said.text})' if said.text else ''}" for said in told), shown=None)


def _what_then(mishap: Mishap) -> str:
    said = [f"It takes {format_elapsed(mishap.minutes)} until it is put right."] if mishap.minutes else []
    said.append(f"You are told {_told(mishap.tells)}." if mishap.tells else "Nobody tells you anything.")
    if mishap.options:
        said.append(f"You may: {'; '.join(mishap.options)}.")
    return " ".join(said)


def so_far(account: Account) -> str:
    """The running account on one line; a time is a least one where some times on the way are not known."""
    parts = [count(account.steps, "step")]
    own, elapsed = _times(account)
    parts += [own] if own else []
    parts += [f"{count(account.forms, 'form')} with {count(account.questions, 'question')}"] if account.forms else []
    parts += [count(account.documents, "document")] if account.documents else []
    parts += [count(account.contacts, "contact")] if account.contacts else []
    parts += [format_money(money.amount, money.currency) for money in account.money]
    parts += [f"{elapsed} since the start"] if elapsed else []
    parts += [] if own or elapsed else ["times not known"]
    return f"so far: {' · '.join(parts)}"


def _times(account: Account) -> tuple[str, str]:
    """The customer's own time, and that since the start; '' for one of which nothing is known."""
    own, elapsed = format_effort(account.minutes), format_elapsed(account.elapsed)
    if not account.unknown:
        return own, elapsed
    return f"at least {own}" if account.minutes else "", f"at least {elapsed}" if account.elapsed else ""


def story(walk: Walk, width: int = WIDTH) -> str:
    """The end alone: one paragraph, and what would have spared the customer."""
    lines = ["", *folded(told_as_story(walk), width), ""]
    if walk.spared:
        lines += folded("On an average case, these changes would have spared you:", width)
        for spared in walk.spared:
            lines += folded(f"{sentence(spared.title)}: saves {spared.saves}", width, "  · ", "    ")
    else:
        lines += folded("No simplification that the program knows would have spared you anything.", width)
    lines += [line for note in walk.notes for line in folded(f"note: {note}", width)]
    return "\n".join(lines)


def told_as_story(walk: Walk) -> str:
    """What happened, in one paragraph."""
    account = walk.account
    as_whom = f", as one of the group “{walk.group}”" if walk.group else ""
    own, elapsed = _times(account)
    took = [elapsed, count(account.steps, "step"), f"{own} of your own time" if own else ""]
    begun = f"You set out to {walk.aim}" if walk.aim else f"You went through “{walk.title}”"
    said = [f"{begun}{as_whom}. It took {listed(filter(None, took), shown=None)}."]
    if account.forms or account.documents:
        asked = [f"{count(account.forms, 'form')} with {count(account.questions, 'question')}"] if account.forms else []
        asked += [count(account.documents, "document")] if account.documents else []
        said.append(f"You were asked for {listed(asked, shown=None)}.")
    if account.asked_again:
        said.append(f"You gave {count(len(account.asked_again), 'answer')} more than once.")
    if account.money:
        said.append(
            f"You paid {listed((format_money(money.amount, money.currency) for money in account.money), shown=None)}."
        )
    said += [line for scene in walk.scenes for line in _happened(scene)]
    if account.silence >= 1440:
        said.append(f"For {format_elapsed(account.silence)} you heard nothing.")
    if account.unknown:
        said.append(f"The times of {count(len(account.unknown), 'step')} are not known and are left out.")
    said.append(f"It ended with: {walk.end}." if walk.end else "It did not come to an end.")
    return sanitize.text(" ".join(said))


def _happened(scene: Scene) -> Iterator[str]:
    """What went wrong at a step, and events on the way of which nobody told the customer anything."""
    for mishap in scene.mishaps:
        told = "" if mishap.tells else ", and nobody told you anything"
        yield f"Then {mishap.what}{told}."
    if scene.event and not scene.told:
        yield f"{sentence(scene.name)}: nobody told you anything."


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"
