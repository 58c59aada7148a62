"""A warehouse is founded whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from wms.app.founding import Founding, found
from wms.base.errors import Refused
from wms.operations.people.log_in import LogIn

GOOD = Founding(
    site_code="MAIN", site_name="Main warehouse", login="ada", name="Ada", password="a long password",
    company_prefix="4012345", time_zone="Europe/Berlin", currency="EUR",
)  # fmt: skip


def test_a_founded_warehouse_has_its_site_and_an_administrator_who_can_log_in(tmp_path: Path) -> None:
    app = found(tmp_path / "new.db", GOOD)
    try:
        assert app.ask("sites").rows[0].time_zone == "Europe/Berlin"
        assert app.run(LogIn(login="ada", password="a long password")).values["admitted"]
        assert app.permissions("ada") == frozenset({"*"})
        assert {row.role for row in app.ask("roles").rows} >= {"clerk", "picker", "supervisor", "manager"}
    finally:
        app.close()


def test_what_is_refused_leaves_no_file(tmp_path: Path) -> None:
    wrong = Founding(site_code="MAIN", site_name="Main", login="ada", name="Ada", password="short", time_zone="Nowhere")
    with pytest.raises(Refused):
        found(tmp_path / "new.db", wrong)
    assert list(tmp_path.iterdir()) == []
