"""Timing commands and functions: the best of several runs, since everything else is noise of the machine."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def command(words: Sequence[str], runs: int = 5, cwd: Path | None = None) -> float:
    """Seconds of the quickest run of a command, with bytecode written as for a user; any exit status will do."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(
            words, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        best = min(best, time.perf_counter() - begun)
    return best


def function(call: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the quickest call."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begun)
    return best


def cpu(call: Callable[[], object], runs: int = 3) -> float:
    """CPU seconds, of this process and of the programs that it starts, of the cheapest call."""
    best = float("inf")
    for _ in range(runs):
        begun = _used()
        call()
        best = min(best, _used() - begun)
    return best


def _used() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def peak_megabytes() -> float:
    """Largest resident memory of this process so far; where the system tells, without that of who started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(what: str, seconds: float, beside: str = "") -> None:
    """One line of the table."""
    print(f"  {what:<58}{seconds:>9.3f} s   {beside}")
