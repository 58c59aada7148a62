"""Which sentences of the program have no translation yet: literals of `say`, declarations, questions, commands, words.

Run `python -m wms.gui.texts.missing zh` to see them; a test asks the same.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wms.gui.texts.literals import call_name, template, told_in
from wms.gui.texts.say import words
from wms.gui.texts.told import bare

ROOT = Path(__file__).resolve().parents[2]
_TITLES = {"title", "empty", "group", "text", "formula"}
_TELLING = {"col", "Progress", "Refused", "Denied", "Stale", "Cancelled", "Finding"}
_REFUSING = {"refuse", "add", "Answer", "Problem"}
_SAYING = {
    "say": 0, "Screen": 1, "Offer": 1, "Sheet": 1, "View": 0, "Listing": 1, "Part": 0, "Kind": 0, "Action": 1, "Way": 1,
    "_ramp": 0, "_kinds": 0, "long": 0, "set_going": 0, "Report": 2,
}  # fmt: skip
"""What is called with a sentence of the window, and at which place among its arguments."""
_CORE = ("operations", "app", "storage", "exchange", "documents", "devices", "gs1", "ledger", "queries", "base")
_FULL = (
    "gs1/*.py", "ledger/refusals.py", "ledger/proof/*.py", "app/proving.py", "app/identity.py", "app/demo/found.py",
    "storage/failures.py", "storage/places.py", "storage/recognise.py", "storage/restore.py",
    "operations/settings.py", "operations/unit.py", "operations/allocating/*.py", "operations/adjusting/reverse.py",
    "operations/planning/*.py", "operations/replenishing/plan.py", "operations/putting_away/*.py",
    "operations/simulating/told.py",
    "operations/shipping/*.py", "operations/tasks.py", "operations/holding.py", "operations/counting/post.py",
    "operations/receiving/goods.py", "operations/picking/*.py", "operations/fields.py", "operations/ordering/cancel.py",
    "planning/allocation/explain.py", "planning/slotting/report.py", "planning/putaway/rules.py",
    "planning/putaway/solve.py", "planning/putaway/suggest.py", "planning/waves/explain.py",
    "planning/replenishment/solve.py", "planning/replenishment/timeline.py", "planning/cartons/solve.py",
    "queries/why.py", "queries/alerts.py", "queries/my_work.py", "queries/kpis.py", "queries/moving.py",
    "queries/plan_lines.py",
)  # fmt: skip
"""Modules whose texts are told to people wherever they stand: reasons of plans, faults, what a figure means."""

_NO_SENTENCE = re.compile(
    r"as a JSON list|JSON object| = |minor units|^(SELECT|PRAGMA|BEGIN|FOREIGN) |%Y|^(database|disk|no such|not a|"
    r"an LPN is|could not|connection already|server closed|deadlock|unable to|file name too|out of memory|too big|"
    r"a reversal)\b"
)
"""What stands in those modules and is told to nobody: orders to the database, and its own words."""


def missing(code: str) -> list[str]:
    """The sentences of the window, its declarations, questions' columns and the core's messages not yet translated."""
    known = words(code)
    return sorted({text for text in sentences() if text not in known and any(sign.isalpha() for sign in bare(text))})


def sentences() -> Iterator[str]:
    """Every English sentence a person may see in the window, as it stands in the code."""
    for _, found in by_module():
        yield from found


def by_module() -> Iterator[tuple[Path, list[str]]]:
    """The sentences of each module, the core's first."""
    full = {place for pattern in _FULL for place in ROOT.glob(pattern)}
    for folder in _CORE:
        for place in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(place.read_text(encoding="utf-8"))
            more = (text for text in told_in(tree) if not _NO_SENTENCE.search(text))
            yield place, [*_of_core(tree), *(more if place in full else ())]
    for place in sorted((ROOT / "planning").rglob("*.py")):
        tree = ast.parse(place.read_text(encoding="utf-8"))
        yield place, [*_of_long_work(tree), *(told_in(tree) if place in full else ())]
    place = ROOT / "model" / "words.py"
    yield place, list(_of_words(ast.parse(place.read_text(encoding="utf-8"))))
    for place in sorted((ROOT / "gui").rglob("*.py")):
        yield place, list(_of_window(ast.parse(place.read_text(encoding="utf-8"))))


def _of_window(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            yield from _tab(node)
        if not isinstance(node, ast.Call):
            continue
        name = call_name(node)
        if name in _SAYING:
            yield from _texts(node.args[_SAYING[name] : _SAYING[name] + 1])
            yield from _texts([word.value for word in node.keywords if word.arg in _TITLES])
        elif name.endswith("Error") and name not in ("ValueError", "RuntimeError", "TypeError"):
            yield from (text for text in _texts(node.args[:1]) if " " in text)


def _tab(node: ast.Tuple) -> Iterator[str]:
    """The title of a screen's tab: ("name", "Title", lambda: its page)."""
    if len(node.elts) > 2 and isinstance(node.elts[2], ast.Lambda):
        yield from _texts(node.elts[1:2])


def _of_core(tree: ast.AST) -> Iterator[str]:
    """What commands answer and refuse, what long work says it does, and the titles of questions' columns."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = call_name(node)
        if name in _REFUSING:
            yield from (text.strip() for text in _texts(node.args[:1]) if " " in text)
        elif name in _TELLING or (name.endswith("Error") and name not in ("ValueError", "NotImplementedError")):
            yield from _texts(node.args[:1])


def _of_long_work(tree: ast.AST) -> Iterator[str]:
    """What a planner says it is doing; what it finds is said in the words of the operation that asked it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and call_name(node) in ("Progress", "Cancelled"):
            yield from _texts(node.args[:1])
        elif isinstance(node, ast.Call):
            yield from _texts([word.value for word in node.keywords if word.arg == "doing"])
        elif isinstance(node, ast.FunctionDef):
            yield from _texts([default for name, default in _defaults(node) if name == "doing"])


def _defaults(node: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    """The named parameters of a function with their defaults."""
    known = node.args
    with_default = known.args[len(known.args) - len(known.defaults) :]
    pairs = [*zip(with_default, known.defaults, strict=True), *zip(known.kwonlyargs, known.kw_defaults, strict=True)]
    yield from ((arg.arg, default) for arg, default in pairs if default is not None)


def _of_words(tree: ast.AST) -> Iterator[str]:
    """The words of the program: states, kinds, purposes, as `texts.shown.word` says them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value.replace("_", " ")


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for part in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
            said = template(part)
            if said is not None:
                yield said


if __name__ == "__main__":
    for line in missing(sys.argv[1] if len(sys.argv) > 1 else "zh"):
        print(line)
