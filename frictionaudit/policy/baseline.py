"""A baseline: the findings that were there before; new ones count, known ones do not, gone ones stay gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from frictionaudit import __version__
from frictionaudit.errors import UsageError
from frictionaudit.results.audit import Audit, Finding, KnownFinding, ProcedureAudit

SCHEMA = 1


@dataclass(frozen=True)
class Baseline:
    """The findings that were known when it was written."""

    findings: tuple[KnownFinding, ...] = ()


def read(file: Path) -> Baseline:
    """Read a baseline; UsageError where it is none, or of another schema."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        hint = "--update-baseline writes it"
        raise UsageError.of("no-such-path", "there is no such file or folder", str(file), hint) from None
    except UnicodeDecodeError:
        raise UsageError.of("not-a-baseline", "expected a baseline, and it is not text", f"{file}:1:1") from None
    except OSError as error:
        raise UsageError.of("unreadable-file", f"cannot be read: {error.strerror}", str(file)) from None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{file}:{error.lineno}:{error.colno}"
        raise UsageError.of("not-a-baseline", f"expected a baseline, and it is not JSON: {error.msg}", where) from None
    except RecursionError:
        raise UsageError.of("not-a-baseline", "expected a baseline, not this deep a nest", f"{file}:1:1") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA or isinstance(schema, bool):
        raise _of_another_schema(file, text, schema)
    try:
        return Baseline(tuple(KnownFinding.model_validate(entry) for entry in document.get("findings", ())))
    except (ValidationError, TypeError):
        hint = "remove it and write it anew with --update-baseline"
        message = "an entry of the baseline is damaged"
        raise UsageError.of("not-a-baseline", message, _place(file, text, '"findings"'), hint) from None


def _of_another_schema(file: Path, text: str, schema: object) -> UsageError:
    if isinstance(schema, int) and not isinstance(schema, bool):
        message = f"the baseline is of schema {schema}, and this version reads schema {SCHEMA}"
        hint = "write it anew with --update-baseline, or use the version that wrote it"
        return UsageError.of("baseline-version", message, _place(file, text, '"schema"'), hint)
    message = "expected a baseline, and there is no `schema` number in it"
    return UsageError.of("not-a-baseline", message, f"{file}:1:1", "--update-baseline writes one")


def _place(file: Path, text: str, mark: str) -> str:
    at = max(text.find(mark), 0)
    return f"{file}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def written(baseline: Baseline) -> str:
    """A baseline as the text of its file: the same findings, the same bytes."""
    listed = sorted(baseline.findings, key=lambda known: (known.procedure, known.rule, known.fingerprint))
    entries = [json.dumps(known.model_dump(), ensure_ascii=False) for known in listed]
    inner = "".join(f"\n    {entry}," for entry in entries).removesuffix(",") + ("\n  " if entries else "")
    return f'{{\n  "schema": {SCHEMA},\n  "tool": "frictionaudit {__version__}",\n  "findings": [{inner}]\n}}\n'


def mark_known(audit: Audit, baseline: Baseline, portfolio: frozenset[str] = frozenset()) -> Audit:
    """The audit with the findings marked that are known, and those listed that are gone.

    Of findings with the same identity as many are known as the baseline counts. What is gone is what was looked for:
    see `_looked_for`.
    """
    left = Counter({known.key: known.count for known in baseline.findings})
    procedures = tuple(_marked(one, left) for one in audit.procedures)
    looked_for = _looked_for(audit, baseline, portfolio)
    there = {(one.id, finding.fingerprint) for one in audit.procedures for finding in one.findings}
    gone = [known for known in baseline.findings if known in looked_for and known.key not in there]
    return audit.model_copy(update={"procedures": procedures, "fixed": tuple(gone)})


def _looked_for(audit: Audit, baseline: Baseline, portfolio: frozenset[str]) -> frozenset[KnownFinding]:
    """The known findings that the audit would have seen: it examined their procedure, and ran their rule.

    A rule of the `portfolio` sees several procedures together; to know that its finding is gone, all those of the
    baseline have to be examined.
    """
    ran = {(one.id, rule) for one in audit.procedures for rule in one.coverage.rules}
    whole = {known.procedure for known in baseline.findings} <= {one.id for one in audit.procedures}
    return frozenset(
        known
        for known in baseline.findings
        if (known.procedure, known.rule) in ran and (whole or known.rule not in portfolio)
    )


def _marked(one: ProcedureAudit, left: Counter[tuple[str, str]]) -> ProcedureAudit:
    findings = []
    for finding in one.findings:
        known = finding.open and left[one.id, finding.fingerprint] > 0
        if known:
            left[one.id, finding.fingerprint] -= 1
        findings.append(finding.model_copy(update={"known": True}) if known else finding)
    return one.model_copy(update={"findings": tuple(findings)})


def from_audit(audit: Audit) -> Baseline:
    """A baseline of all that is open in an audit."""
    return Baseline(_entries((one, finding) for one in audit.procedures for finding in one.findings if finding.open))


def pruned(audit: Audit, baseline: Baseline, portfolio: frozenset[str] = frozenset()) -> Baseline:
    """A baseline without what is gone by now; nothing new comes in, and what was not examined stays.

    The audit is one that was held `beside` the baseline.
    """
    looked_for = _looked_for(audit, baseline, portfolio)
    seen = _entries((one, finding) for one in audit.procedures for finding in one.findings if finding.known)
    again = {known.key for known in seen}
    kept = [known for known in baseline.findings if known not in looked_for and known.key not in again]
    return Baseline((*kept, *seen))


def _entries(found: Iterable[tuple[ProcedureAudit, Finding]]) -> tuple[KnownFinding, ...]:
    entries: dict[tuple[str, str], KnownFinding] = {}
    for one, finding in found:
        again = entries.get((one.id, finding.fingerprint))
        known = again or KnownFinding(
            procedure=one.id, rule=finding.rule, fingerprint=finding.fingerprint, path=_from_here(one.source)
        )
        more = {"count": known.count + 1} if again else {}
        entries[known.key] = known.model_copy(update=more)
    return tuple(entries.values())


def _from_here(path: str) -> str:
    """A path as it is the same on every machine: from the working folder, with forward slashes."""
    there = Path(path)
    if there.is_absolute() and there.is_relative_to(Path.cwd()):
        there = there.relative_to(Path.cwd())
    return str(there).replace("\\", "/")
