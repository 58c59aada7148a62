"""Cartons for an order, quickly: fill one kind after the other, and take the smallest that holds the rest."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.jobs import Watch
from wms.planning.cartons.fit import FITS
from wms.planning.cartons.one import Lot, Packer
from wms.planning.cartons.problem import Carton, Packed


@dataclass(frozen=True, slots=True)
class Filled:
    """A carton (by its index in the problem) with its lot and how it is packed."""

    carton: int
    lot: Lot
    packed: Packed


Price = tuple[int, int, int]


def price(cartons: tuple[Carton, ...], filled: list[Filled]) -> Price:
    """What is minimised: cost, then the number of cartons, then their volume (so that they are filled best)."""
    used = [cartons[one.carton] for one in filled]
    return sum(carton.cost for carton in used), len(used), sum(carton.volume for carton in used)


def take_away(lot: Lot, part: Lot) -> Lot:
    """What is left of `lot` without `part`."""
    gone = dict(part)
    return tuple((item, rest) for item, quantity in lot if (rest := quantity - gone.get(item, 0)))


def cheapest_single(packer: Packer, lot: Lot) -> Filled | None:
    """The cheapest, then smallest carton that the whole lot is found to fit."""
    cartons = packer.problem.cartons
    for carton in sorted(range(len(cartons)), key=lambda c: (cartons[c].cost, cartons[c].volume, c)):
        verdict, packed = packer.fits(carton, lot)
        if verdict == FITS and packed is not None:
            return Filled(carton, lot, packed)
    return None


def fill_with(packer: Packer, kind: int, lot: Lot) -> list[Filled] | None:
    """Fill cartons of one kind; whenever the rest fits a single carton of any kind, that ends it."""
    filled: list[Filled] = []
    while lot:
        last = cheapest_single(packer, lot)
        if last is not None and (filled or last.carton == kind or _cheaper(packer, last.carton, kind)):
            return [*filled, last]
        inside, packed = packer.most(kind, lot)
        if not inside:
            return None
        filled.append(Filled(kind, inside, packed))
        lot = take_away(lot, inside)
    return filled


def _cheaper(packer: Packer, one: int, other: int) -> bool:
    return packer.problem.cartons[one].cost <= packer.problem.cartons[other].cost


def mixed(packer: Packer, lot: Lot) -> list[Filled] | None:
    """Always the carton that brings most goods for its money, until nothing is left. None when something fits none."""
    cartons = packer.problem.cartons
    filled: list[Filled] = []
    while lot:
        options = [(carton, *packer.most(carton, lot)) for carton in range(len(cartons))]
        worth = [
            (sum(packer.items[a].volume * q for a, q in inside) / max(1, cartons[carton].cost), -carton)
            for carton, inside, _ in options
        ]
        carton, inside, packed = options[worth.index(max(worth))]
        last = cheapest_single(packer, lot)
        if last is not None and cartons[last.carton].cost <= cartons[carton].cost:
            return [*filled, last]
        if not inside:
            return None
        filled.append(Filled(carton, inside, packed))
        lot = take_away(lot, inside)
    return filled


def first_answer(packer: Packer, lot: Lot, watch: Watch) -> list[Filled] | None:
    """The cheapest of the quick ways, as many as there is time for; None when some piece fits no carton."""
    cartons, best = packer.problem.cartons, mixed(packer, lot)
    for kind in range(len(cartons)):
        if best is not None and watch.stop():
            break
        way = fill_with(packer, kind, lot)
        if way is not None and (best is None or price(cartons, way) < price(cartons, best)):
            best = way
    return best
