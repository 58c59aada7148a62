"""Lots and serials as they first appear: made once, and never contradicted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select, tuple_

from wms.base.errors import Problems
from wms.model.item import Item
from wms.model.tracking import Lot, Serial
from wms.operations import find
from wms.operations.unit import Unit


class Expiries:
    """When the lots expire that are known already, looked up together for all lines of a document."""

    def __init__(self, unit: Unit, item_ids: Iterable[int], codes: Iterable[str]) -> None:
        pairs = [(item_id, code) for item_id, code in zip(item_ids, codes, strict=True) if code]
        self._known: dict[tuple[int, str], date | None] = {}
        for chunk in find.chunks(dict.fromkeys(pairs)):
            lots = unit.session.execute(
                select(Lot.item_id, Lot.code, Lot.expiry).where(tuple_(Lot.item_id, Lot.code).in_(chunk))
            )
            self._known.update({(row.item_id, row.code): row.expiry for row in lots if row.item_id})

    def check(self, item: Item, code: str, expiry: date | None, problems: Problems, row: int | None) -> None:
        """An item kept by expiry needs a date, and a lot must not be given two different ones."""
        if not item.expiry_tracked:
            return
        known = self._known.get((item.id, code))
        if expiry is None and known is None:
            problems.add("{sku} needs an expiry date.", field="expiry", row=row, sku=item.sku)
        elif expiry is not None and known not in (None, expiry):
            problems.add("Lot {lot} of {sku} expires on {known}, not on {expiry}.", field="expiry", row=row,
                         lot=code, sku=item.sku, known=str(known), expiry=expiry.isoformat())  # fmt: skip
        else:
            self._known[item.id, code] = known or expiry


def ensure_lots(unit: Unit, wanted: Sequence[tuple[int, str, date | None]]) -> dict[tuple[int, str], int]:
    """The ids of lots by (item, code); those that are new are made."""
    found = _existing(unit, Lot, [(item_id, code) for item_id, code, _ in wanted])
    new = {(i, c): {"item_id": i, "code": c, "expiry": e} for i, c, e in wanted if (i, c) not in found}
    return found | _made(unit, Lot, list(new.values()))


def ensure_serials(unit: Unit, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """The ids of serials by (item, code); those that are new are made."""
    found = _existing(unit, Serial, wanted)
    new = [{"item_id": i, "code": c} for i, c in dict.fromkeys(wanted) if (i, c) not in found]
    return found | _made(unit, Serial, new)


def _existing(unit: Unit, noun: Any, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    found = {}
    for chunk in find.chunks(dict.fromkeys(wanted)):
        rows = unit.session.execute(
            select(noun.item_id, noun.code, noun.id).where(tuple_(noun.item_id, noun.code).in_(chunk))
        )
        found.update({(row.item_id, row.code): row.id for row in rows})
    return found


def _made(unit: Unit, noun: Any, rows: list[dict[str, Any]]) -> dict[tuple[int, str], int]:
    if not rows:
        return {}
    made = unit.session.execute(insert(noun).returning(noun.item_id, noun.code, noun.id), rows)
    return {(row.item_id, row.code): row.id for row in made}
