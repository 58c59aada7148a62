"""The pictures of the user guide: the real window in the middle of real work, in both languages. `make guide` runs it.

Each scene opens a tab on a demo warehouse of its own, scans what a person would scan there, and keeps the page without
the frame around it, so that it can be read beside the work. What they show is made up, and the same each time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from wms.app.application import App
from wms.base.jobs import Watch
from wms.gui.screenshots import heard_from_qt, rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.help_pane import GUIDE
from wms.gui.shell.program import Program, bury

SIZE = (1180, 720)
COLOURS = 96
"""Screens have few colours; a picture with a table of them takes a third of the room."""


def _delivery(app: App) -> list[str]:
    receipt = app.ask("open_receipts").rows[0]
    missing = [row for row in app.ask("asn_lines", asn=receipt.asn).rows if row.received < row.announced]
    return [receipt.asn, missing[0].item]


def _batch(app: App) -> list[str]:
    return [row.batch for row in app.ask("batches").rows if row.state == "ready"][:1]


def _picked(app: App) -> list[str]:
    return [row.order for row in app.ask("open_orders").rows if row.picked > row.packed][:1]


def _waiting(app: App) -> list[str]:
    return [row.receipt for row in app.ask("open_receipts").rows][:1]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: a tab, and what is scanned there before it is taken."""

    name: str
    screen: str
    tab: str = ""
    scans: Callable[[App], list[str]] = lambda app: []


SCENES = (
    Scene("receive", "receiving", "receive", _delivery),
    Scene("docks", "receiving", "docks"),
    Scene("put-away", "putaway", "put", _waiting),
    Scene("stock", "inventory"),
    Scene("pick", "picking", "pick", _batch),
    Scene("pack", "packing", "pack", _picked),
    Scene("count", "counting", "count"),
    Scene("orders", "orders"),
    Scene("wave-board", "waves", "board"),
    Scene("tasks", "tasks"),
    Scene("dashboard", "dashboard"),
    Scene("map", "map"),
    Scene("reports", "reports", "reports"),
    Scene("items", "master_data", "items"),
    Scene("layout", "master_data", "layout"),
    Scene("people", "admin", "users"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Take all pictures, and say where they lie; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="guide_pictures", description="The pictures of the user guide.")
    parser.add_argument("--out", type=Path, default=GUIDE / "pictures", help="the folder for the pictures")
    parser.add_argument("--only", nargs="*", default=(), metavar="SCENE", help="only these scenes")
    chosen = parser.parse_args(argv)
    from wms.gui.main import application_for

    qInstallMessageHandler(heard_from_qt)
    application = application_for(sys.argv[:1])
    scenes = [scene for scene in SCENES if not chosen.only or scene.name in chosen.only]
    for language in ("en", "zh"):
        with tempfile.TemporaryDirectory(prefix="wms-guide-") as folder:
            os.environ["WMS_HOME"] = folder
            take(application, Path(folder), language, scenes, chosen.out / language)
    print(f"{2 * len(scenes)} pictures are in {chosen.out}.")
    return 0


def take(application: QApplication, folder: Path, language: str, scenes: Sequence[Scene], out: Path) -> None:
    """Take these scenes' pictures in one language, on a new demo in `folder`."""
    out.mkdir(parents=True, exist_ok=True)
    program = Program(application, folder, ACTS)
    program.take_over(warehouse.build_demo(folder / "demo" / "demo.db", Watch()), "admin")
    program.window.resize(*SIZE)
    program.dress("light", language, large=False)
    rest(program.desk)
    for scene in scenes:
        (out / f"{scene.name}.png").write_bytes(small(_played(program, scene)))
    program.window.close()
    bury(program)


def _played(program: Program, scene: Scene) -> QPixmap:
    """The page after the scene was played."""
    work, desk, ears = program.work, program.desk, program.ears
    if work is None or desk is None or ears is None:
        raise RuntimeError("the window has no warehouse")
    if work.details.isVisible():
        work.toggle_details()
    work.open(scene.screen, {"tab": scene.tab} if scene.tab else {})
    rest(desk)
    for text in scene.scans(desk.app):
        ears.hear(text)
        rest(desk)
    if work.page is None:
        raise RuntimeError(f"there is no screen {scene.screen}")
    return work.page.grab()


def small(picture: QPixmap) -> bytes:
    """As a PNG with a table of colours."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    out = BytesIO()
    Image.open(BytesIO(buffer.data().data())).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
