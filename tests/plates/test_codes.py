"""Codes for scanners: the very codes of segno, each as good as its masks allow."""

from random import Random

import numpy as np
import pytest
import segno

from hoistway.plates.adapters.codes import Code, codes_for
from hoistway.plates.rules.masks import faults

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def addresses(host: str, count: int) -> list[str]:
    chance = Random(286)
    return [
        f"{host}/e/{''.join(chance.choices(LETTERS, k=12))}/{''.join(chance.choices(LETTERS, k=8))}"
        for _ in range(count)
    ]


def grid_of(code: Code) -> list[list[int]]:
    grid = [[0] * code.modules for _ in range(code.modules)]
    for column, row, length in code.runs:
        grid[row][column : column + length] = [1] * length
    return grid


@pytest.mark.parametrize(
    ("host", "modules"),
    [
        ("https://dt.sh.cn", 33), ("http://127.0.0.1:8420", 33),
        ("https://elevators.platform.sh.gov.cn", 37),
        ("https://a-very-long-name-of-a-host.of-a-platform.example.org/prefix", 49),
    ],
)  # fmt: skip
def test_codes_are_those_of_segno_module_for_module(host: str, modules: int) -> None:
    wanted = addresses(host, 12)

    found = codes_for(addresses=wanted)

    assert {code.modules for code in found} == {modules}
    for address, code in zip(wanted, found, strict=True):
        theirs = segno.make(address, error="q", micro=False, boost_error=False)
        assert grid_of(code) == [list(row) for row in theirs.matrix]


def test_addresses_of_unequal_length_keep_their_order() -> None:
    mixed = ["https://x.cn/e/1", *addresses("https://elevators.platform.sh.gov.cn", 2), "http://y"]

    assert [code.modules for code in codes_for(addresses=mixed)] == [25, 37, 37, 21]
    assert codes_for(addresses=[]) == []


def test_a_finder_within_the_code_costs_forty_points_once() -> None:
    bare = np.indices((21, 21)).sum(axis=0)[None] % 2 == 0
    worse = bare.copy()
    worse[0, 10, 4:16] = [1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1]

    assert int(faults(grids=worse)[0] - faults(grids=bare)[0]) >= 40
