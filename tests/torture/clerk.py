"""A clerk who finds work wherever there is some: receives, puts away, picks, packs, ships, counts, imports.

The clerk is the warehouse day of tests/properties without Hypothesis: the same rules, chosen by dice. Each command goes
out with a key of its own, and is acknowledged only after the program has answered.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.properties.test_warehouse_day import USUAL, Day
from tests.properties.warehouse import MORNING
from tests.torture.judge import LINES
from wms.app.application import App
from wms.app.importing import import_file
from wms.base.clock import SetClock
from wms.base.errors import Denied, Refused, Stale
from wms.model.words import LpnKind
from wms.operations.command import Command
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.unit import Answer
from wms.storage import sqlite


class NoModel:
    """The clerk keeps no books of their own."""

    def came(self, item: int | str, quantity: int) -> None:
        """The rules of the day tell what came in."""

    def on_hand(self, where: str) -> Counter[int]:
        """Said to be little, so that deliveries go on."""
        return Counter()


class Clerk(Day):
    """`acknowledge` is handed each key once its command was answered."""

    def __init__(self, app: App, name: str, acknowledge: Callable[[str], object], dice: random.Random) -> None:
        self.app = app
        self.clock = app.clock if isinstance(app.clock, SetClock) else SetClock(MORNING)
        self.look = sqlite.connect(app.database.path, "ro")
        self.model: Any = NoModel()
        self.counted = {}
        self.done = []
        self.commands = 0
        self.at_usual = True
        self.name = name
        self.sent = 0
        self._acknowledge = acknowledge
        self._dice = dice

    def run(self, command: Command, login: str = "system", key: str = "") -> Answer | None:
        """Carry it out under the next key; what is refused is refused."""
        self.commands += 1
        key = f"{self.name}-{self.sent}"
        try:
            answer = self.app.run(command, key=key, login=login)
        except (Refused, Denied, Stale):
            return None
        self.sent += 1
        self._acknowledge(key)
        return answer

    def work(self, commands: int) -> None:
        """Go on until so many commands were acknowledged."""
        while self.sent < commands:
            self.something()

    def something(self) -> None:
        """One thing of all there is to do; mostly what brings goods in and out."""
        which = self._dice.randrange(64)
        self._dice.choice(WORK)(self, which)

    def delivery(self, _: int) -> None:
        """A truck with one document of a few lines."""
        receipt = self.run(CheckIn(dock="DOCK-1", supplier="SUP"))
        if receipt is not None:
            lines = tuple(ReceivedLine(item="PEN", quantity=1 + number) for number in range(LINES))
            self.run(ReceiveLines(receipt=receipt.document, lines=lines))

    def orders_from_a_file(self, which: int) -> None:
        """An import: acknowledged under the key that the file's content gives it."""
        place = Path(f"{self.app.database.path}.{self.name}.csv")
        place.write_text("number,customer,item,quantity\n" + "".join(
            f"F-{self.name}-{self.sent}-{n},CUS,PEN,{1 + n}\n" for n in range(which % 4 + 1)))  # fmt: skip
        if import_file(self.app, "orders", place).written:
            query = "SELECT key FROM audit WHERE key GLOB 'import:*' ORDER BY id DESC LIMIT 1"
            self._acknowledge(self.look.execute(query).fetchone()[0])
        place.unlink()


WORK: tuple[Callable[[Clerk, int], object], ...] = (
    *USUAL,
    Clerk.delivery,
    Clerk.orders_from_a_file,
    lambda c, which: c.stock_is_moved(which=which, to=which * 7, quantity=which % 4, onto=0),
    lambda c, which: c.a_licence_plate_is_built(to=which, kind=LpnKind.PALLET),
    lambda c, which: c.a_licence_plate_is_moved(which=which, to=which * 5),
    lambda c, which: c.stock_is_adjusted(which=which, change=(1, -1, 2)[which % 3]),
    lambda c, which: c.goods_with_lot_and_expiry_are_received(which=which, lot=1 + which % 4, quantity=4, days=30),
    lambda c, which: c.a_received_line_is_taken_back(which=which, quantity=1),
    lambda c, which: c.goods_are_inspected(which=which, quantity=1, good=which % 2 > 0),
    lambda c, which: c.putaway_is_proposed(which=which),
    lambda c, which: c.an_order_is_cancelled(which=which) if which % 4 == 0 else None,
    lambda c, which: c.a_paper_pick_list_comes_back(which=which),
    lambda c, which: c.a_pick_is_short(which=which, found=1),
    lambda c, which: c.an_order_is_handed_over(which=which),
    lambda c, which: c.a_return_is_opened(which=which, blind=which % 4),
    lambda c, which: c.a_return_is_closed(which=which),
    lambda c, which: c.a_count_is_ended(which=which, what=which % 6, login="boss"),
    lambda c, which: c.kits_are_made_and_unmade(which=which, quantity=1, apart=which % 2 > 0),
    lambda c, which: c.refilling_is_proposed(orders=False),
    lambda c, which: c.a_shelf_is_refilled(which=which, less=0),
    lambda c, which: c.stock_is_held(which=which, by="item") if which % 8 == 0 else None,
    lambda c, which: c.a_hold_is_released(which=which),
)  # fmt: skip
