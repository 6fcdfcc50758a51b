"""A thousand generated pages of 40 steps, all rules and measures, and whether time grows in step with pages."""

from __future__ import annotations

from pathlib import Path

from benchmarks import generated, timing
from frictionaudit.application.audit import AuditOptions, chosen_rules
from frictionaudit.application.parallel import audit_files


def run(scratch: Path) -> None:
    """Print the table."""
    print("Audit of generated pages of 40 steps, in one process")
    seconds = {}
    terms = AuditOptions(tuple(chosen_rules()))
    for pages in (250, 1000):
        folder = generated.folder(scratch / f"pages-{pages}", pages, 40)
        seconds[pages] = timing.function(lambda folder=folder: audit_files([folder], terms), runs=1)
        timing.row(f"{pages} pages", seconds[pages], f"{pages / seconds[pages]:.0f} pages a second")
    growth = seconds[1000] / seconds[250]
    print(f"  4 × the pages take {growth:.1f} × the time; peak memory {timing.peak_megabytes():.0f} MB")
