"""Inspections and tests of the demo city: most in time, a few late, some failed, some asked for."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.bulk import fresh_keys, insert_rows
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.inspection import actions
from hoistway.inspection.queries import days_after, defects_of, policy_on, reports_of, standing_of
from hoistway.inspection.rules.cycle import month_end, months_on
from hoistway.inspection.vocabulary import InspectionKind, RecordSource, Verdict
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of, organisations
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as registered
from hoistway.registry.vocabulary import ElevatorKind, UseState

YEARS = 4
"""Years of reports. Chosen: each elevator shows an inspection, most also tests."""

LATE = 0.02
"""Share of elevators whose last one is missing. Chosen: some two in a hundred, as cities report."""

BATCH = 2000
_COLUMNS = (
    "id", "form_id", "number", "elevator_id", "kind", "verdict", "held_on", "report_number",
    "body_id", "words", "stated_next_on", "file_id", "replaces_id", "replace_reason", "source",
    "recorded_at", "recorded_by",
)  # fmt: skip


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> int:
    """Lay the reports of the last years down, work out what is due, and play some scenes.

    The rows are read anew, as filings and matching have changed some; returns how many reports.
    """
    body = organisations(kind=OrganisationKind.INSPECTION_BODY).first()
    account = account_of_role(role=RoleKind.INSPECTOR)
    if body is None or account is None:
        return 0
    keys = [row.pk for row in elevators]
    rows = list(registered(by=PLATFORM).filter(pk__in=keys).exclude(use_state=UseState.SCRAPPED))
    laid = _lay_down(rows, body, chance, now)
    for start in range(0, len(rows), BATCH):
        batch = [row.pk for row in rows[start : start + BATCH]]
        actions.work_out_next(elevator_ids=batch, now=now)
    actions.stop_overdue(now=now)
    _scenes(elevators, rows, actor_of(account=account), chance, now)
    return laid


def _lay_down(rows: Sequence[Elevator], body: Organisation, chance: Random, now: datetime) -> int:
    reports = [report for row in rows for report in _reports(row, chance, local_day(at=now))]
    keys = fresh_keys(table="inspection_inspection", count=len(reports))
    said = [
        {
            "id": key, "form_id": str(UUID(int=chance.getrandbits(128), version=4)),
            "number": f"JY{held_on:%y%m%d}{key:06d}", "elevator_id": elevator_id,
            "kind": str(kind), "verdict": str(Verdict.PASSED), "held_on": held_on.isoformat(),
            "report_number": f"沪梯检-{held_on:%Y}-{key:06d}", "body_id": body.pk, "words": "",
            "stated_next_on": None, "file_id": None, "replaces_id": None, "replace_reason": "",
            "source": str(RecordSource.FILE), "recorded_by": PLATFORM.as_json(),
            "recorded_at": datetime.combine(held_on, time(17), SHANGHAI).isoformat(),
        }
        for key, (elevator_id, kind, held_on) in zip(keys, reports, strict=True)
    ]  # fmt: skip
    for start in range(0, len(said), BATCH):
        batch = said[start : start + BATCH]
        insert_rows(table="inspection_inspection", columns=_COLUMNS, rows=batch)
    return len(said)


def _reports(
    row: Elevator, chance: Random, today: date
) -> Iterator[tuple[int, InspectionKind, date]]:
    """Give what was held on one elevator: for each year in its window, the last perhaps not."""
    base = max(
        (day for day in (row.installed_on, row.altered_on) if day), default=row.registered_on
    )
    if base is None or base > today:
        return
    if base.year > today.year - YEARS:
        yield row.pk, InspectionKind.INSTALLATION, base
    is_late = chance.random() < LATE
    for year in range(max(base.year + 1, today.year - YEARS), today.year + 2):
        due_on = month_end(year=year, month=base.month)
        policy = policy_on(day=due_on)
        kind = policy.kind_in(year=year - base.year)
        early = policy.early_months(kind=kind)
        opens = months_on(day=due_on.replace(day=1), months=-early)
        held_on = days_after(day=opens, days=chance.randrange((due_on - opens).days + 1))
        is_last = year + 1 > today.year or month_end(year=year + 1, month=base.month) > today
        if held_on < today and not (is_late and is_last and due_on < today):
            yield row.pk, kind, held_on


def _scenes(
    order: Sequence[Elevator], rows: Sequence[Elevator], inspector: Actor, chance: Random,
    now: datetime,
) -> None:  # fmt: skip
    """Let one inspection fail, one pass after it had failed, and units ask for what is near."""
    alive = {row.pk: row for row in rows}
    lifts = [
        alive[row.pk] for row in order
        if row.pk in alive and alive[row.pk].kind is ElevatorKind.TRACTION_PASSENGER
        and alive[row.pk].use_state is UseState.IN_USE and alive[row.pk].use_unit_id
    ]  # fmt: skip
    if not lifts:
        return
    shown = [row for row in lifts if row.use_unit_id == lifts[0].use_unit_id] or lifts
    others = [row for row in lifts if row not in shown]
    _failed(shown[min(1, len(shown) - 1)], inspector, chance, now - timedelta(days=2))
    for row in [*shown[3:4], *others[5:8:2]]:
        _failed(row, inspector, chance, now - timedelta(days=20))
        _passed_after(row, inspector, chance, now - timedelta(days=6))
    for row in others[9:10]:
        _failed(row, inspector, chance, now - timedelta(days=1))
    _ask([*shown, *others[:60]], inspector, chance, now)


def _failed(row: Elevator, inspector: Actor, chance: Random, at: datetime) -> None:
    if not reports_of(elevator_ids=[row.pk]):
        return
    held_on = local_day(at=at)
    report = actions.Report(
        elevator_id=row.pk, kind=InspectionKind.PERIODIC, verdict=Verdict.FAILED, held_on=held_on,
        report_number=f"沪梯检-{held_on:%Y}-F{row.pk:05d}",
        defects=(
            actions.FoundDefect(
                words="制动器制动力矩不足，125% 载荷下制动距离超差", item="7.8",
                mend_by=days_after(day=held_on, days=30),
            ),
            actions.FoundDefect(words="轿厢应急照明不亮", item="4.9", mend_by=held_on),
        ),
    )  # fmt: skip
    kept = actions.record_inspection(report=report, form_id=_key(chance), now=at, by=inspector)
    firm = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=row.firm_id)
    if firm is not None and row.firm_id:
        last = defects_of(inspection=kept)[-1]
        actions.mend_defect(
            defect_id=last.pk, words="已更换应急电源和灯具。", now=at + timedelta(hours=20),
            by=actor_of(account=firm),
        )  # fmt: skip


def _passed_after(row: Elevator, inspector: Actor, chance: Random, at: datetime) -> None:
    if not reports_of(elevator_ids=[row.pk]):
        return
    held_on = local_day(at=at)
    report = actions.Report(
        elevator_id=row.pk, kind=InspectionKind.PERIODIC, verdict=Verdict.PASSED_AFTER,
        held_on=held_on, report_number=f"沪梯检-{held_on:%Y}-R{row.pk:05d}",
    )  # fmt: skip
    actions.record_inspection(report=report, form_id=_key(chance), now=at, by=inspector)


def _ask(rows: Sequence[Elevator], inspector: Actor, chance: Random, now: datetime) -> None:
    """Let units ask for what falls due within two months; the body agrees to every second."""
    today = local_day(at=now)
    soon = days_after(day=today, days=60)
    standings = standing_of(elevator_ids=[row.pk for row in rows], on=today)
    near = [
        (row, due) for row in rows
        if (due := standings[row.pk][1]).due_on is not None and due.due_on <= soon
    ]  # fmt: skip
    for turn, (row, due) in enumerate(near[:8]):
        unit = account_of_role(role=RoleKind.USE_UNIT, organisation_id=row.use_unit_id)
        if unit is None:
            continue
        wish = actions.Wish(
            elevator_id=row.pk, body_id=inspector.organisation_id, kind=due.kind,
            wished_on=days_after(day=today, days=9 + 2 * turn),
            words="工作日上午，请提前联系物业。",
        )  # fmt: skip
        asked = actions.ask_inspection(
            wish=wish, form_id=_key(chance), now=now, by=actor_of(account=unit)
        )
        if turn % 2:
            actions.agree_day(request_id=asked.pk, agreed_on=asked.wished_on, now=now, by=inspector)


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
