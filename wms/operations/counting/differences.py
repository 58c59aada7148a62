"""What a count says against the books: counted − (snapshot + what moved until it was counted)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from wms.ledger.views import moves
from wms.model.words import Status
from wms.model.work import Count, CountLine
from wms.operations import find
from wms.operations.unit import Unit

_Place = tuple[int, int, int, int, Status, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One counted line with what the books expected at that moment; `quantity` is what must be posted."""

    line: CountLine
    expected: int

    @property
    def quantity(self) -> int:
        """More (positive) or fewer than the books say, in base units."""
        return (self.line.counted or 0) - self.expected

    def beyond(self, percent: int) -> bool:
        """Whether it differs by more than so many percent of what was expected."""
        return abs(self.quantity) * 100 > percent * self.expected


def of(unit: Unit, count: Count) -> list[Difference]:
    """Every counted line of the count, against the books as they were when it was counted."""
    lines = unit.session.scalars(
        select(CountLine).where(CountLine.count_id == count.id, CountLine.counted.is_not(None)).order_by(CountLine.id)
    ).all()
    since = _moved(unit, lines)
    return [Difference(line, line.snapshot + since[line.id]) for line in lines]


def _moved(unit: Unit, lines: Iterable[CountLine]) -> dict[int, int]:
    """What came to each line's key minus what left it, between its snapshot and its count."""
    by_place = {_place(line): line for line in lines}
    moved: dict[int, int] = defaultdict(int)
    first = min((line.snapshot_seq for line in by_place.values()), default=0)
    for chunk in find.chunks(sorted({line.location_id for line in by_place.values()})):
        here = or_(moves.c.from_location_id.in_(chunk), moves.c.to_location_id.in_(chunk))
        for move in unit.session.execute(select(moves).where(moves.c.seq > first, here)):
            key = (move.owner_id, move.item_id, move.lot_id, move.serial_id)
            left = by_place.get((*key, move.from_status, move.from_location_id, move.from_lpn_id))
            came = by_place.get((*key, move.to_status, move.to_location_id, move.to_lpn_id))
            for line, sign in ((left, -1), (came, 1)):
                if line is not None and line.snapshot_seq < move.seq <= (line.counted_seq or 0):
                    moved[line.id] += sign * move.quantity
    return moved


def _place(line: CountLine) -> _Place:
    key = (line.owner_id, line.item_id, line.lot_id, line.serial_id)
    return (*key, line.status, line.location_id, line.lpn_id)
