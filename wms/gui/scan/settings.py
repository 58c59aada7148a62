"""How the scanners of this workstation are set up, and how they are answered: kept with the workstation.

The defaults suit a scanner as it comes out of its box: it types fast and ends with Enter.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from wms.gui.desk.preferences import Preferences

_UNDER = "scanner"
ENDS = ("enter", "tab", "either", "pause")
"""What ends a scan: a key, or that nothing more comes."""


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """`gap_ms`: keys at most so far apart come from a scanner. `least`: how many signs a scan has at least.

    `prefix` and `suffix` are signs the scanner puts around each code; with a prefix nobody's typing is ever mistaken.
    `ends` is one of ENDS. `separator` is what the scanner sends for GS1's group separator, where it cannot send that:
    a sign such as "~", or a key's name such as "F8". The same text from the same scanner within `repeat_ms` is marked
    as repeated. `ports` are serial ports to listen at, as "name" or "name:baud".
    """

    gap_ms: int = 50
    least: int = 3
    prefix: str = ""
    suffix: str = ""
    ends: str = "either"
    separator: str = ""
    repeat_ms: int = 700
    ports: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Preferences) -> ScannerSettings:
        """The settings kept for this workstation; a value that makes no sense is left at its default."""
        given = kept.get(_UNDER, {})
        known = {f.name: f for f in fields(cls)}
        values = {n: v for n, v in given.items() if n in known} if isinstance(given, dict) else {}
        return cls(**{name: value for name, value in map(_read, values.items()) if value is not None})

    def keep(self, kept: Preferences) -> None:
        """Keep these for this workstation."""
        kept.keep(_UNDER, {**asdict(self), "ports": list(self.ports)})

    @property
    def key_of_separator(self) -> str:
        """The name of the key that stands for the separator ("F8"); empty when it is a sign or not set."""
        return self.separator.upper() if len(self.separator) > 1 else ""

    @property
    def sign_of_separator(self) -> str:
        """The sign that stands for the separator; empty when it is a key or not set."""
        return self.separator if len(self.separator) == 1 else ""


def _read(entry: tuple[str, Any]) -> tuple[str, Any]:
    name, value = entry
    default = getattr(ScannerSettings(), name)
    if name == "ports":
        return name, tuple(str(port) for port in value) if isinstance(value, list | tuple) else None
    if name == "ends" and value not in ENDS:
        return name, None
    if isinstance(default, int):
        return name, value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else None
    return name, value if isinstance(value, str) else None
