"""Which sentences of the program have no translation yet: literals of `say`, declarations, questions, commands, words.

Run `python -m wms.gui.texts.missing zh` to see them; a test asks the same.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from wms.gui.texts.say import words

ROOT = Path(__file__).resolve().parents[2]
_SAYING = {"say", "Screen", "Offer", "Sheet", "View", "Listing", "Part", "Kind", "Action"}
_TITLES = {"title", "empty", "group", "text"}
_TELLING = {"col", "Progress", "Refused", "Denied", "Stale", "Cancelled"}
_REFUSING = {"refuse", "add", "Answer", "Problem"}
_POSITION = {"say": 0, "Screen": 1, "Offer": 1, "Sheet": 1, "View": 0, "Listing": 1, "Part": 0, "Kind": 0, "Action": 1}


def missing(code: str) -> list[str]:
    """The sentences of the window, its declarations, questions' columns and the core's messages not yet translated."""
    known = words(code)
    return sorted({text for text in sentences() if text and text not in known and any(sign.isalpha() for sign in text)})


def sentences() -> Iterator[str]:
    """Every English sentence a person may see in the window, as it stands in the code."""
    for place in sorted((ROOT / "gui").rglob("*.py")):
        yield from _of_window(ast.parse(place.read_text(encoding="utf-8")))
    for folder in ("operations", "app", "storage", "exchange", "documents", "gs1", "ledger", "queries"):
        for place in sorted((ROOT / folder).rglob("*.py")):
            yield from _of_core(ast.parse(place.read_text(encoding="utf-8")))
    yield from _of_words(ast.parse((ROOT / "model" / "words.py").read_text(encoding="utf-8")))


def _of_window(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        if name in _SAYING:
            yield from _texts(node.args[_POSITION[name] : _POSITION[name] + 1])
            yield from _texts([word.value for word in node.keywords if word.arg in _TITLES])


def _of_core(tree: ast.AST) -> Iterator[str]:
    """What commands answer and refuse, and the titles of questions' columns."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        if name in _REFUSING:
            yield from (text for text in _texts(node.args[:1]) if " " in text)
        elif name in _TELLING or name.endswith("Error"):
            yield from _texts(node.args[:1])


def _of_words(tree: ast.AST) -> Iterator[str]:
    """The words of the program: states, kinds, purposes, as `texts.shown.word` says them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value.replace("_", " ")


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for part in ast.walk(node) if isinstance(node, ast.IfExp) else (node,):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def _name(call: ast.Call) -> str:
    target = call.func
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


if __name__ == "__main__":
    for line in missing(sys.argv[1] if len(sys.argv) > 1 else "zh"):
        print(line)
