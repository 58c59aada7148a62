"""The empty cartons there are to pack into."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.model.outbound import CartonType
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class CartonTypeRow:
    """One kind of carton; inner dimensions."""

    code: str = col("Carton type")
    length_mm: int = col("Length", "mm")
    width_mm: int = col("Width", "mm")
    height_mm: int = col("Height", "mm")
    max_weight_g: int = col("Weight limit", "grams")
    tare_g: int = col("Weighs empty", "grams")
    cost_minor: int = col("Cost", "money")


@question(CartonTypeRow, key=("code",), sort=("code",), topics=("carton_types",))
def carton_types() -> Selected:
    """All kinds of cartons."""
    return select(
        CartonType.code, CartonType.length_mm, CartonType.width_mm, CartonType.height_mm, CartonType.max_weight_g,
        CartonType.tare_g, CartonType.cost_minor,
    )  # fmt: skip
