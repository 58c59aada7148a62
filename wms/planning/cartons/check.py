"""An independent judge of packings: inside, apart, lying as allowed, light enough, fragile on top, complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from wms.planning.cartons.problem import (
    Carton,
    CartonProblem,
    Load,
    LoadProblem,
    Packed,
    Packing,
    PackItem,
    Placement,
)
from wms.planning.plan import Violation


def check(problem: CartonProblem, packing: Packing) -> list[Violation]:
    """Every broken rule of an order's cartons; empty when they may be packed so."""
    items = {item.item_id: item for item in problem.items}
    cartons = {carton.carton_id: carton for carton in problem.cartons}
    found: list[Violation] = []
    for number, packed in enumerate(packing.cartons):
        if packed.carton_id not in cartons:
            text = f"Carton kind {packed.carton_id} is not known."
            found.append(Violation("identity", f"carton {number}", 1, text))
            continue
        found += check_packed(cartons[packed.carton_id], packed, items, problem.supported, f"carton {number}")
    pieces = Counter(piece.item_id for packed in packing.cartons for piece in packed.pieces)
    return [*found, *_counts(pieces, problem.items, Counter())]


def check_load(problem: LoadProblem, load: Load) -> list[Violation]:
    """Every broken rule of a loaded container."""
    items = {item.item_id: item for item in problem.items}
    found = list(check_packed(problem.container, load.packed, items, problem.supported, "container"))
    pieces = Counter(piece.item_id for piece in load.packed.pieces)
    return [*found, *_counts(pieces, problem.items, Counter(dict(load.behind)))]


def check_packed(
    carton: Carton, packed: Packed, items: dict[int, PackItem], supported: bool, who: str
) -> Iterator[Violation]:
    """The rules within one carton."""
    for piece in packed.pieces:
        yield from _piece(carton, piece, items, who)
    weight = sum(items[piece.item_id].weight_g for piece in packed.pieces if piece.item_id in items)
    if weight > carton.most_g:
        text = f"{who} carries {weight - carton.most_g} g too much."
        yield Violation("weight", who, weight - carton.most_g, text)
    for upper, lower in _pairs(packed.pieces):
        shared = _shared(upper, lower)
        if shared and upper.z < lower.z + lower.dz and lower.z < upper.z + upper.dz:
            text = f"In {who} items {upper.item_id} and {lower.item_id} overlap."
            yield Violation("overlap", who, shared, text)
        elif shared and _crushes(upper, lower, items):
            text = f"In {who} item {upper.item_id} stands on the more fragile item {lower.item_id}."
            yield Violation("fragility", who, 1, text)
    if supported:
        yield from _support(packed.pieces, who)


def _piece(carton: Carton, piece: Placement, items: dict[int, PackItem], who: str) -> Iterator[Violation]:
    item = items.get(piece.item_id)
    if item is None:
        yield Violation("identity", who, 1, f"Item {piece.item_id} is not part of the order.")
    elif (piece.dx, piece.dy, piece.dz) not in item.sizes():
        yield Violation("orientation", who, 1, f"In {who} item {piece.item_id} lies in a way it must not.")
    beyond = max(
        piece.x + piece.dx - carton.x_mm, piece.y + piece.dy - carton.y_mm, piece.z + piece.dz - carton.z_mm,
        -piece.x, -piece.y, -piece.z,
    )
    if beyond > 0:
        yield Violation("inside", who, beyond, f"In {who} item {piece.item_id} sticks out by {beyond} mm.")


def _pairs(pieces: tuple[Placement, ...]) -> Iterator[tuple[Placement, Placement]]:
    """Each pair once, the one with the higher base first."""
    rising = sorted(pieces, key=lambda piece: piece.z)
    for index, upper in enumerate(rising):
        for lower in rising[:index]:
            yield upper, lower


def _shared(a: Placement, b: Placement) -> int:
    """How much of the floor both stand over, in square millimetres."""
    wide = min(a.x + a.dx, b.x + b.dx) - max(a.x, b.x)
    deep = min(a.y + a.dy, b.y + b.dy) - max(a.y, b.y)
    return wide * deep if wide > 0 and deep > 0 else 0


def _crushes(upper: Placement, lower: Placement, items: dict[int, PackItem]) -> bool:
    if upper.item_id not in items or lower.item_id not in items:
        return False
    return items[upper.item_id].fragility < items[lower.item_id].fragility


def _support(pieces: Iterable[Placement], who: str) -> Iterator[Violation]:
    """Every base must lie on the floor or wholly on tops of pieces below."""
    stack = list(pieces)
    for piece in stack:
        if piece.z == 0:
            continue
        carried = sum(_shared(piece, other) for other in stack if other.z + other.dz == piece.z)
        missing = piece.dx * piece.dy - carried
        if missing > 0:
            text = f"In {who} item {piece.item_id} hangs over {missing} mm²."
            yield Violation("support", who, missing, text)


def _counts(pieces: Counter[int], items: Iterable[PackItem], behind: Counter[int]) -> Iterator[Violation]:
    for item in items:
        excess = pieces[item.item_id] + behind[item.item_id] - item.quantity
        if excess:
            text = f"Item {item.item_id}: {abs(excess)} pieces {'too many' if excess > 0 else 'missing'}."
            yield Violation("pieces", f"item {item.item_id}", abs(excess), text)
