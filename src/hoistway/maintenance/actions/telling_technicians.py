"""Tell technicians what their office has planned for them, or has taken from them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from hoistway.foundation.periods import SHANGHAI
from hoistway.maintenance.models import PhoneKey, Visit
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import phone_of

QUARTER = 15
"""Minutes within which the same plan is told once. Chosen: an office that moves visits to and fro
does not make a telephone ring each time."""


@transaction.atomic
def tell_assigned(*, person_id: int, visit_ids: Collection[int], now: datetime) -> None:
    """Tell a technician which days the plan has for him, or that visits are no longer his.

    The page that the message leads to shows the plan as it then is.
    """
    rows = list(Visit.objects.filter(pk__in=visit_ids).order_by("pk"))
    if not rows:
        return
    own = [row for row in rows if row.lead_id == person_id]
    days = sorted({str(row.planned_on) for row in own if row.planned_on})
    clock = now.astimezone(SHANGHAI)
    at = f"{clock:%Y%m%d%H}{clock.minute // QUARTER}"
    first = days[0] if days else ""
    zh, en = _words(len(own), len(rows) - len(own), "、".join(days), ", ".join(days))
    queue_message(
        draft=Draft(
            purpose=Purpose.VISITS_ASSIGNED,
            key=f"assigned.{person_id}.{at}.{first}.{len(own)}.{len(rows) - len(own)}",
            organisation_id=rows[0].firm_id, person_id=person_id,
            phone=phone_of(person_id=person_id),
            zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.", link="/t/plan", expires_at=None,
        ),
        now=now,
    )  # fmt: skip


def _words(own: int, gone: int, days_zh: str, days_en: str) -> tuple[str, str]:
    if not own:
        return (
            f"{gone} 台电梯的维保不再由您负责，请查看计划",
            f"Elevators no longer yours to maintain: {gone}. See your plan",
        )
    if not days_zh:
        return (
            f"单位交给您 {own} 台电梯的维保，请查看计划",
            f"Elevators given to you to maintain: {own}. See your plan",
        )
    return (
        f"单位安排您维保 {own} 台电梯，日期 {days_zh}，请查看计划",
        f"Elevators planned for you to maintain: {own}, on {days_en}. See your plan",
    )


def tell_key(*, row: PhoneKey, firm_id: int, now: datetime) -> None:
    """Tell a technician of a key that the firm registered: what it signs, they have signed."""
    where = row.device_name or str(row.uid)[:8]
    queue_message(
        draft=Draft(
            purpose=Purpose.SIGNING_KEY, key=f"signing_key.{row.pk}", organisation_id=firm_id,
            person_id=row.person_id, phone=phone_of(person_id=row.person_id),
            zh=f"【慧梯】单位为您登记了签名密钥“{where}”，用它签的维保记录即您本人签名。不是您本人掌握的，请立即停用。",
            en=(
                f"[Hoistway] Your firm registered the signing key «{where}» for you: records "
                "signed with it are signed by you. End it at once if you alone do not hold it."
            ),
            link="/t/me", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
