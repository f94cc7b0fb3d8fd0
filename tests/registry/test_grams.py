"""Pieces by which words are found."""

from itertools import combinations

import pytest

from hoistway.registry.rules.grams import folded, grams_of, needed
from hoistway.registry.rules.pinyin import initials, reading_of_area, sort_key, spelled

WORDS = [
    folded(text=text)
    for text in ("静安区延平路135号3号楼", "31103101062010004821", "梯11沪A00012（24）", "cjy")
]


@pytest.mark.parametrize("word", WORDS)
def test_each_fragment_of_two_signs_or_more_is_found_by_what_it_needs(word: str) -> None:
    held = set(grams_of(words=[word]))

    for start, end in combinations(range(len(word) + 1), 2):
        fragment = word[start:end]
        is_short = len(fragment) == 1 or (len(fragment) == 2 and fragment.isascii())
        if not is_short:
            assert set(needed(word=fragment)) <= held, fragment


@pytest.mark.parametrize(
    ("asked", "found"), [("延", True), ("平", False), ("13", True), ("35", False)]
)
def test_short_words_are_beginnings(asked: str, found: bool) -> None:
    held = grams_of(words=[folded(text="延平路135号")])

    assert (needed(word=asked)[0] in held) is found


def test_width_case_and_signs_between_make_no_difference() -> None:
    assert folded(text="ＡB－１２ 3号") == folded(text="ab123号") == "ab123号"


def test_an_empty_word_has_no_piece() -> None:
    assert grams_of(words=["", "苑"]) == ["苑"]


def test_initials_and_spelling_follow_the_phrase() -> None:
    assert initials(text="长宁区重庆路") == "cnqcql"
    assert spelled(text="春江苑B座") == "chunjiangyuanbzuo"


def test_lists_are_read_in_order_of_sound_and_number() -> None:
    places = ["延平路10号", "北京路2号", "延平路9号", "Zhongshan 1", "安远路3号"]

    inorder = sorted(places, key=lambda place: sort_key(area_code="310106", address=place, name=""))

    assert inorder == ["安远路3号", "北京路2号", "延平路9号", "延平路10号", "Zhongshan 1"]


def test_a_district_is_one_stretch_of_the_order() -> None:
    places = [("310107", "安远路"), ("310106", "中山路"), ("31010", "x"), ("310106", "")]
    low, high = reading_of_area(code="310106")

    keys = [sort_key(area_code=code, address=place, name="") for code, place in places]

    assert [low <= key < high for key in keys] == [False, True, False, True]


def test_a_sort_key_fits_its_column_and_keeps_the_name() -> None:
    key = sort_key(area_code="310106", address="延平路" * 200, name="3号楼1号梯")

    assert len(key) <= 96
    assert key.endswith("|00003 hao lou 00001 hao ti")
