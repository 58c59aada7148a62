"""Lists of work: what to put away from a dock, and what to bring from reserve to the forward pick locations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from wms.documents.goods import goods
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Text, small, table
from wms.model.words import TaskKind


@paper()
def putaway_list(ask: Ask, out: BinaryIO, made: Made, *, document: str) -> None:
    """What of a receipt is still to be put away, and where; `document` is the receipt, location or licence plate."""
    tasks = ask("open_tasks", kind=TaskKind.PUTAWAY, document=document)
    found(tasks, "open putaway of", document)
    _task_list(ask, out, made, made.language.say("Putaway list"), document, tasks)


@paper()
def replenishment_list(ask: Ask, out: BinaryIO, made: Made, *, document: str = "") -> None:
    """What to bring to the forward pick locations: all open tasks, or those of one proposal."""
    tasks = ask("open_tasks", kind=TaskKind.REPLENISH, document=document)
    found(tasks, "open replenishment", document or "task")
    _task_list(ask, out, made, made.language.say("Replenishment list"), document, tasks)


def _task_list(ask: Ask, out: BinaryIO, made: Made, title: str, number: str, tasks: Sequence[Any]) -> None:
    """From where to where, with the target's code to scan and a square to tick."""
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, title, number, site_name(ask))
    sheet.facts([
        (say("Tasks"), language.number(len(tasks))),
        (say("Pieces"), language.number(sum(task.quantity for task in tasks))),
    ])  # fmt: skip
    table(sheet, [
        Column(say("From"), 28), Column(say("Item")), Column(say("Pieces"), 16, right=True, bold=True, size=11),
        Column(say("Bring to"), 34, bold=True, size=11, lines=2), Column("", 46, barcode=True),
        Column("", 12, box=True),
    ], ([(Text(task.from_location or "–", 10, lines=2), small(task.task)), goods(language, task),
         language.number(task.quantity), task.to_location or "–", task.to_location or "", ""]
        for task in sorted(tasks, key=_walk)), row_mm=13)  # fmt: skip
    sheet.ending([], [say("Done by"), say("Date and time")])
    sheet.finish()


def _walk(task: Any) -> tuple[int, int, str, str]:
    return task.priority, task.sequence, task.to_location or "", task.task
