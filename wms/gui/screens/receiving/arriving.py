"""Which delivery is it? Its announcement, receipt or dock is scanned; or it came unannounced, from a supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import INFO
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.receiving.step import Step
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.model.words import AsnState
from wms.operations.receiving.check_in import CheckIn
from wms.operations.unit import Answer
from wms.queries.page import Page

if TYPE_CHECKING:
    from wms.gui.screens.receiving.receive_dialogue import ReceiveDialogue

OFFERED = 4
"""So many deliveries stand beside function keys; all others are scanned."""


class Arriving(Step):
    """Gathers delivery and dock, in whatever order they are scanned; then the truck is checked in."""

    def __init__(self, bench: ReceiveDialogue) -> None:
        super().__init__(bench)
        self.open: list[Any] = []
        self.expected: list[Any] = []
        self.asn: Any = None
        self.dock, self.supplier = "", ""
        self.blind = False

    def look(self) -> None:
        """Which receipts are open, and what is expected next."""
        self.bench.desk.ask("open_receipts", self._open_found, owner=self.bench, limit=50)
        self.bench.desk.ask("open_asns", self._expected_found, owner=self.bench, limit=50)

    def _open_found(self, page: Page) -> None:
        self.open = list(page.rows)
        self.bench.changed.emit()

    def _expected_found(self, page: Page) -> None:
        self.expected = [row for row in page.rows if row.state is AsnState.EXPECTED]
        self.bench.changed.emit()

    # --- what is asked -----------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """The delivery first, then the dock it stands at; or the supplier of an unannounced one."""
        if self.asn is not None:
            return self._which_dock(say("Delivery {asn}", asn=self.asn.asn), self._about_asn())
        if self.blind and not self.supplier:
            return Prompt(
                say("Unannounced delivery"), say("Who delivers? Scan or type the supplier's code"),
                expects=("party",), choices=(_back(),), facts=self._at_dock(),
            )  # fmt: skip
        if self.blind:
            return self._which_dock(say("Unannounced delivery"), (Fact(say("Supplier"), self.supplier),))
        return self._which_delivery()

    def _which_delivery(self) -> Prompt:
        choices = [
            Choice(f"open {row.receipt}", say("Go on: {receipt}, {supplier}", receipt=row.receipt,
                                              supplier=row.supplier_name or row.supplier), "receiving", main=place == 0)
            for place, row in enumerate(self._to_go_on())
        ]  # fmt: skip
        choices += [
            Choice(f"asn {row.asn}", say("{asn}, {supplier}", asn=row.asn, supplier=row.supplier_name), "truck")
            for row in self._likely()[: OFFERED - len(choices)]
        ]
        choices.append(Choice("blind", say("Unannounced delivery"), "help"))
        if self.dock:
            choices.append(_back())
        asked = say("Which delivery stands at {dock}?", dock=self.dock) if self.dock else ""
        return Prompt(
            say("Receiving"), asked or say("Scan the delivery, or the dock it stands at"),
            say("An announcement's or a receipt's number; or take one of the keys below."),
            expects=("asn", "receipt", "location"), choices=tuple(choices), facts=self._overview(),
        )  # fmt: skip

    def _which_dock(self, title: str, facts: tuple[Fact, ...]) -> Prompt:
        booked = self.asn.dock if self.asn is not None else ""
        choices = [Choice("booked", say("{dock}, as booked", dock=booked), "dock", main=True)] if booked else []
        return Prompt(title, say("Scan the dock it stands at"), expects=("location",), facts=facts,
                      choices=(*choices, _back()))  # fmt: skip

    def _to_go_on(self) -> list[Any]:
        return [row for row in self.open if not self.dock or row.dock == self.dock][:OFFERED]

    def _likely(self) -> list[Any]:
        """What is expected soonest; for a dock that was scanned, what is booked for it comes first."""
        return sorted(self.expected, key=lambda row: (self.dock != (row.dock or ""), row.expected_at))

    def _overview(self) -> tuple[Fact, ...]:
        facts = [Fact(say("Being received"), f"{len(self.open):,}")]
        if self.expected:
            first = self._likely()[0]
            note = f"{first.asn} · {first.supplier_name}"
            facts.append(Fact(say("Next expected"), shown(first.expected_at), note=note))
        return (*facts, *self._at_dock())

    def _at_dock(self) -> tuple[Fact, ...]:
        return (Fact(say("Dock"), self.dock, "accent"),) if self.dock else ()

    def _about_asn(self) -> tuple[Fact, ...]:
        row = self.asn
        return (
            Fact(say("Supplier"), row.supplier_name or row.supplier),
            Fact(say("Announced"), f"{row.announced:,}", note=say("{lines} lines", lines=f"{row.lines:,}")),
            Fact(say("Expected"), shown(row.expected_at)),
        )

    # --- what is answered --------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """A delivery, a receipt, a dock or a supplier."""
        if heard.code("party") and self.blind and not self.supplier:
            self._take_supplier(heard.code("party"))
        elif heard.code("receipt"):
            self.bench.open_receipt(heard.code("receipt"))
        elif heard.code("asn"):
            self.take_asn(heard.code("asn"))
        else:
            self.take_dock(heard.code("location"))

    def choose(self, name: str) -> None:
        """One of the deliveries beside the keys, or the other ways."""
        what, _, code = name.partition(" ")
        if what == "open":
            self.bench.open_receipt(code)
        elif what == "asn":
            self.take_asn(code)
        elif what == "booked":
            self._check_in(self.asn.dock)
        elif what == "blind":
            self.blind = True
        else:
            self.asn, self.dock, self.supplier, self.blind = None, "", "", False

    def take_asn(self, asn: str) -> None:
        """This announced delivery; when it is being received already, its receipt."""
        self.bench.ask("asns", self._asn_found, asn=asn, limit=1)

    def _asn_found(self, page: Page) -> None:
        self.asn = page.rows[0]
        self.bench.ask("open_receipts", self._receipts_of_asn, limit=200)

    def _receipts_of_asn(self, page: Page) -> None:
        its = next((row.receipt for row in page.rows if row.asn == self.asn.asn), "")
        if its:
            self.bench.open_receipt(its)
        elif self.dock:
            self._check_in(self.dock)
        else:
            self.bench.answer(INFO, say("{asn} from {supplier}. At which dock?", asn=self.asn.asn,
                                        supplier=self.asn.supplier_name))  # fmt: skip

    def take_dock(self, dock: str) -> None:
        """Where the delivery stands; without a delivery, what is being received there."""
        if self.asn is not None or self.supplier:
            self._check_in(dock)
            return
        self.dock = dock
        self.bench.ask("open_receipts", self._receipts_at_dock, dock=dock, limit=50)

    def _receipts_at_dock(self, page: Page) -> None:
        if len(page.rows) == 1 and not self.blind:
            self.bench.open_receipt(page.rows[0].receipt)
        else:
            self.open = list(page.rows) or self.open
            self.bench.answer(INFO, say("Which delivery stands at {dock}?", dock=self.dock))

    def _take_supplier(self, supplier: str) -> None:
        self.supplier = supplier
        if self.dock:
            self._check_in(self.dock)
        else:
            self.bench.answer(INFO, say("{supplier} delivers. At which dock?", supplier=supplier))

    def _check_in(self, dock: str) -> None:
        asn = self.asn.asn if self.asn is not None else ""
        self.bench.run(
            CheckIn(dock=dock, asn=asn, supplier="" if asn else self.supplier), self._checked_in, failed=self._refused
        )

    def _checked_in(self, answer: Answer) -> None:
        self.bench.open_receipt(answer.document)

    def _refused(self, error: Exception) -> None:
        """Say why, and ask again for what was wrong."""
        fields = {problem.field for problem in getattr(error, "problems", ())}
        self.bench.tell_error(error)
        self.dock = ""
        if "asn" in fields:
            self.asn = None
        if "supplier" in fields:
            self.supplier = ""


def _back() -> Choice:
    return Choice("back", say("Start over"), "undo")
