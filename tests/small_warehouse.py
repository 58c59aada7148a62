"""The small, real warehouse nearly all tests stand in: one site, a few zones and places, a few items and partners."""

from __future__ import annotations

from wms.model.item import Item, PackagingLevel
from wms.model.outbound import CartonType
from wms.model.party import Owner, Party
from wms.model.site import Aisle, Location, Site, Zone
from wms.model.words import Level, LocationType, PartyKind, Purpose, Rotation, Temperature
from wms.storage.database import Database

ZONES = (
    ("REC", Purpose.RECEIVING, Temperature.AMBIENT, (("DOCK-1", LocationType.DOCK), ("DOCK-2", LocationType.DOCK))),
    ("RES", Purpose.RESERVE, Temperature.AMBIENT, tuple((f"R-01-0{n}", LocationType.PALLET_RACK) for n in range(1, 7))),
    ("FWD", Purpose.FORWARD, Temperature.AMBIENT, tuple((f"F-01-0{n}", LocationType.SHELF) for n in range(1, 9))),
    ("CHL", Purpose.FORWARD, Temperature.CHILLED, (("C-01-01", LocationType.SHELF), ("C-01-02", LocationType.SHELF))),
    ("PCK", Purpose.PACKING, Temperature.AMBIENT, (("BENCH-1", LocationType.BENCH),)),
    ("STG", Purpose.STAGING, Temperature.AMBIENT, (("LANE-1", LocationType.LANE), ("LANE-2", LocationType.LANE))),
    ("SHP", Purpose.SHIPPING, Temperature.AMBIENT, (("DOCK-9", LocationType.DOCK),)),
    ("RET", Purpose.RETURNS, Temperature.AMBIENT, (("RET-1", LocationType.FLOOR),)),
    ("QUA", Purpose.QUARANTINE, Temperature.AMBIENT, (("QUA-1", LocationType.FLOOR),)),
)


def build(database: Database) -> None:
    """Put it into an empty database: items PEN (plain), MILK (lot, expiry, chilled), DRILL (serial), VALVE, KIT."""
    with database.writing() as session:
        site = Site(code="MAIN", name="Main warehouse", company_prefix="4012345", width_mm=60_000, depth_mm=40_000)
        session.add_all([site, Owner(code="OWN", name="Our own stock")])
        session.flush()
        aisle = Aisle(site_id=site.id, code="01", x1_mm=5_000, y1_mm=5_000, x2_mm=5_000, y2_mm=35_000)
        session.add(aisle)
        session.flush()
        sequence = 0
        for code, purpose, temperature, places in ZONES:
            zone = Zone(site_id=site.id, code=code, name=code, purpose=purpose, temperature=temperature)
            session.add(zone)
            session.flush()
            for place, kind in places:
                sequence += 1
                session.add(Location(
                    site_id=site.id, zone_id=zone.id, aisle_id=aisle.id, code=place, type=kind, bay=sequence,
                    x_mm=5_000, y_mm=5_000 + 1_000 * sequence, width_mm=1_200, depth_mm=1_000, height_mm=2_000,
                    max_weight_g=1_000_000, max_volume_mm3=2_400_000_000, pick_sequence=sequence,
                ))  # fmt: skip
        items = {
            "PEN": Item(sku="PEN", name="Ball pen", family="office", cost_minor=25),
            "MILK": Item(sku="MILK", name="Milk 1 l", family="dairy", cost_minor=90, rotation=Rotation.FEFO,
                         temperature=Temperature.CHILLED, lot_tracked=True, expiry_tracked=True, shelf_life_days=20,
                         minimum_remaining_days=5),
            "DRILL": Item(sku="DRILL", name="Power drill", family="tools", cost_minor=8_900, serial_tracked=True),
            "VALVE": Item(sku="VALVE", name="Valve 3/4", family="parts", cost_minor=1_250, inspect_on_receipt=True),
            "KIT": Item(sku="KIT", name="Desk kit", family="office", cost_minor=60),
        }  # fmt: skip
        session.add_all(items.values())
        session.flush()
        for number, item in enumerate(items.values()):
            for level, units, gtin, weight in (
                (Level.EACH, 1, f"0400000000{number:03}", 50), (Level.CASE, 12, f"1400000000{number:03}", 700),
            ):  # fmt: skip
                session.add(PackagingLevel(
                    item_id=item.id, level=level, units=units, gtin=_with_check_digit(gtin), length_mm=100,
                    width_mm=100, height_mm=20 * units, weight_g=weight,
                ))  # fmt: skip
        session.add_all([
            Party(kind=PartyKind.SUPPLIER, code="SUP", name="Supplier Ltd"),
            Party(kind=PartyKind.CUSTOMER, code="CUS", name="Customer & Co", address="1 High Street\nTown"),
            Party(kind=PartyKind.CUSTOMER, code="FUSSY", name="Fussy Foods", minimum_remaining_days=10),
            Party(kind=PartyKind.CARRIER, code="CAR", name="Carrier"),
            CartonType(code="S", length_mm=300, width_mm=200, height_mm=150, max_weight_g=10_000, tare_g=100),
            CartonType(code="L", length_mm=600, width_mm=400, height_mm=400, max_weight_g=25_000, tare_g=400),
        ])  # fmt: skip


def _with_check_digit(digits: str) -> str:
    total = sum(int(d) * (3 if place % 2 == 0 else 1) for place, d in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"
