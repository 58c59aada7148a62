"""The kinds of empty carton the packers may use are entered: inner size, what they bear, weigh and cost."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.model.outbound import CartonType
from wms.operations.command import Command, arg, handles
from wms.operations.master_data.rows import Rows, check_amounts, check_codes, taken
from wms.operations.unit import Answer, Unit

_AMOUNTS = ("length_mm", "width_mm", "height_mm", "max_weight_g", "tare_g", "cost_minor")


@dataclass(frozen=True, slots=True, kw_only=True)
class CartonTypeLine:
    """One kind of carton; empty fields keep what is stored."""

    code: str = arg("The carton type's code")
    length_mm: int | None = arg("Inner length", None, unit="mm")
    width_mm: int | None = arg("Inner width", None, unit="mm")
    height_mm: int | None = arg("Inner height", None, unit="mm")
    max_weight_g: int | None = arg("What it may hold", None, unit="g")
    tare_g: int | None = arg("What it weighs empty", None, unit="g")
    cost_minor: int | None = arg("What one costs", None, unit="minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCartonTypes(Command):
    """Enter carton types, or change those whose code is known: all of them, or none."""

    lines: tuple[CartonTypeLine, ...] = arg("The carton types, as a JSON list of objects")


@handles("master_data.cartons", "carton_types")
def register_carton_types(command: RegisterCartonTypes, unit: Unit) -> Answer:
    problems = Problems()
    check_codes(command.lines, "code", problems)
    types = Rows(unit, CartonType, "code", [line.code for line in command.lines])
    for number, line in enumerate(command.lines, 1):
        check_amounts(line, _AMOUNTS, problems, number)
        row = types.enter(line.code, taken(line, *_AMOUNTS))
        for name in ("length_mm", "width_mm", "height_mm", "max_weight_g"):
            if not row[name]:
                problems.add("Say the carton's inner size and what it may hold.", field=name, row=number)
    problems.refuse()
    new, changed = types.save()
    values = {"lines": len(command.lines), "new": new, "changed": changed}
    return Answer("{lines} carton types: {new} new, {changed} changed.", values)
