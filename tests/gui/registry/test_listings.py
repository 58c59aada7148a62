"""Every list a screen declares names questions, columns, parameters, commands and papers that exist."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil

import pytest

from wms.app import printing, registry
from wms.documents.paper import PAPERS
from wms.gui import screens
from wms.gui.forms.blanks import blanks_of
from wms.gui.registry.declared import Listing, Offer
from wms.operations.command import COMMANDS
from wms.queries.question import QUESTIONS

registry.load()
printing.load()


def _listings() -> dict[str, Listing]:
    found: dict[str, Listing] = {}
    for module in pkgutil.walk_packages(screens.__path__, screens.__name__ + "."):
        for value in vars(importlib.import_module(module.name)).values():
            for one in value if isinstance(value, tuple | list) else (value,):
                if isinstance(one, Listing):
                    assert found.setdefault(one.name, one) is one, f"two lists are called {one.name}"
    return found


LISTINGS = _listings()


def _check(offer: Offer, columns: set[str]) -> None:
    fields = {f.name for f in dataclasses.fields(COMMANDS[offer.command].type)}
    assert set(offer.filled) | set(offer.fixed) <= fields, offer
    assert set(offer.filled.values()) | set(offer.line.values()) | set(offer.when) <= columns, offer
    if offer.line:
        lines = next(blank for blank in blanks_of(COMMANDS[offer.command].type) if blank.name == "lines").lines
        assert set(offer.line) <= {blank.name for blank in lines}, offer
    assert not (offer.grave and not offer.asks), f"{offer.command} destroys without asking"


@pytest.mark.parametrize("listing", LISTINGS.values(), ids=LISTINGS)
def test_a_list_asks_and_offers_only_what_there_is(listing: Listing) -> None:
    entry = QUESTIONS[listing.question]
    columns = set(entry.columns)
    assert set(listing.columns) <= columns
    assert set(listing.asks) | set(listing.fixed) <= set(entry.parameters)
    assert listing.subject[1] in {"", *columns}
    for offer in (*listing.offers, *((listing.empty_offer,) if listing.empty_offer else ())):
        _check(offer, columns)
    for sheet in listing.papers:
        assert set(sheet.filled) <= set(PAPERS[sheet.paper].parameters)
        assert set(sheet.filled.values()) <= columns
    for view in listing.views:
        assert {one.column for one in view.filters} <= columns
        assert {name.removeprefix("-") for name in view.sort} <= columns
    assert listing.first in {"", *(view.title for view in listing.views)}
    assert listing.empty != Listing("", "", "").empty, "say what to do when there is nothing"
