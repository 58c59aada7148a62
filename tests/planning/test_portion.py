"""A part of somebody else's time: it ends with its share or with the whole, on the clock of the whole."""

from __future__ import annotations

import math
import time

import pytest

from wms.base.jobs import Progress, Stop, Watch
from wms.planning.portion import Portion, portion


class SetStop(Stop):
    """A stop whose clock is set by hand."""

    at = 0.0

    def elapsed(self) -> float:
        return self.at


def test_a_portion_ends_with_its_part_or_with_the_whole():
    whole = Stop(10.0)
    part = portion(Watch(stop=whole), 0.0).stop
    assert part()
    assert not whole()
    other = portion(Watch(stop=whole), 0.9).stop
    assert not other()
    whole.cancel()
    assert other()
    assert other.cancelled


def test_cancelling_a_portion_cancels_the_whole():
    whole = Stop()
    portion(Watch(stop=whole), 0.5).stop.cancel()
    assert whole()


def test_a_portion_counts_what_is_elapsed_and_what_is_left_on_the_clock_of_the_whole():
    whole = SetStop(10.0)
    whole.at = 2.0
    part = Portion(whole, 0.5)
    assert (part.elapsed(), part.left()) == (0.0, 4.0)
    whole.at = 5.0
    assert (part.elapsed(), part.left()) == (3.0, 1.0)
    assert not part()
    whole.at = 6.0
    assert part()
    part.restart()
    assert (part.elapsed(), part.left()) == (0.0, 4.0)
    whole.at = 9.5
    assert part.left() == pytest.approx(0.5)


def test_processor_time_does_not_pass_while_a_portion_of_it_sleeps():
    part = Portion(Stop(100.0, cpu=True), 0.001)
    time.sleep(0.15)
    assert not part()
    assert part.elapsed() < 0.1


def test_a_portion_of_endless_time_has_no_end():
    part = Portion(Stop(), 0.5)
    assert part.left() == math.inf
    assert part.seconds is None
    assert not part()


def test_the_listener_of_a_portion_is_that_of_the_whole():
    told: list[Progress] = []
    portion(Watch(told.append), 0.5).report(Progress("walking"))
    assert [one.doing for one in told] == ["walking"]
