from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.actions import enrol
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.actions import (
    AskedImport,
    FileOrder,
    HowFar,
    ImportUnderWay,
    Row,
    ask_import,
    forget_import_files,
    import_rows,
    mapping_of,
    stop_import,
    work_on_import,
)
from hoistway.registry.actions.imports import runs
from hoistway.registry.models import Elevator, ImportRun, RowFinding
from hoistway.registry.queries import import_run_at_hand, import_runs, row_findings
from hoistway.registry.vocabulary import ObservedFrom, RowFault, RunState
from tests.world.register_files import CITY_MAPPING, GOOD
from tests.world.register_imports import NOW, a_district, a_row, counts, taken, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_district()
    monkeypatch.setattr(settings, "HOME", tmp_path / "home")


ROWS = [Row(line=n + 1, cells=tuple(a_row(n).values())) for n in range(1, 2501)]
BAD = Row(line=5, cells=("x", *ROWS[0].cells[1:]))


def an_order(**changes: object) -> FileOrder:
    return FileOrder(
        mapping=mapping_of(text=CITY_MAPPING, file="m"), file_name="f", file_sha256="0" * 64,
        source="city", observed_at=NOW - timedelta(days=1), apply=True,
        observed_from=ObservedFrom.NAME, **changes,  # type: ignore[arg-type] # test
    )  # fmt: skip


def torn(after: int) -> Iterator[Row]:
    yield BAD
    yield from ROWS[:after]
    raise KeyboardInterrupt


def test_a_killed_run_goes_on_after_its_last_batch() -> None:
    order, header = an_order(), tuple(GOOD)
    with pytest.raises(KeyboardInterrupt):
        import_rows(order=order, header=header, rows=torn(1700), now=NOW, by=PLATFORM)
    killed = ImportRun.objects.get()
    assert (killed.state, killed.lines_done, killed.created) == (RunState.RUNNING, 1000, 999)

    heard: list[HowFar] = []
    report = import_rows(
        order=order, header=header, rows=[BAD, *ROWS], now=NOW + timedelta(hours=1), by=PLATFORM,
        progress=heard.append,
    )  # fmt: skip

    assert (report.run_id, report.resumed_at, report.rows) == (killed.pk, 1000, 2501)
    assert counts(report) == (2500, 0, 0, 1)
    assert Elevator.objects.count() == 2500
    assert RowFinding.objects.count() == 1
    assert [far.rows for far in heard] == [2000, 2501]
    assert ImportRun.objects.get().state == RunState.DONE


def test_a_killed_run_still_knows_which_records_it_has_met() -> None:
    order, header = an_order(), tuple(GOOD)
    with pytest.raises(KeyboardInterrupt):
        import_rows(order=order, header=header, rows=torn(1700), now=NOW, by=PLATFORM)

    again = [BAD, *ROWS, Row(9999, ROWS[0].cells)]
    report = import_rows(order=order, header=header, rows=again, now=NOW, by=PLATFORM)

    assert report.findings[-1].faults[0].fault is RowFault.TWICE


def test_another_file_mapping_source_or_day_is_another_run() -> None:
    header = tuple(GOOD)
    with pytest.raises(KeyboardInterrupt):
        import_rows(order=an_order(), header=header, rows=torn(1700), now=NOW, by=PLATFORM)

    other = FileOrder(
        mapping=mapping_of(text=CITY_MAPPING, file="m"), file_name="f", file_sha256="1" * 64,
        source="city", observed_at=NOW, apply=True,
    )  # fmt: skip
    report = import_rows(order=other, header=header, rows=ROWS[:3], now=NOW, by=PLATFORM)

    assert report.resumed_at == 0
    assert ImportRun.objects.count() == 2


def test_two_processes_never_work_on_one_run() -> None:
    order, header = an_order(), tuple(GOOD)
    with pytest.raises(KeyboardInterrupt):
        import_rows(order=order, header=header, rows=torn(1700), now=NOW, by=PLATFORM)
    run = ImportRun.objects.get()

    with psycopg.connect(**connection.get_connection_params()) as other:
        key = [runs._LOCK, run.pk]
        other.execute("SELECT pg_advisory_lock(%s::int, %s::int)", key)
        with pytest.raises(ImportUnderWay):
            import_rows(order=order, header=header, rows=ROWS, now=NOW, by=PLATFORM)
        other.execute("SELECT pg_advisory_unlock(%s::int, %s::int)", key)

    assert import_rows(order=order, header=header, rows=[BAD, *ROWS], now=NOW, by=PLATFORM).rows


def a_regulator(area: Jurisdiction, role: RoleKind = RoleKind.DISTRICT_REGULATOR) -> Actor:
    bureau = enrol(
        kind=OrganisationKind.BUREAU, name=f"{area.name_zh}市场监管局", name_en="",
        jurisdiction=area,
    )  # fmt: skip
    return Actor(
        kind=ActorKind.PERSON, name="李", person_id=1, role=str(role), organisation_id=bureau.pk,
        jurisdiction_id=area.pk,
    )  # fmt: skip


def asked(rows: list[dict[str, str]], folder: Path, *, apply: bool = True) -> AskedImport:
    content = written(folder, rows, name="city-2026-11-01.csv").read_bytes()
    return AskedImport(
        file_name="city-2026-11-01.csv", content=[content[:40], content[40:]],
        mapping_text=CITY_MAPPING, apply=apply,
    )  # fmt: skip


def test_an_asked_import_is_kept_and_worked_on_by_a_task(tmp_path: Path) -> None:
    rows = [a_row(1), a_row(2), a_row(3, 注册代码="x"), a_row(4, 速度="fast")]

    run = ask_import(asked=asked(rows, tmp_path), now=NOW, by=PLATFORM)

    stored = settings.HOME / "imports" / run.stored_file
    assert (run.state, run.observed_from) == (RunState.WAITING, ObservedFrom.NAME)
    assert stored.stat().st_mode & 0o777 == 0o600
    assert stored.name == f"{run.file_sha256}.csv"
    assert not Elevator.objects.exists()

    work_on_import(run_id=run.pk, now=NOW)
    work_on_import(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert (run.state, run.rows, run.created) == (RunState.DONE, 4, 3)
    assert (run.refused, run.told) == (1, 1)
    assert run.bytes_done == run.bytes_total == stored.stat().st_size
    assert [row.line for row in row_findings(run_id=run.pk, by=PLATFORM)] == [4, 5]
    assert [row.line for row in row_findings(run_id=run.pk, by=PLATFORM, refused=True)] == [4]


def test_an_asked_trial_leaves_its_findings_and_nothing_else(tmp_path: Path) -> None:
    run = ask_import(asked=asked([a_row(1), a_row(2, 区="x")], tmp_path, apply=False), now=NOW,
                     by=PLATFORM)  # fmt: skip

    work_on_import(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert (run.state, run.created, run.refused) == (RunState.DONE, 1, 1)
    assert not Elevator.objects.exists()
    assert RowFinding.objects.count() == 1


def test_a_file_that_does_not_fit_is_refused_when_it_is_handed_in(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        ask_import(asked=asked([{"a": "1"}], tmp_path), now=NOW, by=PLATFORM)

    assert caught.value.code == "headings_missing"
    assert not ImportRun.objects.exists()


def test_a_stopped_run_stays_stopped(tmp_path: Path) -> None:
    run = ask_import(asked=asked([a_row(1)], tmp_path), now=NOW, by=PLATFORM)

    stop_import(run_id=run.pk, now=NOW, by=PLATFORM)
    work_on_import(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert not Elevator.objects.exists()


def test_a_run_is_stopped_between_two_batches(tmp_path: Path) -> None:
    run = ask_import(asked=asked([a_row(1)], tmp_path), now=NOW, by=PLATFORM)
    ImportRun.objects.update(state=RunState.RUNNING)

    def rows() -> Iterator[Row]:
        yield from ROWS[:1500]
        stop_import(run_id=run.pk, now=NOW, by=PLATFORM)
        yield from ROWS[1500:]

    with pytest.raises(Refusal) as caught:
        import_rows(
            order=an_order(), header=tuple(GOOD), rows=rows(), now=NOW, by=PLATFORM, run=run
        )

    assert caught.value.code == "import_stopped"
    assert Elevator.objects.count() == 1000


def test_a_run_whose_file_is_gone_fails_with_a_sentence(tmp_path: Path) -> None:
    run = ask_import(asked=asked([a_row(1)], tmp_path), now=NOW, by=PLATFORM)
    (settings.HOME / "imports" / run.stored_file).unlink()

    work_on_import(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert (run.state, run.said[:6]) == (RunState.FAILED, "无法读取文件")


def test_a_district_takes_in_its_own_elevators_only(tmp_path: Path) -> None:
    own, other = a_district(), a_district("310101", "黄浦区")
    taken(written(tmp_path, [a_row(9, 区="黄浦区")]), source="supervision")
    rows = [a_row(1), a_row(2, 区="黄浦区"), a_row(9)]

    report = taken(written(tmp_path, rows), by=a_regulator(own))

    assert counts(report) == (1, 0, 0, 2)
    assert [fault.fault for row in report.findings for fault in row.faults] == [
        RowFault.OUTSIDE, RowFault.OUTSIDE,
    ]  # fmt: skip
    assert counts(taken(written(tmp_path, rows), by=a_regulator(other), source="b")) == (1, 0, 0, 2)
    city = a_regulator(own, RoleKind.CITY_REGULATOR)
    assert taken(written(tmp_path, rows), by=city, source="c").refused == 0


def test_a_district_without_a_jurisdiction_in_its_file_speaks_of_known_elevators_only(
    tmp_path: Path,
) -> None:
    own = a_district()
    taken(written(tmp_path, [a_row(1)]))
    mapping = CITY_MAPPING.replace('source = "city"', 'source = "city"\nrecord = "注册代码"')
    bare = mapping.replace('[columns.jurisdiction]\nfrom = "区"', "")

    report = taken(written(tmp_path, [a_row(1), a_row(2)]), mapping=bare, by=a_regulator(own),
                   source="district")  # fmt: skip

    assert (report.accepted, report.refused) == (1, 1)
    assert report.findings[0].faults[0].detail.startswith("the row does not say where")


def test_a_district_sees_its_own_runs_and_the_city_all(tmp_path: Path) -> None:
    district = a_regulator(a_district())
    mine = ask_import(asked=asked([a_row(1)], tmp_path), now=NOW, by=district)
    city = ask_import(asked=asked([a_row(2)], tmp_path), now=NOW, by=PLATFORM)

    assert list(import_runs(by=district)) == [mine]
    assert set(import_runs(by=PLATFORM)) == {mine, city}
    assert not import_runs(by=A_PASSENGER).exists()
    with pytest.raises(NotFound):
        import_run_at_hand(run_id=city.pk, by=district)
    with pytest.raises(NotAllowed):
        ask_import(asked=asked([a_row(1)], tmp_path), now=NOW, by=A_PASSENGER)

    work_on_import(run_id=mine.pk, now=NOW)
    assert import_run_at_hand(run_id=mine.pk, by=district).created == 1


def test_files_are_forgotten_and_the_record_stays(tmp_path: Path) -> None:
    old = ask_import(asked=asked([a_row(1)], tmp_path), now=NOW - timedelta(days=91), by=PLATFORM)
    new = ask_import(asked=asked([a_row(2)], tmp_path), now=NOW, by=PLATFORM)
    waiting = ask_import(asked=asked([a_row(3)], tmp_path), now=NOW - timedelta(days=91),
                         by=PLATFORM)  # fmt: skip
    stop_import(run_id=old.pk, now=NOW, by=PLATFORM)

    assert forget_import_files(before=NOW - timedelta(days=90)) == 1

    names = {path.name for path in (settings.HOME / "imports").iterdir()}
    assert names == {new.stored_file, waiting.stored_file, f"{new.mapping_sha256}.toml"}
    old.refresh_from_db()
    assert old.stored_file == ""
