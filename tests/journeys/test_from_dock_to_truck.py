"""Stories from the dock to the truck, told through the command layer; each ends with books that prove."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.ledger.proof.prove import prove
from wms.model.words import Disposition
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.assembling import AssembleKit
from wms.operations.counting.enter import EnterCount
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.counting.review import RequestRecount
from wms.operations.cross_docking.confirm import ConfirmCrossDock
from wms.operations.cross_docking.propose import ProposeCrossDock
from wms.operations.master_data.homes import ComponentLine, DefineKit
from wms.operations.moving.move import MoveStock
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.short import ReportShortPick
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.close import CloseReceipt
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.returning.open import OpenReturn
from wms.operations.returning.receive import ReceiveReturnLine
from wms.operations.shipping.desk import ShipOrder
from wms.operations.shipping.load import LoadCarton, OpenLoad
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

TODAY = date(2026, 3, 2)


class Story:
    """What the stories have in common, in their own words."""

    def __init__(self, app: App, clock: SetClock) -> None:
        self.app, self.clock = app, clock

    def rows(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.app.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(text, values)]

    def arrives(self, *lines: ReceivedLine, shelf: str = "") -> str:
        """A truck brings it; with `shelf` it is brought there, piece by piece of what lies at the dock."""
        receipt = self.app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
        self.app.run(ReceiveLines(receipt=receipt, lines=lines))
        for line in lines if shelf else ():
            for serial in line.serials or ("",):
                self.app.run(MoveStock(item=line.item, quantity=1 if serial else line.quantity, location="DOCK-1",
                                       lot=line.lot, serial=serial, to=shelf))  # fmt: skip
        return receipt

    def orders(self, *lines: tuple[str, int], customer: str = "CUS", **more: Any) -> str:
        wanted = tuple(OrderedLine(item=sku, quantity=quantity) for sku, quantity in lines)
        return self.app.run(EnterOrder(customer=customer, lines=wanted, **more)).document

    def to_the_floor(self) -> None:
        self.app.run(AllocateOrders())
        self.app.run(ReleaseWave(wave=self.app.run(PlanWaves()).document))

    def stops(self) -> list[tuple[Any, ...]]:
        """Open stops: task, place, sku, quantity, lot, serial."""
        return self.rows(
            "SELECT t.number, p.code, i.sku, t.quantity - t.done_quantity, o.code, s.code FROM task t JOIN allocation a"
            " ON a.id = t.allocation_id JOIN location p ON p.id = t.from_location_id JOIN item i ON i.id = t.item_id"
            " JOIN lot o ON o.id = a.lot_id JOIN serial s ON s.id = a.serial_id WHERE t.kind = 'pick' AND t.state IN"
            " ('open', 'claimed') ORDER BY t.sequence, t.id")  # fmt: skip

    def picks(self) -> None:
        for task, place, sku, _, lot, serial in self.stops():
            self.app.run(ConfirmPick(task=task, location=place, item=sku, lot=lot, serial=serial))

    def packs(self, order: str) -> str:
        carton = self.app.run(OpenCarton(order=order)).document
        self.app.run(PackTote(carton=carton, tote=f"TOTE-{order}"))
        self.app.run(CloseCarton(carton=carton))
        return carton

    def leaves(self, *cartons: str) -> str:
        load = self.app.run(OpenLoad(carrier="CAR", dock="DOCK-9", cutoff=self.clock() + timedelta(days=2))).document
        for carton in cartons:
            self.app.run(LoadCarton(carton=carton, load=load))
        return self.app.run(CloseManifest(load=load)).document

    def shipped(self, order: str) -> list[tuple[Any, ...]]:
        """(sku, lot, serial, quantity) of what went to the customer."""
        return self.rows(
            "SELECT i.sku, t.code, s.code, sum(m.quantity) FROM move m JOIN order_line l ON l.id = m.order_line_id JOIN"
            " orders o ON o.id = l.order_id JOIN item i ON i.id = m.item_id JOIN lot t ON t.id = m.lot_id JOIN serial s"
            " ON s.id = m.serial_id WHERE o.number = ? AND m.to_location_id = -2 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
            order)  # fmt: skip

    def state(self, order: str) -> str:
        return str(self.rows("SELECT state FROM orders WHERE number = ?", order)[0][0])

    def on_hand(self, sku: str) -> int:
        found = self.rows("SELECT sum(on_hand) FROM stock s JOIN item i ON i.id = s.item_id WHERE sku = ?", sku)
        return int(found[0][0] or 0)


@pytest.fixture
def story(app: App, clock: SetClock) -> Iterator[Story]:
    """Tell one; afterwards the books must prove."""
    told = Story(app, clock)
    yield told
    with app.database.reading() as connection:
        assert prove(connection).ok


def test_a_pallet_of_pens_comes_in_and_a_carton_of_them_leaves(story: Story) -> None:
    asn = story.app.run(RegisterAsn(supplier="SUP", expected=story.clock(), lines=(
        AnnouncedLine(item="PEN", quantity=48),))).document  # fmt: skip
    receipt = story.app.run(CheckIn(dock="DOCK-1", asn=asn)).document
    story.app.run(ReceiveLines(receipt=receipt, lines=(ReceivedLine(item="PEN", quantity=48),)))
    story.app.run(CloseReceipt(receipt=receipt))
    story.app.run(MoveStock(item="PEN", quantity=48, location="DOCK-1", to="F-01-01"))
    order = story.orders(("PEN", 5), carrier="CAR")
    story.to_the_floor()
    story.picks()
    story.leaves(story.packs(order))
    assert story.shipped(order) == [("PEN", "", "", 5)]
    assert (story.state(order), story.on_hand("PEN")) == ("shipped", 43)


def test_the_fussy_customer_gets_the_younger_milk_and_the_other_the_older(story: Story) -> None:
    for lot, days in (("OLD", 7), ("YOUNG", 18)):
        story.arrives(ReceivedLine(item="MILK", quantity=6, lot=lot, expiry=TODAY + timedelta(days=days)),
                      shelf="C-01-01")  # fmt: skip
    fussy, plain = story.orders(("MILK", 2), customer="FUSSY"), story.orders(("MILK", 3))
    story.to_the_floor()
    story.picks()
    for order in (fussy, plain):
        story.packs(order)
        story.app.run(ShipOrder(order=order))
    assert story.shipped(fussy) == [("MILK", "YOUNG", "", 2)]
    assert story.shipped(plain) == [("MILK", "OLD", "", 3)]


def test_the_very_drill_that_was_scanned_leaves_and_comes_back(story: Story) -> None:
    story.arrives(ReceivedLine(item="DRILL", quantity=3, serials=("D1", "D2", "D3")), shelf="F-01-02")
    order = story.orders(("DRILL", 1))
    story.to_the_floor()
    ((task, place, sku, _, _, asked),) = story.stops()
    taken = next(code for code in ("D1", "D2", "D3") if code != asked)
    story.app.run(ConfirmPick(task=task, location=place, item=sku, serial=taken))
    story.packs(order)
    story.app.run(ShipOrder(order=order))
    assert story.shipped(order) == [("DRILL", "", taken, 1)]
    back = story.app.run(OpenReturn(order=order)).document
    story.app.run(ReceiveReturnLine(number=back, item="DRILL", quantity=1, serials=(taken,),
                                    disposition=Disposition.RESTOCK))  # fmt: skip
    assert story.on_hand("DRILL") == 3


def test_kits_are_put_together_and_shipped(story: Story) -> None:
    story.arrives(ReceivedLine(item="PEN", quantity=10), shelf="F-01-01")
    story.app.run(DefineKit(kit="KIT", lines=(ComponentLine(item="PEN", quantity=2),)))
    story.app.run(AssembleKit(kit="KIT", quantity=4, location="F-01-01"))
    order = story.orders(("KIT", 3))
    story.to_the_floor()
    story.picks()
    story.packs(order)
    story.app.run(ShipOrder(order=order))
    assert (story.on_hand("PEN"), story.on_hand("KIT"), story.shipped(order)) == (2, 1, [("KIT", "", "", 3)])


def test_what_an_order_waits_for_goes_from_the_dock_straight_to_the_lane(story: Story) -> None:
    order = story.orders(("PEN", 7))
    story.app.run(AllocateOrders())
    receipt = story.arrives(ReceivedLine(item="PEN", quantity=10))
    story.app.run(ProposeCrossDock(receipt=receipt, lane="LANE-1"))
    ((task,),) = story.rows("SELECT number FROM task WHERE kind = 'move' AND allocation_id IS NOT NULL")
    story.app.run(ConfirmCrossDock(task=task))
    carton = story.app.run(OpenCarton(order=order)).document
    story.app.run(PackItem(carton=carton, item="PEN", quantity=7))
    story.app.run(CloseCarton(carton=carton))
    story.app.run(ShipOrder(order=order))
    assert (story.state(order), story.on_hand("PEN")) == ("shipped", 3)


def test_what_is_missing_on_one_shelf_is_taken_from_the_next_and_the_shelf_is_counted(story: Story) -> None:
    story.arrives(ReceivedLine(item="PEN", quantity=4), shelf="F-01-01")
    story.arrives(ReceivedLine(item="PEN", quantity=9), shelf="F-01-05")
    order = story.orders(("PEN", 4))
    story.to_the_floor()
    ((task, place, *_),) = story.stops()
    story.app.run(ReportShortPick(task=task, quantity=1, reason="missing"))
    story.picks()
    story.packs(order)
    story.app.run(ShipOrder(order=order))
    assert story.shipped(order) == [("PEN", "", "", 4)]
    count = story.app.run(OpenCount(locations=(place,))).document
    story.app.run(EnterCount(count=count, location=place, nothing=True))
    story.app.run(RequestRecount(count=count))
    story.app.run(EnterCount(count=count, location=place, nothing=True))
    story.app.run(PostCount(count=count))
    assert story.rows("SELECT sum(on_hand) FROM stock s JOIN location l ON l.id = s.location_id WHERE l.code = ?",
                      place) == [(None,)]  # fmt: skip


def test_an_order_cancelled_in_mid_wave_leaves_its_goods_for_the_next(story: Story) -> None:
    story.arrives(ReceivedLine(item="PEN", quantity=10), shelf="F-01-01")
    first, second = story.orders(("PEN", 8)), story.orders(("PEN", 2))
    story.to_the_floor()
    task, place, sku, *_ = next(stop for stop in story.stops() if stop[3] == 8)
    story.app.run(ConfirmPick(task=task, location=place, item=sku, quantity=3))
    story.app.run(CancelOrder(order=first, reason="too slow"))
    story.picks()
    story.packs(second)
    story.app.run(ShipOrder(order=second))
    assert (story.state(first), story.state(second), story.on_hand("PEN")) == ("cancelled", "shipped", 8)
    assert story.rows("SELECT quantity FROM task WHERE kind = 'putaway' AND document = ?", first) == [(3,)]


def test_a_return_is_restocked_in_part_and_scrapped_in_part(story: Story) -> None:
    story.arrives(ReceivedLine(item="PEN", quantity=10), shelf="F-01-01")
    order = story.orders(("PEN", 6))
    story.to_the_floor()
    story.picks()
    story.packs(order)
    story.app.run(ShipOrder(order=order))
    back = story.app.run(OpenReturn(order=order)).document
    for quantity, how in ((2, Disposition.RESTOCK), (3, Disposition.SCRAP)):
        story.app.run(ReceiveReturnLine(number=back, item="PEN", quantity=quantity, disposition=how))
    assert story.on_hand("PEN") == 6
    assert story.rows("SELECT shipped, returned FROM order_line") == [(6, 5)]
