"""Any lines whatever, posted into the ledger and into a model in Python: both accept and refuse alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger import allocations, reversal
from wms.ledger.posting import Header, Line, post
from wms.ledger.proof.prove import prove
from wms.model.site import ADJUSTMENT, CUSTOMER, SUPPLIER
from wms.model.words import Stage, Status
from wms.operations import find
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

PLACES = (SUPPLIER, ADJUSTMENT, 3, 4, 5)


def header(app: App, reverses: int | None = None) -> Header:
    return Header("test", "T", 1, app.clock(), reverses_id=reverses)


@contextmanager
def tried(app: App) -> Iterator[tuple[Session, list[str]]]:
    """One unit of work; what it refuses is noted."""
    refused: list[str] = []
    try:
        with app.database.writing() as session:
            yield session, refused
    except Refused as error:
        refused.append(str(error))


def balances(app: App) -> dict[tuple[Any, ...], int]:
    with app.database.reading() as connection:
        text = "SELECT item_id, status, location_id, sum(on_hand) FROM stock GROUP BY 1, 2, 3"
        return {tuple(row[:3]): row[3] for row in connection.exec_driver_sql(text)}


def random_line(chance: Random) -> Line:
    origin, target = chance.choice(PLACES), chance.choice(PLACES)
    was, becomes = chance.choice(list(Status)[:3]), chance.choice(list(Status)[:3])
    return Line(1, chance.choice((1, 5)), chance.randint(1, 6), origin, target, from_status=was, to_status=becomes)


def applied(stock: Counter[tuple[Any, ...]], lines: list[Line]) -> Counter[tuple[Any, ...]] | None:
    """The stock after these lines; None when one of them cannot be."""
    after = stock.copy()
    for line in lines:
        goes_nowhere = line.from_location_id == line.to_location_id and line.from_status == line.to_status
        if goes_nowhere or max(line.from_location_id, line.to_location_id) < 0:
            return None
        if line.from_location_id > 0:
            key = (line.item_id, line.from_status.value, line.from_location_id)
            after[key] -= line.quantity
            if after[key] < 0:
                return None
        if line.to_location_id > 0:
            after[line.item_id, line.to_status.value, line.to_location_id] += line.quantity
    return after


@pytest.mark.parametrize("seed", range(4))
def test_the_ledger_accepts_and_refuses_what_a_model_does(app: App, seed: int) -> None:
    chance = Random(seed)
    stock: Counter[tuple[Any, ...]] = Counter()
    seen = Counter[bool]()
    for _ in range(80):
        lines = [random_line(chance) for _ in range(chance.randint(1, 3))]
        after = applied(stock, lines)
        with tried(app) as (session, refused):
            post(session, header(app), lines)
        assert bool(refused) == (after is None), (lines, refused)
        stock = after if after is not None else stock
        seen[after is None] += 1
        assert balances(app) == +stock
    assert min(seen.values()) > 5
    with app.database.reading() as connection:
        assert prove(connection).ok


def test_many_lines_in_one_posting_are_the_same_as_one_by_one(app: App) -> None:
    chance = Random(7)
    stock: Counter[tuple[Any, ...]] = Counter()
    lines = [Line(1, 1, 500, SUPPLIER, 3), Line(1, 5, 500, SUPPLIER, 4)]
    while len(lines) < 60:
        line = random_line(chance)
        if applied(stock, [*lines, line]) is not None:
            lines.append(line)
    with app.database.writing() as session:
        post(session, header(app), lines)
    at_once = balances(app)
    with app.database.writing() as session:
        reversal.reverse(session, header(app, reverses=1))
    assert balances(app) == {}
    for line in lines:
        with app.database.writing() as session:
            post(session, header(app), [line])
    assert balances(app) == at_once


@pytest.mark.parametrize("seed", range(3))
def test_a_reversal_never_exceeds_what_was_moved(app: App, seed: int) -> None:
    chance = Random(seed)
    with app.database.writing() as session:
        post(session, header(app), [Line(1, 1, 20, SUPPLIER, 3), Line(1, 5, 7, SUPPLIER, 4)])
    left = {1: 20, 2: 7}
    for _ in range(12):
        asked = {1: chance.randint(0, 8), 2: chance.randint(0, 4)}
        possible = any(asked.values()) and all(asked[seq] <= left[seq] for seq in left)
        with tried(app) as (session, refused):
            reversal.reverse(session, header(app, reverses=1), asked)
        assert bool(refused) != possible
        if possible:
            left = {seq: left[seq] - asked[seq] for seq in left}
        assert sum(balances(app).values()) == sum(left.values())
    with tried(app) as (session, refused):
        reversal.reverse(session, header(app, reverses=1))
    assert bool(refused) == (not any(left.values()))
    assert balances(app) == {}


@pytest.mark.parametrize("seed", range(3))
def test_claims_split_and_carried_never_gain_or_lose_a_piece(app: App, seed: int) -> None:
    chance = Random(seed)
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=30),)))
    with app.database.writing() as session:
        pen = find.item(session, "PEN").id
        post(session, header(app), [Line(1, pen, 40, SUPPLIER, 3)])
        (first,) = allocations.allocate(session, [allocations.Take(1, 30, 1, pen, 3)], app.clock())
    open_ids, shipped = {first: (30, Stage.RESERVED)}, 0
    further = {Stage.RESERVED: Stage.PICKED, Stage.PICKED: Stage.PACKED}
    for _ in range(40):
        if not open_ids:
            break
        which = chance.choice(sorted(open_ids))
        held, stage = open_ids[which]
        quantity = chance.randint(1, held + 1)
        to = CUSTOMER if stage is Stage.PACKED else {Stage.RESERVED: 4, Stage.PICKED: 5}[stage]
        possible = quantity == held if to == CUSTOMER else quantity <= held
        with tried(app) as (session, refused):
            step = allocations.Carry(which, quantity, to, stage=further.get(stage, stage))
            _, [carried] = allocations.carry(session, header(app), [step])
        assert bool(refused) != possible
        if not possible:
            continue
        del open_ids[which]
        shipped += quantity if to == CUSTOMER else 0
        if carried.moved_id:
            open_ids[carried.moved_id] = (quantity, further[stage])
        if carried.rest_id:
            open_ids[carried.rest_id] = (held - quantity, stage)
        with app.database.reading() as connection:
            row = connection.exec_driver_sql("SELECT allocated, shipped FROM order_line").one()
            assert tuple(row) == (30, shipped)
            assert sum(q for q, _ in open_ids.values()) == 30 - shipped
            assert prove(connection).ok


def test_an_allocation_is_closed_once(app: App) -> None:
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=3),)))
    with app.database.writing() as session:
        pen = find.item(session, "PEN").id
        post(session, header(app), [Line(1, pen, 3, SUPPLIER, 3)])
        (held,) = allocations.allocate(session, [allocations.Take(1, 3, 1, pen, 3)], app.clock())
        allocations.release(session, [held], app.clock())
    for attempt in (
        lambda session: allocations.release(session, [held], app.clock()),
        lambda session: allocations.carry(session, header(app), [allocations.Carry(held, 1, 4)]),
    ):
        with tried(app) as (session, refused):
            attempt(session)
        assert refused
    with app.database.reading() as connection:
        assert prove(connection).ok


def test_what_is_refused_leaves_nothing_behind_even_for_the_rest_of_its_transaction(app: App) -> None:
    with app.database.writing() as session:
        post(session, header(app), [Line(1, 1, 5, SUPPLIER, 3)])
        with pytest.raises(Refused):
            post(session, header(app), [Line(1, 1, 2, 3, 4), Line(1, 1, 9, 3, 4)])
        post(session, header(app), [Line(1, 1, 5, 3, 4)])
    assert balances(app) == {(1, "available", 4): 5}
    with app.database.reading() as connection:
        assert prove(connection).ok


@pytest.mark.parametrize(
    "false", [{"to_location_id": 5}, {"quantity": 6}, {"item_id": 5}, {"from_status": Status.HELD}]
)
def test_the_database_itself_refuses_a_reversal_that_is_no_mirror(app: App, false: dict[str, Any]) -> None:
    with app.database.writing() as session:
        first = post(session, header(app), [Line(1, 1, 9, SUPPLIER, 3), Line(1, 5, 9, SUPPLIER, 4)])
        post(session, header(app), [Line(1, 1, 9, SUPPLIER, 4), Line(1, 1, 9, SUPPLIER, 4, to_status=Status.HELD)])
        moved = post(session, header(app), [Line(1, 1, 5, 3, 4)])
    before = balances(app)
    back = Line(1, 1, 5, 4, 3, reverses_seq=moved.first_seq)
    with pytest.raises(Refused), app.database.writing() as session:
        post(session, header(app, reverses=moved.posting_id), [back._replace(**false)])
    assert balances(app) == before
    with app.database.writing() as session:
        assert post(session, header(app, reverses=moved.posting_id), [back]).first_seq > first.last_seq
