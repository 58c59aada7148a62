"""Every report's figures worked out a second time, plainly and from the moves alone, after weeks of chance moves."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from wms.app.application import App
from wms.app.rows import in_order
from wms.base.clock import SetClock
from wms.ledger.posting import Header, Line, post
from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.site import ADJUSTMENT, CUSTOMER, SCRAP, SUPPLIER, Location, Zone
from wms.model.tracking import Lot
from wms.model.words import PICKABLE, Status

PENS, MILKS = "PEN", "MILK"
STATUSES = (Status.AVAILABLE, Status.AVAILABLE, Status.HELD, Status.DAMAGED)


@pytest.fixture
def busy(app: App, clock: SetClock) -> App:
    """A hundred and fifty postings in eighty days: in, about, to another status, out, found, scrapped."""
    rng = random.Random(11)
    with app.database.writing() as session:
        names = {row.sku: row.id for row in session.execute(select(Item.sku, Item.id))}
        places = list(session.scalars(select(Location.id).where(Location.id > 0).order_by(Location.id)))[:8]
        expiries = (clock.now + timedelta(days=90), clock.now + timedelta(days=400))
        lots = [{"id": 900 + n, "item_id": names[MILKS], "code": f"X{n}", "expiry": day.date()}
                for n, day in enumerate(expiries)]  # fmt: skip
        session.execute(insert(Lot.__table__), lots)
    there: Counter[tuple[int, int, Status, int]] = Counter()
    for _ in range(150):
        clock.now += timedelta(hours=rng.randrange(1, 24))
        line = _chance(rng, names, places, there)
        with app.database.writing() as session:
            post(session, Header("chance", "X", 1, clock.now), [line])
        _keep(there, line)
    return app


def _chance(rng: random.Random, names: dict[str, int], places: list[int], there: Counter[Any]) -> Line:
    held = sorted((key for key, quantity in there.items() if quantity), key=str)
    what = rng.random()
    if what < 0.35 or not held:
        item = rng.choice((PENS, MILKS))
        lot = rng.choice((900, 901)) if item == MILKS else 0
        source = SUPPLIER if rng.random() < 0.9 else ADJUSTMENT
        quantity = rng.randrange(1, 40)
        worth = quantity * rng.randrange(5, 60) + rng.randrange(3)
        return Line(1, names[item], quantity, source, rng.choice(places), lot, value_minor=worth)
    item_id, lot, status, place = rng.choice(held)
    quantity = rng.randrange(1, there[item_id, lot, status, place] + 1)
    if what < 0.65:
        other = rng.choice([one for one in places if one != place])
        return Line(1, item_id, quantity, place, other, lot, from_status=status, to_status=rng.choice(STATUSES))
    target = SCRAP if status is not Status.AVAILABLE else CUSTOMER
    return Line(1, item_id, quantity, place, target, lot, from_status=status, to_status=status)


def _keep(there: Counter[Any], line: Line) -> None:
    if line.from_location_id > 0:
        there[line.item_id, line.lot_id, line.from_status, line.from_location_id] -= line.quantity
    if line.to_location_id > 0:
        there[line.item_id, line.lot_id, line.to_status, line.to_location_id] += line.quantity


def all_moves(app: App) -> list[Any]:
    with app.database.reading() as connection:
        return list(connection.execute(select(moves).order_by(moves.c.seq)))


def named(app: App) -> tuple[dict[int, str], dict[int, str], dict[int, Any]]:
    """The codes of items and locations, and the lots, by id."""
    with app.database.reading() as connection:
        items = {row.id: row.sku for row in connection.execute(select(Item.id, Item.sku))}
        places = {row.id: row.code for row in connection.execute(select(Location.id, Location.code))}
        lots = {row.id: row for row in connection.execute(select(Lot.id, Lot.code, Lot.expiry))}
    return items, places, lots


def folded(app: App, until: int = 1 << 40) -> Counter[tuple[str, str, str, str]]:
    """What lies where after a move: (item, lot, status, location) → pieces."""
    items, places, lots = named(app)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for move in all_moves(app):
        ends = ((1, move.to_location_id, move.to_status), (-1, move.from_location_id, move.from_status))
        for sign, place, status in ends:
            if move.seq <= until and place > 0:
                found[items[move.item_id], lots[move.lot_id].code, status.value, places[place]] += sign * move.quantity
    return Counter({key: quantity for key, quantity in found.items() if quantity})


def by(fold: Counter[tuple[str, str, str, str]], place: int) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for key, quantity in fold.items():
        sums[key[place]] += quantity
    return dict(sums)


def rows(app: App, name: str, **parameters: Any) -> Iterator[Any]:
    return in_order(app, name, parameters)


def test_stock_by_item_lot_status_and_location(busy: App) -> None:
    fold = folded(busy)
    assert len(fold) > 10
    assert {row.item: row.on_hand for row in rows(busy, "stock_by_item") if row.on_hand} == by(fold, 0)
    assert {row.status.value: row.on_hand for row in rows(busy, "stock_by_status") if row.on_hand} == by(fold, 2)
    assert {row.location: row.on_hand for row in rows(busy, "stock_by_location") if row.on_hand} == by(fold, 3)
    lots = {lot: quantity for lot, quantity in by(fold, 1).items() if lot}
    assert {row.lot: row.on_hand for row in rows(busy, "stock_by_lot") if row.on_hand} == lots
    [owner] = (row for row in rows(busy, "stock_by_owner") if row.on_hand)
    assert owner.on_hand == sum(fold.values())


def test_stock_of_any_moment(busy: App) -> None:
    for until in (1, 40, 101, 150):
        found = {(row.item, row.lot, row.status.value, row.location): row.on_hand
                 for row in rows(busy, "stock_as_of", seq=until)}  # fmt: skip
        assert found == dict(folded(busy, until))


def test_what_the_stock_is_worth_piece_by_piece(busy: App) -> None:
    """First in first out by queues of single pieces; a receipt's odd minor units stay with its last piece."""
    items, _, _ = named(busy)
    layers: dict[str, list[list[int]]] = defaultdict(list)
    average: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for move in all_moves(busy):
        sku, quantity = items[move.item_id], move.quantity
        if move.from_location_id < 0:
            layers[sku].append([quantity, move.value_minor])
            average[sku] = [average[sku][0] + quantity, average[sku][1] + move.value_minor]
        elif move.to_location_id < 0:
            have, worth = average[sku]
            average[sku] = [have - quantity, worth - worth * quantity // have]
            while quantity:
                first = layers[sku][0]
                part = min(quantity, first[0])
                first[1] -= first[1] * part // first[0]
                first[0] -= part
                quantity -= part
                if not first[0]:
                    layers[sku].pop(0)
    fifo = {sku: (sum(one[0] for one in its), sum(one[1] for one in its)) for sku, its in layers.items() if its}
    assert {row.item: (row.on_hand, row.value_minor) for row in rows(busy, "valuation_fifo")} == fifo
    assert {row.item: [row.on_hand, row.value_minor] for row in rows(busy, "valuation_average")} == {
        sku: its for sku, its in average.items() if its[0]
    }


def test_what_expires_and_what_hardly_leaves(busy: App, clock: SetClock) -> None:
    fold, today = folded(busy), clock.now.date()
    _, _, lots = named(busy)
    expiry = {lot.code: lot.expiry for lot in lots.values() if lot.expiry}
    for days in (0, 100, 500):
        wanted = {key: quantity for key, quantity in fold.items()
                  if key[1] and expiry[key[1]] <= today + timedelta(days=days)}  # fmt: skip
        found = {(row.item, row.lot, row.status.value, row.location): row.on_hand
                 for row in rows(busy, "expiring", days=days, on=today)}  # fmt: skip
        assert found == wanted
    items, _, _ = named(busy)
    last: dict[str, Any] = {}
    for move in all_moves(busy):
        if move.to_location_id == CUSTOMER:
            last[items[move.item_id]] = move.business_at
    later = today + timedelta(days=120)
    assert {row.item: row.last_shipped_at for row in rows(busy, "slow_stock", days=90, on=later)} == {
        sku: last.get(sku) for sku in by(fold, 0)
    }


def test_items_by_picks_and_how_much_left(busy: App) -> None:
    items, _, _ = named(busy)
    picks: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for move in all_moves(busy):
        if move.to_location_id == CUSTOMER:
            picks[items[move.item_id]] += 1
            pieces[items[move.item_id]] += move.quantity
    found = list(rows(busy, "abc"))
    assert {row.item: (row.picks, row.quantity) for row in found} == {sku: (picks[sku], pieces[sku]) for sku in picks}
    assert [row.share for row in found] == [round(100 * picks[row.item] / picks.total(), 3) for row in found]


def test_days_of_movements_and_places_taken(busy: App) -> None:
    wanted: dict[date, Counter[str]] = defaultdict(Counter)
    for move in all_moves(busy):
        what = {SUPPLIER: "received", ADJUSTMENT: "found"}.get(move.from_location_id) or {
            CUSTOMER: "shipped", SCRAP: "scrapped"}.get(move.to_location_id, "inside")  # fmt: skip
        wanted[move.recorded_at.date()][what] += move.quantity
    names = ("received", "shipped", "found", "scrapped", "inside")
    found = {row.day: tuple(getattr(row, name) for name in names)
             for row in rows(busy, "movements", first=min(wanted), last=max(wanted)) if row.lines}  # fmt: skip
    assert found == {day: tuple(its[name] for name in names) for day, its in wanted.items()}
    with busy.database.reading() as connection:
        query = select(Location.code, Zone.code.label("zone"), Zone.purpose).join(Zone, Zone.id == Location.zone_id)
        houses = list(connection.execute(query.where(Location.id > 0)))
    taken = {key[3] for key in folded(busy)}
    zones = Counter(row.zone for row in houses if row.code in taken)
    assert {row.zone: row.taken for row in rows(busy, "space_by_zone") if row.taken} == dict(zones)
    [space] = (row for row in rows(busy, "kpis") if row.kpi == "Space utilisation")
    pickable = [row.code for row in houses if row.purpose in PICKABLE]
    assert (space.part, space.whole) == (len(taken.intersection(pickable)), len(pickable))
