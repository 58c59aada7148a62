"""Fewer touches without touching the rotation: two lines that share stock of equal age exchange portions.

A line that has a little of row A and a little of row B gives its share of B to a line that stands at A, and takes
that line's share of A. Nobody's total changes, no age is passed over, and one visit fewer is left.
"""

from __future__ import annotations

from collections import defaultdict

from wms.planning.allocation.problem import AllocationProblem, StockRow, Take, usable

Held = dict[int, dict[int, int]]


def fewer_touches(problem: AllocationProblem, takes: list[Take]) -> list[Take]:
    """The same quantities for the same lines in fewer takes, where an exchange of two shares can do it."""
    exchange = _Exchange(problem, takes)
    split = sorted(line for line, held in exchange.by_line.items() if len(held) > 1)
    for line_id in split:
        while exchange.merge(line_id):
            pass
    return exchange.takes()


class _Exchange:
    """Who holds how much of which row, seen from the line and from the row."""

    def __init__(self, problem: AllocationProblem, takes: list[Take]) -> None:
        self.day = problem.day
        self.rows = {row.row_id: row for row in problem.stock}
        self.lines = {line.line_id: line for line in problem.lines}
        self.by_line: Held = defaultdict(dict)
        self.by_row: Held = defaultdict(dict)
        for take in takes:
            self._set(take.line_id, take.row_id, take.quantity)

    def takes(self) -> list[Take]:
        """What everybody holds now, line by line in the order they were served."""
        return [Take(line, row, quantity) for line, held in self.by_line.items() for row, quantity in held.items()]

    def merge(self, line_id: int) -> bool:
        """Try one exchange that leaves fewer touches; tell whether one was found."""
        held = self.by_line[line_id]
        for keep in held:
            for drop in held:
                if keep != drop and self._same_age(keep, drop) and self._trade(line_id, keep, drop):
                    return True
        return False

    def _same_age(self, keep: int, drop: int) -> bool:
        a, b = self.rows[keep], self.rows[drop]
        return a.expiry_day == b.expiry_day and a.received_day == b.received_day and not (_plate(a) or _plate(b))

    def _trade(self, line_id: int, keep: int, drop: int) -> bool:
        share = self.by_line[line_id][drop]
        for other, stands in self.by_row[keep].items():
            if other == line_id or stands < share or not usable(self.rows[drop], self.lines[other], self.day):
                continue
            if stands == share or drop in self.by_line[other]:
                self._move(line_id, drop, keep, share)
                self._move(other, keep, drop, share)
                return True
        return False

    def _move(self, line_id: int, source: int, target: int, quantity: int) -> None:
        self._set(line_id, source, self.by_line[line_id][source] - quantity)
        self._set(line_id, target, self.by_line[line_id].get(target, 0) + quantity)

    def _set(self, line_id: int, row_id: int, quantity: int) -> None:
        if quantity:
            self.by_line[line_id][row_id] = quantity
            self.by_row[row_id][line_id] = quantity
        else:
            self.by_line[line_id].pop(row_id, None)
            self.by_row[row_id].pop(line_id, None)


def _plate(row: StockRow) -> bool:
    return row.lpn_id is not None
