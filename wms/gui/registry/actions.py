"""What can be done from anywhere in the window: menus, keys and the palette are drawn from this one list.

Keys can be changed by each user; two actions never share one. Commands of the warehouse need no entry here: each is in
the palette by itself, and opens its form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do. `name` is the window's method for it, `key` its key unless the user changes it."""

    name: str
    title: str
    icon: str
    key: str = ""
    group: str = "Window"
    permission: str = ""


ACTIONS: dict[str, Action] = {
    action.name: action
    for action in (
        Action("find", "Find or scan anything", "search", "Ctrl+K"),
        Action("back", "Back to the last screen", "left", "Alt+Left"),
        Action("forward", "Forward again", "right", "Alt+Right"),
        Action("next_screen", "Next screen", "down", "Ctrl+Alt+Down"),
        Action("previous_screen", "Previous screen", "up", "Ctrl+Alt+Up"),
        Action("details", "Show or hide the details", "info", "Ctrl+D"),
        Action("notices", "Messages so far", "bell", "Ctrl+Shift+N"),
        Action("help", "Help for this screen", "help", "F1"),
        Action("keys", "Keyboard shortcuts", "keyboard", "Ctrl+F1"),
        Action("print_list", "Print this list", "print"),
        Action("full_screen", "Full screen", "map", "F11"),
        Action("light", "Light", "theme", group="Look"),
        Action("dark", "Dark", "theme", group="Look"),
        Action("contrast", "High contrast", "theme", group="Look"),
        Action("large", "Large text on or off", "theme", "Ctrl+Alt+L", group="Look"),
        Action("english", "English", "language", group="Look"),
        Action("chinese", "简体中文", "language", group="Look"),
        Action("lock", "Lock the screen", "lock", "Ctrl+L", group="You"),
        Action("switch_user", "Another person works here", "user", "Ctrl+Shift+L", group="You"),
        Action("password", "Change the password", "lock", group="You"),
        Action("open_database", "Open another warehouse", "database", group="Warehouse"),
        Action("back_up", "Back up now", "save", group="Warehouse"),
        Action("prove", "Prove the books", "prove", group="Warehouse"),
        Action("about", "About this program", "info", group="Warehouse"),
        Action("quit", "Quit", "close", "Ctrl+Q", group="Warehouse"),
    )
}
"""Every action by name, in the order of the menus."""


def keys_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """Each action's key, with what the user chose ("" for none) in place of its own."""
    return {name: chosen.get(name, action.key) for name, action in ACTIONS.items()}


def in_use(key: str, chosen: Mapping[str, str], *, but: str = "") -> str:
    """The name of the action that has this key already (other than `but`); empty when it is free."""
    if not key:
        return ""
    wanted = key.casefold()
    return next((n for n, k in keys_of(chosen).items() if n != but and k.casefold() == wanted), "")
