"""From what people type to a command, and from a command to what is kept of it.

All wrong fields are reported at once, each with what was found and what was expected.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from wms.base.errors import Problems
from wms.base.quantities import parse_whole
from wms.operations.command import LONGEST

C = TypeVar("C")
_BOOLEANS = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
_LONG = 200


def read(kind: type[C], values: Mapping[str, Any]) -> C:
    """Make a command (or one of its lines) from text, numbers and JSON lists. Raises Refused with every problem."""
    problems = Problems()
    made: C = _read_dataclass(kind, values, problems, None, "")
    problems.refuse()
    return made


def written(command: Any, secret: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The command's fields as plain JSON values; of long lists only how long they are, of secrets nothing."""
    return {name: _kept(value) for name, value in _open_fields(command, secret)}


def digest(command: Any, secret: frozenset[str] = frozenset()) -> str:
    """A fingerprint of what a command asks for, taken piece by piece: a document may have 100,000 lines."""
    fingerprint = hashlib.sha256(type(command).__name__.encode())
    for name, value in _open_fields(command, secret):
        fingerprint.update(f"\n{name}:".encode())
        for part in value if isinstance(value, tuple) else (value,):
            text = json.dumps(_plain(part), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            fingerprint.update(text.encode() + b";")
    return fingerprint.hexdigest()


def _open_fields(command: Any, secret: frozenset[str]) -> list[tuple[str, Any]]:
    names = [f.name for f in dataclasses.fields(command)]
    return [(name, "…" if name in secret else getattr(command, name)) for name in names]


def _kept(value: Any) -> Any:
    if isinstance(value, tuple) and len(value) > _LONG:
        return f"{len(value)} lines"
    return _plain(value)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _read_dataclass(kind: type[Any], values: Any, problems: Problems, row: int | None, prefix: str) -> Any:
    if not isinstance(values, Mapping):
        problems.add("Named fields are expected here.", field=prefix, row=row, found=values)
        return None
    hints = get_type_hints(kind)
    known = {f.name: f for f in dataclasses.fields(kind)}
    for name in values.keys() - known.keys():
        problems.add("There is no field {name}.", field=name, row=row, name=name, expected=", ".join(known))
    read_values = {}
    for name, spec in known.items():
        if name in values:
            read_values[name] = _read_value(hints[name], values[name], problems, row, name, _longest(spec))
        elif spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING:
            problems.add("The field {name} is missing.", field=name, row=row, name=name)
    return None if problems else kind(**read_values)


def _longest(spec: dataclasses.Field[Any]) -> int:
    return int(spec.metadata.get("longest", LONGEST))


def _read_value(
    hint: Any, value: Any, problems: Problems, row: int | None, name: str, longest: int = LONGEST
) -> Any:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    if type(None) in options and (value is None or value == ""):
        return None
    wanted = next(option for option in options if option is not type(None))
    if get_origin(wanted) is tuple:
        return _read_lines(get_args(wanted)[0], value, problems, name)
    if dataclasses.is_dataclass(wanted):
        return _read_dataclass(wanted, value, problems, row, name)  # type: ignore[arg-type]
    try:
        return _read_plain(wanted, value, longest)
    except (ValueError, TypeError, KeyError):
        expected = _expected(wanted, longest)
        what = str(value)[:80]
        problems.add(
            "“{what}” is not {wanted}.", field=name, row=row, found=what, expected=expected, what=what, wanted=expected
        )
        return None


def _read_lines(kind: Any, value: Any, problems: Problems, name: str) -> Any:
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.lstrip().startswith("[") else [v for v in value.split(",") if v]
        except ValueError:
            problems.add("A JSON list is expected here.", field=name, found=value[:80])
            return None
    if not isinstance(value, list | tuple):
        problems.add("A list is expected here.", field=name, found=value)
        return None
    return tuple(_read_value(kind, line, problems, number, name) for number, line in enumerate(value, 1))


def _read_plain(wanted: Any, value: Any, longest: int) -> Any:
    if wanted is str:
        return _text(value, longest)
    if wanted is bool:
        return value if isinstance(value, bool) else _BOOLEANS[str(value).strip().lower()]
    if wanted is int:
        return _whole(value)
    if wanted is datetime:
        return _moment(value)
    if wanted is date:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(str(value).strip().lower())
    raise TypeError(f"no way to read {wanted!r}")


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(value)
    return value if isinstance(value, int) else parse_whole(value)


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError(value)
    text = str(value)
    if len(text) > longest or any(ord(sign) < 32 and sign not in "\n\t\x1d" for sign in text):
        raise ValueError(value)
    return text


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _expected(wanted: Any, longest: int) -> str:
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return "one of " + ", ".join(word.value for word in wanted)
    names = {
        int: "a whole number", bool: "yes or no", date: "a date like 2026-01-31",
        str: f"a text of at most {longest:,} printable signs",
        datetime: "a moment like 2026-01-31T14:30:00+00:00",
    }  # fmt: skip
    return names.get(wanted, "a value that fits")


class Reader(Generic[C]):
    """Reads many lines of one kind, knowing its fields beforehand; each line's problems stand beside its row."""

    def __init__(self, kind: type[C]) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        self.fields = {f.name: hints[f.name] for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
        self.longest = {f.name: _longest(f) for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
        self.required = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]  # type: ignore[arg-type]

    def read(self, values: Mapping[str, Any], problems: Problems, row: int) -> C | None:
        """One line, or None when it has problems. Empty texts stand for the field's default."""
        before = len(problems.found)
        given = {name: value for name, value in values.items() if value != ""}
        for name in self.required:
            if name not in given:
                problems.add("The field {name} is missing.", field=name, row=row, name=name)
        made = {n: _read_value(self.fields[n], value, problems, row, n, self.longest[n]) for n, value in given.items()}
        return None if len(problems.found) > before else self.kind(**made)
