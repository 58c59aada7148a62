"""The fixed words of the warehouse: statuses, kinds and states, exactly as they stand in columns and on screens."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Why stock may or may not be used."""

    AVAILABLE = "available"
    INSPECTION = "inspection"
    HELD = "held"
    DAMAGED = "damaged"
    BONDED = "bonded"


class Temperature(StrEnum):
    """The climate an item needs, or a zone offers."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


class Hazard(StrEnum):
    """The hazard an item brings, or a zone is fit for, after the main classes of IMDG/ADR."""

    NONE = "none"
    FLAMMABLE = "flammable"
    GAS = "gas"
    OXIDISING = "oxidising"
    TOXIC = "toxic"
    CORROSIVE = "corrosive"


class Purpose(StrEnum):
    """What a zone is for."""

    RECEIVING = "receiving"
    RESERVE = "reserve"
    FORWARD = "forward"
    PACKING = "packing"
    STAGING = "staging"
    SHIPPING = "shipping"
    RETURNS = "returns"
    QUARANTINE = "quarantine"


PICKABLE = (Purpose.FORWARD, Purpose.RESERVE)


class LocationType(StrEnum):
    """How a location is built."""

    FLOOR = "floor"
    SHELF = "shelf"
    PALLET_RACK = "pallet_rack"
    FLOW_RACK = "flow_rack"
    DOCK = "dock"
    LANE = "lane"
    BENCH = "bench"
    TOTE = "tote"
    VIRTUAL = "virtual"


MEETING = (LocationType.TOTE, LocationType.LANE)
"""How the slots are built where parts of orders meet: compartments of a put wall, and lanes; in packing zones."""


class LocationStatus(StrEnum):
    """Whether goods may come in and go out."""

    OPEN = "open"
    NO_ENTRY = "no_entry"
    NO_EXIT = "no_exit"
    CLOSED = "closed"


class Mixing(StrEnum):
    """What may lie together at a location."""

    ANY = "any"
    ONE_ITEM = "one_item"
    ONE_LOT = "one_lot"


class Level(StrEnum):
    """Packaging levels: the units of handling."""

    EACH = "each"
    INNER = "inner"
    CASE = "case"
    PALLET = "pallet"


class Rotation(StrEnum):
    """Which stock goes first."""

    FEFO = "fefo"
    FIFO = "fifo"
    LIFO = "lifo"


class PartyKind(StrEnum):
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    CARRIER = "carrier"


class LpnKind(StrEnum):
    PALLET = "pallet"
    CARTON = "carton"
    TOTE = "tote"


class AsnState(StrEnum):
    EXPECTED = "expected"
    ARRIVED = "arrived"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ReceiptState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class DiscrepancyKind(StrEnum):
    OVER = "over"
    SHORT = "short"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"


class InspectionState(StrEnum):
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class HoldState(StrEnum):
    HELD = "held"
    RELEASED = "released"


class OrderState(StrEnum):
    """An order's way: entered → allocated → released → picked → packed → shipped; held and cancelled stand aside."""

    ENTERED = "entered"
    HELD = "held"
    ALLOCATED = "allocated"
    RELEASED = "released"
    PICKED = "picked"
    PACKED = "packed"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class Risk(StrEnum):
    """How near an open order is to missing its carrier: it has missed it, will, may, or is in time."""

    OVERDUE = "overdue"
    LATE = "late"
    AT_RISK = "at_risk"
    IN_TIME = "in_time"
    DONE = "done"


class WaveState(StrEnum):
    PLANNED = "planned"
    RELEASED = "released"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class PickMethod(StrEnum):
    """How a wave is picked: each order by itself, several on one walk, or by zones whose parts are brought together."""

    DISCRETE = "discrete"
    BATCH = "batch"
    ZONE = "zone"


class BatchState(StrEnum):
    READY = "ready"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    PUTAWAY = "putaway"
    PICK = "pick"
    COUNT = "count"
    REPLENISH = "replenish"
    MOVE = "move"
    LOAD = "load"


class TaskState(StrEnum):
    """A task's way: open → claimed → done; cancelled stands aside."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    CANCELLED = "cancelled"


class CartonState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    STAGED = "staged"
    LOADED = "loaded"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class ShipmentState(StrEnum):
    OPEN = "open"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class LoadState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class CountState(StrEnum):
    OPEN = "open"
    REVIEW = "review"
    POSTED = "posted"
    CANCELLED = "cancelled"


class CountLineState(StrEnum):
    OPEN = "open"
    COUNTED = "counted"
    RECOUNT = "recount"
    POSTED = "posted"


class ReturnState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Condition(StrEnum):
    """How returned goods mostly look; people may write other words instead."""

    AS_NEW = "as_new"
    OPENED = "opened"
    DAMAGED = "damaged"
    DEFECTIVE = "defective"


class Disposition(StrEnum):
    """What becomes of returned goods."""

    RESTOCK = "restock"
    INSPECT = "inspect"
    SCRAP = "scrap"


class AdjustmentState(StrEnum):
    WAITING = "waiting"
    POSTED = "posted"
    REFUSED = "refused"


class Stage(StrEnum):
    """How far allocated stock has come."""

    RESERVED = "reserved"
    PICKED = "picked"
    PACKED = "packed"


class AllocationState(StrEnum):
    """An allocation is opened once and closed once: carried on with the goods, released, or shipped."""

    OPEN = "open"
    CARRIED = "carried"
    RELEASED = "released"
    SHIPPED = "shipped"


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    APPLIED = "applied"
    DISCARDED = "discarded"
