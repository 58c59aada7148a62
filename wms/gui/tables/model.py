"""The rows of a list: a stretch of a question's answer, that grows at both ends as people look there.

Rows come in pages of 200, each asked for off the window's thread with the place of the row before it. A jump to the end
asks for the same order turned round, so the last rows of a hundred thousand come as fast as the first; the stretch then
lies at the end, and grows upwards. What is loaded is asked for again when its topics change; of a long stretch only the
part that is looked at or selected is kept, and its ends stand open again.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from wms.gui.desk.desk import Desk
from wms.gui.jobs.jobs import Job
from wms.gui.tables.asking import Asking, columns_of
from wms.gui.tables.errand import Errand
from wms.gui.tables.total import Total
from wms.gui.texts.say import say_as
from wms.gui.texts.shown import RIGHT, shown
from wms.queries.page import MAX_ROWS, Page

PAGE = 200
KEPT = 2_000
REFRESH_MS = 250
ROW = int(Qt.ItemDataRole.UserRole)
"""The role that gives a cell's whole row; the next one gives its bare value."""
VALUE = ROW + 1
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LONG = 20
Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """One list's rows. `told` says that its state changed: loading, error, total. `answered`: a new asking's rows came.

    `error` is what went wrong last, `total` how many rows there are in all (None while nobody knows), `fence` the place
    of the row above the stretch (None: it begins at the first row), `more` whether rows follow below. `arrival` says
    how the rows came that are there now: "new" (another asking), "start" or "end" (a jump), "again" (a refresh).
    """

    told = Signal()
    answered = Signal()

    def __init__(self, desk: Desk, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.asking = asking
        self.columns = columns_of(asking.question)
        self.rows: list[Any] = []
        self.fence: tuple[Any, ...] | None = None
        self.more = False
        self.total: int | None = None
        self.error: Exception | None = None
        self.ready = False
        self.arrival = "new"
        self._looked = (0, 0)
        self._fresh: Asking = asking
        self._errand: Errand | None = None
        self._under_way = False
        self._next: Callable[[], Job] | None = None
        self._asleep = self._stale = False
        self._counting = Total(desk, self)
        self._counting.known.connect(self._counted)
        self._soon = _timer(self, REFRESH_MS, self.refresh)
        desk.changed.connect(self._heard)
        desk.changes.found_again.connect(self._found_again)

    # --- asking --------------------------------------------------------------------------------------------------

    @property
    def loading(self) -> bool:
        """Whether rows are awaited."""
        return self._errand is not None

    def ask(self, asking: Asking) -> None:
        """Ask for something else; the rows of before stay until the answer is here."""
        self._fresh, self.total, self.error = asking, None, None
        self._counting.drop()
        self._send(asking, self._first)

    def retry(self) -> None:
        """Ask again for what went wrong."""
        self.refresh() if self.ready and self._fresh == self.asking else self.ask(self._fresh)

    def to_start(self) -> None:
        """Let the stretch begin at the first row."""
        if self.fence is not None:
            self._send(self._fresh, self._home)

    def to_end(self) -> None:
        """Let the stretch end with the last row, without loading what lies between."""
        if self.more:
            self._send(self._fresh, self._last, sort=self._fresh.turned)

    def fetch_below(self) -> None:
        """Load the next page, if there is one and nothing else is under way."""
        if self.more and not self._errand and self.rows:
            self._send(self.asking, self._below, after=self.asking.place(self.rows[-1]))

    def fetch_above(self) -> None:
        """Load the page before the stretch."""
        if self.fence is not None and not self._errand and self.rows:
            place = self.asking.place(self.rows[0])
            self._send(self.asking, self._above, sort=self.asking.turned, after=place, limit=PAGE + 1)

    @Slot()
    def refresh(self) -> None:
        """Ask again for what is loaded; later, when something is under way or nobody looks."""
        if self._errand or self._asleep or not (self.ready or self.error):
            self._stale = True
            return
        self._stale = False
        if not self.ready or self._fresh != self.asking:
            self.ask(self._fresh)
            return
        first, last = self._window()
        after = self.fence if first == 0 else self.asking.place(self.rows[first - 1])
        whole = last == len(self.rows) and not self.more
        limit = min(MAX_ROWS, max(PAGE, last - first + (PAGE if whole else 0)))
        self._send(self.asking, self._again, after=after, limit=limit, fence=after)

    def look_at(self, first: int, last: int) -> None:
        """These rows are in sight or selected; a refresh keeps them."""
        self._looked = (first, last)

    def sleep(self, asleep: bool) -> None:
        """While nobody sees the list it is not kept up to date; on waking it is made so."""
        self._asleep = asleep
        if not asleep and self._stale:
            self._soon.start()

    def _window(self) -> tuple[int, int]:
        """Which of the loaded rows a refresh asks for again: all, or those around what is looked at."""
        if len(self.rows) <= KEPT:
            return 0, len(self.rows)
        first = max(0, self._looked[0] - PAGE)
        return first, min(len(self.rows), max(self._looked[1] + PAGE, first + KEPT), first + MAX_ROWS)

    def _send(
        self, asking: Asking, use: Any, *, sort: tuple[str, ...] = (), after: tuple[Any, ...] | None = None,
        limit: int = PAGE, fence: tuple[Any, ...] | None = None,
    ) -> None:  # fmt: skip
        self._drop(self._errand)
        errand = self._errand = Errand(self, use, self._went_wrong)
        errand.fence = fence
        errand.over.connect(self._go_on)
        self._next = partial(
            self._desk.ask, asking.question, errand.came, owner=errand, failed=errand.went_wrong,
            filters=asking.filters, sort=sort or asking.sort, after=after, limit=limit, **asking.parameters,
        )  # fmt: skip
        if not self._under_way:
            self._go_on()
        self.told.emit()

    @Slot()
    def _go_on(self) -> None:
        """One at a time, the latest: what is sought while people type would otherwise keep all readers busy."""
        send, self._next = self._next, None
        self._under_way = send is not None
        if send is not None:
            send()

    @staticmethod
    def _drop(errand: Errand | None) -> None:
        if errand is not None:
            errand.drop()

    # --- answers -------------------------------------------------------------------------------------------------

    def _first(self, errand: Errand, page: Page) -> None:
        self._replace(list(page.rows), None, page.next is not None, "new")
        self._arrived()
        self.answered.emit()

    def _home(self, errand: Errand, page: Page) -> None:
        self._replace(list(page.rows), None, page.next is not None, "start")
        self._arrived()

    def _last(self, errand: Errand, page: Page) -> None:
        rows = list(reversed(page.rows))
        fence = None
        if page.next is not None:
            fence, rows = self._fresh.place(rows[0]), rows[1:]
        self._replace(rows, fence, False, "end")
        self._arrived()

    def _below(self, errand: Errand, page: Page) -> None:
        self.more = page.next is not None
        self._insert(len(self.rows), list(page.rows))
        self._arrived()

    def _above(self, errand: Errand, page: Page) -> None:
        rows = list(reversed(page.rows))
        self.fence = None
        if page.next is not None and len(rows) > 1:
            self.fence, rows = self.asking.place(rows[0]), rows[1:]
        self._insert(0, rows)
        self._arrived()

    def _again(self, errand: Errand, page: Page) -> None:
        rows, fence, more = list(page.rows), errand.fence, page.next is not None
        if not rows and fence is not None:
            self._errand = None
            self._send(self._fresh, self._first)
            return
        if fence == self.fence and self._same_places(rows):
            self._renew(rows)
            self.more = more
        else:
            self._replace(rows, fence, more, "again")
        self._arrived(recount=True)

    def _arrived(self, *, recount: bool = False) -> None:
        self._errand, self.error, self.ready = None, None, True
        if self.fence is None and not self.more:
            self._counting.drop()
            self.total = len(self.rows)
        elif self.total is None or recount:
            self._counting.count(self.asking, soon=self.total is not None)
        if self._stale:
            self._soon.start()
        self.told.emit()

    def _went_wrong(self, errand: Errand, error: Exception) -> None:
        self._errand, self.error = None, error
        self.told.emit()

    # --- rows ----------------------------------------------------------------------------------------------------

    def _replace(self, rows: list[Any], fence: tuple[Any, ...] | None, more: bool, arrival: str) -> None:
        """Show other rows, that came in this way."""
        self.arrival = arrival
        self.beginResetModel()
        self.asking, self.rows, self.fence, self.more = self._fresh, rows, fence, more
        self.endResetModel()

    def _insert(self, at: int, rows: list[Any]) -> None:
        known = {self.asking.key(row) for row in self.rows[:PAGE] + self.rows[-PAGE:]}
        rows = [row for row in rows if self.asking.key(row) not in known]
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self.rows[at:at] = rows
            self.endInsertRows()

    def _same_places(self, rows: list[Any]) -> bool:
        """Whether the same things stand in the same rows, and at most more follow below."""
        key = self.asking.key
        return len(rows) >= len(self.rows) and all(key(a) == key(b) for a, b in zip(self.rows, rows, strict=False))

    def _renew(self, rows: list[Any]) -> None:
        """Put changed rows in the place of what they were before."""
        count, last = len(self.rows), len(self.columns) - 1
        for number, (old, new) in enumerate(zip(self.rows, rows, strict=False)):
            if old != new:
                self.rows[number] = new
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))
        self._insert(count, rows[count:])

    def row_of(self, key: tuple[Any, ...]) -> int:
        """Where the thing with this key stands; -1 when it is not among the loaded rows."""
        return next((number for number, row in enumerate(self.rows) if self.asking.key(row) == key), -1)

    # --- changes -------------------------------------------------------------------------------------------------

    @Slot(int)
    def _counted(self, total: int) -> None:
        self.total = total
        self.told.emit()

    @Slot(object)
    def _heard(self, topics: frozenset[str]) -> None:
        wanted = self.asking.entry.topics
        if ("*" in wanted or not topics.isdisjoint(wanted)) and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _found_again(self) -> None:
        if self.error is not None:
            self.retry()

    # --- what Qt asks --------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows are loaded."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """All columns that may be seen; the header hides those that are not chosen."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows follow below."""
        return not parent.isValid() and self.more and self._errand is None

    def fetchMore(self, parent: Index) -> None:
        """Load the next page; it arrives later."""
        self.fetch_below()

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The cell as people read it."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _DISPLAY:
            return self.text(index.row(), index.column())
        if role == _ALIGN:
            return _RIGHT if column.kind in RIGHT else _LEFT
        if role == _TIP:
            return _tip(shown(getattr(self.rows[index.row()], column.name), column.kind))
        if role == VALUE:
            return getattr(self.rows[index.row()], column.name)
        return self.rows[index.row()] if role == ROW else None

    def text(self, number: int, section: int) -> str:
        """What stands in this row's cell."""
        column = self.columns[section]
        return _one_line(shown(getattr(self.rows[number], column.name), column.kind))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The column's title, with an arrow where it is sorted by."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return say_as("column", column.title) + self._arrow(column.name)
        if role == _ALIGN:
            return _RIGHT if column.kind in RIGHT else _LEFT
        return html.escape(say_as("column", column.title)) if role == _TIP else None

    def _arrow(self, name: str) -> str:
        sort = self._fresh.sort or self._fresh.entry.sort
        for number, by in enumerate(sort):
            if by.removeprefix("-") == name:
                return (" ↓" if by.startswith("-") else " ↑") + (str(number + 1) if len(sort) > 1 else "")
        return ""


def _timer(parent: QObject, milliseconds: int, then: Any) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made


def _one_line(text: str) -> str:
    """Rows have the height of one line: an address stands in one."""
    return ", ".join(text.splitlines()) if "\n" in text else text


def _tip(text: str) -> str | None:
    """Long texts again in full, as text and never as markup."""
    return f"<qt>{html.escape(text)}</qt>" if len(text) > _LONG else None
