"""The extras of the program: packages that only some users need, and how to install them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Extra = Literal["crypto", "language", "office", "pdf", "postgres"]
PACKAGES: Mapping[Extra, str] = {
    "crypto": "cryptography",
    "language": "pyphen",
    "office": "openpyxl python-docx xlrd",
    "pdf": "typst",
    "postgres": "'psycopg[binary,pool]'",
}
"""The packages of each extra, as a command line names them."""


def how_to_install(extra: Extra) -> str:
    """What to type for an extra, in a clone of the program and after `pipx install`."""
    return f"in your clone, run: pip install '.[{extra}]'; after pipx: pipx inject frictionaudit {PACKAGES[extra]}"
