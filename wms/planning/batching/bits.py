"""A machine instruction on 64-bit words, for sets kept as bits."""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic


@intrinsic
def _lowest_bit(_typing: Any, word: Any) -> Any:
    """The number of the lowest bit set in a non-zero uint64."""

    def build(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), build


lowest_bit: Any = _lowest_bit
"""The number of the lowest bit set in a non-zero uint64, for compiled code only."""
