"""Files and functions stay small enough to be read in one go; each module says in its first lines what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
NAMELESS_NAMES = {"util", "utils", "helper", "helpers", "common", "commons", "manager", "managers", "misc", "stuff"}


def faults(top: Path) -> Iterator[str]:
    """One line for each module or function below `top`/wms that breaks a rule of shape."""
    for path in sorted((top / "wms").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        place = path.relative_to(top).as_posix()
        yield from (f"{place} {fault}" for fault in (*of_names(path.relative_to(top)), *of_source(path, source)))


def of_names(path: Path) -> Iterator[str]:
    for part in (*path.parts[:-1], path.stem):
        if part in NAMELESS_NAMES or part.rsplit("_", 1)[-1] in NAMELESS_NAMES - {"common"}:
            yield f"says nothing by its name ({part})"


def of_source(path: Path, source: str) -> Iterator[str]:
    tree = ast.parse(source, str(path))
    lines = len(source.splitlines())
    if lines > LONGEST_FILE:
        yield f"has {lines} lines, more than {LONGEST_FILE}"
    if not (ast.get_docstring(tree) or "").strip():
        yield "does not say what it is for (no docstring)"
    if path.name == "__init__.py" and len(tree.body) > 1:
        yield "holds more than a docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"has a function of {length} lines, more than {LONGEST_FUNCTION}: {node.name}"


def test_every_module_is_small_has_a_name_and_says_what_it_is_for() -> None:
    assert list(faults(TOP)) == []


@pytest.mark.parametrize(
    ("place", "source", "complaint"),
    [
        ("wms/a.py", '"""A."""\n' + "x = 1\n" * 500, "has 501 lines"),
        ("wms/a.py", '"""A."""\ndef f():\n' + "    x = 1\n" * 60, "has a function of 61 lines"),
        ("wms/a.py", '"""A."""\nclass C:\n    async def f(self):\n' + "        x = 1\n" * 60, "a function of 61 lines"),
        ("wms/a.py", "x = 1\n", "no docstring"),
        ("wms/a.py", "", "no docstring"),
        ("wms/a/__init__.py", '"""A."""\nfrom wms import b\n', "more than a docstring"),
        ("wms/utils.py", '"""A."""\n', "says nothing by its name"),
        ("wms/helpers/a.py", '"""A."""\n', "says nothing by its name"),
        ("wms/stock_manager.py", '"""A."""\n', "says nothing by its name"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, place: str, source: str, complaint: str) -> None:
    plant(tmp_path, place, source)
    found = list(faults(tmp_path))
    assert len(found) == 1
    assert complaint in found[0]


def test_a_module_at_the_limit_passes(tmp_path: Path) -> None:
    plant(tmp_path, "wms/a.py", '"""A."""\ndef f():\n' + "    x = 1\n" * 59 + "y = 2\n" * 439)
    plant(tmp_path, "wms/common_carrier.py", '"""A carrier open to all."""\n')
    assert list(faults(tmp_path)) == []


def plant(top: Path, place: str, source: str) -> None:
    (top / place).parent.mkdir(parents=True, exist_ok=True)
    (top / place).write_text(source)
