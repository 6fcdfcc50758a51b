"""The text of a shape as people read it: without mark-up, quotes and entities."""

from __future__ import annotations

import re
from html import unescape

_BREAK = re.compile(r"<\s*/?\s*(?:br|p|div|li|ul|ol|h[1-6]|tr|td)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CODE = re.compile(r"#(\d{1,6}|[a-z]{2,8});")
_ICON = re.compile(r"\bfa[bsrl]?:fa-[\w-]+")
_STRESSED = re.compile(r"(\*\*|__|\*|_)(?=\S)(.{1,500}?)(?<=\S)\1")
"""Bold and slanted words of Markdown, which stands between back-ticks."""
_LONGEST = 20_000


def plain_text(text: str) -> str:
    """The words of a label on one line."""
    text = text[:_LONGEST].strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    text = _STRESSED.sub(r"\2", text.strip().strip("`")) if text.lstrip().startswith("`") else text
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = unescape(_CODE.sub(lambda code: f"&#{code[1]};" if code[1].isdigit() else f"&{code[1]};", text))
    return " ".join(_ICON.sub("", text).replace("\\n", " ").replace("\N{NO-BREAK SPACE}", " ").split())
