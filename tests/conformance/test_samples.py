"""A file of samples is examined by the intake's own reader, and nothing is written."""

import json
from datetime import timedelta

import pytest

from hoistway.conformance.queries import Asked, Judged, examine_samples, policy_on, rows_of
from hoistway.foundation.periods import local_day
from hoistway.telemetry.models import Refused
from tests.telemetry.malformed import good_sample
from tests.watch.world import LONG_AGO, City

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=10)


def examined(body: bytes, *, firm_id: int | None = None, mapping: str = "") -> Judged:
    policy = policy_on(day=local_day(at=NOW))
    asked = Asked(now=NOW, policy=policy, organisation_id=firm_id, mapping=mapping)
    return examine_samples(rows=rows_of(body=body), asked=asked)


def lines(city: City, count: int, *, every_s: int = 60) -> list[dict[str, object]]:
    number = city.lifts[0].register_number
    return [
        json.loads(json.dumps(good_sample(elevator=number, at=NOW, seq=n), default=str))
        | {"at": (LONG_AGO + timedelta(seconds=n * every_s)).isoformat()}
        for n in range(count)
    ]


def ndjson(rows: list[dict[str, object]]) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows)


def test_a_sound_file_passes_and_names_its_rhythm() -> None:
    city = City()

    judged = examined(ndjson(lines(city, 30)), firm_id=None)

    told = {one.code: one.value for one in judged.measures}
    assert (judged.passed, judged.rows, judged.faults) == (True, 30, ())
    assert told["accepted"] == told["cadence"] == 1.0
    assert Refused.objects.count() == 0


def test_each_bad_row_is_named_with_the_way_to_mend_it() -> None:
    city = City()
    rows = lines(city, 3)
    del rows[1]["occupied"]
    rows[2]["elevator"] = "99999999999999999999"

    judged = examined(ndjson(rows))

    assert [(one.row, one.code) for one in judged.faults] == [
        (2, "missing_field"), (3, "unknown_elevator"),
    ]  # fmt: skip
    assert all(one.mend_zh and one.mend_en for one in judged.faults)
    assert (judged.refused_rows, judged.passed) == (2, False)


def test_a_firm_is_told_which_elevators_are_not_its_own() -> None:
    city = City()
    foreign = lines(city, 1)
    foreign[0]["elevator"] = city.lifts[2].register_number

    judged = examined(ndjson(foreign), firm_id=city.firm.pk)

    assert [one.code for one in judged.faults] == ["foreign_elevator"]


@pytest.mark.parametrize(("every_s", "kept"), [(75, True), (90, False)])
def test_rhythm_is_kept_up_to_a_quarter_past_the_cadence(every_s: int, kept: bool) -> None:
    city = City()

    judged = examined(ndjson(lines(city, 10, every_s=every_s)))

    assert next(one.kept for one in judged.measures if one.code == "cadence") is kept


@pytest.mark.parametrize(("late_s", "kept"), [(60, True), (61, False)])
def test_clock_skew_is_told_where_the_file_tells_the_receipt(late_s: int, kept: bool) -> None:
    city = City()
    rows = lines(city, 3)
    for n, row in enumerate(rows):
        sent = LONG_AGO + timedelta(seconds=n * 60 + late_s)
        row["received_at"] = sent.isoformat()

    judged = examined(ndjson(rows))

    assert next(one.kept for one in judged.measures if one.code == "skew") is kept


def test_contradictions_are_doubts_and_not_refusals() -> None:
    city = City()
    rows = lines(city, 2)
    rows[1] |= {"door": 4, "door_closed": True, "seq": 0}

    judged = examined(ndjson(rows))

    assert [(one.row, one.code) for one in judged.faults] == [
        (2, "door_contradicts"), (2, "order_broken"),
    ]  # fmt: skip
    assert judged.refused_rows == 0


def test_a_table_with_a_heading_reads_like_its_lines() -> None:
    city = City()
    rows = lines(city, 2)
    head = list(rows[0])
    table = [",".join(head)]
    for row in rows:
        cells = [
            " ".join(map(str, value)) if isinstance(value, list)
            else "" if value is None else str(value)
            for value in row.values()
        ]  # fmt: skip
        table.append(",".join(cells))

    judged = examined("\n".join(table).encode())

    assert (judged.rows, judged.faults) == (2, ())
