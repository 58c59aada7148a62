"""The morning: what today's orders lack is announced, arrives, is received, judged and put away."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from wms.app.day.floor import Floor
from wms.base.clock import at
from wms.gs1.sscc import make_sscc
from wms.model.words import PartyKind, Purpose, TaskKind
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import AnnouncedDelivery, RegisterAsns
from wms.operations.inspecting import PassInspection
from wms.operations.master_data.parties import PartyLine, RegisterParties
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.close import CloseReceipt
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

TRUCK_LINES = 60
PALLET_FROM = 60
SPARE = 0.1
_SUPPLIERS_PREFIX = "5012345"


def bring_in(floor: Floor) -> list[str]:
    """Announce what is missing for the open orders, and receive all that comes today; returns the receipts."""
    items = {row.sku: row for row in floor.ask("items")}
    lacking = _lacking(floor)
    if lacking:
        _announce(floor, lacking, items)
    tonight = at(floor.day, 23)
    coming = [row.asn for row in floor.ask("open_asns") if row.expected_at <= tonight and row.state == "expected"]
    return [_receive(floor, asn, items) for asn in floor.each("Receiving trucks", coming)]


def put_away(floor: Floor, receipts: Sequence[str]) -> None:
    """Judge what must be inspected, and bring everything from the docks to its place."""
    [clerk, *_] = floor.staff("clerk")
    [supervisor, *_] = floor.staff("super")
    for row in floor.ask("open_inspections"):
        floor.do(PassInspection(inspection=row.inspection, note="Looked at a sample"), supervisor, 60)
    for receipt in floor.each("Finding places", receipts):
        floor.do(ProposePutaway(receipt=receipt), clerk, 20)
    tasks = floor.ask("open_tasks", kind=TaskKind.PUTAWAY)
    for task in floor.each("Putting away", tasks):
        if task.to_location:
            floor.do(ConfirmPutaway(task=task.task, location=task.to_location), floor.turn(floor.staff("clerk")), 25)


def _lacking(floor: Floor) -> Counter[str]:
    """What the open orders want, beyond what is free and may be used."""
    wanted: Counter[str] = Counter()
    for line in floor.ask("order_lines", open_only=True):
        wanted[line.item] += line.ordered - line.allocated
    for row in floor.ask("stock_by_item"):
        wanted[row.item] -= row.available
    return Counter({item: math.ceil(lack * (1 + SPARE)) for item, lack in wanted.items() if lack > 0})


def _announce(floor: Floor, lacking: Counter[str], items: Mapping[str, Any]) -> None:
    suppliers = _suppliers(floor)
    by_supplier: dict[str, list[AnnouncedLine]] = {}
    for item, quantity in sorted(lacking.items()):
        supplier = suppliers[sum(item.encode()) % len(suppliers)]
        by_supplier.setdefault(supplier, []).append(_announced(floor, items[item], quantity))
    trucks = []
    for supplier, lines in by_supplier.items():
        for start in range(0, len(lines), TRUCK_LINES):
            part = tuple(lines[start : start + TRUCK_LINES])
            trucks.append(AnnouncedDelivery(supplier=supplier, expected=floor.clock() + timedelta(hours=1), lines=part))
    [supervisor, *_] = floor.staff("super")
    floor.do(RegisterAsns(deliveries=tuple(trucks)), supervisor, 300)


def _suppliers(floor: Floor) -> list[str]:
    known = [row.code for row in floor.ask("parties", kind=PartyKind.SUPPLIER, active=True)]
    if not known:
        known = [f"SUP{number}" for number in range(1, 7)]
        lines = tuple(PartyLine(kind=PartyKind.SUPPLIER, code=code, name=f"Supplier {code[-1]}") for code in known)
        floor.do(RegisterParties(lines=lines), floor.app.login)
    return known


def _announced(floor: Floor, item: Any, quantity: int) -> AnnouncedLine:
    lot = f"L{floor.day:%y%m%d}" if item.lot_tracked else ""
    expiry = floor.day + timedelta(days=item.shelf_life_days or 365) if item.expiry_tracked else None
    return AnnouncedLine(item=item.sku, quantity=quantity, lot=lot, expiry=expiry)


def _receive(floor: Floor, asn: str, items: Mapping[str, Any]) -> str:
    clerk = floor.turn(floor.staff("clerk"))
    dock = floor.turn(floor.places(Purpose.RECEIVING))
    receipt = floor.do(CheckIn(asn=asn, dock=dock), clerk, 120).document
    announced = floor.ask("asn_lines", asn=asn)
    lines = [part for line in announced for part in _arrived(floor, line, items[line.item].serial_tracked)]
    if lines:
        floor.do(ReceiveLines(receipt=receipt, lines=tuple(lines)), clerk, 15 * len(lines))
    floor.do(CloseReceipt(receipt=receipt), clerk, 60)
    floor.print("receipt", f"receipt-{receipt}", receipt=receipt)
    return receipt


def _arrived(floor: Floor, line: Any, pieces: bool) -> list[ReceivedLine]:
    """What really comes of an announced line: now and then a little less, now and then some of it broken."""
    quantity = line.announced
    if floor.dice.random() < floor.mishaps.short_received:
        quantity -= floor.dice.randint(1, max(1, quantity // 4))
    broken = floor.dice.randint(1, max(1, quantity // 5)) if floor.dice.random() < floor.mishaps.damaged else 0
    parts = []
    for count, damaged in ((quantity - broken, False), (min(broken, quantity), True)):
        if count > 0:
            parts.append(_received(floor, line, count, damaged, pieces))
    return parts


def _received(floor: Floor, line: Any, quantity: int, damaged: bool, pieces: bool) -> ReceivedLine:
    serials: tuple[str, ...] = ()
    if pieces:
        start = floor.dice.randint(10**6, 10**7)
        serials = tuple(f"{line.item}-{start + number}" for number in range(quantity))
    pallet = quantity >= PALLET_FROM and not damaged and not serials
    return ReceivedLine(
        item=line.item, quantity=quantity, lot=line.lot, expiry=line.expiry, serials=serials, damaged=damaged,
        lpn=make_sscc(_SUPPLIERS_PREFIX, 1, floor.dice.randint(1, 10**9 - 1)) if pallet else "",
    )  # fmt: skip
