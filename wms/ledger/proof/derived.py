"""Everything the database derives from moves and allocations, compared with what stands in its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from wms.ledger.proof.finding import Finding, Wrongs
from wms.ledger.proof.fold import Fold

_BALANCES = """SELECT owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, on_hand, since, allocated
    FROM balance"""
_OPEN = """SELECT owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, sum(quantity) FROM allocation
    WHERE state = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7"""

_EMPTY_ANSWERS = {
    "order lines agree with their allocations": """
        SELECT 'order line ' || l.id FROM order_line l LEFT JOIN (
            SELECT order_line_id, sum(quantity) AS allocated,
                   sum(CASE WHEN stage <> 'reserved' THEN quantity ELSE 0 END) AS picked,
                   sum(CASE WHEN stage = 'packed' THEN quantity ELSE 0 END) AS packed,
                   sum(CASE WHEN state = 'shipped' THEN quantity ELSE 0 END) AS shipped
            FROM allocation WHERE state IN ('open', 'shipped') GROUP BY order_line_id) a ON a.order_line_id = l.id
        WHERE l.allocated <> coalesce(a.allocated, 0) OR l.picked <> coalesce(a.picked, 0)
           OR l.packed <> coalesce(a.packed, 0) OR l.shipped <> coalesce(a.shipped, 0)""",
    "shipped ≤ packed ≤ picked ≤ allocated ≤ ordered": """
        SELECT 'order line ' || id FROM order_line
        WHERE NOT (0 <= shipped AND shipped <= packed AND packed <= picked AND picked <= allocated
                   AND allocated <= ordered)""",
    "what order lines shipped is what went to customers": """
        SELECT 'order line ' || l.id FROM order_line l LEFT JOIN (
            SELECT order_line_id, sum(CASE WHEN to_location_id = -2 AND reverses_seq IS NULL THEN quantity
                                           WHEN from_location_id = -2 AND reverses_seq IS NOT NULL THEN -quantity
                                           ELSE 0 END) AS gone  -- a return that is taken back ships nothing anew
            FROM move WHERE order_line_id IS NOT NULL GROUP BY order_line_id) m ON m.order_line_id = l.id
        WHERE l.shipped <> coalesce(m.gone, 0)""",
    "a serial number is in stock at most once": """
        SELECT 'serial ' || serial_id FROM balance WHERE serial_id > 0
        GROUP BY serial_id HAVING sum(on_hand) > 1""",
    "what is on a licence plate is where the plate is": """
        SELECT 'LPN ' || l.code FROM balance b JOIN lpn l ON l.id = b.lpn_id
        WHERE b.lpn_id > 0 AND (l.location_id IS NULL OR l.location_id <> b.location_id)""",
    "a nested licence plate is where its parent is": """
        SELECT 'LPN ' || c.code FROM lpn c JOIN lpn p ON p.id = c.parent_id
        WHERE coalesce(c.location_id, 0) <> coalesce(p.location_id, 0)""",
    "licence plates form a forest": """
        WITH RECURSIVE tree(id) AS (
            SELECT id FROM lpn WHERE parent_id IS NULL
            UNION ALL SELECT lpn.id FROM lpn JOIN tree ON lpn.parent_id = tree.id)
        SELECT 'LPN ' || code FROM lpn WHERE id NOT IN (SELECT id FROM tree)""",
    "what was received is what the receipts say": """
        SELECT 'posting ' || r.posting_id FROM (
            SELECT posting_id, sum(quantity) AS quantity FROM receipt_line GROUP BY posting_id) r
        JOIN (SELECT posting_id, sum(quantity) AS quantity FROM move GROUP BY posting_id) m
          ON m.posting_id = r.posting_id
        WHERE r.quantity <> m.quantity""",
}


def findings(connection: Connection, fold: Fold) -> Iterator[Finding]:
    """Balances against the fold, claims against balances, and each rule that one SELECT can test."""
    stored = {tuple(row[:7]): row[7:] for row in connection.exec_driver_sql(_BALANCES)}
    yield _balances(stored, fold)
    yield _zero_sum(stored, fold)
    yield _claims(connection, stored)
    for check, statement in _EMPTY_ANSWERS.items():
        wrongs = Wrongs()
        for row in connection.exec_driver_sql(statement):
            wrongs.add(str(row[0]))
        yield Finding(check, 1, wrongs.told())


def _balances(stored: dict[tuple[Any, ...], Any], fold: Fold) -> Finding:
    wrongs = Wrongs()
    for key in stored.keys() | fold.balances.keys():
        there, folded = stored.get(key), fold.balances.get(key)
        if there is None or folded is None or (there[0], there[1]) != tuple(folded):
            wrongs.add(f"item {key[1]} at location {key[5]}: {there and there[0]} stored, {folded and folded[0]} moved")
    return Finding("balances equal the fold of all moves", len(stored), wrongs.told())


def _zero_sum(stored: dict[tuple[Any, ...], Any], fold: Fold) -> Finding:
    inside: dict[int, int] = defaultdict(int)
    for key, row in stored.items():
        inside[key[1]] += row[0]
    wrongs = Wrongs()
    for item in inside.keys() | fold.outside.keys():
        if inside[item] != fold.outside[item]:
            wrongs.add(f"item {item}: {inside[item]} here, {fold.outside[item]} came in and did not go out")
    return Finding("each item sums to zero over all locations", len(inside), wrongs.told())


def _claims(connection: Connection, stored: dict[tuple[Any, ...], Any]) -> Finding:
    held = {tuple(row[:7]): row[7] for row in connection.exec_driver_sql(_OPEN)}
    wrongs = Wrongs()
    for key in held.keys() | {key for key, row in stored.items() if row[2]}:
        allocated = stored[key][2] if key in stored else 0
        if allocated != held.get(key, 0):
            wrongs.add(f"item {key[1]} at location {key[5]}: {allocated} allocated, {held.get(key, 0)} held by orders")
        if key in stored and not 0 <= allocated <= stored[key][0]:
            wrongs.add(f"item {key[1]} at location {key[5]}: {allocated} allocated of {stored[key][0]}")
    return Finding("allocated equals what open orders hold", len(held), wrongs.told())
