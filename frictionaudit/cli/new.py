"""`frictionaudit new`: a folder with a commented example page to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from frictionaudit.cli.terminal.output import report
from frictionaudit.errors import UsageError

FILES = {
    "processes/my-procedure.yaml": "example-page.yaml",
    "frictionaudit.toml": "settings.toml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    "README.md": "folder-readme.md",
}
"""Files of a new folder, and the template each is made from."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Start a folder with a commented example page.

    The folder also gets settings, a pre-commit hook and a short README. No existing file is overwritten.

    \b
    Example:
      frictionaudit new my-folder
    """
    existing = [name for name in FILES if (folder / name).exists()]
    if existing:
        message = f"this folder already has {', '.join(existing)}"
        raise UsageError.of("file-exists", message, str(folder), "choose another folder")
    for name, template in FILES.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(files("frictionaudit.exports").joinpath("assets", template).read_text("utf-8"), "utf-8")
        report(f"wrote {target}")
    report(f"Next: edit {folder / 'processes/my-procedure.yaml'}, then run: frictionaudit audit {folder / 'processes'}")
