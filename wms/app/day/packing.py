"""At the benches: what was picked goes into cartons that bear its weight and hold its volume; slips and labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wms.app.day.floor import Floor
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.picking.totes import named

FULL = 0.7
"""How much of a carton's volume goods of mixed shapes can be expected to fill."""


@dataclass(slots=True)
class Share:
    """What goes into one carton."""

    lines: list[tuple[Any, int]] = field(default_factory=list)
    weight_g: int = 0
    volume_mm3: int = 0


@dataclass(frozen=True, slots=True)
class Bench:
    """What the packers know: the empty cartons, smallest first, and each item's weight and volume."""

    cartons: list[Any]
    pieces: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, floor: Floor) -> Bench:
        """Look it up once for the day."""
        cartons = sorted(floor.ask("carton_types"), key=_volume)
        levels = [row for row in floor.ask("packaging_levels") if row.level.value == "each"]
        return cls(cartons, {row.item: (row.weight_g, row.length_mm * row.width_mm * row.height_mm) for row in levels})

    def shares(self, lines: list[Any]) -> list[Share]:
        """Fill the largest carton again and again, line by line."""
        largest = self.cartons[-1]
        room = int(_volume(largest) * FULL)
        load = largest.max_weight_g * 95 // 100 - largest.tare_g
        shares = [Share()]
        for line in lines:
            weight, volume = self.pieces.get(line.item, (0, 0))
            left = line.on_hand
            while left:
                share = shares[-1]
                fits = min(left, _times(load - share.weight_g, weight), _times(room - share.volume_mm3, volume))
                if fits <= 0 and share.lines:
                    shares.append(Share())
                    continue
                fits = max(1, fits)
                share.lines.append((line, fits))
                share.weight_g += fits * weight
                share.volume_mm3 += fits * volume
                left -= fits
        return shares

    def smallest(self, share: Share) -> str:
        """The smallest carton that takes the share."""
        for kind in self.cartons:
            bears = share.weight_g <= kind.max_weight_g * 95 // 100 - kind.tare_g
            if bears and share.volume_mm3 <= _volume(kind) * FULL:
                return str(kind.code)
        return str(self.cartons[-1].code)


def pack(floor: Floor, share: float = 1.0) -> list[str]:
    """Pack what was picked (of the first `share` of the orders); returns the orders."""
    picked = [row for row in floor.ask("open_orders") if row.picked > row.packed]
    orders = picked[: round(len(picked) * share)]
    bench = Bench.of(floor)
    for order in floor.each("Packing", orders):
        _order(floor, bench, order.order)
        floor.print("packing_slip", f"packing-slip-{order.order}", order=order.order)
        floor.print("carton_label", f"carton-labels-{order.order}", order=order.order)
    return [order.order for order in orders]


def _order(floor: Floor, bench: Bench, order: str) -> None:
    clerk = floor.turn(floor.staff("clerk"))
    lines = floor.ask("stock_lines", lpn=named(order))
    shares = bench.shares(lines) if bench.cartons else [Share([(line, line.on_hand) for line in lines])]
    for part in shares:
        kind = bench.smallest(part) if bench.cartons else ""
        carton = floor.do(OpenCarton(order=order, carton_type=kind), clerk, 15).document
        if len(shares) == 1:
            floor.do(PackTote(carton=carton, tote=named(order)), clerk, 6 * len(lines))
        else:
            for line, count in part.lines:
                scan = PackItem(carton=carton, item=line.item, quantity=count, lot=line.lot, serial=line.serial)
                floor.do(scan, clerk, 6)
        tare = next((row.tare_g for row in bench.cartons if row.code == kind), 0)
        weight = round((part.weight_g + tare) * floor.dice.uniform(0.98, 1.02)) if part.weight_g else 0
        floor.do(CloseCarton(carton=carton, weight_g=weight), clerk, 20)


def _volume(kind: Any) -> int:
    return int(kind.length_mm * kind.width_mm * kind.height_mm)


def _times(room: int, each: int) -> int:
    return room // each if each else 10**9
