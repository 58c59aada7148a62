"""The program may be started in any folder: what lies there is never taken for a part of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from wms.app.application import App

TOP = Path(__file__).resolve().parents[2]
TRAP = "import pathlib\npathlib.Path(r'{sprung}').write_text('sprung')\n"
BAITS = ("sqlalchemy", "json", "python_calamine", "sitecustomize", "usercustomize", "wms/exchange/workbook", "argparse")


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A folder somebody else can write to, full of modules with names we import."""
    folder = tmp_path / "downloads"
    sprung = tmp_path / "sprung"
    for bait in BAITS:
        place = folder / f"{bait}.py"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(TRAP.format(sprung=sprung), encoding="utf-8")
    for package in ("wms", "wms/exchange"):
        (folder / package / "__init__.py").write_text(TRAP.format(sprung=sprung), encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, *command], check=False, capture_output=True, text=True, cwd=folder, env=bare, timeout=120
    )


def test_the_traps_work(trapped: Path) -> None:
    run(trapped, "-c", "import wms.exchange.workbook")
    assert (trapped.parent / "sprung").exists()


def test_commands_and_imports_never_touch_them(app: App, trapped: Path) -> None:
    with xlsxwriter.Workbook(trapped / "items.xlsx") as book:
        sheet = book.add_worksheet("items")
        sheet.write_row(0, 0, ["sku", "name"])
        sheet.write_row(1, 0, ["NEW", "A new thing"])
    base = str(app.database.path)
    done = run(trapped, str(TOP / "main.py"), "--db", base, "import", "items", "items.xlsx")
    assert done.returncode == 0, done.stderr
    assert [row.sku for row in app.ask("items", filters=()).rows if row.sku == "NEW"] == ["NEW"]
    assert not (trapped.parent / "sprung").exists()


def test_every_process_of_ours_keeps_away_from_the_folder_it_is_started_in() -> None:
    starters = [path for path in (TOP / "wms").rglob("*.py") if "sys.executable" in path.read_text(encoding="utf-8")]
    assert len(starters) > 1
    for path in starters:
        source = path.read_text(encoding="utf-8")
        assert '"-P"' in source or "PYTHONSAFEPATH" in source, path
