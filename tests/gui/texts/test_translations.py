"""Everything the window may say is there in every language, with the same places and no second time."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter

import pytest

from wms.app.registry import load
from wms.gui.tables.asking import parameter_title
from wms.gui.texts.literals import template, told_in
from wms.gui.texts.missing import missing, sentences
from wms.gui.texts.say import LANGUAGES, files, words
from wms.gui.texts.told import places
from wms.queries.question import QUESTIONS

OTHERS = [code for code in LANGUAGES if code != "en"]


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_the_window_says_lacks_a_translation(code: str) -> None:
    assert missing(code) == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_question_asks_for_its_parameters_in_words(code: str) -> None:
    load()
    titles = {parameter_title(name, parameter) for name, each in QUESTIONS.items() for parameter in each.parameters}
    assert {title for title in titles if title.isascii() and len(title) > 1} - set(words(code)) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_every_place_with_its_format(code: str) -> None:
    """A place may stand more often than in English, or less: never under another name or in another format."""
    wrong = {key: told for key, told in words(code).items() if set(places(key)) != set(places(told))}
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_says_something_and_ends_as_its_sentence_does(code: str) -> None:
    full_stops = {".": "。", "?": "？", ":": "：", "…": "…"}
    wrong = [
        key for key, told in words(code).items()
        if not told.strip() or (key[-1] in full_stops and key.count(" ") > 2 and told[-1] in ".?:")
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_file_of_the_core_translates_what_another_of_them_does(code: str) -> None:
    keys = [
        key for place in files(code, "core_")
        for key in tomllib.loads(place.read_text(encoding="utf-8"))["words"]
    ]  # fmt: skip
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_for_a_role_has_its_word_said_everywhere_too(code: str) -> None:
    known = words(code)
    assert [key for key in known if (hit := re.fullmatch(r"(.+) @\w+", key)) and hit[1] not in known] == []


def test_an_f_string_is_a_template_whose_places_are_named_after_what_is_put_there() -> None:
    def said(source: str) -> str | None:
        return template(ast.parse(source, mode="eval").body)

    assert said('f"There is no folder {out.parent}."') == "There is no folder {parent}."
    assert said('f"{a.name} and {b.name}: {len(rows):,}"') == "{name} and {name2}: {rows}"
    assert said('f"{row.state.value}, {day.isoformat()}"') == "{state}, {day}"
    assert said("f(x)") is None


def test_a_module_full_of_sentences_tells_them_but_for_its_docstrings_and_its_own_faults() -> None:
    source = '''
"""What this module is for."""
def why(a):
    """Not told."""
    if a:
        raise ValueError("this is a fault of the program")
    return "there is no stock" if a > 1 else f"only {a} are left"
'''
    assert sorted(told_in(ast.parse(source))) == ["only {a} are left", "there is no stock"]


def test_sentences_are_found_where_they_are_said() -> None:
    found = set(sentences())
    assert {"Find or scan anything", "Why not allocated", "no stock", "open",
            "There is no database at {path}.", "How long an ordinary pallet is."} <= found  # fmt: skip
