"""An upper layer imports from those below it, never upwards, and each large library has one home (pyproject.toml)."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
RUN = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"


def lint(top: Path) -> subprocess.CompletedProcess[str]:
    """Judge the package wms below `top` by the contracts in its pyproject.toml, in a process of its own."""
    return subprocess.run([sys.executable, "-c", RUN], cwd=top, check=False, capture_output=True, text=True)


@pytest.fixture
def small_warehouse(tmp_path: Path) -> Path:
    """A package with our layers, all empty, under our own contracts."""
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = []
    for contract in contracts:
        for container in contract.get("containers", ()):
            inside = container.removeprefix("wms").removeprefix(".")
            names = [name.strip(" ()") for row in contract["layers"] for name in row.replace("|", ":").split(":")]
            layers += [f"{inside}.{name}" if inside else name for name in names]
    named = [name for contract in contracts for key in contract if key.endswith("_modules") for name in contract[key]]
    ours = {name.removeprefix("wms.") for name in named if name.startswith("wms.")}
    for layer in {"", *layers, *ours}:
        folder = tmp_path.joinpath("wms", *layer.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text('"""A layer."""\n')
    return tmp_path


def test_the_layers_and_homes_of_libraries_are_kept() -> None:
    result = lint(TOP)
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_empty_warehouse_keeps_every_contract(small_warehouse: Path) -> None:
    result = lint(small_warehouse)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("place", "source", "contract"),
    [
        ("wms/base/clock.py", "import wms.cli", "Layers"),
        ("wms/planning/waves.py", "from wms import ledger", "Planning is pure"),
        ("wms/model/item.py", "def late():\n    from wms.storage import x\n", "Layers"),
        ("wms/planning/waves.py", "import sqlalchemy", "Planning is pure"),
        ("wms/queries/stock.py", "import reportlab", "reportlab"),
        ("wms/documents/label.py", "from sqlalchemy import select", "SQLAlchemy"),
        ("wms/app/application.py", "import PySide6", "PySide6"),
        ("wms/app/application.py", "from wms import gui", "Layers"),
        ("wms/gui/tables/pane.py", "from wms.gui import screens", "Inside the window"),
        ("wms/gui/forms/form.py", "from wms.gui.tables import x", "Inside the window"),
        ("wms/gui/screens/orders.py", "from wms.gui import shell", "Inside the window"),
    ],
)
def test_a_planted_import_breaks_its_contract(small_warehouse: Path, place: str, source: str, contract: str) -> None:
    (small_warehouse / place).write_text(source)
    result = lint(small_warehouse)
    assert result.returncode != 0
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(line.startswith(contract) for line in broken), result.stdout + result.stderr
