"""The language the screens speak now: English sentences are the keys, translations lie in resources/translations.

There is one window and one language at a time, so the choice is kept here for the whole process. A sentence without a
translation is shown in English, and is a fault that the tests find.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, tzinfo
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from wms.base.money import USUAL_DIGITS
from wms.documents.words import RESOURCES, Language
from wms.gui.texts.told import Told

LANGUAGES = {"en": "English", "zh": "简体中文"}
"""Every language by its code, named in itself."""

_spoken = [Language("en", {})]
_WORDED = frozenset({
    "state", "status", "kind", "word", "needed", "offered", "hazard", "level", "purpose", "disposition", "why",
    "reason", "instead", "wanted", "words", "wrong", "what", "problem",
})  # fmt: skip
"""Places of sentences in which the program's own words stand, to be said in the language in use as well."""


def use(code: str, zone: tzinfo = UTC, digits: int = USUAL_DIGITS) -> None:
    """Speak this language, telling moments as the clock in `zone` does, and money with so many decimals.

    Raises KeyError for an unknown language.
    """
    _spoken[0] = Language(code, words(code), zone, digits)


def language() -> Language:
    """The language in use."""
    return _spoken[0]


def say(template: str, /, **values: object) -> str:
    """The sentence in the language in use, its named places filled; it is returned as it is when a place is missing.

    A finished sentence, its values already in it, is told as well when it answers a template that is translated.
    """
    spoken = _spoken[0]
    told = spoken.words.get(template) or _finished(spoken.code, template)
    try:
        return told.format(**_worded(spoken.code, values)) if values else told
    except (KeyError, IndexError, ValueError):
        return told


def say_as(role: str, text: str) -> str:
    """A title in its role ("column", "offer", "view"): "Move" is a column of numbers, and something to be done.

    A translation for the role stands under "Move @column"; without one the word is said as everywhere.
    """
    return _spoken[0].words.get(f"{text} @{role}") or say(text)


def word(value: str) -> str:
    """A word of the program as people say it: `in_progress` is "in progress", in the language in use.

    A word of a kind may have a translation of its own: an open location is another thing than an open task.
    """
    plain = value.replace("_", " ")
    return say_as(type(value).__name__, plain) if isinstance(value, StrEnum) else say(plain)


def _worded(code: str, values: dict[str, object]) -> dict[str, object]:
    """The values with the program's words among them in the language in use."""
    if code == "en":
        return values
    return {name: _value(code, name, value) for name, value in values.items()}


def _value(code: str, name: str, value: object) -> object:
    if isinstance(value, StrEnum):
        return word(value)
    if name == "noun":
        return say_as("noun", str(value))
    return _finished(code, value.replace("_", " ")) if name in _WORDED and isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _finished(code: str, text: str) -> str:
    """A sentence that is no template itself, compared with those that are; as it is when it answers none."""
    return text if code == "en" else _told(code).tell(text) or text


@cache
def _told(code: str) -> Told:
    return Told(words(code), _core(code))


@cache
def words(code: str) -> Mapping[str, str]:
    """All translations of a language by English sentence; none for English. Raises KeyError for an unknown one.

    Papers come first, then screens, then commands, then the core: a word has one meaning on all screens, the core's.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == "en":
        return {}
    found: dict[str, str] = {}
    for place in sorted(files(code), key=lambda place: (_weight(place.name), place.name)):
        found.update(tomllib.loads(place.read_text(encoding="utf-8"))["words"])
    return found


def files(code: str, start: str = "") -> list[Path]:
    """The files of a language's translations whose names start so."""
    return sorted((RESOURCES / "translations").glob(f"{start}*.{code}.toml"))


def _core(code: str) -> set[str]:
    """What the core says: its sentences may come finished, those of screens never do."""
    return {key for place in files(code, "core_") for key in tomllib.loads(place.read_text(encoding="utf-8"))["words"]}


def _weight(name: str) -> int:
    """Files of greater weight count where two translate the same sentence."""
    return next((n for n, start in enumerate(("papers", "gui_", "commands", "core_")) if name.startswith(start)), 0)
