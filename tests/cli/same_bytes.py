"""`python -m tests.cli.same_bytes [--seeds 20]`: the same bytes in every environment.

Hash seeds, locales, time zones, a terminal, a folder that one may only read, and the line endings of Windows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.conftest import ROOT

PAGE = ROOT / "processes" / "challenge-a-parking-fine.yaml"
READING = (
    *("audit page.yaml --all --fail-on never", "audit page.yaml --format json --fail-on never"),
    *("audit page.yaml --format html --fail-on never", "measure page.yaml --format json", "suggest page.yaml --all"),
    *("draw page.yaml", "draw page.yaml --view customer --format bpmn", "walk page.yaml --auto --seed 3"),
)
"""What writes nothing but its output."""
WRITING = ("publish page.yaml --to site --start 2026-01-05", "convert page.yaml -o page.csv")
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns")
LOCALES = ("C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "ja_JP.eucJP")
NOBODY = 65534
_RUN = """
import sys
from frictionaudit.cli import group
from frictionaudit.cli.terminal import boundary
for call in sys.argv[1:]:
    print("==", call, boundary.run(group, call.split()), flush=True)
"""


def output(
    calls: Sequence[str], environment: dict[str, str], page: bytes = PAGE.read_bytes(), how: str = ""
) -> dict[str, bytes]:
    """What a process prints for some calls, and the files it writes, by name.

    `how` may be 'terminal', or 'read-only' for a folder in which one may only read.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.yaml").write_bytes(page)
        everything = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "100", **environment}
        call = [sys.executable, "-c", _RUN, *calls]
        if how == "read-only":
            folder.chmod(0o555)
            if os.geteuid() == 0:  # root may write everywhere
                call = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *call]
        said = _in_a_terminal(call, folder, everything) if how == "terminal" else _piped(call, folder, everything)
        folder.chmod(0o755)
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "page.yaml"]
        return {"output": said} | {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _piped(call: Sequence[str], folder: Path, environment: dict[str, str]) -> bytes:
    return subprocess.run(call, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout


def _in_a_terminal(call: Sequence[str], folder: Path, environment: dict[str, str]) -> bytes:
    """What a process prints to a terminal, with plain ends of lines."""
    ours, theirs = os.openpty()
    seen: list[bytes] = []

    def collect() -> None:
        try:
            while piece := os.read(ours, 65_536):
                seen.append(piece)
        except OSError:
            return  # the other side is closed

    collector = threading.Thread(target=collect)
    collector.start()
    subprocess.run(call, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    collector.join()
    os.close(ours)
    return b"".join(seen).replace(b"\r\n", b"\n")


def differences(expected: dict[str, bytes], found: dict[str, bytes]) -> list[str]:
    """The outputs and files that are not the same, each with the first line that differs."""
    return [
        f"{name}: {_first_difference(expected.get(name, b''), found.get(name, b''))}"
        for name in sorted({*expected, *found})
        if expected.get(name) != found.get(name)
    ]


def _first_difference(expected: bytes, found: bytes) -> str:
    pairs = zip([*expected.splitlines(), b"(end)"], [*found.splitlines(), b"(end)"], strict=False)
    first = next(((one, other) for one, other in pairs if one != other), (b"", b"(ends of lines)"))
    return f"{first[0][:90]!r} is {first[1][:90]!r}"


def windows(page: bytes) -> bytes:
    """A page with the line endings of Windows."""
    return page.replace(b"\n", b"\r\n")


def environments(seeds: int) -> Iterator[dict[str, str]]:
    """Each hash seed with the next locale and time zone, so that fifteen of them try every pair of these two."""
    for seed in range(seeds):
        yield {"PYTHONHASHSEED": str(seed), "LC_ALL": LOCALES[seed % 5], "TZ": ZONES[seed % 3]}


def main() -> int:
    """Print each environment in which a byte differs; 1 if there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.cli.same_bytes")
    parser.add_argument("--seeds", type=int, default=20)
    given = parser.parse_args()
    expected, reading = output((*READING, *WRITING), {}), output(READING, {})
    tried, wrong = 0, 0
    for environment in environments(given.seeds):
        wrong += _tell(environment, differences(expected, output((*READING, *WRITING), environment)))
        tried += 1
    hows = ["terminal", *(["read-only"] if shutil.which("setpriv") or os.geteuid() else [])]
    for how in hows:
        wrong += _tell({"how": how}, differences(reading, output(READING, {}, how=how)))
    wrong += _tell({"how": "windows"}, differences(reading, output(READING, {}, windows(PAGE.read_bytes()))))
    sys.stdout.write(f"{tried} environments, {', '.join(hows)}, windows: {wrong} differences\n")
    return int(wrong > 0)


def _tell(environment: dict[str, str], found: list[str]) -> int:
    for difference in found:
        sys.stdout.write(f"{environment}: {difference}\n")
        sys.stdout.flush()
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
