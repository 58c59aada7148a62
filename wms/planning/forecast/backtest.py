"""Which method to trust for which item: each is made to forecast the weeks that are past, and held to what came.

Errors are squared and scaled by the item's own week-to-week changes (RMSSE, Hyndman & Koehler 2006; M5 2020). An item's
own record is short, so it is read together with that of all items: the fewer weeks, the more theirs counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.forecast.methods import methods

Floats = NDArray[np.float64]
MEAN_OF_BEST = "mean of the best three"


@dataclass(frozen=True)
class Record:
    """M methods, N items. `said` (M, N) next week's forecasts; `error` (M, N) mean scaled squared errors; `pooled` (M,)
    their means over items with a scale; `scale` (N,) mean squared weekly changes, 0 where there are none.
    """

    names: tuple[str, ...]
    said: Floats
    error: Floats
    pooled: Floats
    scale: Floats


def scales(weeks: Floats) -> Floats:
    """(N,) mean squared change from week to week since the item's first sale; 0 where nothing ever changed."""
    known = np.cumsum(weeks > 0, axis=1) > 0
    changes = np.where(known[:, :-1], np.diff(weeks, axis=1) ** 2, 0.0)
    return np.asarray(changes.sum(axis=1) / np.maximum(1, known[:, :-1].sum(axis=1)))


def record_of(weeks: Floats, origins: int, watch: Watch) -> Record:
    """Try every method on the last `origins` weeks. Stops early when asked, with the methods tried so far.

    The moving averages and the naive method come first, so they are always among them.
    """
    table = sorted(methods().items(), key=lambda pair: not pair[0].startswith(("moving", "naive")))
    scale = scales(weeks)
    tried, said, errors = [], [], []
    for number, (name, method) in enumerate(table):
        if watch.stop() and number >= 3:
            break
        full = method(weeks)
        said.append(full[:, -1])
        errors.append(_error(full, weeks, scale, origins))
        tried.append(name)
        watch.report(Progress("trying forecast methods on the past", number + 1, len(table)))
    error = np.array(errors)
    pooled = error[:, scale > 0].mean(axis=1) if (scale > 0).any() else np.zeros(len(tried))
    best = np.argsort(pooled, kind="stable")[:3]
    every = np.array(said)
    return _with_mean(Record(tuple(tried), every, error, pooled, scale), weeks, best, origins)


def _with_mean(record: Record, weeks: Floats, best: NDArray[np.int64], origins: int) -> Record:
    """The record with one method more: the mean of the three that did best on all items."""
    chosen = [methods()[record.names[b]] for b in best]
    full = np.mean([method(weeks) for method in chosen], axis=0)
    error = _error(full, weeks, record.scale, origins)
    known = record.scale > 0
    pooled = float(error[known].mean()) if known.any() else 0.0
    return Record(
        (*record.names, MEAN_OF_BEST), np.vstack([record.said, full[:, -1]]), np.vstack([record.error, error]),
        np.append(record.pooled, pooled), record.scale,
    )


def _error(full: Floats, weeks: Floats, scale: Floats, origins: int) -> Floats:
    first = max(1, weeks.shape[1] - origins)
    squares = (full[:, first:-1] - weeks[:, first:]) ** 2
    if squares.shape[1] == 0:
        return np.zeros(len(weeks))
    return np.asarray(squares.mean(axis=1) / np.where(scale > 0, scale, 1.0))


def choose(record: Record, origins: int, trust: float) -> NDArray[np.int64]:
    """(N,) the method of each item: least error, its own record weighing `origins` and that of all items `trust`."""
    blended = (origins * record.error + trust * record.pooled[:, None]) / (origins + trust)
    return np.asarray(np.argmin(blended, axis=0), np.int64)
