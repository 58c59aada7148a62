"""A scan is answered to eye and ear at once: a colour, a sound, and where wanted a voice.

The clerk's eyes are on the goods: the sound alone must tell right from wrong. Nothing here waits for a sound to end.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication

from wms.gui.desk.desk import WRONG, Desk
from wms.gui.desk.preferences import Preferences
from wms.gui.scan import tones
from wms.gui.scan.players import Player, SystemPlayer
from wms.gui.texts.say import language

_log = logging.getLogger(__name__)
_UNDER = "feedback"


@dataclass(frozen=True, slots=True)
class FeedbackSettings:
    """What this workstation answers with; `volume` is 0 to 100."""

    sound: bool = True
    volume: int = 70
    voice: bool = False
    flash: bool = True

    @classmethod
    def of(cls, kept: Preferences) -> FeedbackSettings:
        """The settings kept for this workstation; a value that makes no sense is left at its default."""
        given = kept.get(_UNDER, {})
        default, found = asdict(cls()), given if isinstance(given, dict) else {}
        sound: dict[str, Any] = {n: found[n] for n in default if type(found.get(n)) is type(default[n])}
        if "volume" in sound:
            sound["volume"] = max(0, min(sound["volume"], 100))
        return cls(**sound)

    def keep(self, kept: Preferences) -> None:
        """Keep these for this workstation."""
        kept.keep(_UNDER, asdict(self))


class Feedback(QObject):
    """Answers at one desk; `Feedback.of(desk)` gives its own. `flashed` tells the bench to flash in a kind's colour."""

    flashed = Signal(str)

    def __init__(self, desk: Desk, player: Player | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._player: Player = player or SystemPlayer(self)
        self._written: set[Path] = set()
        self.settings = FeedbackSettings.of(desk.workstation)
        desk.closing.connect(self._close)

    @classmethod
    def of(cls, desk: Desk) -> Feedback:
        """The feedback of this desk, made when it is first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def set_up(self, settings: FeedbackSettings) -> None:
        """Keep these settings for the workstation, and answer so from now on."""
        settings.keep(self._desk.workstation)
        self.settings = settings

    @Slot(str, str)
    def answer(self, kind: str, text: str) -> None:
        """Answer right, wrong, already or info; `text` is in the language in use."""
        if self.settings.flash:
            self.flashed.emit(kind)
        if self.settings.sound and self.settings.volume:
            self._sound(kind)
        if self.settings.voice:
            self._player.speak(text, language().code)
        announce(text, urgent=kind == WRONG)

    def _sound(self, kind: str) -> None:
        place = self._desk.folder / "sounds" / f"{kind}-{self.settings.volume}.wav"
        try:
            if place not in self._written:
                tones.write(kind, self.settings.volume, place)
                self._written.add(place)
        except OSError as error:
            _log.warning("The sound for %s could not be made: %s", kind, error)
            return
        self._player.play(place)

    @Slot()
    def _close(self) -> None:
        if isinstance(self._player, SystemPlayer):
            self._player.close()


def announce(text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say it, if one listens; `urgent` breaks into what it is saying."""
    window = QGuiApplication.focusWindow()
    if window is None or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(window, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
