"""Questions: how long a page takes on 1,000,000 moves, 100,000 stock rows and 20,000 items.

The warehouse is the one of `queries_house`. Each question is asked for its first
page, for the one after it, for a page 10,000 rows on, and in the order of another column (the first with figures that
it is not sorted by anyway); a bare page by primary key from the same connection is what they are measured against.
A page has 100 rows; the bar is BAR_MS for the first two. Sorting by a column that is worked out for each row must work
it out for all of them, and is shown without a bar.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.queries_house import CYCLES, ITEMS, ORDERS, build
from wms.app import registry
from wms.app.application import App
from wms.queries.page import MAX_ROWS
from wms.queries.question import QUESTIONS, Question

SAMPLES, PATIENCE_S = 5, 1.0
BAR_MS = 50.0


def examples() -> dict[str, dict[str, Any]]:
    """Parameters for questions that cannot be asked without, or are mostly asked with; by name, `+` for more cases."""
    item, order, box = "I015814", f"O{ORDERS + 1:08}", f"04012345{1:010}"
    lot = {"item": item, "lot": "B2-1"}
    return {
        "trace_forward": lot, "trace_back": {"order": order}, "lpn_contents": {"lpn": box},
        "lpn_on": {"lpn": box}, "lpn_path": {"lpn": box},
        "why_putaway": {"task": "T99999999"}, "why_moved": {"seq": 1}, "why_not_pickable": {"item": item},
        "why_not_allocated": {"order": order, "line": 1}, "why_allocated": {"order": order},
        "moves_of+item": {"item": item}, "moves_of+lot": lot, "moves_of+dock": {"location": "L0007919"},
        "stock_as_of+half": {"seq": ITEMS * 3 * CYCLES // 2}, "order_lines+order": {"order": order},
        "carton_lines+carton": {"carton": box}, "pick_list+batch": {"batch": "B00000001"},
        "stock_lines+location": {"location": "L0023757"},
    }  # fmt: skip


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; `data` and `limit` are not used, the work is fixed."""
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder) / "queries.db")
    for line in table(results):
        print(line)
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def measure(path: Path) -> dict[str, Any]:
    """Build the database when it is not there, and time every question on it. Milliseconds."""
    app = App.open(path) if path.exists() else build(path)
    bare = _milliseconds(lambda: _bare(app))
    results: dict[str, Any] = {"bare primary-key page": {"first": bare}}
    given = examples()
    for name in sorted({*QUESTIONS, *given}):
        results[name] = _question(app, registry.question(name.split("+")[0]), given.get(name, {}))
    app.close()
    return results


def table(results: dict[str, Any]) -> Iterator[str]:
    """The results as lines of text: milliseconds, and the first page as a multiple of a bare page."""
    bare = results["bare primary-key page"]["first"]
    yield f"{'question':32}{'rows':>6}{'first':>9}{'second':>9}{'far on':>9}{'sorted':>9}  {'by':22}{'ratio':>7}"
    for name, found in results.items():
        times = "".join(f"{found[which]:>9.1f}" if which in found else f"{'–':>9}" for which in TIMES)
        above = "  above the bar" if name in over(results) else ""
        yield (
            f"{name:32}{found.get('rows', ''):>6}{times}  {found.get('by', ''):22}{found['first'] / bare:>7.1f}{above}"
        )
    yield f"{len(over(results))} of {len(results) - 1} cases take more than {BAR_MS:.0f} ms for a first or second page."


TIMES = ("first", "second", "further", "sorted")


def over(results: dict[str, Any]) -> list[str]:
    """The cases whose first or second page misses the bar."""
    return [name for name, found in results.items() if max(found["first"], found.get("second", 0.0)) > BAR_MS]


def _question(app: App, question: Question, given: dict[str, Any]) -> dict[str, Any]:
    page = app.ask(question.name, **given)
    found = {"rows": len(page.rows), "first": _milliseconds(lambda: app.ask(question.name, **given))}
    if not page.next:
        return found
    found["second"] = _milliseconds(lambda: app.ask(question.name, after=page.next, **given))
    further = app.ask(question.name, limit=MAX_ROWS, **given)
    if further.next:
        found["further"] = _milliseconds(lambda: app.ask(question.name, after=further.next, **given))
    by = _other_column(question)
    return found | {"by": by, "sorted": _milliseconds(lambda: app.ask(question.name, sort=(by,), **given))}


def _other_column(question: Question) -> str:
    """What somebody clicks on next: the first column with figures, the largest on top."""
    others = [column for column in question.described if column.name not in question.sort]
    figures = [column for column in others if column.kind in ("quantity", "number", "money", "moment", "date")]
    return f"-{(figures or others or question.described)[0].name}"


def _milliseconds(work: Any, samples: int = SAMPLES) -> float:
    """The median of several times, of fewer when they take long."""
    times: list[float] = []
    while len(times) < samples and sum(times) < PATIENCE_S:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return round(1e3 * statistics.median(times), 2)


def _bare(app: App) -> Any:
    with app.database.reading() as connection:
        return connection.exec_driver_sql("SELECT * FROM move WHERE seq > 500000 ORDER BY seq LIMIT 101").all()
