"""Every subject's facts, parts, offers and papers name questions, columns, commands and papers that exist."""

from __future__ import annotations

import dataclasses

import pytest

from wms.app import printing, registry
from wms.documents.paper import PAPERS
from wms.gui.registry.screens import FLOW
from wms.gui.registry.subjects import KINDS, Kind
from wms.operations.command import COMMANDS
from wms.queries.question import QUESTIONS

registry.load()
printing.load()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_subject_asks_only_what_can_be_answered(kind: Kind) -> None:
    facts = QUESTIONS[kind.facts[0]]
    assert kind.facts[1] in facts.columns
    assert kind.headline in ("", *facts.columns)
    assert kind.screen[0] in FLOW
    for part in kind.parts:
        assert part.parameter in QUESTIONS[part.question].parameters
        assert set(part.columns) <= set(QUESTIONS[part.question].columns)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_subject_offers_only_what_can_be_done(kind: Kind) -> None:
    columns = set(QUESTIONS[kind.facts[0]].columns)
    for offer in kind.offers:
        assert set(offer.filled) <= {f.name for f in dataclasses.fields(COMMANDS[offer.command].type)}
        assert set(offer.filled.values()) <= columns
    for sheet in kind.papers:
        assert set(sheet.filled) <= set(PAPERS[sheet.paper].parameters)
        assert set(sheet.filled.values()) <= columns
