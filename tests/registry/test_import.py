import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.actions import enrol, found_jurisdiction
from hoistway.parties.queries import jurisdictions, organisations
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind
from hoistway.registry.actions import (
    ElevatorDraft,
    FileOrder,
    ImportReport,
    ImportRequest,
    Party,
    Row,
    UnknownJurisdiction,
    import_file,
    import_rows,
    mapping_of,
    register_elevators,
)
from hoistway.registry.models import Elevator, ImportRun
from hoistway.registry.vocabulary import Catalogue, ElevatorKind, RowFault, UseState
from tests.world.register_files import CITY_MAPPING, GOOD, draft_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
MARYLAND = Path(__file__).parents[1] / "data" / "maryland-2022.csv"


@pytest.fixture(autouse=True)
def _jing_an() -> None:
    found_jurisdiction(
        code="310106", kind=JurisdictionKind.DISTRICT, name_zh="静安区", name_en="Jing'an",
        city=None,
    )  # fmt: skip


def a_row(serial: int, **cells: str) -> dict[str, str]:
    return {**GOOD, "注册代码": f"3110310103201008{serial:04d}", **cells}


def written(folder: Path, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GOOD))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "city.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def taken(
    file: Path, *, apply: bool = True, mapping: Path | str = CITY_MAPPING, source: str = ""
) -> ImportReport:
    if isinstance(mapping, str):
        path = file.with_suffix(".toml")
        path.write_text(mapping, encoding="utf-8")
        mapping = path
    request = ImportRequest(file=file, mapping=mapping, source=source, apply=apply)
    return import_file(request=request, now=NOW, by=PLATFORM)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    tally = report.tally
    return tally.created, tally.changed, tally.unchanged, report.refused


def maryland(*, apply: bool) -> ImportReport:
    return taken(MARYLAND, mapping=Path("maryland-2022"), apply=apply)


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2)])

    report = taken(file, apply=False)

    assert counts(report) == (2, 0, 0, 0)
    assert not Elevator.objects.exists()
    assert not ImportRun.objects.exists()
    assert not organisations(kind=OrganisationKind.USE_UNIT).exists()


def test_applied_rows_enter_the_register_with_their_use_unit(tmp_path: Path) -> None:
    report = taken(written(tmp_path, [a_row(1), a_row(2)]), source="district-office")

    assert counts(report) == (2, 0, 0, 0)
    row = Elevator.objects.select_related("use_unit", "jurisdiction").get(
        register_number="31103101032010080001"
    )
    assert (row.jurisdiction.code, row.source) == ("310106", "district-office")
    assert row.use_unit is not None
    assert (row.use_unit.name, row.use_unit.credit_code) == ("春江物业", "91110000600037341L")
    assert organisations(kind=OrganisationKind.USE_UNIT).count() == 1
    assert (row.use_state, row.recorded_at) == (UseState.IN_USE, NOW)
    run = ImportRun.objects.get()
    assert (run.pk, run.rows, run.created, run.refused) == (report.run_id, 2, 2, [])
    assert (run.file_name, len(run.file_sha256), run.source) == ("city.csv", 64, "district-office")


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2)])
    taken(file)

    assert counts(taken(file, apply=False)) == (0, 0, 2, 0)
    assert counts(taken(file)) == (0, 0, 2, 0)
    assert ImportRun.objects.count() == 2


def test_a_changed_cell_changes_one_elevator_and_a_blank_erases_nothing(tmp_path: Path) -> None:
    taken(written(tmp_path, [a_row(1), a_row(2)]))
    news = [a_row(1, 名称="东侧梯", 速度="", 经度="", 纬度=""), a_row(2)]

    assert counts(taken(written(tmp_path, news), apply=False)) == (0, 1, 1, 0)
    assert counts(taken(written(tmp_path, news))) == (0, 1, 1, 0)

    row = Elevator.objects.get(register_number="31103101032010080001")
    assert (row.name, row.rated_speed_mps, row.longitude) == ("东侧梯", 1.75, 121.4437)


def test_good_rows_survive_bad_neighbours(tmp_path: Path) -> None:
    bad = [a_row(2, 注册代码="3.11E+19", 速度="fast"), a_row(1), a_row(4, 区="卢湾区")]
    file = written(tmp_path, [a_row(1), *bad, a_row(5)])

    report = taken(file)

    assert counts(report) == (2, 0, 0, 3)
    assert [
        (refused.line, [str(finding.fault) for finding in refused.findings])
        for refused in report.refusals
    ] == [(3, ["spoilt", "not_a_number"]), (4, ["twice"]), (5, ["unknown_code"])]
    kept = ImportRun.objects.get().refused
    assert [row["line"] for row in kept] == [3, 4, 5]
    assert kept[0]["cells"][0] == "3.11E+19"
    assert kept[1]["reasons"][0]["detail"] == "first on line 2"


def test_a_stray_quotation_mark_costs_only_its_own_row(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(n) for n in range(1, 400)])
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[9] = lines[9].replace("1号梯", '"1号梯')
    file.write_text("\n".join(lines), encoding="utf-8")

    report = taken(file, apply=False)

    assert counts(report) == (398, 0, 0, 1)
    assert (report.refusals[0].line, report.reasons) == (10, {("", RowFault.ROW_SHAPE): 1})


def test_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    report = taken(written(tmp_path, [a_row(1, 名称="1号\n梯"), a_row(2, 速度="x")]))

    assert report.refusals[0].line == 4
    assert Elevator.objects.get().name == "1号 梯"


def test_a_gb18030_file_is_read_when_declared(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1, 名称="㐀𠮷号梯")], encoding="gb18030")

    refused = taken(file, apply=False, mapping=_in_gb18030().replace("gb18030", "gbk"))
    report = taken(file, mapping=_in_gb18030())

    assert refused.reasons == {("name", RowFault.ENCODING): 1}
    assert counts(report) == (1, 0, 0, 0)
    assert Elevator.objects.get().name == "㐀𠮷号梯"


def _in_gb18030() -> str:
    return CITY_MAPPING.replace("[file]", '[file]\nencoding = "gb18030"')


def test_a_file_of_another_encoding_is_refused_and_named(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1)], encoding="gb18030")

    with pytest.raises(Refusal) as caught:
        taken(file)

    assert caught.value.code == "headings_missing"


def test_broken_bytes_cost_only_their_own_row(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1), a_row(2), a_row(3)])
    raw = file.read_bytes()
    place = raw.index("1号梯".encode(), raw.index(b"0002"))
    file.write_bytes(raw[:place] + b"\xff\x00" + raw[place + 2 :])

    report = taken(file)

    assert counts(report) == (2, 0, 0, 1)
    assert set(report.reasons) == {("name", RowFault.ENCODING)}


def test_a_decimal_comma_file_is_read(tmp_path: Path) -> None:
    places = {"速度": "1,75", "经度": "121,4437", "纬度": "31,2304"}
    file = written(tmp_path, [a_row(1, **places)])
    mapping = CITY_MAPPING.replace("[file]", '[file]\ndecimal = ","')

    assert counts(taken(file, mapping=mapping)) == (1, 0, 0, 0)
    row = Elevator.objects.get()
    assert (row.rated_speed_mps, row.longitude, row.latitude) == (1.75, 121.4437, 31.2304)


@pytest.mark.parametrize("places", [("3405301,017", "5627341,94"), ("35395", "-1200")])
def test_a_foreign_grid_is_never_stored(tmp_path: Path, places: tuple[str, str]) -> None:
    cells = {"速度": "1,75", "经度": places[0], "纬度": places[1]}
    file = written(tmp_path, [a_row(1, **cells)])
    mapping = CITY_MAPPING.replace("[file]", '[file]\ndecimal = ","')

    report = taken(file, mapping=mapping)
    with pytest.raises(Refusal) as caught:
        taken(file, mapping=mapping.replace("wgs84", "db-ref"))

    assert {fault for _, fault in report.reasons} == {RowFault.GRID}
    assert caught.value.code == "bad_mapping"
    assert not Elevator.objects.exists()


def test_a_run_killed_half_way_is_completed_by_the_next(tmp_path: Path) -> None:
    rows = [Row(line=n + 1, cells=tuple(a_row(n).values())) for n in range(1, 2501)]

    def torn() -> Iterator[Row]:
        yield from rows[:1700]
        raise KeyboardInterrupt

    order = FileOrder(
        mapping=mapping_of(text=CITY_MAPPING, file="m"), file_name="f", file_sha256="0" * 64,
        source="city", apply=True,
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        import_rows(order=order, header=tuple(GOOD), rows=torn(), now=NOW, by=PLATFORM)
    assert Elevator.objects.count() == 1000
    assert ImportRun.objects.get().created == 1000

    heard: list[tuple[int, int]] = []
    report = import_rows(
        order=order, header=tuple(GOOD), rows=rows, now=NOW, by=PLATFORM,
        progress=lambda read, refused: heard.append((read, refused)),
    )  # fmt: skip

    assert counts(report) == (1500, 0, 1000, 0)
    assert Elevator.objects.count() == 2500
    assert heard == [(1000, 0), (2000, 0), (2500, 0)]


def test_nobody_but_the_platform_takes_files_in(tmp_path: Path) -> None:
    file = written(tmp_path, [a_row(1)])
    (tmp_path / "m.toml").write_text(CITY_MAPPING, encoding="utf-8")
    request = ImportRequest(file=file, mapping=tmp_path / "m.toml", apply=True)

    with pytest.raises(NotAllowed):
        import_file(request=request, now=NOW, by=A_PASSENGER)
    with pytest.raises(NotAllowed):
        register_elevators(drafts=[draft_of()], source="s", now=NOW, by=A_PASSENGER)


def test_a_draft_of_an_unknown_jurisdiction_is_refused() -> None:
    draft = ElevatorDraft(
        register_number="1", name="1", address="x", kind=ElevatorKind.ESCALATOR,
        catalogue=Catalogue.C2014, jurisdiction_code="999999",
    )  # fmt: skip

    with pytest.raises(UnknownJurisdiction):
        register_elevators(drafts=[draft], source="s", now=NOW, by=PLATFORM)


def test_an_organisation_is_known_by_its_code_whatever_its_kind_and_name(tmp_path: Path) -> None:
    firm = enrol(
        kind=OrganisationKind.FIRM, name="旧名", name_en="", credit_code="91110000600037341L",
        jurisdiction=jurisdictions().get(code="310106"),
    )  # fmt: skip

    taken(written(tmp_path, [a_row(1)]))

    assert Elevator.objects.get().use_unit_id == firm.pk


def test_two_parties_of_one_code_in_one_batch_are_one_organisation() -> None:
    code = "91110000600037341L"
    drafts = [
        ElevatorDraft(
            register_number=name, name=name, address="x", kind=ElevatorKind.ESCALATOR,
            catalogue=Catalogue.C2014, jurisdiction_code="310106",
            use_unit=Party(name, code), firm=Party(name, code),
        )
        for name in ("甲", "乙")
    ]  # fmt: skip

    register_elevators(drafts=drafts, source="s", now=NOW, by=PLATFORM)

    keys = set(Elevator.objects.values_list("use_unit_id", "firm_id"))
    assert len(keys) == 1
    assert keys == {(key, key) for key, _ in keys}


def test_an_empty_or_absent_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("\n,,\n", encoding="utf-8")

    for name in ("empty.csv", "absent.csv"):
        with pytest.raises(Refusal) as caught:
            taken(tmp_path / name, apply=False)
        assert caught.value.code == "cannot_read"


def test_an_absent_mapping_names_the_shipped_ones(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        taken(written(tmp_path, [a_row(1)]), mapping=tmp_path / "absent.toml")

    assert caught.value.sentence("en").endswith("Shipped mappings: maryland-2022.")


def test_maryland_is_taken_in_by_mapping_alone() -> None:
    report = maryland(apply=True)

    assert (report.rows, report.accepted) == (2000, 1857)
    assert report.reasons == {
        ("kind", RowFault.UNKNOWN_CODE): 118,
        ("travel_m", RowFault.OUT_OF_RANGE): 25,
    }
    area = jurisdictions().get(code="US-MD-AA")
    assert area.kind is JurisdictionKind.FOREIGN
    rows = Elevator.objects.filter(jurisdiction=area, catalogue=Catalogue.FOREIGN)
    assert {
        kind: rows.filter(kind=kind).count() for kind in rows.values_list("kind", flat=True)
    } == {
        ElevatorKind.HYDRAULIC_PASSENGER: 1308,
        ElevatorKind.TRACTION_PASSENGER: 444,
        ElevatorKind.ESCALATOR: 104,
        ElevatorKind.MOVING_WALK: 1,
    }
    assert rows.filter(use_state=UseState.SUSPENDED).count() == 10
    assert not rows.exclude(longitude=None).exists()
    assert report.run_id == ImportRun.objects.get().pk


def test_maryland_keeps_its_facts_in_si_units() -> None:
    maryland(apply=True)

    row = Elevator.objects.get(register_number="US-MD-AA1000")
    assert (row.estate, row.name) == ("111 Cathedral Street", "AA1000")
    assert row.address == "111 Cathedral St, Annapolis, MD, 21401-2701, Anne Arundel"
    assert (row.rated_speed_mps, row.rated_load_kg, row.travel_m) == (0.508, 680, 6.7818)
    assert row.other_facts == {
        "drive": "Hydraulic Basement (HB)",
        "ownership": "Private",
        "status_as_given": "Active",
        "certificate_valid_until": "2023-03-01",
        "last_inspection": "Periodic (Elevator)",
        "last_inspected_on": "2021-09-01",
    }


def test_maryland_twice_changes_nothing() -> None:
    dry = maryland(apply=False)
    assert not jurisdictions().filter(code="US-MD-AA").exists()
    first = maryland(apply=True)

    assert counts(dry) == counts(first) == (1857, 0, 0, 143)
    assert counts(maryland(apply=False)) == (0, 0, 1857, 143)
    assert counts(maryland(apply=True)) == (0, 0, 1857, 143)
