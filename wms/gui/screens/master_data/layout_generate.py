"""The locations of an aisle from a few figures: bays, levels and sides, their codes, sizes and place on the walk.

A code pattern is text with places: {aisle} {bay} {level} {position} {side}; {bay:3} has three figures. Odd positions
lie at the left of the way up, even ones at the right. The walk goes up one aisle and down the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from wms.base.errors import Problems
from wms.gui.map.floor import Walk
from wms.model.words import LocationType, Mixing
from wms.operations.master_data.locations import LocationLine
from wms.operations.master_data.rows import MAX_CODE

MOST = 20_000
_PLACE = re.compile(r"\{(aisle|bay|level|position|side)(?::([1-9]))?\}")


@dataclass(frozen=True, slots=True)
class Rules:
    """Sizes in mm, weight in g. `down`: the walk begins at the aisle's end; `sides`: up one side, back the other."""

    zone: str
    pattern: str = "{aisle}-{bay:2}-{level}{side}"
    type: LocationType = LocationType.SHELF
    mixing: Mixing = Mixing.ONE_ITEM
    bays: int = 10
    levels: int = 4
    positions: int = 2
    first_bay: int = 1
    margin: int = 0
    bay_width: int = 1_200
    depth: int = 800
    height: int = 500
    max_weight_g: int = 0
    down: bool = False
    sides: bool = False
    first_sequence: int = 1


def generate(rules: Rules, walk: Walk) -> list[LocationLine]:
    """Every location of the aisle in walking order. Raises Refused with everything that is wrong."""
    problems = Problems()
    length = hypot(walk.x2 - walk.x1, walk.y2 - walk.y1)
    needed = rules.margin + rules.bays * rules.bay_width
    if needed > length:
        problems.add("The aisle is {length} mm long; its bays need {needed} mm.", field="bays", length=round(length),
                     needed=needed)  # fmt: skip
    if not rules.zone:
        problems.add("Say in which zone they lie.", field="zone")
    if rules.bays * rules.levels * rules.positions > MOST:
        problems.add("These are more than {most} locations.", field="bays", most=MOST)
    _check_pattern(rules.pattern, problems)
    problems.refuse()
    lines = [_line(rules, walk, number, *place) for number, place in enumerate(_walk(rules), rules.first_sequence)]
    codes = [line.code for line in lines]
    if len(set(codes)) < len(codes):
        problems.add("The pattern gives several locations the same code; name bay, level and side in it.",
                     field="pattern")  # fmt: skip
    if any(len(code) > MAX_CODE for code in codes):
        problems.add("A code has at most {limit} signs.", field="pattern", limit=MAX_CODE)
    problems.refuse()
    return lines


def code_of(pattern: str, aisle: str, bay: int, level: int, position: int) -> str:
    """The code of one location."""
    values = {"aisle": aisle, "bay": bay, "level": level, "position": position, "side": "LR"[(position + 1) % 2]}

    def filled(found: re.Match[str]) -> str:
        return str(values[found[1]]).zfill(int(found[2] or 0))

    return _PLACE.sub(filled, pattern)


def _check_pattern(pattern: str, problems: Problems) -> None:
    rest = _PLACE.sub("", pattern)
    if "{" in rest or "}" in rest or not pattern.strip() or pattern != pattern.strip():
        problems.add("The pattern knows the places {places}.", field="pattern",
                     places="{aisle} {bay} {level} {position} {side} {bay:2}")  # fmt: skip


def _walk(rules: Rules) -> Iterator[tuple[int, int, int]]:
    """Bay (from 0), level and position in walking order."""
    bays = list(range(rules.bays))
    if rules.down:
        bays.reverse()
    if rules.sides and rules.positions == 2:
        for position, way in ((1, bays), (2, bays[::-1])):
            yield from ((bay, level, position) for bay in way for level in range(1, rules.levels + 1))
        return
    for bay in bays:
        for level in range(1, rules.levels + 1):
            yield from ((bay, level, position) for position in range(1, rules.positions + 1))


def _line(rules: Rules, walk: Walk, sequence: int, bay: int, level: int, position: int) -> LocationLine:
    length = hypot(walk.x2 - walk.x1, walk.y2 - walk.y1)
    share = (rules.margin + (bay + 0.5) * rules.bay_width) / length
    return LocationLine(
        code=code_of(rules.pattern, walk.code, rules.first_bay + bay, level, position), zone=rules.zone,
        aisle=walk.code, type=rules.type, mixing=rules.mixing, bay=rules.first_bay + bay, level=level,
        position=position, x_mm=round(walk.x1 + share * (walk.x2 - walk.x1)),
        y_mm=round(walk.y1 + share * (walk.y2 - walk.y1)), z_mm=(level - 1) * rules.height, width_mm=rules.bay_width,
        depth_mm=rules.depth, height_mm=rules.height, max_weight_g=rules.max_weight_g,
        max_volume_mm3=rules.bay_width * rules.depth * rules.height, pick_sequence=sequence,
    )  # fmt: skip
