"""Planners' proposals are kept until they are decided on."""

from __future__ import annotations

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.operations.proposals import DiscardProposal, StoreProposal


def test_a_proposal_is_kept_and_put_aside_once(app: App) -> None:
    number = app.run(StoreProposal(kind="slotting", plan='{"moves": [1, 2]}', summary="Two moves.")).document
    app.run(DiscardProposal(proposal=number))
    with pytest.raises(Refused, match="discarded already"):
        app.run(DiscardProposal(proposal=number))
    with app.database.reading() as connection:
        row = connection.exec_driver_sql("SELECT plan, state FROM proposal").one()
    assert tuple(row) == ('{"moves":[1,2]}', "discarded")


@pytest.mark.parametrize("plan", ["", "[1]", "{", '{"x": NaN}', "[" * 100_000])
def test_a_plan_that_is_no_object_is_refused(app: App, plan: str) -> None:
    with pytest.raises(Refused) as refused:
        app.run(StoreProposal(kind="Slotting!", plan=plan))
    assert [p.field for p in refused.value.problems] == ["kind", "plan"]
