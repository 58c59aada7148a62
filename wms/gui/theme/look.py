"""Dresses the application: Qt's Fusion style, our own palette, fonts that have the signs, and one stylesheet.

The look can be changed while the program runs; `looked` then tells whoever has drawn something in the old colours.

The stylesheet of the application costs dearly while pages are built: every part is styled anew each time it is put
into something larger. A window's own stylesheet reaches a page once, when it is put there whole; a page of 300 parts
opens in half the time. So the program dresses its windows, and only pictures and tests the whole application.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from wms.gui.theme.stylesheet import stylesheet
from wms.gui.theme.tokens import Theme, Tokens, read, tokens, use

LATIN = ("Inter", "Segoe UI Variable Text", "Segoe UI", ".AppleSystemUIFont", "SF Pro Text", "Helvetica Neue",
         "Noto Sans", "Ubuntu", "Cantarell", "Open Sans", "Roboto", "Liberation Sans")  # fmt: skip
"""Families for Latin letters and figures, the first one that is there."""
CHINESE = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
           "WenQuanYi Micro Hei", "SimHei")  # fmt: skip
"""Families that have the Chinese signs; their Latin letters serve where none of the above is there."""
FIXED = ("Cascadia Mono", "SF Mono", "Menlo", "Noto Sans Mono", "Ubuntu Mono", "DejaVu Sans Mono", "Consolas")


class _Teller(QObject):
    looked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []
        self.sheet = ""


_teller = _Teller()
looked = _teller.looked
"""Emitted after the look has changed; `tokens()` gives the new ones already."""


def apply(app: QApplication, theme: Theme, large: bool = False, *, everywhere: bool = True) -> None:
    """Dress the application in a theme; `large` scales type and spacing for benches. Raises KeyError for no theme.

    `everywhere=False` gives the stylesheet to the windows that are handed to `dress` only, and to what they hold.
    """
    look = read(theme, large)
    use(look)
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(look))
    QToolTip.setPalette(palette(look))
    app.setFont(font(look.body))
    sheet = stylesheet(look, bold().value)
    _teller.sheet = "" if everywhere else sheet
    _put(app, sheet if everywhere else "")
    for window in _standing():
        _put(window, _teller.sheet)
    looked.emit()


def dress(window: QWidget | None) -> None:
    """Dress a window, or a popup that belongs to none, now and whenever the look becomes another."""
    if window is None:
        return
    _teller.windows = [*(each for each in _standing() if each is not window), window]
    _put(window, _teller.sheet)


def _standing() -> list[QWidget]:
    return [window for window in _teller.windows if shiboken6.isValid(window)]


def _put(where: QApplication | QWidget, sheet: str) -> None:
    if where.styleSheet() != sheet:
        where.setStyleSheet(sheet)


def font(size: int = 0, heavy: bool = False) -> QFont:
    """The type everything is set in, at `size` pixels (body without one), with figures of one width."""
    made = QFont(families())
    made.setPixelSize(size or tokens().body)
    made.setWeight(bold() if heavy else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def fixed(size: int = 0) -> QFont:
    """A type whose letters all have one width, for codes that are compared sign by sign."""
    there = set(QFontDatabase.families())
    made = QFont([name for name in FIXED if name in there] or [QFontDatabase.systemFont(_FIXED).family()])
    made.setPixelSize(size or tokens().body)
    return made


def bold() -> QFont.Weight:
    """The weight of what stands out: half bold where the family has it, else the bold that Qt can make of it."""
    family = families()[0]
    half = any(QFontDatabase.weight(family, style) == QFont.Weight.DemiBold for style in QFontDatabase.styles(family))
    return QFont.Weight.DemiBold if half else QFont.Weight.Bold


def families() -> list[str]:
    """The installed families to set text in, best first; the system's own comes last."""
    there = set(QFontDatabase.families())
    found = [name for name in (*LATIN, *CHINESE) if name in there]
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return [*found, system] if system and system not in found else found


def palette(look: Tokens) -> QPalette:
    """The palette of a theme."""
    made = QPalette()
    for role, colour in _roles(look).items():
        made.setColor(role, QColor(colour))
    for role in (_R.WindowText, _R.Text, _R.ButtonText, _R.HighlightedText, _R.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.faint))
    made.setColor(QPalette.ColorGroup.Disabled, _R.Highlight, QColor(look.pressed))
    return made


_R = QPalette.ColorRole
_FIXED = QFontDatabase.SystemFont.FixedFont


def _roles(look: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _R.Window: look.window, _R.WindowText: look.text, _R.Base: look.surface, _R.AlternateBase: look.surface,
        _R.Text: look.text, _R.PlaceholderText: look.muted, _R.Button: look.surface, _R.ButtonText: look.text,
        _R.BrightText: look.bad, _R.Highlight: look.selection, _R.HighlightedText: look.on_selection,
        _R.Accent: look.accent, _R.Link: look.accent, _R.LinkVisited: look.accent, _R.ToolTipBase: look.raised,
        _R.ToolTipText: look.text, _R.Light: look.raised, _R.Midlight: look.hover, _R.Mid: look.line,
        _R.Dark: look.edge, _R.Shadow: look.shadow,
    }  # fmt: skip
