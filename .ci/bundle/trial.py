"""Try a bundle as a stranger would: from a folder with blanks and Chinese letters, with no Python to be found.

It runs a day (which plans, prints and ships), proves the books, imports a workbook (which takes a process of its own),
prints in Chinese, and opens the window, at which a scanner on a serial port reads a label. Under Xvfb if that is
installed, else without a screen. Needs this checkout's .venv only to look at what came out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LABEL = "]C100123456789012345675"
"""What a scanner sends for a carton's label (an SSCC with its symbology)."""
PATIENCE = 300
"""Seconds for one thing to happen; a whole day, with all planners compiled, may take four times as long."""


def main(built: Path) -> int:
    """Carry out every trial; returns the exit code, after saying what failed."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "仓库 管理"
        shutil.copytree(built, place / "wms", symlinks=True)
        stranger = Stranger(place)
        trials = (stranger.works_a_day, stranger.proves, stranger.imports, stranger.prints, stranger.opens_and_scans)
        works = all(_passes(trial) for trial in trials)  # each needs what the one before left
    print("the bundle works" if works else "the bundle does not work", flush=True)
    return 0 if works else 1


def _passes(trial: object) -> bool:
    started = time.monotonic()
    try:
        trial()  # type: ignore[operator]
    except (AssertionError, subprocess.SubprocessError, OSError) as error:
        print(f"  {trial.__name__}: {error}", flush=True)  # type: ignore[attr-defined]
        return False
    print(f"  {trial.__name__}: {time.monotonic() - started:.0f} s", flush=True)  # type: ignore[attr-defined]
    return True


class Stranger:
    """Somebody with the folder and nothing else."""

    def __init__(self, place: Path) -> None:
        self.place, self.program, self.out = place, place / "wms" / "wms", place / "papers out"
        self.home = place / "home 家"
        self.book = place / "warehouse 仓.db"
        empty = place / "empty"
        empty.mkdir()
        self.world = {"PATH": str(empty), "HOME": str(self.home), "WMS_HOME": str(self.home), "LANG": "C.UTF-8"}

    def say(self, *words: str) -> str:
        """Run the program with these words; what it printed. Fails unless it ends well."""
        done = subprocess.run(
            [str(self.program), "--db", str(self.book), *words], check=False, capture_output=True, text=True,
            env=self.world, cwd=self.place, timeout=PATIENCE * 4,
        )  # fmt: skip
        assert done.returncode == 0, f"{words} ended with {done.returncode}: {(done.stdout + done.stderr)[-1500:]}"
        return done.stdout

    def works_a_day(self) -> None:
        self.say("day", "--out", str(self.out))
        assert len(list(self.out.rglob("*.pdf"))) > 20, "the day left no papers"

    def proves(self) -> None:
        assert "prove" in self.say("prove").lower()

    def imports(self) -> None:
        items = self.place / "items 货品.xlsx"
        self.say("export", "items", str(items))
        self.say("import", "items", str(items), "--dry-run")

    def prints(self) -> None:
        """A pick list's barcode can be read, and a report's Chinese letters are drawn with a face of their own."""
        import pypdfium2
        import zxingcpp

        report = self.place / "库存.pdf"
        self.say("print", "stock_report", "--language", "zh", "--out", str(report))
        assert b"WenQuanYi" in report.read_bytes(), "the bundle's Chinese face is not in the paper"
        paper = max(self.out.rglob("*pick*.pdf"), key=lambda file: file.stat().st_size)
        with pypdfium2.PdfDocument(paper) as document:
            picture = document[0].render(scale=3).to_pil()
        assert zxingcpp.read_barcodes(picture), f"no barcode on {paper.name} can be read"

    def opens_and_scans(self) -> None:
        """The window over the day's warehouse, until it has written down what the scanner on its port read."""
        scanner, port = os.openpty()
        self.home.mkdir(exist_ok=True)
        settings = self.home / "workstation.json"
        settings.write_text(json.dumps({"scanner": {"ports": [os.ttyname(port)]}}), encoding="utf-8")
        with screen(self.world) as world:
            window = subprocess.Popen(
                [str(self.program), "--demo"], env=world, cwd=self.place,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            try:
                self._wait_for_the_scan(window, scanner)
            finally:
                window.kill()
                window.wait()

    def _wait_for_the_scan(self, window: subprocess.Popen[bytes], scanner: int) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if window.poll() is not None:
                said = window.stdout.read().decode(errors="replace") if window.stdout else ""
                raise AssertionError(f"the window closed: {said[-1500:]}")
            os.write(scanner, f"{LABEL}\r".encode())
            time.sleep(2)
            if any(LABEL in file.read_text(encoding="utf-8") for file in self.home.rglob("scans*")):
                return
        raise AssertionError("the scan was never written down")


@contextmanager
def screen(world: dict[str, str]) -> Iterator[dict[str, str]]:
    """A world with a screen to show a window on: a virtual X one, or none at all."""
    if shutil.which("Xvfb") is None:
        yield world | {"QT_QPA_PLATFORM": "offscreen"}
        return
    server = subprocess.Popen(
        ["Xvfb", ":97", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(2)
        yield world | {"DISPLAY": ":97"}
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
