"""The allocation itself: order by order in priority, each line from the oldest usable stock.

Within stock of equal age the fewest touches are made, and among those the ones on the order's way. An order
that ships complete gets everything or gives everything back. Pure and deterministic: no clock, no chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wms.planning.allocation.choose import Offer, choose
from wms.planning.allocation.problem import (
    AllocationProblem,
    DemandLine,
    DemandOrder,
    Rotation,
    StockRow,
    Take,
    rotation_key,
    usable,
)

NEAREST = 128


class Shelves:
    """The stock while it is given away: what is left of each row, and each item's rows by age."""

    def __init__(self, problem: AllocationProblem) -> None:
        self.problem = problem
        self.rows = {row.row_id: row for row in problem.stock}
        self.free = {row.row_id: row.free for row in problem.stock}
        self._of_item: dict[tuple[int, int], list[StockRow]] = defaultdict(list)
        for row in problem.stock:
            self._of_item[row.owner_id, row.item_id].append(row)
        self._in_order: dict[tuple[int, int, Rotation | None], list[StockRow]] = {}
        self._exhausted: dict[tuple[int, int, Rotation | None], int] = defaultdict(int)

    def of_item(self, line: DemandLine) -> list[StockRow]:
        """All rows of the line's item and owner, usable or not."""
        return self._of_item.get((line.owner_id, line.item_id), [])

    def groups(self, line: DemandLine, need: int) -> Iterator[list[StockRow]]:
        """Usable rows with something left, in groups that count as equally old, the first to leave first.

        Of a group only the nearest `NEAREST` rows are offered where these already cover the need.
        """
        day, window, rule = self.problem.day, self.problem.window_days, line.rotation
        group: list[StockRow] = []
        latest = total = 0
        for row in self._alive(line, rule, lambda row: (rotation_key(rule, row), row.walk_mm, row.row_id)):
            if not usable(row, line, day):
                continue
            key = rotation_key(rule, row)
            if group and (key > latest or (len(group) >= NEAREST and total >= need)):
                yield group
                group = []
            if not group:
                latest, total = key + window, 0
            group.append(row)
            total += self.free[row.row_id]
        if group:
            yield group

    def plates(self, line: DemandLine) -> Iterator[StockRow]:
        """Untouched licence plates the line may have, the largest first, the oldest among equals."""
        day, rule = self.problem.day, line.rotation
        for row in self._alive(line, None, lambda row: (-row.on_hand, rotation_key(rule, row), row.row_id)):
            if self.free[row.row_id] == row.on_hand and whole_plate(row, line, day):
                yield row

    def _alive(
        self, line: DemandLine, rule: Rotation | None, key: Callable[[StockRow], tuple[int, int, int]]
    ) -> Iterator[StockRow]:
        """The item's unblocked rows with something left, in that order. Many exhausted ones met are forgotten."""
        place = (line.owner_id, line.item_id, rule)
        if place not in self._in_order:
            rows = [row for row in self.of_item(line) if not row.blocked and (rule or row.lpn_id is not None)]
            self._in_order[place] = sorted(rows, key=key)
        elif self._exhausted[place] > max(64, len(self._in_order[place]) // 4):
            self._in_order[place] = [row for row in self._in_order[place] if self.free[row.row_id]]
            self._exhausted[place] = 0
        for row in self._in_order[place]:
            if self.free[row.row_id]:
                yield row
            else:
                self._exhausted[place] += 1


def serving_order(problem: AllocationProblem) -> list[DemandOrder]:
    """The orders as they are served: priority, then due time, then id."""
    return sorted(problem.orders, key=lambda order: (order.priority, order.due, order.order_id))


def lines_of_orders(problem: AllocationProblem) -> dict[int, list[DemandLine]]:
    """Each order's lines, by line id."""
    lines: dict[int, list[DemandLine]] = defaultdict(list)
    for line in sorted(problem.lines, key=lambda line: line.line_id):
        lines[line.order_id].append(line)
    return lines


@dataclass(slots=True)
class Served:
    """The takes, and for every line that came off short by how much. `withheld` orders gave everything back."""

    takes: list[Take] = field(default_factory=list)
    lacks: dict[int, int] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)


def allocate(problem: AllocationProblem, pause: Callable[[int], None] = lambda _: None) -> Served:
    """Serve every order in turn. `pause` is called before each with the number served so far, and may raise."""
    shelves, lines, served = Shelves(problem), lines_of_orders(problem), Served()
    for count, order in enumerate(serving_order(problem)):
        pause(count)
        served.takes += _serve(shelves, order, lines.get(order.order_id, []), served)
    return served


def _serve(shelves: Shelves, order: DemandOrder, lines: list[DemandLine], served: Served) -> list[Take]:
    visited: set[int] = set()
    taken: list[Take] = []
    complete = True
    for line in lines:
        got = _fill(shelves, line, visited)
        taken += got
        lack = line.quantity - sum(take.quantity for take in got)
        if lack:
            served.lacks[line.line_id] = lack
            complete = False
    if order.ship_complete and not complete:
        for take in taken:
            shelves.free[take.row_id] += take.quantity
        served.withheld.add(order.order_id)
        return []
    return taken


def _fill(shelves: Shelves, line: DemandLine, visited: set[int]) -> list[Take]:
    takes: list[Take] = []
    need = line.quantity
    if line.rotation is Rotation.WHOLE_LPN:
        need = _whole_plates(shelves, line, need, takes, visited)
    for group in shelves.groups(line, need) if need else ():
        offers = [
            Offer(0 if row.location_id in visited else row.walk_mm, shelves.free[row.row_id], row.row_id)
            for row in group
        ]
        for offer in choose(offers, need):
            need -= _take(shelves, line, offer.row_id, min(need, offer.free), takes, visited)
        if not need:
            break
    return takes


def whole_plate(row: StockRow, line: DemandLine, day: int) -> bool:
    """Whether the row is a full, untouched licence plate that may serve the line."""
    return row.lpn_id is not None and row.whole and row.free == row.on_hand > 0 and usable(row, line, day)


def _whole_plates(shelves: Shelves, line: DemandLine, need: int, takes: list[Take], visited: set[int]) -> int:
    """Untouched licence plates that fit the need whole: the largest first, the oldest among equals."""
    for row in shelves.plates(line):
        if row.on_hand <= need:
            need -= _take(shelves, line, row.row_id, row.on_hand, takes, visited)
        if not need:
            break
    return need


def _take(
    shelves: Shelves, line: DemandLine, row_id: int, quantity: int, takes: list[Take], visited: set[int]
) -> int:
    shelves.free[row_id] -= quantity
    visited.add(shelves.rows[row_id].location_id)
    takes.append(Take(line.line_id, row_id, quantity))
    return quantity
