"""One walk over all moves in their order: the chain is recomputed, and balances are folded as the moves come.

After every single move no balance at a real location may be below zero; at the end the folded balances must equal the
stored ones, and what an item has on hand must equal what came in from outside less what went out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from wms.base.jobs import Progress, Watch
from wms.ledger import chain
from wms.ledger.proof.finding import Finding, Wrongs

_POSTINGS = f"SELECT {', '.join(chain.POSTING_FIELDS)}, hash, seal FROM posting ORDER BY id"
_MOVES = f"SELECT posting_id, {', '.join(chain.MOVE_FIELDS)} FROM move ORDER BY seq"
_CHUNK = 5_000


class Fold:
    """What follows from the moves alone.

    `balances`: [on hand, since] by (owner, item, lot, serial, status, location, LPN); `outside`: net inflow by item.
    """

    def __init__(self, connection: Connection, key: bytes, anchors: Sequence[tuple[int, str]], watch: Watch) -> None:
        self.balances: dict[tuple[Any, ...], list[int]] = {}
        self.outside: dict[int, int] = defaultdict(int)
        self.moves = 0
        self._links, self._seals, self._below, self._anchored = Wrongs(), Wrongs(), Wrongs(), Wrongs()
        self._sealed = bool(key)
        self._anchors = dict(anchors)
        self._walk(connection, key, watch)

    def findings(self) -> Iterator[Finding]:
        """The chain and the running balances."""
        yield Finding("the chain of postings is unbroken", self._postings, self._links.told())
        if self._sealed:
            yield Finding("every posting carries this database's seal", self._postings, self._seals.told())
        if self._anchors:
            yield Finding("what was anchored outside is still there", len(self._anchors), self._anchored.told())
        yield Finding("no balance was ever below zero", self.moves, self._below.told())

    def _walk(self, connection: Connection, key: bytes, watch: Watch) -> None:
        last, head_seq, head_hash = connection.exec_driver_sql(
            "SELECT last_posting, last_seq, hash FROM ledger_head"
        ).one()
        previous, self._postings, unseen = chain.GENESIS, 0, dict(self._anchors)
        moves = groupby(_rows(connection, _MOVES), key=itemgetter(0))
        group_id, group = next(moves, (None, iter(())))
        for posting in _rows(connection, _POSTINGS):
            *header, stored_hash, stored_seal = posting
            self._postings += 1
            lines = [tuple(move[1:]) for move in group] if group_id == header[0] else []
            if group_id == header[0]:
                self._apply(lines)
                group_id, group = next(moves, (None, iter(())))
            previous = self._link(previous, header, lines, stored_hash)
            if key and stored_seal != chain.seal(key, stored_hash):
                self._seals.add(f"posting {header[0]} of {header[2]}")
            if unseen.pop(header[0], previous) != stored_hash:
                self._anchored.add(f"posting {header[0]} was another one when it was anchored")
            if self._postings % 1000 == 0:
                watch.report(Progress("Walking over the moves", self.moves, head_seq))
                watch.stop.raise_if_cancelled()
        for number in unseen:
            self._anchored.add(f"posting {number} is missing")
        if group_id is not None:
            self._links.add(f"moves of posting {group_id}, which does not exist")
        if (last, head_seq, head_hash) != (self._postings, self.moves, previous):
            there = f"{self._postings} and {self.moves}"
            self._links.add(f"the head says {last} postings and {head_seq} moves; there are {there}")

    def _link(self, previous: str, header: Sequence[Any], lines: list[tuple[Any, ...]], stored: str) -> str:
        first_seq = self.moves - len(lines) + 1
        whole = header[0] == self._postings and header[8] == first_seq and header[9] == len(lines)
        in_order = all(move[0] == seq for seq, move in enumerate(lines, first_seq))
        if not (whole and in_order and chain.link(previous, header, lines) == stored):
            self._links.add(f"posting {header[0]} of {header[2]}")
        return stored

    def _apply(self, lines: Iterable[tuple[Any, ...]]) -> None:
        for (seq, owner, item, lot, serial, from_status, to_status, origin, target, from_lpn, to_lpn, quantity, since,
             *_) in lines:  # fmt: skip
            self.moves += 1
            if origin > 0:
                since = self._out((owner, item, lot, serial, from_status, origin, from_lpn), quantity, seq)
            else:
                self.outside[item] += quantity
            if target > 0:
                self._in((owner, item, lot, serial, to_status, target, to_lpn), quantity, since)
            else:
                self.outside[item] -= quantity

    def _out(self, key: tuple[Any, ...], quantity: int, seq: int) -> int:
        entry = self.balances.setdefault(key, [0, 0])
        entry[0] -= quantity
        if entry[0] < 0:
            self._below.add(f"move {seq} left {entry[0]}")
        if entry[0] == 0:
            del self.balances[key]
        return entry[1]

    def _in(self, key: tuple[Any, ...], quantity: int, since: int) -> None:
        entry = self.balances.get(key)
        if entry is None:
            self.balances[key] = [quantity, since]
        else:
            entry[0] += quantity
            entry[1] = min(entry[1], since)


def _rows(connection: Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.exec_driver_sql(statement)
    while rows := cursor.fetchmany(_CHUNK):
        yield from map(tuple, rows)
