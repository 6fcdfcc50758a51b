"""`frictionaudit schema`: the keys and values of a page, as JSON Schema for editors."""

from __future__ import annotations

import json

import click

from frictionaudit.cli.terminal.output import show_data
from frictionaudit.domain.procedure import Procedure


@click.command()
def command() -> None:
    """Print the JSON Schema of a page, for editors.

    Start a page with the line `# yaml-language-server: $schema=page.schema.json`. The YAML plugins of most editors
    then check and complete the page while you type.

    \b
    Example:
      frictionaudit schema > page.schema.json
    """
    schema = Procedure.model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    show_data(json.dumps(schema, ensure_ascii=False, indent=2), newline=True)
