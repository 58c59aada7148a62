"""A carton is closed and weighed: a weight far from what it should be means a piece too many or too few."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.model.outbound import CartonType
from wms.model.words import CartonState
from wms.operations import settings
from wms.operations.command import Command, arg, handles
from wms.operations.packing import cartons
from wms.operations.packing.cartons import Found
from wms.operations.unit import Answer, Unit

HEAVIEST_G = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCarton(Command):
    """Close a packed carton, weighed when there is a scale."""

    carton: str = arg("The carton's SSCC", refers="lpn")
    weight_g: int = arg("What it weighs; 0: not weighed", 0, unit="g")
    accept_weight: bool = arg("The weight was looked into and is right", False)


@handles("packing.close", "cartons")
def close_carton(command: CloseCarton, unit: Unit) -> Answer:
    found = Found(unit, command.carton)
    found.require(CartonState.OPEN)
    expected = cartons.expected_weight(unit, found)
    _check(command, unit, found, expected)
    carton = found.carton
    carton.state, carton.expected_weight_g, carton.weight_g = CartonState.CLOSED, expected, command.weight_g
    values = {"carton": found.code, "weight_g": command.weight_g, "expected_weight_g": expected}
    return Answer("Carton {carton} is closed; it should weigh {expected_weight_g} g.", values, found.code)


def _check(command: CloseCarton, unit: Unit, found: Found, expected: int) -> None:
    problems = Problems()
    weight = command.weight_g
    if not cartons.contents(unit, [found.lpn.id]):
        problems.add("The carton {carton} is empty.", field="carton", carton=found.code)
    if not 0 <= weight <= HEAVIEST_G:
        problems.add("The weight must be between 0 and {most} g.", field="weight_g", most=HEAVIEST_G, found=weight)
    percent = settings.value(unit.session, "shipping.weight_tolerance_percent")
    if weight and expected and not command.accept_weight and abs(weight - expected) * 100 > expected * percent:
        problems.add("{carton} weighs {weight} g and should weigh {expected_g} g: look inside, or accept the weight.",
                     field="weight_g", carton=found.code, weight=weight, expected_g=expected, found=weight,
                     expected=f"{expected} g ± {percent} %")  # fmt: skip
    kind = unit.session.get(CartonType, found.carton.carton_type_id) if found.carton.carton_type_id else None
    if kind and max(weight, expected if not weight else 0) > kind.max_weight_g:
        problems.add("{carton} is too heavy: a carton {kind} carries {most} g.", field="weight_g", carton=found.code,
                     kind=kind.code, most=kind.max_weight_g)  # fmt: skip
    problems.refuse()
