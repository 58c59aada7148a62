"""Any day a warehouse may have: verbs in any order, with anything, and the books stay right after each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.furnish import furnish
from tests.properties.inbound_rules import Inbound
from tests.properties.outbound_rules import Dispatch, Orders, Picking
from tests.properties.stockroom_rules import STOCK, Stockroom, named
from tests.properties.warehouse import ANY, Warehouse, copy, step
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.base.quantities import MAX_QUANTITY
from wms.model.words import PickMethod
from wms.operations.adjusting.adjust import AdjustStock
from wms.operations.moving.move import MoveStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

STEPS, STEPS_A_DAY = 5_000, 200


class Oddities(Warehouse):
    """Rules of what goes wrong at the keyboard: a form sent twice, nonsense, a person without permission."""

    @step(which=ANY)
    def a_form_is_sent_twice(self, which: int) -> None:
        if self.done:
            command, key, answer = self.done[which % len(self.done)]
            before = self._state()
            assert self.app.run(command, key=key) == answer
            assert self._state() == before
            try:
                self.app.run(MoveStock(item="PEN", quantity=1, location="F-01-01", to="F-01-02"), key=key)
            except Refused:
                assert self._state() == before
            else:
                raise AssertionError("the same key was used for another form")

    @step(which=ANY, quantity=st.sampled_from((0, -1, MAX_QUANTITY + 1, 2**62, 2**63)), word=st.text(max_size=6))
    def nonsense_is_typed(self, which: int, quantity: int, word: str) -> None:
        assert not self.run(EnterOrder(customer=word, lines=(OrderedLine(item=word, quantity=quantity),)))
        if row := self.one_of(which, STOCK + " ORDER BY b.id"):
            assert not self.run(MoveStock(**named(row), quantity=quantity, to="F-01-01"))
            assert not self.run(AdjustStock(**named(row), quantity=min(quantity, 0), reason=" "))

    @step(which=ANY)
    def somebody_without_permission_tries(self, which: int) -> None:
        if row := self.one_of(which, STOCK + " ORDER BY b.id"):
            assert not self.run(MoveStock(**named(row), quantity=1, to="F-01-01"), login="guest")

    @step(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(hours * 3_600)


class Day(Inbound, Stockroom, Orders, Picking, Dispatch, Oddities):
    """All rules together."""

    def the_usual(self, which: int) -> None:
        before = self.commands
        for place in range(len(USUAL)):
            USUAL[(which + place) % len(USUAL)](self, which)
            if self.commands > before:
                return


USUAL: tuple[Callable[[Day, int], object], ...] = (
    lambda day, which: day.a_truck_arrives(which=which, announced=which % 3 > 0),
    lambda day, which: day.plain_goods_are_received(
        which=which, sku=("PEN", "CAP", "VALVE")[which % 3], quantity=5, case=which % 2 > 0, damaged=0,
        keyed=True) if sum(day.model.on_hand("1").values()) < 300 else None,
    lambda day, which: day.an_order_is_entered(
        sku=("PEN", "MILK", "DRILL", "KIT", "CAP")[which % 5], quantity=2, more=which % 3, fussy=False,
        complete=which % 4 == 0, carrier="CAR"),
    lambda day, which: day.orders_are_allocated(which=which, whole=False),
    lambda day, _: day.waves_are_planned(lines=9),
    lambda day, which: day.a_wave_is_released(which=which, method=PickMethod.ZONE if which % 2 else None),
    lambda day, which: day.a_pick_is_confirmed(which=which, part=which % 5, tote=which % 9),
    lambda day, which: day.a_pick_is_confirmed(which=which, part=0, tote=9),
    lambda day, which: day.a_tote_is_put_into_its_slot(which=which, wrong=0),
    lambda day, which: day.a_carton_is_opened(which=which, kind=""),
    lambda day, which: day.goods_are_packed(which=which, whole=True, quantity=1),
    lambda day, which: day.goods_are_packed(which=which, whole=True, quantity=1),
    lambda day, which: day.a_carton_is_closed(which=which, weight=0),
    lambda day, _: day.a_truck_comes_to_load(hours=30),
    lambda day, which: day.a_carton_is_loaded(which=which, staged=which % 2 > 0),
    lambda day, which: day.a_truck_leaves(which=which, leave_behind=True),
    lambda day, which: day.a_location_is_counted(which=which, miss=which % 9, login="boss"),
    lambda day, which: day.putaway_is_confirmed(which=which, elsewhere=0, quantity=0),
)  # fmt: skip
"""What goes on in a warehouse when nothing special happens."""


def play(app: App, clock: SetClock, folder: Path, days: int, steps: int, **how: Any) -> Counter[tuple[str, str]]:
    """Play so many days of so many steps in copies of this warehouse; returns what was done and refused."""
    furnish(app, clock)
    template = folder / "furnished.db"
    copy(app.database.path, template)
    tally: Counter[tuple[str, str]] = Counter()
    kind = type("Day", (Day,), {"template": template, "tally": tally})
    run_state_machine_as_test(kind, settings=settings(
        max_examples=days, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), **how,
    ))  # fmt: skip
    return tally


def test_whatever_a_day_brings_the_books_stay_right(app: App, clock: SetClock, tmp_path: Path) -> None:
    tally = play(app, clock, tmp_path, STEPS // STEPS_A_DAY, STEPS_A_DAY, derandomize=True,
                 phases=(Phase.generate, Phase.shrink))  # fmt: skip
    done = {name for name, how in tally if how == "done"}
    assert len(done) >= 55
    assert tally["PutIntoSlot", "done"] > 20
    assert tally["MoveStock", "denied"] > 0
    assert sum(count for (_, how), count in tally.items() if how == "refused") > 500
