"""The linear programme over batches: cover every order, walk as little as possible; its prices guide the search.

Solved by HiGHS with columns added to a standing model: it is solved dozens of times with a few hundred batches more
each time, and starting again from nothing (as a PuLP model would) costs several times as much. The integer choice at
the end is a PuLP model; see `choose`.
"""

from __future__ import annotations

import highspy
import numpy as np

from wms.planning.batching.ground import Words
from wms.planning.batching.pricing import Reals, reduced_costs
from wms.planning.floor.lanes import Ints


def to_bits(batches: list[tuple[int, ...]], orders: int) -> Words:
    """Lists of orders as bits (m, W)."""
    bits = np.zeros((len(batches), -(-orders // 64)), np.uint64)
    for i, batch in enumerate(batches):
        for order in batch:
            bits[i, order // 64] |= np.uint64(1 << (order % 64))
    return bits


def incidence(bits: Words, orders: int) -> tuple[Ints, Ints]:
    """Sparse columns of the batches: starts (m + 1,) and order numbers."""
    flags = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little")[:, :orders]
    starts = np.concatenate(([0], np.cumsum(flags.sum(axis=1, dtype=np.int64)))).astype(np.int64)
    return starts, np.nonzero(flags)[1].astype(np.int64)


def from_bits(row: Words, orders: int) -> tuple[int, ...]:
    """The orders of one batch kept as bits."""
    flags = np.unpackbits(row.view(np.uint8), bitorder="little")[:orders]
    return tuple(np.flatnonzero(flags).tolist())


class Master:
    """The standing model. `bits` and `lengths` list its batches; `prices` (n,) and `value` its last answer."""

    def __init__(self, orders: int) -> None:
        self.orders = orders
        self.prices: Reals = np.zeros(orders)
        self.batch_price, self._least = 0.0, 0
        self.value = float("inf")
        self._start()

    def _start(self) -> None:
        self.bits = np.zeros((0, -(-self.orders // 64)), np.uint64)
        self.lengths = np.zeros(0, np.int64)
        self._keys: set[bytes] = set()
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("presolve", "off")
        for _ in range(self.orders):
            self._highs.addRow(1.0, highspy.kHighsInf, 0, np.zeros(0, np.int32), np.zeros(0))
        self._highs.addRow(float(self._least), highspy.kHighsInf, 0, np.zeros(0, np.int32), np.zeros(0))

    def add(self, bits: Words, lengths: Ints) -> int:
        """Offer batches; those already there are left out. How many were new."""
        fresh = [i for i, row in enumerate(bits) if row.tobytes() not in self._keys]
        if not fresh:
            return 0
        bits, lengths = bits[fresh], lengths[fresh]
        self._keys.update(row.tobytes() for row in bits)
        starts, rows = incidence(bits, self.orders)
        count = len(fresh)
        rows = np.insert(rows, starts[1:], self.orders)  # the last row counts the batches
        starts = starts + np.arange(count + 1)
        self._highs.addCols(
            count, lengths.astype(np.float64), np.zeros(count), np.full(count, highspy.kHighsInf), len(rows),
            starts[:-1].astype(np.int32), rows.astype(np.int32), np.ones(len(rows)),
        )
        self.bits = np.concatenate((self.bits, bits))
        self.lengths = np.concatenate((self.lengths, lengths))
        return count

    def trim(self, most: int, prices: Reals) -> None:
        """Start afresh with the `most` batches of lowest reduced cost, when there are far more."""
        if len(self.lengths) <= 3 * most:
            return
        costs = reduced_costs(self.bits, self.lengths, prices)
        keep = np.argsort(costs, kind="stable")[:most]
        bits, lengths = self.bits[keep], self.lengths[keep]
        self._start()
        self.add(bits, lengths)

    def need(self, order: int, needed: bool) -> None:
        """Whether an order still has to be covered (it has not when a batch with it is settled)."""
        self._highs.changeRowBounds(order, 1.0 if needed else 0.0, highspy.kHighsInf)

    def at_least(self, batches: int) -> None:
        """How many batches there must be, whatever they hold."""
        self._least = batches
        self._highs.changeRowBounds(self.orders, float(batches), highspy.kHighsInf)

    def costs(self, bits: Words, lengths: Ints) -> Reals:
        """The reduced costs of batches (m,): what they walk beyond what their orders, and being a batch, pay."""
        return reduced_costs(bits, lengths, self.prices) - self.batch_price

    def proven(self) -> float:
        """What no plan goes below when no batch has a negative reduced cost."""
        return float(self.prices.sum()) + self._least * self.batch_price

    def solve(self) -> Reals:
        """Solve; the share of each batch in the answer (m,)."""
        self._highs.run()
        answer = self._highs.getSolution()
        duals = np.maximum(np.array(answer.row_dual), 0.0)
        self.prices, self.batch_price = duals[:-1], float(duals[-1])
        self.value = float(self._highs.getInfo().objective_function_value)
        return np.array(answer.col_value)
