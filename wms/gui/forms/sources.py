"""Where the codes come from that a form may ask for: for each noun the question that lists it, its code and name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms.app import registry
from wms.gui.forms.blanks import Blank
from wms.model.words import LocationType, PartyKind, ProposalState, ReturnState
from wms.operations.command import COMMANDS
from wms.queries.page import Filter


@dataclass(frozen=True, slots=True)
class Source:
    """One noun: its question, the column of its code, and the columns that say what bears the code.

    `along` are parameters of the question that other fields of the form fill, by the field's name.
    """

    question: str
    code: str
    names: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    along: tuple[str, ...] = ()


def _party(kind: PartyKind) -> Source:
    return Source("parties", "code", ("name",), {"kind": kind, "active": True})


def _locations(kind: LocationType) -> Source:
    return Source("locations", "code", ("zone",), filters=(Filter("type", "=", kind),))


SOURCES: dict[str, Source] = {
    "adjustment": Source("waiting_adjustments", "adjustment", ("reason",)),
    "aisle": Source("aisles", "aisle", ("site",)),
    "asn": Source("open_asns", "asn", ("supplier_name",)),
    "batch": Source("batches", "batch", ("picker",), {"open_only": True}),
    "carrier": _party(PartyKind.CARRIER),
    "carton": Source("cartons", "carton", ("order", "customer_name")),
    "carton_type": Source("carton_types", "code"),
    "count": Source("open_counts", "count", ("reason",)),
    "customer": _party(PartyKind.CUSTOMER),
    "dock": _locations(LocationType.DOCK),
    "hold": Source("open_holds", "hold", ("reason",)),
    "inspection": Source("open_inspections", "inspection", ("item", "item_name")),
    "item": Source("items", "sku", ("name",)),
    "lane": _locations(LocationType.LANE),
    "load": Source("loads", "load", ("carrier_name",)),
    "location": Source("locations", "code", ("zone",)),
    "lot": Source("stock_by_lot", "lot", ("item", "expiry"), along=("item",)),
    "lpn": Source("stock_by_lpn", "lpn", ("location",)),
    "order": Source("orders", "order", ("customer_name",)),
    "owner": Source("owners", "owner", ("name",)),
    "proposal": Source("proposals", "proposal", ("kind", "summary"), {"state": ProposalState.PROPOSED}),
    "receipt": Source("open_receipts", "receipt", ("supplier_name",)),
    "return": Source("returns", "number", ("customer_name",), {"state": ReturnState.OPEN}),
    "role": Source("roles", "role", ("name",)),
    "serial": Source("stock_lines", "serial", ("item", "location"), along=("item",)),
    "setting": Source("settings", "name", ("value",)),
    "site": Source("sites", "site", ("name",)),
    "supplier": _party(PartyKind.SUPPLIER),
    "task": Source("open_tasks", "task", ("item", "from_location")),
    "tote": Source("stock_by_lpn", "lpn", ("location",), filters=(Filter("kind", "=", "tote"),)),
    "user": Source("users", "login", ("name",)),
    "wave": Source("waves", "wave", ("state",)),
    "zone": Source("zones", "zone", ("name",)),
}
"""Every noun whose codes are listed somewhere, and some by the field that asks for them."""

_BY_FIELD = {"dock": "dock", "lane": "lane", "carton": "carton", "tote": "tote"}
_WITHOUT_NOUN = {"lot": "lot", "serial": "serial"}
_BY_COMMAND = {
    ("ChangeSetting", "name"): "setting",
    ("ChangeLocation", "code"): "location",
    ("RegisterZone", "code"): "zone",
    ("RegisterSite", "code"): "site",
    ("RegisterAisle", "code"): "aisle",
}


def noun_of(command: str, blank: Blank) -> str:
    """The noun whose codes a blank may be filled with, as SOURCES names it; empty when any text will do."""
    if blank.kind not in ("text", "list"):
        return ""
    named = _BY_COMMAND.get((command, blank.name)) or _BY_FIELD.get(blank.name if blank.refers else "")
    noun = named or blank.refers or _WITHOUT_NOUN.get(blank.name.removesuffix("s"), "")
    return noun if noun in SOURCES else ""


def permissions() -> tuple[str, ...]:
    """Everything a role can allow: each permission, all of a step, and everything."""
    registry.load()
    single = {entry.permission for entry in COMMANDS.values()}
    return ("*", *sorted(single | {f"{permission.split('.')[0]}.*" for permission in single}))
