"""The scale beside the packing bench, of this workstation: where it is, how it is asked, and what it weighs."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PySide6.QtCore import QObject, Signal, Slot

from wms.devices.scale import Scale, Weight
from wms.devices.serial_port import Port
from wms.gui.desk.desk import Desk

_KEPT = "scale"
LEAST_G = 5
"""Less than this is an empty scale that trembles."""


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """`port` is "COM4" or "COM4:9600", empty where there is no scale; `asks` the word it is asked with, if any."""

    port: str = ""
    asks: str = ""

    @classmethod
    def of(cls, desk: Desk) -> ScaleSettings:
        """As kept for this workstation."""
        kept = desk.workstation.get(_KEPT, {})
        given = kept if isinstance(kept, dict) else {}
        return cls(*(str(given.get(name, "")) for name in ("port", "asks")))

    def keep(self, desk: Desk) -> None:
        """Keep these for this workstation."""
        desk.workstation.keep(_KEPT, asdict(self))


class ScaleDesk(QObject):
    """`weight` is what the scale tells now, None while it tells nothing; `changed` whenever that is another."""

    changed = Signal()
    _told = Signal(int, bool, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName(_KEPT)
        self._desk = desk
        self.weight: Weight | None = None
        self._scale: Scale | None = None
        self._told.connect(self._take)
        desk.closing.connect(self.close)
        self.open()

    @classmethod
    def of(cls, desk: Desk) -> ScaleDesk:
        """The one of this desk."""
        return desk.findChild(cls, _KEPT) or cls(desk)

    @property
    def ready(self) -> Weight | None:
        """The weight to be taken: something lies there, and has come to rest."""
        weight = self.weight
        return weight if weight is not None and weight.stable and weight.grams >= LEAST_G else None

    def open(self) -> None:
        """Listen where the settings say, and no more where they said before."""
        self.close()
        settings = ScaleSettings.of(self._desk)
        if settings.port:
            self._scale = Scale(Port.read(settings.port), self._heard, asks=settings.asks)
            self._scale.start()

    @Slot()
    def close(self) -> None:
        """Let go of the port."""
        if self._scale is not None:
            self._scale.close()
            self._scale = None
        self.take(None)

    def take(self, weight: Weight | None) -> None:
        """This is what it weighs now."""
        if weight != self.weight:
            self.weight = weight
            self.changed.emit()

    def _heard(self, weight: Weight | None) -> None:
        """On the scale's thread: only numbers go through Qt's queue."""
        self._told.emit(weight.grams if weight else 0, bool(weight and weight.stable), weight is not None)

    @Slot(int, bool, bool)
    def _take(self, grams: int, stable: bool, known: bool) -> None:
        self.take(Weight(grams, stable) if known else None)
