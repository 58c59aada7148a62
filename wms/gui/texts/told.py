"""Finished English sentences in another language: stored reasons, faults of labels, what went wrong with files.

Most of what the window says comes as a template with values. Some comes as a finished sentence: why a line lacks stock
is written down when stock is set aside, and a planner's reasons lie in its proposal. Such a sentence is compared with
the templates that are translated; what stood in their places is put into the translation. Nothing is guessed: what
answers no template stays in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_SENTENCES = re.compile(r"(?<=[.!?]) (?=\S)")
_WORD = re.compile(r"[a-z][a-z _-]*")
_LEAST_LETTERS = 4
_WIDE = frozenset({"reason", "why", "causes", "error", "message", "wrong", "told", "text", "problem", "parts", "words"})
"""Places that may hold whole sentences; all others hold a name, a number, or a few words."""


class _Pattern(NamedTuple):
    template: str
    longest: str  # the longest piece between places: a sentence without it cannot answer the template


class Told:
    """The sentences of one language, sought by what they say in English."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        found = [key for key in words if PLACE.search(key) and _letters(key) >= _LEAST_LETTERS]
        found.sort(key=lambda key: (-_letters(key), key))
        self._patterns = [_Pattern(key, max(_pieces(key), key=len)) for key in found]

    def tell(self, text: str, depth: int = 3) -> str | None:
        """The sentence in the other language; None when nothing of it is known."""
        bare = text.strip()
        if not bare or not depth:
            return None
        known = self._words.get(bare)
        return known if known is not None else self._filled(bare, depth) or self._in_parts(bare, depth)

    def _filled(self, text: str, depth: int) -> str | None:
        """The translation of the template that says most of this sentence, with its values."""
        for pattern in self._patterns:
            if pattern.longest in text and (hit := _shape(pattern.template).fullmatch(text)):
                return self._fill(self._words[pattern.template], hit.groupdict(), depth - 1)
        return None

    def _fill(self, told: str, values: Mapping[str, str], depth: int) -> str:
        return PLACE.sub(lambda place: self._value(values.get(place[1], place[0]), depth), told)

    def _value(self, value: str, depth: int) -> str:
        if " " in value or _WORD.fullmatch(value):
            return self.tell(value.replace("_", " "), depth) or value
        return value

    def _in_parts(self, text: str, depth: int) -> str | None:
        """Several sentences, several facts, or a name before a sentence: each part by itself."""
        for parting, joint in ((_SENTENCES, ""), (re.compile("; "), "；"), (re.compile(": "), "：")):
            parts = parting.split(text, maxsplit=1 if joint == "：" else 0)
            told = [self.tell(part, depth - 1) if len(parts) > 1 else None for part in parts]
            if any(told):
                return joint.join(new or old for new, old in zip(told, parts, strict=True))
        return None


def places(template: str) -> list[str]:
    """The places of a template with their format, in a settled order."""
    return sorted(hit[0] for hit in PLACE.finditer(template))


@lru_cache(maxsize=4096)
def _shape(template: str) -> re.Pattern[str]:
    """What a sentence made from the template looks like; a place that stands twice holds the same twice."""
    shape, end, seen = "", 0, set()
    for place in PLACE.finditer(template):
        shape += re.escape(template[end : place.start()])
        inner = ".+?" if place[1] in _WIDE else r"(?:(?![.;] ).)+?"
        shape += f"(?P={place[1]})" if place[1] in seen else f"(?P<{place[1]}>{inner})"
        seen.add(place[1])
        end = place.end()
    return re.compile(shape + re.escape(template[end:]), re.DOTALL)


def bare(template: str) -> str:
    """What a template says without its places."""
    return " ".join(_pieces(template))


def _pieces(template: str) -> list[str]:
    """What stands between the places."""
    return re.split(r"\{\w+[^{}]*\}", template)


def _letters(template: str) -> int:
    return sum(sign.isalpha() for sign in bare(template))
