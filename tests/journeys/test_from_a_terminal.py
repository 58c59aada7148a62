"""The same warehouse from a terminal: from an empty file to goods that left, and a whole day with its papers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wms.storage.database import Database

TOP = Path(__file__).resolve().parents[2]
REAL = Path(os.environ.get("WMS_DATA", TOP.parent / "shared" / "data")) / "online_retail" / "online_retail.csv.gz"
QUIET_DAY = "2011-02-06"
ZONES = (
    ("REC", "receiving", "dock", "DOCK-1"), ("FWD", "forward", "shelf", "F-01"), ("PCK", "packing", "bench", "BENCH"),
)  # fmt: skip


def wms(*words: object, code: int = 0) -> str:
    """One command line in a process of its own; what it printed."""
    done = subprocess.run([sys.executable, str(TOP / "main.py"), *map(str, words)], capture_output=True, text=True,
                          check=False, cwd=TOP)  # fmt: skip
    assert done.returncode == code, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return done.stdout if not code else done.stderr


def test_a_warehouse_is_set_up_and_a_pen_goes_through_it(tmp_path: Path) -> None:
    db = tmp_path / "mine.db"
    Database.create(db).close()

    def run(command: str, **values: object) -> str:
        words = [word for name, value in values.items() for word in (f"--{name.replace('_', '-')}", value)]
        return str(json.loads(wms("--db", db, "run", command, *words, "--json"))["document"])

    run("RegisterSite", code="S", name="Small site", company_prefix="4012345")
    run("RegisterOwner", code="OWN", name="Ourselves")
    for zone, purpose, _, _ in ZONES:
        run("RegisterZone", code=zone, site="S", purpose=purpose)
    places = [{"code": place, "zone": zone, "type": kind} for zone, _, kind, place in ZONES]
    run("RegisterLocations", lines=json.dumps(places))
    run("RegisterItems", lines=json.dumps([{"sku": "PEN", "name": "Ball pen", "cost_minor": 25}]))
    run("RegisterParties", lines=json.dumps([
        {"kind": "supplier", "code": "SUP", "name": "Supplier"},
        {"kind": "customer", "code": "CUS", "name": "Customer"}]))  # fmt: skip
    receipt = run("CheckIn", dock="DOCK-1", supplier="SUP")
    run("ReceiveLine", receipt=receipt, item="PEN", quantity=10)
    run("MoveStock", item="PEN", quantity=10, location="DOCK-1", to="F-01")
    order = run("EnterOrder", customer="CUS", lines=json.dumps([{"item": "PEN", "quantity": 4}]))
    run("AllocateOrders")
    run("ReleaseWave", wave=run("PlanWaves"))
    run("ConfirmPick", task="T-000001", location="F-01", item="PEN")
    carton = run("OpenCarton", order=order)
    run("PackTote", carton=carton, tote=f"TOTE-{order}")
    run("CloseCarton", carton=carton)
    run("ShipOrder", order=order)
    assert "4 PEN" not in wms("--db", db, "run", "MoveStock", "--item", "PEN", "--quantity", 7, "--location", "F-01",
                              "--to", "BENCH", code=2)  # fmt: skip
    assert "The books prove: 5 moves" in wms("--db", db, "prove")


def facts(db: Path) -> list[Any]:
    """The moves without their moments."""
    with sqlite3.connect(db) as raw:
        return raw.execute("SELECT seq, item_id, lot_id, serial_id, from_location_id, to_location_id, from_status,"
                           " to_status, quantity, order_line_id FROM move ORDER BY seq").fetchall()  # fmt: skip


def test_a_day_of_the_demo_leaves_its_papers_and_the_same_seed_the_same_day(tmp_path: Path) -> None:
    told = [wms("day", "--out", tmp_path / name, "--seed", 5) for name in ("one", "two")]
    assert all("The books prove." in text for text in told)
    first, second = (tmp_path / "one", tmp_path / "two")
    assert (first / "summary.json").read_text() == (second / "summary.json").read_text()
    assert facts(first / "day.db") == facts(second / "day.db")
    summary = json.loads((first / "summary.json").read_text())
    assert summary["proven"]
    assert summary["shipped"] > 0
    papers = {path.suffix for path in (first / "papers").iterdir()}
    assert {".pdf", ".xlsx"} <= papers
    assert all(path.stat().st_size > 500 for path in (first / "papers").glob("*.pdf"))
    tried = json.loads(wms("--db", first / "day.db", "simulate", "--day", summary["day"], "--seeds", 5, "--json"))
    hours = tried["reproduced"]["by_hour"]
    assert sum(was for was, _ in hours) == pytest.approx(sum(there for _, there in hours)) == tried["lines"]
    assert any("Too few walks" in text for text in tried["sentences"]), "a day teaches nothing of itself"


@pytest.mark.skipif(not REAL.exists(), reason=f"the real order history is not at {REAL}")
def test_a_day_of_the_real_orders_proves(tmp_path: Path) -> None:
    told = wms("day", "--orders", REAL, "--profile", "online_retail", "--date", QUIET_DAY, "--out", tmp_path)
    assert "The books prove." in told
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["orders"] > 0
    assert summary["shipped"] > 0
