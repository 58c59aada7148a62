"""A label did not tell everything: lot, expiry date, serial numbers one by one, and how many are asked for here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wms.gui.desk.desk import INFO, RIGHT, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.receiving.goods import EXPIRY, LOT, QUANTITY, SERIAL, Goods, day, level_words
from wms.gui.screens.receiving.step import Step
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.screens.receiving.unloading import Unloading


class Telling(Step):
    """Goods of which something is missing."""

    def __init__(self, unloading: Unloading, goods: Goods) -> None:
        super().__init__(unloading.bench)
        self.unloading, self.goods = unloading, goods

    def look(self) -> None:
        """How much is still announced may have changed."""
        self.unloading.look()

    # --- what is asked -----------------------------------------------------------------------------------------------

    def question(self) -> str:
        """The one thing that is missing now, in words."""
        goods, missing = self.goods, self.goods.missing()
        if missing == LOT:
            return say("Scan or type the lot of {item}", item=goods.item)
        if missing == EXPIRY:
            return say("When does {item} expire?", item=goods.item)
        if missing == SERIAL:
            return say("Scan the next serial number of {item}", item=goods.item)
        return say("How many {item} are there?", item=goods.item)

    def ask(self) -> None:
        """Say what is missing, or receive the goods when nothing is any more."""
        if self.goods.missing():
            self.bench.answer(INFO, self.question())
        else:
            self.unloading.post(self.goods, stays=self.goods.by_serial)

    def prompt(self) -> Prompt:
        """Ask for what is missing, with what the announcement says beside keys."""
        missing, goods = self.goods.missing(), self.goods
        choices = {LOT: self._lots, EXPIRY: self._expiries, SERIAL: self._end}.get(missing, self._quantities)()
        note = {EXPIRY: say("Year, month, day: 2026-05-31 or 260531. Or scan a label that has it.")}.get(missing, "")
        expects = {LOT: ("lot", "item", UNKNOWN), EXPIRY: ("item", "lot", UNKNOWN),
                   SERIAL: ("serial", "item", UNKNOWN)}.get(missing, ("item",))  # fmt: skip
        done, of = self.unloading.progress()
        return Prompt(
            self.unloading.title, self.question(), note or goods.name, expects=expects, facts=self._facts(),
            choices=(*choices, *self._usual(missing)), quantity=missing not in (LOT, SERIAL), done=done, of=of,
        )  # fmt: skip

    def _facts(self) -> tuple[Fact, ...]:
        goods = self.goods
        facts = [Fact(say("Unit"), level_words(goods.level, goods.units))] if not goods.by_serial else []
        if goods.counted > 1:
            facts.append(Fact(say("Counted"), f"{goods.counted:,}", "accent"))
        if self.unloading.lines:
            still = self.unloading.still(goods.item)
            note = say("pieces") if still else say("none is missing")
            facts.append(Fact(say("Announced, still to come"), f"{still:,}", "neutral" if still else "warn", note))
        if goods.lot:
            facts.append(Fact(say("Lot"), goods.lot, note=shown(goods.expiry)))
        facts.append(Fact(say("Stands on"), goods.lpn or say("the floor"), "accent" if goods.lpn else "neutral"))
        if goods.damaged:
            facts.append(Fact(say("Status"), say("damaged"), "bad"))
        return tuple(facts)

    def _lots(self) -> list[Choice]:
        codes = dict.fromkeys(row.lot for row in self.unloading.announced_for(self.goods.item) if row.lot)
        return [Choice(f"lot {code}", say("{lot}, as announced", lot=code), "lot", main=n == 0)
                for n, code in enumerate(list(codes)[:3])]  # fmt: skip

    def _expiries(self) -> list[Choice]:
        rows = self.unloading.announced_for(self.goods.item)
        days = dict.fromkeys(row.expiry for row in rows if row.expiry and row.lot in ("", self.goods.lot))
        return [Choice(f"expiry {one.isoformat()}", say("{day}, as announced", day=shown(one)), "calendar", main=n == 0)
                for n, one in enumerate(list(days)[:3])]  # fmt: skip

    def _end(self) -> list[Choice]:
        return [Choice("drop", say("No more of {item}", item=self.goods.item), "check", main=True)]

    def _quantities(self) -> list[Choice]:
        goods, still = self.goods, self.unloading.still(self.goods.item)
        text = (say("Just this one") if goods.counted == 1
                else say("That is all: {count}", count=f"{goods.counted:,}"))  # fmt: skip
        some = [Choice("counted", text, "check", "F2", main=True)]
        if still and still != goods.counted * goods.units:
            text = say("All {count} pieces that are announced", count=f"{still:,}")
            some.append(Choice("announced", text, "list", "F3"))
        return some

    def _levels(self) -> list[Choice]:
        others = [(level, units) for level, units in self.goods.levels.items() if level != self.goods.level]
        return [Choice(f"level {level}", say("Unit: {unit}", unit=level_words(level, units)), "carton", f"F{key}")
                for key, (level, units) in enumerate(others, 5)]  # fmt: skip

    def _usual(self, missing: str) -> list[Choice]:
        """The keys that are always where they are."""
        damaged = say("Not damaged after all") if self.goods.damaged else say("They are damaged")
        usual = [Choice("damaged", damaged, "hazard", "F4"), *(self._levels() if missing == QUANTITY else ())]
        if missing != SERIAL:
            usual.append(Choice("drop", say("Not this item"), "cancel", "F9"))
        return usual

    # --- what is answered --------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """A lot, a date, a serial number, or the same label once more: one more of it."""
        goods, label, missing = self.goods, heard.scan.label, self.goods.missing()
        if missing == LOT:
            self._take_lot((label.lot if label else "") or heard.code("lot") or self._plain(heard))
        elif missing == EXPIRY:
            told = label.expiry if label else None
            self._take_expiry(heard.text if told is None else told.isoformat())
        elif missing == SERIAL:
            self._take_serial((label.serial if label else "") or heard.code("serial") or self._plain(heard))
        elif heard.code("item") == goods.item:
            self.goods = replace(goods, counted=goods.counted + 1)
            self.bench.answer(RIGHT, say("{count} counted of {item}.", count=f"{goods.counted + 1:,}", item=goods.item))
        else:
            self.bench.answer(WRONG, say("First say how many {item} there are.", item=goods.item))

    def _plain(self, heard: Heard) -> str:
        """A code that is no item's label, as it was read; empty for one that is."""
        return "" if heard.code("item") or heard.scan.label is not None else heard.text

    def enter(self, text: str) -> None:
        """How many; or a date without its dashes."""
        if self.goods.missing() == EXPIRY:
            self._take_expiry(text)
        elif int(text) == 0:
            self.choose("drop")
        else:
            self._take_quantity(int(text))

    def choose(self, name: str) -> None:
        """What the announcement says, or the packaging level, or that it is damaged."""
        what, _, value = name.partition(" ")
        if what == "lot":
            self._take_lot(value)
        elif what == "expiry":
            self._take_expiry(value)
        elif what == "level":
            self.goods = replace(self.goods, level=value)
            self.bench.answer(INFO, say("Counted in: {unit}", unit=level_words(value, self.goods.units)))
        elif what == "counted":
            self._take_quantity(self.goods.counted)
        elif what == "announced":
            self._take_all()
        elif what == "damaged":
            self.goods = replace(self.goods, damaged=not self.goods.damaged)
            self.bench.answer(INFO, say("{item} is received as damaged.", item=self.goods.item) if self.goods.damaged
                              else say("{item} is sound.", item=self.goods.item))  # fmt: skip
        else:
            self.bench.step = self.unloading
            self.unloading.damaged = False
            self.bench.answer(INFO, say("Scan the next goods."))

    def _take_all(self) -> None:
        """All that is announced, in whole units of the level where that is possible."""
        still = self.unloading.still(self.goods.item)
        if still % self.goods.units:
            self.goods = replace(self.goods, level="each")
        self._take_quantity(still // self.goods.units)

    def _take_quantity(self, quantity: int) -> None:
        self.goods = replace(self.goods, quantity=quantity)
        self.ask()

    def _take_lot(self, lot: str) -> None:
        if not lot:
            self.bench.answer(WRONG, say("This label names no lot. Type it, and press Enter."))
            return
        self.goods = replace(self.goods, lot=lot)
        if self.goods.missing() == EXPIRY:
            known = (Filter("item", "=", self.goods.item), Filter("lot", "=", lot))
            self.bench.ask("stock_by_lot", self._lot_known, filters=known, limit=1)
        else:
            self.ask()

    def _lot_known(self, page: Page) -> None:
        """The date of a lot that is here already need not be asked for."""
        if page.rows and page.rows[0].expiry is not None:
            self.goods = replace(self.goods, expiry=page.rows[0].expiry)
        self.ask()

    def _take_expiry(self, text: str) -> None:
        told = day(text)
        if told is None:
            self.bench.answer(WRONG, say("This is no date. Type year, month and day: 2026-05-31."))
            return
        self.goods = replace(self.goods, expiry=told)
        self.ask()

    def _take_serial(self, serial: str) -> None:
        if not serial:
            self.bench.answer(WRONG, say("This label names no serial number. Type it, and press Enter."))
            return
        self.goods = replace(self.goods, serial=serial, quantity=1)
        self.ask()
