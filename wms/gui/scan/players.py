"""How this machine plays a sound and says a sentence: with the programs its system has, in the background.

Qt's own sound is not part of what we ship. Where no player is found, the system's beep has to do; where no voice is
found, nothing is said.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

_log = logging.getLogger(__name__)
_SOUND_PROGRAMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
_READ_ALOUD = (
    "$v = New-Object -ComObject SAPI.SpVoice;"
    " [Console]::InputEncoding = [Text.Encoding]::UTF8; [void]$v.Speak([Console]::In.ReadToEnd())"
)
_VOICE_PROGRAMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "linux": (("spd-say", "-e", "-l", "{language}"), ("espeak-ng", "--stdin", "-v", "{language}"),
              ("espeak", "--stdin", "-v", "{language}")),
    "darwin": (("say", "-f", "-"),),
    "win32": (("powershell", "-NoProfile", "-NonInteractive", "-Command", _READ_ALOUD),),
}  # fmt: skip
_AT_ONCE = 3
_WAIT_MS = 200


class Player(Protocol):
    """Whatever can be heard."""

    def play(self, sound: Path) -> None:
        """Play a WAV file; returns at once."""

    def speak(self, text: str, language: str) -> None:
        """Say a sentence in a language ("en", "zh"), in place of one being said; returns at once."""


class SystemPlayer(QObject):
    """The sounds and voices of this machine. Texts are handed to a voice as its input, never as part of a command."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = _first(_SOUND_PROGRAMS.get(sys.platform, ()))
        self._voice = _first(_VOICE_PROGRAMS.get(sys.platform, ()))
        self._playing: list[QProcess] = []
        self._speaking: QProcess | None = None

    @property
    def has_voice(self) -> bool:
        """Whether this machine can speak."""
        return bool(self._voice)

    def play(self, sound: Path) -> None:
        """Play a WAV file; the oldest of several sounds gives way."""
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(sound), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif self._sound:
            self._playing = [one for one in self._playing if _runs(one)]
            while len(self._playing) >= _AT_ONCE:
                self._playing.pop(0).kill()
            self._playing.append(self._begin([*self._sound, str(sound)]))
            self._playing[-1].closeWriteChannel()
        else:
            QApplication.beep()

    def speak(self, text: str, language: str) -> None:
        """Say a sentence in place of the one being said."""
        if not self._voice:
            return
        if self._speaking is not None and _runs(self._speaking):
            self._speaking.kill()
        self._speaking = self._begin([part.replace("{language}", language) for part in self._voice])
        self._speaking.write(text.encode())
        self._speaking.closeWriteChannel()

    def close(self) -> None:
        """Be quiet at once."""
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(_WAIT_MS)

    def _begin(self, command: list[str]) -> QProcess:
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(process.deleteLater)
        process.start(command[0], command[1:])
        return process


def _runs(process: QProcess) -> bool:
    return shiboken6.isValid(process) and process.state() != QProcess.ProcessState.NotRunning


def _first(programs: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of these programs that is installed; nothing when none is."""
    return next((program for program in programs if shutil.which(program[0])), ())
