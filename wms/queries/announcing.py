"""What suppliers have announced: open ASNs and their lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from wms.model.inbound import Asn, AsnLine
from wms.model.item import Item
from wms.model.party import Owner, Party
from wms.model.site import Location, Site
from wms.model.words import AsnState
from wms.queries.pieces import counted, each_gtin, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class AsnRow:
    """One announcement and how much of it has come."""

    asn: str = col("ASN")
    state: AsnState = col("State")
    supplier: str = col("Supplier")
    supplier_name: str = col("Name")
    owner: str = col("Owner")
    site: str = col("Site")
    expected_at: datetime = col("Expected", "moment")
    dock: str | None = col("Dock")
    reference: str = col("Reference")
    lines: int = col("Lines", "number")
    announced: int = col("Announced", "quantity")
    received: int = col("Received", "quantity")
    version: int = col("Version", "id")


@dataclass(frozen=True, slots=True)
class AsnLineRow:
    """One announced item."""

    asn: str = col("ASN")
    line: int = col("Line", "number")
    expected_at: datetime = col("Expected", "moment")
    supplier: str = col("Supplier")
    item: str = col("Item")
    item_name: str = col("Name")
    gtin: str = col("GTIN")
    announced: int = col("Announced", "quantity")
    received: int = col("Received", "quantity")
    lot: str = col("Lot")
    expiry: date | None = col("Expiry", "date")
    lpn: str = col("LPN")
    state: AsnState = col("State")


OPEN = (AsnState.EXPECTED, AsnState.ARRIVED)


@question(AsnRow, key=("asn",), sort=("expected_at",), topics=("asns",))
def open_asns(supplier: str = "") -> Selected:
    """What is still expected or just being received, the soonest first."""
    return _asns(supplier).where(Asn.state.in_(OPEN))


@question(AsnRow, key=("asn",), sort=("-asn",), topics=("asns",))
def asns(asn: str = "", supplier: str = "", state: AsnState | None = None) -> Selected:
    """All announcements, the newest first."""
    return only(_asns(supplier), (Asn.number, asn), (Asn.state, state))


def _asns(supplier: str) -> Selected:
    its = AsnLine.asn_id == Asn.id
    statement = (
        select(
            Asn.number.label("asn"), Asn.state, Party.code.label("supplier"), Party.name.label("supplier_name"),
            Owner.code.label("owner"), Site.code.label("site"), Asn.expected_at, Location.code.label("dock"),
            Asn.reference,
            select(counted()).where(its).scalar_subquery().label("lines"),
            select(total(AsnLine.announced)).where(its).scalar_subquery().label("announced"),
            select(total(AsnLine.received)).where(its).scalar_subquery().label("received"),
            Asn.version,
        )
        .join(Party, Party.id == Asn.supplier_id)
        .join(Owner, Owner.id == Asn.owner_id)
        .join(Site, Site.id == Asn.site_id)
        .outerjoin(Location, Location.id == Asn.dock_id)
    )  # fmt: skip
    return only(statement, (Party.code, supplier))


@question(AsnLineRow, key=("asn", "line"), sort=("asn", "line"), topics=("asns",))
def asn_lines(asn: str = "", item: str = "", open_only: bool = False) -> Selected:
    """What was announced, line by line, and how much of it has come."""
    statement = (
        select(
            Asn.number.label("asn"), AsnLine.line, Asn.expected_at, Party.code.label("supplier"),
            Item.sku.label("item"), Item.name.label("item_name"), each_gtin().label("gtin"), AsnLine.announced,
            AsnLine.received, AsnLine.lot_code.label("lot"), AsnLine.expiry, AsnLine.lpn_code.label("lpn"), Asn.state,
        )
        .select_from(AsnLine)
        .join(Asn, Asn.id == AsnLine.asn_id)
        .join(Party, Party.id == Asn.supplier_id)
        .join(Item, Item.id == AsnLine.item_id)
    )  # fmt: skip
    if open_only:
        statement = statement.where(Asn.state.in_(OPEN), AsnLine.received < AsnLine.announced)
    return only(statement, (Asn.number, asn), (Item.sku, item))
