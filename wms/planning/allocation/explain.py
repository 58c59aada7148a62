"""Why a line came off short: each quantity of its item that it could not have, and what stood in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wms.planning.allocation.construct import Served, Shelves, lines_of_orders
from wms.planning.allocation.problem import (
    AllocationProblem,
    Cause,
    DemandLine,
    Reason,
    Short,
    StockRow,
    Take,
    lasts,
)

TOLD = 5
"""How many of the orders that hold an item's stock are named; the rest are added up."""


def shorts(problem: AllocationProblem, served: Served, takes: list[Take]) -> tuple[Short, ...]:
    """Every short line with its reasons, by line id. `takes` are the final ones, after any exchange."""
    lacking = [line for line in problem.lines if line.line_id in served.lacks or line.order_id in served.withheld]
    if not lacking:
        return ()
    explainer = _Explainer(problem, served, takes)
    return tuple(explainer.short(line) for line in sorted(lacking, key=lambda line: line.line_id))


class _Explainer:
    def __init__(self, problem: AllocationProblem, served: Served, takes: list[Take]) -> None:
        self.problem = problem
        self.served = served
        self.shelves = Shelves(problem)
        self.siblings = lines_of_orders(problem)
        order_of = {line.line_id: line.order_id for line in problem.lines}
        self.holders: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.left = dict(self.shelves.free)
        for holding in problem.holdings:
            self.holders[holding.row_id][holding.order_id] += holding.quantity
        for take in takes:
            self.holders[take.row_id][order_of[take.line_id]] += take.quantity
            self.left[take.row_id] -= take.quantity

    def short(self, line: DemandLine) -> Short:
        """What a line lacks: all of it where its order ships complete."""
        withheld = line.order_id in self.served.withheld
        lack = line.quantity if withheld else self.served.lacks[line.line_id]
        return Short(line.line_id, lack, tuple(self._reasons(line, withheld)))

    def _reasons(self, line: DemandLine, withheld: bool) -> Iterator[Reason]:
        if withheld:
            yield from self._waiting(line)
        if line.line_id not in self.served.lacks:
            return
        rows = self.shelves.of_item(line)
        if not any(row.on_hand for row in rows):
            yield Reason(Cause.NO_STOCK, line.quantity, "There is no stock of the item.")
            return
        yield from self._unfit(line, rows)
        yield from self._taken(line, [row for row in rows if self._fits(row, line)])

    def _fits(self, row: StockRow, line: DemandLine) -> bool:
        return not row.blocked and _lot_fits(row, line) and lasts(row, line, self.problem.day)

    def _waiting(self, line: DemandLine) -> Iterator[Reason]:
        for sibling in self.siblings[line.order_id]:
            lack = self.served.lacks.get(sibling.line_id, 0)
            if lack:
                text = f"The order ships complete or not at all, and its line {sibling.line_id} lacks {lack}."
                yield Reason(Cause.INCOMPLETE, lack, text)

    def _unfit(self, line: DemandLine, rows: list[StockRow]) -> Iterator[Reason]:
        blocked: dict[str, int] = defaultdict(int)
        other_lot = short_life = 0
        best: int | None = None
        for row in rows:
            if row.blocked:
                blocked[row.blocked] += row.on_hand
            elif not _lot_fits(row, line):
                other_lot += row.free
            elif row.expiry_day is not None and not lasts(row, line, self.problem.day):
                short_life += row.free
                best = row.expiry_day if best is None else max(best, row.expiry_day)
        for status, quantity in sorted(blocked.items()):
            yield Reason(Cause.BLOCKED, quantity, f"{quantity} are on hand with the status {status}.")
        if other_lot:
            yield Reason(Cause.OTHER_LOT, other_lot, f"{other_lot} are on hand of other lots than the one asked for.")
        if short_life and best is not None:
            yield Reason(Cause.SHORT_LIFE, short_life, self._life(line, short_life, best))

    def _life(self, line: DemandLine, quantity: int, best: int) -> str:
        days = best - self.problem.day
        if days < 0:
            return f"{quantity} have expired."
        return f"{quantity} last {days} days at most; the line asks for {line.min_life_days} days."

    def _taken(self, line: DemandLine, rows: list[StockRow]) -> Iterator[Reason]:
        by_order: dict[int, int] = defaultdict(int)
        unknown = 0
        for row in rows:
            holders = self.holders.get(row.row_id, {})
            for order_id, quantity in holders.items():
                by_order[order_id] += quantity
            unknown += row.on_hand - self.left[row.row_id] - sum(holders.values())
        holders_told = sorted(by_order.items(), key=lambda pair: (-pair[1], pair[0]))
        for order_id, quantity in holders_told[:TOLD]:
            whose = "this order itself" if order_id == line.order_id else f"order {order_id}"
            yield Reason(Cause.TAKEN, quantity, f"{quantity} are taken by {whose}.", order_id)
        others = unknown + sum(quantity for _, quantity in holders_told[TOLD:])
        if others > 0:
            yield Reason(Cause.TAKEN, others, f"{others} are taken by further orders.")
        if not rows_on_hand(rows) and not by_order:
            yield Reason(Cause.NO_STOCK, line.quantity, "There is no stock that the line may have.")


def rows_on_hand(rows: list[StockRow]) -> int:
    """How much of these rows stands in the warehouse, given away or not."""
    return sum(row.on_hand for row in rows)


def _lot_fits(row: StockRow, line: DemandLine) -> bool:
    return line.lot_id is None or row.lot_id == line.lot_id
