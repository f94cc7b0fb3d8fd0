"""The small parts of the desks, without a page around them."""

import pytest
from django.db import OperationalError

from hoistway.foundation.telephones import masked
from hoistway.web.desk.files import harmless
from hoistway.web.desk.lookup import spoken_parts
from hoistway.web.desk.shapes import fraction_bars, or_failed


def test_a_list_that_cannot_be_read_says_so_instead_of_failing() -> None:
    def refused() -> list[int]:
        raise OperationalError("canceling statement due to statement timeout")

    assert (or_failed(refused), or_failed(lambda: [1])) == (None, [1])


@pytest.mark.parametrize("text", ["=1", "+1+1", "-1+1", "@a", "\tx", "\rx"])
def test_no_text_of_a_file_begins_like_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_numbers_below_zero_stay_numbers() -> None:
    assert harmless(-3.5) == -3.5
    assert harmless("-76.61") == "-76.61"


def test_a_spoken_address_is_tried_from_the_whole_to_the_road() -> None:
    assert spoken_parts(text="延平路135号3号楼") == [
        "延平路135号3号楼", "延平路 135号 3号", "延平路 135号", "延平路",
    ]  # fmt: skip


def test_bars_of_nothing_are_empty() -> None:
    (bar,) = fraction_bars([("门系统", 0)], total=0)

    assert (bar.fraction, bar.text) == (0.0, "0 / 0")


def test_a_short_number_is_nobodys_secret() -> None:
    assert [masked(phone=number) for number in ("110", "13812345678")] == ["110", "138****5678"]
