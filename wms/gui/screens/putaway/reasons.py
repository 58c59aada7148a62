"""Why goods go elsewhere than proposed: the reasons people mostly have, beside keys."""

from __future__ import annotations

from wms.gui.scan.prompt import Choice
from wms.gui.texts.say import say


def reasons() -> dict[str, str]:
    """The usual reasons by name, in the language in use."""
    return {
        "full": say("The proposed place is full"),
        "blocked": say("The way there is blocked"),
        "fits": say("It does not fit there"),
        "together": say("It belongs to goods that lie here"),
    }


def choices() -> tuple[Choice, ...]:
    """A key for each of them, and one to change one's mind."""
    usual = tuple(Choice(f"reason {name}", text, "edit") for name, text in reasons().items())
    return (*usual, Choice("mind", say("Back to the proposed place"), "undo"))
