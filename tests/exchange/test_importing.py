"""Importing: everything or nothing, every problem at once with its row, and the same file never twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from wms.app.application import App
from wms.app.importing import Imported, import_file
from wms.base.errors import Denied, Refused
from wms.exchange import importing, limits
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser

ORDERS = "number,customer,item,quantity\n"


def imported(app: App, tmp_path: Path, text: str, kind: str = "orders", **more: Any) -> Imported:
    place = tmp_path / "f.csv"
    place.write_text(text, encoding="utf-8", newline="")
    return import_file(app, kind, place, **more)


def told(done: Imported) -> list[tuple[int | None, str, str]]:
    return [(p.row, p.field, p.message) for p in done.problems]


def orders(app: App) -> list[str]:
    return sorted(row.order for row in app.ask("orders", limit=1_000).rows)


def test_good_rows_become_orders_with_their_lines(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN, 7 \nB,CUS,MILK,1\nA,CUS,DRILL,2\n")
    assert (done.written, done.good, done.total) == (True, 3, 3)
    assert done.messages == ["2 orders with 3 lines were entered, A to B."]
    assert [(r.item, r.ordered) for r in app.ask("order_lines", order="A").rows] == [("PEN", 7), ("DRILL", 2)]


def test_every_problem_is_told_at_once_and_nothing_is_written(app: App, tmp_path: Path) -> None:
    done = imported(
        app, tmp_path,
        ORDERS + "A,CUS,PEN,1\nB,NOBODY,PEN,1\nC,CUS,NOTHING,1\nD,CUS,PEN,-3\nE,CUS,PEN,9999999999999\nF,CUS,,1\n",
    )  # fmt: skip
    assert not done.written
    assert done.good == 1
    assert told(done) == [
        (7, "item", "The field item is missing."),
        (3, "customer", "There is no customer NOBODY."),
        (4, "item", "There is no item NOTHING."),
        (5, "quantity", "The quantity must be at least 1, and not absurdly large."),
        (6, "quantity", "The quantity must be at least 1, and not absurdly large."),
    ]
    assert done.problems[3].found == "-3"
    assert orders(app) == []


def test_one_row_that_cannot_be_read_holds_all_the_good_ones_back(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\nB,CUS,PEN,many\n")
    assert (done.written, done.good, orders(app)) == (False, 1, [])


@pytest.mark.parametrize(
    "number", ["1,5", "1e3", "१२", "0x10", "1.0", "1 000", "½", "", "--3", "1_000", "9" * 30, "NaN", "'7"]
)
def test_a_number_of_another_grammar_is_refused_with_what_was_expected(
    app: App, tmp_path: Path, number: str
) -> None:
    done = imported(app, tmp_path, ORDERS + f'A,CUS,PEN,"{number}"\n')
    [problem] = done.problems
    assert (problem.row, problem.field, done.written) == (2, "quantity", False)
    assert number == "" or (problem.found, problem.expected) == (number, "a whole number")


def test_the_user_may_take_the_good_rows_and_whole_documents_fall_with_a_bad_row(app: App, tmp_path: Path) -> None:
    text = ORDERS + "A,CUS,PEN,1\nB,CUS,PEN,x\nB,CUS,PEN,1\nC,CUS,PEN,1,extra\n"
    text += "D,NOBODY,PEN,1\nD,CUS,PEN,1\nE,CUS,NO,1\n"
    assert not imported(app, tmp_path, text).written
    done = imported(app, tmp_path, text, accept_good=True)
    assert (done.written, done.good, orders(app)) == (True, 1, ["A"])
    assert {p.row for p in done.problems} == {3, 5, 6, 7, 8}


def test_a_document_one_of_whose_rows_cannot_be_read_does_not_come_in_halves(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\nA,CUS,PEN,=1+1\nB,CUS,PEN,1\n", accept_good=True)
    assert (done.written, orders(app)) == (True, ["B"])


def test_a_rehearsal_shows_what_would_happen_and_keeps_nothing(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\n", dry_run=True)
    assert (done.written, done.good, done.messages) == (False, 1, ["1 orders with 1 lines were entered, A to A."])
    assert orders(app) == []


def test_the_same_file_again_gives_the_first_answer_and_says_so(app: App, tmp_path: Path) -> None:
    text = "number,customer,item,quantity\nA,CUS,PEN,1\n"
    first = imported(app, tmp_path, text)
    again = imported(app, tmp_path, text)
    assert (again.repeated, again.written, again.messages) == (True, False, first.messages)
    assert orders(app) == ["A"]


def test_the_same_file_again_says_so_even_when_it_registered_what_was_unknown(app: App, tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(
        'kind = "orders"\nregister = ["items", "customers"]\n[fields]\nnumber = "number"\ncustomer = "customer"\n'
        'item = "item"\nquantity = "quantity"\n'
    )
    text = ORDERS + "A,NEW,NEWER,1\n"
    first = imported(app, tmp_path, text, profile=str(profile))
    again = imported(app, tmp_path, text, profile=str(profile))
    assert [len(first.messages), again.repeated, again.messages] == [3, True, first.messages]


def test_a_bad_code_that_would_be_registered_is_told_in_every_row_that_names_it(app: App, tmp_path: Path) -> None:
    profile = tmp_path / "p.toml"
    profile.write_text(
        'kind = "orders"\nregister = ["items"]\n[fields]\nnumber = "number"\ncustomer = "customer"\n'
        'item = "item"\nquantity = "quantity"\n'
    )
    text = ORDERS + f"A,CUS,PEN,1\nB,CUS,{'x' * 50},1\nC,CUS,{'x' * 50},1\n"
    done = imported(app, tmp_path, text, profile=str(profile), accept_good=True)
    assert ({p.row for p in done.problems}, done.written, orders(app)) == ({3, 4}, True, ["A"])


def test_an_unknown_supplier_is_told_in_its_rows_and_the_other_announcements_come_in(app: App, tmp_path: Path) -> None:
    text = "number,supplier,expected,item,quantity\nA,SUP,2026-03-03 08:00,PEN,1\nB,WHO,2026-03-03,PEN,1\n"
    done = imported(app, tmp_path, text, "asns", accept_good=True)
    assert (told(done), done.written) == ([(3, "supplier", "There is no supplier WHO.")], True)
    assert [row.asn for row in app.ask("asns").rows] == ["A"]


def test_rows_of_a_document_must_agree_on_whose_it_is(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\nA,FUSSY,PEN,1\n")
    assert told(done) == [(3, "customer", "A has another customer in row 2.")]


def test_a_number_that_is_taken_and_one_given_twice_are_duplicates(app: App, tmp_path: Path) -> None:
    assert imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\n").written
    assert told(imported(app, tmp_path, ORDERS + "A,CUS,PEN,2\n")) == [(2, "number", "There is an order A already.")]
    done = imported(app, tmp_path, "sku,name\nX,x\nX,y\n", "items")
    assert told(done) == [(3, "sku", "X is named more than once.")]


def test_stock_is_posted_whole_or_not_at_all(app: App, tmp_path: Path) -> None:
    text = "location,item,quantity,lot\nF-01-01,PEN,5,\nNOWHERE,PEN,1,\nF-01-02,MILK,1,\n"
    done = imported(app, tmp_path, text, "opening_stock")
    assert {(p.row, p.field) for p in done.problems} >= {(3, "location"), (4, "lot")}
    assert app.ask("stock_lines").rows == ()


def test_the_stock_of_several_owners_is_one_transaction(app: App, tmp_path: Path) -> None:
    text = "location,item,quantity,owner\nF-01-01,PEN,5,OWN\nF-01-02,PEN,1,WHO\n"
    done = imported(app, tmp_path, text, "opening_stock")
    assert [(row, field) for row, field, _ in told(done)] == [(3, "owner")]
    assert app.ask("stock_lines").rows == ()


def test_a_header_alone_or_of_unknown_columns_says_what_is_missing(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS)
    assert (done.total, done.good, done.written, done.problems) == (0, 0, False, [])
    with pytest.raises(Refused) as refused:
        imported(app, tmp_path, "Number,Kunde,Item\nA,CUS,PEN\n")
    assert [p.message for p in refused.value.problems] == [
        "The column Kunde is not known for orders.", "The file has no column for customer.",
        "The file has no column for quantity.",
    ]  # fmt: skip


def test_a_row_that_is_cut_off_is_told(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, ORDERS + "A,CUS,PEN,1\nB,CU")
    assert told(done) == [(3, "", "The row is cut off: 2 cells under 4 titles.")]


def test_a_formula_in_a_cell_is_refused_in_csv_and_in_a_workbook(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, "sku,name\nX,=1+1\n", "items")
    assert [(row, field) for row, field, _ in told(done)] == [(2, "name")]
    place = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(place)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["sku", "name"])
        sheet.write_string(1, 0, "X")
        sheet.write_formula(1, 1, "=1+1", value="an old result")
    assert told(import_file(app, "items", place)) == [(2, "name", "This is a formula, not a value.")]


def test_too_many_problems_are_not_all_looked_for(tmp_path: Path) -> None:
    place = tmp_path / "f.csv"
    place.write_text("sku,name\n" + "X\n" * (limits.MAX_PROBLEMS + 5))
    with pytest.raises(Refused) as refused:
        importing.preview("items", place)
    assert refused.value.problems[0].message == "There are more than 10000 problems; the file does not fit."


def test_a_text_that_is_too_long_is_refused_with_its_limit(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, f"sku,name\nX,{'n' * 2_001}\n", "items")
    assert done.problems[0].expected == "a text of at most 2,000 printable signs"


def test_a_part_of_a_file_may_be_imported_under_a_note_of_its_own(app: App, tmp_path: Path) -> None:
    text = ORDERS + "A,CUS,PEN,1\nB,CUS,PEN,1\n"
    for number in "AB":
        done = imported(app, tmp_path, text, only=lambda values: values["number"] == number, note=f"/{number}")  # noqa: B023
        assert (done.written, done.good) == (True, 1)
    assert orders(app) == ["A", "B"]


@pytest.mark.parametrize(
    ("profile", "kind", "text", "question", "expected"),
    [
        ("erp_items", "items",
         "Material;Material type;Description;Material group;Standard price;Batch managed;Shelf life item;"
         "Total shelf life;Storage condition;Blocked;EAN;Gross weight (kg);Pieces per carton;Carton EAN\n"
         "m1;HAWA;Käse, jung;DAIRY;12,50;X;X;40;02;;4006381333931;0,255;12;\nS1;DIEN;Freight;;1,00;;;;;;;;;\n",
         "items", {"sku": "M1", "name": "Käse, jung", "cost_minor": 1250, "shelf_life_days": 40, "active": True}),
        ("erp_partners", "partners",
         "Role;Account;Name 1;Address;Country;E-mail;ILN;Deletion flag\nC;0000100;Müller;Weg 1;de;a@b.c;;\n"
         "E;0000200;Staff;;;;;\n",
         "parties", {"code": "100", "name": "Müller", "country": "DE"}),
        ("erp_locations", "locations",
         "Storage bin;Storage type;Bin type;Block;Width (cm);Depth (cm);Height (cm);Maximum weight (kg);Sort sequence\n"
         "01-07-2;RES;PAL;X;270,5;110;180;1000,000;7\n",
         "locations", {"code": "01-07-2", "aisle": "01", "bay": 7, "level": 2, "width_mm": 2705,
                       "max_weight_g": 1_000_000, "status": "closed"}),
        ("erp_opening_stock", "opening_stock",
         "Storage bin;Material;Total stock;Batch;Expiry date;Storage unit;Stock category;GR date\n"
         "f-01-01;pen;12,000;;;;Q;05.01.2026\nF-01-02;PEN;0,000;;;;;\n",
         "stock_lines", {"location": "F-01-01", "on_hand": 12, "status": "inspection"}),
        ("erp_asns", "asns",
         "Inbound delivery;External ID;Vendor;Delivery date;Material;Delivery quantity;Unit;Batch;Expiry date;"
         "Deletion flag\n180001;X-1;00SUP;31.03.2026;PEN;2;CAR;;;\n180001;X-1;00SUP;31.03.2026;PEN;9;PC;;;X\n",
         "asns", {"asn": "180001", "supplier": "SUP", "announced": 24, "lines": 1}),
        ("erp_orders", "orders",
         "Delivery;Purchase order;Ship-to;Delivery date;Goods issue date;Created on;Priority;Complete delivery;"
         "Material;Delivery quantity;Unit;Net price\n"
         "80001;PO;00CUS;05.03.2026;04.03.2026;01.03.2026;01;X;PEN;3;PC;1,99\n",
         "orders", {"order": "80001", "customer": "CUS", "priority": 1, "ship_complete": True, "ordered": 3}),
    ],
)  # fmt: skip
def test_a_plain_erp_file_comes_in_through_its_profile(
    app: App, tmp_path: Path, profile: str, kind: str, text: str, question: str, expected: dict[str, Any]
) -> None:
    before = set(app.ask(question, limit=1_000).rows)
    place = tmp_path / "erp.csv"
    place.write_bytes(text.encode("cp1252"))
    done = import_file(app, kind, place, profile)
    assert (done.problems, done.written, done.good) == ([], True, 1)
    [row] = set(app.ask(question, limit=1_000).rows) - before
    assert {name: getattr(row, name) for name in expected} == expected


def test_what_was_posted_before_a_refused_file_stays(app: App, tmp_path: Path) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(location="F-01-01", item="PEN", quantity=10),)))
    assert not imported(app, tmp_path, "location,item,quantity\nF-01-01,PEN,0\n", "opening_stock").written
    assert [row.on_hand for row in app.ask("stock_lines").rows] == [10]


def test_whoever_imports_needs_the_permission_and_stands_in_the_audit_trail(app: App, tmp_path: Path) -> None:
    app.run(RegisterUser(login="ann", name="Ann"))
    with pytest.raises(Denied):
        imported(app, tmp_path, "sku,name\nNEW,New\n", "items", login="ann")
    app.run(DefineRole(code="items", permissions=("master_data.items",)))
    app.run(GrantRole(login="ann", role="items"))
    assert imported(app, tmp_path, "sku,name\nNEW,New\n", "items", login="ann").written
    assert [row.login for row in app.ask("audit_trail", command="RegisterItems").rows] == ["ann"]


def test_a_wrong_row_is_kept_for_looking_at(app: App, tmp_path: Path) -> None:
    done = imported(app, tmp_path, "location,item,quantity\nF-01-01,PEN,=2\nF-01-01,PEN,3\n", "opening_stock")
    assert done.shown is not None
    assert [(number, values["item"]) for number, values in done.shown.wrong] == [(2, "PEN")]
    assert [number for number, _ in done.shown.rows] == [3]
