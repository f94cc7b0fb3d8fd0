"""What is told of keys before they end, and what is forgotten of their use."""

from datetime import date, datetime, timedelta

from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.programs.models import ApiKey, RefusedDay, UseDay
from hoistway.programs.rules.life import WARN_DAYS, moment_of


def warn_ending(*, now: datetime) -> int:
    """Tell who answers for a key that it ends soon, once at each moment; return how many.

    The key of the message makes each one unique however often this runs.
    """
    until = now + timedelta(days=max(WARN_DAYS))
    rows = ApiKey.objects.filter(
        revoked_at=None, expires_at__gt=now, expires_at__lte=until, membership__isnull=False,
        membership__period__contains=now,
    )  # fmt: skip
    told = 0
    for key in rows.select_related("membership__person").order_by("pk"):
        if key.expires_at is None or key.membership is None:
            continue
        moment = moment_of(expires_at=key.expires_at, now=now)
        if moment is not None:
            queue_message(draft=_draft(key, moment), now=now)
            told += 1
    return told


def _draft(key: ApiKey, moment: int) -> Draft:
    if key.expires_at is None or key.membership is None:
        raise TypeError(key)
    last = local_day(at=key.expires_at)
    return Draft(
        purpose=Purpose.PROGRAM, key=f"programs.ending.{key.pk}.{last}.{moment}",
        organisation_id=None, person_id=key.membership.person_id,
        phone=key.membership.person.phone,
        zh=f"程序“{key.name}”的接口密钥将于 {last} 到期，届时该程序不能再调用。请延长或更换。",
        en=f"The API key of the program «{key.name}» ends on {last}; its calls will be refused "
        "from then on. Extend it or change it.",
        link=f"/programs/{key.uid}", expires_at=key.expires_at,
    )  # fmt: skip


def forget_use(*, before: date) -> int:
    """Delete the days of use and refusals before this one; return how many."""
    days = UseDay.objects.filter(day__lt=before).delete()[0]
    return days + RefusedDay.objects.filter(day__lt=before).delete()[0]
