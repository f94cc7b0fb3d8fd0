import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from hoistway.foundation.actors import A_PASSENGER
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions import ImportReport
from hoistway.registry.models import Claim, Elevator, ImportRun, RowFinding
from hoistway.registry.vocabulary import FaultEffect, ObservedFrom, RowFault, Subject, UseState
from tests.world.register_files import CITY_MAPPING, GOOD
from tests.world.register_imports import NOW, a_district, a_row, counts, taken, written

pytestmark = pytest.mark.django_db

REFUSED, LEFT_OUT, KEPT = FaultEffect.REFUSED, FaultEffect.LEFT_OUT, FaultEffect.KEPT


@pytest.fixture(autouse=True)
def _jing_an() -> None:
    a_district()


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2)])

    report = taken(file, apply=False)

    assert counts(report) == (2, 0, 0, 0)
    assert not Elevator.objects.exists()
    assert not Claim.objects.exists()
    assert not ImportRun.objects.exists()
    assert not organisations(kind=OrganisationKind.USE_UNIT).exists()


def test_applied_rows_enter_the_register_with_their_use_unit(tmp_path: Path) -> None:
    report = taken(written(tmp_path, [a_row(1), a_row(2)]), source="district-office")

    assert counts(report) == (2, 0, 0, 0)
    row = Elevator.objects.select_related("use_unit", "jurisdiction").get(
        register_number="31103101032010080001"
    )
    assert row.jurisdiction.code == "310106"
    assert row.use_unit is not None
    assert (row.use_unit.name, row.use_unit.credit_code) == ("春江物业", "91110000600037341L")
    assert organisations(kind=OrganisationKind.USE_UNIT).count() == 1
    assert (row.use_state, row.recorded_at) == (UseState.IN_USE, NOW)
    run = ImportRun.objects.get()
    assert (run.pk, run.rows, run.created, run.refused) == (report.run_id, 2, 2, 0)
    assert (run.file_name, len(run.file_sha256), run.source) == ("city.csv", 64, "district-office")
    assert (str(run.state), run.lines_done, run.ended_at) == ("done", 2, NOW)


def test_a_claim_says_from_which_file_and_row_it_comes(tmp_path: Path) -> None:
    report = taken(written(tmp_path, [a_row(1)]))

    claim = Claim.objects.get(subject=Subject.ELEVATOR)
    assert claim.origin == {"file": "city.csv", "run": report.run_id, "line": 2}
    assert (claim.source, claim.record_key) == ("city", "31103101032010080001")
    assert claim.observed_at == datetime(2026, 10, 31, 16, tzinfo=UTC)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2)])
    taken(file)

    assert counts(taken(file, apply=False)) == (0, 0, 2, 0)
    assert counts(taken(file)) == (0, 0, 2, 0)
    assert Claim.objects.filter(subject=Subject.ELEVATOR).count() == 2


def test_a_changed_cell_changes_one_elevator(tmp_path: Path) -> None:
    taken(written(tmp_path, [a_row(1), a_row(2)]))
    news = [a_row(1, 名称="东侧梯", 载重="1050"), a_row(2)]
    later = date(2026, 11, 2)

    assert counts(taken(written(tmp_path, news), apply=False, observed=later)) == (0, 1, 1, 0)
    assert counts(taken(written(tmp_path, news), observed=later)) == (0, 1, 1, 0)

    row = Elevator.objects.get(register_number="31103101032010080001")
    assert (row.name, row.rated_load_kg, row.longitude) == ("东侧梯", 1050, 121.4437)


def test_an_older_file_after_a_newer_one_never_wins(tmp_path: Path) -> None:
    new, old = date(2026, 11, 2), date(2026, 10, 2)
    taken(written(tmp_path, [a_row(1, 名称="新名")]), observed=new)

    report = taken(written(tmp_path, [a_row(1, 名称="旧名")]), observed=old)

    assert (report.tally.older, counts(report)) == (1, (0, 0, 0, 0))
    assert Elevator.objects.get().name == "新名"


def test_good_rows_survive_bad_neighbours_and_bad_cells_are_told(tmp_path: Path) -> None:
    bad = [a_row(2, 注册代码="3.11E+19", 速度="fast"), a_row(1), a_row(4, 区="卢家湾")]
    told = a_row(5, 速度="fast", 信用代码="91110000600037341X")
    file = written(tmp_path, [a_row(1), *bad, told, a_row(6)])

    report = taken(file)

    assert counts(report) == (3, 0, 0, 3)
    assert (report.accepted, report.told) == (3, 1)
    assert [
        (row.line, row.refused, [str(fault.fault) for fault in row.faults])
        for row in report.findings
    ] == [
        (3, True, ["spoilt", "not_a_number"]), (4, True, ["twice"]),
        (5, True, ["unknown_code"]), (6, False, ["check_digit", "not_a_number"]),
    ]  # fmt: skip
    assert report.reasons["rated_speed_mps", RowFault.NOT_A_NUMBER, LEFT_OUT] == 2
    kept = RowFinding.objects.order_by("line")
    assert [row.line for row in kept] == [3, 4, 5, 6]
    assert kept[0].cells[0] == "3.11E+19"
    assert kept[1].reasons[0]["detail"] == "first on line 2"
    assert [row.refused for row in kept] == [True, True, True, False]
    assert Elevator.objects.get(register_number__endswith="0005").rated_speed_mps is None


def test_a_stray_quotation_mark_costs_only_its_own_row(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(n) for n in range(1, 400)])
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[9] = lines[9].replace("1号梯", '"1号梯')
    file.write_text("\n".join(lines), encoding="utf-8")

    report = taken(file, apply=False)

    assert counts(report) == (398, 0, 0, 1)
    assert report.findings[0].line == 10
    assert report.reasons == {("", RowFault.ROW_SHAPE, REFUSED): 1}


def test_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    report = taken(written(tmp_path, [a_row(1, 名称="1号\n梯"), a_row(2, 注册代码="x")]))

    assert report.findings[0].line == 4
    assert Elevator.objects.get().name == "1号 梯"


def _in_gb18030() -> str:
    return CITY_MAPPING.replace("[file]", '[file]\nencoding = "gb18030"')


def test_a_gb18030_file_is_read_when_declared(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1, 名称="㐀𠮷号梯")], encoding="gb18030")

    told = taken(file, apply=False, mapping=_in_gb18030().replace("gb18030", "gbk"))
    report = taken(file, mapping=_in_gb18030())

    assert told.reasons == {("name", RowFault.ENCODING, LEFT_OUT): 1}
    assert counts(report) == (1, 0, 0, 0)
    assert Elevator.objects.get().name == "㐀𠮷号梯"


def test_a_file_of_another_encoding_is_refused_and_named(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1)], encoding="gb18030")

    with pytest.raises(Refusal) as caught:
        taken(file)

    assert caught.value.code == "headings_missing"


def test_broken_bytes_cost_only_their_own_cell(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2), a_row(3)])
    raw = file.read_bytes()
    place = raw.index("1号梯".encode(), raw.index(b"0002"))
    file.write_bytes(raw[:place] + b"\xff\x00" + raw[place + 2 :])

    report = taken(file)

    assert counts(report) == (3, 0, 0, 0)
    assert report.reasons == {("name", RowFault.ENCODING, LEFT_OUT): 1}


@pytest.mark.parametrize("places", [("3405301,017", "5627341,94"), ("35395", "-1200")])
def test_a_foreign_grid_is_never_stored(tmp_path: Path, places: tuple[str, str]) -> None:
    cells = {"速度": "1,75", "经度": places[0], "纬度": places[1]}
    file = written(tmp_path, [a_row(1, **cells)])
    mapping = CITY_MAPPING.replace("[file]", '[file]\ndecimal = ","')

    report = taken(file, mapping=mapping)
    with pytest.raises(Refusal) as caught:
        taken(file, mapping=mapping.replace("wgs84", "db-ref"))

    assert {fault for _, fault, _ in report.reasons} == {RowFault.GRID}
    assert caught.value.code == "bad_mapping"
    assert Elevator.objects.get().longitude is None


def test_nobody_without_the_right_takes_files_in(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1)])

    with pytest.raises(NotAllowed):
        taken(file, by=A_PASSENGER)


@pytest.mark.parametrize("source", ["person", "rule:outside_city"])
def test_no_file_speaks_as_a_decision(tmp_path: Path, source: str) -> None:
    with pytest.raises(NotAllowed):
        taken(written(tmp_path, [a_row(1)]), source=source)


def test_an_empty_or_absent_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("\n,,\n", encoding="utf-8")

    for name in ("empty.csv", "absent.csv"):
        with pytest.raises(Refusal) as caught:
            taken(tmp_path / name, apply=False)
        assert caught.value.code == "cannot_read"


def test_an_absent_mapping_names_the_shipped_ones(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        taken(written(tmp_path, [a_row(1)]), mapping=tmp_path / "absent.toml")

    assert "Shipped mappings: deutsche-bahn-2015, hoistway-claims" in caught.value.sentence("en")


def _observed(report: ImportReport) -> tuple[str, ObservedFrom]:
    return f"{report.order.observed_at:%FT%H}", report.order.observed_from


def test_the_day_of_a_file_is_asked_mapped_named_or_its_last_change(tmp_path: Path) -> None:
    rows = [a_row(1)]
    day = CITY_MAPPING.replace('source = "city"', 'source = "city"\nobserved = "2026-09-01"')
    named = written(tmp_path, rows, name="city-2026-10-05.csv")
    plain = written(tmp_path, rows)
    os.utime(plain, (1_790_000_000, 1_790_000_000))

    def seen(file: Path, observed: date | None, mapping: str) -> tuple[str, ObservedFrom]:
        return _observed(taken(file, apply=False, observed=observed, mapping=mapping))

    asked = date(2026, 11, 1)
    assert seen(named, asked, day) == ("2026-10-31T16", ObservedFrom.ASKED)
    assert seen(named, None, day) == ("2026-08-31T16", ObservedFrom.MAPPING)
    assert seen(named, None, CITY_MAPPING) == ("2026-10-04T16", ObservedFrom.NAME)
    assert seen(plain, None, CITY_MAPPING) == ("2026-09-21T14", ObservedFrom.FILE)


def test_a_day_that_has_not_come_yet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        taken(written(tmp_path, [a_row(1)]), observed=date(2026, 11, 24))

    assert caught.value.code == "not_yet"


def test_a_workbook_and_a_document_say_the_same_as_a_text_table(tmp_path: Path) -> None:
    row = a_row(1)
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(row))
    page.append([1.75 if key == "速度" else value for key, value in row.items()])
    spoilt = {**a_row(2), "注册代码": 31103101032010080002}
    page.append(list(spoilt.values()))
    book.save(tmp_path / "city.xlsx")

    taken(written(tmp_path, [row]))
    report = taken(tmp_path / "city.xlsx")

    assert counts(report) == (0, 0, 1, 1)
    assert report.findings[0].faults[0].detail == "a number cell keeps fifteen digits of 20"
    assert set(GOOD) == set(row)
