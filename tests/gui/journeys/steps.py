"""The warehouse's steps as a person takes them, by keys and scans: told once, used by every journey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.gui.journeys.person import Person
from wms.gui.desk.desk import INFO, RIGHT
from wms.gui.pages.listing import ListingPage
from wms.gui.screens.master_data.import_page import ImportPage
from wms.gui.screens.orders.unallocated import UnallocatedPage
from wms.gui.screens.packing.pack_dialogue import PackDialogue
from wms.gui.screens.picking.stop import AtStop
from wms.gui.screens.waves.board import BoardPage


def imports(who: Person, kind: str, file: Path, profile: str = "") -> None:
    """Choose what the file holds and how it is written, look at it, import it."""
    who.goes_to("master_data", "import")
    page = who.page
    assert isinstance(page, ImportPage)
    who.steps("Shift+Tab", page.head.kinds.hasFocus, "the kinds")
    who.keys("Home")
    who.steps("Down", lambda: page.head.kinds.currentText() == kind, kind)
    who.keys("Tab")
    who.steps("Down", lambda: page.head.profile == profile, profile)
    who.steps("Tab", page.head.line.hasFocus, "the file's name")
    who.keys("Ctrl+A")
    who.types(str(file))
    who.keys("Enter")
    who.until(lambda: page.go.isEnabled() or (not page.bar.isVisible() and page.banner.isVisible()), "the check")
    assert page.go.isEnabled(), who.notices
    who.keys("Ctrl+Return")
    who.until(lambda: any("rows are entered" in text for _, text in who.notices), "the import")
    who.notices.clear()


def allocates(who: Person) -> None:
    """Set stock aside for everything."""
    who.goes_to("orders", "orders")
    who.keys("Ctrl+Shift+A")
    page = who.page
    assert isinstance(page, UnallocatedPage)
    who.until(lambda: page.mass.done is not None, "the allocation")
    who.rest()


def plans_waves(who: Person, *, again: bool = False) -> None:
    """Let the optimiser plan; stop it when it has something, and take its plan."""
    who.goes_to("waves", "board")
    board = who.page
    assert isinstance(board, BoardPage)
    planner = board.planner
    who.keys("Ctrl+Shift+P" if again else "Ctrl+P")
    who.until(lambda: not planner.running or planner.progress.objective is not None, "a plan")
    if planner.running:
        who.keys("Ctrl+.")
    who.until(lambda: planner.made is not None, "the end of planning")
    who.rest()
    who.keys("Ctrl+Return")
    who.until(lambda: planner.made is None, "the waves")
    who.rest()
    who.until(lambda: any(pile.state for pile in board.canvas.board.piles), "the board")


def releases(who: Person) -> int:
    """Release every planned wave, walking from pile to pile; how many there were."""
    who.goes_to("waves", "board")
    board = who.page
    assert isinstance(board, BoardPage)
    count = 0
    while planned := [pile.key for pile in board.canvas.board.piles if pile.state == "planned"]:
        who.steps("Left", lambda: board.canvas._at[0] == 0, "the first pile")
        who.steps("Right", lambda: _stands_in(board, planned[0]), planned[0])
        who.keys("Ctrl+R")
        who.until(lambda: all(pile.state != "planned" for pile in board.canvas.board.piles if pile.key == planned[0]),
                  "the release")  # fmt: skip
        who.rest()
        count += 1
    return count


def _stands_in(board: BoardPage, wave: str) -> bool:
    pile = board.canvas.current_pile()
    return pile is not None and pile.key == wave


def picks(who: Person, short: Callable[[int], bool] = lambda _: False) -> int:
    """Walk batch after batch: scan the place, scan a piece, type how many. `short(n)`: at the n-th stop one is missing.

    Returns how many stops were walked.
    """
    who.goes_to("picking", "pick")
    stops = 0
    while True:
        who.rest()
        if isinstance(who.bench.dialogue.step, AtStop):
            picks_one(who, short(stops))
            stops += 1
        elif key := next((one for one in who.offered if one in ("named", "next")), ""):
            who.chooses(key)
        else:
            return stops


def picks_one(who: Person, short: bool = False) -> None:
    """One stop of the walk."""
    stop = who.bench.dialogue.step
    assert isinstance(stop, AtStop)
    row, left = stop.row, stop.left
    if not stop._here:
        assert who.scan(row.location)[0] == RIGHT
    if short:
        if left > 1:
            assert who.scan(row.item)[0] == RIGHT
        who.chooses("short")
        who.chooses("missing")
    else:
        assert who.scan(row.item)[0] in (RIGHT, INFO)
        if left > 1:
            who.enters(left)
    who.until(lambda: who.bench.dialogue.step is not stop, "the next stop")


def packs(who: Person) -> int:
    """Pack order after order: its tote whole into the carton that is taken; no scale. How many cartons were closed."""
    who.goes_to("packing", "pack")
    who.rest()
    closed = 0
    dialogue = who.bench.dialogue
    assert isinstance(dialogue, PackDialogue)
    while "next" in who.offered:
        who.chooses("next")
        who.rest()
        while dialogue.in_hand is not None:
            totes = dialogue.in_hand.totes()
            if not dialogue.carton:
                who.until(lambda: not dialogue.thinking, "the cartons")
                who.chooses("any")
                who.rest()
            who.scan(totes[0])
            who.rest()
            who.chooses("close")
            who.chooses("unweighed")
            who.rest()
            closed += 1
    return closed


def stages(who: Person) -> int:
    """Bring every closed carton to the lane that is proposed."""
    who.goes_to("shipping", "stage")
    who.rest()
    cartons = [row.carton for row in who.desk.app.ask("left_behind", limit=500).rows]
    for carton in cartons:
        assert who.scan(carton)[0] == INFO
        assert who.scan(who.prompt.place)[0] == RIGHT
    return len(cartons)


def loads(who: Person, dock: str) -> int:
    """Truck after truck at a dock takes what is due, until nothing waits; how many cartons left."""
    who.goes_to("shipping", "load")
    left = 0
    while waiting := list(who.desk.app.ask("left_behind", limit=500).rows):
        who.rest()
        opens_truck(who, dock)
        mine = [row.carton for row in waiting if row.cutoff_at == waiting[0].cutoff_at]
        for carton in mine:
            assert who.scan(carton)[0] == RIGHT
        left += len(mine)
        who.chooses("close")
        who.chooses("go" if "go" in who.offered else "leave")
        who.rest()
        who.chooses("next")
    return left


def opens_truck(who: Person, dock: str, carrier: str = "CAR") -> None:
    """A truck comes to the dock: what is due is chosen; where any carrier may take it, the form says whose it is."""
    who.scan(dock)
    who.rest()
    who.chooses(next(name for name in who.offered if name.startswith("due")))
    who.rest()
    form = who.work.forms.current
    if form is not None:
        who.until(lambda: form.isAncestorOf(who.program.window.focusWidget()), "the form")
        who.types(carrier)
        who.keys("Ctrl+Return")
    who.until(lambda: "close" in who.offered, "the truck")


def proves(who: Person) -> None:
    """The books are proved from the window."""
    who.notices.clear()
    who.does("prove")
    who.until(lambda: bool(who.notices), "the proof")
    assert who.notices[-1][0] == RIGHT, who.notices


def cancels(who: Person, order: str, reason: str) -> None:
    """Find the order in the list, and cancel it by its form."""
    who.notices.clear()
    who.goes_to("orders", "orders")
    who.keys("Ctrl+F")
    who.types(order)
    page = who.page
    assert isinstance(page, ListingPage)
    who.until(lambda: [row.order for row in page.pane.model.rows] == [order], "the order")
    who.keys("Enter")
    who.rest()
    who.steps("Tab", page.pane.grid.hasFocus, "the list")
    who.keys("Ctrl+Home", "Ctrl+Del")
    who.until(lambda: who.work.forms.current is not None, "the form")
    form = who.work.forms.current
    assert form is not None
    who.until(lambda: form.isAncestorOf(who.program.window.focusWidget()), "the form")
    who.types(reason)
    who.keys("Ctrl+Return")
    who.until(form.foot.do_button.hasFocus, "what will happen")
    who.keys("Ctrl+Return")
    who.until(lambda: any("cancelled" in text for _, text in who.notices), "the cancelling")
    who.rest()
