"""A setting of this warehouse is changed. Only settings the program knows, only values of their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wms.base.errors import refuse
from wms.base.quantities import parse_whole
from wms.model.records import Setting
from wms.operations import settings
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit

_WORDS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetting(Command):
    """Set something for this warehouse; an empty value brings the default back."""

    name: str = arg("The setting's name, like counting.recount_percent")
    value: str = arg("Its new value", "")


@handles("master_data.settings", "settings")
def change_setting(command: ChangeSetting, unit: Unit) -> Answer:
    known = settings.SETTINGS.get(command.name)
    if known is None:
        names = ", ".join(sorted(settings.SETTINGS))
        raise refuse("There is no setting {name}; there are {names}.", field="name", name=command.name, names=names)
    stored = unit.session.scalar(select(Setting).where(Setting.name == command.name))
    if command.value == "":
        value = known.default
        if stored is not None:
            unit.session.delete(stored)
    else:
        value = _typed(command.value, known.default)
        if stored is None:
            unit.session.add(Setting(name=command.name, value=value))
        else:
            stored.value = value
    return Answer("{name} is now {value}.", {"name": command.name, "value": value})


def _typed(text: str, default: Any) -> Any:
    """The text as a value of the default's kind. Raises Refused."""
    try:
        if isinstance(default, bool):
            return _WORDS[text.strip().lower()]
        if isinstance(default, int):
            number = parse_whole(text)
            if number < 0:
                raise ValueError(text)
            return number
    except (ValueError, KeyError) as error:
        wanted = "yes or no" if isinstance(default, bool) else "a whole number of at least 0"
        raise refuse("“{value}” is not {wanted}.", field="value", value=text, wanted=wanted) from error
    return text
