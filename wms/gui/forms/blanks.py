"""What a form asks: a command's fields, or those of one of its lines, told as blanks to be filled in.

Everything here is derived from the command's own description, so that a new command has its form without more ado.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from wms.app.remember import SECRET
from wms.gui.forms.labels import label_of
from wms.model.words import Level
from wms.operations.command import LONGEST

LONG_TEXTS = frozenset({"reason", "note", "address", "summary", "plan", "condition"})
"""Fields in which people write sentences."""
FILE = "content"
"""The field that holds a file, as base64; the file's name goes into the field before it."""
_DAILY = frozenset({
    "quantity", "lot", "expiry", "reason", "note", "weight_g", "number", "photo", FILE, "line", "serials", "serial",
    "name", "lines", "password",
})  # fmt: skip
_SELDOM = frozenset({"owner", "site"})
_FEW, _MANY, _SEEN = 2, 9, 2


@dataclass(frozen=True, slots=True)
class Blank:
    """One thing to fill in. `kind` is text, long, secret, file, whole, money, flag, maybe, date, moment, choice, list,
    or lines.

    `label` and `help` are English, `refers` the noun whose code it holds, `words` the choices, `lines` the blanks of
    one line. `default` is None without one; `folded` says that it is seldom needed.
    """

    name: str
    kind: str
    label: str
    help: str
    required: bool
    default: Any = None
    unit: str = ""
    refers: str = ""
    longest: int = LONGEST
    words: tuple[str, ...] = ()
    whole: bool = False
    line_kind: type[Any] | None = None
    lines: tuple[Blank, ...] = ()
    folded: bool = False


_known: dict[type[Any], tuple[Blank, ...]] = {}


def blanks_of(kind: type[Any]) -> tuple[Blank, ...]:
    """The blanks of a command or of one of its lines, what must be filled in first; `version` is not for people."""
    if kind not in _known:
        _known[kind] = _made(kind)
    return _known[kind]


def _made(kind: type[Any]) -> tuple[Blank, ...]:
    hints = get_type_hints(kind)
    found = [_blank(spec, hints[spec.name]) for spec in dataclasses.fields(kind) if spec.name != "version"]
    lines = [blank for blank in found if blank.kind == "lines"]
    asked = [blank for blank in found if blank.kind != "lines"]
    asked.sort(key=lambda blank: not blank.required)
    return _folded((*asked, *lines))


def _folded(found: tuple[Blank, ...]) -> tuple[Blank, ...]:
    """The same, with what is seldom needed marked, where that leaves a form worth looking at."""
    seldom = [blank.name for blank in found if _is_seldom(blank)]
    if not _FEW <= len(seldom) <= _MANY or len(found) - len(seldom) < _SEEN:
        return found
    return tuple(dataclasses.replace(blank, folded=blank.name in seldom) for blank in found)


def _is_seldom(blank: Blank) -> bool:
    if blank.required or blank.name in _DAILY or blank.kind == "lines":
        return False
    return not blank.refers or blank.refers in _SELDOM


def _blank(spec: dataclasses.Field[Any], hint: Any) -> Blank:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    wanted = next(option for option in options if option is not type(None))
    inner = get_args(wanted)[0] if get_origin(wanted) is tuple else None
    is_lines = inner is not None and dataclasses.is_dataclass(inner)
    required = spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
    unit = str(spec.metadata.get("unit", ""))
    kind = _kind(spec.name, wanted, type(None) in options, unit)
    return Blank(
        spec.name, kind, _label(spec.name, wanted), _help(spec), required, None if required else spec.default,
        "" if kind == "money" else unit, str(spec.metadata.get("refers", "")),
        int(spec.metadata.get("longest", LONGEST)), _words(wanted), inner is int,
        inner if is_lines else None, blanks_of(inner) if inner is not None and is_lines else (),
    )  # fmt: skip


def _label(name: str, wanted: Any) -> str:
    """Levels of packaging and levels above the floor are two things."""
    return "Packaging level" if wanted is Level else label_of(name)


def _help(spec: dataclasses.Field[Any]) -> str:
    """What the field is for, without how a terminal wants it written; what it says by -1 is left empty here."""
    told = str(spec.metadata.get("help", ""))
    for ending in (", as a JSON list of objects", ", as a JSON list", ", as a JSON object", ", as base64"):
        told = told.replace(ending, "")
    return told.replace("; -1: ", "; empty: ")


def _words(wanted: Any) -> tuple[str, ...]:
    is_choice = isinstance(wanted, type) and issubclass(wanted, StrEnum)
    return tuple(word.value for word in wanted) if is_choice else ()


def _kind(name: str, wanted: Any, optional: bool, unit: str) -> str:
    if get_origin(wanted) is tuple:
        return "lines" if dataclasses.is_dataclass(get_args(wanted)[0]) else "list"
    if wanted is bool:
        return "maybe" if optional else "flag"
    if wanted is int:
        return "money" if unit == "minor units" else "whole"
    if wanted in (date, datetime):
        return "moment" if wanted is datetime else "date"
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return "choice"
    return _text_kind(name)


def _text_kind(name: str) -> str:
    if name == FILE:
        return "file"
    if name in SECRET:
        return "secret"
    return "long" if name in LONG_TEXTS else "text"
