"""The facts around an elevator as lines of its life: inspections, stops, faults, cover, reports."""

from collections.abc import Iterator
from datetime import UTC, datetime

from hoistway.faults.queries import FaultNow, open_faults_of, past_faults
from hoistway.foundation.periods import local_day
from hoistway.inspection.queries import past_inspections, past_stops
from hoistway.insurance.queries import past_covers
from hoistway.lifecycle.queries import Milestone
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.riders.queries import past_reports
from hoistway.supervision.queries.orders import orders_on

_ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)
_BODY = ("检验机构", "Inspection body")
_REPORTS = ("公众反映", "Public report")
_FAULTS = ("故障与急修", "Faults and repairs")


def facts_around(*, elevator_id: int) -> Iterator[Milestone]:
    """Give the lines of what the rooms around the register keep; a constant number of queries.

    Every report is told without its words; who may read which line the caller judges.
    """
    yield from _inspected(elevator_id)
    yield from _stopped(elevator_id)
    yield from _insured(elevator_id)
    yield from _ordered(elevator_id)
    still = open_faults_of(elevator_ids=[elevator_id]).get(elevator_id, [])
    for fault in (*still, *past_faults(elevator_id=elevator_id, since=_ALWAYS)):
        yield _fault(fault)
    for report in past_reports(elevator_id=elevator_id, since=_ALWAYS):
        yield Milestone(
            on=local_day(at=report.made_at), at=report.made_at, kind=MilestoneKind.REPORTED,
            words=(
                f"{report.kind.zh}：{report.topic.zh}，{report.state.zh}",
                f"{report.kind.en}: {report.topic.en}, {report.state.en}",
            ),
            source=_REPORTS, about="report", reference=report.number,
        )  # fmt: skip


def _inspected(elevator_id: int) -> Iterator[Milestone]:
    for row in past_inspections(elevator_id=elevator_id):
        yield Milestone(
            on=row.held_on, kind=MilestoneKind.INSPECTED,
            words=(
                f"{row.kind.zh}，{row.verdict.zh}", f"{row.kind.en}, {row.verdict.en}"
            ),
            source=(row.body.name, row.body.name_en or row.body.name) if row.body else _BODY,
            about="inspection", reference=row.number,
        )  # fmt: skip


def _stopped(elevator_id: int) -> Iterator[Milestone]:
    for row in past_stops(elevator_id=elevator_id):
        why = (row.reason.zh, row.reason.en)
        yield Milestone(
            on=local_day(at=row.ordered_at), at=row.ordered_at, kind=MilestoneKind.STOPPED,
            words=why, source=(row.clause, row.clause),
        )  # fmt: skip
        if row.lifted_at is not None:
            yield Milestone(
                on=local_day(at=row.lifted_at), at=row.lifted_at, kind=MilestoneKind.RELEASED,
                words=why, source=(row.clause, row.clause),
            )  # fmt: skip


def _insured(elevator_id: int) -> Iterator[Milestone]:
    for row in past_covers(elevator_id=elevator_id):
        insurer = row.policy.insurer
        last = row.period.upper - row.period.upper.resolution
        yield Milestone(
            on=row.period.lower, kind=MilestoneKind.INSURED,
            words=(f"至 {last}", f"until {last}"),
            source=(insurer.name, insurer.name_en or insurer.name),
            about="policy", reference=str(row.policy_id),
        )  # fmt: skip


def _ordered(elevator_id: int) -> Iterator[Milestone]:
    for row in orders_on(elevator_ids=[elevator_id]):
        if row.served_at is not None:
            yield Milestone(
                on=local_day(at=row.served_at), at=row.served_at, kind=MilestoneKind.ORDERED,
                words=(f"{row.number}，{row.state.zh}", f"{row.number}, {row.state.en}"),
                source=(row.organisation.name, row.organisation.name_en or row.organisation.name),
            )  # fmt: skip


def _fault(row: FaultNow) -> Milestone:
    return Milestone(
        on=local_day(at=row.began_at), at=row.began_at, kind=MilestoneKind.FAULT,
        words=(f"{row.kind.zh}，{row.state.zh}", f"{row.kind.en}, {row.state.en}"),
        source=_FAULTS, about="fault", reference=row.number,
    )  # fmt: skip
