"""All measures of a procedure for a terminal: those that are known, then those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.wording import numbers
from frictionaudit.exports.wording.tables import beside, folded
from frictionaudit.results.audit import Measure


def every_measure(measures: Mapping[str, Measure], width: int, ink: Callable[[str, str], str]) -> Iterator[str]:
    """Lines of `width` columns: what is known, one measure a line, then the rest by what is missing for it.

    `ink` puts a text into a style.
    """
    yield "  " + ink("Measures", "bold")
    unknown: dict[str, list[str]] = {}
    for key, measure in measures.items():
        missing = shortened(measure.evidence.unknown) if measure.evidence.unknown else ""
        if measure.value is None:
            unknown.setdefault(missing or measure.evidence.note or "", []).append(key)
            continue
        note = f"  (unknown: {missing})" if missing else ""
        value = f"{numbers.measure(measure):<28}" if width >= 80 else f"{numbers.measure(measure)}  "
        yield from beside(f"    {key:<26}", f"{value}{measure.evidence.kind}{note}", width, 8)
    if unknown:
        title = folded("Unknown measures, by what is missing for them", width - 2)
        yield from (f"  {ink(line, 'bold')}" for line in title)
    for missing, keys in unknown.items():
        yield from folded(f"{missing or 'not defined here'}: {', '.join(keys)}", width, "    ", "      ")
