"""The few colours and sizes everything is drawn with, read from resources/themes.

Nothing else in the window names a colour or a pixel. Colours are "#rrggbb"; sizes are logical pixels, already scaled
for large-text mode. A tone is what a chip, a banner or a figure says by its colour: neutral, accent, good, warn or bad.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from wms.documents.words import RESOURCES

Theme = Literal["light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = get_args(Theme)
Tone = Literal["neutral", "accent", "good", "warn", "bad"]
TONES: tuple[Tone, ...] = get_args(Tone)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme at one scale.

    `window` lies behind everything, `surface` under lists and fields, `raised` under menus. `line` parts things without
    being noticed, `edge` bounds what can be used (3 to 1 against the surface). `text` > `muted` are both for reading,
    `faint` only for what is disabled. `small … display` are type sizes, `row` a list's row, `control` a button's or
    field's height, `icon` an icon's edge. `series` are the colours of charts, `heat` a ramp from little to much.
    """

    name: str
    dark: bool
    scale: float
    window: str
    surface: str
    raised: str
    hover: str
    pressed: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    on_selection: str
    focus: str
    good: str
    warn: str
    bad: str
    grave_hover: str
    on_grave: str
    shadow: str
    neutral_soft: str
    accent_soft: str
    good_soft: str
    warn_soft: str
    bad_soft: str
    neutral_fill: str
    accent_fill: str
    good_fill: str
    warn_fill: str
    bad_fill: str
    series: tuple[str, ...]
    heat: tuple[str, ...]
    small: int
    body: int
    large: int
    title: int
    display: int
    unit: int
    row: int
    control: int
    icon: int
    radius: int
    panel_radius: int
    line_width: int
    focus_width: int

    def ink(self, tone: str) -> str:
        """The colour that says this tone in text and strokes; raises AttributeError for an unknown one."""
        return self.muted if tone == "neutral" else str(getattr(self, tone))

    def soft(self, tone: str) -> str:
        """The quiet background of this tone; `ink` can be read on it."""
        return str(getattr(self, f"{tone}_soft"))

    def fill(self, tone: str) -> str:
        """The colour of a bar, a dot or a place on the map that says this tone; 3 to 1 against the surface."""
        return str(getattr(self, f"{tone}_fill"))

    def space(self, steps: float = 1) -> int:
        """So many steps of the spacing scale, in pixels."""
        return round(self.unit * steps)


@cache
def read(theme: str, large: bool = False) -> Tokens:
    """A theme from its file, its sizes scaled for large text if wanted. Raises KeyError for an unknown theme."""
    if theme not in THEMES:
        raise KeyError(theme)
    look = _file(theme)
    sizes = _file("sizes")
    scale = float(sizes["bench"]) if large else 1.0
    shape = {name: round(value * scale) for name, value in (sizes["type"] | sizes["shape"]).items()}
    return Tokens(
        name=look["name"],
        dark=look["dark"],
        scale=scale,
        **look["colours"],
        **{f"{tone}_soft": colour for tone, colour in look["soft"].items()},
        **{f"{tone}_fill": colour for tone, colour in look["fill"].items()},
        series=tuple(look["pictures"]["series"]),
        heat=tuple(look["pictures"]["heat"]),
        line_width=shape.pop("line"),
        focus_width=shape.pop("focus"),
        **shape,
    )


_in_use: list[Tokens] = []


def tokens() -> Tokens:
    """The theme in use; the light one until `look.apply` says otherwise."""
    return _in_use[0] if _in_use else read("light")


def use(chosen: Tokens) -> None:
    """Let `tokens()` give these from now on. Only `look.apply` calls this: it also dresses the application."""
    _in_use[:] = [chosen]


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
