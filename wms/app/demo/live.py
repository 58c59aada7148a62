"""The demo's life so far: some whole days, then a morning stopped in the middle, with documents in every state."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from wms.app.application import App
from wms.app.day import inbound, outbound, packing
from wms.app.day.floor import Floor
from wms.app.day.run import run_day
from wms.app.day.start import DEMO_DAY, enter_demo_day
from wms.app.demo import orders as demand
from wms.app.demo.found import Demo, found
from wms.app.demo.sizes import SIZES
from wms.base.clock import SetClock, at
from wms.base.jobs import Watch
from wms.model.words import PartyKind, Purpose
from wms.operations.adjusting.adjust import AdjustStock
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import AnnouncedDelivery, RegisterAsns
from wms.operations.counting.open import OpenCount
from wms.operations.holding import PlaceHold
from wms.operations.master_data.homes import ComponentLine, DefineKit
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrders
from wms.operations.ordering.hold import HoldOrder
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.returning.open import OpenReturn
from wms.storage.database import Database


def live(database: Database, size_name: str, seed: int, watch: Watch, until: date | None = None) -> None:
    """Found the demo, live its past days, and stop at noon of the last one (`until`, DEMO_DAY unless given)."""
    today = until or DEMO_DAY
    clock = SetClock(at(today, 5))
    app = App(database, clock=clock)
    past = _past_days(today, size_name)
    clock.now = at(past[0] if past else today, 5)
    demo = found(app, size_name, seed, clock.now.date(), watch)
    for day in past:
        clock.now = max(clock.now, at(day, 5))
        enter_demo_day(app, demo.range_, size_name, seed, day)
        run_day(app, clock, day, out=None, seed=seed, watch=watch)
    clock.now = max(clock.now, at(today, 5))
    enter_demo_day(app, demo.range_, size_name, seed, today)
    _half_a_day(app, clock, today, demo, seed, watch)


def _past_days(today: date, size_name: str) -> list[date]:
    return [today - timedelta(days=back) for back in range(SIZES[size_name].past_days, 0, -1)]


def _half_a_day(app: App, clock: SetClock, today: date, demo: Demo, seed: int, watch: Watch) -> None:
    clock.now = max(clock.now, at(today, 6))
    floor = Floor(app, clock, today, random.Random(f"half:{seed}"), watch=watch)
    inbound.put_away(floor, inbound.bring_in(floor))
    outbound.replenish(floor)
    _set_aside(floor)
    outbound.allocate(floor)
    waves = outbound.plan_and_release(floor)
    outbound.pick(floor, waves, share=0.6)
    packing.pack(floor, share=0.6)
    loads = outbound.ship(floor, share=0.6)
    outbound.depart(floor, loads[:-1])
    _afternoon(floor, demo, seed)
    _tomorrow(floor, demo)
    _loose_ends(floor, demo)


def _afternoon(floor: Floor, demo: Demo, seed: int) -> None:
    """New orders come in: some are allocated and wait for a wave, the rest were only just entered."""
    tomorrow = floor.day + timedelta(days=1)
    orders = demand.of_day(demo.size, demo.range_, tomorrow, random.Random(f"afternoon:{seed}"))[:12]
    before = {row.order for row in floor.ask("open_orders")}
    floor.do(EnterOrders(orders=tuple(orders)), "super", 60)
    fresh = sorted(row.order for row in floor.ask("open_orders") if row.order not in before)
    floor.do(AllocateOrders(orders=tuple(fresh[: len(fresh) // 2])), "super", 30)


def _set_aside(floor: Floor) -> None:
    """One order on hold, one cancelled."""
    held, cancelled = floor.ask("open_orders")[:2]
    floor.do(HoldOrder(order=held.order, reason="Credit check"), "super", 30)
    floor.do(CancelOrder(order=cancelled.order, reason="Ordered twice"), "super", 30)


def _tomorrow(floor: Floor, demo: Demo) -> None:
    """Deliveries that are expected, and one that stands half received at the dock."""
    suppliers = [row.code for row in floor.ask("parties", kind=PartyKind.SUPPLIER)]
    plain = [one for one in demo.range_ if not (one.family.lot or one.family.serial)]
    trucks = []
    for number in range(4):
        lines = tuple(
            AnnouncedLine(item=one.line.sku, quantity=floor.dice.randint(2, 20) * 12)
            for one in floor.dice.sample(plain, min(len(plain), 8))
        )
        expected = floor.clock() + timedelta(hours=3 + 7 * number)
        trucks.append(AnnouncedDelivery(supplier=floor.dice.choice(suppliers), expected=expected, lines=lines))
    known = {row.asn for row in floor.ask("open_asns")}
    floor.do(RegisterAsns(deliveries=tuple(trucks)), "super", 60)
    asn = next(row.asn for row in floor.ask("open_asns") if row.asn not in known)
    receipt = floor.do(CheckIn(asn=asn, dock=floor.places(Purpose.RECEIVING)[0]), "clerk1", 60).document
    half = [ReceivedLine(item=line.item, quantity=line.announced) for line in floor.ask("asn_lines", asn=asn)[:4]]
    floor.do(ReceiveLines(receipt=receipt, lines=tuple(half)), "clerk1", 120)


def _loose_ends(floor: Floor, demo: Demo) -> None:
    """A hold, an adjustment that waits for a second person, an open count, an open return, a kit."""
    plain = [one for one in demo.range_ if not (one.family.lot or one.family.serial)]
    lines: list[Any] = [row for row in floor.ask("stock_lines") if row.free > 5 and not row.lot and not row.lpn]
    held, wrong = floor.dice.sample(lines, 2)
    complaint = PlaceHold(item=held.item, location=held.location, reason="Customer complaint: check the colour")
    floor.do(complaint, "super", 60)
    dear = max(1, 60_000 // max(1, next(o.line.cost_minor or 1 for o in demo.range_ if o.line.sku == wrong.item)))
    found_more = AdjustStock(item=wrong.item, location=wrong.location, quantity=dear, reason="Found behind the rack")
    floor.do(found_more, "super", 60)
    floor.do(OpenCount(riskiest=6, reason="Weekly check"), "super", 60)
    shipped = floor.ask("orders", state="shipped")
    if shipped:
        floor.do(OpenReturn(order=shipped[0].order, reason="Wrong size"), "clerk1", 60)
    kit, *parts = [one.line.sku for one in plain[-3:]]
    floor.do(DefineKit(kit=kit, lines=tuple(ComponentLine(item=part, quantity=1) for part in parts)), "admin", 60)
