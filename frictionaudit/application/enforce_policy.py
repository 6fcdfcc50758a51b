"""Holding an audit against what a team has agreed: waivers, known findings, budgets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frictionaudit.application.audit import AuditOptions
from frictionaudit.errors import UsageError
from frictionaudit.results.audit import Audit

if TYPE_CHECKING:
    from frictionaudit.policy.file.settings import Settings

STALE = "FA903"
ALONE = ("csv",)
"""Formats that do not say which budget was passed."""


def held(done: Audit, settings: Settings, terms: AuditOptions, day: date, update: bool = False) -> Audit:
    """The audit with what is waived and known set apart, and with its budgets judged."""
    if not (settings.waivers or settings.budgets or settings.baseline):
        return done  # and nothing of this need be loaded
    from frictionaudit.policy.budgets import judged
    from frictionaudit.policy.waivers import waived, with_summary

    done = waived(done, settings.waivers, day)
    if settings.baseline:
        done = _beside(done, settings.baseline, update)
    done = judged(_with_stale(done, settings, terms, day), settings.budgets)
    return with_summary(done)


def _with_stale(done: Audit, settings: Settings, terms: AuditOptions, day: date) -> Audit:
    from frictionaudit.analysis.rulebook.select import portfolio
    from frictionaudit.policy.waivers import stale

    rule = next((rule.info() for rule in terms.rules if rule.code() == STALE), None)
    if rule is None:
        return done
    ran = {rule.code() for rule in terms.rules} - portfolio()
    about = tuple(stale(done, settings.waivers, day, rule, ran))
    rules = dict(sorted({**done.rules, STALE: rule}.items())) if about else done.rules
    return done.model_copy(update={"about_settings": about, "rules": rules})


def _beside(done: Audit, file: Path, update: bool) -> Audit:
    from frictionaudit.analysis.rulebook.select import portfolio
    from frictionaudit.policy import baseline

    if not update:
        return baseline.mark_known(done, baseline.read(file), portfolio())
    if done.summary.unreadable:
        raise UsageError.of("baseline-not-written", "some files could not be read, so it would not be whole", str(file))
    if file.exists():
        before = baseline.read(file)
        done = baseline.mark_known(done, before, portfolio())
        after = baseline.pruned(done, before, portfolio())
    else:
        after = baseline.from_audit(done)
        done = baseline.mark_known(done, after, portfolio())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(baseline.written(after), encoding="utf-8")
    number = sum(known.count for known in after.findings)
    click.echo(f"wrote {file}: {number} known finding{'' if number == 1 else 's'}", err=True)
    return done


def tell(done: Audit, form: str) -> None:
    """Tell on stderr of settings and budgets, where the format is about procedures alone."""
    for line in _told(done) if form in ALONE else ():
        click.echo(line, err=True)


def _told(done: Audit) -> Iterator[str]:
    for finding in done.about_settings:
        place = f"{finding.where}: " if finding.where else ""
        yield f"{finding.severity}: {place}{finding.message} [{finding.rule}]"
    for budget in done.budgets:
        if budget.kept is not True:
            from frictionaudit.exports.wording.policy import budget_line

            yield f"{'error' if budget.kept is False else 'warning'}: {budget_line(budget)}"
