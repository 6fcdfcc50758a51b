"""`frictionaudit draw`: a procedure as a picture with lanes, or as its flow in words."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import cast

import click

from frictionaudit.application.drawings.content import Picture
from frictionaudit.application.drawings.draw import DrawOptions, LaneOrder
from frictionaudit.application.drawings.picture import folder, form_of, picture
from frictionaudit.application.history import resolve
from frictionaudit.cli.terminal.arguments import IGNORE_CONFLICTS, STORE, readings
from frictionaudit.cli.terminal.output import report, show_document
from frictionaudit.domain.procedure import Reading
from frictionaudit.exports.drawings import FORMATS
from frictionaudit.files import is_folder, make_folder, write_new
from frictionaudit.results.drawing import View
from frictionaudit.sources import change_file

VIEWS = ("staff", "customer", "findings", "difference", "shares")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--view", type=click.Choice(VIEWS), help="View of the procedure.  [default: staff]")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Output format.  [default: svg]")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of stdout; its ending tells the format.",
)
@click.option(
    "--to",
    "target",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Draw every procedure into this folder, with an index.",
)
@click.option("--against", metavar="OTHER", help="Show what is different from this earlier page or version.")
@click.option(
    "--changes",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Show what the changes in this file would make different.",
)
@IGNORE_CONFLICTS
@click.option("--keep-layout", "keep", is_flag=True, help="Keep the coordinates that a BPMN file has of its own.")
@click.option("--portrait", is_flag=True, help="Let the flow run from top to bottom.")
@click.option(
    "--lane-order",
    type=click.Choice(["page", "fewest-crossings"]),
    default="page",
    show_default=True,
    help="Order of the lanes.",
)
@STORE
def command(
    paths: tuple[str, ...],
    view: str | None,
    form: str | None,
    output: Path | None,
    target: Path | None,
    against: str | None,
    changes: Path | None,
    ignore_conflicts: bool,
    keep: bool,
    portrait: bool,
    lane_order: str,
    store: Path,
) -> None:
    """Draw a procedure with lanes, or tell its flow in words.

    PATHS is one page, table or drawing, or a recorded design: ID, ID@VERSION or ID@DATE. With --to it can be several,
    and folders. Text formats go to stdout; png and pdf need -o or --to. Messages on stderr list what the picture does
    not show. The view `difference` needs --against or --changes.

    \b
    Example:
      frictionaudit draw page.yaml --view findings -o page.svg
    """
    options = replace(_options(view, against or changes, portrait, lane_order, keep), history=store)
    if target is not None:
        if output is not None or options.view == "difference":
            raise click.UsageError("--to draws several procedures: leave out -o, --against and --changes")
        _several([Path(path) for path in paths], form or "svg", options, target)
        return
    if len(paths) > 1 or is_folder(Path(paths[0])):
        raise click.UsageError("a folder or several procedures are drawn into a folder: add --to DIR")
    chosen = form_of(form, output)
    reading = resolve(paths[0], store)
    if changes is not None:
        options = replace(options, before=reading.procedure)
        reading = Reading(change_file.read(changes).fit(reading.procedure, ignore_conflicts), {})
    elif against is not None:
        options = replace(options, before=resolve(against, store).procedure)
    _one(picture(reading, chosen, options), chosen, output)


def _options(view: str | None, other: str | Path | None, portrait: bool, lane_order: str, keep: bool) -> DrawOptions:
    """What to draw; UsageError for options that do not go together."""
    chosen = view or ("difference" if other else "staff")
    if other and chosen != "difference":
        raise click.UsageError(f"--against and --changes belong to the view difference, not {chosen}")
    if keep and (chosen in ("customer", "difference") or portrait):
        raise click.UsageError("--keep-layout shows the steps where the file has them: leave out --portrait, this view")
    return DrawOptions(cast(View, chosen), portrait, cast(LaneOrder, lane_order), keep_layout=keep)


def _one(made: Picture, form: str, output: Path | None) -> None:
    for line in made.left_out:
        report(f"not shown: {line}")
    if output is not None:
        write_new(output, made.content)
        report(f"wrote {output}")
    elif isinstance(made.content, bytes):
        raise click.UsageError(f"{form} is no text: name a file with -o")
    else:
        show_document(form, made.content)


def _several(paths: list[Path], form: str, options: DrawOptions, target: Path) -> None:
    read = readings(paths)
    make_folder(target)
    for name, made in folder(read.readings, form, options):
        write_new(target / name, made.content)
        report(f"wrote {target / name}")
    sys.exit(3 if read.problems else 0)
