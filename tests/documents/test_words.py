"""Papers speak Chinese throughout: every sentence they say is translated, and nothing is translated that none says."""

from __future__ import annotations

import ast
import tomllib
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

import wms.documents
from wms.documents.words import RESOURCES, language
from wms.model.words import CartonState, DiscrepancyKind, Disposition, Purpose, Status

FOLDER = Path(wms.documents.__path__[0])
SPOKEN_ENUMS: dict[str, tuple[type[StrEnum], ...]] = {
    "status": (Status,), "purpose": (Purpose,), "kind": (DiscrepancyKind,), "disposition": (Disposition,),
    "state": (CartonState,),
}  # fmt: skip
"""The fields whose words papers say with say(row.field.value), and the words each can hold."""


def words() -> dict[str, str]:
    text = (RESOURCES / "translations" / "papers.zh.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["words"]
    return found


def said() -> set[str]:
    """Every sentence given to say(…), the words of enums included."""
    found: set[str] = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "say":
                found |= _sentences(node.args[0], path)
    return found


def _sentences(argument: ast.expr, path: Path) -> set[str]:
    if isinstance(argument, ast.Constant):
        return {str(argument.value)}
    if isinstance(argument, ast.Attribute) and argument.attr == "value":
        return {word.value for enum in SPOKEN_ENUMS[_name(argument.value)] for word in enum}
    raise AssertionError(f"{path.name} line {argument.lineno}: say() is given neither a sentence nor an enum's word")


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def test_every_sentence_of_a_paper_is_translated() -> None:
    assert sorted(said() - words().keys()) == []


def test_no_translation_is_left_that_no_paper_says() -> None:
    assert sorted(words().keys() - said()) == []


def test_translations_keep_the_places_of_their_sentences() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key, text in words().items() if places(key) != places(text)] == []


def test_days_moments_and_weights_follow_language_and_the_site_s_clock() -> None:
    english, chinese = language("en"), language("zh")
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert english.day(date(2026, 3, 5)) == "05 Mar 2026"
    assert chinese.day(date(2026, 3, 5)) == "2026-03-05"
    assert english.day(None) == "" == english.moment(None)
    there = type(english)("en", {}, ZoneInfo("Europe/Berlin"))
    assert there.moment(moment) == "02 Jul 2026 00:30"
    assert there.moment(moment, zone=True) == "02 Jul 2026 00:30 CEST"
    assert english.kilograms(1_234_567) == "1,234.57 kg"
    assert english.kilograms(1_300, calculated=True) == "≈ 1.30 kg"
    assert english.kilograms(0) == "–"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        language("xx")
