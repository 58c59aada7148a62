"""What scales send is understood in grams, and whether it has come to rest; a real line of bytes, in pieces."""

from __future__ import annotations

import os
import queue
import sys

import pytest

from wms.devices.scale import Scale, Weight, understood
from wms.devices.serial_port import Port


@pytest.mark.parametrize(
    ("line", "weight"),
    [
        ("S S      1.234 kg", Weight(1_234, True)), ("S D      1.23 kg", Weight(1_230, False)),
        ("S S   -  0.050 kg", Weight(-50, True)), ("s s 500 g", Weight(500, True)),
        ("ST,GS,+  1.234kg", Weight(1_234, True)), ("US,NT,-  0.002kg", Weight(-2, False)),
        ("ST,+00123.4  g", Weight(123, True)), ("    650 g", Weight(650, True)), ("  1,5 kg ?", Weight(1_500, False)),
        ("G  2.20 lb", Weight(998, True)), ("16 oz", Weight(454, True)), ("0.4999 kg", Weight(500, True)),
        ("S +", None), ("S -", None), ("S I", None), ("OL,GS,+9999.9kg", None), ("ES", None), ("", None),
        ("1.234", None), ("12 kgs", None), ("SKU 12 g", None),
    ],
)  # fmt: skip
def test_each_way_of_telling_a_weight(line: str, weight: Weight | None) -> None:
    assert understood(line) == weight


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")
def test_a_scale_that_is_asked_answers_and_one_that_is_gone_is_told() -> None:
    here, there = os.openpty()
    told: queue.Queue[Weight | None] = queue.Queue()
    scale = Scale(Port(os.ttyname(there)), told.put, asks="SI", again_s=0.01)
    scale.start()
    try:
        asked = b""
        while not asked.endswith(b"SI\r\n"):
            asked += os.read(here, 16)
        for piece in (b"S D   0.6", b"00 kg\r\nS S   0.650 kg\r", b"\nS S   0.650 kg\r\nS +\r\n"):
            os.write(here, piece)
        assert [told.get(timeout=10) for _ in range(3)] == [Weight(600, False), Weight(650, True), None]
    finally:
        scale.close()
        os.close(here)
        os.close(there)
    assert told.empty()
