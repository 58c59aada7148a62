"""A drawn building with its people and no goods, a day's orders as a file, and the whole window over it."""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.journeys.person import Person
from wms.app.application import App
from wms.app.demo.found import lay_out
from wms.base.clock import SetClock, at
from wms.gui.printing.targets import ALL_LABELS, ALL_PAPERS, FOLDER, PrinterSettings, Target
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use
from wms.ledger.proof.prove import prove
from wms.model.words import PartyKind
from wms.operations.master_data.parties import PartyLine, RegisterParties

REAL = Path(os.environ.get("WMS_DATA", "../shared/data")) / "online_retail" / "online_retail.csv.gz"
TITLES = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
NAMES = ("HOOK", "LANTERN", "CUSHION", "BUNTING", "MUG", "CLOCK")


@dataclass(frozen=True, slots=True)
class Day:
    """One day's orders as the sender's own file; `wanted` are the pieces of each item in it."""

    day: date
    file: Path
    wanted: dict[str, int] = field(default_factory=dict)


def real_rows(day: str, invoices: int, most_lines: int) -> list[list[str]]:
    """The rows of the first invoices of a day (as the file writes it) that have few lines; charges and remarks too."""
    found: dict[str, list[list[str]]] = {}
    with gzip.open(REAL, "rt", encoding="cp1252", newline="") as file:
        for row in csv.reader(file):
            if row[4].startswith(f"{day} "):
                found.setdefault(row[0], []).append(row)
            elif found:
                break
    few = [rows for number, rows in found.items() if len(rows) <= most_lines]
    return [row for rows in few[:invoices] for row in rows]


def made_up_rows(invoices: int) -> list[list[str]]:
    """A day like a real one: few lines an order, some items in many of them, a charge and a cancellation between."""
    rows = [
        [str(900_001 + n), f"4{2200 + (n * 5 + line * 3) % 17}", f"RED {NAMES[(n + line) % 6]} SET",
         str(1 + (n * line) % 5), "12/1/10 9:15", "2.55", f"{15_000 + n}.0", "United Kingdom"]
        for n in range(invoices) for line in range(1 + n % 4)
    ]  # fmt: skip
    rows.insert(3, ["900002", "POST", "POSTAGE", "1", "12/1/10 9:20", "18.00", "15001.0", "France"])
    rows.insert(5, ["C900003", "42201", "RED MUG SET", "-2", "12/1/10 9:21", "2.55", "15002.0", "France"])
    return rows


def written(rows: list[list[str]], day: date, folder: Path) -> Day:
    """The rows as a file of that sender's."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(TITLES)
    table.writerows(rows)
    place = folder / "orders.csv"
    place.write_text(text.getvalue(), encoding="cp1252")
    wanted: dict[str, int] = {}
    for row in rows:
        if row[0].isdigit() and row[1][0].isdigit() and int(row[3]) > 0 and float(row[5]) > 0:
            wanted[row[1].upper()] = wanted.get(row[1].upper(), 0) + int(row[3])
    return Day(day, place, wanted)


@pytest.fixture
def clock() -> SetClock:
    """Early on the morning after the day whose orders are worked off."""
    return SetClock(at(date(2010, 12, 2), 5))


@pytest.fixture
def house(empty: App) -> App:
    """The building, its people and two carriers; no item, no stock, no order."""
    lay_out(empty, "small")
    empty.run(RegisterParties(lines=(PartyLine(kind=PartyKind.CARRIER, code="CAR", name="Carrier"),)))
    return empty


@pytest.fixture(params=["real", "made up"])
def day(request: pytest.FixtureRequest, tmp_path: Path) -> Day:
    """Some real orders of 1 December 2010, and some made-up ones, so that the journey is made without the data too."""
    if request.param == "made up":
        return written(made_up_rows(7), date(2010, 12, 1), tmp_path)
    if not REAL.is_file():
        pytest.skip(f"the real orders are not here: {REAL}")
    return written(real_rows("12/1/10", 6, 8), date(2010, 12, 1), tmp_path)


@pytest.fixture
def stocked(house: App) -> Callable[[Day], Path]:
    """The opening stock for a day, as a file: each item at a place of its own, enough of it."""

    def make(day: Day) -> Path:
        places = [row.code for row in house.ask("locations", zone="FWD", limit=500).rows]
        spare = [row.code for row in house.ask("locations", zone="RES", limit=500).rows]
        lines = ["location,item,quantity"]
        for number, (item, pieces) in enumerate(sorted(day.wanted.items())):
            lines.append(f"{places[2 * number % len(places)]},{item},{pieces}")
            lines.append(f"{spare[number % len(spare)]},{item},{pieces}")
        place = day.file.with_name("stock.csv")
        place.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return place

    return make


@pytest.fixture
def window(house: App, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., Person]]:
    """Open the window for somebody; papers go into the folder `papers`. Afterwards the books must prove."""
    use("en")
    opened: list[Program] = []
    papers = tmp_path / "papers"
    papers.mkdir()

    def make(login: str = "admin", *, port: str = "", language: str = "en") -> Person:
        program = Program(qapp, tmp_path / f"home-{len(opened)}", ACTS)
        opened.append(program)
        use(language)
        again = App.open(house.database.path, clock=house.clock)
        program.take_over(warehouse.describe(again, again.database.path), login)
        desk = program.desk
        assert desk is not None
        settings = PrinterSettings(desk.workstation)
        for group in (ALL_PAPERS, ALL_LABELS):
            settings.keep(group, Target(FOLDER, folder=str(papers)))
        qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
        return Person(program, qtbot, port=port)

    yield make
    for program in opened:
        program.window.close()
        bury(program)
    use("en")
    with house.database.reading() as connection:
        assert prove(connection).ok
