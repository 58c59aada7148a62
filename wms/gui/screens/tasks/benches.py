"""Where each kind of work is done, who may do it, and how it is begun: claimed, then opened at its bench."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.gui.desk.desk import RIGHT, Desk, in_words
from wms.model.words import TaskKind, TaskState
from wms.operations.command import Command
from wms.operations.picking.batches import ClaimBatch
from wms.operations.tasks import ClaimTask
from wms.operations.unit import Answer


@dataclass(frozen=True, slots=True)
class Bench:
    """One screen's tab; `argument` is what its page is told, `column` the task's column it is told of."""

    permission: str
    screen: str
    tab: str
    argument: str = "code"
    column: str = "task"


BENCHES = {
    TaskKind.PICK: Bench("picking.confirm", "picking", "pick", "code", "batch"),
    TaskKind.PUTAWAY: Bench("putting_away.confirm", "putaway", "put", "task"),
    TaskKind.REPLENISH: Bench("replenishing.confirm", "replenishment", "fill"),
    TaskKind.COUNT: Bench("counting.enter", "counting", "count", "count", "document"),
    TaskKind.MOVE: Bench("moving.move", "tasks", "tasks"),
    TaskKind.LOAD: Bench("shipping.load", "shipping", "load", "load", "document"),
}
"""Every kind of work. Moves have no bench: they are confirmed from the list of all tasks."""


def known_to(desk: Desk) -> str:
    """The kinds of work this person may do, with commas between, as the question about the queue wants them."""
    return ",".join(kind.value for kind, bench in BENCHES.items() if desk.may(bench.permission))


class Beginning(QObject):
    """Begins pieces of work: one at a time, claimed before its bench is opened, so that no two people get it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row: Any = None

    def begin(self, row: Any) -> None:
        """Claim the work of this row, if it is not claimed, and go to where it is done."""
        if self._row is not None:
            return
        self._row = row
        if row.state is TaskState.OPEN:
            self._desk.run(_claim(row), self._claimed, owner=self, failed=self._refused)
        else:
            self._go()

    @Slot(object)
    def _claimed(self, answer: Answer) -> None:
        self._desk.notice(RIGHT, in_words(answer), answer.document)
        self._go()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._row = None
        self._desk.tell_error(error)

    def _go(self) -> None:
        row, self._row = self._row, None
        bench = BENCHES[row.kind]
        told = {bench.argument: getattr(row, bench.column) or ""}
        self._desk.open(bench.screen, tab=bench.tab, **told)


def _claim(row: Any) -> Command:
    return ClaimBatch(batch=row.batch) if row.kind is TaskKind.PICK and row.batch else ClaimTask(task=row.task)
