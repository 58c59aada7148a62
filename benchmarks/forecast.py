"""Forecast, measured on real orders: week by week, each method and our choice told only what came before.

For each of the last weeks every item's demand of that week is forecast from the weeks before it; our choice is made
anew each week, from the past alone. RMSSE is the error in units of the naive method's error; capture is the share of
the week's demand that the fifth of the items forecast highest really had (what slotting and replenishment live by);
coverage is how often the week stayed within our 95 % quantile.
"""

from __future__ import annotations

import csv
import gzip
import json
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.slotting_files import GOODS
from wms.base.jobs import Stop, Watch
from wms.planning.forecast.backtest import scales
from wms.planning.forecast.methods import aggregated, fading, moving_average, naive, smoothing
from wms.planning.forecast.problem import ForecastProblem, ItemDemand
from wms.planning.forecast.solve import solve, weekly

Floats = NDArray[np.float64]
ORIGINS = 6
OWN = "chosen per item"
YARDSTICKS = {
    "naive": naive, "moving average 4": moving_average(4), "SES": smoothing(0.2), "TSB": fading(0.1, 0.1),
    "IMAPA": aggregated(0.1, 6),
}


def run(data: Path, limit: float | None = None, json_file: Path | None = None) -> None:
    """Print the table for each `online_retail.csv.gz` below `data`, in units sold and in order lines."""
    rows: list[dict[str, Any]] = []
    for path in sorted(data.rglob("online_retail.csv.gz")):
        for what, table, last in read_demand(path):
            rows += _measured(what, table, last, limit)
    if json_file:
        json_file.write_text(json.dumps(rows, indent=1))


def read_demand(path: Path) -> list[tuple[str, NDArray[np.int64], int]]:
    """Units and order lines by item (rows) and day (columns), and the last day's ordinal."""
    units, lines = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as text:
        for row in csv.DictReader(text):
            code, quantity = row["StockCode"].upper(), int(float(row["Quantity"]))
            if quantity > 0 and float(row["UnitPrice"]) > 0 and GOODS.match(code) and row["InvoiceNo"][0] != "C":
                day = datetime.strptime(row["InvoiceDate"], "%m/%d/%y %H:%M").toordinal()
                units[code, day] += quantity
                lines[code, day] += 1
    codes = {code: i for i, code in enumerate(sorted({code for code, _ in units}))}
    first, last = min(day for _, day in units), max(day for _, day in units)
    found = []
    for what, counted in (("units a week", units), ("order lines a week", lines)):
        table = np.zeros((len(codes), last - first + 1), np.int64)
        for (code, day), amount in counted.items():
            table[codes[code], day - first] = amount
        found.append((what, table, last))
    return found


def _measured(what: str, table: NDArray[np.int64], last: int, limit: float | None) -> list[dict[str, Any]]:
    weeks = weekly(table.astype(float))
    ends = range(weeks.shape[1] - ORIGINS, weeks.shape[1])
    said = {name: method(weeks)[:, ends] for name, method in YARDSTICKS.items()}
    ours, within, seconds = [], [], 0.0
    for end in ends:
        days = table.shape[1] - 7 * (weeks.shape[1] - end)
        items = tuple(ItemDemand(i, tuple(row[:days].tolist())) for i, row in enumerate(table))
        begun = time.process_time()
        plan = solve(
            ForecastProblem(items, last + 1 - (table.shape[1] - days), 7, (0.5, 0.95)),
            watch=Watch(stop=Stop(limit, cpu=True)),
        )
        seconds += time.process_time() - begun
        ours.append([item.weekly for item in plan.solution.items])
        within.append([item.week_quantiles[1] for item in plan.solution.items])
    said[OWN] = np.array(ours).T
    coverage = float((weeks[:, ends] <= np.array(within).T + 1e-9).mean())
    rows = [_row(what, name, values, weeks, list(ends), coverage, seconds / ORIGINS) for name, values in said.items()]
    own = next(row for row in rows if row["method"] == OWN)
    errors = {row["method"]: row["objective"] for row in rows}
    own |= {"set": f"forecast, {what}", "reference": errors["naive"], "against": "naive (RMSSE)",
            "peers": {name: (error, None) for name, error in errors.items() if name not in (OWN, "naive")}}  # fmt: skip
    return [own]


def _row(
    what: str, name: str, said: Floats, weeks: Floats, ends: list[int], coverage: float, seconds: float
) -> dict[str, Any]:
    true = weeks[:, ends]
    scale = scales(weeks[:, : ends[0]])
    known = scale > 0
    rmsse = float(np.sqrt(((said - true) ** 2).mean(axis=1)[known] / scale[known]).mean())
    fifth = max(1, len(weeks) // 5)
    shares = []
    for w in range(len(ends)):
        top = np.argsort(-said[:, w], kind="stable")[:fifth]
        shares.append(true[top, w].sum() / max(1.0, true[:, w].sum()))
    own = name == OWN
    extra = f", 95 % quantile held {coverage:.1%}, {seconds:.1f} s a forecast" if own else ""
    print(f"{what:<20} {name:<18} {int(known.sum())} items × {len(ends)} weeks: RMSSE {rmsse:.3f}, top-20 % capture "
          f"{np.mean(shares):.1%}{extra}", flush=True)
    return {
        "instance": what, "method": name, "objective": rmsse, "bound": None, "seconds": seconds if own else None,
        "feasible": True, "capture": float(np.mean(shares)), "solution": np.round(said, 3).tolist() if own else None,
    }
