"""The way out: orders, allocation, waves, picking, packing, trucks, and what customers send back."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from tests.properties.warehouse import ANY, FEW, Warehouse, step
from wms.model.words import Disposition, PickMethod
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.allocating.release import ReleaseAllocation
from wms.operations.cross_docking.confirm import CancelCrossDock, ConfirmCrossDock
from wms.operations.cross_docking.propose import ProposeCrossDock
from wms.operations.ordering.amend import AmendedLine, AmendOrder
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder, ReleaseOrderHold
from wms.operations.ordering.lines import OrderedLine
from wms.operations.ordering.split import SplitOrder
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.packing.unpack import UnpackItem
from wms.operations.picking.batches import ClaimBatch, PauseBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.picking.put import PutIntoSlot
from wms.operations.picking.short import ReportShortPick
from wms.operations.picking.substitute import SubstitutePick
from wms.operations.picking.unpick import UnpickTask
from wms.operations.returning.open import CloseReturn, OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine
from wms.operations.returning.reverse import ReverseReturnLine
from wms.operations.shipping.desk import ShipOrder
from wms.operations.shipping.load import LoadCarton, OpenLoad, StageCarton, UnloadCarton
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.tasks import CancelTask
from wms.operations.waving.end import CancelWave, CloseWave, UnreleaseWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

OPEN_ORDERS = "SELECT number FROM orders WHERE state NOT IN ('shipped', 'cancelled') ORDER BY id"
PICKS = """SELECT t.number, p.code, i.sku, t.quantity - t.done_quantity, o.code, s.code FROM task t
    JOIN location p ON p.id = t.from_location_id JOIN item i ON i.id = t.item_id
    JOIN allocation a ON a.id = t.allocation_id JOIN lot o ON o.id = a.lot_id JOIN serial s ON s.id = a.serial_id
    WHERE t.kind = 'pick' AND t.state IN ('open', 'claimed') ORDER BY t.sequence, t.id"""
CARTONS = "SELECT n.code FROM carton c JOIN lpn n ON n.id = c.lpn_id WHERE c.state = ? ORDER BY c.id"


class Orders(Warehouse):
    """Rules of orders, allocation and waves."""

    @step(sku=st.sampled_from(("PEN", "CAP", "MILK", "VALVE", "DRILL", "KIT")), quantity=FEW, more=st.integers(0, 3),
          fussy=st.booleans(), complete=st.booleans(), carrier=st.sampled_from(("CAR", "")))  # fmt: skip
    def an_order_is_entered(
        self, sku: str, quantity: int, more: int, fussy: bool, complete: bool, carrier: str
    ) -> None:
        if len(self.rows(OPEN_ORDERS)) > 12:
            return
        lines = [OrderedLine(item=sku, quantity=1 if sku == "DRILL" else quantity, substitute_allowed=sku == "PEN")]
        if more:
            lines.append(OrderedLine(item="PEN", quantity=more))
        self.run(EnterOrder(customer="FUSSY" if fussy else "CUS", lines=tuple(lines), carrier=carrier,
                            ship_complete=complete and bool(more)))  # fmt: skip

    @step(which=ANY, quantity=st.integers(0, 8), add=st.booleans())
    def an_order_is_amended(self, which: int, quantity: int, add: bool) -> None:
        if order := self.one_of(which, OPEN_ORDERS):
            more = (OrderedLine(item="CAP", quantity=1),) if add else ()
            self.run(AmendOrder(order=order[0], lines=(AmendedLine(line=1, quantity=quantity),), add=more))

    @step(which=ANY)
    def an_order_is_cancelled(self, which: int) -> None:
        if order := self.one_of(which, OPEN_ORDERS):
            self.run(CancelOrder(order=order[0], reason="no longer wanted"))

    @step(which=ANY)
    def an_order_is_split(self, which: int) -> None:
        if order := self.one_of(which, OPEN_ORDERS):
            self.run(SplitOrder(order=order[0]))

    @step(which=ANY)
    def an_order_is_held_or_goes_on(self, which: int) -> None:
        if held := self.one_of(which, "SELECT number FROM orders WHERE state = 'held' ORDER BY id"):
            self.run(ReleaseOrderHold(order=held[0]))
        elif order := self.one_of(which, OPEN_ORDERS):
            self.run(HoldOrder(order=order[0], reason="not paid"))

    @step(which=ANY, whole=st.booleans())
    def orders_are_allocated(self, which: int, whole: bool) -> None:
        order = self.one_of(which, OPEN_ORDERS)
        self.run(AllocateOrders(orders=(order[0],) if order and which % 3 == 0 else (), whole_lpn_first=whole))

    @step(which=ANY)
    def an_allocation_is_released(self, which: int) -> None:
        if order := self.one_of(which, OPEN_ORDERS):
            self.run(ReleaseAllocation(order=order[0], line=1 if which % 2 else None))

    @step(lines=st.integers(1, 9))
    def waves_are_planned(self, lines: int) -> None:
        self.run(PlanWaves(wave_lines=lines))

    @step(which=ANY, method=st.sampled_from((None, PickMethod.ZONE, PickMethod.ZONE, PickMethod.DISCRETE)))
    def a_wave_is_released(self, which: int, method: PickMethod | None) -> None:
        if wave := self.one_of(which, "SELECT number FROM wave WHERE state = 'planned' ORDER BY id"):
            self.run(ReleaseWave(wave=wave[0], method=method))

    @step(which=ANY, what=st.integers(0, 3))
    def a_wave_comes_back_or_ends(self, which: int, what: int) -> None:
        state, verb = (("released", UnreleaseWave), ("planned", CancelWave), ("released", CloseWave))[what % 3]
        if wave := self.one_of(which, "SELECT number FROM wave WHERE state = ? ORDER BY id", state):
            self.run(verb(wave=wave[0]))


class Picking(Warehouse):
    """Rules of picking and cross-docking."""

    @step(which=ANY, pause=st.booleans())
    def a_batch_is_claimed_or_put_down(self, which: int, pause: bool) -> None:
        batch = self.one_of(which, "SELECT number FROM batch WHERE state IN ('ready', 'started') ORDER BY id")
        if batch:
            self.run(PauseBatch(batch=batch[0]) if pause else ClaimBatch(batch=batch[0]))

    @step(which=ANY, part=st.integers(0, 4), tote=st.integers(0, 12))
    def a_pick_is_confirmed(self, which: int, part: int, tote: int) -> None:
        if found := self.one_of(which, PICKS):
            task, place, sku, left, lot, serial = found
            codes = ("", "", "", "", "", "", "CART-1", "CART-2") if tote < 8 else ("",)
            lpns = self.rows("SELECT code FROM lpn WHERE kind = 'tote' ORDER BY id") if tote > 10 else []
            chosen = lpns[which % len(lpns)][0] if lpns else codes[tote % len(codes)]
            quantity = min(part, left) or None
            self.run(ConfirmPick(task=task, location=place, item=sku, lot=lot, serial=serial, quantity=quantity,
                                 tote=chosen))  # fmt: skip

    @step(which=ANY, wrong=st.integers(0, 9))
    def a_tote_is_put_into_its_slot(self, which: int, wrong: int) -> None:
        found = self.one_of(which, """
            SELECT DISTINCT n.code, p.code FROM task t JOIN order_line l ON l.id = t.order_line_id
            JOIN order_line o ON o.order_id = l.order_id JOIN allocation a ON a.order_line_id = o.id
            JOIN lpn n ON n.id = a.lpn_id JOIN location p ON p.id = t.to_location_id
            WHERE t.kind = 'move' AND t.item_id IS NULL AND t.state IN ('open', 'claimed') AND n.id > 0
            AND a.state = 'open' AND a.stage = 'picked' AND a.location_id <> p.id ORDER BY 1""")
        if found:
            tote, slot = found
            self.run(PutIntoSlot(tote=tote, slot="W-1" if wrong == 9 else slot))

    @step(which=ANY)
    def a_gathering_is_given_up(self, which: int) -> None:
        task = self.one_of(which, "SELECT number FROM task WHERE kind = 'move' AND item_id IS NULL AND order_line_id"
                                  " IS NOT NULL AND state IN ('open', 'claimed') ORDER BY id")  # fmt: skip
        if task and which % 4 == 0:
            self.run(CancelTask(task=task[0], reason="packed without"))

    @step(which=ANY)
    def a_paper_pick_list_comes_back(self, which: int) -> None:
        if batch := self.one_of(which, "SELECT number FROM batch WHERE state IN ('ready', 'started') ORDER BY id"):
            self.run(ConfirmPicks(batch=batch[0]))

    @step(which=ANY, found=st.integers(0, 3))
    def a_pick_is_short(self, which: int, found: int) -> None:
        if stop := self.one_of(which, PICKS):
            self.run(ReportShortPick(task=stop[0], quantity=min(found, max(stop[3] - 1, 0)), reason="missing"))

    @step(which=ANY)
    def a_substitute_is_picked(self, which: int) -> None:
        if stop := self.one_of(which, PICKS):
            place = self.one_of(which, "SELECT l.code FROM balance b JOIN location l ON l.id = b.location_id JOIN item"
                                       " i ON i.id = b.item_id WHERE i.sku = 'CAP' ORDER BY b.id")  # fmt: skip
            if place:
                self.run(SubstitutePick(task=stop[0], location=place[0], item="CAP"))

    @step(which=ANY, quantity=st.integers(0, 2), elsewhere=st.booleans())
    def a_pick_is_put_back(self, which: int, quantity: int, elsewhere: bool) -> None:
        task = self.one_of(which, "SELECT number FROM task WHERE kind = 'pick' AND done_quantity > 0 ORDER BY id DESC")
        if task:
            self.run(UnpickTask(task=task[0], quantity=quantity or None, location="F-01-08" if elsewhere else "",
                                reason="changed my mind"))  # fmt: skip

    @step(which=ANY)
    def cross_docking_is_proposed(self, which: int) -> None:
        self.run(ProposeCrossDock(location="DOCK-1" if which % 2 else "DOCK-2", lane="LANE-1"))

    @step(which=ANY, quantity=st.integers(0, 2), lpn=st.integers(0, 3), cancel=st.integers(0, 4))
    def cross_docking_is_done(self, which: int, quantity: int, lpn: int, cancel: int) -> None:
        task = self.one_of(which, "SELECT number FROM task WHERE kind = 'move' AND allocation_id IS NOT NULL AND"
                                  " state IN ('open', 'claimed') ORDER BY id")  # fmt: skip
        if task and cancel == 4:
            self.run(CancelCrossDock(task=task[0], reason="it goes to the shelf"))
        elif task:
            self.run(ConfirmCrossDock(task=task[0], quantity=quantity, lpn=f"XD-{lpn}" if lpn else ""))


class Dispatch(Warehouse):
    """Rules of packing, trucks and returns."""

    @step(which=ANY, kind=st.sampled_from(("", "S", "L")))
    def a_carton_is_opened(self, which: int, kind: str) -> None:
        order = self.one_of(
            which, "SELECT DISTINCT o.number FROM orders o JOIN order_line l ON l.order_id = o.id JOIN allocation a ON"
            " a.order_line_id = l.id AND a.state = 'open' AND a.stage = 'picked' ORDER BY o.id")  # fmt: skip
        if order:
            self.run(OpenCarton(order=order[0], carton_type=kind))

    @step(which=ANY, whole=st.booleans(), quantity=st.integers(1, 3))
    def goods_are_packed(self, which: int, whole: bool, quantity: int) -> None:
        found = self.one_of(which, """
            SELECT n.code, t.code, i.sku, o.code, s.code FROM carton c JOIN lpn n ON n.id = c.lpn_id
            JOIN shipment h ON h.id = c.shipment_id JOIN order_line l ON l.order_id = h.order_id
            JOIN allocation a ON a.order_line_id = l.id AND a.state = 'open' AND a.stage = 'picked'
            JOIN lpn t ON t.id = a.lpn_id JOIN item i ON i.id = a.item_id JOIN lot o ON o.id = a.lot_id
            JOIN serial s ON s.id = a.serial_id WHERE c.state = 'open' ORDER BY c.id, a.id""")
        if found:
            carton, tote, sku, lot, serial = found
            self.run(PackTote(carton=carton, tote=tote) if whole and tote else
                     PackItem(carton=carton, item=sku, lot=lot, serial=serial, quantity=quantity))  # fmt: skip

    @step(which=ANY, quantity=st.integers(1, 3))
    def goods_are_unpacked(self, which: int, quantity: int) -> None:
        found = self.one_of(which, "SELECT n.code, i.sku, o.code, s.code FROM carton c JOIN lpn n ON n.id = c.lpn_id"
                                   " JOIN balance b ON b.lpn_id = n.id JOIN item i ON i.id = b.item_id JOIN lot o ON"
                                   " o.id = b.lot_id JOIN serial s ON s.id = b.serial_id ORDER BY b.id")  # fmt: skip
        if found:
            carton, sku, lot, serial = found
            self.run(UnpackItem(carton=carton, item=sku, lot=lot, serial=serial, quantity=quantity))

    @step(which=ANY, weight=st.sampled_from((0, 0, 0, 9_000)))
    def a_carton_is_closed(self, which: int, weight: int) -> None:
        if carton := self.one_of(which, CARTONS, "open"):
            self.run(CloseCarton(carton=carton[0], weight_g=weight))

    @step(which=ANY)
    def a_carton_is_staged(self, which: int) -> None:
        if carton := self.one_of(which, CARTONS, "closed"):
            self.run(StageCarton(carton=carton[0], lane="LANE-1" if which % 2 else "LANE-2"))

    @step(hours=st.integers(0, 40))
    def a_truck_comes_to_load(self, hours: int) -> None:
        if len(self.rows("SELECT id FROM load WHERE state = 'open'")) < 2:
            self.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=self.clock() + timedelta(hours=hours)))

    @step(which=ANY, staged=st.booleans())
    def a_carton_is_loaded(self, which: int, staged: bool) -> None:
        load = self.one_of(which, "SELECT number FROM load WHERE state = 'open' ORDER BY id")
        carton = self.one_of(which, CARTONS, "staged" if staged else "closed")
        if load and carton:
            self.run(LoadCarton(carton=carton[0], load=load[0]))

    @step(which=ANY)
    def a_carton_is_unloaded(self, which: int) -> None:
        if carton := self.one_of(which, CARTONS, "loaded"):
            self.run(UnloadCarton(carton=carton[0], lane="LANE-2"))

    @step(which=ANY, leave_behind=st.booleans())
    def a_truck_leaves(self, which: int, leave_behind: bool) -> None:
        load = self.one_of(which, "SELECT DISTINCT d.number FROM load d JOIN shipment s ON s.load_id = d.id WHERE"
                                  " d.state = 'open' ORDER BY d.id")  # fmt: skip
        if load:
            self._shipped(self.run(CloseManifest(load=load[0], leave_behind=leave_behind)) is not None)

    @step(which=ANY)
    def an_order_is_handed_over(self, which: int) -> None:
        order = self.one_of(which, "SELECT DISTINCT o.number FROM orders o JOIN shipment s ON s.order_id = o.id WHERE"
                                   " s.state = 'open' ORDER BY o.id")  # fmt: skip
        if order:
            self._shipped(self.run(ShipOrder(order=order[0])) is not None)

    @step(which=ANY, blind=st.integers(0, 4))
    def a_return_is_opened(self, which: int, blind: int) -> None:
        if len(self.rows("SELECT id FROM customer_return WHERE state = 'open'")) > 3:
            return
        order = self.one_of(which, "SELECT DISTINCT o.number FROM orders o JOIN order_line l ON l.order_id = o.id"
                                   " WHERE l.shipped > 0 ORDER BY o.id")  # fmt: skip
        self.run(OpenReturn(order=order[0]) if order and blind else OpenReturn(customer="CUS"))

    @step(which=ANY, quantity=st.integers(1, 3), how=st.sampled_from(tuple(Disposition)), serial=st.integers(1, 12))
    def returned_goods_are_received(self, which: int, quantity: int, how: Disposition, serial: int) -> None:
        found = self.one_of(which, """
            SELECT r.number, i.sku, coalesce(min(o.code), ''), coalesce(min(s.code), '') FROM customer_return r
            JOIN order_line l ON l.order_id = r.order_id AND l.shipped > 0 JOIN item i ON i.id = l.item_id
            LEFT JOIN move m ON m.order_line_id = l.id AND m.to_location_id = -2
            LEFT JOIN lot o ON o.id = m.lot_id LEFT JOIN serial s ON s.id = m.serial_id
            WHERE r.state = 'open' GROUP BY r.id, l.id
            UNION ALL SELECT number, 'CAP', '', '' FROM customer_return WHERE state = 'open' AND order_id IS NULL
            UNION ALL SELECT number, 'DRILL', '', 'S' || ? FROM customer_return WHERE state = 'open'
                AND order_id IS NULL ORDER BY 1, 2""", serial)
        if not found:
            return
        number, sku, lot, code = found
        line = {"serials": (code,), "quantity": 1} if sku == "DRILL" else {"quantity": quantity, "lot": lot}
        if self.run(ReceiveReturnLine(number=number, item=sku, disposition=how, **line)) and how != Disposition.SCRAP:
            self.model.came(sku, int(str(line["quantity"])))

    @step(which=ANY)
    def a_returned_line_is_taken_back(self, which: int) -> None:
        found = self.one_of(which, """
            SELECT r.number, row_number() OVER (PARTITION BY r.id ORDER BY l.id), i.sku, l.disposition,
                   sum(l.quantity) OVER (PARTITION BY l.posting_id)
            FROM return_line l JOIN customer_return r ON r.id = l.return_id JOIN item i ON i.id = l.item_id
            ORDER BY l.id""")
        if found:
            number, line, sku, how, quantity = found
            if self.run(ReverseReturnLine(number=number, line=line, reason="wrong box")) and how != "scrap":
                self.model.came(sku, -quantity)

    @step(which=ANY)
    def a_return_is_closed(self, which: int) -> None:
        if found := self.one_of(which, "SELECT number FROM customer_return WHERE state = 'open' ORDER BY id"):
            self.run(CloseReturn(number=found[0]))

    def _shipped(self, done: bool) -> None:
        """What left the building is what the order lines count as shipped since."""
        if not done:
            return
        (line, moved), = self.rows("SELECT (SELECT sum(shipped) FROM order_line),"
                                   " (SELECT sum(quantity) FROM move m JOIN posting p ON p.id = m.posting_id WHERE"
                                   " m.to_location_id = -2 AND m.reverses_seq IS NULL)")  # fmt: skip
        assert line == moved


