"""Importing 150,000 real order lines into an empty warehouse: seconds, and the memory the whole process needs.

Measured in a process of its own, so that nothing else counts. Beside it: reading the same file with csv.DictReader
alone, which is as little as anything can do that looks at every cell.
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS, MEGABYTES = 60.0, 500.0


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print seconds, peak memory, and the ratio to csv.DictReader; `limit` is the most seconds allowed (60)."""
    place = data / "online_retail.csv.gz"
    bare, rows = _bare(place)
    child = [sys.executable, "-m", "benchmarks.importing", str(place)]
    found = json.loads(subprocess.run(child, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    found |= {"rows": rows, "bare_seconds": bare, "ratio": found["seconds"] / bare}
    most = limit or SECONDS
    print(f"rows of the file              {rows:10,}")
    print(f"order lines imported          {found['good']:10,}")
    print(f"csv.DictReader alone          {bare:10.2f} s")
    print(f"reading and judging (preview) {found['preview_seconds']:10.2f} s")
    print(f"import, from file to commit   {found['seconds']:10.2f} s   (at most {most:.0f} s)")
    print(f"import ÷ csv.DictReader       {found['ratio']:10.1f}")
    print(f"of it processor time          {found['cpu_seconds']:10.2f} s")
    print(f"peak memory before the import {found['idle_mb']:10.0f} MB")
    print(f"peak memory                   {found['peak_mb']:10.0f} MB  (at most {MEGABYTES:.0f} MB)")
    print(f"the same file again           {found['again_seconds']:10.2f} s")
    held = found["seconds"] <= most and found["peak_mb"] <= MEGABYTES and found["written"] and found["repeated"]
    print("held" if held else "NOT HELD")
    if json_file is not None:
        json_file.write_text(json.dumps(found | {"held": held}, indent=1), encoding="utf-8")


def _bare(place: Path) -> tuple[float, int]:
    start = time.perf_counter()
    with gzip.open(place, "rt", encoding="cp1252", newline="") as file:
        rows = sum(1 for _ in csv.DictReader(file))
    return time.perf_counter() - start, rows


def _peak_mb() -> float:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _measured(place: Path) -> dict[str, Any]:
    from wms.app.application import App
    from wms.app.importing import import_file
    from wms.exchange.importing import preview
    from wms.operations.master_data.buildings import RegisterSite
    from wms.operations.master_data.parties import RegisterOwner
    from wms.storage.database import Database

    with tempfile.TemporaryDirectory() as folder:
        app = App(Database.create(Path(folder) / "warehouse.db"))
        app.run(RegisterSite(code="MAIN", name="Main warehouse"))
        app.run(RegisterOwner(code="OWN", name="Our own stock"))
        idle = _peak_mb()
        start, worked = time.perf_counter(), time.process_time()
        done = import_file(app, "orders", place, "online_retail")
        seconds, cpu = time.perf_counter() - start, time.process_time() - worked
        peak = _peak_mb()
        start = time.perf_counter()
        again = import_file(app, "orders", place, "online_retail")
        again_seconds = time.perf_counter() - start
        start = time.perf_counter()
        preview("orders", place, "online_retail")
        reading = time.perf_counter() - start
        app.close()
    return {"seconds": seconds, "cpu_seconds": cpu, "idle_mb": idle, "peak_mb": peak, "good": done.good,
            "written": done.written, "repeated": again.repeated, "again_seconds": again_seconds,
            "preview_seconds": reading}  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
