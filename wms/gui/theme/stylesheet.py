"""The one stylesheet, filled from the tokens: resources/themes/window.qss, with this theme's colours and sizes.

Qt's stylesheets can only show pictures from files, so the few glyphs of its controls (arrows, ticks) are drawn in the
theme's colours into a folder that lasts as long as the program.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from string import Template

from wms.documents.words import RESOURCES
from wms.gui.theme.icons import drawing
from wms.gui.theme.tokens import Tokens


def stylesheet(look: Tokens, bold: int = 600) -> str:
    """The stylesheet of a theme, with the weight of what stands out. Raises KeyError for an unknown placeholder."""
    source = (RESOURCES / "themes" / "window.qss").read_text(encoding="utf-8")
    places: dict[str, object] = {name: getattr(look, name) for name in look.__slots__}
    places |= _colours(look) | _sizes(look) | {"bold": bold}
    places |= {f"icon_{name}": _glyph(look, name) for name in re.findall(r"\$\{icon_(\w+)\}", source)}
    return Template(source).substitute(places)


def _colours(look: Tokens) -> dict[str, object]:
    """Colours for single uses, all of them tokens under another name."""
    strong = look.name == "contrast"
    return {
        "tip": look.raised if look.dark else look.text,
        "on_tip": look.text if look.dark else look.surface,
        "tip_line": look.edge if look.dark else look.text,
        "panel_line": look.edge if strong else look.line,
        "button_line": look.edge if strong else look.pressed,
        "key_line": look.edge if strong else look.pressed,
        "field": look.surface,
        "focus_on_accent": look.focus if strong else look.text,
        "thumb": look.edge if strong else look.faint,
    }


def _sizes(look: Tokens) -> dict[str, object]:
    """Sizes for single uses: steps of the spacing scale, and what is left inside a border."""
    box, bar = look.space(4), look.space(3)
    inner = look.control - 2 * look.line_width
    edge = look.focus_width - look.line_width
    steps: dict[str, object] = {f"s{step}": look.space(step) for step in (1, 2, 3, 4, 6)}
    return steps | {
        "half": look.space(0.5),
        "half_row": look.space(1.5),
        "half_radius": round(look.radius * 0.6),
        "control_inner": inner,
        "control_focus": inner - 2 * edge,
        "control_big": look.control + look.space(3),
        "cell": look.space(2) + 2,
        "cell_focus": look.space(2) + 2 - edge,
        "s2_ring": look.space(2) - look.focus_width,
        "s2_focus": look.space(2) - edge,
        "s3_focus": look.space(3) - edge,
        "s4_focus": look.space(4) - edge,
        "item_height": look.space(7),
        "box": box,
        "box_focus": box - 2 * edge,
        "box_round": (box + 2 * look.line_width) // 2,
        "radio": look.space(1),
        "radio_inner": box + 2 * look.line_width - 2 * look.space(1),
        "glyph": look.space(4),
        "glyph_small": look.space(3),
        "bar": bar,
        "bar_margin": look.space(0.75),
        "thumb_round": (bar - 2 * look.space(0.75)) // 2,
        "year": look.space(20),
    }


def _glyph(look: Tokens, name: str) -> str:
    """The path of an icon drawn in a colour of the theme; `name` is the icon's and the colour's, such as down_muted."""
    drawn, _, token = name.partition("_")
    place = _folder() / f"{look.name}-{name}.svg"
    if not place.exists():
        place.write_bytes(drawing(drawn, str(getattr(look, token))))
    return place.as_posix()


@cache
def _folder() -> Path:
    made = tempfile.mkdtemp(prefix="wms-look-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)
