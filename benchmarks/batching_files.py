"""Batching instances as problems: orders with their picks, the cart, and the floor."""

from __future__ import annotations

from pathlib import Path

from benchmarks.picking_files import KeywordFile, read_keywords
from wms.planning.batching.problem import BatchOrder, BatchProblem, Cart
from wms.planning.routing.problem import Stop


def keyword_problem(file: KeywordFile) -> BatchProblem:
    """One-block batching: a batch holds at most the capacity in pieces × weight."""
    at = {sku.article: file.place(sku) for sku in file.skus}
    orders = tuple(
        BatchOrder(
            str(number), tuple(Stop(at[a], item=str(a), quantity=q) for a, q in order),
            weight=sum(q * file.weights.get(a, 1) for a, q in order),
        )
        for number, order in enumerate(file.orders)
    )
    return BatchProblem(file.floor, orders, Cart(weight=file.capacity))


def read_batching(path: Path) -> tuple[BatchProblem, int]:
    """The problem in a file and its scale: units to one of the file's."""
    from benchmarks.picking_files import SCALE

    return keyword_problem(read_keywords(path)), SCALE
