"""A reporter's own data: taken out at their word, and forgotten when its time is over.

Source: 个人信息保护法 art. 19, 47. Steps stay; of theirs only what the reporter wrote in them goes.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.foundation.attachments import forget_file
from hoistway.messages.actions import forget_follower, forget_telephones
from hoistway.riders.actions.following import own_report
from hoistway.riders.actions.steps import Told, held_report, known_step, lock, step
from hoistway.riders.models import (
    PhoneCheck,
    PublicReport,
    ReporterPhone,
    ReportPhoto,
    ReportStep,
)
from hoistway.riders.queries.followed import SPOKEN
from hoistway.riders.vocabulary import PhotoState, ReportDeed, ReportState

_OPEN = sorted(str(state) for state in ReportState.open_states())


@transaction.atomic
def erase_report(*, token: str, form_id: UUID, now: datetime) -> None:
    """Take out what is a reporter's own: words, place, telephone and photos; the steps stay.

    The matter goes on without them, so that the fault is mended all the same. Raises: NotFound.
    Source: 个人信息保护法 art. 47.
    """
    own = own_report(token=token)
    lock(name=f"photos.{own.pk}")
    first = held_report(report_id=own.pk)
    if own.erased_at is not None or known_step(form_id=form_id, report_id=first.pk):
        return
    _take_out([own.pk], now)
    told = Told(form_id=form_id, facts={"number": own.number, "reason": "asked"})
    step(first, ReportDeed.ERASE, now=now, by=A_PASSENGER, told=told)


def _take_out(keys: Collection[int], now: datetime) -> None:
    PublicReport.objects.filter(pk__in=keys).update(
        words="", longitude=None, latitude=None, device_hash="", origin_hash="", erased_at=now
    )
    _unsay(keys)
    ReporterPhone.objects.filter(report_id__in=keys).delete()
    PhoneCheck.objects.filter(report_id__in=keys).delete()
    photos = ReportPhoto.objects.filter(report_id__in=keys, attachment__isnull=False)
    files = list(photos.values_list("attachment_id", flat=True))
    photos.update(attachment=None, state=PhotoState.ERASED)
    for attachment_id in files:
        forget_file(attachment_id=attachment_id)


def _unsay(keys: Collection[int]) -> None:
    """Empty what these reporters wrote in steps, and forget where they were told."""
    rows = list(PublicReport.objects.filter(pk__in=keys).values_list("number", "token", "joined"))
    matters = {*keys, *(joined for _, _, joined in rows if joined)}
    said = ReportStep.objects.filter(report_id__in=matters, deed__in=SPOKEN).exclude(words="")
    said.filter(facts__number__in=[number for number, _, _ in rows]).update(words="")
    forget_telephones(followers=[token for _, token, _ in rows])
    for _, token, _ in rows:
        forget_follower(follower=token)


def forget_reporters(*, before: datetime, now: datetime, by: Actor = PLATFORM) -> int:
    """Take reporters' own data out of matters closed before an instant; return of how many."""
    over = Q(closed_at__lt=before) | Q(hidden_at__lt=before, state=ReportState.HIDDEN)
    firsts = PublicReport.objects.filter(over, joined=None).exclude(state__in=_OPEN)
    found = PublicReport.objects.filter(
        Q(pk__in=firsts.values("pk")) | Q(joined__in=firsts.values("pk")), erased_at=None
    )
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            first = held_report(report_id=key)
            _take_out([key], now)
            facts = {"reason": "time", "before": before.isoformat()}
            step(first, ReportDeed.ERASE, now=now, by=by, told=Told(facts=facts, public=False))
    return len(keys)


def forget_reporter_phones(*, before: datetime) -> int:
    """Delete telephones left before an instant, and codes sent before it; return how many."""
    PhoneCheck.objects.filter(asked_at__lt=before).delete()
    old = ReporterPhone.objects.filter(left_at__lt=before)
    forget_telephones(followers=list(old.values_list("report__token", flat=True)))
    return old.delete()[0]
