"""Builders for the progress of the reform."""

from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Schedule
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.reform.models import Effort
from hoistway.reform.vocabulary import EffortKind, Figure
from hoistway.registry.models import Elevator
from hoistway.supervision.models import Check, Order
from hoistway.telemetry.models import Presence
from tests.world.emergency import a_rescue
from tests.world.filed import a_laid_filing
from tests.world.maintenance import a_signed_visit, a_visit
from tests.world.parties import NOW, a_firm, a_jurisdiction, a_use_unit, fresh_number
from tests.world.pilot_elevators import a_pilot_elevator
from tests.world.registry import Site, an_elevator
from tests.world.samples import sample_rows

TODAY, DAY = local_day(at=NOW), timedelta(days=1)


def a_finished_check(*, organisation: Organisation, at: datetime = NOW) -> Check:
    """Return a check of an organisation, signed by both sides at an instant."""
    return Check.objects.create(
        number=f"JC{fresh_number():08d}", form_id=uuid4(), kind="routine", lead="draw",
        state="signed", organisation=organisation, jurisdiction=organisation.jurisdiction,
        officers=[{"person": 1}, {"person": 2}],
        signed_at=at, signed_text={"text": "…"}, made_at=at, made_by=PLATFORM.as_json(),
    )  # fmt: skip


def a_served_order(
    *, unit: Organisation, due_on: date, state: str = "served", settled_at: datetime | None = None,
    review_by: date | None = None, served_at: datetime = NOW - timedelta(days=40),
) -> Order:  # fmt: skip
    """Return an order that was served on a unit."""
    return Order.objects.create(
        number=f"沪监特令〔2026〕第{fresh_number()}号", form_id=uuid4(), state=state,
        check_made=a_finished_check(organisation=unit), organisation=unit,
        jurisdiction=unit.jurisdiction, edition="test", drafted_by_key="1", approved_by_key="2",
        signed_text={"text": "…"}, due_on=due_on, review_by=review_by, served_at=served_at,
        settled_at=settled_at,
    )  # fmt: skip


def a_schedule(*, elevator: Elevator, due: date) -> Schedule:
    """Return the schedule of an elevator whose next visit is due on a day."""
    return Schedule.objects.create(
        elevator=elevator, firm=elevator.firm, edition="test", began_on=due - 15 * DAY,
        next_level="half_month", next_due_on=due, worked_out_at=NOW,
    )  # fmt: skip


def _heard(elevator: Elevator, *, last: datetime) -> None:
    Presence.objects.create(
        elevator=elevator, first_seen=NOW - 60 * DAY, last_seen=last, state="live",
        clock_skew_ms=0,
    )  # fmt: skip


def a_district_half_done() -> Jurisdiction:
    """Return a district of two elevators: one keeps every figure, the other none."""
    district = a_jurisdiction()
    site = Site(jurisdiction=district, firm=a_firm(), use_unit=a_use_unit(jurisdiction=district))
    good, bare = an_elevator(site=site), an_elevator(site=site, plate=False)
    a_laid_filing(elevator=good)
    _heard(good, last=NOW - timedelta(hours=23))
    _heard(bare, last=NOW - timedelta(hours=25))
    visit = a_visit(elevator=good, due_on=TODAY - DAY)
    a_signed_visit(visit=visit, begun_at=NOW - 2 * DAY)
    a_visit(elevator=bare, due_on=TODAY - DAY)
    Schedule.objects.all().delete()
    a_schedule(elevator=good, due=TODAY)
    a_schedule(elevator=bare, due=TODAY - DAY)
    a_pilot_elevator(elevator=good)
    sample_rows(elevator=good, now=NOW)
    assert good.use_unit is not None
    a_finished_check(organisation=good.use_unit, at=NOW)
    a_use_unit(jurisdiction=district)
    a_served_order(unit=good.use_unit, due_on=TODAY - DAY)
    a_served_order(
        unit=good.use_unit, due_on=TODAY - 9 * DAY, state="closed", review_by=TODAY - DAY,
        settled_at=NOW - DAY,
    )  # fmt: skip
    a_rescue(elevator=good, opened_at=NOW - 2 * DAY)
    a_rescue(elevator=bare, opened_at=NOW - 3 * DAY, arrives_after=timedelta(minutes=31))
    return district


HALF_DONE = {
    Figure.FILED: (1, 2), Figure.POSTED: (1, 2), Figure.CONNECTED: (1, 2),
    Figure.PAPERLESS: (1, 2), Figure.ON_TIME: (1, 2), Figure.PILOT: (1, 2),
    Figure.SAMPLED: (1, 1), Figure.CHECKED: (1, 2), Figure.ORDERS: (1, 2),
    Figure.RESPONSE: (1, 2),
}  # fmt: skip
"""What is counted there: the part and the whole of each figure."""


def an_effort(*, jurisdiction: Jurisdiction, now: datetime = NOW) -> Effort:
    """Return a training that a district entered, with its list of those who came."""
    return Effort.objects.create(
        form_id=uuid4(), jurisdiction=jurisdiction, kind=EffortKind.TRAINING,
        title="维保小程序培训", words="讲解扫码、签字和补传。", audience="维保人员", people=40,
        firms=12, on=now.date() - timedelta(days=3), at=now, by=PLATFORM.as_json(),
        file=keep(upload=BytesIO(b"%PDF-1.4 list"), now=now, by=PLATFORM),
    )  # fmt: skip


def reform_words(*, jurisdiction: Jurisdiction) -> dict[str, str]:
    """Return what fills the variable parts of the addresses of a district's progress."""
    effort = Effort.objects.filter(jurisdiction=jurisdiction).first()
    effort = effort or an_effort(jurisdiction=jurisdiction)
    return {
        "area_code": jurisdiction.code, "figure": "posted", "effort_id": str(effort.pk),
    }  # fmt: skip
