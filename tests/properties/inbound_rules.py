"""The way in: announced and blind deliveries, what arrives of them, inspections, putaway, and their ways back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.properties.warehouse import ANY, FEW, Warehouse, step
from wms.model.words import Level, Status
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.inspecting import FailInspection, PassInspection, ReopenInspection
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.putting_away.reverse import ReversePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.close import CloseReceipt
from wms.operations.receiving.receive import ReceiveLine
from wms.operations.receiving.reverse import ReverseReceiptLine

OPEN_RECEIPTS = "SELECT number FROM receipt WHERE state = 'open' ORDER BY id"
PLACES = "SELECT code FROM location WHERE id > 0 ORDER BY id"
PLAIN = st.sampled_from(("PEN", "CAP", "VALVE", "KIT"))


class Inbound(Warehouse):
    """Rules of the way in."""

    @step(sku=PLAIN, quantity=FEW, milk=st.integers(0, 4))
    def a_delivery_is_announced(self, sku: str, quantity: int, milk: int) -> None:
        lines = [AnnouncedLine(item=sku, quantity=quantity)]
        if milk:
            lines.append(AnnouncedLine(item="MILK", quantity=milk * 4))
        self.run(RegisterAsn(supplier="SUP", expected=self.clock() + timedelta(hours=1), lines=tuple(lines)))

    @step(which=ANY, announced=st.booleans())
    def a_truck_arrives(self, which: int, announced: bool) -> None:
        dock = "DOCK-1" if which % 2 else "DOCK-2"
        asn = self.one_of(which, "SELECT number FROM asn WHERE state IN ('expected', 'arrived') ORDER BY id")
        if announced and asn:
            self.run(CheckIn(dock=dock, asn=asn[0]))
        elif len(self.rows(OPEN_RECEIPTS)) < 3:
            self.run(CheckIn(dock=dock, supplier="SUP"))

    @step(which=ANY, sku=PLAIN, quantity=FEW, case=st.booleans(), damaged=st.integers(0, 5), keyed=st.booleans())
    def plain_goods_are_received(
        self, which: int, sku: str, quantity: int, case: bool, damaged: int, keyed: bool
    ) -> None:
        line: dict[str, Any] = {"item": sku, "quantity": quantity, "damaged": damaged == 5, "unannounced": which > 40}
        if case:
            line["level"] = Level.CASE
        self._receive(which, quantity * (12 if case else 1), line, f"key-{len(self.done)}" if keyed else "")

    @step(which=ANY, lot=st.integers(1, 4), quantity=FEW, days=st.integers(-2, 40))
    def goods_with_lot_and_expiry_are_received(self, which: int, lot: int, quantity: int, days: int) -> None:
        known = self.rows("SELECT expiry FROM lot WHERE code = ?", f"L{lot}")
        expiry = None if known else (self.clock() + timedelta(days=days)).date()
        line = {"item": "MILK", "quantity": quantity, "lot": f"L{lot}", "expiry": expiry, "unannounced": which > 30}
        self._receive(which, quantity, line)

    @step(which=ANY, first=st.integers(1, 12), count=st.integers(1, 2))
    def pieces_with_serials_are_received(self, which: int, first: int, count: int) -> None:
        serials = tuple(f"S{number}" for number in range(first, first + count))
        line = {"item": "DRILL", "quantity": count, "serials": serials, "unannounced": which > 20}
        self._receive(which, count, line)

    @step(which=ANY, plate=st.integers(1, 8), sku=PLAIN, quantity=FEW)
    def a_licence_plate_is_received(self, which: int, plate: int, sku: str, quantity: int) -> None:
        line = {"item": sku, "quantity": quantity, "lpn": f"PAL-{plate}", "unannounced": which > 40}
        self._receive(which, quantity, line)

    @step(which=ANY, more=st.booleans())
    def a_receipt_is_closed(self, which: int, more: bool) -> None:
        if found := self.one_of(which, OPEN_RECEIPTS):
            self.run(CloseReceipt(receipt=found[0], more_to_come=more))

    @step(which=ANY, quantity=st.integers(0, 4))
    def a_received_line_is_taken_back(self, which: int, quantity: int) -> None:
        found = self.one_of(
            which, "SELECT r.number, row_number() OVER (PARTITION BY r.id ORDER BY l.id), i.sku, l.quantity"
            " - l.reversed FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id JOIN item i ON i.id = l.item_id"
            " ORDER BY l.id")  # fmt: skip
        if found:
            number, line, sku, left = found
            if self.run(ReverseReceiptLine(receipt=number, line=line, reason="miscounted", quantity=quantity)):
                self.model.came(sku, -(quantity or left))

    @step(which=ANY, quantity=st.integers(0, 3), good=st.booleans())
    def goods_are_inspected(self, which: int, quantity: int, good: bool) -> None:
        found = self.one_of(which, "SELECT number FROM inspection WHERE state = 'open' ORDER BY id")
        if found:
            judgement = PassInspection if good else FailInspection
            self.run(judgement(inspection=found[0], quantity=quantity))

    @step(which=ANY)
    def a_judgement_is_taken_back(self, which: int) -> None:
        if found := self.one_of(which, "SELECT number FROM inspection WHERE passed + failed > 0 ORDER BY id"):
            self.run(ReopenInspection(inspection=found[0], reason="looked again"))

    @step(which=ANY)
    def putaway_is_proposed(self, which: int) -> None:
        place = self.one_of(which, "SELECT DISTINCT l.code FROM balance b JOIN location l ON l.id = b.location_id JOIN"
                                   " zone z ON z.id = l.zone_id WHERE z.purpose IN ('receiving', 'returns') ORDER BY 1")
        if place:
            self.run(ProposePutaway(location=place[0], seconds=1))

    @step(which=ANY, elsewhere=ANY, quantity=st.integers(0, 3))
    def putaway_is_confirmed(self, which: int, elsewhere: int, quantity: int) -> None:
        found = self.one_of(
            which, "SELECT t.number, coalesce(l.code, 'F-01-01'), t.lpn_id FROM task t LEFT JOIN location l ON"
            " l.id = t.to_location_id WHERE t.kind = 'putaway' AND t.state IN ('open', 'claimed') ORDER BY t.id")
        if found:
            task, place, plate = found
            reason = ""
            if elsewhere > 50:
                place, reason = self.one_of(elsewhere, PLACES)[0], "nearer"
            self.run(ConfirmPutaway(task=task, location=place, reason=reason, quantity=0 if plate else quantity))

    @step(which=ANY, to=ANY)
    def goods_are_put_away_without_a_task(self, which: int, to: int) -> None:
        found = self.one_of(which, "SELECT i.sku, l.code, o.code, b.status, n.code FROM balance b JOIN item i ON"
                                   " i.id = b.item_id JOIN location l ON l.id = b.location_id JOIN lot o ON o.id ="
                                   " b.lot_id JOIN lpn n ON n.id = b.lpn_id ORDER BY b.id")
        if found:
            sku, start, lot, status, plate = found
            place = self.one_of(to, PLACES)[0]
            if plate:
                self.run(ConfirmPutaway(lpn=plate, location=place, reason="room there"))
            else:
                self.run(ConfirmPutaway(item=sku, from_location=start, lot=lot, status=Status(status), location=place,
                                        reason="room there"))  # fmt: skip

    @step(which=ANY)
    def a_putaway_is_taken_back(self, which: int) -> None:
        if found := self.one_of(which, "SELECT number FROM task WHERE kind = 'putaway' AND state = 'done' ORDER BY id"):
            self.run(ReversePutaway(task=found[0], reason="wrong shelf"))

    def _receive(self, which: int, pieces: int, line: dict[str, Any], key: str = "") -> None:
        receipt = self.one_of(which, OPEN_RECEIPTS)
        if receipt and self.run(ReceiveLine(receipt=receipt[0], **line), key=key):
            self.model.came(line["item"], pieces)
