"""An independent judge of an allocation: it shares no code with the search beyond the problem's own rules.

Broken rules come back as violations: stock given twice, stock a line may not have, a rotation passed over, a
priority passed over, an order that ships complete but does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from wms.planning.allocation.problem import (
    Allocation,
    AllocationProblem,
    DemandLine,
    Rotation,
    StockRow,
    rotation_key,
    usable,
)
from wms.planning.plan import Violation


def check(problem: AllocationProblem, allocation: Allocation) -> list[Violation]:
    """Every broken rule; empty when the allocation may be used."""
    unknown = list(_unknown(problem, allocation))
    if unknown:
        return unknown
    judge = _Judge(problem, allocation)
    return [
        *judge.quantities(), *judge.fitness(), *judge.completeness(), *judge.rotation(), *judge.left_lying(),
    ]


def _unknown(problem: AllocationProblem, allocation: Allocation) -> Iterator[Violation]:
    lines = {line.line_id for line in problem.lines}
    rows = {row.row_id for row in problem.stock}
    for take in allocation.takes:
        if take.line_id not in lines or take.row_id not in rows:
            yield Violation("identity", f"line {take.line_id}", 1, f"Row {take.row_id} or the line is not known.")
        if take.quantity <= 0:
            yield Violation("quantity", f"line {take.line_id}", 1 - take.quantity, "A take must be positive.")


class _Judge:
    def __init__(self, problem: AllocationProblem, allocation: Allocation) -> None:
        self.problem, self.allocation = problem, allocation
        self.lines = {line.line_id: line for line in problem.lines}
        self.rows = {row.row_id: row for row in problem.stock}
        self.rank = {
            order.order_id: (order.priority, order.due, order.order_id) for order in problem.orders
        }
        self.got: Counter[int] = Counter()
        self.given: Counter[int] = Counter()
        self.takers: dict[int, list[int]] = defaultdict(list)
        for take in allocation.takes:
            self.got[take.line_id] += take.quantity
            self.given[take.row_id] += take.quantity
            self.takers[take.row_id].append(take.line_id)
        self.of_item: dict[tuple[int, int], list[StockRow]] = defaultdict(list)
        for row in problem.stock:
            self.of_item[row.owner_id, row.item_id].append(row)
        self.leftover = {
            key: [row for row in rows if row.free > self.given[row.row_id] and not row.blocked]
            for key, rows in self.of_item.items()
        }

    def quantities(self) -> Iterator[Violation]:
        """No row gives more than it has; taken and short make what each line asked for."""
        for row_id, quantity in self.given.items():
            excess = quantity - self.rows[row_id].free
            if excess > 0:
                yield Violation("free stock", f"row {row_id}", excess, f"Row {row_id} gives {excess} more than it has.")
        short = Counter({short.line_id: short.quantity for short in self.allocation.shorts})
        for line in self.problem.lines:
            excess = self.got[line.line_id] + short[line.line_id] - line.quantity
            if excess:
                text = f"Taken and short of line {line.line_id} differ from its quantity by {excess}."
                yield Violation("line quantity", f"line {line.line_id}", abs(excess), text)

    def fitness(self) -> Iterator[Violation]:
        """Every row given may serve its line: item, owner, status, lot, remaining life."""
        for take in self.allocation.takes:
            line, row = self.lines[take.line_id], self.rows[take.row_id]
            if not usable(row, line, self.problem.day):
                text = f"Line {take.line_id} may not have stock of row {take.row_id}."
                yield Violation("usable stock", f"line {take.line_id}", take.quantity, text)

    def completeness(self) -> Iterator[Violation]:
        """An order that ships complete has all of its lines or none."""
        wanted: Counter[int] = Counter()
        taken: Counter[int] = Counter()
        for line in self.problem.lines:
            wanted[line.order_id] += line.quantity
            taken[line.order_id] += self.got[line.line_id]
        for order in self.problem.orders:
            lack = wanted[order.order_id] - taken[order.order_id]
            if order.ship_complete and lack and taken[order.order_id]:
                text = f"Order {order.order_id} ships complete, yet {lack} of it are missing."
                yield Violation("ship complete", f"order {order.order_id}", lack, text)

    def rotation(self) -> Iterator[Violation]:
        """No usable stock that should have left earlier stays behind the one that was taken."""
        for line, taken in self._taken_rows():
            key = max((rotation_key(line.rotation, row) for row in taken), default=None)
            if key is None:
                continue
            for row in self._left_for(line):
                days = key - rotation_key(line.rotation, row) - self.problem.window_days
                if days > 0:
                    text = f"Line {line.line_id} passes over row {row.row_id}, which should leave {days} days earlier."
                    yield Violation("rotation", f"line {line.line_id}", days, text)
                    break

    def _taken_rows(self) -> Iterator[tuple[DemandLine, Iterable[StockRow]]]:
        """The rows each line took by age; a plate taken whole under that rule is outside the order of age."""
        taken: dict[int, list[StockRow]] = defaultdict(list)
        for take in self.allocation.takes:
            line, row = self.lines[take.line_id], self.rows[take.row_id]
            as_plate = row.lpn_id is not None and row.whole and take.quantity == row.on_hand
            if line.rotation is not Rotation.WHOLE_LPN or not as_plate:
                taken[take.line_id].append(row)
        for line_id, rows in taken.items():
            yield self.lines[line_id], rows

    def _left_for(self, line: DemandLine) -> Iterator[StockRow]:
        for row in self.leftover.get((line.owner_id, line.item_id), ()):
            if usable(row, line, self.problem.day):
                yield row

    def left_lying(self) -> Iterator[Violation]:
        """A short line leaves nothing usable lying, and no order served later took what it could have had."""
        complete = {order.order_id for order in self.problem.orders if order.ship_complete}
        for line in self.problem.lines:
            lack = line.quantity - self.got[line.line_id]
            if lack <= 0 or line.order_id in complete:
                continue
            for row in self.of_item.get((line.owner_id, line.item_id), ()):
                if usable(row, line, self.problem.day):
                    yield from self._wasted(line, lack, row)

    def _wasted(self, line: DemandLine, lack: int, row: StockRow) -> Iterator[Violation]:
        left = row.free - self.given[row.row_id]
        if left > 0:
            text = f"Line {line.line_id} is short while row {row.row_id} still has {left}."
            yield Violation("left lying", f"line {line.line_id}", min(left, lack), text)
        rank = self.rank[line.order_id]
        for taker in self.takers[row.row_id]:
            later = self.lines[taker].order_id
            if self.rank[later] > rank:
                text = f"Line {line.line_id} is short while order {later}, served later, has stock of row {row.row_id}."
                yield Violation("priority", f"line {line.line_id}", lack, text)
