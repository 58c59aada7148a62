"""The drawn building: docks and benches at the front, shelves behind them, pallet racks at the back.

All numbers are millimetres from the lower left corner. Aisles run from front to back between cross-aisles; the cold
room and the hazard store stand at the right-hand side, each with shelves to pick from and racks for reserve.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wms.app.demo.sizes import Size
from wms.model.words import Hazard, LocationType, Mixing, Purpose, Temperature
from wms.operations.master_data.buildings import RegisterAisle, RegisterSite, RegisterZone
from wms.operations.master_data.locations import LocationLine

FRONT_DEPTH = 14_000
CROSS_WIDTH = 3_000


@dataclass(frozen=True, slots=True)
class Racking:
    """One zone's racks: `aisles` of `bays` on both sides and `levels` high."""

    zone: str
    name: str
    purpose: Purpose
    type: LocationType
    aisles: int
    bays: int
    levels: int
    pitch: int
    bay_width: int
    depth: int
    height: int
    max_weight_g: int
    mixing: Mixing
    temperature: Temperature = Temperature.AMBIENT
    hazard: Hazard = Hazard.NONE


@dataclass(frozen=True, slots=True)
class Building:
    """Everything to register, in this order."""

    site: RegisterSite
    zones: tuple[RegisterZone, ...]
    aisles: tuple[RegisterAisle, ...]
    locations: tuple[LocationLine, ...]


def building(size: Size) -> Building:
    """The whole building of that size."""
    plan = _Plan()
    plan.front(size)
    shelves, racks = _shelves(size), _racks(size)
    depth = max(r.bays * r.bay_width for r in shelves)
    back = FRONT_DEPTH + CROSS_WIDTH + depth + CROSS_WIDTH
    plan.block(shelves, FRONT_DEPTH + CROSS_WIDTH)
    plan.block(racks, back)
    rack_depth = max(r.bays * r.bay_width for r in racks)
    plan.cross_aisles([FRONT_DEPTH + CROSS_WIDTH // 2, back - CROSS_WIDTH // 2, back + rack_depth + CROSS_WIDTH // 2])
    return plan.finished(back + rack_depth + CROSS_WIDTH)


def _shelves(size: Size) -> list[Racking]:
    common = Racking(
        "FWD", "Forward pick shelves", Purpose.FORWARD, LocationType.SHELF, size.forward_aisles, size.forward_bays,
        4, 3_200, 1_000, 600, 450, 120_000, Mixing.ONE_ITEM,
    )  # fmt: skip
    cold = replace(common, zone="CHL", name="Cold room shelves", aisles=size.special_aisles, bays=size.special_bays,
                   temperature=Temperature.CHILLED)  # fmt: skip
    hazard = replace(common, zone="HAZ", name="Flammables store", aisles=size.special_aisles, bays=size.special_bays,
                     hazard=Hazard.FLAMMABLE)  # fmt: skip
    return [common, cold, hazard]


def _racks(size: Size) -> list[Racking]:
    common = Racking(
        "RES", "Reserve pallet racks", Purpose.RESERVE, LocationType.PALLET_RACK, size.reserve_aisles,
        size.reserve_bays, 4, 5_200, 1_400, 1_200, 1_900, 1_000_000, Mixing.ANY,
    )  # fmt: skip
    cold = replace(common, zone="CHR", name="Cold room racks", aisles=1, temperature=Temperature.CHILLED)
    hazard = replace(common, zone="HAR", name="Flammables racks", aisles=1, hazard=Hazard.FLAMMABLE)
    return [common, cold, hazard]


class _Plan:
    """Draws zone after zone and remembers what was drawn."""

    def __init__(self) -> None:
        self.zones: list[RegisterZone] = []
        self.aisles: list[RegisterAisle] = []
        self.locations: list[LocationLine] = []
        self.width = 0

    def front(self, size: Size) -> None:
        """Docks, benches, lanes and the corners for returns and quarantine, along the front wall."""
        x = 0
        for zone, name, purpose, kind, prefix, count, wide in (
            ("REC", "Receiving docks", Purpose.RECEIVING, LocationType.DOCK, "DOCK-IN", size.docks, 4_500),
            ("RET", "Returns desk", Purpose.RETURNS, LocationType.FLOOR, "RETURN", 2, 2_000),
            ("QUA", "Quarantine cage", Purpose.QUARANTINE, LocationType.FLOOR, "QUAR", 2, 2_000),
            ("PCK", "Packing benches", Purpose.PACKING, LocationType.BENCH, "BENCH", size.benches, 2_500),
            ("STG", "Staging lanes", Purpose.STAGING, LocationType.LANE, "LANE", size.lanes, 2_500),
            ("SHP", "Shipping docks", Purpose.SHIPPING, LocationType.DOCK, "DOCK-OUT", size.docks, 4_500),
        ):
            self._zone(zone, name, purpose, x, 0, count * wide, FRONT_DEPTH - 2_000)
            for number in range(1, count + 1):
                self.locations.append(LocationLine(
                    code=f"{prefix}-{number}", zone=zone, type=kind, bay=number, mixing=Mixing.ANY,
                    x_mm=x + number * wide - wide // 2, y_mm=FRONT_DEPTH - 1_000, width_mm=wide - 500,
                    depth_mm=6_000, height_mm=3_000,
                ))  # fmt: skip
            if kind is LocationType.BENCH:
                self._put_wall(zone, x, 2 * count)
            x += count * wide + 1_000
        self.width = x

    def _put_wall(self, zone: str, x: int, bays: int) -> None:
        """Slots behind the benches, three above each other, where parts of orders meet."""
        for bay in range(1, bays + 1):
            for level in (1, 2, 3):
                self.locations.append(LocationLine(
                    code=f"W-{bay:02}{'ABC'[level - 1]}", zone=zone, type=LocationType.TOTE, bay=bay, level=level,
                    mixing=Mixing.ANY, x_mm=x + bay * 900, y_mm=FRONT_DEPTH - 1_000, z_mm=400 + 500 * (level - 1),
                    width_mm=800, depth_mm=600, height_mm=450,
                ))  # fmt: skip

    def block(self, rackings: list[Racking], y: int) -> None:
        """Zones side by side between two cross-aisles, each with its own aisles."""
        x = 0
        for racking in rackings:
            wide = racking.aisles * racking.pitch
            deep = racking.bays * racking.bay_width
            self._zone(racking.zone, racking.name, racking.purpose, x, y, wide, deep, racking)
            for number in range(1, racking.aisles + 1):
                self._aisle(racking, number, x + number * racking.pitch - racking.pitch // 2, y)
            x += wide + 1_200
        self.width = max(self.width, x)

    def cross_aisles(self, ys: list[int]) -> None:
        """The walks from wall to wall that join all aisles, and one that leads along the front."""
        for number, y in enumerate(ys, 1):
            self.aisles.append(RegisterAisle(
                code=f"X{number}", cross=True, x1_mm=0, y1_mm=y, x2_mm=self.width, y2_mm=y
            ))  # fmt: skip
        front = FRONT_DEPTH - 1_000
        self.aisles.append(RegisterAisle(code="X0", cross=True, x1_mm=0, y1_mm=front, x2_mm=self.width, y2_mm=front))

    def finished(self, depth: int) -> Building:
        site = RegisterSite(
            code="DEMO", name="Demo warehouse", company_prefix="4012345", gln="4012345000009",
            time_zone="Europe/London", currency="GBP", width_mm=self.width, depth_mm=depth,
        )  # fmt: skip
        return Building(site, tuple(self.zones), tuple(self.aisles), tuple(self.locations))

    def _zone(
        self, code: str, name: str, purpose: Purpose, x: int, y: int, width: int, depth: int,
        racking: Racking | None = None,
    ) -> None:  # fmt: skip
        self.zones.append(RegisterZone(
            code=code, name=name, purpose=purpose, x_mm=x, y_mm=y, width_mm=width, depth_mm=depth,
            temperature=racking.temperature if racking else Temperature.AMBIENT,
            hazard=racking.hazard if racking else Hazard.NONE,
        ))  # fmt: skip

    def _aisle(self, racking: Racking, number: int, x: int, y: int) -> None:
        code = f"{racking.zone}{number:02}"
        deep = racking.bays * racking.bay_width
        self.aisles.append(RegisterAisle(
            code=code, x1_mm=x, y1_mm=y - CROSS_WIDTH // 2, x2_mm=x, y2_mm=y + deep + CROSS_WIDTH // 2
        ))  # fmt: skip
        sequence = len(self.locations)
        walk = list(_places(racking, up=number % 2 == 1))
        for step, (bay, level, side) in enumerate(walk, sequence + 1):
            self.locations.append(LocationLine(
                code=f"{code}-{bay:02}-{level}{'LR'[side]}", zone=racking.zone, aisle=code, type=racking.type,
                mixing=racking.mixing, bay=bay, level=level, position=side + 1, x_mm=x,
                y_mm=y + bay * racking.bay_width - racking.bay_width // 2, z_mm=(level - 1) * (racking.height + 100),
                width_mm=racking.bay_width - 50, depth_mm=racking.depth, height_mm=racking.height,
                max_weight_g=racking.max_weight_g,
                max_volume_mm3=(racking.bay_width - 50) * racking.depth * racking.height * 9 // 10, pick_sequence=step,
            ))  # fmt: skip


def _places(racking: Racking, *, up: bool) -> Iterator[tuple[int, int, int]]:
    """Bay, level and side in walking order: up one aisle, down the next."""
    bays = range(1, racking.bays + 1)
    for bay in bays if up else reversed(bays):
        for level in range(1, racking.levels + 1):
            for side in (0, 1):
                yield bay, level, side
