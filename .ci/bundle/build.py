"""Build the bundle: dist/wms, a folder that runs where neither Python nor any library is installed.

PyInstaller puts it together from this checkout's .venv, so the bundle is for the kind of machine it is built on. On
Linux it is then tried as a stranger would (see trial.py); `--no-trial` leaves that out.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from py_compile import PycInvalidationMode

from licences import gather

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
WORK, DIST = TOP / "build" / "bundle", TOP / "dist"
SIZES = (16, 24, 32, 48, 64, 128, 256)
CHINESE = ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc")
"""A face with the Chinese signs that may be handed on (Apache 2.0); Windows and macOS bring their own."""

VERSION_FILE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers=({numbers}), prodvers=({numbers}), mask=0x3f, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('FileDescription', 'Warehouse management'), StringStruct('ProductName', 'WMS'),
      StringStruct('FileVersion', '{version}'), StringStruct('ProductVersion', '{version}')])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])])])
"""


def main() -> int:
    """Draw, build, tidy up, try; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-trial", action="store_true", help="do not start what was built")
    chosen = parser.parse_args()
    drawn = WORK / "drawn"
    shutil.rmtree(WORK, ignore_errors=True)
    drawn.mkdir(parents=True)
    draw_icons(TOP / "resources" / "program" / "wms.svg", drawn)
    name_version(drawn)
    (drawn / "licences").mkdir()
    gather(drawn / "licences")
    bring_font(drawn)
    run_pyinstaller(drawn)
    finish(drawn, DIST / "wms")
    size = sum(file.stat().st_size for file in (DIST / "wms").rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{DIST / 'wms'}: {size / 1e6:.0f} MB", flush=True)
    if chosen.no_trial or not sys.platform.startswith("linux"):
        return 0
    return subprocess.run([sys.executable, str(HERE / "trial.py"), str(DIST / "wms")], check=False).returncode


def draw_icons(source: Path, folder: Path) -> None:
    """The program's icon as wms.png, and as wms.ico with every size Windows asks for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication(sys.argv[:1])
    pictures = []
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        QSvgRenderer(str(source)).render(painter)
        painter.end()
        image.save(str(folder / f"{size}.png"))
        pictures.append(Image.open(folder / f"{size}.png"))
    del application
    shutil.copyfile(folder / f"{SIZES[-1]}.png", folder / "wms.png")
    pictures[-1].save(folder / "wms.ico", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])


def name_version(folder: Path) -> None:
    """What Windows shows of an executable: its name and version."""
    number = version("wms")
    parts = [*(int(part) for part in number.split(".") if part.isdigit()), 0, 0, 0, 0][:4]
    told = VERSION_FILE.format(numbers=", ".join(map(str, parts)), version=number)
    (folder / "version.txt").write_text(told, encoding="utf-8")


def bring_font(folder: Path) -> None:
    """Where the system has no Chinese letters of its own, the bundle needs some."""
    if not sys.platform.startswith("linux"):
        return
    found = next((Path(place) for place in CHINESE if Path(place).is_file()), None)
    if found is None:
        print("No Chinese font is installed (Debian: fonts-wqy-microhei): the bundle will have none.", flush=True)
        return
    (folder / "fonts").mkdir()
    shutil.copyfile(found, folder / "fonts" / found.name)


def run_pyinstaller(drawn: Path) -> None:
    """Put everything together in dist/wms."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST),
               "--workpath", str(WORK / "work"), str(HERE / "wms.spec")]  # fmt: skip
    subprocess.run(command, check=True, cwd=TOP, env=os.environ | {"WMS_DRAWN": str(drawn)})


def finish(drawn: Path, built: Path) -> None:
    """Compile the sources so that the first start is as quick as the second; lay icon and desktop file beside it."""
    compileall.compile_dir(
        built / "_internal" / "wms", quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
    )
    if sys.platform.startswith("linux"):
        shutil.copyfile(drawn / "wms.png", built / "wms.png")
        shutil.copyfile(TOP / "resources" / "program" / "wms.desktop", built / "wms.desktop")


if __name__ == "__main__":
    sys.exit(main())
