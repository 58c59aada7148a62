"""The whole program from a terminal: commands, questions, files, papers; errors in words on stderr with exit code 2."""

from __future__ import annotations

import base64
import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wms.app.application import App
from wms.cli.main import VERBS, main, parser
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(app: App) -> Path:
    """The small warehouse's file with four pens in it, closed."""
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=4))
    app.close()
    return app.database.path


class Terminal:
    """Types a line, and keeps what was printed."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        try:
            code = main(["--db", str(self.path), *(str(word) for word in words)])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        self.out, self.err = self.capsys.readouterr()
        assert "Traceback" not in self.err
        return code

    def json(self, *words: object) -> Any:
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def wms(path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(path, capsys)


def test_a_command_is_carried_out_and_answers_in_a_sentence(wms: Terminal) -> None:
    assert wms("run", "EnterOrder", "--customer", "CUS", "--lines", '[{"item": "PEN", "quantity": 2}]') == 0
    assert wms.out.startswith("Order O")
    assert wms.out.endswith(" has 1 lines.\n")
    answer = wms.json("run", "EnterOrder", "--customer", "CUS", "--lines", '[{"item": "PEN", "quantity": "3"}]')
    assert (answer["lines"], answer["document"]) == (1, answer["order"])


def test_every_wrong_field_of_a_command_is_told_at_once(wms: Terminal) -> None:
    lines = '[{"item": "PEN", "quantity": "1,5"}, {"item": "PEN", "amount": 2}]'
    assert wms("run", "EnterOrder", "--customer", "CUS", "--due", "tomorrow", "--lines", lines) == 2
    assert wms.out == ""
    told = wms.err.splitlines()
    assert [line.split(":")[0] for line in told] == ["wms"] * len(told)
    assert any("row 1, quantity" in line for line in told)
    assert any("row 2, amount: There is no field amount." in line for line in told)
    assert any("due: “tomorrow” is not a moment like" in line for line in told)


def test_a_command_that_does_not_exist_and_an_option_that_does_not_exist_are_told(wms: Terminal) -> None:
    assert wms("run", "DoMagic") == 2
    assert wms.err == "wms: command: There is no command DoMagic.\n"
    assert wms("run", "EnterOrder", "--colour", "red") == 2
    assert "--colour" in wms.err


def test_lists_come_from_a_file_with_an_at_sign(wms: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "lines.json"
    place.write_text('[{"item": "PEN", "quantity": 1}]', encoding="utf-8-sig")
    assert wms("run", "EnterOrder", "--customer", "CUS", "--lines", f"@{place}") == 0
    assert wms("run", "EnterOrder", "--customer", "CUS", "--lines", f"@{tmp_path / 'none.json'}") == 2
    assert "none.json: No such file" in wms.err
    place.write_bytes(b"\xff\xfe\x00")
    assert wms("run", "EnterOrder", "--customer", "CUS", "--lines", f"@{place}") == 2
    assert "is not UTF-8 text" in wms.err


def test_a_flag_stands_alone_or_with_yes_and_no(wms: Terminal) -> None:
    order = ("run", "EnterOrder", "--customer", "CUS", "--lines", '[{"item": "PEN", "quantity": 1}]')
    assert wms(*order, "--number", "A", "--ship-complete") == 0
    assert wms(*order, "--number", "B", "--ship-complete", "no") == 0
    rows = wms.json("ask", "orders", "--sort", "order")
    assert [(row["order"], row["ship_complete"]) for row in rows] == [("A", True), ("B", False)]


def test_the_same_key_never_has_a_second_effect(wms: Terminal) -> None:
    words = ("run", "EnterOrder", "--lines", '[{"item": "PEN", "quantity": 1}]', "--key", "k1", "--customer")
    first = wms.json(*words, "CUS")
    assert wms.json(*words, "CUS") == first
    assert len(wms.json("ask", "orders")) == 1
    assert wms(*words, "FUSSY") == 2
    assert "This key was used for another command already." in wms.err


def test_a_photo_comes_through_the_terminal(wms: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "photo.b64"
    place.write_text(base64.b64encode(b"\xff\xd8\xff\xe0" + b"\x00" * 300_000).decode())
    receipt = wms.json("ask", "receipts")[0]["receipt"]
    words = ("--receipt", receipt, "--item", "PEN", "--kind", "damaged", "--quantity", 1, "--photo", "box.jpg")
    assert wms("run", "ReportDiscrepancy", *words, "--content", f"@{place}") == 0, wms.err
    assert wms("run", "ReportDiscrepancy", *words, "--note", "n" * 2_001) == 2
    assert "a text of at most 2,000 printable signs" in wms.err
    for name in ("box.jpg", "box (2).jpg"):
        assert wms("photos", receipt, tmp_path / "photos") == 0
        assert (tmp_path / "photos" / name).read_bytes().startswith(b"\xff\xd8\xff\xe0")
    assert wms("photos", "R-999", tmp_path) == 2
    assert "Nothing is kept with R-999." in wms.err


def test_help_and_lists_name_every_command_and_every_question(wms: Terminal) -> None:
    assert wms("run", "--list") == 0
    assert "  ReceiveLine " in wms.out
    assert wms("ask", "--list") == 0
    assert "\nstock_lines " in wms.out
    assert wms("run", "ReceiveLine", "--help") == 0
    assert "--quantity VALUE" in wms.out
    assert wms("ask", "stock_lines", "--help") == 0
    assert "Columns: location" in wms.out
    assert wms("print", "--list") == 0
    assert "pick_list" in wms.out


def test_a_question_is_filtered_sorted_and_cut(wms: Terminal) -> None:
    rows = wms.json("ask", "items", "--filter", "cost_minor >= 60", "--sort", "-cost_minor", "--limit", "2")
    assert [row["sku"] for row in rows] == ["DRILL", "VALVE"]
    assert [r["sku"] for r in wms.json("ask", "items", "--filter", "name contains ball")] == ["PEN"]
    assert [r["sku"] for r in wms.json("ask", "items", "--filter", "sku in PEN,KIT", "--filter", "family = office",
                                       "--sort", "sku")] == ["KIT", "PEN"]  # fmt: skip
    assert [r["sku"] for r in wms.json("ask", "items", "--filter", "lot_tracked = yes")] == ["MILK"]


def test_an_answer_is_a_table_json_or_csv(wms: Terminal) -> None:
    assert wms("ask", "stock_lines", "--item", "PEN") == 0
    assert wms.out.splitlines()[0].split()[:3] == ["location", "zone", "item"]
    assert "DOCK-1" in wms.out
    assert wms("ask", "stock_lines", "--csv") == 0
    [row] = csv.DictReader(io.StringIO(wms.out))
    assert (row["item"], row["on_hand"]) == ("PEN", "4")


def test_wide_signs_stay_in_their_columns_and_csv_holds_no_formula(wms: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "items.csv"
    place.write_text("sku,name,family\nX1,中文名稱,a\nX2,plain,\"'=1+1\"\n", encoding="utf-8")
    assert wms("import", "items", place) == 0, wms.err
    assert wms("ask", "items", "--filter", "sku starts X", "--sort", "sku") == 0
    _, rule, wide, plain = wms.out.splitlines()
    column = rule.index(" ", rule.index(" ") + 2)
    assert plain[: column + 2].rstrip().endswith("plain")
    assert wide.index("中") == plain.index("plain")
    assert wms("ask", "items", "--filter", "sku = X2", "--csv") == 0
    assert next(csv.DictReader(io.StringIO(wms.out)))["family"] == "'=1+1"


def test_questions_that_cannot_be_asked_are_told(wms: Terminal) -> None:
    for words, told in (
        (("nothing",), "There is no question nothing."),
        (("items", "--filter", "colour = red"), "is not of the form"),
        (("items", "--filter", "cost_minor > many"), "does not fit the column cost_minor"),
        (("items", "--sort", "colour"), "colour"),
        (("locations", "--purpose", "fun"), "does not fit the parameter purpose"),
    ):
        assert wms("ask", *words) == 2, words
        assert told in wms.err


def test_a_file_is_rehearsed_imported_and_exported_again(wms: Terminal, tmp_path: Path) -> None:
    place, out = tmp_path / "in.csv", tmp_path / "out.xlsx"
    place.write_text("sku,name\nNEW,A new item\n")
    assert wms("import", "items", place, "--dry-run") == 0
    assert "only a rehearsal" in wms.out
    assert wms("import", "items", place) == 0
    assert wms.out == "1 items: 1 new, 0 changed.\n1 rows: 1 good, 0 set aside, 0 problems.\n"
    assert wms("import", "items", place) == 0
    assert "This very file was imported before" in wms.out
    assert wms("export", "items", out) == 0
    assert wms.out == f"6 rows of items are in {out}.\n"
    assert wms("import", "items", out) == 0


def test_wrong_rows_are_told_with_what_was_found_and_expected(wms: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "in.csv"
    place.write_text("sku,name,cost_minor\nNEW,A,1e3\nNEXT,B,2\n")
    assert wms("import", "items", place) == 2
    assert "row 2, cost_minor: “1e3” is not a whole number." in wms.err
    assert "--accept-good imports the good rows" in wms.out
    assert wms("import", "items", place, "--accept-good", "--json") == 0
    done = json.loads(wms.out)
    assert (done["written"], done["good"], done["problems"][0]["row"]) == (True, 1, 2)
    assert wms("import", "things", place) == 2
    assert "There is no kind of file things" in wms.err
    assert wms("import", "items", tmp_path) == 2
    assert "is a folder" in wms.err


def test_papers_and_reports_are_written(wms: Terminal, tmp_path: Path) -> None:
    receipt = wms.json("ask", "receipts")[0]["receipt"]
    paper, sheet, table = tmp_path / "r.pdf", tmp_path / "s.xlsx", tmp_path / "s.csv"
    assert wms("print", "receipt", "--receipt", receipt, "--out", paper) == 0, wms.err
    assert paper.read_bytes().startswith(b"%PDF")
    assert wms("report", "stock", "--format", "xlsx", "--out", sheet) == 0
    assert sheet.read_bytes().startswith(b"PK")
    assert wms("report", "stock", "--format", "csv", "--out", table) == 0
    assert "PEN" in table.read_text(encoding="utf-8-sig")
    assert wms("print", "nothing", "--out", paper) == 2
    assert "There is no paper nothing" in wms.err
    assert wms("report", "stock", "--format", "csv", "--out", tmp_path / "no" / "s.csv") == 2
    assert "There is no folder" in wms.err


def test_backup_restore_check_and_proof_are_verbs_of_the_same_program(wms: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert wms("backup", copy) == 0, wms.err
    assert wms("run", "RegisterOwner", "--code", "TWO", "--name", "Second") == 0
    assert wms("restore", copy) == 0, wms.err
    assert wms("check", "--quick") == 0
    assert wms("prove") == 0
    assert "The books prove" in wms.out


def test_who_works_is_asked_for_permission(wms: Terminal, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(path), "--as", "nobody", "run", "RegisterOwner", "--code", "X", "--name", "X"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_without_a_database_and_with_a_wrong_one_the_error_is_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "items"]) == 2
    assert "Say which database" in capsys.readouterr().err
    assert main(["--db", str(tmp_path / "none.db"), "ask", "items"]) == 2
    assert "none.db" in capsys.readouterr().err
    (tmp_path / "foreign.db").write_text("not a database" * 100)
    assert main(["--db", str(tmp_path / "foreign.db"), "ask", "items"]) == 2
    assert capsys.readouterr().err.startswith("wms: ")


@pytest.mark.parametrize("words", [[], ["dance"], ["--db"], ["import"], ["prove", "--colour"]])
def test_a_line_that_makes_no_sense_ends_with_2_and_the_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage: wms" in capsys.readouterr().err


def test_every_verb_is_told_of_without_loading_its_module(capsys: pytest.CaptureFixture[str]) -> None:
    lists = []
    for ask in (lambda: parser().parse_args(["--help"]), lambda: main(["--help"])):
        with pytest.raises(SystemExit):
            ask()
        told = capsys.readouterr().out
        lists.append([verb for verb in VERBS if f"\n    {verb} " in told])
    assert lists == [list(VERBS), list(VERBS)]


def run(*words: object, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def test_the_program_runs_from_any_folder_and_reads_workbooks_there(path: Path, tmp_path: Path) -> None:
    assert run("--db", path, "export", "items", "items.xlsx", cwd=tmp_path).returncode == 0
    done = run("--db", path, "import", "items", "items.xlsx", "--dry-run", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 rows: 5 good" in done.stdout


def test_errors_of_the_program_are_words_on_stderr(path: Path) -> None:
    done = run("--db", path, "run", "ReceiveLine", "--receipt", "R-NONE", "--item", "PEN", "--quantity", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wms: ")
    assert "Traceback" not in done.stderr


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from wms.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy', 'numba', 'pulp', 'sqlalchemy', 'reportlab') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"
