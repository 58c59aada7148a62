"""`wms day`: one whole day, and what is left of it: papers, a stock report, the figures, and books that prove."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wms.app.application import App
from wms.app.day import afterwards, inbound, outbound, packing
from wms.app.day.floor import Floor, Mishaps
from wms.app.proving import prove
from wms.base.clock import SetClock, at
from wms.base.jobs import Watch
from wms.ledger.proof.prove import Proof
from wms.model.words import BatchState

BEGINS = 6


@dataclass(slots=True)
class Summary:
    """What a day came to. Counts are documents or base units; `kpis` as the glossary names them."""

    day: str
    orders: int = 0
    orders_shipped: int = 0
    lines: int = 0
    lines_shipped_in_full: int = 0
    ordered: int = 0
    shipped: int = 0
    receipts: int = 0
    waves: int = 0
    batches: int = 0
    walk_in_pick_sequence_m: int = 0
    walk_shortest_routes_m: int = 0
    walk_planned_batches_m: int = 0
    cartons: int = 0
    loads: int = 0
    counts: int = 0
    returns: int = 0
    short_picks: int = 0
    pieces_adjusted: int = 0
    not_allocated: dict[str, int] = field(default_factory=dict)
    kpis: dict[str, Any] = field(default_factory=dict)
    moves: int = 0
    proven: bool = False


def run_day(
    app: App, clock: SetClock, day: date, *, out: Path | None, seed: int, watch: Watch | None = None,
    mishaps: Mishaps | None = None,
) -> tuple[Summary, Proof]:  # fmt: skip
    """Work off all open orders on `day`, from six in the morning. Papers and figures go to `out`."""
    clock.now = max(clock.now, at(day, BEGINS))
    papers = _folder(out)
    floor = Floor(app, clock, day, random.Random(f"day:{seed}:{day}"), papers, mishaps or Mishaps(), watch or Watch())
    summary = Summary(day.isoformat())
    wanted = {row.order for row in floor.ask("open_orders")}
    receipts = inbound.bring_in(floor)
    inbound.put_away(floor, receipts)
    outbound.replenish(floor)
    outbound.allocate(floor)
    waves = outbound.plan_and_release(floor)
    outbound.pick(floor, waves)
    packed = packing.pack(floor)
    loads = outbound.ship(floor)
    outbound.depart(floor, loads)
    summary.returns = len(afterwards.returns(floor, packed))
    counts = afterwards.count(floor)
    summary.counts = len(counts)
    summary.pieces_adjusted = sum(abs(row.posted) for count in counts for row in floor.ask("count_lines", count=count))
    afterwards.stock_report(floor)
    floor.say("Proving the books")
    proof = prove(app, floor.watch)
    _figures(floor, summary, wanted, receipts, waves, loads, proof)
    if out is not None:
        (out / "summary.json").write_text(json.dumps(asdict(summary), indent=1, default=str), encoding="utf-8")
        (out / "summary.txt").write_text(told(summary), encoding="utf-8")
    return summary, proof


def _kind_of_reason(reason: str) -> str:
    """The reason of a line without its figures and order numbers, so that lines can be counted by it."""
    parts = [part.strip() for part in reason.split(".")[1:] if part.strip()]
    if not parts:
        return reason or "not allocated yet"
    return "taken by other lines" if "taken by" in parts[0] else parts[0].split(" ", 1)[-1]


def told(summary: Summary) -> str:
    """The figures as text, a line each."""
    lines = [f"{name.replace('_', ' '):24} {value}" for name, value in asdict(summary).items()
             if name not in ("not_allocated", "kpis")]  # fmt: skip
    lines += [f"{'not allocated':24} {count} × {reason}" for reason, count in summary.not_allocated.items()]
    lines += [f"{name.replace('_', ' '):24} {value}" for name, value in summary.kpis.items()]
    return "\n".join(lines) + "\n"


def _folder(out: Path | None) -> Path | None:
    if out is None:
        return None
    papers = out / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    for old in papers.iterdir():
        if old.suffix in (".pdf", ".xlsx", ".csv"):
            old.unlink()
    return papers


def _figures(
    floor: Floor, summary: Summary, wanted: set[str], receipts: list[str], waves: list[str], loads: list[str],
    proof: Proof,
) -> None:  # fmt: skip
    orders = [row for row in floor.ask("orders") if row.order in wanted]
    lines = [row for row in floor.ask("order_lines") if row.order in wanted]
    summary.orders, summary.lines = len(orders), len(lines)
    summary.orders_shipped = sum(row.state.value == "shipped" for row in orders)
    summary.lines_shipped_in_full = sum(row.shipped == row.ordered for row in lines)
    summary.ordered, summary.shipped = sum(row.ordered for row in lines), sum(row.shipped for row in lines)
    summary.receipts, summary.waves, summary.loads = len(receipts), len(waves), len(loads)
    batches = [batch for wave in waves for batch in floor.ask("batches", wave=wave)]
    summary.batches = sum(batch.state is not BatchState.CANCELLED for batch in batches)
    summary.walk_in_pick_sequence_m, summary.walk_shortest_routes_m, summary.walk_planned_batches_m = (
        round(floor.walks.get(name, 0) / 1000) for name in ("by_sequence_mm", "before_mm", "walk_mm")
    )
    summary.cartons = sum(row.cartons for row in floor.ask("loads") if row.load in set(loads))
    for row in floor.ask("unallocated_lines"):
        kind = _kind_of_reason(row.reason)
        summary.not_allocated[kind] = summary.not_allocated.get(kind, 0) + 1
    rows = floor.ask("kpis", first=floor.day, last=floor.clock().date())
    summary.kpis = {f"{row.kpi} ({row.unit})": row.value for row in rows}
    summary.short_picks = floor.short_picks
    summary.moves, summary.proven = proof.moves, proof.ok
