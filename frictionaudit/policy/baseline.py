"""The baseline: the findings that were known when it was written, so that only new ones count."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from frictionaudit import files
from frictionaudit.errors import InputError, UsageError
from frictionaudit.policy.known import known_in, still_there
from frictionaudit.results.audit import Audit, Finding, KnownFinding, ProcedureAudit, fingerprint
from frictionaudit.version import __version__

SCHEMA = 1


@dataclass(frozen=True)
class Baseline:
    """The known findings."""

    findings: tuple[KnownFinding, ...] = ()


def read(file: Path) -> Baseline:
    """Read a baseline; UsageError if the file is not one, or has another schema."""
    try:
        if not files.exists(file):
            hint = "--update-baseline creates it"
            raise UsageError.of("no-such-path", "there is no such file or folder", str(file), hint)
        text = files.read(file).decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError.of(
            "not-a-baseline", "expected a baseline, found a file that is not text", f"{file}:1:1"
        ) from None
    except InputError as error:
        raise UsageError(error.problems) from None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}:{error.colno}"
        raise UsageError.of("not-a-baseline", "expected a baseline in JSON, found other text", where) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        message = "expected a baseline, found JSON that is nested too deeply or has a number that is too long"
        raise UsageError.of("not-a-baseline", message, f"{file}:1:1") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA or isinstance(schema, bool):
        raise _wrong_schema(file, text, schema)
    try:
        return Baseline(tuple(KnownFinding.model_validate(entry) for entry in document.get("findings", ())))
    except (ValidationError, TypeError):
        hint = "delete the file and create it again with --update-baseline"
        message = "an entry of the baseline is damaged"
        raise UsageError.of("not-a-baseline", message, _place(file, text, '"findings"'), hint) from None


def _wrong_schema(file: Path, text: str, schema: object) -> UsageError:
    if isinstance(schema, int) and not isinstance(schema, bool):
        message = f"the baseline has schema {schema}; this version reads schema {SCHEMA}"
        hint = "create it again with --update-baseline, or use the version that wrote it"
        return UsageError.of("baseline-version", message, _place(file, text, '"schema"'), hint)
    message = "expected a baseline with a `schema` number, found none"
    return UsageError.of("not-a-baseline", message, f"{file}:1:1", "--update-baseline creates one")


def _place(file: Path, text: str, mark: str) -> str:
    at = max(text.find(mark), 0)
    return f"{file}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def written(baseline: Baseline) -> str:
    """The text of a baseline file; the same findings give the same bytes."""
    findings = sorted(baseline.findings, key=lambda known: (known.procedure, known.rule, known.fingerprint))
    entries = [json.dumps(known.model_dump(), ensure_ascii=False) for known in findings]
    inner = "".join(f"\n    {entry}," for entry in entries).removesuffix(",") + ("\n  " if entries else "")
    return f'{{\n  "schema": {SCHEMA},\n  "tool": "frictionaudit {__version__}",\n  "findings": [{inner}]\n}}\n'


def mark_known(audit: Audit, baseline: Baseline, portfolio: frozenset[str] = frozenset()) -> Audit:
    """The audit with known findings marked, and with the findings of the baseline that are fixed.

    Only a finding that the audit could have found again can be fixed: see `_checked`. It is fixed if it shows at none
    of its steps any more.
    """
    procedures = known_in(audit.procedures, baseline.findings)
    checked = _checked(audit, baseline, portfolio)
    left = still_there(audit.procedures)
    fixed = [known for known in baseline.findings if known in checked and not left(known)]
    return audit.model_copy(update={"procedures": procedures, "fixed": tuple(fixed)})


def _checked(audit: Audit, baseline: Baseline, portfolio: frozenset[str]) -> frozenset[KnownFinding]:
    """The known findings that the audit could find again: it covers their procedure and ran their rule.

    A rule of the `portfolio` compares several procedures. Its finding can only be fixed if the audit covers all
    procedures of the baseline.
    """
    ran = {(procedure.id, rule) for procedure in audit.procedures for rule in procedure.coverage.rules}
    complete = {known.procedure for known in baseline.findings} <= {procedure.id for procedure in audit.procedures}
    return frozenset(
        known
        for known in baseline.findings
        if (known.procedure, known.rule) in ran and (complete or known.rule not in portfolio)
    )


def from_audit(audit: Audit) -> Baseline:
    """A baseline of all open findings of an audit."""
    pairs = [(procedure, finding) for procedure in audit.procedures for finding in procedure.findings]
    return Baseline(_entries((procedure, finding) for procedure, finding in pairs if finding.open))


def pruned(audit: Audit, baseline: Baseline, portfolio: frozenset[str] = frozenset()) -> Baseline:
    """The baseline without fixed findings, and without the steps at which a finding is fixed.

    It never adds anything, and keeps what the audit did not check. The audit must be one whose known findings are
    marked (`mark_known`).
    """
    checked = _checked(audit, baseline, portfolio)
    pairs = [(procedure, finding) for procedure in audit.procedures for finding in procedure.findings]
    exact = {entry.key: entry for entry in _entries(pair for pair in pairs if pair[1].known)}
    left = still_there(audit.procedures, counting=True)
    kept = []
    for known in baseline.findings:
        if known not in checked:
            kept.append(known)
        elif known.key in exact:
            kept.append(exact[known.key].model_copy(update={"count": min(known.count, exact[known.key].count)}))
        elif steps := left(known):
            mark = fingerprint(known.rule, known.about, steps)
            kept.append(known.model_copy(update={"steps": steps, "fingerprint": mark}))
    return Baseline(tuple(kept))


def _entries(pairs: Iterable[tuple[ProcedureAudit, Finding]]) -> tuple[KnownFinding, ...]:
    """Baseline entries for findings, with a count where several have the same identity."""
    entries: dict[tuple[str, str], KnownFinding] = {}
    for procedure, finding in pairs:
        entry = KnownFinding(
            procedure=procedure.id,
            rule=finding.rule,
            fingerprint=finding.fingerprint,
            about=finding.about,
            steps=finding.steps if finding.by_step else (),
            path=_relative_to_here(procedure.source),
        )
        earlier = entries.get(entry.key)
        entries[entry.key] = earlier.model_copy(update={"count": earlier.count + 1}) if earlier else entry
    return tuple(entries.values())


def _relative_to_here(path: str) -> str:
    """A path that is the same on every machine: relative to the working folder, with forward slashes."""
    file = Path(path)
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return str(file).replace("\\", "/")
