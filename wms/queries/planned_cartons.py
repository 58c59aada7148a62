"""Cartons as they were planned, and where each piece lies in them: what a packing screen draws.

An order's newest plan counts: the applied one, or the newest that is still to be decided on. Once the cartons stand
open, each is known by its SSCC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Carton, Shipment
from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.queries.question import col, computed


@dataclass(frozen=True, slots=True)
class PlannedCartonRow:
    """One planned carton with its inner size; `carton` is empty until it stands open."""

    order: str = col("Order")
    proposal: str = col("Proposal")
    state: ProposalState = col("State")
    nr: int = col("Carton", "number")
    carton: str = col("Carton (SSCC)")
    carton_type: str = col("Carton type")
    length_mm: int = col("Length", "mm")
    width_mm: int = col("Width", "mm")
    height_mm: int = col("Height", "mm")
    pieces: int = col("Pieces", "quantity")
    fill_percent: int = col("Filled", "percent")


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """One piece in its carton, in the order of packing: its lower left corner and its size as it lies.

    x runs along the carton's length, y along its width, z upwards.
    """

    order: str = col("Order")
    proposal: str = col("Proposal")
    nr: int = col("Carton", "number")
    carton: str = col("Carton (SSCC)")
    step: int = col("Step", "number")
    item: str = col("Item")
    x_mm: int = col("X", "mm")
    y_mm: int = col("Y", "mm")
    z_mm: int = col("Z", "mm")
    dx_mm: int = col("Along x", "mm")
    dy_mm: int = col("Along y", "mm")
    dz_mm: int = col("Along z", "mm")


@computed(PlannedCartonRow, key=("proposal", "nr"), sort=("proposal", "nr"), topics=("proposals", "cartons"))
def planned_cartons(
    connection: Connection, start: str | None, order: str = "", proposal: str = "", carton: str = ""
) -> Iterator[PlannedCartonRow]:
    """The cartons planned for an order, or in a proposal, with what they hold."""
    for plan, nr, one in _cartons(connection, order, proposal, carton):
        length, width, height = one["size"]
        goods = sum(piece["size"][0] * piece["size"][1] * piece["size"][2] for piece in one["pieces"])
        yield PlannedCartonRow(
            plan.plan["content"]["order"], plan.number, plan.state, nr, one.get("lpn", ""), one["carton"], length,
            width, height, len(one["pieces"]), 100 * goods // (length * width * height),
        )  # fmt: skip


@computed(PlacementRow, key=("proposal", "nr", "step"), sort=("proposal", "nr", "step"),
          topics=("proposals", "cartons"))  # fmt: skip
def carton_placements(
    connection: Connection, start: str | None, order: str = "", proposal: str = "", carton: str = ""
) -> Iterator[PlacementRow]:
    """Where each piece lies in its carton, in the order in which they are packed."""
    for plan, nr, one in _cartons(connection, order, proposal, carton):
        for step, piece in enumerate(one["pieces"], 1):
            yield PlacementRow(plan.plan["content"]["order"], plan.number, nr, one.get("lpn", ""), step, piece["item"],
                               *piece["at"], *piece["size"])  # fmt: skip


def _cartons(
    connection: Connection, order: str, proposal: str, carton: str
) -> Iterator[tuple[Any, int, dict[str, Any]]]:
    if carton and not order and not proposal:
        order = _order_of(connection, carton)
    for plan in _plans(connection, order, proposal):
        for nr, one in enumerate(plan.plan["content"]["cartons"], 1):
            if carton in ("", one.get("lpn", "")):
                yield plan, nr, one


def _order_of(connection: Connection, carton: str) -> str:
    """The order the carton was opened for; a text no order has where there is none."""
    query = select(Order.number).join(Shipment, Shipment.order_id == Order.id)
    query = query.join(Carton, Carton.shipment_id == Shipment.id).join(Lpn, Lpn.id == Carton.lpn_id)
    return connection.execute(query.where(Lpn.code == carton)).scalar() or "-"


def _plans(connection: Connection, order: str, proposal: str) -> list[Any]:
    """Carton plans by number: the one named, or of each order (of the one named) the one that counts."""
    query = select(Proposal.number, Proposal.state, Proposal.plan).where(Proposal.kind == "cartons")
    if proposal:
        return list(connection.execute(query.where(Proposal.number == proposal)))
    query = query.where(Proposal.state != ProposalState.DISCARDED)
    if order:
        query = query.where(Proposal.summary.startswith(f"{order}: ", autoescape=True))
    counts: dict[str, Any] = {}
    for row in connection.execute(query.order_by(Proposal.id)):
        its = row.plan["content"]["order"]
        if its not in counts or row.state is ProposalState.APPLIED or counts[its].state is ProposalState.PROPOSED:
            counts[its] = row
    return sorted((row for its, row in counts.items() if order in ("", its)), key=lambda row: row.number)
