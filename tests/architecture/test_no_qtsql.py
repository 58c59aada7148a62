"""One SQLite library in the process, opened in one place.

A second copy of SQLite beside Python's (Qt's driver, or apsw) can remove the write-ahead log under a live connection
and lose documents that were acknowledged. And whoever opens a database file past `wms.storage` opens it without its
settings.
Tests and benchmarks may open SQLite themselves, to attack or to compare.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SECOND_LIBRARIES = ("PySide6.QtSql", "PyQt6.QtSql", "apsw")
SQLITE = ("sqlite3", "_sqlite3", "pysqlite3", "aiosqlite")


def imports(source: str, place: str) -> Iterator[tuple[int, str]]:
    """Each imported module with its line: import statements, and import_module or __import__ with a written name."""
    for node in ast.walk(ast.parse(source, place)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and called_name(node) in ("import_module", "__import__") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def faults(top: Path) -> list[str]:
    """One line for each forbidden import below `top`."""
    found = []
    for path in python_files(top):
        place = path.relative_to(top)
        forbidden = list(SECOND_LIBRARIES)
        if place.parts[0] in ("wms", "main.py") and place.parts[:2] != ("wms", "storage"):
            forbidden += SQLITE
        for line, module in imports(path.read_text(encoding="utf-8"), place.as_posix()):
            if any(module == name or module.startswith(f"{name}.") for name in forbidden):
                found.append(f"{place.as_posix()}:{line} imports {module}")
    return sorted(set(found))


def python_files(top: Path) -> Iterator[Path]:
    for folder in ("wms", "tests", "benchmarks", ".ci"):
        yield from (top / folder).rglob("*.py")
    yield from top.glob("*.py")


def test_nothing_imports_a_second_sqlite_and_only_storage_opens_the_first() -> None:
    assert faults(TOP) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("wms/gui/a.py", "from PySide6 import QtSql"),
        ("wms/gui/a.py", "def f():\n    from PySide6.QtSql import QSqlDatabase"),
        ("tests/a.py", "import PySide6.QtSql as q"),
        ("benchmarks/a.py", "import apsw"),
        ("wms/ledger/a.py", "import sqlite3"),
        ("main.py", "import sqlite3"),
        ("wms/queries/a.py", "from pysqlite3 import dbapi2"),
        ("wms/exchange/a.py", "import importlib\nimportlib.import_module('sqlite3')"),
        ("wms/storage/a.py", "import apsw"),
    ],
)
def test_a_planted_import_is_found(tmp_path: Path, place: str, source: str) -> None:
    plant(tmp_path, place, source)
    assert [fault.split(":")[0] for fault in faults(tmp_path)] == [place] * len(faults(tmp_path)) != []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("wms/storage/engines.py", "import sqlite3\nfrom pysqlite3 import dbapi2"),
        ("tests/a.py", "import sqlite3"),
        ("wms/ledger/a.py", "from sqlalchemy.dialects import sqlite"),
        ("wms/gui/a.py", "from PySide6 import QtCore"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, place: str, source: str) -> None:
    plant(tmp_path, place, source)
    assert faults(tmp_path) == []


def plant(top: Path, place: str, source: str) -> None:
    (top / place).parent.mkdir(parents=True, exist_ok=True)
    (top / place).write_text(source)
