"""The plate on paper: measures, words, what fits, where plates lie on a board."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.plates.rules.artwork import (
    LEAST_MODULE_MM,
    LIFT,
    QUIET_MODULES,
    SHANGHAI,
    STAIRS,
    PlateCard,
    module_mm,
    place_words,
    spoken_groups,
    wording_for,
)
from hoistway.plates.rules.composing import backdrop, particulars
from hoistway.plates.rules.imposing import ACRYLIC, Board, spots
from hoistway.plates.rules.marks import BLACK, CAPITALS, Mark, Modules, Shape, Words
from hoistway.registry.vocabulary import ElevatorKind

MOST_MODULES = 41
"""Version 6: an address of 74 letters."""


def width(text: str, bold: bool) -> float:
    return sum(1.0 if ord(sign) > 0x2000 else 0.59 for sign in text)


def own_marks(number: str = "4204896", place: str = "延平路9号 3号楼1号梯") -> tuple[Mark, ...]:
    card = PlateCard(
        code="a" * 12, address="https://lift.example/e/a/b", rescue_number=number,
        register_number="31103101062010000001", place=place, wording=LIFT,
    )  # fmt: skip
    return particulars(card=card, modules=33, runs=((0, 0, 33),), form=SHANGHAI, width=width)


def words_of(marks: tuple[Mark, ...]) -> list[Words]:
    return [mark for mark in marks if isinstance(mark, Words)]


def right_end(words: Words) -> float:
    return words.x_mm + width(words.text, words.bold) * words.size_mm


def test_the_code_keeps_its_quiet_zone_clear_and_its_modules_large() -> None:
    (code,) = (mark for mark in own_marks() if isinstance(mark, Modules))
    quiet = QUIET_MODULES * code.module_mm
    backs = backdrop(form=SHANGHAI, wording=LIFT, emblem=(), width=width)
    printed = [word.baseline_mm - word.size_mm * CAPITALS for word in words_of(backs)]

    assert code.x_mm - SHANGHAI.code.x_mm == pytest.approx(quiet)
    assert code.y_mm - quiet >= SHANGHAI.head_mm
    below = [top for top in printed if SHANGHAI.head_mm < top < SHANGHAI.number.y_mm]
    assert min(below) >= code.y_mm + 33 * code.module_mm + quiet
    assert module_mm(modules=MOST_MODULES, form=SHANGHAI) >= LEAST_MODULE_MM


def test_codes_and_words_are_black_only() -> None:
    assert BLACK.cmyk == (0, 0, 0, 1)
    assert {mark.ink.cmyk[:3] for mark in own_marks()} == {(0, 0, 0)}


@pytest.mark.parametrize("number", ["42048", "420489", "4204896", "42048961"])
def test_the_number_is_the_largest_thing_that_is_read(number: str) -> None:
    figures = [mark for mark in words_of(own_marks(number)) if mark.text in number]
    others = backdrop(form=SHANGHAI, wording=LIFT, emblem=(), width=width)

    assert "".join(mark.text for mark in figures) == number
    assert min(mark.size_mm for mark in figures) > max(m.size_mm for m in words_of(others))
    assert min(mark.x_mm for mark in figures) >= SHANGHAI.edge_mm - 1e-9
    assert max(map(right_end, figures)) <= SHANGHAI.width_mm - SHANGHAI.edge_mm + 1e-9


@given(place=st.text(alphabet="延平路9号 A（上行）", min_size=1, max_size=280))
def test_a_place_of_any_length_stays_on_the_plate_above_the_foot(place: str) -> None:
    lines = words_of(own_marks(place=place))[3:]

    assert len(lines) <= 2
    assert all(right_end(line) <= SHANGHAI.width_mm - SHANGHAI.edge_mm + 1e-6 for line in lines)
    assert all(line.size_mm * CAPITALS >= 1.4 for line in lines)
    assert all(line.baseline_mm < SHANGHAI.height_mm - SHANGHAI.foot_mm for line in lines)


@pytest.mark.parametrize(
    ("kind", "telephone"),
    [
        (ElevatorKind.TRACTION_PASSENGER, "110"), (ElevatorKind.TRACTION_GOODS, "110"),
        (ElevatorKind.ESCALATOR, "120"), (ElevatorKind.MOVING_WALK, "120"),
        (ElevatorKind.DUMBWAITER, ""),
    ],
)  # fmt: skip
def test_the_foot_says_whom_to_call_by_kind(kind: ElevatorKind, telephone: str) -> None:
    wording = wording_for(kind=kind)
    foot = backdrop(form=SHANGHAI, wording=wording, emblem=(), width=width)

    assert wording.telephone == telephone
    assert ("red" in {mark.ink.name for mark in foot if isinstance(mark, Shape)}) == (
        telephone != ""
    )


def test_chinese_stands_first_and_larger_than_english() -> None:
    for wording in (LIFT, STAIRS):
        words = words_of(backdrop(form=SHANGHAI, wording=wording, emblem=(), width=width))
        sizes = {word.text: word.size_mm for word in words}
        pairs = [SHANGHAI.title, wording.scan, (wording.first, wording.english)]
        assert all(sizes[zh] >= 1.7 * sizes[en] for zh, en in pairs)


def test_a_place_says_nothing_twice() -> None:
    said = place_words(address="延平路9号", estate="延平路9号", building="", name="1号梯")

    assert said == "延平路9号 1号梯"


def test_short_numbers_are_not_cut_into_groups() -> None:
    assert [spoken_groups(number=n) for n in ("42048", "420489", "42048961")] == [
        ("42048",), ("420", "489"), ("420", "48961"),
    ]  # fmt: skip


@given(wide=st.integers(130, 1500), high=st.integers(180, 2600))
def test_plates_on_a_board_never_touch_and_never_leave_it(wide: int, high: int) -> None:
    board = Board(float(wide), float(high), edge_mm=12.0, gap_mm=4.0, source="test")
    found = spots(form=SHANGHAI, board=board)

    assert found
    for spot in found:
        assert board.edge_mm - 1e-9 <= spot.x_mm
        assert spot.x_mm + SHANGHAI.width_mm <= wide - board.edge_mm + 1e-9
        assert board.edge_mm - 1e-9 <= spot.y_mm
        assert spot.y_mm + SHANGHAI.height_mm <= high - board.edge_mm + 1e-9
    for one, other in combinations(found[:30], 2):
        beside = abs(one.x_mm - other.x_mm) >= SHANGHAI.width_mm + 2 * SHANGHAI.bleed_mm - 1e-9
        below = abs(one.y_mm - other.y_mm) >= SHANGHAI.height_mm + 2 * SHANGHAI.bleed_mm - 1e-9
        assert beside or below


def test_a_board_of_acrylic_holds_more_than_a_hundred_plates() -> None:
    assert len(spots(form=SHANGHAI, board=ACRYLIC)) == 165
