"""What goes out: waves and batches to pick by, cartons and shipments to pack into, loads and manifests to ship with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import BatchState, CartonState, LoadState, ShipmentState, WaveState


class Wave(Versioned, Base):
    """Orders released together for a cut-off."""

    __tablename__ = "wave"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    state: Mapped[WaveState] = choice(WaveState, WaveState.PLANNED)
    cutoff_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", WaveState),)


class Batch(Versioned, Base):
    """Orders picked on one walk by one picker with one cart; its stops are pick tasks in `sequence`."""

    __tablename__ = "batch"

    number: Mapped[str] = mapped_column(unique=True)
    wave_id: Mapped[int] = refers("wave")
    state: Mapped[BatchState] = choice(BatchState, BatchState.READY)
    picker_id: Mapped[int | None] = refers("users")
    walk_mm: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", BatchState),)


class CartonType(Base):
    """A kind of empty carton: inner dimensions, limits and cost."""

    __tablename__ = "carton_type"

    code: Mapped[str] = mapped_column(unique=True)
    length_mm: Mapped[int]
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    max_weight_g: Mapped[int]
    tare_g: Mapped[int] = mapped_column(default=0)
    cost_minor: Mapped[int] = mapped_column(default=0)


class Load(Versioned, Base):
    """A truck's worth of shipments for one carrier and cut-off."""

    __tablename__ = "load"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    carrier_id: Mapped[int] = refers("party")
    dock_id: Mapped[int] = refers("location", index=False)
    cutoff_at: Mapped[datetime]
    trailer: Mapped[str] = mapped_column(default="")
    state: Mapped[LoadState] = choice(LoadState, LoadState.OPEN)
    closed_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", LoadState),)


class Manifest(Base):
    """The list of everything on a load that has left; one a load."""

    __tablename__ = "manifest"

    number: Mapped[str] = mapped_column(unique=True)
    load_id: Mapped[int] = refers("load", index=False, unique=True)
    posting_id: Mapped[int] = refers("posting")
    closed_at: Mapped[datetime]


class Shipment(Versioned, Base):
    """What travels to one customer for one order on one load."""

    __tablename__ = "shipment"

    number: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int] = refers("orders")
    load_id: Mapped[int | None] = refers("load")
    state: Mapped[ShipmentState] = choice(ShipmentState, ShipmentState.OPEN)
    shipped_at: Mapped[datetime | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", ShipmentState),)


class Carton(Versioned, Base):
    """One packed carton, which is an LPN; what is in it stands in the ledger. Weights in grams."""

    __tablename__ = "carton"

    lpn_id: Mapped[int] = refers("lpn", index=False, unique=True)
    shipment_id: Mapped[int] = refers("shipment")
    carton_type_id: Mapped[int | None] = refers("carton_type", index=False)
    state: Mapped[CartonState] = choice(CartonState, CartonState.OPEN)
    expected_weight_g: Mapped[int] = mapped_column(default=0)
    weight_g: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("state", CartonState), CheckConstraint("weight_g >= 0", name="weight")
