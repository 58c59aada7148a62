"""What is known of an order at the bench, and the carton as it is drawn."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass

from wms.gui.screens.packing.carton_drawing import IN, Piece, back_to_front, behind
from wms.gui.screens.packing.contents import Contents, LineDone
from wms.model.words import CartonState, Stage


@dataclass(frozen=True)
class Claim:
    item: str
    quantity: int
    stage: Stage = Stage.PICKED
    lpn: str = "TOTE-1"
    line: int = 1
    item_name: str = "A thing"


@dataclass(frozen=True)
class Planned:
    carton: str
    nr: int
    proposal: str = "P-1"


@dataclass(frozen=True)
class Placed:
    nr: int
    item: str
    proposal: str = "P-1"


@dataclass(frozen=True)
class Opened:
    carton: str
    state: CartonState = CartonState.OPEN


def test_lines_say_what_is_packed_and_what_is_still_being_fetched() -> None:
    held = [Claim("PEN", 3), Claim("PEN", 2, Stage.PACKED, "C-1"), Claim("KIT", 4, Stage.RESERVED, "", 2)]
    contents = Contents("O-1", "Customer", held, [Opened("C-1")])
    assert contents.lines() == [LineDone("PEN", "A thing", 2, 5, 0), LineDone("KIT", "A thing", 0, 4, 4)]
    assert (contents.done, contents.of, contents.left, contents.picking) == (2, 9, 3, 4)
    assert contents.totes() == ["TOTE-1"]


def test_the_plan_says_what_goes_into_which_carton_next() -> None:
    pieces = [Placed(1, "KIT"), Placed(1, "PEN"), Placed(1, "PEN"), Placed(2, "PEN")]
    contents = Contents("O-1", "Customer", [Claim("PEN", 3), Claim("KIT", 1)], [Opened("C-1"), Opened("C-2")],
                        [Planned("C-1", 1), Planned("C-2", 2)], pieces)  # fmt: skip
    assert contents.next_for("C-1") == ("KIT", 1)
    contents.move("C-1", "KIT", 1)
    assert contents.next_for("C-1") == ("PEN", 2)
    contents.move("C-1", "PEN", 1)
    assert contents.steps_done(contents.planned[0], "C-1") == [True, True, False]
    contents.move("C-1", "PEN", 1)
    assert contents.next_for("C-1") == ("", 0)
    assert contents.next_for("C-2") == ("PEN", 1)
    contents.move("C-1", "PEN", -1)
    assert contents.next_for("C-1") == ("PEN", 1)


def test_what_is_not_there_yet_is_not_asked_for() -> None:
    contents = Contents("O-1", "Customer", [Claim("KIT", 1, Stage.RESERVED), Claim("PEN", 1)], [Opened("C-1")],
                        [Planned("C-1", 1)], [Placed(1, "KIT"), Placed(1, "PEN")])  # fmt: skip
    assert contents.next_for("C-1") == ("PEN", 1)


def test_no_piece_is_drawn_before_one_that_it_hides() -> None:
    """Boxes of one size on a grid: whatever the order they come in, what lies behind is drawn first."""
    pieces = [Piece((x * 10, y * 10, z * 10), (10, 10, 10), 0, IN) for x, y, z in itertools.product(range(3), repeat=3)]
    random.Random(1).shuffle(pieces)
    drawn = back_to_front(pieces)
    assert len(drawn) == len(pieces)
    for first, second in itertools.combinations(drawn, 2):
        assert behind(first, second) or not behind(second, first)


def test_a_long_piece_behind_small_ones_is_drawn_first() -> None:
    long, small = Piece((0, 0, 0), (100, 10, 10), 0, IN), Piece((40, 10, 0), (10, 10, 10), 1, IN)
    assert back_to_front([small, long]) == [long, small]
