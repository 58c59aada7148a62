"""A short table of things that are no rows of the warehouse: backups, findings, jobs. Walked through by the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from wms.gui.theme.tokens import tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def plain_table(name: str, titles: Sequence[str], figures: Sequence[int] = ()) -> QTableWidget:
    """An empty table with these titles; every column fits what stands in it, the last takes the rest.

    `figures` are the columns that hold figures.
    """
    made = QTableWidget(0, len(titles))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(list(titles))
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(tokens().row)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    header = made.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(titles) - 1, QHeaderView.ResizeMode.Stretch)
    for column in figures:
        item = made.horizontalHeaderItem(column)
        if item is not None:
            item.setTextAlignment(_RIGHT)
    return made


def right(text: str) -> QTableWidgetItem:
    """A cell with a figure."""
    made = QTableWidgetItem(text)
    made.setTextAlignment(_RIGHT)
    return made
