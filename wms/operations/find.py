"""Finding things by what people call them: sku or GTIN, location code, licence plate, document number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.model.base import Base
from wms.model.inbound import Asn, Receipt
from wms.model.item import Item, PackagingLevel
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.party import Owner, Party
from wms.model.site import Location, Site
from wms.model.tracking import Lot, Serial
from wms.model.words import PartyKind

Noun = TypeVar("Noun", bound=Base)
_CHUNK = 500


def by(session: Session, noun: type[Noun], column: Any, value: str, field: str) -> Noun:
    """The noun whose column has this value. Raises Refused naming the field."""
    found = session.scalar(select(noun).where(column == value))
    if found is None:
        raise refuse("There is no {noun} {value}.", field=field, noun=noun.__name__.lower(), value=value)
    return found


def item(session: Session, code: str, field: str = "item") -> Item:
    """The item with this sku, or the one a GTIN belongs to."""
    found = session.scalar(select(Item).where(Item.sku == code))
    if found is None and code.isdigit():
        level = session.scalar(select(PackagingLevel).where(PackagingLevel.gtin == code.zfill(14)))
        found = session.get(Item, level.item_id) if level else None
    if found is None:
        raise refuse("There is no item {value}.", field=field, value=code)
    return found


def location(session: Session, code: str, field: str = "location") -> Location:
    """The real location with this code."""
    found = session.scalar(select(Location).where(Location.code == code, Location.id > 0))
    if found is None:
        raise refuse("There is no location {value}.", field=field, value=code)
    return found


def lpn(session: Session, code: str, field: str = "lpn") -> Lpn:
    """The licence plate with this code; an SSCC may be given with its "00" in front."""
    stripped = code[2:] if len(code) == 20 and code.startswith("00") else code
    found = session.scalar(select(Lpn).where(Lpn.code == stripped, Lpn.id > 0)) if stripped else None
    if found is None:
        raise refuse("There is no licence plate {value}.", field=field, value=code)
    return found


def lpn_id(session: Session, code: str, field: str = "lpn") -> int:
    """The licence plate's id; 0 (loose) for an empty code."""
    return lpn(session, code, field).id if code else 0


def party(session: Session, kind: PartyKind, code: str, field: str = "") -> Party:
    """The supplier, customer or carrier with this code."""
    found = session.scalar(select(Party).where(Party.kind == kind, Party.code == code))
    if found is None:
        raise refuse("There is no {kind} {value}.", field=field or kind.value, kind=kind.value, value=code)
    return found


def owner(session: Session, code: str, field: str = "owner") -> Owner:
    """The owner with this code; the only owner when the code is empty."""
    if code:
        return by(session, Owner, Owner.code, code, field)
    owners = session.scalars(select(Owner).limit(2)).all()
    if len(owners) != 1:
        raise refuse("Say whose stock it is: there is not exactly one owner.", field=field)
    return owners[0]


def site(session: Session, code: str = "", field: str = "site") -> Site:
    """The site with this code; the only site when the code is empty."""
    if code:
        return by(session, Site, Site.code, code, field)
    sites = session.scalars(select(Site).limit(2)).all()
    if len(sites) != 1:
        raise refuse("Say which site: there is not exactly one.", field=field)
    return sites[0]


def asn(session: Session, number: str, field: str = "asn") -> Asn:
    """The announcement with this number."""
    return by(session, Asn, Asn.number, number, field)


def receipt(session: Session, number: str, field: str = "receipt") -> Receipt:
    """The receipt with this number."""
    return by(session, Receipt, Receipt.number, number, field)


def order(session: Session, number: str, field: str = "order") -> Order:
    """The order with this number."""
    return by(session, Order, Order.number, number, field)


def lot_id(session: Session, item_id: int, code: str, field: str = "lot") -> int:
    """The lot's id; 0 for an empty code."""
    if not code:
        return 0
    found = session.scalar(select(Lot.id).where(Lot.item_id == item_id, Lot.code == code))
    if found is None:
        raise refuse("There is no lot {value} of this item.", field=field, value=code)
    return found


def serial_id(session: Session, item_id: int, code: str, field: str = "serial") -> int:
    """The serial's id; 0 for an empty code."""
    if not code:
        return 0
    found = session.scalar(select(Serial.id).where(Serial.item_id == item_id, Serial.code == code))
    if found is None:
        raise refuse("There is no serial number {value} of this item.", field=field, value=code)
    return found


def many(session: Session, noun: type[Noun], column: Any, codes: Iterable[str]) -> dict[str, Noun]:
    """The nouns with these codes, by code, a few statements for any number of them. Unknown codes are left out."""
    found: dict[str, Noun] = {}
    for chunk in chunks(sorted(set(codes))):
        found.update({getattr(n, column.key): n for n in session.scalars(select(noun).where(column.in_(chunk)))})
    return found


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Cut values into lists short enough for one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


class Catalogue:
    """The items a document names, found together: by sku, or by the GTIN of one of their packaging levels."""

    def __init__(self, session: Session, codes: Iterable[str]) -> None:
        wanted = set(codes)
        self._items = many(session, Item, Item.sku, wanted)
        gtins = {code: code.zfill(14) for code in wanted - self._items.keys() if code.isdigit()}
        scanned = many(session, PackagingLevel, PackagingLevel.gtin, gtins.values())
        self._scanned = {code: scanned[gtin] for code, gtin in gtins.items() if gtin in scanned}
        by_id = {level.item_id: session.get_one(Item, level.item_id) for level in self._scanned.values()}
        self._items |= {code: by_id[level.item_id] for code, level in self._scanned.items()}
        self._levels: dict[int, list[PackagingLevel]] = {}
        for chunk in chunks({found.id for found in self._items.values()}):
            for level in session.scalars(select(PackagingLevel).where(PackagingLevel.item_id.in_(chunk))):
                self._levels.setdefault(level.item_id, []).append(level)

    def find(self, code: str) -> tuple[Item, list[PackagingLevel], PackagingLevel | None] | None:
        """The item, all its packaging levels, and the level whose GTIN was scanned (None for a sku)."""
        found = self._items.get(code)
        return None if found is None else (found, self._levels.get(found.id, []), self._scanned.get(code))
