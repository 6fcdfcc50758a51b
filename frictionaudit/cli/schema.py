"""`frictionaudit schema`: what a page may say, as JSON Schema for editors."""

from __future__ import annotations

import json

import click

from frictionaudit.domain.procedure import Procedure


@click.command()
def command() -> None:
    """Print the JSON Schema of a page, for editors.

    With the YAML plugin of most editors, a page that begins with the line
    `# yaml-language-server: $schema=page.schema.json` is checked and completed while it is written.
    """
    schema = Procedure.model_json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
