"""What travels with the truck: the manifest of every carton, and the bill of lading the carrier signs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, BinaryIO

from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Column, Made, Sheet
from wms.documents.site_name import site_name


@paper()
def manifest(ask: Ask, out: BinaryIO, made: Made, *, load: str) -> None:
    """Every carton on a load."""
    head = found(ask("loads", load=load), "load", load)
    lines = ask("manifest_lines", load=load)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Manifest"), head.manifest or head.load, site_name(ask))
    sheet.facts(_facts(sheet, head))
    sheet.table(
        [Column("#", 10, right=True), Column(say("Carton (SSCC)"), 40, bold=True), Column(say("Order"), 26),
         Column(say("Customer")), Column(say("Pieces"), 16, right=True), Column(say("Weight"), 22, right=True),
         Column(say("Loaded"), 16)],
        ([str(number), line.carton, line.order, line.customer_name, language.number(line.pieces),
          language.kilograms(line.weight_g), "✓" if line.state.value in ("loaded", "shipped") else "–"]
         for number, line in enumerate(lines, 1)),
    )  # fmt: skip
    sheet.totals(_sums(sheet, lines))
    sheet.signatures([say("Loaded by"), say("Driver")])
    sheet.finish()


@paper()
def bill_of_lading(ask: Ask, out: BinaryIO, made: Made, *, load: str) -> None:
    """What the carrier takes over, consignee by consignee."""
    head = found(ask("loads", load=load), "load", load)
    lines = ask("manifest_lines", load=load)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Bill of lading"), head.load, site_name(ask))
    sheet.facts(_facts(sheet, head))
    consignees: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for line in lines:
        consignees[line.customer_name, line.address.replace("\n", ", "), line.country].append(line)
    sheet.table(
        [Column(say("Consignee"), 48, bold=True), Column(say("Address")), Column(say("Orders"), 30),
         Column(say("Cartons"), 18, right=True), Column(say("Weight"), 24, right=True)],
        ([name, f"{address} {country}".strip(), ", ".join(sorted({line.order for line in its})),
          language.number(len(its)), language.kilograms(sum(line.weight_g for line in its))]
         for (name, address, country), its in sorted(consignees.items())), row_mm=8,
    )  # fmt: skip
    sheet.totals(_sums(sheet, lines))
    sheet.paragraph(say("Received in apparent good order, except as noted. The carrier's conditions apply."))
    sheet.signatures([say("Shipper"), say("Carrier"), say("Date")])
    sheet.finish()


def _facts(sheet: Sheet, head: Any) -> list[tuple[str, str]]:
    say, language = sheet.say, sheet.made.language
    return [
        (say("Carrier"), f"{head.carrier_name} ({head.carrier})"), (say("Load"), head.load),
        (say("Dock"), head.dock), (say("Trailer"), head.trailer or "–"),
        (say("Cut-off"), language.moment(head.cutoff_at)),
        (say("Departed"), language.moment(head.closed_at) or say("still open")),
    ]  # fmt: skip


def _sums(sheet: Sheet, lines: list[Any]) -> list[tuple[str, str]]:
    say, language = sheet.say, sheet.made.language
    return [
        (say("Cartons"), language.number(len(lines))),
        (say("Pieces"), language.number(sum(line.pieces for line in lines))),
        (say("Weight"), language.kilograms(sum(line.weight_g for line in lines))),
    ]
