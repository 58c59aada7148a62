"""The printers of this workstation: every kind of paper and where it goes, and a test print for each way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wms.gui.printing.print_desk import PrintDesk
from wms.gui.printing.target_form import TargetForm
from wms.gui.printing.targets import ALL_LABELS, ALL_PAPERS, FOLDER, LABELS, PREVIEW, Target, group
from wms.gui.printing.titles import papers, title
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, subtitle

_NAME = Qt.ItemDataRole.UserRole


class PrintersPane(QWidget):
    """Left the kinds of paper, right how the chosen one is printed."""

    def __init__(self, printing: PrintDesk) -> None:
        super().__init__()
        self._printing, self._settings = printing, printing.settings
        self.setAccessibleName(say("Printers"))
        self.kinds = self._tree()
        self._items: list[QTreeWidgetItem] = []
        self.form = TargetForm()
        self.apart = QCheckBox(say("Print this one in a way of its own"))
        self.apart.setAccessibleName(self.apart.text())
        self.test = plain(say("Test print"), "print")
        row = QHBoxLayout(self)
        row.setSpacing(tokens().space(6))
        row.addWidget(self.kinds, 3)
        row.addLayout(self._side(), 2)
        self.kinds.currentItemChanged.connect(self._chosen)
        self.form.changed.connect(self._changed)
        self.apart.clicked.connect(self._set_apart)
        self.test.clicked.connect(self._test)
        self._fill()
        self.choose(ALL_PAPERS)

    @property
    def paper(self) -> str:
        """The kind that is shown: a paper's name, or all papers or labels."""
        item = self.kinds.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ALL_PAPERS

    def choose(self, paper: str) -> None:
        """Show a kind."""
        for item in self._items:
            if item.data(0, _NAME) == paper:
                self.kinds.setCurrentItem(item)

    # --- how it is built -----------------------------------------------------------------------------------------

    def _tree(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(say("Kinds of paper"))
        made.setHeaderLabels([say("Paper"), say("Where it comes out"), say("Copies")])
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        made.headerItem().setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens().space(3))
        self._title, self._about = subtitle(""), hint("")
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addStretch(1)
        for widget in (self._title, self._about, self.apart, self.form):
            column.addWidget(widget)
        column.addSpacing(tokens().space(2))
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _fill(self) -> None:
        for name, text, label in ((ALL_PAPERS, say("All papers"), False), (ALL_LABELS, say("All labels"), True)):
            top = QTreeWidgetItem([text])
            top.setData(0, _NAME, name)
            top.setSizeHint(1, QSize(0, tokens().control))
            self.kinds.addTopLevelItem(top)
            self._items.append(top)
            for paper in papers(label):
                item = QTreeWidgetItem([title(paper)])
                item.setSizeHint(1, QSize(0, tokens().control))
                item.setData(0, _NAME, paper)
                top.addChild(item)
                self._items.append(item)
            top.setExpanded(True)
        self._tell_all()
        self.kinds.resizeColumnToContents(0)

    def _tell_all(self) -> None:
        """Say of every kind where it goes; quietly where it goes with the others."""
        for item in self._items:
            name = str(item.data(0, _NAME))
            own = name in (ALL_PAPERS, ALL_LABELS) or self._settings.own(name)
            target = self._settings.of(name)
            item.setText(1, where(target) if own else say("with the others"))
            item.setForeground(1, QColor(tokens().text if own else tokens().muted))
            item.setText(2, str(target.copies) if own and target.way != FOLDER else "")
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    # --- what happens --------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        name = self.paper
        every = name in (ALL_PAPERS, ALL_LABELS)
        item = self.kinds.currentItem()
        self._title.setText(item.text(0) if item is not None else "")
        self._about.setText(say("This holds for every kind that has no way of its own.") if every else "")
        self._about.setVisible(every)
        self.apart.setVisible(not every)
        self._show()

    def _show(self) -> None:
        name = self.paper
        every = name in (ALL_PAPERS, ALL_LABELS)
        self.apart.setChecked(self._settings.own(name))
        self.form.setEnabled(every or self._settings.own(name))
        self.form.show_target(self._settings.of(name), name == ALL_LABELS or (not every and group(name) == ALL_LABELS))
        self._tell_all()

    def _changed(self, target: Target) -> None:
        self._settings.keep(self.paper, target)
        self._tell_all()

    def _set_apart(self, own: bool) -> None:
        self._settings.keep(self.paper, self._settings.of(self.paper) if own else None)
        self._show()

    def _test(self) -> None:
        """Try the way that is shown, with a page or a label made for that."""
        label = self.paper == ALL_LABELS or (self.paper != ALL_PAPERS and group(self.paper) == ALL_LABELS)
        self._printing.print_to(self.form.target, "test_label" if label else "test_page", {})


def where(target: Target) -> str:
    """Where something goes, in a few words."""
    if target.way == LABELS:
        return target.address or say("a label printer without an address")
    if target.way == FOLDER:
        return target.folder or say("a folder that is not chosen yet")
    if target.way == PREVIEW:
        return say("shown first")
    return target.printer or say("the usual printer")
