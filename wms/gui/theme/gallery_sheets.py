"""The sheets of the gallery: words, Qt's own controls, a bench and an empty place, lists in a window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtWidgets as Qw
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from wms.gui.theme import widgets as part
from wms.gui.theme.icons import icon, names
from wms.gui.theme.tokens import TONES, tokens
from wms.gui.theme.widgets_facts import FactGrid, Figure, FigureRow
from wms.gui.theme.widgets_panels import Banner, EmptyState, Panel, Picture, Section
from wms.gui.theme.widgets_status import Chip, MeterBar

Said = Callable[[str], str]
"""Gives a sample word in the language of the sheet."""
WHY = "Fast mover: 42 picks a day, 6 m from the dock."
BOLTS = "Blue bolts M8, box of 100"


def words(said: Said) -> Qw.QWidget:
    """Type, buttons, chips, banners, meters, figures."""
    states = zip(("entered", "released", "available", "held", "damaged"), TONES, strict=True)
    meters = [MeterBar(hours, 48, said(text)) for hours, text in HOURS.items()]
    off = _buttons(said)
    for button in off:
        button.setEnabled(False)
    keys = (part.tool("refresh", said("Refresh")), part.tool("more", said("More")), part.KeyHint("Ctrl+K"))
    left = _column(
        part.title(said("Receiving")),
        part.hint(said("A quiet hint that helps.")),
        _row(*_buttons(said), *keys),
        _row(*off),
        _row(*(Chip(said(word), tone) for word, tone in states)),
        *(Banner(tone, said("Two lines are late for the 16:00 cut-off."), closable="x") for tone in TONES),
        _halves(*meters),
    )
    return _halves(left, _facts(said))


HOURS = {21: "21 h of 48 h", 41: "41 h of 48 h", 46: "46 h of 48 h", 52: "52 h of 48 h"}


def controls(said: Said) -> Qw.QWidget:
    """Qt's own fields, in their states."""
    tabs = Qw.QTabBar()
    for name in ("Lines", "Documents", "History"):
        tabs.addTab(said(name))
    scan = Qw.QLineEdit("A-01-02-1")
    scan.setProperty("role", "big")
    bar = Qw.QProgressBar()
    bar.setValue(62)
    slider = Qw.QSlider(Qt.Orientation.Horizontal)
    slider.setValue(40)
    calendar = part.calm(Qw.QCalendarWidget())
    calendar.setSelectedDate(QDate(2026, 11, 20))
    return _halves(_column(tabs, _form(_fields(said)), scan), _column(_ticks(said), bar, slider, calendar))


def bench(said: Said) -> Qw.QWidget:
    """What a clerk sees from two steps away, and an empty place."""
    empty = EmptyState(
        "receiving",
        said("Nothing is waiting here"),
        said("Announce an arrival, or import a file from your supplier."),
        part.primary(said("Announce an arrival"), "add"),
        part.plain(said("Import"), "import"),
    )
    asks = _column(
        part.caption(said("Receiving")), part.big(said("Scan the location")), Banner("good", said("Ready")), _icons()
    )
    return _halves(asks, empty)


def lists(said: Said) -> Qw.QWidget:
    """A window with a table, a tree, a list, a menu, and its frame."""
    window = Qw.QMainWindow()
    tree, entries = Qw.QTreeView(), Qw.QListView()
    tree.setModel(_zones(said, tree))
    tree.expandAll()
    tree.setHeaderHidden(True)
    entries.setModel(_zones(said, entries))
    entries.setCurrentIndex(entries.model().index(1, 0))
    split = Qw.QSplitter()
    split.addWidget(_table(said))
    split.addWidget(_column(tree, _menu(said)))
    split.setStretchFactor(0, 3)
    window.setCentralWidget(split)
    dock = Qw.QDockWidget(said("Details"))
    dock.setWidget(entries)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.statusBar().showMessage(said("Ready"))
    return window


SHEETS: dict[str, Callable[[Said], Qw.QWidget]] = {"words": words, "controls": controls, "bench": bench, "lists": lists}


def _buttons(said: Said) -> list[Qw.QPushButton]:
    return [
        part.primary(said("Release the wave"), "release"),
        part.plain(said("Print labels"), "label"),
        part.grave(said("Scrap"), "scrap"),
        part.quiet(said("Later")),
    ]


def _facts(said: Said) -> Qw.QWidget:
    figures = FigureRow(
        Figure(said("Lines picked"), "1,187", note=said("of 1,240 planned")),
        Figure(said("Late"), "12", "bad"),
        Figure(said("On hand"), "48,210"),
    )
    pairs = [("Item", "BOLT-M8-BLUE"), ("Lot", "L2409-17"), ("Best before", "2026-11-30"), ("Why here", said(WHY))]
    facts = FactGrid((said(label), value) for label, value in pairs)
    facts.add_widget(said("State"), Chip(said("held"), "warn"))
    return _column(
        figures,
        Panel(part.subtitle(said("Details")), facts),
        Section(said("History"), part.hint(said("Moved from A-01-02-1 by Wang")), collapsible=True),
        Section(said("Documents"), part.hint(""), collapsible=True, open_=False),
        part.Divider(),
        part.Elided(said(WHY) * 3),
        part.strong(said("Ledger")),
        part.body(said(WHY)),
        part.caption(said("Ledger")),
    )


def _fields(said: Said) -> list[tuple[str, Qw.QWidget]]:
    wrong, off, read = Qw.QLineEdit("-3"), Qw.QLineEdit("Nordwind"), Qw.QLineEdit("Nordwind")
    wrong.setProperty("wrong", True)
    off.setEnabled(False)
    read.setReadOnly(True)
    empty = Qw.QLineEdit()
    empty.setPlaceholderText(said("Supplier"))
    wrong.setClearButtonEnabled(True)
    choice = Qw.QComboBox()
    choice.addItems([said("By case"), said("By pallet")])
    date = Qw.QDateEdit(QDate(2026, 11, 20))
    date.setCalendarPopup(True)
    number = Qw.QSpinBox()
    number.setRange(0, 10_000)
    number.setValue(240)
    fields: list[Qw.QWidget] = [empty, Qw.QLineEdit("BOLT-M8"), number, date, choice, wrong, off, read]
    fields.append(Qw.QPlainTextEdit(said(BOLTS)))
    names = ("Supplier", "Item", "Quantity", "Arrives on", "Lot", "Late", "Note", "Ledger", "Note")
    return [(said(name), field) for name, field in zip(names, fields, strict=True)]


def _ticks(said: Said) -> Qw.QWidget:
    blind, case, dead = (Qw.QCheckBox(said(name)) for name in ("Count blind", "By case", "Count blind"))
    first, second = Qw.QRadioButton(said("By case")), Qw.QRadioButton(said("By pallet"))
    for ticked in (case, dead, first):
        ticked.setChecked(True)
    dead.setEnabled(False)
    return _row(blind, case, first, second, dead)


def _column(*parts: Qw.QWidget) -> Qw.QWidget:
    made = Qw.QWidget()
    column = Qw.QVBoxLayout(made)
    column.setSpacing(tokens().space(3))
    for one in parts:
        column.addWidget(one)
    column.addStretch(1)
    return made


def _row(*parts: Qw.QWidget) -> Qw.QWidget:
    made = _halves(*parts, stretch=0)
    row = made.layout()
    assert isinstance(row, Qw.QHBoxLayout)
    row.setSpacing(tokens().space(2))
    row.addStretch(1)
    return made


def _halves(*parts: Qw.QWidget, stretch: int = 1) -> Qw.QWidget:
    made = Qw.QWidget()
    row = Qw.QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens().space(6))
    for one in parts:
        row.addWidget(one, stretch)
    return made


def _form(pairs: list[tuple[str, Qw.QWidget]]) -> Qw.QWidget:
    made = Qw.QWidget()
    grid = Qw.QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    for row, (name, field) in enumerate(pairs):
        field.setAccessibleName(name)
        grid.addWidget(Qw.QLabel(name), row, 0)
        grid.addWidget(field, row, 1)
    return made


def _icons() -> Qw.QWidget:
    made = Qw.QWidget()
    grid = Qw.QGridLayout(made)
    for place, name in enumerate(sorted(names())):
        grid.addWidget(Picture(name, "text"), place // 14, place % 14)
    return made


def _table(said: Said) -> Qw.QTableView:
    table = Qw.QTableView()
    model = QStandardItemModel(0, 5, table)
    model.setHorizontalHeaderLabels([said(name) for name in ("Item", "Note", "Location", "Quantity", "State")])
    for row in range(14):
        cells = (f"BOLT-M{row + 4}", said(BOLTS), f"A-{row:02}-02-1", f"{row * 173:,}", said("held"))
        model.appendRow([QStandardItem(cell) for cell in cells])
        model.item(row, 3).setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    table.setModel(model)
    table.setSelectionBehavior(Qw.QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSortingEnabled(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(tokens().row)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.selectRow(2)
    return table


def _zones(said: Said, parent: Qw.QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for zone in ("A", "B", "C"):
        item = QStandardItem(icon("zone", "neutral"), f"{said('Zones')} {zone}")
        for aisle in (1, 2):
            item.appendRow(QStandardItem(icon("location", "neutral"), f"{zone}-{aisle:02}"))
        model.appendRow(item)
    return model


def _menu(said: Said) -> Qw.QMenu:
    menu = Qw.QMenu()
    menu.setWindowFlags(Qt.WindowType.Widget)
    menu.addAction(icon("print"), said("Print labels")).setShortcut("Ctrl+P")
    menu.addAction(icon("edit"), said("Note"))
    menu.addAction(icon("lock"), said("Later")).setEnabled(False)
    menu.addSeparator()
    menu.addAction(icon("scrap", "bad"), said("Scrap"))
    tick = menu.addAction(said("Count blind"))
    tick.setCheckable(True)
    tick.setChecked(True)
    menu.setActiveAction(menu.actions()[0])
    return menu
