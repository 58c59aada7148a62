"""Long work: how it reports progress, how it is told to stop, and when its time is up.

The three are apart, so that progress, cancel and deadlines need no change to the work itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from wms.base.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """What a running job says of itself. `objective` and `bound` are given by optimisers, in the plan's own unit."""

    doing: str
    done: int = 0
    total: int = 0
    objective: float | None = None
    bound: float | None = None


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """The listener for work nobody watches."""


class Stop:
    """When to end: a deadline in seconds (of wall time, or of this process's CPU time) and a cancel flag.

    Work asks `stop()` in its loops, at least every 0.2 s: True means return the best answer so far.
    `cancel()` may be called from any thread.
    """

    def __init__(self, seconds: float | None = None, *, cpu: bool = False) -> None:
        self._clock = time.process_time if cpu else time.monotonic
        self._start = self._clock()
        self.seconds = seconds
        self.cancelled = False

    def cancel(self) -> None:
        """Ask the work to end now."""
        self.cancelled = True

    def restart(self) -> None:
        """Let the time begin now: what came before was preparation. A cancel stays."""
        self._start = self._clock()

    def __call__(self) -> bool:
        return self.cancelled or (self.seconds is not None and self.elapsed() >= self.seconds)

    def elapsed(self) -> float:
        """Seconds since the work began."""
        return self._clock() - self._start

    def left(self) -> float:
        """Seconds until the deadline (infinite without one), never negative."""
        return float("inf") if self.seconds is None else max(0.0, self.seconds - self.elapsed())

    def raise_if_cancelled(self) -> None:
        """For work that has no half-way answer to give."""
        if self.cancelled:
            raise Cancelled("The work was cancelled.")


@dataclass(frozen=True, slots=True)
class Watch:
    """What a long job is handed: where to report, and when to stop."""

    report: Report = silent
    stop: Stop = field(default_factory=Stop)
