"""What must be fast or good, as tables: `python -m benchmarks [NAME] [--data DIR] [--limit S] [--json FILE]`.

Without a name all are run, one after the other, each in a process of its own, the slow ones on a sample of their files
or with less time than their bars allow (each says so), so that the whole ends within about an hour; `planners` runs
only those of planners. At the end all planners stand in one table, with their bars. `--sample N` takes a sample for a
benchmark of its own. DIR may hold any files of the published format; without it each benchmark takes its own folder of
the shared data (`../shared/data`, or the one in WMS_DATA).
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import benchmarks
from benchmarks import references, summary


def names() -> list[str]:
    """The modules here that can be run: those with a `run(data, limit, json_file)`."""
    found = []
    for module in pkgutil.iter_modules(benchmarks.__path__):
        path = Path(benchmarks.__path__[0]) / f"{module.name}.py"
        if path.is_file() and "\ndef run(" in path.read_text(encoding="utf-8"):
            found.append(module.name)
    return sorted(found)


SHARED = Path(os.environ.get("WMS_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
FOLDERS = {
    "routing": "picking", "scattered": "picking/SPRP-SS", "batching": "picking", "sequencing": "picking",
    "slotting": "", "cartons": "packing", "forecast": "online_retail", "importing": "online_retail",
}  # fmt: skip
"""Where each benchmark's files lie below the shared data (slotting's in several folders); the others make their own."""


PLANNERS = "planners"
OF_PLANNERS = ("batching", "cartons", "forecast", "routing", "scattered", "sequencing", "slotting", "waves")
ANSWERS = Path(__file__).resolve().parents[1] / "out" / "bench"
"""Where the planners' answers of one run are kept, and read from for the table at its end."""


WHOLE = {
    "batching": ("--sample", "8"), "sequencing": ("--sample", "6"), "cartons": ("--sample", "3"),
    "slotting": ("--sample", "6"), "waves": ("--limit", "20"),
}  # fmt: skip
"""What a benchmark is given when all are run: alone, each of these takes an hour or more."""


def main(arguments: list[str] | None = None) -> int:
    """Run one benchmark, or all; 2 when its folder is not there, 1 when one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=[*names(), PLANNERS], help="empty: all of them")
    parser.add_argument("--data", type=Path, default=None, help="a folder of published files of that kind")
    parser.add_argument("--limit", type=float, default=None, help="processor seconds for each instance")
    parser.add_argument("--sample", type=int, default=None, help="at most so many files of each set, evenly spread")
    parser.add_argument("--json", type=Path, default=None, help="where to write the answers")
    given = parser.parse_args(arguments)
    if given.name in (None, PLANNERS):
        return _several([name for name in names() if given.name is None or name in OF_PLANNERS])
    references.most_files = given.sample
    data = given.data or SHARED / FOLDERS.get(given.name, "")
    if given.name in FOLDERS and not data.exists():
        print(f"{given.name}: there is nothing at {data}; name a folder with --data, or set WMS_DATA.", file=sys.stderr)
        return 2
    importlib.import_module(f"benchmarks.{given.name}").run(data, given.limit, given.json)
    return 0


def _several(chosen: list[str]) -> int:
    """Each in a process of its own; then the planners' answers, of this run only, as one table."""
    ANSWERS.mkdir(parents=True, exist_ok=True)
    for old in ANSWERS.glob("*.json"):
        old.unlink()
    worst = max(_alone(name) for name in chosen)
    summary.main(ANSWERS)
    return worst


def _alone(name: str) -> int:
    less = WHOLE.get(name, ())
    print(f"== {name}", *less, *(["(without these: everything)"] if less else []), flush=True)
    kept = ("--json", str(ANSWERS / f"{name}.json")) if name in OF_PLANNERS else ()
    return min(1, subprocess.run([sys.executable, "-m", "benchmarks", name, *less, *kept], check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
