"""Files that the program names after what is printed stay in the folder they are meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from wms.gui.printing.errand import Errand
from wms.gui.printing.targets import FOLDER, Target

CODES = ["../../etc/passwd", "C:\\Windows\\x", "a\0b", "-rf *", "x" * 500, "CON|<>:?", "货 1/2"]


@pytest.mark.parametrize("code", CODES)
def test_a_files_name_stays_in_its_folder(code: str, tmp_path: Path) -> None:
    name = Errand("pick_list", {"batch": code}, Target(FOLDER, str(tmp_path)), "en", False, tmp_path / "x.pdf").name
    assert (tmp_path / f"{name}.pdf").resolve().parent == tmp_path.resolve()
    assert not set(name) & set('/\\\0|<>:?*"')
    assert name.startswith("pick_list")
    assert len(name) <= 80
