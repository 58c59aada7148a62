"""Right, wrong and already are heard, seen and spoken as the workstation is set up, without waiting for any of it."""

from __future__ import annotations

import array
import sys
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.scan import players, tones
from wms.gui.scan.feedback import Feedback, FeedbackSettings, announce
from wms.gui.scan.players import SystemPlayer
from wms.gui.texts.say import use


class Recorder:
    """Keeps what it should play."""

    def __init__(self) -> None:
        self.played: list[str] = []
        self.spoken: list[tuple[str, str]] = []

    def play(self, sound: Path) -> None:
        """Note the sound's name; it must be there."""
        assert sound.is_file()
        self.played.append(sound.name)

    def speak(self, text: str, language: str) -> None:
        """Note the sentence."""
        self.spoken.append((text, language))


def _samples(place: Path) -> tuple[int, float]:
    """The loudest sample and the seconds of a sound."""
    with wave.open(str(place), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
        return max(map(abs, samples)), file.getnframes() / file.getframerate()


def test_each_kind_of_answer_has_a_sound_of_its_own(desk: Desk) -> None:
    recorder = Recorder()
    feedback = Feedback(desk, recorder)
    for kind in (RIGHT, WRONG, ALREADY, INFO, RIGHT):
        feedback.answer(kind, "Told.")
    assert [name.split("-")[0] for name in recorder.played] == [RIGHT, WRONG, ALREADY, INFO, RIGHT]
    assert recorder.spoken == []


def test_what_is_switched_off_is_neither_heard_nor_seen(desk: Desk) -> None:
    recorder = Recorder()
    feedback = Feedback(desk, recorder)
    flashes: list[str] = []
    feedback.flashed.connect(flashes.append)
    feedback.set_up(FeedbackSettings(sound=False, voice=True, flash=False))
    use("zh")
    feedback.answer(WRONG, "错了")
    feedback.set_up(FeedbackSettings(volume=0))
    feedback.answer(WRONG, "x")
    assert recorder.played == []
    assert recorder.spoken == [("错了", "zh")]
    assert flashes == [WRONG]


def test_the_settings_outlive_the_program_and_nonsense_in_them(desk: Desk) -> None:
    Feedback.of(desk).set_up(FeedbackSettings(volume=30, voice=True))
    assert FeedbackSettings.of(desk.workstation) == FeedbackSettings(volume=30, voice=True)
    desk.workstation.keep("feedback", {"volume": 900, "voice": "loud", "sound": 1})
    assert FeedbackSettings.of(desk.workstation) == FeedbackSettings(volume=100)


@pytest.mark.parametrize("kind", list(tones.SOUNDS))
def test_a_sound_is_short_audible_and_never_clipped(tmp_path: Path, kind: str) -> None:
    tones.write(kind, 100, tmp_path / "loud.wav")
    tones.write(kind, 20, tmp_path / "soft.wav")
    loud, seconds = _samples(tmp_path / "loud.wav")
    soft, _ = _samples(tmp_path / "soft.wav")
    assert 20_000 < loud <= 32_767
    assert 0 < soft < loud / 10
    assert seconds < 0.6


@pytest.mark.skipif(sys.platform == "win32", reason="another way of playing")
def test_the_systems_programs_are_given_texts_as_input_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heard = tmp_path / "heard"
    program = tmp_path / "say-it"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{heard}"\ncat >> "{heard}"\n', encoding="utf-8")
    program.chmod(0o755)
    both = {sys.platform: ((str(program), "{language}"),)}
    monkeypatch.setattr(players, "_VOICE_PROGRAMS", both)
    monkeypatch.setattr(players, "_SOUND_PROGRAMS", both)
    player = SystemPlayer()
    assert player.has_voice
    player.speak("--version; $(touch x) 'quoted'", "en")
    qtbot.waitUntil(lambda: heard.is_file() and "quoted" in heard.read_text())
    assert heard.read_text() == "en\n--version; $(touch x) 'quoted'"
    for number in range(8):
        player.play(tmp_path / f"{number}.wav")
    qtbot.waitUntil(lambda: "7.wav" in heard.read_text())
    player.close()


def test_without_programs_there_is_a_beep_and_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(players, "_VOICE_PROGRAMS", {})
    monkeypatch.setattr(players, "_SOUND_PROGRAMS", {})
    monkeypatch.setattr(sys, "platform", "elsewhere")
    player = SystemPlayer()
    player.play(tmp_path / "x.wav")
    player.speak("x", "en")
    assert not player.has_voice


def test_an_announcement_needs_no_listener(qtbot: QtBot) -> None:
    announce("Nobody listens.", urgent=True)
