"""The sounds of an answer, made here: two rising notes for right, a low buzz for wrong, two even beeps for already.

They differ in pitch, length and rhythm, so that they are told apart in noise and by people who hear one range badly.
"""

from __future__ import annotations

import array
import math
import wave
from pathlib import Path

from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG

RATE = 22_050
_FADE_S = 0.006
_SILENCE = 0.0
_Note = tuple[float, float]

SOUNDS: dict[str, tuple[_Note, ...]] = {
    RIGHT: ((880.0, 0.07), (1_318.5, 0.11)),
    WRONG: ((196.0, 0.16), (_SILENCE, 0.04), (155.6, 0.30)),
    ALREADY: ((659.3, 0.09), (_SILENCE, 0.06), (659.3, 0.09)),
    INFO: ((987.8, 0.05),),
}
"""Notes of each answer, as (hertz, seconds)."""
_HARSH = {WRONG}


def write(kind: str, volume: int, place: Path) -> None:
    """Write the sound of this kind of answer as a WAV file; `volume` is 0 to 100. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    samples = array.array("h")
    for hertz, seconds in SOUNDS[kind]:
        samples.extend(_note(hertz, seconds, volume, kind in _HARSH))
    with wave.open(str(place), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _note(hertz: float, seconds: float, volume: int, harsh: bool) -> list[int]:
    count, loud = int(RATE * seconds), 32_000 * (volume / 100) ** 2
    fade = RATE * _FADE_S
    return [
        int(loud * _wave(hertz * place / RATE, harsh) * min(1.0, place / fade, (count - place) / fade))
        for place in range(count)
    ]


def _wave(turns: float, harsh: bool) -> float:
    """One value of a pure tone; of a buzz with three overtones where it is to be harsh."""
    angle = 2 * math.pi * turns
    if not harsh:
        return math.sin(angle)
    return sum(math.sin(n * angle) / n for n in (1, 2, 3, 5)) / 1.6
