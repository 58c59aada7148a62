"""Reports: how long each takes on a million moves and 100,000 items, on the screen and as a file.

The warehouse is the one of `reports_house`. Of each report are timed: the first page of its list, what its chart is
drawn from, counting its rows, and all of it as a workbook (with its chart) and as paper. The bar is BAR_S for what is
seen on the screen; files of many rows may take longer, as they tell how far they are and can be stopped. The dashboard
is what its page asks for when it opens, one after the other.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.reports_house import build
from wms.app.application import App
from wms.app.listing_export import export
from wms.app.rows import all_rows
from wms.base.clock import utc_now
from wms.base.jobs import Watch
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.screens.reports.due import Entry, seen
from wms.gui.screens.reports.report import Report

BAR_S, DASHBOARD_S = 5.0, 0.3
PAPER_ROWS = 25_000
"""Longer reports are not drawn on paper here; nobody reads a thousand pages."""


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; `data` and `limit` are not used, the work is fixed."""
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder) / "reports.db", Path(folder))
    for line in table(results):
        print(line)
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def measure(path: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Build the house when it is not there, and time every report on it. Processor seconds."""
    app = App.open(path) if path.exists() else build(path)
    results = {name: _report(app, report, folder) for name, report in REPORTS.items()}
    dashboard(app)
    results["dashboard"] = {"first": _seconds(lambda: dashboard(app))}
    app.close()
    return results


def dashboard(app: App) -> None:
    """What the dashboard asks when it opens."""
    today = utc_now().date()
    app.ask("work_by_hour")
    app.ask("alerts")
    all_rows(app, "kpis")
    all_rows(app, "kpis", first=today - timedelta(days=60), last=today - timedelta(days=31))


def table(results: dict[str, dict[str, float]]) -> Iterator[str]:
    """The results as lines of text: seconds."""
    yield f"{'report':22}{'rows':>8}" + "".join(f"{what:>9}" for what in TIMES)
    for name, found in results.items():
        times = "".join(f"{found[what]:>9.2f}" if what in found else f"{'–':>9}" for what in TIMES)
        bar = DASHBOARD_S if name == "dashboard" else BAR_S
        above = "  above the bar" if max(found.get(what, 0.0) for what in ("first", "chart", "count")) > bar else ""
        yield f"{name:22}{found.get('rows', 0):>8.0f}{times}{above}"


TIMES = ("first", "chart", "count", "xlsx", "pdf")


def _report(app: App, report: Report, folder: Path) -> dict[str, float]:
    what = seen(Entry(report.name, report.name, {}, str(folder), "xlsx", -1, "06:00", utc_now().isoformat()))
    rows = app.how_many(report.question, **report.fixed)
    found = {"rows": float(rows), "first": _seconds(lambda: app.ask(report.question, **report.fixed))}
    drawn = report.drawn
    if drawn is not None:
        found["chart"] = _seconds(lambda: app.ask(report.question, sort=drawn.sort, limit=drawn.most, **report.fixed))
    found["count"] = _seconds(lambda: app.how_many(report.question, **report.fixed))
    for shape in ("xlsx", "pdf") if rows <= PAPER_ROWS else ("xlsx",):
        out = folder / f"{report.name}.{shape}"
        found[shape] = _seconds(lambda shape=shape, out=out: export(app, what, shape, out, Watch()))  # type: ignore[misc]
    return found


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.process_time()
    work()
    return round(time.process_time() - begun, 3)
