"""Filings in bulk: tried first, filed once, safe against a kill, mended and handed in again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from hoistway.filings.actions import return_filing, table_work
from hoistway.filings.actions.table_work import work_on_table
from hoistway.filings.actions.tables import (
    NamedFile,
    NotTried,
    apply_table,
    ask_table,
    go_on_with_table,
    stop_table,
)
from hoistway.filings.models import ElevatorFiling, TableRow, TableRun
from hoistway.filings.queries.tables import table_run_at_hand
from hoistway.filings.rules.table_row import HeadingsMissing
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation.attachments import BadTable
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.models import Person
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import RunState
from tests.world.filings import Firm, a_filing_firm, a_stage
from tests.world.jobs import jobs_waiting
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

HEAD = "注册代码,备案种类,合同编号,开始日期,截止日期,维保人员,承诺到达分钟,备注"
PDF = b"%PDF-1.4 a contract"


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """Keep handed-in files in a folder of the test's own."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def firm() -> Firm:
    return a_filing_firm()


@pytest.fixture
def name(firm: Firm) -> str:
    return Person.objects.get(pk=firm.technician_id).name


def line(
    elevator: Elevator, name: str, *, contract: str = "HT-1", first: str = "2026-11-22"
) -> str:
    return f"{elevator.register_number},,{contract},{first},2027-11-21,{name},30,"


def handed_in(firm: Firm, *lines: str, contracts: tuple[str, ...] = ("HT-1",)) -> TableRun:
    papers = [NamedFile(f"{stem}.pdf", BytesIO(PDF + stem.encode())) for stem in contracts]
    table = NamedFile("备案.csv", BytesIO("\n".join([HEAD, *lines]).encode()))
    return ask_table(table=table, contracts=papers, now=NOW, by=firm.by)


def worked(run: TableRun) -> TableRun:
    work_on_table(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    return run


def filed(firm: Firm, *lines: str, **more: tuple[str, ...]) -> TableRun:
    tried = worked(handed_in(firm, *lines, **more))
    return worked(apply_table(run_id=tried.pk, now=NOW, by=firm.by))


def counts(run: TableRun) -> tuple[int, int, int, int]:
    return run.rows, run.filed, run.unchanged, run.refused


def test_a_table_is_tried_and_files_nothing(firm: Firm, name: str) -> None:
    run = worked(handed_in(firm, line(an_elevator(), name), line(an_elevator(), "王五")))

    assert (run.state, counts(run)) == (RunState.DONE, (2, 1, 0, 1))
    assert ElevatorFiling.objects.count() == 0
    assert TableRow.objects.get(run=run, refused=True).reasons[0]["zh"].startswith("维保人员")
    assert [job.task for job in jobs_waiting()].count("filings.take_table_in") == 1


def test_a_tried_table_is_filed_with_its_contract_and_its_crew(firm: Firm, name: str) -> None:
    elevator = an_elevator()

    run = filed(firm, line(elevator, name))

    filing = ElevatorFiling.objects.get()
    assert counts(run) == (1, 1, 0, 0)
    assert (filing.elevator_id, filing.contract_number) == (elevator.pk, "HT-1")
    assert filing.technicians == [firm.technician_id]
    assert filing.contract_file is not None
    assert filing.table_run_id == run.pk
    assert filing.faults == []


def test_the_same_table_again_files_nothing_twice(firm: Firm, name: str) -> None:
    lines = [line(an_elevator(), name), line(an_elevator(), name)]
    filed(firm, *lines)

    again = filed(firm, *lines)

    assert counts(again) == (2, 0, 2, 0)
    assert ElevatorFiling.objects.count() == 2


def test_a_row_that_was_returned_can_be_handed_in_again(firm: Firm, name: str) -> None:
    stage = a_stage()
    filed(firm, line(stage.elevator, name))
    first = ElevatorFiling.objects.get()
    return_filing(filing_id=first.pk, reason="合同未盖章", now=NOW, by=stage.by_district)

    again = filed(firm, line(stage.elevator, name))

    assert counts(again) == (1, 1, 0, 0)
    assert set(ElevatorFiling.objects.values_list("state", flat=True)) == {
        FilingState.REPLACED, FilingState.FILED,
    }  # fmt: skip


def test_what_the_machine_finds_is_told_but_filed(firm: Firm, name: str) -> None:
    run = filed(firm, line(an_elevator(), name, contract="HT-9"), contracts=())

    row = TableRow.objects.get(run=run)
    assert (run.filed, run.told, row.refused) == (1, 1, False)
    assert row.reasons[0]["fault"] == "no_contract_file"


def test_a_contract_of_an_earlier_filing_need_not_be_sent_again(firm: Firm, name: str) -> None:
    filed(firm, line(an_elevator(), name))

    filed(firm, line(an_elevator(), name), contracts=())

    assert ElevatorFiling.objects.filter(contract_file=None).count() == 0


def test_rows_are_refused_by_themselves_with_every_reason(firm: Firm, name: str) -> None:
    good, taken = an_elevator(), an_elevator()
    filed(firm, line(taken, name))
    run = filed(
        firm, line(good, name), line(good, name), line(taken, name, contract="HT-2"),
        "99999999999999999999,,HT-1,2026-11-22,,,,", "3.11E+19,接管,,昨天,,,,",
    )  # fmt: skip

    told = {
        row.line: [one["zh"] for one in row.reasons] for row in TableRow.objects.filter(run=run)
    }
    assert counts(run) == (5, 1, 0, 4)
    assert told[3] == [f"注册代码：同一表格中重复「{good.register_number}」"]
    assert "尚未办结" in told[4][0]
    assert told[5] == ["注册代码：登记表中没有这台电梯「99999999999999999999」"]
    assert len(told[6]) == 4


@pytest.mark.parametrize("apply", [True, False])
def test_a_killed_run_goes_on_after_its_last_batch_and_ends_the_same(
    firm: Firm, name: str, apply: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_work, "BATCH", 2)
    lines = [line(an_elevator(), name) for _ in range(5)]
    lines[4] = lines[0]
    run = handed_in(firm, *lines)
    if apply:
        run = apply_table(run_id=worked(run).pk, now=NOW, by=firm.by)
    killed = _killed_after(monkeypatch, batches=1)
    with pytest.raises(KeyboardInterrupt):
        work_on_table(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.rows_done) == (RunState.RUNNING, 2)
    killed()

    worked(run)

    assert (run.state, counts(run)) == (RunState.DONE, (5, 4, 0, 1))
    assert TableRow.objects.filter(run=run).count() == 1
    assert ElevatorFiling.objects.count() == (4 if apply else 0)


def _killed_after(monkeypatch: pytest.MonkeyPatch, *, batches: int) -> Callable[[], None]:
    """Break off inside the next batch, after its rows were filed and before it is written."""
    whole, taken = table_work._Table._move_on, []

    def broken(self: object, told: object) -> None:
        taken.append(1)
        if len(taken) > batches:
            raise KeyboardInterrupt
        whole(self, told)  # type: ignore[arg-type]

    monkeypatch.setattr(table_work._Table, "_move_on", broken)
    return lambda: monkeypatch.setattr(table_work._Table, "_move_on", whole)


def test_a_stopped_run_writes_no_more_and_goes_on_when_asked(firm: Firm, name: str) -> None:
    run = handed_in(firm, line(an_elevator(), name))
    stop_table(run_id=run.pk, now=NOW, by=firm.by)
    assert worked(run).state is RunState.STOPPED

    go_on_with_table(run_id=run.pk, now=NOW, by=firm.by)

    assert (worked(run).state, run.filed) == (RunState.DONE, 1)


def test_two_workers_on_one_run_write_it_once(
    firm: Firm, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = worked(handed_in(firm, line(an_elevator(), name)))
    run = apply_table(run_id=tried.pk, now=NOW, by=firm.by)
    whole, seen = table_work._Table._move_on, []

    def overtaken(self: object, told: object) -> None:
        if not seen:
            seen.append(1)
            TableRun.objects.filter(pk=run.pk).update(rows_done=1, filed=1)
        whole(self, told)  # type: ignore[arg-type]

    monkeypatch.setattr(table_work._Table, "_move_on", overtaken)
    work_on_table(run_id=run.pk, now=NOW)

    run.refresh_from_db()
    assert (run.state, ElevatorFiling.objects.count()) == (RunState.RUNNING, 0)


def test_applying_twice_is_one_run_and_needs_a_whole_trial(firm: Firm, name: str) -> None:
    tried = handed_in(firm, line(an_elevator(), name))
    with pytest.raises(NotTried):
        apply_table(run_id=tried.pk, now=NOW, by=firm.by)
    worked(tried)

    first = apply_table(run_id=tried.pk, now=NOW, by=firm.by)
    second = apply_table(run_id=tried.pk, now=NOW, by=firm.by)

    assert (first.pk, TableRun.objects.count()) == (second.pk, 2)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", BadTable),
        (b"%PDF-1.4", BadTable),
        (b"\x00\x01", BadTable),
        (b"a,b\n", HeadingsMissing),
    ],
)
def test_what_is_no_table_of_filings_is_refused_at_once(
    firm: Firm, data: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask_table(table=NamedFile("x.csv", BytesIO(data)), contracts=[], now=NOW, by=firm.by)

    assert TableRun.objects.count() == 0


def test_a_table_is_the_firms_own(firm: Firm, name: str) -> None:
    run = handed_in(firm, line(an_elevator(), name))

    with pytest.raises(NotFound):
        table_run_at_hand(run_id=run.pk, by=a_filing_firm().by)
    with pytest.raises(NotAllowed):
        stop_table(run_id=run.pk, now=NOW, by=a_stage().by_district)
