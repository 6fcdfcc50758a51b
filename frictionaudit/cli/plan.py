"""`frictionaudit plan`: the best combination of simplifications within the owner's limits."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.analysis.simplify.plan_limits import PlanLimits
from frictionaudit.application.asked_for import known_parts
from frictionaudit.application.drawings.changed import change_drawn
from frictionaudit.application.suggest import plans
from frictionaudit.cli.terminal.arguments import PATHS, Number, WholeNumber, format_option, readings, width
from frictionaudit.cli.terminal.output import report, show_as
from frictionaudit.errors import UsageError
from frictionaudit.exports import change_file, reports
from frictionaudit.exports import plans as writer
from frictionaudit.files import write_new
from frictionaudit.results.audit import PlannedProcedure


@click.command()
@PATHS
@click.option(
    "--max-changes",
    metavar="N",
    type=WholeNumber(1, 50),
    default=5,
    show_default=True,
    help="Maximum simplifications in one plan.",
)
@click.option("--protect", multiple=True, metavar="NAME", help="Leave this step, form or document as it is.")
@click.option("--mechanical", is_flag=True, help="Only simplifications that need no judgement.")
@click.option("--no-new-system", is_flag=True, help="No simplification that needs a new computer system.")
@click.option(
    "--sets", metavar="N", type=WholeNumber(1), default=5000, show_default=True, help="Maximum combinations to try."
)
@click.option(
    "--seconds",
    metavar="N",
    type=Number(0.1),
    default=PlanLimits().seconds,
    show_default=True,
    help="Maximum time for the search.",
)
@format_option(("text", "json", "html"))
@click.option("--show", metavar="N", type=WholeNumber(1), default=5, show_default=True, help="Maximum plans to print.")
@click.option("--all", "everything", is_flag=True, help="Print every plan and every measure that differs.")
@click.option(
    "--write-plan",
    metavar="N",
    type=WholeNumber(1),
    default=1,
    show_default=True,
    help="With -o: the plan to write.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write one plan as a file of changes.",
)
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
    """Find the best combination of simplifications.

    You set the limits, and every combination is measured as a whole. The command prints the Pareto-optimal plans: each
    is better than any other on at least one count. The counts are customer time, staff time, elapsed time, cost and
    number of changes. Cost is what customers pay plus the wages for staff time. `frictionaudit record PAGE --changes
    FILE` adds a plan to the history.

    \b
    Example:
      frictionaudit plan page.yaml --max-changes 3 -o plan.yaml
    """
    read = readings(paths)
    for reading in read.readings:
        known_parts(reading.procedure, protect)
    limits = PlanLimits(max_changes, frozenset(protect), mechanical, not no_new_system, sets, seconds)
    planned = plans(read, limits)
    if output is not None:
        _write(planned, write_plan, output)
    if form == "html":
        show_as(form, reports.plans(planned, change_drawn, show, everything))
    else:
        show_as(form, writer.as_json(planned) if form == "json" else writer.text(planned, show, everything, width()))
    raise SystemExit(3 if read.problems else 0)


def _write(planned: list[PlannedProcedure], number: int, output: Path) -> None:
    if len(planned) != 1:
        raise click.UsageError("-o writes the plan of one procedure: name one page")
    (result,) = planned
    if number > len(result.plans):
        message = f"--write-plan {number}: there are only {len(result.plans)} plans"
        raise UsageError.of("no-such-plan", message, hint="`frictionaudit plan PAGE --all` prints them")
    plan = result.plans[number - 1]
    reason = "; ".join(part.title for part in plan.parts)
    write_new(output, change_file.write(result.procedure, plan.changes, reason))
    report(f"wrote {output}")
