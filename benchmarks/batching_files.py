"""Batching instances as problems: orders with their picks, the cart, and the floor."""

from __future__ import annotations

from pathlib import Path

from benchmarks import layout_files
from benchmarks.layout_files import read_layout, read_sections
from benchmarks.picking_files import SCALE, KeywordFile, read_keywords
from wms.planning.batching.problem import BatchOrder, BatchProblem, Cart
from wms.planning.batching.sequencing.problem import Due, Picker, SequenceProblem
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


def foodmart_problem(path: Path) -> BatchProblem:
    """A trolley of boxes; every order has boxes of its own, as many as its row says.

    The published values hold for boxes that are not shared, although the files set the flag for mixed orders: with
    sharing, five orders of `d20_ord5` would fit one trolley at 375.09 where 573.77 is published as optimal.
    """
    sections = read_sections(path)
    layout = read_layout(sections)
    at = {int(product): layout.places[int(where)] for product, where, _ in sections.numbers("Idx Location Volume")}
    size = {int(product): int(volume) for product, _, volume in sections.numbers("Idx Location Volume")}
    rows = [[int(part) for part in row] for row in sections.numbers("Idx M NbProdInOrder")]
    orders = tuple(
        BatchOrder(
            str(row[0]), tuple(Stop(at[p], item=str(p), quantity=q) for p, q in zip(row[3::2], row[4::2], strict=True)),
            volume=sum(size[p] * q for p, q in zip(row[3::2], row[4::2], strict=True)), boxes=row[1],
        )
        for row in rows
    )
    boxes, volume = sections.number("K: NbBoxesTrolley"), sections.number("B: CapaBox")
    return BatchProblem(layout.floor, orders, Cart(boxes=boxes, box_volume=volume, mixed=False), layout.start)


def read_batching(path: Path) -> tuple[BatchProblem, int]:
    """The problem in a file of any of these formats, and its scale: units to one of the file's."""
    with path.open(encoding="latin-1") as file:
        if file.readline().startswith("//"):
            return foodmart_problem(path), layout_files.SCALE
    return keyword_problem(read_keywords(path)), SCALE


def sequence_problem(path: Path) -> SequenceProblem:
    """A Kris file: hard due times (its tardiness penalties are 0), pickers from second 0, a capacity in sizes.

    The published values are the picking times of all batches together: set-up, walking, and picking.
    """
    sections = read_sections(path)
    layout = read_layout(sections)
    at = {int(product): layout.places[int(where)] for product, where, _ in sections.numbers("Idx Location Size")}
    size = {int(product): int(volume) for product, _, volume in sections.numbers("Idx Location Size")}
    rows = [[int(part) for part in row] for row in sections.numbers("Idx DueDate")]
    pick = sections.number("PickTime")
    orders = []
    for row in rows:
        lines = list(zip(row[4::2], row[5::2], strict=True))
        stops = tuple(Stop(at[p], item=str(p), quantity=q, seconds=pick * q) for p, q in lines)
        orders.append(BatchOrder(str(row[0]), stops, volume=sum(size[p] * q for p, q in lines)))
    batches = BatchProblem(layout.floor, tuple(orders), Cart(volume=sections.number("CapaPicker")), layout.start)
    dues = tuple(Due(row[1], row[2] or None) for row in rows)
    pickers = tuple(Picker(str(p)) for p in range(sections.number("NbPickers")))
    seconds = sections.number("TimeToTravelOneDistanceUnit")
    return SequenceProblem(batches, dues, pickers, sections.number("SetupTime"), seconds, layout_files.SCALE)
