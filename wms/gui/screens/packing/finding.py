"""Which order is packed: its tote, its paper or its open carton is scanned, or the one whose carrier leaves next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wms.gui.desk.desk import INFO, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.packing.step import Step
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.model.words import CartonState, OrderState, Stage
from wms.queries.page import Filter, Page

_MOST_CHOICES = 6
PICKED = (Filter("stage", "=", Stage.PICKED),)


class Finding(Step):
    """No order is in hand.

    `waits` are claims on goods in totes, `ready` the orders of which everything is picked; those first whose carrier
    leaves first. `begun` are the orders with a carton that stands open: they are not offered to the next packer. Nor
    are those `apart`, whose parts are not all in their slots.
    """

    waits: Sequence[Any] = ()
    ready: Sequence[Any] = ()
    begun: Sequence[str] = ()
    apart: Sequence[str] = ()
    among: Sequence[str] = ()

    def look(self) -> None:
        """What waits to be packed."""
        self.bench.desk.ask("who_holds", self.bench.waiting_found, owner=self.bench, filters=PICKED,
                            sort=("cutoff_at", "order"), limit=1_000)  # fmt: skip
        self.bench.desk.ask("orders", self.bench.ready_found, owner=self.bench, sort=("cutoff_at", "order"),
                            filters=(Filter("state", "=", OrderState.PICKED),), limit=500)  # fmt: skip
        self.bench.desk.ask("cartons", self.bench.begun_found, owner=self.bench, limit=500,
                            filters=(Filter("state", "=", CartonState.OPEN),))  # fmt: skip
        self.bench.desk.ask("consolidation_parts", self.bench.apart_found, owner=self.bench, missing_only=True,
                            limit=1_000)  # fmt: skip

    def prompt(self) -> Prompt:
        """Scan a tote."""
        if self.among:
            choices = [Choice(f"order {order}", order, "orders") for order in self.among[:_MOST_CHOICES]]
            return Prompt(
                say("Packing"), say("Which order first?"), say("Goods of several orders are in this tote."),
                expects=("order", "lpn"), choices=(*choices, Choice("back", say("Another tote"), "left")),
            )  # fmt: skip
        if not self.waits:
            return Prompt(
                say("Packing"), say("Nothing waits to be packed"), say("What is picked comes up here by itself."),
                expects=("lpn", "order", "carton"),
            )  # fmt: skip
        first, begun = self.first, self.begun[:_MOST_CHOICES]
        partly = {row.order for row in self.waits} - {row.order for row in self.ready}
        return Prompt(
            say("Packing"), say("Scan a tote or an order"), expects=("lpn", "order", "carton"),
            facts=(
                Fact(say("Orders that wait"), f"{len(self.ready):,}", "accent"),
                Fact(say("Partly here"), f"{len(partly):,}", note=say("the rest is being picked")),
                *((Fact(say("In parts"), f"{len(self.apart):,}", note=say("meet in slots")),) if self.apart else ()),
                *((Fact(say("Next by cut-off"), first.order, note=shown(first.cutoff_at)),) if first else ()),
            ),
            choices=(
                *((Choice("next", say("Pack {order}, the next by cut-off", order=first.order), "next", main=True),)
                  if first else ()),
                *(Choice(f"order {order}", say("{order}: its carton stands open", order=order), "carton")
                  for order in begun),
            ),
        )  # fmt: skip

    @property
    def first(self) -> Any:
        """What is packed next: an order that is all here, or else one that is here in part; None when all are begun."""
        not_now = {*self.begun, *self.apart}
        return next((row for row in (*self.ready, *self.waits) if row.order not in not_now), None)

    def hear(self, heard: Heard) -> None:
        """An order, one of its cartons, or a tote."""
        if heard.code("order"):
            self.bench.load(heard.code("order"))
        elif heard.code("carton"):
            self.bench.ask("cartons", self._carton_found, carton=heard.code("carton"), limit=1)
        else:
            self._tote = heard.code("lpn")
            self.bench.ask("who_holds", self._in_tote, lpn=self._tote, filters=PICKED, limit=1_000)

    def _carton_found(self, page: Page) -> None:
        self.bench.load(page.rows[0].order, page.rows[0].carton)

    def _in_tote(self, page: Page) -> None:
        orders = list(dict.fromkeys(row.order for row in page.rows))
        if not orders:
            self.bench.answer(WRONG, say("Nothing in {tote} waits to be packed.", tote=self._tote))
        elif len(orders) > 1:
            self.among = orders
            self.bench.answer(INFO, say("{count} orders are in {tote}.", count=len(orders), tote=self._tote))
        else:
            self.bench.load(orders[0])

    def choose(self, name: str) -> None:
        """The next order, or one of those in the tote."""
        what, _, order = name.partition(" ")
        self.among = ()
        if what == "order":
            self.bench.load(order)
        elif what == "next" and self.first is not None:
            self.bench.load(self.first.order, alone=True)
