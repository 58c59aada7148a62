"""A large house made up from a seed: 50 aisles of 40 bays, five levels, and items that set every rule to work."""

from __future__ import annotations

import numpy as np

from wms.planning.slotting.problem import PickLocation, SlottedItem, SlottingProblem, SlottingRules

AISLES, BAYS, LEVELS, ITEMS = 50, 40, 5, 10_000
REACH_S = (3, 1, 0, 2, 5)
WIDE = ((1200, 600, 400_000), (900, 450, 120_000), (900, 350, 90_000), (600, 300, 60_000), (1200, 500, 80_000))
TALL = ((1200, 900, 600_000), (1200, 600, 200_000), (600, 350, 60_000), (600, 350, 60_000), (1200, 600, 80_000))


def large_house(seed: int = 7) -> SlottingProblem:
    """20,000 locations and 10,000 items: sizes, weights, chilled goods, hazards, families, look-alikes, shared work."""
    rng = np.random.default_rng(seed)
    items = _items(rng)
    together = frozenset(item.family for item in items if item.family.startswith("set"))
    rules = SlottingRules(
        heavy_g=25_000, heavy_top_level=1, together=together, apart=frozenset({("food", "detergent")}),
        aisle_share_permille=80,
    )
    return SlottingProblem(tuple(items), tuple(_locations()), rules)


def _locations() -> list[PickLocation]:
    places: list[PickLocation] = []
    for aisle in range(AISLES):
        zone = "cold" if aisle >= AISLES - 4 else f"main {aisle // 12}"
        conditions = frozenset({"chilled"}) if zone == "cold" else frozenset({"ambient"})
        for bay in range(BAYS):
            for side in range(2):
                for level in range(LEVELS):
                    width, height, bears = (WIDE if aisle % 3 else TALL)[level]
                    walk = 2 * (abs(aisle - AISLES // 2) * 3_000 + 1_000 + bay * 1_200)
                    places.append(PickLocation(
                        len(places), walk, aisle, 1_000 + bay * 1_200, side, level, width, 800, height, bears, zone,
                        conditions, REACH_S[level],
                    ))
    return places


def _items(rng: np.random.Generator) -> list[SlottedItem]:
    picks = np.clip((rng.pareto(1.1, ITEMS) * 30).astype(int), 1, 20_000)
    items = []
    for i in range(ITEMS):
        if rng.random() < 0.75:
            sizes = rng.integers((100, 100, 50), (600, 600, 350))
        else:
            sizes = rng.integers((400, 200, 200), (1200, 800, 600))
        width, depth, height = (int(size) for size in sizes)
        weight = int(min(390_000, rng.lognormal(9.2, 1.2)))
        in_set = i % 100 < 4
        chilled = rng.random() < 0.04 and not in_set
        hazard = str(rng.choice(["3", "5.1", "8", "2.1", "9"])) if rng.random() < 0.05 and not chilled else ""
        kind = rng.random()
        food, soap = kind < 0.03 and not hazard, 0.03 <= kind < 0.06
        family = f"set {i // 4}" if in_set else "" if chilled else "food" if food else "detergent" if soap else ""
        items.append(SlottedItem(
            i, int(picks[i]), width, depth, height, weight, "chilled" if chilled else "ambient",
            hazard="" if in_set else hazard, family=family, look_alike=f"look {i // 3}" if i % 10 < 3 else "",
            facings=1 + int(picks[i] > 1_500) + int(picks[i] > 6_000),
        ))
    return items
