"""The books say one thing and the shelf another, without a count: the difference is entered with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wms.base.errors import Problems
from wms.model.site import ADJUSTMENT, SCRAP
from wms.operations.adjusting.corrections import Correction, settle
from wms.operations.command import Command, arg, handles
from wms.operations.named_stock import Named, StockLine, named
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedLine(StockLine):
    """Stock that the books have too little or too much of."""

    quantity: int = arg("How many units more than the books say; fewer: a negative number")
    expiry: date | None = arg("The expiry date of a lot the books do not know, AI(17)", None)
    cost_minor: int = arg("What one base unit found is worth; -1: the item's standard cost", -1, unit="minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustStock(AdjustedLine, Command):
    """Correct the books by one line. Above the limit it waits for a second person."""

    reason: str = arg("Why the books were wrong")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustStockLines(Command):
    """Correct the books by many lines at once: all of them, or none. Above the limit they wait for a second person."""

    reason: str = arg("Why the books were wrong")
    lines: tuple[AdjustedLine, ...] = arg("The lines, as a JSON list of objects")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapStock(StockLine, Command):
    """Throw stock away. Above the limit of adjustments it waits for a second person."""

    reason: str = arg("Why it is scrapped")


@handles("adjusting.adjust", "stock", "adjustments")
def adjust_stock(command: AdjustStock, unit: Unit) -> Answer:
    return _adjust(unit, command.reason, (command,))


@handles("adjusting.adjust", "stock", "adjustments")
def adjust_stock_lines(command: AdjustStockLines, unit: Unit) -> Answer:
    return _adjust(unit, command.reason, command.lines)


def _adjust(unit: Unit, reason: str, lines: Sequence[AdjustedLine]) -> Answer:
    problems = Problems()
    _check_reason(reason, problems)
    goods = named(unit, lines, problems, new=True)
    problems.refuse()
    costs = [line.cost_minor for line in lines]
    return settle(unit, reason, [_correction(one, costs[one.row - 1], ADJUSTMENT) for one in goods])


@handles("adjusting.scrap", "stock", "adjustments")
def scrap_stock(command: ScrapStock, unit: Unit) -> Answer:
    problems = Problems()
    _check_reason(command.reason, problems)
    if command.quantity < 1:
        problems.add("The quantity must be at least 1.", field="quantity", found=command.quantity)
    goods = named(unit, (command,), problems)
    problems.refuse()
    lost = [_correction(one, -1, SCRAP)._replace(quantity=-one.quantity) for one in goods]
    return settle(unit, command.reason, lost)


def _check_reason(reason: str, problems: Problems) -> None:
    if not reason.strip():
        problems.add("Say why.", field="reason")


def _correction(one: Named, cost_minor: int, outside_id: int) -> Correction:
    cost = one.item.cost_minor if cost_minor < 0 else cost_minor
    return Correction(
        one.owner_id, one.item.id, one.quantity, one.location.id, one.lot_id, one.serial_id, one.lpn_id, one.status,
        cost, outside_id,
    )  # fmt: skip
