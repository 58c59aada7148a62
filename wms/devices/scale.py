"""A bench scale on a serial port: what it weighs, in grams, and whether the weight has come to rest.

Scales speak in lines of text. Understood are those of Mettler Toledo's SICS ("S S      1.234 kg"), the lines with a
header that A&D, CAS, Kern and many others send ("ST,GS,+  1.234kg"), and a bare weight with its unit, where a question
mark tells that it still moves. A scale either sends by itself, or is asked again and again by a word of its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from wms.devices.serial_port import AGAIN_S, Framing, Port, SerialDevice

if TYPE_CHECKING:
    import serial

GRAMS = {"g": Decimal(1), "kg": Decimal(1_000), "t": Decimal(1_000_000), "mg": Decimal("0.001"),
         "lb": Decimal("453.59237"), "oz": Decimal("28.349523125")}  # fmt: skip
"""Grams in one of each unit; pound and ounce are the international avoirdupois ones."""
ASK_S = 0.4
_NUMBER = r"(?P<sign>[+-]?)\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>kg|mg|g|lb|oz|t)\b"
_SICS = re.compile(rf"^S\s+(?P<rest>[SD])\s+{_NUMBER}", re.IGNORECASE)
_HEADED = re.compile(rf"^(?P<rest>ST|US)\s*,\s*(?:[GN][ST]\s*,)?\s*{_NUMBER}", re.IGNORECASE)
_BARE = re.compile(rf"^\s*(?:[GN]\s+)?{_NUMBER}\s*(?P<rest>\??)", re.IGNORECASE)
_AT_REST = {"S", "ST", ""}


@dataclass(frozen=True, slots=True)
class Weight:
    """What lies on the scale; `stable` once it has come to rest. Below zero after taring."""

    grams: int
    stable: bool


def understood(line: str) -> Weight | None:
    """The weight a scale's line tells; None for overload, underload, commands not understood and all other lines."""
    text = line.strip()
    found = _SICS.match(text) or _HEADED.match(text) or _BARE.match(text)
    if found is None:
        return None
    size = Decimal(found["number"].replace(",", ".")) * GRAMS[found["unit"].casefold()]
    grams = int(size.quantize(Decimal(1), ROUND_HALF_UP))
    return Weight(-grams if found["sign"] == "-" else grams, found["rest"].upper() in _AT_REST)


class Scale(SerialDevice):
    """`told` is called on the scale's own thread, with each weight that is another, and with None when the scale is
    gone or tells nothing. `asks` is what it is asked with ("SI" for SICS); empty: it sends by itself.
    """

    kind = "scale"

    def __init__(
        self, port: Port, told: Callable[[Weight | None], None], *, asks: str = "", again_s: float = AGAIN_S
    ) -> None:
        super().__init__(port, again_s)
        self._told = told
        self._question = f"{asks}\r\n".encode("ascii", "ignore") if asks else b""
        self._last: Weight | None = None

    def gone(self, reason: str) -> None:
        """Nobody knows what lies on it."""
        self._tell(None)

    def read(self, line: serial.Serial) -> None:
        """Ask where it wants to be asked, and tell what it answers."""
        framing, asked = Framing(self.port.ends), 0.0
        while not self.stop.is_set():
            if self._question and time.monotonic() - asked >= ASK_S:
                line.write(self._question)
                asked = time.monotonic()
            for text in framing.feed(line.read(line.in_waiting or 1)):
                self._tell(understood(text))

    def _tell(self, weight: Weight | None) -> None:
        if weight != self._last:
            self._last = weight
            self._told(weight)
