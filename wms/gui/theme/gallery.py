"""Every widget of the family side by side, to be looked at: `python -m wms.gui.theme.gallery OUTDIR`.

Grabs each sheet in each theme, in English and Chinese, in plain and in large text, as PNG files. The words are samples.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from wms.gui.theme import look
from wms.gui.theme.gallery_sheets import SHEETS, Said
from wms.gui.theme.gallery_words import SAMPLES
from wms.gui.theme.tokens import THEMES, Theme, tokens

LOOKS = ((False, False), (True, False), (False, True))
"""Chinese or not, large or not: what each theme is grabbed in."""
SIZE = (1180, 720)


def grab(app: QApplication, folder: Path, theme: Theme, chinese: bool, large: bool) -> list[Path]:
    """Grab every sheet in this look; returns the files."""
    look.apply(app, theme, large)
    files = []
    for name, make in SHEETS.items():
        sheet = make(_said(chinese))
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet.resize(*(round(edge * tokens().scale) for edge in SIZE))
        sheet.show()
        app.processEvents()
        files.append(folder / f"{name}-{theme}-{'zh' if chinese else 'en'}{'-large' if large else ''}.png")
        sheet.grab().save(str(files[-1]))
        sheet.close()
        sheet.deleteLater()
    return files


def main(arguments: list[str]) -> int:
    """Grab the sheets in every look into a folder."""
    parser = argparse.ArgumentParser(description="Grab every widget in every look as PNG files.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for theme in THEMES:
        for chinese, large in LOOKS:
            grab(app, folder, theme, chinese, large)
    return 0


def _said(chinese: bool) -> Said:
    return (lambda text: SAMPLES.get(text, text)) if chinese else (lambda text: text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
