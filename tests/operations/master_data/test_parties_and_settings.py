"""Parties, owners, carton types and settings."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.words import PartyKind
from wms.operations.master_data.cartons import CartonTypeLine, RegisterCartonTypes
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.master_data.parties import PartyLine, RegisterOwner, RegisterParties

CHANGED = "SELECT name, value FROM setting WHERE name NOT LIKE 'database.%'"


def rows(app: App, text: str) -> list[tuple[Any, ...]]:
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def test_a_supplier_and_a_customer_may_share_a_code(app: App) -> None:
    lines = (
        PartyLine(kind=PartyKind.SUPPLIER, code="ACME", name="Acme supplies"),
        PartyLine(kind=PartyKind.CUSTOMER, code="ACME", name="Acme buys", minimum_remaining_days=7),
        PartyLine(kind=PartyKind.CUSTOMER, code="CUS", country="GB"),
    )
    assert app.run(RegisterParties(lines=lines)).values == {"lines": 3, "new": 2, "changed": 1}
    assert rows(app, "SELECT name, country FROM party WHERE code = 'CUS'") == [("Customer & Co", "GB")]


def test_wrong_parties_are_told_with_their_rows(app: App) -> None:
    lines = (
        PartyLine(kind=PartyKind.CARRIER, code="X"),
        PartyLine(kind=PartyKind.SUPPLIER, code="Y", name="Y", gln="123"),
        PartyLine(kind=PartyKind.CARRIER, code="X", name="X", minimum_remaining_days=-1),
    )
    with pytest.raises(Refused) as refused:
        app.run(RegisterParties(lines=lines))
    assert sorted((p.row, p.field) for p in refused.value.problems) == [
        (1, "name"), (2, "gln"), (3, "code"), (3, "minimum_remaining_days"),
    ]  # fmt: skip


def test_an_owner_is_entered_and_renamed(app: App) -> None:
    app.run(RegisterOwner(code="THEM", name="Their stock"))
    app.run(RegisterOwner(code="THEM", name="Their own stock"))
    assert rows(app, "SELECT name FROM owner WHERE code = 'THEM'") == [("Their own stock",)]


def test_a_new_carton_type_needs_its_size_and_its_limit(app: App) -> None:
    with pytest.raises(Refused) as refused:
        app.run(RegisterCartonTypes(lines=(CartonTypeLine(code="M", length_mm=400, width_mm=300),)))
    assert [p.field for p in refused.value.problems] == ["height_mm", "max_weight_g"]
    app.run(RegisterCartonTypes(lines=(CartonTypeLine(code="S", tare_g=120),)))
    assert rows(app, "SELECT tare_g, length_mm FROM carton_type WHERE code = 'S'") == [(120, 300)]


def test_a_setting_is_changed_and_brought_back(app: App) -> None:
    assert app.run(ChangeSetting(name="counting.recount_percent", value="8")).values["value"] == 8
    assert rows(app, CHANGED) == [("counting.recount_percent", "8")]
    assert app.run(ChangeSetting(name="counting.recount_percent")).values["value"] == 5
    assert rows(app, CHANGED) == []


@pytest.mark.parametrize(("name", "value"), [("no.such", "1"), ("counting.recount_percent", "many"),
                                             ("counting.recount_percent", "-3")])  # fmt: skip
def test_unknown_settings_and_values_of_another_kind_are_refused(app: App, name: str, value: str) -> None:
    with pytest.raises(Refused):
        app.run(ChangeSetting(name=name, value=value))
    assert rows(app, CHANGED) == []
