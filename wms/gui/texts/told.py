"""Finished English sentences in another language: stored reasons, faults of labels, what went wrong with files.

Most of what the window says comes as a template with values. Some comes as a finished sentence: why a line lacks stock
is written down when stock is set aside, and a planner's reasons lie in its proposal. Such a sentence is compared with
the templates that are translated; what stood in their places is put into the translation. Nothing is guessed: what
answers no template stays in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

PLACE = re.compile(r"\{(\w+)[^{}]*\}")
_WORD = re.compile(r"[a-z][a-z _-]*")
_COMMAND = re.compile(r"(?:[A-Z][a-z]+){2,}")
_LEAST_LETTERS = 3
_DEPTH = 6
_LONGEST = 1_000
"""Longer texts are nobody's sentence; comparing them would take long."""
_WIDE = frozenset({"reason", "why", "causes", "error", "message", "wrong", "told", "problem", "parts", "words"})
"""Places that may hold whole sentences; `count` holds a number, all others a name, a number or a few words."""
_NARROW, _BROAD, _COUNT = r"(?:(?![.;:] )(?:[^()]|\([^()]*\)))+?", ".+?", r"[\d.,]*\d"
_PARTS = (
    (re.compile(r"(?<=[.!?]) (?=\S)"), ""),
    (re.compile("; "), "；"),
    (re.compile(": "), "："),
    (re.compile(", "), "，"),
)
"""How a text falls into parts, and how the parts are joined again."""


class _Pattern(NamedTuple):
    template: str
    longest: str  # the longest piece between places: a sentence without it cannot answer the template


class Told:
    """The sentences of one language, sought by what they say in English.

    `words` are all words of the language, `core` those of them that the core says: only they are compared.
    """

    def __init__(self, words: Mapping[str, str], core: Iterable[str]) -> None:
        self._words = words
        found = [key for key in core if PLACE.search(key) and _letters(key) >= _LEAST_LETTERS]
        found.sort(key=lambda key: (-_letters(key), key))
        self._patterns = [_Pattern(key, max(_pieces(key), key=len)) for key in found]

    def tell(self, text: str, depth: int = _DEPTH) -> str | None:
        """The sentence in the other language; None when nothing of it is known."""
        bare = text.strip()
        if not bare or not depth or len(bare) > _LONGEST:
            return None
        known = self._words.get(_command(bare) if _COMMAND.fullmatch(bare) else bare)
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
        """What stands in a place: a sentence there may have lost its full stop."""
        if " " not in value and not _WORD.fullmatch(value) and not _COMMAND.fullmatch(value):
            return value
        if value[-1] not in ".:;" and ". " in value and (told := self.tell(f"{value}.", depth)):
            return told.removesuffix("。")
        return self.tell(value.replace("_", " "), depth) or value

    def _in_parts(self, text: str, depth: int) -> str | None:
        """Several sentences, several facts, or a name before a sentence: each part by itself."""
        for parting, joint in _PARTS:
            parts = parting.split(text, maxsplit=1 if joint == "：" else 0)
            told = [self.tell(part, depth - 1) if len(parts) > 1 else None for part in parts]
            if all(told) if joint == "，" else any(told):
                return _joined([(part, new) for part, new in zip(parts, told, strict=True)], joint)
        return None


def _joined(parts: list[tuple[str, str | None]], joint: str) -> str:
    """The parts together; what stays in English keeps its space."""
    said = parts[0][1] or parts[0][0]
    for (_, before), (old, new) in pairwise(parts):
        said += (joint or ("" if before and new else " ")) + (new or old)
    return said


def places(template: str) -> list[str]:
    """The places of a template with their format, in a settled order."""
    return sorted(hit[0] for hit in PLACE.finditer(template))


@lru_cache(maxsize=4096)
def _shape(template: str) -> re.Pattern[str]:
    """What a sentence made from the template looks like; a place that stands twice holds the same twice."""
    shape, end, seen = "", 0, set()
    for place in PLACE.finditer(template):
        shape += re.escape(template[end : place.start()])
        inner = _BROAD if place[1] in _WIDE else _COUNT if place[1].startswith("count") else _NARROW
        inner = f"(?:{inner})?" if template[end : place.start()].endswith("«") else inner
        shape += f"(?P={place[1]})" if place[1] in seen else f"(?P<{place[1]}>{inner})"
        seen.add(place[1])
        end = place.end()
    return re.compile(shape + re.escape(template[end:]), re.DOTALL)


def _command(name: str) -> str:
    """What a command is called in English: "ConfirmPutaway" is "Confirm putaway"."""
    first, *rest = re.findall(r"[A-Z][a-z]+", name)
    return " ".join([first, *(word.upper() if word in ("Asn", "Lpn") else word.lower() for word in rest)])


def bare(template: str) -> str:
    """What a template says without its places."""
    return " ".join(_pieces(template))


def _pieces(template: str) -> list[str]:
    """What stands between the places."""
    return re.split(r"\{\w+[^{}]*\}", template)


def _letters(template: str) -> int:
    return sum(sign.isalpha() for sign in bare(template))
