"""Anything is found by its code, the beginning of it, or part of its name; a scan is told what bears it."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app.application import App
from wms.gui.registry.subjects import KINDS
from wms.queries.bearers import CODED, TRACKED

PEN_EACH, PEN_CASE = "04000000000006", "14000000000003"


def _found(app: App, text: str) -> list[tuple[int, str, str]]:
    return [(row.rank, row.kind, row.code) for row in app.ask("search", text=text).rows]


def _borne(app: App, **asked: Any) -> list[tuple[str, str]]:
    return [(row.kind, row.code) for row in app.ask("bears", **asked).rows]


def gtin(app: App, sku: str) -> str:
    """The GTIN of one piece."""
    return str(next(row.gtin for row in app.ask("items").rows if row.sku == sku))


def test_each_kind_that_is_found_can_be_looked_at() -> None:
    assert {one.kind for one in (*CODED, *TRACKED)} <= set(KINDS)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("PEN", "item", "PEN"), ("pen", "item", "PEN"), ("f-01-01", "location", "F-01-01"), ("PAL", "lpn", "PAL"),
        ("L1", "lot", "L1"), ("D1", "serial", "D1"), ("O2", "order", "O2"), ("W1", "wave", "W1"), ("B1", "batch", "B1"),
        ("T00000003", "task", "T00000003"), ("040123450000000017", "carton", "040123450000000017"),
        ("SH1", "shipment", "SH1"), ("LD1", "load", "LD1"), ("CC1", "count", "CC1"), ("H1", "hold", "H1"),
        ("SUP", "party", "SUP"), ("system", "user", "system"), (PEN_CASE, "item", "PEN"),
    ],
)  # fmt: skip
def test_an_exact_code_comes_first(past: App, text: str, kind: str, code: str) -> None:
    assert (1, kind, code) in _found(past, text)[:2]


def test_then_what_begins_with_the_text_and_then_names(past: App) -> None:
    found = _found(past, "D")
    assert [rank for rank, _, _ in found] == sorted(rank for rank, _, _ in found)
    assert {(2, "location", "DOCK-1"), (2, "item", "DRILL"), (3, "item", "KIT")} <= set(found)


def test_all_words_of_a_name_are_wanted_in_any_order(past: App) -> None:
    assert _found(past, "drill POWER") == [(3, "item", "DRILL")]
    assert _found(past, "drill pen") == []


def test_signs_of_a_pattern_are_plain_signs(past: App) -> None:
    assert _found(past, "%") == []
    assert _found(past, "_") == []
    assert _found(past, "") == []
    assert _found(past, "'; DROP TABLE item; --") == []


def test_the_beginning_of_a_gtin_finds_its_item(past: App) -> None:
    assert (2, "item", "PEN") in _found(past, PEN_EACH[1:12])


def test_no_kind_crowds_out_another(past: App) -> None:
    found = past.ask("search", text="F-01", each=3).rows
    assert len([row for row in found if row.kind == "location"]) == 3


def test_a_gtin_tells_the_item_and_its_packaging_level(past: App) -> None:
    (row,) = past.ask("bears", gtin=PEN_CASE).rows
    assert (row.kind, row.code, row.level, row.units) == ("item", "PEN", "case", 12)


def test_a_label_tells_its_lot_and_serial_of_that_item_only(past: App) -> None:
    milk, drill = (gtin(past, sku) for sku in ("MILK", "DRILL"))
    assert _borne(past, gtin=milk, lot="L1") == [("item", "MILK"), ("lot", "L1")]
    assert _borne(past, gtin=drill, serial="D2", lot="L1") == [("item", "DRILL"), ("serial", "D2")]


def test_a_licence_plate_is_found_with_and_without_its_identifier(past: App) -> None:
    both = [("lpn", "040123450000000017"), ("carton", "040123450000000017")]
    assert _borne(past, sscc="040123450000000017") == both
    assert _borne(past, code="00040123450000000017") == both


def test_the_code_as_it_was_scanned_goes_before_its_capitals(past: App) -> None:
    assert _borne(past, code="dock-1") == [("location", "DOCK-1")]
    assert _borne(past, code="nothing here") == []
    assert _borne(past, code="") == []


def test_places_outside_the_building_are_never_found(past: App) -> None:
    assert _borne(past, code="SUPPLIER") == []
    assert [kind for _, kind, _ in _found(past, "SUPPLIER")] == ["party"]
