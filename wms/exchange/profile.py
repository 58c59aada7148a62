"""A profile says how one sender's file becomes our fields: which column is what, how it is written, what is set aside.

Profiles are TOML files in resources/import_profiles; docs/user-guide/import-profiles.md explains every word of them.
Without a profile, columns are named as our fields are.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wms.base.errors import refuse
from wms.exchange.reading import Format
from wms.exchange.source import ISO, SetAside, Source

PLACE = Path(__file__).resolve().parents[2] / "resources" / "import_profiles"
REGISTER = ("items", "customers")
LARGEST = 256 * 1024
_TOP = {"kind": str, "description": str, "file": dict, "fields": dict, "set_aside": list, "register": list}
_FILE = {"encoding": str, "delimiter": str, "sheet": str}
_SOURCE = {
    "column": str, "constant": str, "pattern": str, "empty": str, "moment": str, "day": str, "decimals": int,
    "decimal_sign": str, "upper": bool, "map": dict,
}  # fmt: skip
_RULE = {"column": str, "reason": str, "matches": str, "below": int, "empty": bool}
_ENCODINGS = re.compile(
    r"utf-8(-sig)?|utf-16(-[bl]e)?|ascii|cp\d+|iso8859-\d+|iso-8859-\d+|latin-1|gbk|gb2312|gb18030|big5(hkscs)?"
    r"|shift_jis|euc_(jp|kr|jis_2004)|koi8-[rut]|mac-\w+"
)


class ProfileError(ValueError):
    """What is wrong with a profile, in words."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one sender's files are read."""

    name: str
    kind: str
    description: str
    file: Format
    fields: Mapping[str, Source]
    set_aside: Sequence[SetAside] = ()
    register: Sequence[str] = ()


def plain(kind: str, titles: Sequence[str], moments: Sequence[str] = ()) -> Profile:
    """The profile for a file whose columns are named as our fields are, in capitals or with blanks as well."""
    fields: dict[str, Source] = {}
    for title in filter(None, titles):
        name = "_".join(title.lower().split())
        if name in fields:
            raise refuse("The columns {one} and {other} mean the same field.", field="file", one=fields[name].column,
                         other=title)  # fmt: skip
        fields[name] = Source(column=title, moment=ISO if name in moments else "")
    return Profile("", kind, "", Format(), fields)


def names() -> list[str]:
    """The profiles there are."""
    return sorted(place.stem for place in PLACE.glob("*.toml"))


def load(name: str) -> Profile:
    """The profile with this name, or in this TOML file. Raises Refused when it is missing or wrong."""
    place = Path(name) if name.endswith(".toml") else PLACE / f"{name}.toml"
    known = name.endswith(".toml") or name in names()
    if not known or not place.is_file():
        raise refuse("There is no import profile {name}; there are: {known}.", field="profile", name=name,
                     known=", ".join(names()))  # fmt: skip
    try:
        if place.stat().st_size > LARGEST:
            raise ProfileError("it is far too long")
        return parsed(place.stem, place.read_text(encoding="utf-8-sig"))
    except (ProfileError, UnicodeDecodeError, OSError) as error:
        text = "The import profile {name} is wrong: {error}."
        raise refuse(text, field="profile", name=name, error=str(error).rstrip(".")) from error


def parsed(name: str, text: str) -> Profile:
    """The profile in this TOML text. Raises ProfileError."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(str(error)) from error
    _known("the profile", raw, _TOP)
    for word in ("kind", "fields"):
        if word not in raw:
            raise ProfileError(f"{word} is missing")
    register = raw.get("register", [])
    if any(word not in REGISTER for word in register):
        raise ProfileError(f"register can only name {', '.join(REGISTER)}")
    sources = {target: _source(target, source) for target, source in raw["fields"].items()}
    rules = tuple(_rule(rule) for rule in raw.get("set_aside", ()))
    shape = _format(raw.get("file", {}))
    return Profile(name, raw["kind"], raw.get("description", ""), shape, sources, rules, tuple(register))


def _format(raw: dict[str, Any]) -> Format:
    _known("[file]", raw, _FILE)
    shape = Format(**raw)
    try:
        encoding = codecs.lookup(shape.encoding).name
    except (LookupError, ValueError) as error:
        raise ProfileError(f"there is no encoding {shape.encoding!r}") from error
    if not _ENCODINGS.fullmatch(encoding):
        raise ProfileError(f"{shape.encoding!r} is no encoding of texts")
    if len(shape.delimiter) > 1 or shape.delimiter in ('"', "\r", "\n", "\0"):
        raise ProfileError("the delimiter is one sign, such as ; or a tab")
    return shape


def _source(target: str, raw: Any) -> Source:
    words = {"column": raw} if isinstance(raw, str) else raw
    _known(f"the field {target}", words, _SOURCE)
    source = Source(**words)
    if not source.column and source.constant is None:
        raise ProfileError(f"the field {target} needs a column or a constant")
    if source.decimals is not None and not 0 <= source.decimals <= 6:
        raise ProfileError(f"the field {target} can have 0 to 6 decimals")
    if source.decimal_sign not in (".", ","):
        raise ProfileError(f"the decimal sign of the field {target} is a point or a comma")
    if not all(isinstance(text, str) for text in source.map.values()):
        raise ProfileError(f"the map of the field {target} is from texts to texts")
    _compiled(source.pattern)
    return source


def _rule(raw: Any) -> SetAside:
    _known("[[set_aside]]", raw, _RULE)
    if not raw.get("column") or not raw.get("reason"):
        raise ProfileError("a rule that sets rows aside needs a column and a reason")
    rule = SetAside(**raw)
    if not (rule.matches or rule.empty or rule.below is not None):
        raise ProfileError(f"the rule for {rule.column} says nothing: give it matches, below or empty")
    _compiled(rule.matches)
    return rule


def _compiled(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ProfileError(f"the pattern {pattern!r} is wrong: {error}") from error


def _known(where: str, words: Any, known: Mapping[str, type]) -> None:
    """Every word is known, and of its type."""
    if not isinstance(words, dict):
        raise ProfileError(f"{where} is a table of words")
    for word, value in words.items():
        if word not in known:
            raise ProfileError(f"{where} knows no word {word}; it knows {', '.join(known)}")
        if not isinstance(value, known[word]) or (known[word] is int and isinstance(value, bool)):
            kind = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table", list: "a list"}
            raise ProfileError(f"{word} in {where} is {kind[known[word]]}")
