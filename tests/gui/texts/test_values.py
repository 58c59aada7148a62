"""Values as people read them, in English and in Chinese."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from wms.base.money import digits_of
from wms.documents.spreadsheet import Field, write_xlsx
from wms.gui.texts.say import say, say_as, use, word
from wms.gui.texts.shown import shown
from wms.model.words import CartonState, CountState, HoldState, LocationStatus, OrderState, TaskKind, TaskState


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use("en")


def test_money_has_the_decimals_of_the_sites_currency() -> None:
    use("zh", digits=digits_of("CNY"))
    assert shown(123_456, "money") == "1,234.56"
    use("zh", digits=digits_of("JPY"))
    assert shown(123_456, "money") == "123,456"
    use("en", digits=digits_of("KWD"))
    assert shown(-5, "money") == "-0.005"


def test_weights_lengths_shares_and_answers_read_as_usual_in_chinese() -> None:
    use("zh", ZoneInfo("Asia/Shanghai"))
    assert shown(12_500, "grams") == "12.5 kg"
    assert shown(1_200, "mm") == "1,200 mm"
    assert shown(97.24, "percent") == "97.2%"
    assert (shown(True), shown(False), shown(None)) == ("是", "否", "")
    assert shown(datetime(2026, 5, 31, 16, 5, tzinfo=UTC), "moment") == "2026-06-01 00:05"


def test_english_shows_the_same_values_its_own_way() -> None:
    use("en")
    assert shown(97.24, "percent") == "97.2 %"
    assert shown(OrderState.HELD) == "held"
    assert say_as("column", "Move") == say_as("offer", "Move") == "Move"


def test_a_word_of_the_program_is_said_after_what_it_is_a_word_of() -> None:
    use("zh")
    assert shown(LocationStatus.OPEN) == "开放"
    assert word(TaskState.OPEN) == "待办"
    assert word(CartonState.OPEN) == "未封箱"
    assert (word(OrderState.RELEASED), word(HoldState.RELEASED)) == ("已下发", "已解除")
    assert word("no_entry") == "禁止入库"


def test_a_title_is_said_in_its_role() -> None:
    use("zh")
    assert (say_as("column", "Move"), say_as("offer", "Move")) == ("移动号", "移动")
    assert (say("Open"), say_as("view", "Open")) == ("打开", "未完成")
    assert (say("Hold"), say_as("offer", "Hold")) == ("冻结单", "冻结")


def test_the_programs_words_inside_a_sentence_are_translated_and_names_are_not() -> None:
    use("zh")
    assert say("The order {number} is {state}.", number="open", state="shipped") == "订单 open 的状态为“已发运”。"
    told = say("Count {number} is {state}.", number="C-1", state=CountState.CANCELLED)
    assert told == "盘点单 C-1 的状态为“已取消”。"


def test_what_is_not_there_is_named_as_a_thing_not_as_work() -> None:
    use("zh")
    assert say("There is no {noun} {value}.", noun="load", value="L-1") == "没有装车单 L-1。"
    assert word(TaskKind.LOAD) == "装车"


def test_a_workbook_has_its_money_in_the_decimals_of_the_currency(tmp_path: Path) -> None:
    fields = [Field("value", "Value", "money")]
    for digits, wanted, shape in ((0, 1234.0, "#,##0"), (2, 12.34, "#,##0.00"), (3, 1.234, "#,##0.000")):
        place = tmp_path / f"{digits}.xlsx"
        write_xlsx(place, "money", fields, [SimpleNamespace(value=1234), SimpleNamespace(value=None)], digits)
        assert CalamineWorkbook.from_path(str(place)).get_sheet_by_index(0).to_python()[1] == [wanted]
        styles = zipfile.ZipFile(place).read("xl/styles.xml").decode()
        assert f'formatCode="{shape}"' in styles


def test_a_command_is_shown_by_its_title_in_the_language_in_use() -> None:
    use("en")
    assert shown("RegisterAsns", "command") == "Register ASNs"
    use("zh")
    assert shown("CheckIn", "command") == say("Check in") != "Check in"
    use("en")
