"""A customer's page in one language: how templates write its texts, amounts and links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from frictionaudit.exports.pages import phrases
from frictionaudit.exports.pages.amounts import Amounts
from frictionaudit.exports.pages.catalogue import Words, right_to_left
from frictionaudit.exports.pages.numbered import NumberedSteps, numbered
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.customer_page import CustomerPage, Told, Wait

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_NO_LANGUAGE = re.compile(r"[\W\d_]*|\S+@\S+|(?:https?://|www\.)\S+")
"""Numbers and addresses, which are the same in every language."""


@dataclass
class View:
    """One page in one language. `untranslated` collects the page's own texts that have no translation."""

    page: CustomerPage
    words: Words
    untranslated: set[str] = field(default_factory=set)

    @cached_property
    def amounts(self) -> Amounts:
        """How this language writes amounts."""
        return Amounts(self.words)

    @cached_property
    def steps(self) -> NumberedSteps:
        """The numbered steps."""
        return numbered(self.page.turns, frozenset(self.page.starts))

    def text(self, said: str) -> tuple[str, str]:
        """A text of the page in this language, else as it stands; and the language that it is in."""
        main = self.words.code.partition("-")[0]
        for code in (self.words.code, main):
            if said in self.page.translations.get(code, {}):
                return self.page.translations[code][said], self.words.code
        own = main == self.page.language.partition("-")[0]
        if own or said == self.page.organisation or _NO_LANGUAGE.fullmatch(said):
            return said, self.words.code
        self.untranslated.add(said)
        return said, self.page.language

    def plain(self, said: str) -> str:
        """The text without marks, for attributes and plain files."""
        return sanitize.text(self.text(said)[0])

    def say(self, said: str, capital: bool = False) -> Markup:
        """The text for HTML: marked with its language where that is another, and set apart where it runs the other
        way."""
        shown, code = self.text(said)
        shown = sanitize.text(shown)
        shown = shown[:1].upper() + shown[1:] if capital else shown
        if code.partition("-")[0] != self.words.code.partition("-")[0]:
            direction = "rtl" if right_to_left(code) else "auto"
            return Markup('<span lang="{}" dir="{}">{}</span>').format(code, direction, shown)
        return Markup("<bdi>{}</bdi>").format(shown) if _RIGHT_TO_LEFT.search(shown) else escape(shown)

    def begin(self, said: str) -> Markup:
        """The text with a capital at its beginning."""
        return self.say(said, capital=True)

    def ways(self, channels: Iterable[str]) -> str:
        """Channels in a sentence: online, by phone or at the counter."""
        return self.amounts.listed((self.words.gettext(phrases.CHANNELS[c]) for c in channels), "or")

    def label(self, told: Told) -> str:
        """What stands before a text that people are told."""
        return self.words.gettext(phrases.TOLD[told.what])

    def told_without_text(self, told: Iterable[Told]) -> str:
        """What people are told where the procedure has no text for it, in a list."""
        known = (phrases.TOLD_WITHOUT_TEXT[said.what] for said in told if not said.text)
        return self.amounts.listed(self.words.gettext(phrase) for phrase in known)

    def proof(self, proof: str) -> str:
        """What kind of proof a document has to be."""
        return self.words.gettext(phrases.PROOFS[proof])

    def wait(self, wait: Wait) -> str:
        """A wait in a sentence."""
        if wait.time is None:
            return self.words.gettext(phrases.UNKNOWN_WAITS[wait.turn])
        return self.words.gettext(phrases.WAITS[wait.turn]) % {"time": self.amounts.duration(wait.time)}
