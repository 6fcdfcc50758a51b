"""The public functions of the package: what a notebook calls, and the command line too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frictionaudit import sources
from frictionaudit.application import asked_for
from frictionaudit.application.report import Report
from frictionaudit.domain.changes import Change, apply, load
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.sources import assignment

if TYPE_CHECKING:
    from frictionaudit.analysis.flow.subject import Subject
    from frictionaudit.application.audit import Sources
    from frictionaudit.results.audit import Comparison
    from frictionaudit.results.measure import Measure
    from frictionaudit.results.sensitivity import TornadoChart
    from frictionaudit.results.simulation import PromiseAdvice, SimulationResult
    from frictionaudit.results.suggestion import Plan, Suggestion

Source = str | Path | Procedure
"""A page, table, drawing or folder by its path; or a procedure that was read already."""


def read(source: str | Path, *, pool: str | None = None) -> list[Procedure]:
    """The procedures in a file, or in all files below a folder; InputError names every fault, each with its line.

    Pages (YAML), lines of text (.steps), tables (CSV, XLSX, ODS, XLS, DOCX, HTML) and drawings (BPMN 2.0, draw.io,
    Mermaid) are read. A drawing may hold several; `pool` takes one of its pools alone.
    """
    inputs = sources.find([Path(source)])
    return [reading.procedure for file in inputs.files for reading in sources.read_all(file, pool)]


def audit(
    source: Source | Iterable[Source],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    suggest: bool = False,
    config: str | Path | None = None,
) -> Report:
    """Measure procedures and report what wears people out in them, as `frictionaudit audit` does.

    The policy in force (rules, waivers, baseline, budgets) is that of `config`, else of the nearest
    frictionaudit.toml upward from the current folder. The waivers of reviews that are recorded in the current folder
    count too. `select` and `ignore` name rules by code, beginning of a code or name. `suggest` puts beside each finding
    what would resolve it. InputError where there is no procedure to examine.
    """
    from frictionaudit.application.audit import merge, part
    from frictionaudit.application.audit_options import audit_options
    from frictionaudit.application.enforce_policy import enforce
    from frictionaudit.application.inputs import nothing_examined
    from frictionaudit.application.settings_in_force import in_force
    from frictionaudit.policy.file.discovery import today

    given = {name: tuple(codes) for name, codes in (("select", select), ("ignore", ignore)) if codes}
    settings = in_force(Path(config) if config else None, given).settings
    day = today()
    options = audit_options(settings, day, suggest=suggest)
    entries = [source] if isinstance(source, str | Path | Procedure) else list(source)
    read = _sources(entries)
    if not read.readings and not read.problems:
        raise nothing_examined([Path(entry) for entry in entries if not isinstance(entry, Procedure)])
    done = merge([part(read, options)], options)
    return Report(enforce(done, settings, options, day, Path()))


def measure(procedure: Procedure, keys: Sequence[str] = ()) -> Mapping[str, Measure]:
    """The measures of a procedure by key: all but the costly ones, or those with the given keys.

    UsageError names a key that is not that of a measure.
    """
    from frictionaudit.analysis.measures import Measures

    asked_for.known_measures(keys)
    measures = Measures(_subject(procedure))
    return {key: measures[key] for key in (keys or measures)}


def suggest(procedure: Procedure, *, only: Sequence[str] = ()) -> list[Suggestion]:
    """What could be simplified, each idea proved on a copy, the most helpful first; `only` names heuristics.

    UsageError names a heuristic that there is not.
    """
    from frictionaudit.analysis.simplify.suggest import suggestions

    asked_for.known_heuristics(only)
    return suggestions(_subject(procedure), only=only)


def plan(
    procedure: Procedure,
    *,
    max_changes: int = 5,
    protect: Iterable[str] = (),
    mechanical: bool = False,
    new_systems: bool = True,
) -> list[Plan]:
    """The Pareto-optimal sets of up to `max_changes` ideas: none is better than another on every count.

    `protect` names steps, forms and documents that stay as they are; `mechanical` takes only ideas that follow from the
    page; without `new_systems` nothing needs another computer system. UsageError names a part that there is not.
    """
    from frictionaudit.analysis.simplify import plan as search
    from frictionaudit.analysis.simplify.plan_limits import PlanLimits

    protected = frozenset(protect)
    asked_for.at_least(1, max_changes=max_changes)
    asked_for.known_parts(procedure, sorted(protected))
    limits = PlanLimits(max_changes, protected, mechanical, new_systems)
    return list(search.plan(_subject(procedure), limits).plans)


def change(**fields: str | float | Mapping[str, object] | Sequence[object] | None) -> Change:
    """A change from plain fields, as a change file writes it: change(kind="step-removed", id="countersign").

    ValueError says what is missing, unknown or misspelt.
    """
    (parsed,) = load([fields])
    return parsed


def whatif(procedure: Procedure, changes: Change | Iterable[Change]) -> Comparison:
    """What changes would do to measures and findings; ChangeError names the first that does not fit."""
    from frictionaudit.application.compare import compare

    return compare(procedure, apply(procedure, changes))


def diff(before: Procedure, after: Procedure) -> Comparison:
    """What differs between two versions of a procedure: the changes, the measures, the findings fixed and new."""
    from frictionaudit.application.compare import compare

    return compare(before, after)


def set(
    procedure: Procedure, place: str, value: str | float | Mapping[str, object] | Sequence[object] | None
) -> Procedure:
    """A new procedure with one value changed: set(p, "steps.check.effort.work", "4m").

    The place is written as on a page, and a text is taken as it is; None takes the value away.
    `diff(procedure, new).changes` holds the change behind it.
    UsageError names a place that is not there, or a value that does not fit.
    """
    return assignment.put(procedure, place, value)


def simulate(procedure: Procedure, *, cases: int = 20_000, seed: int = 1, queues: bool = False) -> SimulationResult:
    """Play a procedure many times: percentiles of time and effort, ends reached, promises kept.

    The same seed gives the same result. With `queues`, cases wait for staff with a `capacity`, in opening hours.
    """
    from frictionaudit.analysis.simulate import simulate as play
    from frictionaudit.analysis.simulate import simulate_queues

    asked_for.at_least(0, seed=seed)
    return (simulate_queues if queues else play)(_subject(procedure), cases, seed)


def promise(
    procedure: Procedure, *, level: float = 0.9, margin: float = 0.25, cases: int = 20_000, seed: int = 1
) -> PromiseAdvice:
    """The time one can honestly publish: within it a share `level` of the cases end, with a `margin` added."""
    from frictionaudit.analysis.promises.advice import advise

    asked_for.at_least(0, seed=seed)
    return advise(_subject(procedure), cases, seed, level, margin)


def sensitivity(procedure: Procedure) -> TornadoChart:
    """Which assumed numbers move the result most, each a fifth less and a fifth more."""
    from frictionaudit.analysis import sensitivity as tornado

    return tornado.sensitivity(_subject(procedure))


def _subject(procedure: Procedure) -> Subject:
    from frictionaudit.application.audit import subjects

    return next(iter(subjects([procedure])))


def _sources(entries: Iterable[Source]) -> Sources:
    """What is to be audited, read where it is a path; what cannot be read is listed, as the command does."""
    from frictionaudit.application.audit import Sources, collect

    read = collect([Path(entry) for entry in entries if not isinstance(entry, Procedure)])
    held = tuple(Reading(entry, {}) for entry in entries if isinstance(entry, Procedure))
    return Sources((*read.readings, *held), read.problems, read.ignored)
