"""Sentences that come finished from the core are told in Chinese by the template they answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wms.base.errors import StorageError, refuse
from wms.gs1.scan import classify
from wms.gui.desk.desk import wrong_in_words
from wms.gui.texts.say import say, use
from wms.gui.texts.shown import shown
from wms.storage.places import existing

TOLD = (
    ("3 missing. 5 have expired. 2 are taken by order SO-12.", "缺 3 件。5 件已过期。2 件已被订单 SO-12 占用。"),
    ("4 are on hand with the status not stored yet (receiving).", "在库 4 件的状态为“尚未上架（收货区）”。"),
    ("ordered; 4 are allocated; the order is entered", "为订购数量；已分配 4 件；订单状态为“已录入”"),
    ("order SO-1 in wave W-2 holds 5", "订单 SO-1（波次 W-2）占用 5 件"),
    ("A-01-1, lot L7", "A-01-1，批号 L7"),
    ("the pick task said: Short pick: seal broken", "拣货任务说明：短拣：seal broken"),
    ("22.1 m from the dock; lies with the same item", "距月台 22.1 m；与同种货品在一起"),
    ("Or: 2 more pickers, for 1 h 30 min of work.", "或者：增加 2 名拣货员，工作 1 小时 30 分钟。"),
    ("/tmp/a.db: The disk is full. Nothing was changed; make room and try again.",
     "/tmp/a.db：磁盘已满。未作任何更改；请腾出空间后重试。"),
    ("item 5 at location 7: 3 stored, 4 moved", "货品 5 在库位 7：余额 3，移动累计 4"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    use("zh")
    yield
    use("en")


@pytest.mark.parametrize(("finished", "chinese"), TOLD)
def test_a_finished_sentence_is_told_by_the_template_it_answers(finished: str, chinese: str) -> None:
    assert say(finished) == chinese


def test_what_answers_no_template_stays_as_it_is() -> None:
    for text in ("Blue mug from Leeds", "goes from A to B", "held up at the border", "{unknown} is so", ""):
        assert say(text) == text


def test_a_column_of_reasons_is_told_and_a_column_of_names_is_not() -> None:
    assert shown("no stock", "told") == "没有库存"
    assert shown("no stock", "text") == "no stock"


def test_a_long_text_is_not_compared_at_all() -> None:
    text = "3 missing. " * 1_000
    assert say(text) == text


def test_what_is_wrong_with_a_file_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as wrong:
        existing(tmp_path / "none.db")
    assert wrong_in_words(wrong.value) == f"{tmp_path / 'none.db'} 没有数据库。"


def test_what_is_wrong_with_a_label_is_told_in_both_parts_of_its_sentence() -> None:
    assert say(classify("]C10109012345678901").reason or "") != ""
    assert say(classify("]C117").reason) == "(17) 有效期不完整：«»至少应有 6 个字符。"
    assert say(classify("x" * 600).reason) == "扫描内容超过 512 个字符。"


def test_a_refusals_words_of_the_program_are_told_too() -> None:
    refused = refuse("Nothing may leave {place} for now: it is {status}.", place="A-01", status="no_exit")
    assert wrong_in_words(refused) == "A-01 暂不能取出货物：状态为“禁止出库”。"


def test_in_english_a_finished_sentence_stays_itself() -> None:
    use("en")
    assert [say(finished) for finished, _ in TOLD] == [finished for finished, _ in TOLD]
