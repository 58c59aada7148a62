"""A putaway was confirmed wrongly: the goods are booked back to where they waited, and wait for a new proposal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.ledger import lpns, reversal
from wms.ledger.views import moves
from wms.model.lpn import Lpn
from wms.model.words import TaskKind
from wms.model.work import Task
from wms.operations import tasks
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversePutaway(Command):
    """Book a confirmed putaway back, as long as the goods still lie where they were put."""

    task: str = arg("The putaway task's number", refers="task")
    reason: str = arg("Why it was wrong")


@handles("putting_away.reverse", "tasks", "stock")
def reverse_putaway(command: ReversePutaway, unit: Unit) -> Answer:
    task = tasks.find_task(unit, command.task)
    problems = Problems()
    if task.kind is not TaskKind.PUTAWAY:
        problems.add("{task} is not a putaway task.", field="task", task=task.number)
    if not command.reason.strip():
        problems.add("Say why it was wrong.", field="reason")
    problems.refuse()
    its_own = moves.c.document == task.number
    undone = select(moves.c.reverses_id).where(its_own, moves.c.reverses_id.is_not(None))
    standing = select(moves.c.posting_id).where(
        its_own, moves.c.reverses_id.is_(None), moves.c.posting_id.not_in(undone)
    )
    postings = unit.session.scalars(standing.distinct().order_by(moves.c.posting_id.desc())).all()
    if not postings:
        raise refuse("Nothing of {task} stands in the books.", field="task", task=task.number)
    for posting_id in postings:
        _back(command, unit, task, posting_id)
    return Answer("{task} is booked back.", {"task": task.number}, task.number)


def _back(command: ReversePutaway, unit: Unit, task: Task, posting_id: int) -> None:
    header = unit.header(task.number, reason=command.reason, reverses_id=posting_id)
    if not task.lpn_id:
        reversal.reverse(unit.session, header)
        return
    to_id, from_id = unit.session.execute(
        select(moves.c.to_location_id, moves.c.from_location_id).where(moves.c.posting_id == posting_id).limit(1)
    ).one()
    plate = unit.session.get_one(Lpn, task.lpn_id)
    if plate.location_id != to_id:
        raise refuse("{lpn} is no longer where it was put.", field="task", lpn=plate.code)
    lpns.move(unit.session, header, plate.id, from_id)
