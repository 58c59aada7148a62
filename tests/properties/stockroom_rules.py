"""Inside the building: moves, licence plates, holds, corrections, counts, kits, refilling."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import strategies as st

from tests.properties.inbound_rules import PLACES
from tests.properties.warehouse import ANY, FEW, Warehouse, step
from wms.model.words import LpnKind, Status
from wms.operations.adjusting.adjust import AdjustStock, ScrapStock
from wms.operations.adjusting.decide import ApproveAdjustment, RefuseAdjustment
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.assembling import AssembleKit, DisassembleKit
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.counting.review import CancelCount, RequestRecount
from wms.operations.holding import PlaceHold, ReleaseHold
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, MoveLpn, NestLpn, UnnestLpn
from wms.operations.moving.share import MergeLpn, SplitLpn
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.replenishing.propose import ProposeReplenishment

STOCK = """SELECT i.sku AS item, p.code AS location, o.code AS lot, s.code AS serial, n.code AS lpn, b.status AS status,
    b.on_hand FROM balance b JOIN item i ON i.id = b.item_id JOIN location p ON p.id = b.location_id
    JOIN lot o ON o.id = b.lot_id JOIN serial s ON s.id = b.serial_id JOIN lpn n ON n.id = b.lpn_id"""
PLATES = "SELECT code FROM lpn WHERE id > 0 ORDER BY id"


def named(row: Any) -> dict[str, Any]:
    """The stock of such a row as commands name it."""
    words = ("item", "location", "lot", "serial", "lpn")
    return dict(zip(words, row[:5], strict=True)) | {"status": Status(row[5])}


class Stockroom(Warehouse):
    """Rules of what happens inside."""

    @step(which=ANY, to=ANY, quantity=st.integers(0, 6), onto=st.integers(0, 2))
    def stock_is_moved(self, which: int, to: int, quantity: int, onto: int) -> None:
        if row := self.one_of(which, STOCK + " ORDER BY b.id"):
            plate = self.one_of(to, PLATES) if onto == 2 else None
            there = {"to_lpn": plate[0]} if plate else {"to": self.one_of(to, PLACES)[0]}
            self.run(MoveStock(**named(row), quantity=quantity, **there))

    @step(to=ANY, kind=st.sampled_from(tuple(LpnKind)))
    def a_licence_plate_is_built(self, to: int, kind: LpnKind) -> None:
        if len(self.rows(PLATES)) < 40:
            self.run(BuildLpn(location=self.one_of(to, PLACES)[0], kind=kind))

    @step(which=ANY, to=ANY)
    def a_licence_plate_is_moved(self, which: int, to: int) -> None:
        if plate := self.one_of(which, PLATES):
            self.run(MoveLpn(lpn=plate[0], to=self.one_of(to, PLACES)[0]))

    @step(which=ANY, onto=ANY)
    def a_licence_plate_is_nested(self, which: int, onto: int) -> None:
        pair = self.one_of(which, "SELECT a.code, b.code FROM lpn a JOIN lpn b ON a.location_id = b.location_id"
                                  " WHERE a.id > 0 AND b.id > 0 ORDER BY a.id, b.id")
        if pair:
            self.run(NestLpn(lpn=pair[0], onto=pair[1]))

    @step(which=ANY)
    def a_licence_plate_is_taken_off(self, which: int) -> None:
        if plate := self.one_of(which, "SELECT code FROM lpn WHERE parent_id IS NOT NULL ORDER BY id"):
            self.run(UnnestLpn(lpn=plate[0]))

    @step(which=ANY, onto=ANY, quantity=FEW)
    def a_licence_plate_is_split(self, which: int, onto: int, quantity: int) -> None:
        if row := self.one_of(which, STOCK + " WHERE b.lpn_id > 0 ORDER BY b.id"):
            goods = named(row)
            del goods["location"]
            other = self.one_of(onto, "SELECT a.code FROM lpn a JOIN lpn b ON a.location_id = b.location_id WHERE"
                                      " b.code = ? ORDER BY a.id", row[4]) if onto % 2 else None  # fmt: skip
            self.run(SplitLpn(**goods, quantity=quantity, to_lpn=other[0] if other else ""))

    @step(which=ANY)
    def two_licence_plates_are_merged(self, which: int) -> None:
        pair = self.one_of(which, "SELECT a.code, b.code FROM lpn a JOIN lpn b ON a.location_id = b.location_id"
                                  " WHERE a.id > 0 AND b.id > 0 AND a.id <> b.id ORDER BY b.id, a.id")
        if pair:
            self.run(MergeLpn(lpn=pair[0], into=pair[1]))

    @step(which=ANY, by=st.sampled_from(("item", "lot", "lpn", "location")))
    def stock_is_held(self, which: int, by: str) -> None:
        if row := self.one_of(which, STOCK + " WHERE b.status = 'available' ORDER BY b.id"):
            goods = named(row)
            wanted = {"item": goods["item"], "lot": goods["lot"]} if by == "lot" else {by: goods[by]}
            self.run(PlaceHold(reason="a complaint", **wanted))

    @step(which=ANY)
    def a_hold_is_released(self, which: int) -> None:
        if hold := self.one_of(which, "SELECT number FROM hold ORDER BY state, id"):
            self.run(ReleaseHold(hold=hold[0]))

    @step(which=ANY, change=st.sampled_from((-9, -2, -1, 1, 2, 900)))
    def stock_is_adjusted(self, which: int, change: int) -> None:
        if row := self.one_of(which, STOCK + " ORDER BY b.id"):
            answer = self.run(AdjustStock(**named(row), quantity=change, reason="found so"))
            if answer and not answer.values["waits"]:
                self.model.came(row[0], change)

    @step(sku=st.sampled_from(("PEN", "CAP", "VALVE")), to=ANY, quantity=FEW)
    def stock_is_found(self, sku: str, to: int, quantity: int) -> None:
        place = self.one_of(to, PLACES)[0]
        answer = self.run(AdjustStock(item=sku, location=place, quantity=quantity, reason="found behind the rack"))
        if answer and not answer.values["waits"]:
            self.model.came(sku, quantity)

    @step(which=ANY, quantity=FEW)
    def stock_is_scrapped(self, which: int, quantity: int) -> None:
        if row := self.one_of(which, STOCK + " ORDER BY b.id"):
            answer = self.run(ScrapStock(**named(row), quantity=quantity, reason="broken"))
            if answer and not answer.values["waits"]:
                self.model.came(row[0], -quantity)

    @step(which=ANY, agreed=st.integers(0, 3), login=st.sampled_from(("boss", "boss", "system", "guest")))
    def a_large_correction_is_decided(self, which: int, agreed: int, login: str) -> None:
        found = self.one_of(which, "SELECT number, lines FROM adjustment ORDER BY state = 'waiting', id")
        if found and agreed:
            lines = self.rows(
                "SELECT value ->> 'item_id', value ->> 'quantity' FROM adjustment, json_each(lines) WHERE number = ?",
                found[0])  # fmt: skip
            if self.run(ApproveAdjustment(adjustment=found[0]), login=login):
                for item, quantity in lines:
                    self.model.came(int(item), int(quantity))
        elif found:
            self.run(RefuseAdjustment(adjustment=found[0], reason="count it first"), login=login)

    @step(which=ANY)
    def a_posting_is_reversed(self, which: int) -> None:
        found = self.one_of(which, "SELECT id FROM posting ORDER BY id DESC LIMIT 40")
        if found:
            back = self.rows("""SELECT item_id, sum(CASE WHEN from_location_id < 0 THEN -left ELSE left END)
                FROM (SELECT item_id, from_location_id, to_location_id, quantity - coalesce(
                        (SELECT sum(quantity) FROM move r WHERE r.reverses_seq = m.seq), 0) AS left
                      FROM move m WHERE posting_id = ? AND (from_location_id < 0) <> (to_location_id < 0))
                GROUP BY item_id""", found[0])  # fmt: skip
            if self.run(ReversePosting(posting=found[0], reason="a mistake")):
                for item, quantity in back:
                    self.model.came(item, quantity)

    @step(which=ANY, by=st.integers(0, 3))
    def a_count_is_opened(self, which: int, by: int) -> None:
        if len(self.rows("SELECT id FROM cycle_count WHERE state IN ('open', 'review')")) > 4:
            return
        row = self.one_of(which, STOCK + " ORDER BY b.id")
        if by == 3:
            self.run(OpenCount(doubts=True))
        elif by == 2 and row:
            self.run(OpenCount(item=row[0]))
        else:
            place = row[1] if row else "F-01-01"
            self.run(OpenCount(locations=tuple(sorted({place, self.one_of(which, PLACES)[0]}))))

    @step(which=ANY, miss=st.integers(0, 8), login=st.sampled_from(("system", "boss")))
    def a_location_is_counted(self, which: int, miss: int, login: str) -> None:
        found = self.one_of(
            which, "SELECT t.document, l.code, i.sku FROM task t JOIN location l ON l.id = t.from_location_id LEFT JOIN"
            " item i ON i.id = t.item_id JOIN cycle_count c ON c.number = t.document WHERE t.kind = 'count' AND"
            " t.state IN ('open', 'claimed') ORDER BY t.id")  # fmt: skip
        if not found:
            return
        count, place, only = found
        lines = []
        wrong: Counter[int] = Counter()
        for number, row in enumerate(self.rows(STOCK + " WHERE p.code = ? ORDER BY b.id", place)):
            if only not in (None, row[0]):
                continue
            seen = max(0, row[6] + (1 if miss == 7 and not row[3] else -1)) if miss > 5 and not number else row[6]
            wrong[self.rows("SELECT id FROM item WHERE sku = ?", row[0])[0][0]] += seen - row[6]
            goods = named(row)
            del goods["location"]
            if seen:
                lines.append(FoundLine(**goods, quantity=seen))
        if self.run(EnterCount(count=count, location=place, lines=tuple(lines), nothing=not lines), login=login):
            self.counted.setdefault(count, {})[place] = wrong

    @step(which=ANY, what=st.integers(0, 5), login=st.sampled_from(("system", "boss")))
    def a_count_is_ended(self, which: int, what: int, login: str) -> None:
        found = self.one_of(which, "SELECT number FROM cycle_count WHERE state IN ('open', 'review') ORDER BY"
                                   " state DESC, id")  # fmt: skip
        if not found:
            return
        if what == 0:
            self.run(RequestRecount(count=found[0]))
        elif what == 1:
            self.run(CancelCount(count=found[0], reason="no time"))
        elif self.run(PostCount(count=found[0], release=what > 3), login=login):
            for wrong in self.counted.get(found[0], {}).values():
                for item, quantity in wrong.items():
                    self.model.came(item, quantity)

    @step(which=ANY, quantity=st.integers(1, 2), apart=st.booleans())
    def kits_are_made_and_unmade(self, which: int, quantity: int, apart: bool) -> None:
        sku = "KIT" if apart else "PEN"
        found = self.one_of(which, STOCK + " WHERE i.sku = ? ORDER BY b.id", sku)
        if not found:
            return
        verb, sign = (DisassembleKit, -1) if apart else (AssembleKit, 1)
        if self.run(verb(kit="KIT", quantity=quantity, location=found[1])):
            for item, pieces in (("KIT", 1), ("PEN", -2), ("CAP", -1)):
                self.model.came(item, sign * pieces * quantity)

    @step(orders=st.booleans())
    def refilling_is_proposed(self, orders: bool) -> None:
        self.run(ProposeReplenishment(orders=orders))

    @step(which=ANY, less=st.integers(0, 2))
    def a_shelf_is_refilled(self, which: int, less: int) -> None:
        task = self.one_of(which, "SELECT number FROM task WHERE kind = 'replenish' AND state IN ('open', 'claimed')"
                                  " ORDER BY id")  # fmt: skip
        if task:
            self.run(ConfirmReplenishment(task=task[0], quantity=less, reason="no more there" if less == 2 else ""))
