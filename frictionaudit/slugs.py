"""Ids made of names: 'Check the form' becomes check-the-form."""

from __future__ import annotations

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": None, "'": None})


def slug(text: str, words: int = 6) -> str:
    """An id made of a text's first words, in plain letters."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_GERMAN)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded)[:words])[:60].strip("-")
