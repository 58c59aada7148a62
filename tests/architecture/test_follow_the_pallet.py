"""The page that follows one pallet through the program names modules, commands and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wms.app import registry
from wms.gui.registry.screens import SCREENS
from wms.operations.command import COMMANDS

TOP = Path(__file__).resolve().parents[2]
PAGE = TOP / "docs" / "follow-the-pallet.md"
STOPS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "`wms/" in line
]


@pytest.mark.parametrize("stop", STOPS, ids=[stop[0] for stop in STOPS])
def test_each_stop_is_where_the_page_says(stop: list[str]) -> None:
    _, _, _, module, command, test = stop
    path = module.strip("`")
    assert (TOP / path).is_file()
    assert (TOP / test.strip("`")).exists()
    if command != "–":
        registry.load()
        entry = COMMANDS[command.strip("`")]
        assert entry.type.__module__.replace(".", "/") + ".py" == path


@pytest.mark.parametrize("stop", STOPS, ids=[stop[0] for stop in STOPS])
def test_each_stop_is_on_the_screen_the_page_names(stop: list[str]) -> None:
    screen, _, tab = stop[2].partition(" › ")
    if screen == "–":
        return
    found = [entry for entry in SCREENS.values() if entry.title == screen]
    assert len(found) == 1
    sources = (TOP / "wms" / "gui" / "screens" / found[0].name).glob("*.py")
    assert not tab or any(f'"{tab}"' in source.read_text(encoding="utf-8") for source in sources)


def test_every_module_the_architecture_names_exists() -> None:
    page = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:ledger|queries|operations|app|planning|base)/[a-z_/]+(?:\.py)?)`?", page)
    assert named
    for name in named:
        assert (TOP / "wms" / name).exists(), name
