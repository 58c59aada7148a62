"""What packing must know: the items with their sizes and orientation rules, the cartons, or the one container.

Lengths are millimetres, weights grams, costs minor units of money. In a carton x runs along, y across, z upwards.
"""

from __future__ import annotations

from dataclasses import dataclass

ANY_WAY = ("xyz", "yxz", "xzy", "zxy", "zyx", "yzx")
"""All orientations: which side of the item lies along x, y and z of the carton."""

THIS_SIDE_UP = ("xyz", "yxz")
"""The orientations in which the item's own z stays upright."""


@dataclass(frozen=True, slots=True)
class PackItem:
    """Pieces of one kind. On top of a piece nothing may stand whose `fragility` is smaller than its own.

    `orientations` names the allowed ones as in `ANY_WAY`.
    """

    item_id: int
    x_mm: int
    y_mm: int
    z_mm: int
    quantity: int = 1
    weight_g: int = 0
    orientations: tuple[str, ...] = ANY_WAY
    fragility: int = 0

    @property
    def volume(self) -> int:
        """Of one piece, in cubic millimetres."""
        return self.x_mm * self.y_mm * self.z_mm

    def sizes(self) -> list[tuple[int, int, int]]:
        """The different allowed sizes along x, y and z of the carton."""
        side = {"x": self.x_mm, "y": self.y_mm, "z": self.z_mm}
        sizes = [(side[name[0]], side[name[1]], side[name[2]]) for name in self.orientations]
        return list(dict.fromkeys(sizes))


@dataclass(frozen=True, slots=True)
class Carton:
    """A kind of carton with its inner size, the weight it may carry, what it weighs and what it costs."""

    carton_id: int
    x_mm: int
    y_mm: int
    z_mm: int
    most_g: int
    cost: int
    tare_g: int = 0

    @property
    def volume(self) -> int:
        """Inner volume in cubic millimetres."""
        return self.x_mm * self.y_mm * self.z_mm


@dataclass(frozen=True, slots=True)
class CartonProblem:
    """One order's items and the kinds of cartons at hand (any number of each).

    With `supported` every piece must rest with its whole base on one piece below or on the floor.
    """

    items: tuple[PackItem, ...]
    cartons: tuple[Carton, ...]
    supported: bool = False


@dataclass(frozen=True, slots=True)
class LoadProblem:
    """One large container (its cost plays no part) and what might be loaded into it; the rest stays behind."""

    container: Carton
    items: tuple[PackItem, ...]
    supported: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """One piece: its nearest lower left corner and its size as it lies, ready to be drawn."""

    item_id: int
    x: int
    y: int
    z: int
    dx: int
    dy: int
    dz: int


@dataclass(frozen=True, slots=True)
class Packed:
    """One carton with what lies in it, in an order in which it can be packed from below."""

    carton_id: int
    pieces: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """All cartons of an order."""

    cartons: tuple[Packed, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """The loaded container, and the pieces that stay behind as (item id, quantity)."""

    packed: Packed
    behind: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CartonParams:
    """`starts` is the number of packing orders tried for one carton; `seed` decides the random ones among them."""

    starts: int = 60
    seed: int = 0


@dataclass(frozen=True, slots=True)
class LoadParams:
    """How many blocks are built, how much of a block must be goods, and how wide the search may grow."""

    most_blocks: int = 10_000
    fill: float = 0.98
    widest: int = 4096
    seed: int = 0
