"""`make torture`: all rows of the battery one after the other, each in processes of its own, and one table of them.

`--minutes 5` makes it short: each row gets its share of the time and says how far it came. Exit code 1 when one failed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.torture import battery, table, warehouses
from tests.torture.row import Outcome, Row
from tests.torture.table import Line
from wms.storage import anchors

HALF_HOUR = 30.0
PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


def main() -> int:
    """Run what is asked for; returns the exit code."""
    asked = _parser().parse_args()
    os.environ.setdefault(anchors.HOME, tempfile.mkdtemp(prefix="wms-torture-home-"))
    rows = [row for row in battery.ROWS if not asked.rows or row.name in asked.rows]
    lines = []
    for row in rows:
        line = tried(row, asked.minutes / HALF_HOUR, asked.processes)
        lines.append(line)
        print(f"{row.words}: {line.verdict()} ({line.found.count:,} in {line.seconds:.0f} s)", flush=True)
        for wrong in line.found.wrong[:5]:
            print(f"    {wrong}", flush=True)
        if not asked.no_page:
            table.keep(PAGE, [line])
    print()
    print(table.printed(lines))
    return 0 if all(line.row.passed(line.found) for line in lines) else 1


def tried(row: Row, scale: float, processes: int, count: int = 0) -> Line:
    """One row, shared out over processes where it can be; the seconds are those of the wall's clock.

    `scale` is the part of the half hour there is; `count` tries instead of the full ones.
    """
    warehouses.start()
    began = time.monotonic()
    shares = processes if row.split else 1
    each = -(-(count or row.full) // shares)
    folder = Path(tempfile.mkdtemp(prefix="wms-torture-"))
    children = [_begun(row, folder / str(number), number, each, scale) for number in range(shares)]
    found = Outcome()
    for child in children:
        said, complaint = child.communicate()
        last = said.splitlines()[-1] if child.returncode == 0 and said else ""
        found.add(Outcome(**json.loads(last)) if last else Outcome(wrong=[f"it ended by itself: {complaint[-600:]}"]))
    shutil.rmtree(folder, ignore_errors=True)
    return Line(row, found, time.monotonic() - began)


def _begun(row: Row, place: Path, number: int, count: int, scale: float) -> subprocess.Popen[str]:
    place.mkdir()
    seconds = row.seconds * scale
    words = [sys.executable, "-m", "tests.torture.one", row.name, "--place", str(place), "--seed", str(number + 1),
             "--count", str(count), "--seconds", str(seconds)]  # fmt: skip
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PAGE.parents[1],
                            env=os.environ | {warehouses.START: str(warehouses.start())})  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make torture", description="The torture battery.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"only these: {', '.join(r.name for r in battery.ROWS)}")
    parser.add_argument("--minutes", type=float, default=HALF_HOUR, help="how long all rows may take (30)")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 2, 8), help="at a time")
    parser.add_argument("--no-page", action="store_true", help="leave docs/benchmarks.md alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
