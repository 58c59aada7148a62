"""What stands at each dock: the receipts that are open there, how much of them has come, and what is expected next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.gui.desk.desk import Desk
from wms.model.words import AsnState, LocationStatus
from wms.queries.page import Filter, Page

CLOSED = (LocationStatus.CLOSED, LocationStatus.NO_ENTRY)
_TOPICS = frozenset({"receipts", "asns", "stock", "locations"})
MOST = 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that stands at a dock: `announced` is 0 where nobody announced it. Quantities in pieces."""

    receipt: str
    asn: str
    supplier: str
    since: datetime
    received: int
    announced: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A delivery that is expected; `late` when its hour is past."""

    asn: str
    supplier: str
    at: datetime
    lines: int
    announced: int
    late: bool


@dataclass(frozen=True, slots=True)
class Dock:
    """One dock. `waiting` are the pieces that lie there and are not put away."""

    code: str
    closed: bool = False
    here: tuple[Delivery, ...] = ()
    coming: tuple[Coming, ...] = ()
    waiting: int = 0
    now: datetime | None = None

    @property
    def since(self) -> timedelta | None:
        """How long the first of the deliveries has been standing here."""
        return self.now - min(one.since for one in self.here) if self.here and self.now else None


@dataclass(slots=True)
class _Answers:
    """What the questions gave; None while an answer is awaited."""

    docks: Sequence[Any] | None = None
    receipts: Sequence[Any] | None = None
    asns: Sequence[Any] | None = None
    lying: Sequence[Any] | None = None

    def whole(self) -> bool:
        return None not in (self.docks, self.receipts, self.asns, self.lying)


class DockFacts(QObject):
    """Asks for what the board shows. `told`: `docks` are new, and `unassigned`: expected, for no dock yet."""

    told = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._got = _Answers()
        self._awake = self._stale = False
        self.docks: list[Dock] = []
        self.unassigned: tuple[Coming, ...] = ()
        desk.changed.connect(self._changed)

    def ask(self) -> None:
        """Ask for everything anew."""
        self._stale = False
        self._got = _Answers()
        desk, purpose = self._desk, Filter("purpose", "=", "receiving")
        desk.ask("locations", self._docks, owner=self, filters=(Filter("type", "=", "dock"), purpose), limit=MOST)
        desk.ask("open_receipts", self._receipts, owner=self, limit=MOST)
        desk.ask("open_asns", self._asns, owner=self, limit=MOST)
        desk.ask("stock_by_location", self._lying, owner=self, filters=(purpose,), limit=MOST)

    def wake(self, awake: bool) -> None:
        """Whether anybody looks; nothing is asked while nobody does."""
        self._awake = awake
        if awake and self._stale:
            self.ask()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self._stale = True
            self.wake(self._awake)

    def _docks(self, page: Page) -> None:
        self._got.docks = page.rows
        self.reckon()

    def _receipts(self, page: Page) -> None:
        self._got.receipts = page.rows
        self.reckon()

    def _asns(self, page: Page) -> None:
        self._got.asns = page.rows
        self.reckon()

    def _lying(self, page: Page) -> None:
        self._got.lying = page.rows
        self.reckon()

    @Slot()
    def reckon(self) -> None:
        """Put the answers together, once all of them are there."""
        got = self._got
        if not got.whole():
            return
        now = self._desk.app.clock()
        here, coming = _here(got.receipts or (), got.asns or ()), _coming(got.asns or (), now)
        lying = {row.location: row.on_hand for row in got.lying or ()}
        self.unassigned = tuple(coming[""])
        self.docks = [
            Dock(row.code, row.status in CLOSED, tuple(here[row.code]), tuple(coming[row.code]),
                 lying.get(row.code, 0), now)
            for row in got.docks or ()
        ]  # fmt: skip
        self.told.emit()


def _here(receipts: Sequence[Any], asns: Sequence[Any]) -> defaultdict[str, list[Delivery]]:
    """Open receipts by their dock, the one that stands longest first."""
    announced = {row.asn: row.announced for row in asns}
    found: defaultdict[str, list[Delivery]] = defaultdict(list)
    for row in sorted(receipts, key=lambda row: row.opened_at):
        found[row.dock].append(Delivery(row.receipt, row.asn or "", row.supplier_name or row.supplier, row.opened_at,
                                        row.quantity, announced.get(row.asn, 0)))  # fmt: skip
    return found


def _coming(asns: Sequence[Any], now: datetime) -> defaultdict[str, list[Coming]]:
    """Expected deliveries by the dock they are booked for ("": none), the soonest first."""
    found: defaultdict[str, list[Coming]] = defaultdict(list)
    for row in asns:
        if row.state is AsnState.EXPECTED:
            found[row.dock or ""].append(Coming(row.asn, row.supplier_name or row.supplier, row.expected_at, row.lines,
                                                row.announced, row.expected_at < now))  # fmt: skip
    return found
