"""The documents on the way in and out, as their questions tell them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wms.app.application import App
from wms.model.words import (
    CartonState,
    OrderState,
    PartyKind,
    Purpose,
    Stage,
    TaskKind,
    TaskState,
)


def test_announcements(ask: Any) -> None:
    assert ask("open_asns", "supplier", "lines", "announced", "received") == [("SUP", 2, 57, 0)]
    assert ask("asn_lines", "line", "item", "announced") == [(1, "PEN", 50), (2, "KIT", 7)]
    assert ask("asn_lines", "item", open_only=True, item="KIT") == [("KIT",)]


def test_receipts(ask: Any) -> None:
    assert ask("open_receipts", "supplier", "dock", "lines", "quantity") == [("SUP", "DOCK-1", 4, 126)]
    (number,) = {row[0] for row in ask("receipt_lines", "receipt")}
    assert ask("receipt_lines", "item", "lot", "serial", "lpn", "quantity", receipt=number) == [
        ("PEN", "", "", "PAL", 100), ("MILK", "L1", "", "", 24), ("DRILL", "", "D1", "", 1), ("DRILL", "", "D2", "", 1),
    ]  # fmt: skip
    assert ask("receipt_lines", "item", receipt="R99") == []


def test_orders_and_their_lines(ask: Any) -> None:
    columns = ("order", "state", "customer", "wave", "lines", "ordered", "allocated", "shipped")
    assert ask("open_orders", *columns) == [("O2", OrderState.ENTERED, "CUS", "W1", 1, 10, 4, 0)]
    assert ask("orders", "order") == [("O2",), ("O1",)]
    assert ask("order_lines", "order", "line", "item", "ordered", "allocated", "picked", "packed", "shipped") == [
        ("O1", 1, "PEN", 5, 5, 5, 5, 5), ("O2", 1, "PEN", 10, 4, 0, 0, 0)]  # fmt: skip
    assert ask("order_lines", "order", wave="W1") == [("O2",)]
    assert ask("order_lines", "order", open_only=True) == [("O2",)]


def test_waves_and_walks(ask: Any) -> None:
    assert ask("waves", "wave", "orders", "lines", "batches", "allocated") == [("W1", 1, 1, 1, 4)]
    assert ask("batches", "batch", "wave", "orders", "stops", "stops_done", "quantity") == [("B1", "W1", 1, 1, 0, 4)]
    assert ask("pick_list", "sequence", "location", "item", "quantity", "order", "order_line", batch="B1") == [
        (1, "F-01-01", "PEN", 4, "O2", 1)]  # fmt: skip
    assert ask("open_tasks", "kind", "state", "quantity") == [(TaskKind.PICK, TaskState.OPEN, 4)]
    assert ask("tasks", "task", kind=TaskKind.PUTAWAY) == [("T00000001",)]


def test_cartons_shipments_loads_and_the_manifest(ask: Any) -> None:
    sscc = "040123450000000017"
    columns = ("carton", "state", "order", "carton_type", "pieces", "weight_g", "location", "load")
    assert ask("cartons", *columns) == [(sscc, CartonState.SHIPPED, "O1", "S", 5, 350, None, "LD1")]
    assert ask("carton_lines", "carton", "order_line", "item", "quantity", carton=sscc) == [(sscc, 1, "PEN", 5)]
    assert ask("shipments", "shipment", "order", "cartons", "weight_g", "address") == [
        ("SH1", "O1", 1, 350, "1 High Street\nTown")]  # fmt: skip
    assert ask("loads", "load", "manifest", "shipments", "cartons", "cartons_loaded") == [("LD1", "MF1", 1, 1, 1)]
    assert ask("manifest_lines", "manifest", "order", "customer", "carton", "pieces", manifest="MF1") == [
        ("MF1", "O1", "CUS", sscc, 5)]  # fmt: skip


def test_counts_and_holds(ask: Any) -> None:
    assert ask("open_counts", "count") == []
    assert ask("counts", "count", "lines", "lines_counted") == [("CC1", 1, 1)]
    assert ask("count_lines", "location", "item", "snapshot", "counted", "posted", count="CC1") == [
        ("F-01-01", "PEN", 55, 54, -1)]  # fmt: skip
    assert ask("open_holds", "hold", "reason", "item", "quantity") == [("H1", "wet", "PEN", 6)]
    assert ask("open_holds", "hold", item="MILK") == []


def test_what_runs_low_is_found(ask: Any) -> None:
    assert ask("replenishment_needs", "location", "item", "on_hand", "wanted", "reserve") == [
        ("F-01-01", "PEN", 54, 36, 34)]  # fmt: skip


def test_master_data(ask: Any) -> None:
    assert ask("items", "sku", "gtin", "lot_tracked", "cost_minor")[-1] == ("VALVE", "04000000000037", False, 1250)
    assert ask("packaging_levels", "level", "units", item="PEN") == [("each", 1), ("case", 12)]
    assert ask("locations", "code", "zone", "aisle", purpose=Purpose.PACKING) == [("BENCH-1", "PCK", "01")]
    assert ask("parties", "code", kind=PartyKind.CUSTOMER) == [("CUS",), ("FUSSY",)]
    assert ask("users", "login", "roles") == [("system", 1)]
    assert ask("permissions", "role", "permission") == [("system", "*")]


def test_the_audit_trail_has_every_command(ask: Any) -> None:
    assert ask("audit_trail", "command", "login")[0] == ("ReceiveLines", "system")
    assert ask("audit_trail", "command")[-1] == ("RegisterAsn",)


def test_moves_are_told_with_what_happened(ask: Any) -> None:
    assert ask("moves_of", "event", "quantity", "order", item="PEN") == [
        ("lost", 1, None), ("status changed", 6, None), ("shipped", 5, "O1"), ("moved", 5, "O1"), ("moved", 5, "O1"),
        ("moved", 60, None), ("moved", 100, None), ("received", 100, None)]  # fmt: skip
    assert ask("moves_of", "event", item="MILK", lot="L1") == [("moved",), ("received",)]
    assert ask("moves_of", "event", "item", serial="D2") == [("received", "DRILL")]
    assert ask("moves_of", "event", "document", lpn="PAL", kind="PlaceHold") == [("status changed", "H1")]
    assert ask("moves_of", "quantity", location="LANE-1", order="O1") == [(5,), (5,), (5,)]


def test_a_trail_leads_from_the_supplier_to_the_customer_and_back(ask: Any) -> None:
    forward = ask("trace_forward", "event", "party", "order", lpn="040123450000000017")
    assert forward == [("moved", "CUS", "O1"), ("shipped", "CUS", "O1")]
    back = ask("trace_back", "event", "from_location", "party", order="O1")
    assert back[0] == ("moved", "F-01-01", "CUS")
    milk = ask("trace_back", "event", "party", item="MILK", lot="L1")
    assert milk == [("received", "SUP"), ("moved", None)]


def test_whys_are_answered(ask: Any) -> None:
    assert ask("why_allocated", "stage", "state", "reason", order="O1") == [
        (Stage.RESERVED, "carried", "oldest"), (Stage.PICKED, "carried", "oldest"), (Stage.PACKED, "shipped", "oldest")]
    facts = ask("why_not_allocated", "about", "quantity", "fact", order="O2", line=1)
    assert facts[1] == ("PEN", 6, "6 missing.")
    assert ("F-01-01", 54, "4 of it are allocated; order O2 in wave W1 holds 4") in facts
    assert ("R-01-01", 6, "its status is held") in facts
    assert ask("why_not_pickable", "fact", item="DRILL", location="DOCK-1") == [
        ("it is not stored yet: it lies in receiving",)]  # fmt: skip
    assert ask("why_not_pickable", "fact", item="KIT") == [("no stock",)]
    assert ask("why_putaway", "about", "fact", task="T00000001") == [
        ("F-01-01", "near the door"), ("F-01-02", "Instead: further")]  # fmt: skip
    assert ask("why_moved", "fact", seq=1)[0] == ("ReceiveLines, done by system",)


def test_the_figures_of_a_period(ask: Any, past: App) -> None:
    today = past.clock().date()
    figures = ask("kpis", "kpi", "part", "whole", first=today, last=today)
    assert {name: (part, whole) for name, part, whole in figures} == {
        "Dock-to-stock time": (60, 1), "Lines per hour": (0, 0), "Order fill rate": (1, 1), "On-time shipment": (1, 1),
        "Inventory accuracy": (0, 1), "Space utilisation": (3, 16),
    }  # fmt: skip
    later = today + timedelta(days=3)
    assert {part for (part,) in ask("kpis", "part", first=later, last=later)} == {0, 3}
