"""What must hold in one station's books after every step: asked in SQL of the tables as they are, and against a model.

The model is kept by the test alone: every balance folded from the moves read back, and for each item how many pieces
the steps themselves say came into the building. Nothing here calls the program's own proof.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

KEY = "owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id"

GATHERS = ("t.kind = 'move' AND t.item_id IS NULL AND t.order_line_id IS NOT NULL"
           " AND t.state IN ('open', 'claimed')")  # fmt: skip
"""A task that leads the parts of an order to a slot."""

NEVER = {
    "a balance below zero, or an empty one": "SELECT id FROM balance WHERE on_hand <= 0",
    "more allocated than on hand": "SELECT id FROM balance WHERE allocated < 0 OR allocated > on_hand",
    "allocated is not what open allocations hold": f"""
        SELECT max(item_id) FROM (
            SELECT {KEY}, allocated AS q FROM balance WHERE allocated > 0
            UNION ALL SELECT {KEY}, -quantity FROM allocation WHERE state = 'open')
        GROUP BY {KEY} HAVING sum(q) <> 0""",
    "an order line whose counters are not its allocations": """
        SELECT l.id FROM order_line l WHERE (l.allocated, l.picked, l.packed, l.shipped) <> (
            SELECT coalesce(sum(quantity), 0), coalesce(sum(quantity) FILTER (WHERE stage <> 'reserved'), 0),
                   coalesce(sum(quantity) FILTER (WHERE stage = 'packed'), 0),
                   coalesce(sum(quantity) FILTER (WHERE state = 'shipped'), 0)
            FROM allocation a WHERE a.order_line_id = l.id AND a.state IN ('open', 'shipped'))""",
    "an order line off its way to the truck": """
        SELECT id FROM order_line WHERE NOT (0 <= returned AND returned <= shipped AND shipped <= packed
            AND packed <= picked AND picked <= allocated AND allocated <= ordered)""",
    "an allocation of another item than was ordered": """
        SELECT a.id FROM allocation a JOIN order_line l ON l.id = a.order_line_id WHERE a.item_id <> l.item_id""",
    "a serial number twice in the building": """
        SELECT serial_id FROM balance WHERE serial_id > 0 GROUP BY serial_id HAVING sum(on_hand) > 1""",
    "goods elsewhere than their licence plate": """
        SELECT b.id FROM balance b JOIN lpn ON lpn.id = b.lpn_id
        WHERE b.lpn_id > 0 AND lpn.location_id IS NOT b.location_id""",
    "a licence plate elsewhere than the one it stands on": """
        SELECT c.id FROM lpn c JOIN lpn p ON p.id = c.parent_id WHERE c.location_id IS NOT p.location_id""",
    "a licence plate that stands on itself": """
        WITH RECURSIVE up(start, id, depth) AS (
            SELECT id, parent_id, 1 FROM lpn WHERE parent_id IS NOT NULL
            UNION ALL SELECT start, parent_id, depth + 1 FROM up JOIN lpn USING (id)
            WHERE parent_id IS NOT NULL AND depth < 50)
        SELECT start FROM up WHERE start = id OR depth = 50""",
    "a gap in the sequence": """
        SELECT last_seq FROM ledger_head WHERE (last_seq, last_posting) <> (
            (SELECT count(*) FROM move), (SELECT count(*) FROM posting))
            OR last_seq <> (SELECT coalesce(max(seq), 0) FROM move)""",
    "a posting without all its lines": """
        SELECT p.id FROM posting p WHERE p.lines <> (SELECT count(*) FROM move m WHERE m.posting_id = p.id)""",
    "a reversal of more than was moved": """
        SELECT o.seq FROM move o JOIN move r ON r.reverses_seq = o.seq
        GROUP BY o.seq HAVING sum(r.quantity) > o.quantity""",
    "more taken back than a receipt line had": """
        SELECT id FROM receipt_line WHERE reversed < 0 OR reversed > quantity""",
    "an announcement that counts other goods than came": """
        SELECT a.id FROM asn_line a WHERE a.received <> (
            SELECT coalesce(sum(quantity - reversed), 0) FROM receipt_line r WHERE r.asn_line_id = a.id)""",
    "more judged than was to be inspected": """
        SELECT id FROM inspection WHERE passed < 0 OR failed < 0 OR passed + failed > quantity""",
    "a slot two orders are led to": f"""
        SELECT t.to_location_id FROM task t JOIN order_line l ON l.id = t.order_line_id WHERE {GATHERS}
        GROUP BY 1 HAVING count(*) > 1""",
    "an order led to two slots": f"""
        SELECT l.order_id FROM task t JOIN order_line l ON l.id = t.order_line_id WHERE {GATHERS}
        GROUP BY 1 HAVING count(*) > 1""",
    "picked goods in a slot that waits for another order": f"""
        SELECT a.id FROM allocation a JOIN order_line own ON own.id = a.order_line_id
        JOIN task t ON t.to_location_id = a.location_id JOIN order_line l ON l.id = t.order_line_id
        WHERE {GATHERS} AND a.state = 'open' AND a.stage = 'picked' AND own.order_id <> l.order_id""",
    "an order that waits in a slot for nothing": f"""
        SELECT t.id FROM task t JOIN order_line l ON l.id = t.order_line_id WHERE {GATHERS}
        AND NOT EXISTS (SELECT 1 FROM task p JOIN order_line o ON o.id = p.order_line_id
            WHERE o.order_id = l.order_id AND p.kind = 'pick' AND p.state IN ('open', 'claimed'))
        AND NOT EXISTS (SELECT 1 FROM allocation a JOIN order_line o ON o.id = a.order_line_id
            WHERE o.order_id = l.order_id AND a.state = 'open' AND a.stage = 'picked'
            AND (a.location_id <> t.to_location_id OR EXISTS (SELECT 1 FROM allocation r
                JOIN order_line m ON m.id = r.order_line_id
                WHERE m.order_id = l.order_id AND r.state = 'open' AND r.stage = 'reserved')))""",
    "a tote with a part of one order and goods of another": f"""
        SELECT a.lpn_id FROM allocation a JOIN order_line o ON o.id = a.order_line_id
        JOIN location p ON p.id = a.location_id AND p.type = 'tote'
        WHERE a.state = 'open' AND a.stage = 'picked' AND a.lpn_id > 0 AND EXISTS (
            SELECT 1 FROM task t WHERE t.to_location_id = a.location_id AND {GATHERS})
        GROUP BY 1 HAVING count(DISTINCT o.order_id) > 1""",
    "a task done more than it asks": "SELECT id FROM task WHERE done_quantity < 0 OR done_quantity > quantity",
    "goods held for an order that is over": """
        SELECT a.id FROM allocation a JOIN order_line l ON l.id = a.order_line_id JOIN orders o ON o.id = l.order_id
        WHERE a.state = 'open' AND o.state IN ('shipped', 'cancelled')""",
    "an entered order that holds goods, or one further that holds none": """
        SELECT o.id FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.state NOT IN ('held', 'shipped', 'cancelled')
        GROUP BY o.id HAVING (o.state = 'entered') <> (sum(l.allocated - l.shipped) = 0)""",
    "a picker sent for an order that is over": """
        SELECT t.id FROM task t JOIN order_line l ON l.id = t.order_line_id JOIN orders o ON o.id = l.order_id
        WHERE t.kind = 'pick' AND t.state IN ('open', 'claimed') AND o.state IN ('shipped', 'cancelled')""",
    "two pickers sent for the same goods": """
        SELECT allocation_id FROM task WHERE state IN ('open', 'claimed') AND allocation_id IS NOT NULL
        GROUP BY allocation_id HAVING count(*) > 1""",
    "goods in a carton that has left": """
        SELECT c.id FROM carton c JOIN balance b ON b.lpn_id = c.lpn_id WHERE c.state = 'shipped'""",
    "a carton on a truck that has left": """
        SELECT c.id FROM carton c JOIN shipment s ON s.id = c.shipment_id JOIN load d ON d.id = s.load_id
        WHERE c.state = 'loaded' AND d.state = 'closed'""",
}  # fmt: skip
"""Each statement names what breaks the rule; in right books it answers nothing."""

FACTS = ("ledger_head", "posting", "move", "balance", "allocation", "lpn", "order_line")
"""The tables that say what stock there is."""


def broken(look: Any) -> list[str]:
    """The rules that do not hold, each with the first rows that break it."""
    found = []
    for name, statement in NEVER.items():
        rows = look.execute(statement).fetchmany(5)
        if rows:
            found.append(f"{name}: {[row[0] for row in rows]}")
    return found


class Model:
    """The stock as it must be: folded from the moves as they come, and summed up from what the steps said."""

    def __init__(self, look: Any) -> None:
        self._look = look
        self._seq = 0
        self._stock: Counter[tuple[Any, ...]] = Counter()
        self._closed: dict[int, tuple[Any, ...]] = {}
        self.follow()
        self.expected = self._net()
        """Pieces by item that came into the building and did not leave otherwise than shipped to customers."""

    def came(self, item: int | str, quantity: int) -> None:
        """A step said that so many pieces came in (negative: went out) without being shipped."""
        if isinstance(item, str):
            item = self._look.execute("SELECT id FROM item WHERE sku = ?", (item,)).fetchone()[0]
        self.expected[item] += quantity

    def on_hand(self, where: str, *values: Any) -> Counter[int]:
        """Pieces by item where the condition holds, as the books say."""
        query = f"SELECT item_id, sum(on_hand) FROM balance WHERE {where} GROUP BY 1"
        return Counter(dict(self._look.execute(query, values).fetchall()))

    def follow(self) -> None:
        """Fold the moves since the last look."""
        rows = self._look.execute(
            "SELECT seq, owner_id, item_id, lot_id, serial_id, from_status, from_location_id, from_lpn_id, to_status,"
            " to_location_id, to_lpn_id, quantity FROM move WHERE seq > ? ORDER BY seq", (self._seq,)
        ).fetchall()  # fmt: skip
        for seq, owner, item, lot, serial, was, origin, from_lpn, becomes, target, to_lpn, quantity in rows:
            assert seq == self._seq + 1
            assert quantity >= 1
            self._seq = seq
            self._step((owner, item, lot, serial, was, origin, from_lpn), -quantity)
            self._step((owner, item, lot, serial, becomes, target, to_lpn), quantity)

    def wrong(self) -> list[str]:
        """Where the books differ from the model."""
        stored = {tuple(row[:7]): row[7] for row in self._look.execute(f"SELECT {KEY}, on_hand FROM balance")}
        mine = {key: quantity for key, quantity in self._stock.items() if key[5] > 0}
        found = [f"{key}: {stored.get(key)} stored, {mine.get(key)} moved" for key in stored.keys() | mine.keys()
                 if stored.get(key) != mine.get(key)]  # fmt: skip
        sums: defaultdict[tuple[Any, ...], int] = defaultdict(int)
        for key, quantity in self._stock.items():
            sums[key[:4]] += quantity
        found += [f"{key} sums to {total} over all places" for key, total in sums.items() if total]
        net = self._net()
        found += [f"item {item}: {net[item]} in the books, {self.expected[item]} by what was done"
                  for item in net.keys() | self.expected.keys() if net[item] != self.expected[item]]  # fmt: skip
        return found + self._reopened()

    def _step(self, key: tuple[Any, ...], quantity: int) -> None:
        self._stock[key] += quantity
        assert self._stock[key] >= 0 or key[5] < 0, f"{key} fell to {self._stock[key]}"
        if not self._stock[key]:
            del self._stock[key]

    def _net(self) -> Counter[int]:
        """On hand, and what was shipped: what came and went otherwise."""
        net = self.on_hand("1")
        net.update(dict(self._look.execute("SELECT item_id, sum(shipped) FROM order_line GROUP BY 1").fetchall()))
        return net

    def _reopened(self) -> list[str]:
        rows = self._look.execute("SELECT id, state, quantity, stage, closed_at FROM allocation WHERE state <> 'open'")
        now = {row[0]: tuple(row) for row in rows}
        found = [f"allocation {number} was closed once already" for number, row in self._closed.items()
                 if now.get(number) != row]  # fmt: skip
        self._closed = now
        return found


def contents(look: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the stock tables."""
    return {table: look.execute(f"SELECT * FROM {table}").fetchall() for table in FACTS}
