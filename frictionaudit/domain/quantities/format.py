"""Minutes in the words of people."""

from __future__ import annotations


def format_elapsed(minutes: float) -> str:
    """Elapsed minutes: 8 min, 1 h 20 min, and from a day on 2.5 days, 17 days."""
    if minutes >= 1440:
        days = f"{minutes / 1440:,.0f}" if minutes >= 99.5 * 1440 else f"{minutes / 1440:.1f}".removesuffix(".0")
        return f"{days} day{'' if days == '1' else 's'}"
    return format_effort(minutes)


def format_effort(minutes: float) -> str:
    """Minutes of somebody's time, which is never counted in days: 40 s, 8.5 min, 12 min, 1 h 20 min, 30 h."""
    if minutes < 1:
        return f"{minutes * 60:.0f} s" if minutes else "0 min"
    if minutes < 60:
        return f"{int(minutes * 10 + 0.5) / 10:g} min" if minutes < 9.95 else f"{int(minutes + 0.5)} min"
    hours, rest = divmod(round(minutes), 60)
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"
