"""What a record or a sheet tells, and that a damaged one can still be looked at."""

from datetime import UTC, datetime

import pytest

from hoistway.maintenance.rules.work import (
    Work,
    conflicts_of,
    instant,
    phones_of,
    photos_in,
    signed_work,
    work_so_far,
)
from hoistway.maintenance.vocabulary import ItemResult, SignInWay

LINE = {"item": "A-1-01", "zh": "机房", "result": "adjusted", "value": None, "photos": ["ab"]}
AT = datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_a_signed_content_is_read_whole() -> None:
    work = signed_work(
        content={
            "begun_at": "2026-11-22T04:00:00Z", "ended_at": "2026-11-22T12:30:00+08:00",
            "way": "scan", "place": {"longitude": "121.4", "latitude": "31.2", "accuracy_m": "9"},
            "crew": [{"person": 7, "name": "赵", "certificate": "T1", "certificate_until": None}],
            "lines": [LINE], "parts": [{"item": "A-1-01", "name": "门轮", "quantity": 2}],
            "photos": [{"sha256": "ab", "item": "A-1-01", "taken_at": "2026-11-22T04:10:00Z"}],
            "barrier": "cd", "remark": "好", "clock_offset_ms": 90_000,
            "repairs": [{"item": "A-1-01", "words": "换灯", "urgency": "soon"}],
        }
    )  # fmt: skip

    assert (work.begun_at, work.way) == (AT, SignInWay.SCAN)
    assert work.lines[0].result is ItemResult.ADJUSTED
    assert work.lines[0].photos == ("ab",)
    assert (work.parts[0].quantity, work.photos[0].sha256, work.barrier) == (2, "ab", "cd")
    assert (work.longitude, work.accuracy_m, work.crew[0].name) == ("121.4", "9", "赵")
    assert work.repairs[0].words == "换灯"


@pytest.mark.parametrize(
    "damaged",
    [
        {}, {"lines": "x", "crew": None, "place": 3}, {"lines": [3, {"result": "?"}], "way": "?"},
    ],
)  # fmt: skip
def test_a_damaged_content_is_read_as_far_as_it_goes(damaged: dict[str, object]) -> None:
    assert isinstance(signed_work(content=damaged), Work)
    assert work_so_far(sheet=damaged).crew == ()


def test_a_sheet_tells_lines_conflicts_phones_and_photos() -> None:
    sheet = {
        "begin": {"at": "2026-11-22T04:00:00Z", "way": "typed", "clock_offset_ms": -5},
        "lines": {"A-1-01": LINE | {"name": "赵", "at": "2026-11-22T04:01:00Z"}},
        "conflicts": {"A-1-01": [{"result": "normal", "name": "钱"}]},
        "phones": {"one": {"person": 7, "name": "赵", "last_at": "2026-11-22T04:00:00Z"}},
        "photos": [{"sha256": "ab"}],
    }

    work = work_so_far(sheet=sheet)

    assert (work.begun_at, work.clock_offset_ms) == (AT, -5)
    assert [line.name for line in conflicts_of(sheet=sheet)[0].versions] == ["赵", "钱"]
    assert phones_of(sheet=sheet) == (("赵", AT),)
    assert photos_in(sheet=sheet) == {"ab"}


def test_an_instant_without_offset_is_none() -> None:
    assert instant("2026-11-22T04:00:00") is None
    assert instant(None) is None
    assert instant("2026-11-22T04:00:00Z") == AT
