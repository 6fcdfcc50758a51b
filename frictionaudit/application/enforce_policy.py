"""Holding an audit against what a team has agreed on: waivers, known findings, budgets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.errors import UsageError
from frictionaudit.files import exists, write
from frictionaudit.results.audit import Audit

if TYPE_CHECKING:
    from frictionaudit.domain.review import ReviewState
    from frictionaudit.policy.file.settings import Settings

STALE = "FA903"
DATABASE = "FRICTIONAUDIT_DATABASE"


def path_in(store: Path) -> Path:
    """The file of a store, by the same rule as the store itself, which takes long to load."""
    return store / ".frictionaudit" / "designs.sqlite"


def enforce(audit: Audit, settings: Settings, options: AuditOptions, day: date, store: Path | None = None) -> Audit:
    """The audit with what is waived and known set apart, and with its budgets judged.

    Waivers are those of the settings, and those of the reviews in `store`; findings under review are marked.
    """
    reviews = _reviews(store)
    if reviews:
        from frictionaudit.application.review.in_audit import marked, waivers

        settings = replace(settings, waivers=(*settings.waivers, *waivers(reviews)))
        audit = marked(audit, reviews)
    if not (settings.waivers or settings.budgets or settings.baseline):
        return audit  # and nothing of this need be loaded
    from frictionaudit.policy.budgets import judged
    from frictionaudit.policy.waivers import waived, with_summary

    audit = waived(audit, settings.waivers, day)
    if settings.baseline:
        audit = _mark_known(audit, settings.baseline)
    audit = judged(_with_stale(audit, settings, options, day), settings.budgets)
    return with_summary(audit)


def _reviews(store: Path | None) -> tuple[ReviewState, ...]:
    """The reviews of a folder; nothing is loaded where nothing was ever recorded there."""
    if store is None or not (exists(path_in(store)) or os.environ.get(DATABASE)):
        return ()
    from frictionaudit.application.review.in_audit import states

    return states(store)


def _with_stale(audit: Audit, settings: Settings, options: AuditOptions, day: date) -> Audit:
    from frictionaudit.analysis.rulebook.select import portfolio
    from frictionaudit.policy.waivers import stale

    rule = next((rule.info() for rule in options.rules if rule.code() == STALE), None)
    if rule is None:
        return audit
    ran = {rule.code() for rule in options.rules} - portfolio()
    about = tuple(stale(audit, settings.waivers, day, rule, ran))
    rules = dict(sorted({**audit.rules, STALE: rule}.items())) if about else audit.rules
    return audit.model_copy(update={"about_settings": about, "rules": rules})


def _mark_known(audit: Audit, file: Path) -> Audit:
    from frictionaudit.analysis.rulebook.select import portfolio
    from frictionaudit.policy import baseline

    return baseline.mark_known(audit, baseline.read(file), portfolio())


def update_baseline(audit: Audit, settings: Settings, day: date) -> int:
    """Create the baseline of the settings, or prune it; never adds findings to it. Returns how many it holds."""
    from frictionaudit.analysis.rulebook.select import portfolio
    from frictionaudit.policy import baseline
    from frictionaudit.policy.waivers import waived

    file = settings.baseline
    if file is None:
        raise UsageError.of("no-baseline", "--update-baseline needs a --baseline FILE, or one in the settings")
    if audit.summary.unreadable:
        raise UsageError.of("baseline-not-written", "some files could not be read, so it would not be whole", str(file))
    audit = waived(audit, settings.waivers, day)
    if exists(file):
        before = baseline.read(file)
        after = baseline.pruned(baseline.mark_known(audit, before, portfolio()), before, portfolio())
    else:
        after = baseline.from_audit(audit)
    write(file, baseline.written(after))
    return sum(known.count for known in after.findings)


def exceeded(audit: Audit) -> Iterator[str]:
    """Stale settings and budgets that are exceeded or cannot be told, a line each."""
    for finding in audit.about_settings:
        place = f"{finding.where}: " if finding.where else ""
        yield f"{finding.severity}: {place}{finding.message} [{finding.rule}]"
    for budget in audit.budgets:
        if budget.kept is not True:
            from frictionaudit.exports.wording.policy import budget_line

            yield f"{'error' if budget.kept is False else 'warning'}: {budget_line(budget)}"
