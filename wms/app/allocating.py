"""Stock is set aside for every order that lacks some, a few hundred lines at a time, so that nobody waits for it long.

Each part is carried out and kept by itself: who cancels keeps what was allocated by then. The most urgent come first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from wms.app.application import App
from wms.base.errors import Refused
from wms.base.jobs import Progress, Watch
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering import states
from wms.queries.page import MAX_ROWS, Filter

CHUNK_LINES = 1_000
"""Lines that are allocated in one transaction: some tenths of a second."""


@dataclass(slots=True)
class Allocated:
    """What came of it. `refused` are orders that had changed meanwhile, in words; `stopped`: not all was tried."""

    orders: int = 0
    lines: int = 0
    pieces: int = 0
    short: int = 0
    stopped: bool = False
    refused: list[str] = field(default_factory=list)


def allocate_all(app: App, watch: Watch, *, login: str = "") -> Allocated:
    """Allocate every open order that lacks stock. Raises StorageError, and Denied who may not."""
    waiting = _waiting(app)
    done, total = Allocated(), sum(waiting.values())
    for part in _parts(waiting):
        watch.report(Progress("Allocating", done.lines, total))
        if watch.stop():
            done.stopped = True
            break
        _allocate(app, part, done, login)
        done.lines += sum(waiting[order] for order in part)
    watch.report(Progress("Allocating", done.lines, total))
    return done


def _allocate(app: App, part: list[str], done: Allocated, login: str) -> None:
    """Allocate these orders; when some of them have changed meanwhile, one after the other."""
    try:
        values = app.run(AllocateOrders(orders=tuple(part)), login=login).values
    except Refused as refused:
        if len(part) == 1:
            done.refused += [str(problem) for problem in refused.problems]
            return
        for order in part:
            _allocate(app, [order], done, login)
        return
    done.orders += int(values["orders"])
    done.pieces += int(values["pieces"])
    done.short += int(values["short"])


def _waiting(app: App) -> Counter[str]:
    """How many lines of each order lack stock, the most urgent order first."""
    filters = (Filter("state", "in", states.OPEN),)
    found: Counter[str] = Counter()
    after = None
    while True:
        page = app.ask("unallocated_lines", filters=filters, sort=("priority", "cutoff_at"), after=after,
                       limit=MAX_ROWS)  # fmt: skip
        found.update(row.order for row in page.rows)
        if page.next is None:
            return found
        after = page.next


def _parts(waiting: Counter[str]) -> Iterator[list[str]]:
    """Whole orders, together about as many lines as one transaction takes."""
    part: list[str] = []
    lines = 0
    for order, count in waiting.items():
        if part and lines + count > CHUNK_LINES:
            yield part
            part, lines = [], 0
        part.append(order)
        lines += count
    if part:
        yield part
