"""What can be imported: for each kind its fields, and how its rows become one command that does everything or nothing.

Problems of a command count its lines; `Batch.rows` says which row of the file each line came from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wms.base.errors import Problems
from wms.model.words import Level, PartyKind
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import AnnouncedDelivery, RegisterAsns
from wms.operations.command import Command
from wms.operations.fields import Reader
from wms.operations.master_data.items import ItemLine, LevelLine, RegisterItems
from wms.operations.master_data.locations import LocationLine, RegisterLocations
from wms.operations.master_data.parties import PartyLine, RegisterParties
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """One command, and for each of its lines the row of the file."""

    command: Command
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be imported. `extra` are fields that only serve to register what is not known yet."""

    name: str
    fields: Sequence[str]
    build: Callable[[Sequence[Row], Problems], Batch | None]
    extra: Sequence[str] = ()


def _flat(line: type[Any], command: Callable[[tuple[Any, ...]], Command]) -> Callable[..., Batch | None]:
    """The build of a kind whose rows are the command's lines."""
    reader = Reader(line)

    def build(rows: Sequence[Row], problems: Problems) -> Batch | None:
        read = [(number, reader.read(values, problems, number)) for number, values in rows]
        good = [(number, made) for number, made in read if made is not None]
        return Batch(command(tuple(m for _, m in good)), [n for n, _ in good]) if good else None

    return build


def _grouped(
    head: type[Any], line: type[Any], command: Callable[[tuple[Any, ...]], Command]
) -> Callable[..., Batch | None]:
    """The build of a kind whose rows are lines of documents: rows with the same number belong together."""
    heads, lines = Reader(head), Reader(line)
    its_lines = set(lines.fields)

    def build(rows: Sequence[Row], problems: Problems) -> Batch | None:
        documents: dict[str, list[Row]] = {}
        for number, values in rows:
            documents.setdefault(values.get("number") or f"row {number}", []).append((number, values))
        made, order = [], []
        for group in documents.values():
            document = _document(group, heads, lines, its_lines, problems)
            if document is not None:
                made.append(document)
                order += [number for number, _ in group]
        return Batch(command(tuple(made)), order) if made else None

    return build


def _document(
    group: Sequence[Row], heads: Reader[Any], lines: Reader[Any], its_lines: set[str], problems: Problems
) -> Any:
    first, values = group[0]
    read = [lines.read({k: v for k, v in row.items() if k in its_lines}, problems, number) for number, row in group]
    whole = None not in read
    header = {name: value for name, value in values.items() if name in heads.fields and name not in its_lines}
    document = heads.read(header | {"lines": ()}, problems, first)
    if document is None or not whole:
        return None
    return type(document)(**{n: getattr(document, n) for n in heads.fields if n != "lines"}, lines=tuple(read))


_LEVEL_FIELDS = [name for name in Reader(LevelLine).fields if name != "level"]
_ITEM_FIELDS = [name for name in Reader(ItemLine).fields if name != "levels"]


def _items(rows: Sequence[Row], problems: Problems) -> Batch | None:
    """Items are one row each; their packaging levels are columns such as case_units and case_gtin."""
    items, levels = Reader(ItemLine), Reader(LevelLine)
    made: list[tuple[int, ItemLine]] = []
    for number, values in rows:
        item = items.read({n: values[n] for n in _ITEM_FIELDS if n in values}, problems, number)
        packed = []
        for level in Level:
            given = {n: values.get(f"{level.value}_{n}", "") for n in _LEVEL_FIELDS}
            if any(given.values()):
                packed.append(levels.read({"level": level.value, **given}, problems, number))
        if item is not None and None not in packed:
            whole = {n: getattr(item, n) for n in _ITEM_FIELDS} | {"levels": tuple(packed)}
            made.append((number, ItemLine(**whole)))
    return Batch(RegisterItems(lines=tuple(m for _, m in made)), [n for n, _ in made]) if made else None


def _names(*kinds: type[Any], but: Sequence[str] = ()) -> list[str]:
    return [name for kind in kinds for name in Reader(kind).fields if name not in but]


KINDS = {
    kind.name: kind
    for kind in (
        Kind("items", [*_ITEM_FIELDS, *(f"{level.value}_{n}" for level in Level for n in _LEVEL_FIELDS)], _items),
        Kind("locations", _names(LocationLine), _flat(LocationLine, lambda lines: RegisterLocations(lines=lines))),
        Kind("partners", _names(PartyLine), _flat(PartyLine, lambda lines: RegisterParties(lines=lines))),
        Kind("opening_stock", _names(OpeningLine), _flat(OpeningLine, lambda lines: PostOpeningStock(lines=lines))),
        Kind("asns", _names(AnnouncedDelivery, AnnouncedLine, but=["lines"]),
             _grouped(AnnouncedDelivery, AnnouncedLine, lambda found: RegisterAsns(deliveries=found))),
        Kind("orders", _names(EnteredOrder, OrderedLine, but=["lines"]),
             _grouped(EnteredOrder, OrderedLine, lambda found: EnterOrders(orders=found)),
             ("item_name", "customer_name", "country")),
    )
}  # fmt: skip
"""Every kind by name."""


def unknown_items(rows: Sequence[Row], known: set[str]) -> RegisterItems | None:
    """The items that order rows name and nobody knows, with the name and price they were sold at."""
    lines: dict[str, ItemLine] = {}
    for _, values in rows:
        sku = values.get("item", "")
        if sku and sku not in known and sku not in lines:
            price = values.get("price_minor", "")
            cost = int(price) // 2 if price.isdigit() else None
            lines[sku] = ItemLine(sku=sku, name=values.get("item_name") or sku, cost_minor=cost,
                                  levels=(LevelLine(level=Level.EACH, units=1),))  # fmt: skip
    return RegisterItems(lines=tuple(lines.values())) if lines else None


def unknown_customers(rows: Sequence[Row], known: set[str]) -> RegisterParties | None:
    """The customers that order rows name and nobody knows."""
    lines: dict[str, PartyLine] = {}
    for _, values in rows:
        code = values.get("customer", "")
        if code and code not in known and code not in lines:
            name = values.get("customer_name") or f"Customer {code}"
            lines[code] = PartyLine(
                kind=PartyKind.CUSTOMER, code=code, name=name, country=values.get("country") or None
            )
    return RegisterParties(lines=tuple(lines.values())) if lines else None
