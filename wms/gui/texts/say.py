"""The language the screens speak now: English sentences are the keys, translations lie in resources/translations.

There is one window and one language at a time, so the choice is kept here for the whole process. A sentence without a
translation is shown in English, and is a fault that the tests find.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, tzinfo
from functools import cache

from wms.documents.words import RESOURCES, Language

LANGUAGES = {"en": "English", "zh": "简体中文"}
"""Every language by its code, named in itself."""

_spoken = [Language("en", {})]


def use(code: str, zone: tzinfo = UTC) -> None:
    """Speak this language, telling moments as the clock in `zone` does. Raises KeyError for an unknown language."""
    _spoken[0] = Language(code, words(code), zone)


def language() -> Language:
    """The language in use."""
    return _spoken[0]


def say(template: str, /, **values: object) -> str:
    """The sentence in the language in use, its named places filled; it is returned as it is when a place is missing."""
    told = _spoken[0].words.get(template, template)
    try:
        return told.format(**values) if values else told
    except (KeyError, IndexError, ValueError):
        return told


@cache
def words(code: str) -> Mapping[str, str]:
    """All translations of a language by English sentence; none for English. Raises KeyError for an unknown one.

    Papers come first: where the screens say a word otherwise (a paper's "open" is a carton's), the screens' own counts.
    """
    if code not in LANGUAGES:
        raise KeyError(code)
    if code == "en":
        return {}
    found: dict[str, str] = {}
    places = (RESOURCES / "translations").glob(f"*.{code}.toml")
    for place in sorted(places, key=lambda place: (not place.name.startswith("papers."), place.name)):
        found.update(tomllib.loads(place.read_text(encoding="utf-8"))["words"])
    return found
