"""`frictionaudit plan`: the best simplifications together, under the owner's limits."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.analysis.simplify.plan import PlanLimits
from frictionaudit.application.inputs import write_new
from frictionaudit.application.suggest import plans
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.errors import UsageError
from frictionaudit.exports import change_file
from frictionaudit.exports import plans as writer
from frictionaudit.results.audit import PlannedProcedure


@click.command()
@PATHS
@click.option(
    "--max-changes", type=click.IntRange(1, 50), default=5, show_default=True, help="Simplifications at most."
)
@click.option("--protect", multiple=True, metavar="STEP", help="Steps, forms or documents that stay as they are.")
@click.option("--mechanical", is_flag=True, help="Only what follows from the page, nothing that needs a judgement.")
@click.option("--no-new-system", is_flag=True, help="Nothing that needs another computer system.")
@click.option("--sets", type=click.IntRange(1), default=5000, show_default=True, help="Sets to measure at most.")
@click.option("--seconds", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Time for it at most.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--show", type=click.IntRange(1), default=5, show_default=True, help="So many plans at most, as text.")
@click.option("--all", "everything", is_flag=True, help="Every plan, and every measure that differs.")
@click.option(
    "--write-plan", type=click.IntRange(1), default=1, show_default=True, help="With -o: which plan to write."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write a plan as a change file.")
def command(
    paths: tuple[Path, ...],
    max_changes: int,
    protect: tuple[str, ...],
    mechanical: bool,
    no_new_system: bool,
    sets: int,
    seconds: float,
    form: str,
    show: int,
    everything: bool,
    write_plan: int,
    output: Path | None,
) -> None:
    """Find the best simplifications together, each set measured as a whole.

    Shown are the sets of which none is worse than another in the customers' time, the staff's time, the time until
    the end, the cost and the number of changes. `record PAGE --changes FILE` makes a plan part of the history.
    """
    read = readings(paths)
    for reading in read.readings:
        procedure = reading.procedure
        known = {*procedure.steps, *procedure.forms, *procedure.documents}
        if missing := [name for name in protect if name not in known]:
            hint = f"known: {', '.join(sorted(known)[:12])}"
            raise UsageError.of("dangling-reference", f"'{procedure.id}' has no '{missing[0]}' to keep", hint=hint)
    limits = PlanLimits(max_changes, frozenset(protect), mechanical, not no_new_system, sets, seconds)
    found = plans(read, limits)
    if output is not None:
        _write(found, write_plan, output)
    click.echo(writer.as_json(found) if form == "json" else writer.text(found, show, everything))
    raise SystemExit(3 if read.problems else 0)


def _write(found: list[PlannedProcedure], take: int, output: Path) -> None:
    if len(found) != 1:
        raise click.UsageError("-o writes the plan of one procedure; name one page")
    (one,) = found
    if take > len(one.plans):
        raise UsageError.of("no-such-plan", f"there are {len(one.plans)} plans; --write-plan {take} is none of them")
    plan = one.plans[take - 1]
    reason = "; ".join(part.title for part in plan.parts)
    write_new(output, change_file.write(one.procedure, plan.changes, reason))
    click.echo(f"written: {output}", err=True)
