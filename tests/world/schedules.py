"""Builders around schedules: what was done before, without the long way through a phone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.ledger.models import Document, Key
from hoistway.ledger.vocabulary import Algorithm, DocumentKind
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.models import Visit, YearExport
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.registry.actions import Saying, say
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import RunState
from tests.world.parties import NOW
from tests.world.registry import portrayed


def done_before(
    *, elevator: Elevator, level: Level | None, on: date, due_on: date | None = None,
    lines: dict[str, object] | None = None, items: Sequence[str] = (),
) -> Visit:  # fmt: skip
    """Return a visit that counts from a day; its record is a plain sheet of paper in the ledger.

    One by need has no level but `items`.
    """
    assert elevator.firm is not None
    return Visit.objects.create(
        uid=uuid4(), elevator=elevator, firm=elevator.firm, kind=VisitKind.MAINTENANCE,
        level=level, edition="test", state=VisitState.SIGNED, due_on=due_on, counted_on=on,
        record=_paper(elevator), made_at=NOW, sheet={"lines": lines or {}},
        items=list(items),
    )  # fmt: skip


def _paper(elevator: Elevator) -> Document:
    key, _ = Key.objects.get_or_create(
        name="paper", defaults={"algorithm": Algorithm.ED25519, "made_at": NOW, "public_key": ""}
    )
    link = sha256(uuid4().bytes).hexdigest()
    return Document.objects.create(
        uid=uuid4(), elevator=elevator, key=key, kind=DocumentKind.VISIT_RECORD, body="{}",
        sequence=9_000 + Document.objects.filter(elevator=elevator).count(), sha256=link, link=link,
        previous_link="", signature="", kept_at=NOW, keep_until=date(2040, 1, 1),
    )  # fmt: skip


def tell_register(*, elevator: Elevator, now: datetime, **fields: str) -> None:
    """Let supervision say something of an elevator, such as `use_state="suspended"`."""
    saying = Saying(
        source="supervision", record_key=f"S{elevator.pk}", elevator_id=elevator.pk,
        fields=portrayed(elevator) | fields, observed_at=now,
    )  # fmt: skip
    say(sayings=[saying], now=now, by=PLATFORM)


def an_upkept_elevator(*, elevator: Elevator, person_id: int, now: datetime) -> YearExport:
    """Let an elevator have a late visit, planned for today, and its firm an export on the way."""
    assert elevator.firm is not None
    day = local_day(at=now)
    work_out_schedules(elevator_ids=[elevator.pk], now=now)
    waiting = Visit.objects.filter(elevator=elevator, state=VisitState.PLANNED)
    waiting.update(
        lead_id=person_id, planned_on=day, place_in_route=1, due_on=day - timedelta(days=5)
    )
    return YearExport.objects.create(
        form_id=uuid4(), number=f"DC{elevator.pk:012d}", firm=elevator.firm, visits=4,
        first_day=date(day.year, 1, 1), last_day=date(day.year, 12, 31), visits_done=1,
        state=RunState.RUNNING, at=now, by=PLATFORM.as_json(),
    )  # fmt: skip
