"""Everything a bench says is said in Chinese too."""

from __future__ import annotations

import ast
from pathlib import Path

from wms.gs1.scan import LONGEST_SCAN, classify
from wms.gui.pages import bench
from wms.gui.scan import dialogue
from wms.gui.texts.say import words

PAGES, SCAN = Path(bench.__file__).parent, Path(dialogue.__file__).parent


def _said(place: Path) -> set[str]:
    """The sentences a module says; each must be written out where it is said."""
    calls = [n for n in ast.walk(ast.parse(place.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    said = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "say"]
    return {one.value for one in said if isinstance(one, ast.Constant)}


def test_no_sentence_of_a_bench_is_left_in_english() -> None:
    places = [*SCAN.glob("*.py"), *PAGES.glob("bench*.py")]
    said = set().union(*map(_said, places))
    assert len(said) > 15
    assert said - words("zh").keys() == set()


def test_the_commonest_faults_of_a_scan_are_told_in_chinese() -> None:
    reasons = {classify(text).reason for text in ("", "\x00", "9" * (LONGEST_SCAN + 1))}
    assert reasons <= words("zh").keys()
