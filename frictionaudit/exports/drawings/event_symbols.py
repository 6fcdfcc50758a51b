"""BPMN's symbols inside the circle of an event: an envelope, a clock, and a wheel for what a system does."""

from __future__ import annotations

from frictionaudit.results.drawing import EventSign

_TURNS = ((0, 8), (5.7, 5.7), (8, 0), (5.7, -5.7))
"""Where the spokes of a wheel end, from its middle; those on the other side are opposite."""


def event_symbol(sign: EventSign, x: float, y: float) -> str:
    """The symbol around the middle of its event; an envelope is filled where the message is sent."""
    return {"received": _open_envelope, "sent": _filled_envelope, "time": _clock, "system": _wheel}[sign](x, y)


def _open_envelope(x: float, y: float) -> str:
    border = f"M{x - 8:.1f} {y - 5.5:.1f}h16v11h-16z"
    return f'<path class="cut" d="{border}m0 0l8 6l8 -6"/>'


def _filled_envelope(x: float, y: float) -> str:
    flap = f"M{x - 8:.1f} {y - 6:.1f}h16l-8 6z"
    body = f"M{x - 8:.1f} {y - 4:.1f}l8 6l8 -6v9.5h-16z"
    return f'<path class="arrow" d="{flap}{body}"/>'


def _clock(x: float, y: float) -> str:
    face = f'<circle class="cut" cx="{x:.1f}" cy="{y:.1f}" r="7.5"/>'
    return f'{face}<path class="cut" d="M{x:.1f} {y - 5:.1f}v5l3.5 2"/>'


def _wheel(x: float, y: float) -> str:
    spokes = "".join(
        f"M{x + sx * part:.1f} {y + sy * part:.1f}L{x + sx * side:.1f} {y + sy * side:.1f}"
        for sx, sy in _TURNS
        for part, side in ((0.65, 1.0), (-0.65, -1.0))
    )
    return f'<circle class="cut" cx="{x:.1f}" cy="{y:.1f}" r="5.2"/><path class="cut" d="{spokes}"/>'
