"""The floor's waits: a pick from the scan to the answer at the bench, and a wave's pick lists as one paper.

Over a warehouse of its own: the small demo's building, one item a place, one wave of single-piece orders. A pick is
measured from the moment its item is scanned until the bench has answered and asks for the next stop: on the clock, and
in processor seconds of the whole process (the command on its thread, the window on its own). The lists are printed as
the window prints them, with progress.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from wms.app import printing
from wms.app.application import App
from wms.app.demo.found import lay_out
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import Desk
from wms.gui.main import application_for
from wms.gui.scan.ears import Ears
from wms.gui.screens.picking.bench import PickBench
from wms.gui.screens.picking.stop import AtStop
from wms.model.words import PartyKind
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.master_data.parties import PartyLine, RegisterParties
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.storage.database import Database

PICKS, LISTS, STOPS = 400, 500, 20
BAR_PICK_MS, BAR_LISTS_S = 50, 10


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the figures; `data` is not used, `limit` is how many picks and lists there are."""
    lists = round(limit) if limit else LISTS
    with tempfile.TemporaryDirectory() as folder:
        app = _warehouse(Path(folder), lists)
        results = {"lists": _lists(app, Path(folder)), "picks": _picks(app, Path(folder), min(PICKS, lists * STOPS))}
        app.close()
    for name, figures in results["picks"].items():
        print(f"a pick, {name:16} median {figures['median']:5.1f} ms   95th percentile {figures['p95']:5.1f} ms"
              f"   (bar {BAR_PICK_MS} ms)")  # fmt: skip
    told = results["lists"]
    print(f"{lists} pick lists in one paper: {told['processor_s']:.1f} s processor, {told['clock_s']:.1f} s on the"
          f" clock, {told['reports']} reports of progress, {told['kb']:,} kB (bar {BAR_LISTS_S} s)")  # fmt: skip
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _warehouse(folder: Path, lists: int) -> App:
    """One wave with so many batches, each of so many stops."""
    app = App(Database.create(folder / "outbound.db"))
    lay_out(app, "small")
    app.run(RegisterParties(lines=(PartyLine(kind=PartyKind.CUSTOMER, code="CUS", name="Customer"),)))
    places = [row.code for row in app.ask("locations", zone="FWD", limit=1_000).rows]
    app.run(RegisterItems(lines=tuple(ItemLine(sku=f"I{n:04}", name=f"Thing {n}") for n in range(len(places)))))
    app.run(PostOpeningStock(lines=tuple(
        OpeningLine(location=place, item=f"I{n:04}", quantity=100_000) for n, place in enumerate(places))))
    app.run(ChangeSetting(name="waving.batch_orders", value="1"))
    app.run(ChangeSetting(name="waving.wave_lines", value="1000000"))
    app.run(ChangeSetting(name="waving.exact_routes", value="no"))
    app.run(EnterOrders(orders=tuple(
        EnteredOrder(customer="CUS", lines=tuple(
            OrderedLine(item=f"I{(7 * n + 11 * line) % len(places):04}", quantity=1) for line in range(STOPS)))
        for n in range(lists))))
    app.run(AllocateOrders())
    app.run(ReleaseWave(wave=app.run(PlanWaves()).document))
    return app


def _lists(app: App, folder: Path) -> dict[str, Any]:
    (wave,) = (row.wave for row in app.ask("waves").rows)
    reports: list[Progress] = []
    printing.load()
    out, clock, processor = folder / "lists.pdf", time.perf_counter(), time.process_time()
    printing.print_paper(app, "pick_lists", out, watch=Watch(reports.append), wave=wave)
    return {"processor_s": time.process_time() - processor, "clock_s": time.perf_counter() - clock,
            "reports": len(reports), "kb": out.stat().st_size // 1024}  # fmt: skip


def _picks(app: App, folder: Path, count: int) -> dict[str, dict[str, float]]:
    """Milliseconds from scan to answer, and what of them is processor time."""
    application_for(["wms"])
    desk = Desk(app, "system", frozenset({"*"}), folder / "home")
    ears = Ears.of(desk)
    ears.open()
    page = PickBench(desk)
    desk.heard.connect(page.take)
    page.resize(1366, 768)
    page.show()
    page.arrive()
    told: list[Any] = []
    ears.settled.connect(told.append)
    _until(lambda: "next" in page.choices.keys)
    clock: list[float] = []
    processor: list[float] = []
    while len(clock) < count:
        step = page.dialogue.step
        if not isinstance(step, AtStop):
            name = next(one for one in ("named", "next") if one in page.choices.keys)
            page.dialogue.press(name)
            _until(lambda was=step: page.dialogue.step is not was and not page.dialogue.waiting and _rested(desk))
            continue
        if step.place != step.row.location:
            _heard(ears, told, step.row.location, desk)
        began, used = time.perf_counter(), time.process_time()
        before = len(told)
        ears.hear(step.row.item)
        _until(lambda was=step, had=before: len(told) > had and page.dialogue.step is not was)
        clock.append((time.perf_counter() - began) * 1_000)
        processor.append((time.process_time() - used) * 1_000)
        _until(lambda: _rested(desk))
    page.close()
    desk.close()
    return {"on the clock": _told(clock), "processor time": _told(processor)}


def _heard(ears: Ears, told: list[Any], code: str, desk: Desk) -> None:
    before = len(told)
    ears.hear(code)
    _until(lambda: len(told) > before and _rested(desk))


def _rested(desk: Desk) -> bool:
    return not desk.jobs.running


def _until(holds: Any) -> None:
    end = time.monotonic() + 60
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the bench never answered")
        QApplication.processEvents()
        time.sleep(0.000_2)


def _told(milliseconds: list[float]) -> dict[str, float]:
    return {"median": statistics.median(milliseconds), "p95": statistics.quantiles(milliseconds, n=20)[-1]}
