"""Numbers of a workbook as a person sees them: dates, times of the day as durations, percentages."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from frictionaudit.sources.tables.archive import Archive

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {9: "0%", 10: "0.00%", 14: "d/m/y", 15: "d/m/y", 16: "d/m", 17: "m/y", 22: "d/m/y h:mm"}
_BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "[h]:mm")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_MONEY = re.compile(r'\[\$([^\]-]+)|"\s*([^"]{1,5}?)\s*"|\\?([£€$¥₱₹])')
_CURRENCY = re.compile(r"[£€$¥₱₹]|(?:US|NZ|A|C|S|HK)\$|[A-Z]{3}|KSh\.?|Rs\.?|RM")
_STYLES = 100_000


def formats_of(archive: Archive) -> list[str]:
    """The number format of each cell style, by the style's number."""
    if "xl/styles.xml" not in archive.names:
        return []
    codes = dict(_BUILT_IN)
    styles: list[str] = []
    for element in archive.elements("xl/styles.xml", f"{_MAIN}numFmt", f"{_MAIN}cellXfs"):
        if element.tag == f"{_MAIN}numFmt":
            codes[_number(element.get("numFmtId"))] = str(element.get("formatCode") or "")
        else:
            kept = element.findall(f"{_MAIN}xf")[:_STYLES]
            styles = [codes.get(_number(style.get("numFmtId")), "") for style in kept]
    return styles


def shown(text: str, code: str) -> str:
    """A number as text, in the given format."""
    try:
        value = float(text)
    except ValueError:
        return text
    plain = _LITERAL.sub("", code).casefold()
    if "%" in plain:
        return f"{value * 100:.10g}%"
    if re.search(r"[dy]", plain) and 0 < value < 2_958_466:
        return str(datetime(1899, 12, 30) + timedelta(days=round(value, 6))).removesuffix(" 00:00:00")
    if re.search(r"[hs]", plain) and abs(value) < 2_958_466:
        return f"{value * 1440:.10g} minutes"
    return f"{_currency(code)}{value:.10g}"


def _currency(code: str) -> str:
    """The currency that a format prints beside a number, '' where it prints none."""
    marks = (next(filter(None, match.groups())).strip() for match in _MONEY.finditer(code))
    return next((f"{mark} " if mark.isalpha() else mark for mark in marks if _CURRENCY.fullmatch(mark)), "")


def _number(text: object) -> int:
    plain = str(text or "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else 0
