"""What can be imported: for each kind its fields, and how its rows become commands that do everything or nothing.

Problems of a command count its lines; `Batch.rows` says which row of the file each line came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wms.base.errors import Problems, refuse
from wms.exchange.rows import Row, Rows
from wms.model.words import Level
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


@dataclass(frozen=True, slots=True)
class Batch:
    """One command, and for each of its lines the row of the file it came from."""

    command: Command
    rows: Sequence[int]


Build = Callable[[Rows, Problems], list[Batch]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be imported.

    `required` are the fields without which there is no row, `moments` those that are moments, `extra` fields that only
    serve to register what is not known yet.
    """

    name: str
    fields: Sequence[str]
    required: Sequence[str]
    build: Build
    moments: Sequence[str] = ()
    extra: Sequence[str] = ()


def kind(name: str) -> Kind:
    """The kind with this name. Raises Refused when there is none."""
    if name not in KINDS:
        raise refuse("There is no kind of file {kind}; there are: {known}.", field="kind", kind=name,
                     known=", ".join(KINDS))  # fmt: skip
    return KINDS[name]


def _flat(line: type[Any], command: Callable[[tuple[Any, ...]], Command]) -> Build:
    """The build of a kind whose rows are the command's lines."""
    reader = Reader(line)

    def build(rows: Rows, problems: Problems) -> list[Batch]:
        read = [(number, reader.read(values, problems, number)) for number, values in rows]
        good = [(number, made) for number, made in read if made is not None]
        return [Batch(command(tuple(made for _, made in good)), [number for number, _ in good])] if good else []

    return build


def _by_owner(rows: Rows, problems: Problems) -> list[Batch]:
    """Opening stock is posted owner by owner."""
    reader = Reader(OpeningLine)
    owners: dict[str, tuple[list[OpeningLine], list[int]]] = {}
    for number, values in rows:
        line = reader.read({name: value for name, value in values.items() if name != "owner"}, problems, number)
        lines, numbers = owners.setdefault(values.get("owner", ""), ([], []))
        if line is not None:
            lines.append(line)
            numbers.append(number)
    return [
        Batch(PostOpeningStock(lines=tuple(lines), owner=owner), numbers)
        for owner, (lines, numbers) in owners.items()
        if lines
    ]


def _grouped(
    head: type[Any], line: type[Any], agree: Sequence[str], command: Callable[[tuple[Any, ...]], Command]
) -> Build:
    """The build of a kind whose rows are lines of documents: rows with the same number belong together.

    `agree` are fields of the head that must be the same in all rows of a document; of the others the first row counts.
    """
    heads, lines = Reader(head), Reader(line)

    def build(rows: Rows, problems: Problems) -> list[Batch]:
        documents: dict[Any, list[int]] = {}
        for place, number in enumerate(rows.column("number")):
            documents.setdefault(number or place, []).append(place)
        made, order = [], []
        for places in documents.values():
            group = [rows[place] for place in places]
            _check_heads(group, agree, problems)
            document = _document(group, heads, lines, problems)
            if document is not None:
                made.append(document)
                order += [number for number, _ in group]
        return [Batch(command(tuple(made)), order)] if made else []

    return build


def _check_heads(group: Sequence[Row], agree: Sequence[str], problems: Problems) -> None:
    first, head = group[0]
    for number, values in group[1:]:
        for name in agree:
            if values.get(name) != head.get(name):
                problems.add("{number} has another {name} in row {first}.", field=name, row=number, first=first,
                             number=head["number"], name=name, found=values[name], expected=head[name])  # fmt: skip


def _document(group: Sequence[Row], heads: Reader[Any], lines: Reader[Any], problems: Problems) -> Any:
    first, values = group[0]
    its_lines = lines.fields
    read = [lines.read({k: v for k, v in row.items() if k in its_lines}, problems, number) for number, row in group]
    header: Mapping[str, Any] = {k: v for k, v in values.items() if k in heads.fields and k not in its_lines}
    document = heads.read({**header, "lines": ()}, problems, first)
    if document is None or None in read:
        return None
    return replace(document, lines=tuple(read))


_LEVEL_FIELDS = [name for name in Reader(LevelLine).fields if name != "level"]
_ITEM_FIELDS = [name for name in Reader(ItemLine).fields if name != "levels"]


def _items(rows: Rows, problems: Problems) -> list[Batch]:
    """Items are one row each; their packaging levels are columns such as case_units and case_gtin."""
    items, levels = Reader(ItemLine), Reader(LevelLine)
    made: list[ItemLine] = []
    numbers: list[int] = []
    for number, values in rows:
        item = items.read({n: values[n] for n in _ITEM_FIELDS if n in values}, problems, number)
        read = [levels.read(given, problems, number) for given in _levels(values)]
        packed = tuple(level for level in read if level is not None)
        if item is not None and len(packed) == len(read):
            made.append(replace(item, levels=packed))
            numbers.append(number)
    return [Batch(RegisterItems(lines=tuple(made)), numbers)] if made else []


def _levels(values: Mapping[str, str]) -> Iterable[Mapping[str, str]]:
    for level in Level:
        given = {name: values.get(f"{level.value}_{name}", "") for name in _LEVEL_FIELDS}
        if any(given.values()):
            yield {"level": level.value, **given}


def _names(*kinds: type[Any]) -> list[str]:
    return [name for each in kinds for name in Reader(each).fields if name != "lines"]


def _needed(*kinds: type[Any]) -> list[str]:
    return [name for each in kinds for name in Reader(each).required if name != "lines"]


KINDS = {
    each.name: each
    for each in (
        Kind("items", [*_ITEM_FIELDS, *(f"{level.value}_{n}" for level in Level for n in _LEVEL_FIELDS)],
             _needed(ItemLine), _items),
        Kind("locations", _names(LocationLine), _needed(LocationLine),
             _flat(LocationLine, lambda lines: RegisterLocations(lines=lines))),
        Kind("partners", _names(PartyLine), _needed(PartyLine),
             _flat(PartyLine, lambda lines: RegisterParties(lines=lines))),
        Kind("opening_stock", [*_names(OpeningLine), "owner"], _needed(OpeningLine), _by_owner),
        Kind("asns", _names(AnnouncedDelivery, AnnouncedLine), _needed(AnnouncedDelivery, AnnouncedLine),
             _grouped(AnnouncedDelivery, AnnouncedLine, ("supplier", "owner", "site", "dock", "reference"),
                      lambda found: RegisterAsns(deliveries=found)),
             moments=("expected",)),
        Kind("orders", _names(EnteredOrder, OrderedLine), _needed(EnteredOrder, OrderedLine),
             _grouped(EnteredOrder, OrderedLine, ("customer", "carrier", "owner", "site", "reference"),
                      lambda found: EnterOrders(orders=found)),
             moments=("due", "cutoff", "entered"), extra=("item_name", "customer_name", "country")),
    )
}  # fmt: skip
"""Every kind by name."""
