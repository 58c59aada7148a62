"""Finding anything by what people type or scan: an exact code, the beginning of one, or part of a name.

`search` is for the one field of the window, `bears` for a scanner: it says what exactly a scanned code stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    bindparam,
    literal,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from wms.model.item import Item, PackagingLevel
from wms.model.party import Party
from wms.model.people import User
from wms.model.tracking import Lot, Serial
from wms.queries.bearers import CODED, TRACKED, Introduced
from wms.queries.question import col, computed

EXACT, BEGINS, NAMED = 1, 2, 3
_LAST_SIGN = "\U0010ffff"
_LEAST_DIGITS = 4  # of a GTIN's beginning
_LEAST_OF_TRACKED = 3  # signs of a lot or serial before all of them are looked through
_GTIN, _SSCC = 14, 18


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing that was found; `rank` 1: its code is the text, 2: begins with it, 3: its name has it.

    `detail` is a word of the program (a state, a kind) or plain text.
    """

    place: int = col("Place", "number")
    rank: int = col("Rank", "number")
    kind: str = col("Kind")
    code: str = col("Code")
    title: str = col("Name")
    detail: str = col("Detail")


@dataclass(frozen=True, slots=True)
class BearerRow:
    """One thing that bears a scanned code; `level` and `units` tell the packaging level of a GTIN."""

    place: int = col("Place", "number")
    kind: str = col("Kind")
    code: str = col("Code")
    title: str = col("Name")
    detail: str = col("Detail")
    level: str = col("Level")
    units: int = col("Pieces", "quantity")


@computed(FoundRow, key=("place",), sort=("place",), topics=("items", "locations", "parties"))
def search(connection: Connection, start: int | None, text: str = "", each: int = 6) -> Iterator[FoundRow]:
    """What the text may mean: exact codes first, then what begins with it, then names that have all its words.

    At most `each` of every kind. Small letters find codes in capitals too.
    """
    wanted = " ".join(text.split())
    seen: set[tuple[str, str]] = set()
    for rank, row in _ranked(connection, wanted, max(1, each)) if wanted else ():
        if (row.kind, row.code) not in seen:
            seen.add((row.kind, row.code))
            if start is None or len(seen) >= start:
                yield FoundRow(len(seen), rank, row.kind, row.code, row.title or "", row.detail or "")


@computed(BearerRow, key=("place",), sort=("place",))
def bears(
    connection: Connection, start: int | None, code: str = "", gtin: str = "", sscc: str = "", lot: str = "",
    serial: str = "",
) -> Iterator[BearerRow]:  # fmt: skip
    """What bears a scanned code, the likeliest first: a licence plate (sscc), an item (gtin) with its lot and serial,
    or anything whose own code it is (code)."""
    found: dict[tuple[str, str, str], Any] = {}
    for row in _bearers(connection, code, gtin, sscc, lot, serial):
        found.setdefault((row.kind, row.code, row.title if row.kind in ("lot", "serial") else ""), row)
    for place, row in enumerate(found.values(), 1):
        if start is None or place >= start:
            level, units = (row.level, row.units) if row.kind == "item" and hasattr(row, "level") else ("", 0)
            yield BearerRow(place, row.kind, row.code, row.title or "", row.detail or "", level, units)


# --- what bears a code ---------------------------------------------------------------------------------------------


def _bearers(connection: Connection, code: str, gtin: str, sscc: str, lot: str, serial: str) -> Iterator[Any]:
    if sscc:
        yield from _exact(connection, [sscc])
    if gtin:
        yield from connection.execute(_by_gtin(), {"gtin": gtin.zfill(_GTIN)})
        for noun, tracked in ((Lot, lot), (Serial, serial)):
            if tracked:
                yield from connection.execute(_by_gtin_and(noun), {"gtin": gtin.zfill(_GTIN), "code": tracked})
    if code:
        yield from _of_text(connection, code)


def _of_text(connection: Connection, text: str) -> Iterator[Any]:
    found = _exact(connection, _spellings(text))
    yield from found
    items = connection.execute(_by_gtin(), {"gtin": text.zfill(_GTIN)}).all() if _may_be_gtin(text) else []
    yield from items
    if not found and not items:
        yield from connection.execute(_all_exact(TRACKED), {"codes": _spellings(text)})


def _spellings(text: str) -> list[str]:
    """The code as given, in capitals, and without the (00) of a licence plate."""
    plate = [text[2:]] if len(text) == _SSCC + 2 and text.startswith("00") else []
    return list(dict.fromkeys([text, text.upper(), *plate]))


def _may_be_gtin(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in (8, 12, 13, _GTIN)


def _exact(connection: Connection, codes: Sequence[str]) -> list[Any]:
    """Everything with an index whose code is one of these, in the order of likelihood, the first spelling first."""
    rows = connection.execute(_all_exact(CODED), {"codes": list(codes)}).all()
    likely = {one.kind: place for place, one in enumerate(CODED)}
    return sorted(rows, key=lambda row: (likely[row.kind], codes.index(row.code)))


@cache
def _all_exact(kinds: tuple[Introduced, ...]) -> Any:
    return union_all(*(one.statement.where(one.code.in_(bindparam("codes", expanding=True))) for one in kinds))


@cache
def _by_gtin() -> Any:
    return (
        select(
            literal("item", Text).label("kind"), Item.sku.label("code"), Item.name.label("title"),
            Item.family.label("detail"), type_coerce(PackagingLevel.level, Text()).label("level"), PackagingLevel.units,
        )
        .join(PackagingLevel, PackagingLevel.item_id == Item.id)
        .where(PackagingLevel.gtin == bindparam("gtin"), PackagingLevel.gtin != "")
    )  # fmt: skip


@cache
def _by_gtin_and(noun: Any) -> Any:
    (one,) = (tracked for tracked in TRACKED if tracked.code is noun.code)
    its = select(PackagingLevel.item_id).where(PackagingLevel.gtin == bindparam("gtin"), PackagingLevel.gtin != "")
    return one.statement.where(noun.item_id == its.scalar_subquery(), noun.code == bindparam("code"))


# --- search --------------------------------------------------------------------------------------------------------


def _ranked(connection: Connection, text: str, each: int) -> Iterator[tuple[int, Any]]:
    exact = list(_of_text(connection, text))
    yield from ((EXACT, row) for row in exact)
    if not exact and len(text) >= _LEAST_OF_TRACKED:
        yield from ((BEGINS, row) for row in _tracked(connection, text, each))
    yield from ((BEGINS, row) for row in _beginning(connection, text, each))
    yield from ((NAMED, row) for row in _named(connection, text, each))


def _beginning(connection: Connection, text: str, each: int) -> Iterator[Any]:
    statement = _all_beginning(connection.dialect.name == "sqlite")
    rows: list[Any] = []
    for spelling in _spellings(text)[:2]:
        rows += connection.execute(statement, {**_from(spelling), "each": each})
    likely = {one.kind: place for place, one in enumerate(CODED)}
    yield from sorted(rows, key=lambda row: likely[row.kind])
    if text.isascii() and text.isdigit() and _LEAST_DIGITS <= len(text) < _GTIN:
        for zeros in ("", "0"):
            yield from connection.execute(_gtins(), {**_from(zeros + text), "each": each})


def _from(text: str) -> dict[str, str]:
    return {"low": text, "high": text + _LAST_SIGN, "like": _escaped(text) + "%"}


def _escaped(text: str) -> str:
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _begins(column: Any, by_index: bool) -> ColumnElement[bool]:
    """SQLite compares texts sign by sign, so that its index answers; elsewhere the order of texts is a language's."""
    if by_index:
        return and_(column >= bindparam("low"), column < bindparam("high"))
    return column.like(bindparam("like"), escape="/")  # type: ignore[no-any-return]


@cache
def _all_beginning(by_index: bool) -> Any:
    parts = []
    for one in CODED:
        order = one.code.desc() if one.newest else one.code.asc()
        some = one.statement.where(_begins(one.code, by_index)).order_by(order).limit(bindparam("each"))
        parts.append(select(some.subquery()))
    return union_all(*parts)


@cache
def _gtins() -> Any:
    where = and_(PackagingLevel.gtin >= bindparam("low"), PackagingLevel.gtin < bindparam("high"))
    return (
        select(
            literal("item", Text).label("kind"), Item.sku.label("code"), Item.name.label("title"),
            PackagingLevel.gtin.label("detail"),
        )
        .join(PackagingLevel, PackagingLevel.item_id == Item.id)
        .where(where, PackagingLevel.gtin != literal_column("''"))
        .limit(bindparam("each"))
    )  # fmt: skip


def _tracked(connection: Connection, text: str, each: int) -> Iterator[Any]:
    for one in TRACKED:
        where = _begins(one.code, connection.dialect.name == "sqlite")
        yield from connection.execute(one.statement.where(where).limit(each), _from(text))


def _has(column: Any, word: str, on_sqlite: bool) -> ColumnElement[bool]:
    """SQLite's own LIKE knows small and capital letters of English alike, three times as fast as by lower()."""
    escaped = _escaped(word)
    has, escape = f"%{escaped}%", "/" if escaped != word else None
    return (column.like if on_sqlite else column.ilike)(has, escape=escape)  # type: ignore[no-any-return]


def _named(connection: Connection, text: str, each: int) -> Iterator[Any]:
    """Things whose name has all the words, in any order; those that begin with the text first."""
    on_sqlite = connection.dialect.name == "sqlite"
    for noun, kind in ((Item, "item"), (Party, "party"), (User, "user")):
        (one,) = (coded for coded in CODED if coded.kind == kind)
        has = [_has(noun.name, word, on_sqlite) for word in text.split()]
        rows = connection.execute(one.statement.where(*has).limit(each)).all()
        yield from sorted(rows, key=lambda row: (not row.title.lower().startswith(text.lower()), row.title, row.code))
