"""A plan that is made in several goes gives each a share of its time; a cancel ends all of them."""

from __future__ import annotations

from wms.base.jobs import Stop, Watch


class Share(Stop):
    """A part of the time that is left of a longer work."""

    def __init__(self, whole: Stop, part: float) -> None:
        self._whole = whole
        super().__init__(None if whole.seconds is None else whole.left() * part)

    @property
    def cancelled(self) -> bool:
        """Whether the whole work was cancelled."""
        return self._whole.cancelled

    @cancelled.setter
    def cancelled(self, value: bool) -> None:
        self._whole.cancelled = self._whole.cancelled or value

    def __call__(self) -> bool:
        return self._whole() or super().__call__()


def share(watch: Watch, part: float) -> Watch:
    """The same listener with a part of the time that is left."""
    return Watch(watch.report, Share(watch.stop, part))
