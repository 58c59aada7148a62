"""Nothing that is read is ever run: no pickles, no evaluation, no shell, no parser that follows outside references."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop", "xml.etree.ElementTree", "xml.sax", "xml.dom"}
"""Never imported: what reads with them may run what it reads, or fetch what it names."""

BUILT_IN = {"eval", "exec", "compile", "__import__"}
CALLS = {"system", "popen", "mktemp"}
"""Calls of the built-in functions of these names, and of these in the modules os and tempfile."""

PLACES = {"import_module": {"app/printing.py", "app/registry.py", "cli/main.py", "cli/reporting.py",
                            "gui/registry/screens.py", "gui/shell/warming.py", "storage/sqlite.py"}}  # fmt: skip
"""Where a module is loaded by name: names of our own, never one that was read."""


def sources() -> list[Path]:
    return sorted((TOP / "wms").rglob("*.py"))


def faults(source: str, place: str) -> Iterator[str]:
    """What a source does that data could misuse."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (f"imports {one.name}" for one in node.names if one.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "") in MODULES:
            yield f"imports {node.module}"
        elif isinstance(node, ast.Call):
            yield from called(node, place)


def called(node: ast.Call, place: str) -> Iterator[str]:
    """What is wrong with one call."""
    if isinstance(node.func, ast.Name) and node.func.id in BUILT_IN:
        yield f"calls {node.func.id}"
    if isinstance(node.func, ast.Attribute):
        owner, name = getattr(node.func.value, "id", ""), node.func.attr
        if (owner in ("os", "tempfile") and name in CALLS) or place not in PLACES.get(name, {place}):
            yield f"calls {name}"
    yield from ("starts a shell" for key in node.keywords if key.arg == "shell")


@pytest.mark.parametrize("code", [
    "import pickle", "from xml.etree.ElementTree import parse", "eval(text)", "os.system(text)",
    "subprocess.run(text, shell=True)", "importlib.import_module(text)", "compile(text, '', 'exec')",
])  # fmt: skip
def test_the_check_itself_finds(code: str) -> None:
    assert list(faults(code, "somewhere.py"))


def test_nothing_in_the_program_runs_what_it_reads() -> None:
    places = {path.relative_to(TOP / "wms").as_posix(): path for path in sources()}
    found = {place: list(faults(path.read_text(encoding="utf-8"), place)) for place, path in places.items()}
    assert len(found) > 500
    assert {path: what for path, what in found.items() if what} == {}
