"""A group of commands that imports a command when it is called, so that `--help` loads no heavy library."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from frictionaudit.did_you_mean import nearest


class LazyGroup(click.Group):
    """The commands of a package: `commands_of` names each with its line of help, and its module has a `command`."""

    def __init__(self, *args: Any, package: str, commands_of: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self._package, self._commands = package, commands_of

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._commands)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self._commands:
            return None
        command: click.Command = import_module(f"{self._package}.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self._commands:
            near = nearest(args[0], self._commands)
            hint = f"Did you mean '{near[0]}'?" if near else f"`{ctx.command_path} --help` lists the commands."
            ctx.fail(f"There is no command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self._commands.items()))
