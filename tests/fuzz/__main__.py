"""`python -m tests.fuzz --inputs 20000 [--first N] [--keep FOLDER] [TARGET…]`: fuzz by hand."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from tests.fuzz.run import failures
from tests.fuzz.targets import targets


def main() -> int:
    """Print one line per target and per kind of failure; 1 if there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--inputs", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    failed = 0
    for name, target in targets().items():
        if given.targets and name not in given.targets:
            continue
        begun, kinds, count = time.monotonic(), {}, 0
        for failure in failures(name, target, given.inputs, given.first):
            count += 1
            last = failure.trace.strip().splitlines()
            place = next((line.strip() for line in reversed(last) if "frictionaudit/" in line), "")
            kinds.setdefault(f"{last[-1][:110]}  <- {place[-90:]}", failure.number)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{name}-{failure.number}").write_bytes(failure.data)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        seconds = time.monotonic() - begun
        sys.stdout.write(f"{name}: {given.inputs} inputs, {count} failures, {seconds:.0f} s, at most {most} MB\n")
        for kind, number in kinds.items():
            sys.stdout.write(f"  {number}: {kind}\n")
        sys.stdout.flush()
        failed += count
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
