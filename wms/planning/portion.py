"""A part of somebody else's time: a plan that is made in several goes gives each a share of what is left.

The part runs on the clock of the whole, processor time or wall time, so that a part of it is a part of it. A cancel
of either ends both.
"""

from __future__ import annotations

from wms.base.jobs import Stop, Watch


class Portion(Stop):
    """Ends when the whole does, or after `share` of what is left of it now."""

    def __init__(self, whole: Stop, share: float) -> None:
        self._whole = whole
        self._begun = whole.elapsed()
        left = whole.left()
        self.seconds = share * left if left < float("inf") else None

    @property
    def cancelled(self) -> bool:
        """Whether the whole work was cancelled."""
        return self._whole.cancelled

    @cancelled.setter
    def cancelled(self, value: bool) -> None:
        self._whole.cancelled = self._whole.cancelled or value

    def restart(self) -> None:
        """Let the part begin now, as long as it was; the whole ends when it would have."""
        self._begun = self._whole.elapsed()

    def __call__(self) -> bool:
        return self._whole() or super().__call__()

    def elapsed(self) -> float:
        """Seconds since the part began, on the clock of the whole."""
        return self._whole.elapsed() - self._begun

    def left(self) -> float:
        """Seconds until the part's deadline or that of the whole, whichever comes first."""
        return min(self._whole.left(), super().left())


def portion(watch: Watch, share: float) -> Watch:
    """The same listener with a share of the time that is left."""
    return Watch(watch.report, Portion(watch.stop, share))
