"""How hard a text is to read, on one line."""

from __future__ import annotations

from frictionaudit.domain.quantities.format import count, format_number
from frictionaudit.results.customer_page import Readability


def reads(text: Readability) -> str:
    """Words, sentence length, LIX, reading age, and jargon with plainer words."""
    said = [count(text.words, "word"), f"{format_number(text.sentence)} in a sentence"]
    said += [f"LIX {text.lix:.0f} ({_level(text.lix)})"] if text.lix is not None else []
    said += [f"reading age {text.age:.0f}"] if text.age is not None else []
    plainer = (f"'{word}' (better: {better})" for word, better in text.hard.items())
    return ", ".join([*said, *(f"hard: {said}" for said in plainer)])


def _level(lix: float) -> str:
    """What Björnsson calls a text with this LIX."""
    levels = ((30, "very easy"), (40, "easy"), (50, "medium"), (60, "difficult"))
    return next((name for limit, name in levels if lix < limit), "very difficult")
