"""The words of the page in a language, from catalogues in gettext's format; what is not translated is noted."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ORIGINAL = "en"
FOLDER = "exports/pages/locale"


class Words(gettext.NullTranslations):
    """Texts in one language. `missing` holds those that have no translation; they are English."""

    def __init__(self, code: str, compiled: bytes = b"") -> None:
        super().__init__()
        self.code, self.missing = code, set[str]()
        self.locale = Locale.parse("en-GB" if code == ORIGINAL else code, sep="-")  # dates as in British English
        self._known = gettext.GNUTranslations(BytesIO(compiled)) if compiled else gettext.NullTranslations()
        if compiled:
            self._known.add_fallback(_Missing(self.missing))

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.locale.text_direction == "rtl"

    def gettext(self, message: str) -> str:
        return self._known.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._known.ngettext(msgid1, msgid2, n)


class _Missing(gettext.NullTranslations):
    """Answers in English, and notes what was asked."""

    def __init__(self, missing: set[str]) -> None:
        super().__init__()
        self._missing = missing

    def gettext(self, message: str) -> str:
        self._missing.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._missing.add(msgid1)
        return msgid1 if n == 1 else msgid2


def available() -> tuple[str, ...]:
    """Codes of the languages that have a catalogue, English first."""
    names = (entry.name for entry in files("frictionaudit").joinpath(FOLDER).iterdir())
    return (ORIGINAL, *sorted(name.removesuffix(".po") for name in names if name.endswith(".po")))


def words(code: str) -> Words:
    """The words of a language; English where there is no catalogue for it or for its main language."""
    main = code.partition("-")[0]
    known = available()
    if main == ORIGINAL:
        return Words(code if _is_locale(code) else ORIGINAL)
    found = next((name for name in (code, main) if name in known), None)
    return Words(code if _is_locale(code) else main, _compiled(found)) if found else Words(ORIGINAL)


def right_to_left(code: str) -> bool:
    """Whether a language is written from right to left; False for a code that is not known."""
    return _is_locale(code) and Locale.parse(code, sep="-").text_direction == "rtl"


def language_name(code: str) -> str:
    """What a language calls itself; its code where that is not known."""
    return (Locale.parse(code, sep="-").get_display_name() or code).capitalize() if _is_locale(code) else code


def _is_locale(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@cache
def catalogue(code: str) -> Catalog:
    """The catalogue of a language as it stands in its file."""
    data = files("frictionaudit").joinpath(FOLDER, f"{code}.po").read_bytes()
    return read_po(BytesIO(data), locale=code)


@cache
def _compiled(code: str) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, catalogue(code))
    return compiled.getvalue()


def untranslated(code: str, messages: Iterable[str]) -> tuple[str, ...]:
    """Those of the messages that a catalogue does not translate."""
    known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue(code) if entry.string}
    return tuple(message for message in messages if message not in known)
