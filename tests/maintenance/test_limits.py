"""A measured value against the limit of the rule, on both sides of each edge."""

import pytest

from hoistway.maintenance.rules.items import items_by_code
from hoistway.maintenance.rules.limits import fit_of, limit_words
from hoistway.maintenance.vocabulary.limits import Fit


@pytest.mark.parametrize(
    ("code", "value", "fit"),
    [
        ("A-1-29", "6.99", Fit.BELOW), ("A-1-29", "7", Fit.WITHIN),
        ("C-1-17", "4.9", Fit.BELOW), ("C-1-17", "5.0", Fit.WITHIN),
        ("B-2-01", "170", Fit.WITHIN), ("B-2-01", "170.1", Fit.ABOVE),
        ("B-2-03", "2.3", Fit.WITHIN), ("B-2-03", "2.31", Fit.ABOVE),
        ("D-2-01", "-0.1", Fit.BELOW), ("D-2-01", "0", Fit.WITHIN),
        ("D-2-01", "2", Fit.WITHIN), ("D-2-01", "2.1", Fit.ABOVE),
        ("A-1-01", "3", None), ("A-1-29", "", None), ("A-1-29", "NaN", None),
        ("A-1-29", "七", None),
    ],
)  # fmt: skip
def test_the_edge_itself_is_within(code: str, value: str, fit: Fit | None) -> None:
    assert fit_of(item=items_by_code()[code], value=value) is fit


def test_the_limit_is_written_as_on_a_sheet() -> None:
    items = items_by_code()

    assert [limit_words(item=items[code]) for code in ("A-1-29", "B-2-01", "D-2-01", "A-1-01")] == [
        "≥ 7 mm", "≤ 170 %", "0 … 2 %", "",
    ]  # fmt: skip
