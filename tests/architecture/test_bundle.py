"""What the bundle needs of us: one program that can also be its own child, icons, and everybody's licence."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import xlsxwriter
from PySide6.QtSvg import QSvgRenderer

TOP = Path(__file__).resolve().parents[2]


def part(name: str) -> ModuleType:
    """A module of .ci/bundle, which is no package."""
    spec = importlib.util.spec_from_file_location(f"bundle_{name}", TOP / ".ci" / "bundle" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(TOP / "main.py"), *words], check=False, capture_output=True, text=True, timeout=120
    )


def test_the_program_reads_a_workbook_as_a_child_of_itself(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "货品.xlsx") as book:
        book.add_worksheet("items").write_row(0, 0, ["sku", "笔"])
    done = run("-m", "wms.exchange.workbook", str(tmp_path / "货品.xlsx"), "items")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ['["sku", "\\u7b14"]']


@pytest.mark.parametrize("module", ["http.server", "wms.exchange.nothing", ""])
def test_nothing_else_can_be_run_through_it(module: str) -> None:
    done = run("-m", module)
    assert done.returncode == 2
    assert done.stderr.startswith("wms: only wms.exchange.workbook")


def test_every_library_that_is_handed_on_brings_its_licence(tmp_path: Path) -> None:
    part("licences").gather(tmp_path)
    told = (tmp_path / "LIBRARIES.txt").read_text(encoding="utf-8")
    names = {line.split(" ")[0].lower() for line in told.splitlines() if not line.startswith(" ")}
    assert {"pyside6_essentials", "shiboken6", "reportlab", "numba", "llvmlite", "sqlalchemy", "mako"} <= names
    without = {line.split(" ")[0].lower() for line in told.splitlines() if "no text" in line}
    assert without <= {"pyside6_essentials", "shiboken6", "pyserial"}  # Qt's texts are laid beside it
    assert any((tmp_path / "reportlab").iterdir())


def test_the_icon_is_a_drawing_that_qt_can_paint() -> None:
    assert QSvgRenderer(str(TOP / "resources" / "program" / "wms.svg")).isValid()
