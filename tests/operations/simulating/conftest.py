"""A house that has worked three days as people work: side by side, each at their own pace, and now has a fourth to do.

What is true of them is known here, so that what is learnt from the books can be held against it.
"""

from __future__ import annotations

import heapq
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.app.demo import orders as demand
from wms.app.demo.found import found
from wms.app.rows import all_rows
from wms.base.clock import SetClock, at
from wms.model.words import BatchState, WaveState
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.ordering.enter import EnterOrders
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.totes import named
from wms.operations.planning.drawing import drawing
from wms.operations.simulating.ways import Ways
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave, drop_location
from wms.storage.database import Database

DAYS = tuple(date(2026, 3, n) for n in (2, 3, 4))
TODAY = date(2026, 3, 5)
SPEED, SETUP_S, PICK_S, PACK_S, GAP_S = 1_200, 40, 14, 80, 30
"""What is true of this house: mm/s, seconds to begin a walk, of a pick, of packing, and between walks."""


@dataclass
class Crew:
    """People at work: what each does takes its time, and all of it is done in the order of the clock."""

    app: App
    clock: SetClock
    dice: random.Random
    slow: float = 1.0
    heap: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)
    turn: Iterator[int] = field(default_factory=count)
    left: dict[str, int] = field(default_factory=dict)
    to_pack: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)

    def at(self, seconds: float, action: Callable[..., None], *what: Any) -> None:
        heapq.heappush(self.heap, (self.clock.now + timedelta(seconds=seconds), next(self.turn), action, what))

    def work(self) -> None:
        while self.heap:
            self.clock.now, _, action, what = heapq.heappop(self.heap)
            action(*what)

    def luck(self, spread: float) -> float:
        return self.dice.lognormvariate(-spread * spread / 2, spread)

    def next_walk(self, picker: str) -> None:
        ready = all_rows(self.app, "batches", state=BatchState.READY)
        if not ready:
            return
        self.app.run(ClaimBatch(batch=ready[0].batch), login=picker)
        stops = all_rows(self.app, "pick_list", batch=ready[0].batch, open_only=True)
        legs = self.legs([stop.location for stop in stops])
        pace = self.slow * self.luck(0.05)
        self.at(SETUP_S * pace, self.go, picker, stops, legs, pace)

    def go(self, picker: str, stops: list[Any], legs: list[int], pace: float) -> None:
        if not stops:
            self.at(legs[0] / SPEED * pace + self.dice.uniform(0, 2 * GAP_S), self.next_walk, picker)
            return
        time = legs[0] / SPEED * pace + PICK_S * self.luck(0.3) * pace
        self.at(time, self.pick, picker, stops, legs, pace)

    def pick(self, picker: str, stops: list[Any], legs: list[int], pace: float) -> None:
        stop, *rest = stops
        self.app.run(ConfirmPick(task=stop.task, location=stop.location, item=stop.item, lot=stop.lot,
                                 serial=stop.serial), login=picker)  # fmt: skip
        self.left[stop.order] -= 1
        if not self.left[stop.order]:
            self.to_pack.append(stop.order)
            if self.idle:
                self.next_order(self.idle.pop())
        self.go(picker, rest, legs[1:], pace)

    def next_order(self, packer: str) -> None:
        if not self.to_pack:
            self.idle.append(packer)
            return
        self.at(PACK_S * self.luck(0.25) * self.slow, self.pack, packer, self.to_pack.pop(0))

    def pack(self, packer: str, order: str) -> None:
        carton = self.app.run(OpenCarton(order=order), login=packer).document
        self.app.run(PackTote(carton=carton, tote=named(order)), login=packer)
        self.app.run(CloseCarton(carton=carton), login=packer)
        self.next_order(packer)

    def legs(self, codes: list[str]) -> list[int]:
        with self.app.database.reading() as connection, Session(connection) as session:
            ids = _ids(session, codes)
            drop = drop_location(_Reader(session), 1, "")  # type: ignore[arg-type]
            return Ways(drawing(session, drop.site_id or 0, {drop.id, *ids.values()}), drop.id).legs(
                [ids[code] for code in codes]
            )


@dataclass
class _Reader:
    """As much of a unit as a look-up needs."""

    session: Session


def _ids(session: Session, codes: list[str]) -> dict[str, int]:
    from sqlalchemy import select

    from wms.model.site import Location

    rows = session.execute(select(Location.code, Location.id).where(Location.code.in_(set(codes))))
    return {row.code: row.id for row in rows}


def work_day(app: App, clock: SetClock, day: date, *, slow: float = 1.0) -> None:
    """One day: waves are released at half past six, people come at a quarter to seven and later."""
    clock.now = at(day, 6, 30)
    app.run(AllocateOrders())
    app.run(PlanWaves(wave_lines=5_000, window_minutes=1_000))
    for wave in all_rows(app, "waves", state=WaveState.PLANNED):
        app.run(ReleaseWave(wave=wave.wave))
    crew = Crew(app, clock, random.Random(str(day)), slow)
    for batch in all_rows(app, "batches", state=BatchState.READY):
        for stop in all_rows(app, "pick_list", batch=batch.batch, open_only=True):
            crew.left[stop.order] = crew.left.get(stop.order, 0) + 1
    for number in range(1, 4):
        crew.at(900 + 120 * number, crew.next_walk, f"picker{number}")
    crew.idle = ["clerk1", "clerk2"]
    crew.work()


@pytest.fixture(scope="session")
def worked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house on the evening before, with today's orders entered; the third day was half as quick as the others."""
    path = tmp_path_factory.mktemp("simulating") / "house.db"
    clock = SetClock(at(DAYS[0], 5))
    app = App(Database.create(path), clock=clock)
    demo = found(app, "small", 1, DAYS[0])
    for name, value in (("waving.batch_orders", "2"), ("waving.pickers", "3")):
        app.run(ChangeSetting(name=name, value=value))
    for day in DAYS:
        clock.now = at(day, 6)
        app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, day, random.Random(str(day)))[:22])))
        work_day(app, clock, day, slow=2.0 if day == DAYS[2] else 1.0)
    clock.now = at(TODAY, 6)
    app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, TODAY, random.Random(9)))))
    app.run(AllocateOrders())
    app.close()
    return path


@pytest.fixture
def worked(worked_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """One's own copy of the house, on today's morning."""
    monkeypatch.setenv("WMS_HOME", str(tmp_path / "home"))
    for old in worked_file.parent.glob(f"{worked_file.name}*"):
        shutil.copy(old, tmp_path / old.name)
    app = App.open(tmp_path / worked_file.name, clock=SetClock(at(TODAY, 6, 15)))
    yield app
    app.close()
