"""The colours of a drawing, light and dark, each pair with a contrast of at least 4.5 for text and 3 for lines."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "lane": "#f6f4ef",
    "lane2": "#ffffff",
    "head": "#e6e2d8",
    "edge": "#8b867a",
    "ink": "#1c2024",
    "soft": "#4b525b",
    "box": "#ffffff",
    "customer": "#e2f2f3",
    "stroke": "#3b424b",
    "line": "#3b424b",
    "accent": "#0a5a66",
    "bar": "#17808f",
    "track": "#e4e0d6",
    "error": "#a01528",
    "warning": "#744600",
    "info": "#1b4b8f",
    "on": "#ffffff",
    "added": "#0b6b3a",
    "added-bg": "#e3f4e8",
    "removed": "#a01528",
    "removed-bg": "#fbe9eb",
    "moved": "#5b2f91",
    "moved-bg": "#efe7f8",
    "changed": "#744600",
    "changed-bg": "#fff1d6",
}
DARK: Mapping[str, str] = {
    "paper": "#14171b",
    "lane": "#1a1e23",
    "lane2": "#14171b",
    "head": "#2c333b",
    "edge": "#7b848f",
    "ink": "#f0efeb",
    "soft": "#b9c0c9",
    "box": "#22272e",
    "customer": "#12363c",
    "stroke": "#b9c0c9",
    "line": "#b9c0c9",
    "accent": "#6cc6d2",
    "bar": "#3fa3b1",
    "track": "#3a414a",
    "error": "#ff9aa5",
    "warning": "#f5c26b",
    "info": "#9dc1ff",
    "on": "#14171b",
    "added": "#7fd6a0",
    "added-bg": "#14311f",
    "removed": "#ff9aa5",
    "removed-bg": "#3b1a20",
    "moved": "#cdb0f5",
    "moved-bg": "#2b1f3d",
    "changed": "#f5c26b",
    "changed-bg": "#362a12",
}
FONT = "Arial, Helvetica, 'Liberation Sans', 'Nimbus Sans', 'DejaVu Sans', sans-serif"


def style(scope: str = ".drawing", dark: bool = True) -> str:
    """The style sheet of a drawing; without `dark` for paper, where nothing but the light colours counts."""
    light = _rules(scope, LIGHT)
    fixed = _fixed(scope)
    if not dark:
        return f"{fixed}\n{light}\n"
    night = _rules(scope, DARK)
    paper = f"@media print {{\n{light}\n}}"
    return f"{fixed}\n{light}\n@media (prefers-color-scheme: dark) {{\n{night}\n}}\n{paper}\n"


def _rules(scope: str, colour: Mapping[str, str]) -> str:
    fills = {
        ".paper": ("paper", ""),
        ".lane": ("lane", "edge"),
        ".lane.even": ("lane2", "edge"),
        ".head": ("head", "edge"),
        ".box": ("box", "stroke"),
        ".customer": ("customer", "accent"),
        ".bar": ("bar", ""),
        ".track": ("track", ""),
        ".arrow": ("line", ""),
        ".mark.error": ("error", ""),
        ".mark.warning": ("warning", ""),
        ".mark.info": ("info", ""),
        ".form": ("on", ""),
        "text": ("ink", ""),
        "text.soft": ("soft", ""),
        "text.on": ("on", ""),
    }
    rows = []
    for selector, (fill, stroke) in fills.items():
        line = f"; stroke: {colour[stroke]}" if stroke else ""
        rows.append(f"{scope} {selector} {{ fill: {colour[fill]}{line} }}")
    rows += [f"{scope} .line {{ stroke: {colour['line']} }}", f"{scope} .cut {{ stroke: {colour['stroke']} }}"]
    rows.append(f"{scope} .halo {{ fill: {colour['paper']} }}")
    for kind in ("added", "removed", "moved", "changed"):
        rows.append(f"{scope} .{kind}.box {{ fill: {colour[f'{kind}-bg']}; stroke: {colour[kind]} }}")
        rows.append(f"{scope} .{kind}.line {{ stroke: {colour[kind]} }}")
        rows.append(f"{scope} .{kind}.arrow, {scope} .{kind}.sign {{ fill: {colour[kind]} }}")
    rows.append(f"{scope} .step:focus-visible, {scope} a:focus-visible {{ outline: 3px solid {colour['accent']} }}")
    return "\n".join(rows)


def _fixed(scope: str) -> str:
    return "\n".join(
        [
            f"{scope} text {{ font-family: {FONT}; font-size: 13px }}",
            f"{scope} .fact, {scope} .label {{ font-size: 11px }}",
            f"{scope} .number {{ font-size: 10px; font-weight: 700; text-anchor: middle }}",
            f"{scope} .mid {{ text-anchor: middle }}",
            f"{scope} .right {{ text-anchor: end }}",
            f"{scope} .head-name {{ font-size: 12px; font-weight: 600; text-anchor: middle }}",
            f"{scope} .key {{ font-size: 12px }}",
            f"{scope} .box, {scope} .lane, {scope} .head {{ stroke-width: 1.2 }}",
            f"{scope} .end {{ stroke-width: 3.4 }}",
            f"{scope} .line, {scope} .cut {{ fill: none; stroke-width: 1.5 }}",
            f"{scope} .message {{ stroke-dasharray: 6 4 }}",
            f"{scope} .removed.box, {scope} .removed.line {{ stroke-dasharray: 3 3 }}",
            f"{scope} .added.box, {scope} .moved.box, {scope} .changed.box {{ stroke-width: 2.4 }}",
            f"{scope} .added.line {{ stroke-width: 2.6 }}",
            f"{scope} .gone {{ text-decoration: line-through }}",
        ]
    )
