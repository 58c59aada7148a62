"""Nothing that was typed is lost: not by closing, not by an error, not by a kill; and nothing is done twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.errors import StorageError
from wms.gui.desk.desk import INFO, Desk
from wms.gui.forms import drafts
from wms.gui.forms.drafts import Draft
from wms.gui.forms.form import CommandForm
from wms.operations import fields
from wms.operations.command import COMMANDS

Opened = Callable[..., CommandForm]
Send = Callable[[CommandForm], None]

VICTIM = """
import os, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.forms import drafts
from wms.gui.forms.form import CommandForm

program = QApplication([])
app = App.open(Path(sys.argv[1]))
desk = Desk(app, "system", frozenset({"*"}), Path(sys.argv[2]))
forms = [CommandForm(desk, "RegisterOwner", {"code": code}) for code in ("TYPED", "SENT")]
for form in forms:
    form.sheet.boxes["name"].editor.enter("New owner")
forms[1].sending.done.disconnect()
forms[1].send()
while not (len(drafts.waiting(desk)) == 2 and app.how_many("audit_trail", command="RegisterOwner") == 1):
    program.processEvents()
    time.sleep(0.01)
print(*[form.key for form in forms], flush=True)
time.sleep(60)
"""


def _killed(app: App, folder: Path) -> list[str]:
    """Type into two forms in a process of its own, send one of them, and kill it with -9. Returns their keys."""
    command = [sys.executable, "-c", VICTIM, str(app.database.path), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as victim:
        assert victim.stdout is not None
        keys = victim.stdout.readline().split()
        victim.send_signal(signal.SIGKILL)
    return keys


def test_forms_killed_in_the_middle_are_offered_again_and_posted_once(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    keys = _killed(app, tmp_path / "preferences")
    desk = Desk(app, "system", frozenset({"*"}), tmp_path / "preferences")
    try:
        waiting = {draft.key: draft for draft in drafts.waiting(desk)}
        assert [waiting[key].fields["code"] for key in keys] == ["TYPED", "SENT"]
        assert [waiting[key].sent for key in keys] == [False, True]
        for draft in waiting.values():
            form = CommandForm(desk, draft.command, {}, draft=draft)
            qtbot.addWidget(form)
            assert form.values() == {**draft.fields, "name": "New owner"}
            with qtbot.waitSignal(form.done):
                form.send()
        assert len(app.ask("audit_trail", command="RegisterOwner").rows) == 2
        assert drafts.waiting(desk) == []
    finally:
        desk.close()


def test_a_draft_is_kept_soon_after_a_change_and_goes_with_the_answer(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    form = opened("RegisterOwner", code="NEW")
    assert drafts.waiting(desk) == []
    qtbot.keyClicks(form.sheet.boxes["name"].editor.field, "Name")
    qtbot.waitUntil(lambda: len(drafts.waiting(desk)) == 1)
    assert drafts.waiting(desk)[0].fields == {"code": "NEW", "name": "Name"}
    with qtbot.waitSignal(form.closed):
        form.send()
    assert drafts.waiting(desk) == []


def test_esc_closes_and_keeps_what_was_typed_and_says_so(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    form = opened("RegisterOwner")
    qtbot.keyClicks(form.focusWidget(), "NEW")
    with qtbot.waitSignal(form.closed), qtbot.waitSignal(desk.noticed) as told:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Escape)
    assert told.args[0].kind == INFO
    assert [draft.fields for draft in drafts.waiting(desk)] == [{"code": "NEW"}]


def test_a_form_nobody_typed_in_leaves_no_draft(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    form = opened("RegisterOwner", code="NEW")
    with qtbot.waitSignal(form.closed), qtbot.assertNotEmitted(desk.noticed):
        form.close_form()
    assert drafts.waiting(desk) == []


def test_discarding_is_asked_for_and_forgets(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    form = opened("RegisterOwner")
    qtbot.keyClicks(form.focusWidget(), "NEW")
    qtbot.waitUntil(lambda: len(drafts.waiting(desk)) == 1)
    with qtbot.waitSignal(form.closed):
        form.foot.discard_button.click()
    assert drafts.waiting(desk) == []


def test_secrets_are_never_written_down(opened: Opened, desk: Desk, qtbot: QtBot) -> None:
    form = opened("ChangePassword", login="system")
    for name in ("password", "old_password"):
        qtbot.keyClicks(form.sheet.boxes[name].editor.field, "swordfish")
    qtbot.waitUntil(lambda: len(drafts.waiting(desk)) == 1)
    written = "".join(place.read_text(encoding="utf-8") for place in desk.folder.rglob("*.json"))
    assert "swordfish" not in written
    assert drafts.waiting(desk)[0].fields == {"login": "system"}


def test_drafts_are_each_persons_own(app: App, desk: Desk, tmp_path: Path) -> None:
    other = Desk(app, "anna", frozenset(), tmp_path / "preferences")
    try:
        drafts.keep(desk, Draft("RegisterOwner", {"code": "A"}, "k1"))
        assert drafts.waiting(other) == []
        assert [draft.key for draft in drafts.waiting(desk)] == ["k1"]
    finally:
        other.close()


def test_a_draft_that_cannot_be_read_is_set_aside(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    drafts.keep(desk, Draft("RegisterOwner", {}, "good"))
    drafts.keep(desk, Draft("NoSuchCommand", {}, "unknown"))
    place = next(desk.folder.rglob("good.json"))
    place.with_name("torn.json").write_text("{", encoding="utf-8")
    assert [draft.key for draft in drafts.waiting(desk)] == ["good"]
    assert sorted(left.name for left in desk.folder.rglob("*.unreadable")) == ["torn.unreadable", "unknown.unreadable"]


def test_after_a_storage_error_the_same_key_is_sent_again(
    opened: Opened, desk: Desk, app: App, send: Send, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time the work is done, but its answer does not arrive: whoever sends again gets that answer."""
    run, keys = app.run, []

    def lost(command: Any, **more: Any) -> Any:
        keys.append(more["key"])
        answer = run(command, **more)
        if len(keys) == 1:
            raise StorageError("The disk does not answer properly (I/O error).")
        return answer

    monkeypatch.setattr(app, "run", lost)
    form = opened("RegisterOwner", code="NEW", name="New owner")
    send(form)
    assert "Nothing you typed is lost" in form.banner.text()
    assert drafts.waiting(desk)[0].sent
    assert not form.again.isHidden()
    with qtbot.waitSignal(form.done):
        form.again.click()
    assert keys == [form.key, form.key]
    assert len(app.ask("audit_trail", command="RegisterOwner").rows) == 1


def test_what_was_changed_since_or_refused_is_not_tried_again_as_it_was(
    opened: Opened, app: App, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise StorageError("The disk does not answer properly (I/O error).")

    form = opened("RegisterOwner", code="NEW", name="New owner")
    assert form.again.isHidden()
    with monkeypatch.context() as broken:
        broken.setattr(app, "run", gone)
        send(form)
    assert not form.again.isHidden()
    form.sheet.boxes["name"].editor.enter("")
    form.sheet.boxes["name"].editor.fill("")
    assert form.again.isHidden()
    send(form)
    assert form.again.isHidden()
    assert not form.banner.isHidden()


def test_a_form_that_was_carried_out_and_then_changed_says_so(opened: Opened, app: App, send: Send) -> None:
    form = opened("RegisterOwner", code="NEW", name="New owner")
    app.run(fields.read(COMMANDS["RegisterOwner"].type, form.values()), key=form.key)
    form.sheet.boxes["name"].editor.enter("Another name")
    send(form)
    assert "What you sent before was carried out" in form.banner.text()
    assert app.ask("audit_trail", command="RegisterOwner").rows[0].fields["name"] == "New owner"


def test_nothing_can_be_pressed_while_a_form_is_on_its_way(opened: Opened, app: App, qtbot: QtBot) -> None:
    form = opened("RegisterOwner", code="NEW", name="New owner")
    barrier = threading.Event()
    form.desk.jobs.write(barrier.wait)
    with qtbot.waitSignal(form.done):
        form.foot.send_button.click()
        assert not form.foot.send_button.isEnabled()
        assert not form.sheet.isEnabled()
        form.close_form()
        form.discard()
        barrier.set()
    assert len(app.ask("audit_trail", command="RegisterOwner").rows) == 1


ASN = {"supplier": "SUP", "expected": "2026-03-03T10:00:00+00:00", "reference": "S-1",
       "lines": [{"item": "PEN", "quantity": 5}]}  # fmt: skip


@pytest.fixture
def asn(app: App) -> str:
    """An announcement."""
    return app.run(fields.read(COMMANDS["RegisterAsn"].type, ASN)).document


def test_when_somebody_was_quicker_both_values_are_shown_to_choose_from(
    opened: Opened, app: App, asn: str, send: Send, qtbot: QtBot
) -> None:
    form = opened("AmendAsn", asn=asn)
    qtbot.waitUntil(lambda: form.values().get("version") == 1)
    assert form.sheet.boxes["reference"].editor.text() == "S-1"
    form.sheet.boxes["reference"].editor.enter("MINE")
    app.run(fields.read(COMMANDS["AmendAsn"].type, {"asn": asn, "reference": "THEIRS", "dock": "DOCK-2"}))
    form.send()
    qtbot.waitUntil(lambda: form.conflict is not None)
    assert form.conflict is not None
    changed = {each.field: (each.before, each.now, each.yours) for each in form.conflict.differences}
    assert changed == {"reference": ("S-1", "THEIRS", "MINE"), "dock": ("", "DOCK-2", "")}
    form.conflict.taken.emit("dock", "DOCK-2")
    with qtbot.waitSignal(form.done):
        form.send()
    row = app.ask("asns", asn=asn).rows[0]
    assert (row.reference, row.dock) == ("MINE", "DOCK-2")


def test_a_cancellation_of_what_has_changed_since_is_not_carried_out(
    opened: Opened, app: App, asn: str, send: Send, qtbot: QtBot
) -> None:
    form = opened("CancelAsn", asn=asn, reason="The supplier has none")
    qtbot.waitUntil(lambda: form.values().get("version") == 1)
    app.run(fields.read(COMMANDS["AmendAsn"].type, {"asn": asn, "reference": "THEIRS"}))
    form.send()
    qtbot.waitUntil(lambda: form.conflict is not None)
    assert app.ask("asns", asn=asn).rows[0].state == "expected"


def test_an_order_somebody_else_amended_shows_both_values(opened: Opened, app: App, qtbot: QtBot) -> None:
    wanted = {"customer": "CUS", "reference": "C-1", "lines": [{"item": "PEN", "quantity": 5}]}
    order = app.run(fields.read(COMMANDS["EnterOrder"].type, wanted)).document
    amending, cancelling = opened("AmendOrder", order=order), opened("CancelOrder", order=order, reason="Not wanted")
    for form in (amending, cancelling):
        qtbot.waitUntil(lambda form=form: form.values().get("version") == 1)
    assert amending.sheet.boxes["reference"].editor.text() == "C-1"
    amending.sheet.boxes["reference"].editor.enter("MINE")
    theirs = {"order": order, "add": [{"item": "VALVE", "quantity": 2}], "reference": "THEIRS"}
    app.run(fields.read(COMMANDS["AmendOrder"].type, theirs))
    for form in (amending, cancelling):
        form.send()
        qtbot.waitUntil(lambda form=form: form.conflict is not None)
    assert amending.conflict is not None
    changed = {each.title: (each.before, each.now, each.yours) for each in amending.conflict.differences}
    assert changed["Reference"] == ("C-1", "THEIRS", "MINE")
    assert (changed["Lines"], changed["Ordered"]) == (("1", "2", ""), ("5", "7", ""))
    with qtbot.waitSignal(amending.done):
        amending.send()
    row = app.ask("orders", order=order).rows[0]
    assert (row.reference, row.state, row.lines) == ("MINE", "entered", 2)
