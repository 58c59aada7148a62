"""Loading one container: as much volume as possible, by a beam search over blocks that widens until the time is up.

Maximising: the plan's objective is the volume loaded, its bound the smaller of what there is and what the room holds.
Fragility plays no part here (a container is loaded with closed cartons); use the carton planner where it does.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import numpy as np

from wms.base.jobs import Progress, Watch
from wms.planning.cartons.beam import (
    GOODS,
    PLACED,
    Filling,
    Room,
    copied,
    empty_filling,
    judge,
    open_choices,
    put,
    usable_lengths,
)
from wms.planning.cartons.blocks import build_blocks
from wms.planning.cartons.check import check_load
from wms.planning.cartons.problem import Load, LoadParams, LoadProblem, Packed, PackItem, Placement
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation

THRIFT = 0.2
SLACK = 0.04
AT_ONCE = 64
"""So many completions are computed between two looks at the clock."""


def solve_load(problem: LoadProblem, params: LoadParams | None = None, watch: Watch | None = None) -> Plan[Load]:
    """Load the container until the watch stops, or until everything is in. Raises `Infeasible` for impossible sizes."""
    params, watch = params or LoadParams(), watch or Watch()
    started = time.perf_counter()
    _refuse(problem)
    watch.report(Progress("preparing to load"))
    items = [item for item in problem.items if item.quantity and _fits(problem, item)]
    search = _Search(problem, items, params) if items else None
    pieces = search.run(params.widest, watch) if search else ()
    load = _load(problem, pieces)
    broken = check_load(problem, load)
    if broken:
        raise CheckFailed(*broken)
    goods = sum(piece.dx * piece.dy * piece.dz for piece in pieces)
    seconds = time.perf_counter() - started
    return Plan(load, goods, _bound(problem), seconds, params.seed, "beam search over blocks", _reasons(problem, load))


class _Search:
    """The beam search with its arrays; everything heavy is compiled (spaces, blocks, beam)."""

    def __init__(self, problem: LoadProblem, items: list[PackItem], params: LoadParams) -> None:
        self.items, carton = items, problem.container
        hull = np.array([carton.x_mm, carton.y_mm, carton.z_mm], np.int32)
        quantity = np.array([item.quantity for item in items], np.int32)
        rows = [
            (number, *size) for number, item in enumerate(items) for size in item.sizes()
            if all(size[axis] <= hull[axis] for axis in range(3))
        ]
        orientation = np.array(rows, np.int32)
        least = orientation[:, 1:].min(axis=0).astype(np.int32)
        fill = 1.0 if problem.supported else params.fill  # a top with holes would not support what stands on it
        self.blocks = build_blocks(orientation, quantity, hull, params.most_blocks, fill, problem.supported)
        piece = np.array([item.weight_g for item in items], np.int64)
        weight = (piece[self.blocks.kind] * self.blocks.amount).sum(axis=1)
        thrift = self.blocks.boxes.astype(np.float64) ** -THRIFT
        slack = (hull * SLACK).astype(np.int32)
        self.room = Room(hull, least, slack, orientation, weight, thrift, problem.supported)
        self.root = empty_filling(hull, quantity, carton.most_g)
        self.best = empty_filling(hull, quantity, carton.most_g)
        self.total = sum(item.volume * item.quantity for item in items)

    def run(self, widest: int, watch: Watch) -> tuple[Placement, ...]:
        """Search with growing width; the best loading found."""
        width = 1.0
        while width <= widest and self.best.tally[GOODS] < self.total and not (watch.stop() and width > 1):
            self._sweep(round(width), watch)
            width = 2.0 if width == 1.0 else width * 2**0.5
        placed = self.best.placed[: self.best.tally[PLACED]]
        return tuple(piece for row in placed for piece in self._pieces(*(int(value) for value in row)))

    def _sweep(self, width: int, watch: Watch) -> None:
        """One beam of that width from the empty container to the full one."""
        states = [copied(self.root)]
        while states:
            children: list[tuple[int, int, Filling, int, int]] = []
            for state in states:
                for score, where, block in self._expand(state, width, watch):
                    children.append((-score, len(children), state, where, block))
                if watch.stop():
                    return
            watch.report(Progress("loading", objective=float(self.best.tally[GOODS])))
            states = self._survivors(sorted(children, key=lambda child: child[:2]), width, watch)

    def _expand(self, state: Filling, width: int, watch: Watch) -> Iterator[tuple[int, int, int]]:
        """The best blocks of a state with the volume each leads to. A stop leaves out the rest of them."""
        usable = usable_lengths(self.room, state.left)
        active = np.arange(self.blocks.volume.size, dtype=np.int32)
        children, scores = np.zeros(width, np.int32), np.zeros(width, np.int64)
        where, found, alive = open_choices(state, self.blocks, self.room, usable, active, children)
        for begin in range(0, found, AT_ONCE):
            if begin and watch.stop():
                return
            part = slice(begin, min(found, begin + AT_ONCE))
            judge(
                state, where, active[:alive], self.blocks, self.room, usable, children[part], scores[part], self.best
            )
            for score, block in zip(scores[part].tolist(), children[part].tolist(), strict=True):
                yield score, where, block

    def _survivors(
        self, children: list[tuple[int, int, Filling, int, int]], width: int, watch: Watch
    ) -> list[Filling]:
        """The best different children, made into states of their own; a stop leaves out the rest of them."""
        states: list[Filling] = []
        seen: set[tuple[int, int, bytes]] = set()
        for score, _, parent, where, block in children:
            if watch.stop():
                break
            child = copied(parent)
            put(child, where, block, self.blocks, self.room)
            key = (score, int(child.tally[GOODS]), child.left.tobytes())
            if key in seen:
                continue
            seen.add(key)
            states.append(child)
            if len(states) == width:
                break
        return states

    def _pieces(self, block: int, x: int, y: int, z: int) -> Iterator[Placement]:
        """The single pieces of a block that stands at that corner."""
        kind, first, second, ny, nz = (int(value) for value in self.blocks.source[block])
        if kind < 0:
            number, dx, dy, dz = (int(value) for value in self.room.orientation[first])
            item = self.items[number].item_id
            for cell in np.ndindex(second, ny, nz):
                yield Placement(item, x + cell[0] * dx, y + cell[1] * dy, z + cell[2] * dz, dx, dy, dz)
            return
        yield from self._pieces(first, x, y, z)
        corner = [x, y, z]
        corner[kind] += int(self.blocks.size[first, kind])
        yield from self._pieces(second, *corner)


def _fits(problem: LoadProblem, item: PackItem) -> bool:
    c = problem.container
    fits = any(dx <= c.x_mm and dy <= c.y_mm and dz <= c.z_mm for dx, dy, dz in item.sizes())
    return fits and item.weight_g <= c.most_g


def _refuse(problem: LoadProblem) -> None:
    found = []
    for item in problem.items:
        smallest = min(item.x_mm, item.y_mm, item.z_mm)
        if smallest < 1 or item.quantity < 0 or not item.orientations:
            text = f"Item {item.item_id} has an impossible size, quantity or no orientation."
            found.append(Violation("size", f"item {item.item_id}", max(1, 1 - smallest), text))
    doubled = [item for item, count in Counter(a.item_id for a in problem.items).items() if count > 1]
    found += [Violation("identity", f"item {item}", 1, f"Item {item} is given more than once.") for item in doubled]
    if found:
        raise Infeasible(*found)


def _load(problem: LoadProblem, pieces: tuple[Placement, ...]) -> Load:
    loaded = Counter(piece.item_id for piece in pieces)
    behind = ((a.item_id, a.quantity - loaded[a.item_id]) for a in problem.items)
    order = tuple(sorted(pieces, key=lambda piece: (piece.z, piece.x, piece.y)))
    return Load(Packed(problem.container.carton_id, order), tuple((i, q) for i, q in behind if q))


def _bound(problem: LoadProblem) -> int:
    goods = sum(item.volume * item.quantity for item in problem.items if _fits(problem, item))
    return min(problem.container.volume, goods)


def _reasons(problem: LoadProblem, load: Load) -> tuple[str, ...]:
    goods = sum(piece.dx * piece.dy * piece.dz for piece in load.packed.pieces)
    share = 100 * goods / max(1, problem.container.volume)
    told = [f"{len(load.packed.pieces)} pieces fill {share:.1f} % of the room."]
    items = {item.item_id: item for item in problem.items}
    for item, quantity in load.behind:
        why = "no room is left" if _fits(problem, items[item]) else "larger or heavier than the container allows"
        told.append(f"{quantity} of item {item} stay behind: {why}.")
    return tuple(told)
