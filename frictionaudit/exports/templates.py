"""HTML templates and their style: everything shown is made harmless and escaped, and the page may run nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from frictionaudit.domain.quantities.listing import sentence
from frictionaudit.exports.drawings import fit
from frictionaudit.exports.drawings.palette import style as drawing_style
from frictionaudit.exports.wording import sanitize
from frictionaudit.version import __version__


def environment(**names: object) -> Environment:
    """Templates of reports, with the names that they use beside `style`, `sum_of_style` and `version`."""
    return styled("report.css", **names)


def styled(stylesheet: str, **names: object) -> Environment:
    """Where templates are found, with one style for all."""
    templates = Environment(
        autoescape=True,
        loader=PackageLoader("frictionaudit", "exports/assets"),
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, digest = _style(stylesheet)
    templates.globals.update(style=style, sum_of_style=digest, version=__version__, sentence=sentence, **names)
    return templates


@cache
def _style(stylesheet: str) -> tuple[Markup, str]:
    """The style, and its sum: the only permission that a page gives (Content Security Policy)."""
    loader = PackageLoader("frictionaudit", "exports/assets")
    style = loader.get_source(Environment(), stylesheet)[0] + drawing_style(".drawing") + fit.style()
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(style), f"sha256-{digest}"


def _harmless(value: Any) -> Any:
    """Whatever the template shows: on one line, without control characters; then it is escaped."""
    return sanitize.text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
