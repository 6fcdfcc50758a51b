"""Findings drawn by a seed, with what one needs to judge each: useful, trivial, unintelligible or wrong."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drawings import DATA
from frictionaudit.application.audit import collect, part
from frictionaudit.application.audit_options import AuditOptions
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.results.audit import Finding

CORPORA = {"drawings": DATA / "bpmn", "charters": DATA / "charters", "scenes": Path("processes")}


@dataclass(frozen=True)
class Drawn:
    """A finding with the procedure it is about."""

    corpus: str
    reading: Reading
    finding: Finding


def run(_: Path, *options: str) -> None:
    """Print the findings drawn, the same number from each corpus, so that no corpus drowns the others."""
    chosen = _options(options)
    here = {corpus: folder for corpus, folder in CORPORA.items() if folder.is_dir()}
    random_source = random.Random(chosen.seed)
    drawn = [
        finding
        for corpus, folder in here.items()
        for finding in _draw(corpus, folder, chosen.count // len(here), chosen.leave, random_source)
    ]
    left_out = ", ".join(corpus for corpus in CORPORA if corpus not in here)
    print(f"{len(drawn)} findings by seed {chosen.seed}" + (f"; left out, not here: {left_out}" if left_out else ""))
    for number, entry in enumerate(drawn, 1):
        print(f"\n{number:>3}. " + "\n     ".join(_lines(entry)))


def _options(options: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks precision")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--leave", action="append", default=[], metavar="RULE", help="draw no finding of this rule")
    return parser.parse_args(options)


def _draw(corpus: str, folder: Path, count: int, leave: Sequence[str], random_source: random.Random) -> Sequence[Drawn]:
    """Findings of a corpus, each as likely as any other; those that a page justifies are not drawn."""
    read = collect([folder])
    audits = part(read, AuditOptions.default()).audits
    found = [
        Drawn(corpus, reading, finding)
        for reading, audit in zip(read.readings, audits, strict=True)
        for finding in audit.open
        if finding.rule not in leave
    ]
    return random_source.sample(found, min(count, len(found)))


def _lines(entry: Drawn) -> Iterator[str]:
    finding, procedure = entry.finding, entry.reading.procedure
    where = finding.where or entry.reading.span()
    path = Path(where.path).resolve() if where else Path()
    folder = CORPORA[entry.corpus].resolve()
    shown = path.relative_to(folder) if path.is_relative_to(folder) else path
    yield f"[{finding.rule} {finding.name}, {finding.severity}] {entry.corpus}: {shown}:{where.line if where else 0}"
    yield f"procedure: {procedure.title} ({len(procedure.steps)} steps)"
    yield f"» {finding.message}"
    for step in dict.fromkeys(finding.steps[:4]):
        yield f"at: {_step(procedure, step)}"


def _step(procedure: Procedure, id: str) -> str:
    step = procedure.steps[id]
    before = [_name(procedure, source) for source, flow in procedure.flows if flow.to == id]
    after = [_name(procedure, flow.to) for source, flow in procedure.flows if source == id]
    who = f", by {procedure.parties[step.by].name or step.by}" if step.by else ""
    return f"{_name(procedure, id)} ({step.kind}{who}); after {before}; before {after}"


def _name(procedure: Procedure, id: str) -> str:
    return procedure.steps[id].name or f"<{procedure.steps[id].kind} {id}>"
