"""Pictures of every screen, every tab: light and dark, English and Chinese, empty and full. `make screenshots` runs it.

The window is the real one over a real warehouse: the demo for the full pictures, a newly founded one for the empty.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from wms.app.founding import Founding, found
from wms.base.jobs import Watch
from wms.gui.desk.desk import Desk
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.screens import in_flow
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.shell.warehouse import Opened

QUIET_MS, LONGEST_S = 150, 15.0
SIZE = (1366, 768)
SCALE = "QT_SCALE_FACTOR"


@dataclass(frozen=True, slots=True)
class Setting:
    """How one round of pictures looks. `size` is the screen's, in its own pixels, of which a scale takes its part."""

    theme: str
    language: str
    full: bool
    large: bool = False
    size: tuple[int, int] = SIZE
    scale: float = 1

    @property
    def name(self) -> str:
        """The folder of its pictures: "light-en-full"."""
        parts = [self.theme, self.language, "full" if self.full else "empty"]
        if self.large:
            parts.append("large")
        if self.size != SIZE:
            parts.append("x".join(map(str, self.size)))
        if self.scale != 1:
            parts.append(f"scale{self.scale:g}")
        return "-".join(parts)


ROUNDS = (
    Setting("light", "en", True),
    Setting("dark", "zh", True),
    Setting("light", "zh", False),
    Setting("dark", "en", False),
)
MORE = (
    Setting("light", "zh", True),
    Setting("dark", "en", True),
    Setting("contrast", "en", True),
    Setting("light", "en", True, large=True),
    Setting("contrast", "zh", True, large=True),
    Setting("light", "en", True, size=(2560, 1440)),
    Setting("dark", "zh", True, size=(2560, 1440), scale=1.25),
    Setting("light", "en", True, size=(2560, 1440), scale=2),
    Setting("light", "zh", True, scale=1.25),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Take the pictures and say where they lie; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = _parser().parse_args(argv)
    rounds = _rounds(chosen.round, chosen.all)
    scale = float(os.environ.get(SCALE, "1"))
    here = [one for one in rounds if one.scale == scale]
    if here:
        _here(chosen, here)
    for one in rounds:
        if one.scale != scale:
            _elsewhere(one, sys.argv[1:] if argv is None else argv)
    return 0


def _rounds(name: str, every: bool) -> list[Setting]:
    """The usual rounds or all of them; with a name only that one."""
    if name:
        return [one for one in (*ROUNDS, *MORE) if one.name == name]
    return [*ROUNDS, *(MORE if every else ())]


def _elsewhere(one: Setting, argv: Sequence[str]) -> None:
    """Take a round's pictures in a process of its own: Qt learns its scale when it starts."""
    command = [sys.executable, "-P", "-m", "wms.gui.screenshots", *argv, "--round", one.name]
    subprocess.run(command, env={**os.environ, SCALE: f"{one.scale:g}"}, check=True)


def _here(chosen: argparse.Namespace, rounds: Sequence[Setting]) -> None:
    """Take these rounds' pictures in this process."""
    from wms.gui.main import application_for

    qInstallMessageHandler(heard_from_qt)
    application = application_for(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="wms-pictures-") as folder:
        os.environ["WMS_HOME"] = folder
        count = take(application, Path(folder), Path(chosen.out), rounds, set(chosen.screens), chosen.demo)
    print(f"{count} pictures of the window are in {chosen.out}.")


def heard_from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but not that a window which is nowhere has no size hints."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def take(
    application: QApplication, folder: Path, out: Path, rounds: Sequence[Setting], only: set[str], demo: Path | None
) -> int:
    """Take the pictures of these rounds (of the screens in `only`, or all); returns how many there are."""
    count = 0
    for full in (True, False):
        wanted = [one for one in rounds if one.full == full]
        if not wanted:
            continue
        opened = _full(folder, demo) if full else _empty(folder)
        program = Program(application, folder / ("full" if full else "empty"), ACTS)
        program.take_over(opened, "admin")
        for one in wanted:
            count += sum(1 for _ in _round(program, one, out / one.name, only))
        program.window.close()
        bury(program)
    return count


def settle(ready: Callable[[], bool]) -> None:
    """Let the window work until this holds, and nothing more is asked of the warehouse."""
    end, quiet = time.monotonic() + LONGEST_S, 0.0
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)
        quiet = quiet + 5 if ready() else 0.0
        if quiet >= QUIET_MS / 4:
            return


def _round(program: Program, one: Setting, out: Path, only: set[str]) -> Iterator[Path]:
    out.mkdir(parents=True, exist_ok=True)
    program.window.resize(*(round(edge / one.scale) for edge in one.size))
    program.dress(one.theme, one.language, large=one.large)
    for entry in in_flow():
        if program.work is None or (only and entry.name not in only):
            continue
        program.work.go(entry.name)
        page = program.work.page
        for place, tab in enumerate(page.places if isinstance(page, TabbedPage) else [""]):
            if tab:
                program.work.open(entry.name, {"tab": tab})
            rest(program.desk)
            file = out / (f"{entry.name}-{place + 1}-{tab}.png" if tab else f"{entry.name}.png")
            program.window.grab().save(str(file))
            yield file


def rest(desk: Desk | None) -> None:
    """Wait for the answers that are under way, and for what they set off."""
    if desk is not None:
        for _ in range(3):
            settle(lambda: not [job for job in desk.jobs.running if job.running])


def _full(folder: Path, demo: Path | None) -> Opened:
    if demo is not None:
        return warehouse.open_file(demo, Watch())
    return warehouse.build_demo(folder / "demo" / "demo.db", Watch())


def _empty(folder: Path) -> Opened:
    path = folder / "new.db"
    founding = Founding("MAIN", "Main warehouse", "admin", "Administrator", "only for pictures")
    return warehouse.describe(found(path, founding), path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="screenshots", description="Pictures of every screen.")
    parser.add_argument("out", nargs="?", default="out/screens", help="the folder for the pictures")
    parser.add_argument("--screens", nargs="*", default=(), metavar="SCREEN", help="only these screens")
    parser.add_argument("--round", default="", help="only this round, like dark-zh-full")
    parser.add_argument("--all", action="store_true", help="also high contrast, large text, a large screen and scales")
    parser.add_argument("--demo", type=Path, metavar="FILE", help="a demo warehouse that is there already (a copy!)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
