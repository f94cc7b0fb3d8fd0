"""Somebody else has the same trouble: one tap, counted once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound
from hoistway.riders.actions.origins import blurred_origin, device_hash
from hoistway.riders.actions.steps import held_report
from hoistway.riders.models import MeToo, PublicReport
from hoistway.riders.queries.reports import policy_of
from hoistway.riders.rules.course import ReportSettled
from hoistway.riders.rules.throttle import REPORTS_WINDOW
from hoistway.riders.vocabulary import ReportState

_OPEN = ReportState.open_states()


@transaction.atomic
def me_too(*, report_id: int, form_id: UUID, origin: str, now: datetime, device: str = "") -> int:
    """Count one more who has this trouble and return how many people stand behind it.

    A device counts once; without one, a network address once an hour. Raises: NotFound,
    ReportSettled.
    """
    report = held_report(report_id=report_id)
    if report.state is ReportState.HIDDEN:
        raise NotFound
    if report.state not in _OPEN:
        raise ReportSettled(zh=report.state.zh, en=report.state.en)
    hashed, place = device_hash(device=device), blurred_origin(origin=origin, now=now)
    if counted_before(report=report, device=hashed) or _tapped(report, form_id, hashed, place, now):
        return 1 + report.also
    MeToo.objects.create(
        form_id=form_id, report=report, device_hash=hashed, origin_hash=place, made_at=now
    )
    PublicReport.objects.filter(pk=report.pk).update(also=F("also") + 1)
    touch(f"report.{report.pk}", f"elevator.{report.elevator_id}")
    return 2 + report.also


def counted_before(*, report: PublicReport, device: str) -> bool:
    """Return whether a device stands behind a matter already."""
    if not device:
        return False
    if report.device_hash == device:
        return True
    if MeToo.objects.filter(report=report, device_hash=device).exists():
        return True
    return PublicReport.objects.filter(joined=report, device_hash=device).exists()


def _tapped(report: PublicReport, form_id: UUID, device: str, place: str, now: datetime) -> bool:
    """Return whether this tap came before, or too many came from where it comes from."""
    if MeToo.objects.filter(form_id=form_id).exists():
        return True
    lately = MeToo.objects.filter(
        report=report, origin_hash=place, made_at__gt=now - REPORTS_WINDOW
    )
    if not device:
        return lately.filter(device_hash="").exists()
    return lately.count() >= policy_of(report=report).me_too_origin
