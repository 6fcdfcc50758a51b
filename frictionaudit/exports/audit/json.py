"""An audit as JSON, in the shape that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.results.audit import Audit

_NONE = '"procedures": []'


def write(audit: Audit) -> str:
    """The audit as one JSON document; the same audit gives the same bytes."""
    return "".join(pieces(audit))


def pieces(audit: Audit) -> Iterator[str]:
    """The same piece by piece, so that an audit of many files never stands in memory as text."""
    frame = audit.model_copy(update={"procedures": ()}).model_dump_json(by_alias=True, indent=2)
    head, _, tail = frame.partition(_NONE)
    yield head + (_NONE[:-1] if audit.procedures else _NONE)
    for n, procedure in enumerate(audit.procedures):
        text = procedure.model_dump_json(by_alias=True, indent=2).replace(
            "\n", "\n    "
        )  # texts hold no bare line ends
        yield f"{',' if n else ''}\n    {text}"
    yield ("\n  ]" if audit.procedures else "") + tail + "\n"
