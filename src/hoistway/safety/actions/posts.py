"""Who answers for the safety of a use unit's elevators."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.safety.models import Appointment
from hoistway.safety.vocabulary import SafetyPost


class PostVacant(Refusal):
    """Raised when nobody holds the post that keeps this round."""

    code = "safety_post_vacant"
    zh = "请先登记本单位的{post_zh}，再保存。"
    en = "Name the {post_en} of your unit first."
    status = 422
    clause = "令74号 art. 69"


class DatesTurned(Refusal):
    """Raised when somebody would leave a post before holding it."""

    code = "safety_dates_turned"
    zh = "离任日期不能早于任职日期，也不能是将来的日期。"
    en = "The last day lies neither before the first nor in the future."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a post, from which day on; the certificate may be empty."""

    post: SafetyPost
    name: str
    since: date
    telephone: str = ""
    certificate: str = ""


@transaction.atomic
def appoint_holder(*, holder: Holder, form_id: UUID, now: datetime, by: Actor) -> Appointment:
    """Keep who holds a post of the actor's unit; a form twice is one appointment.

    Source: 令74号 art. 69, 71: several people may hold the post of an officer.
    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.KEEP_SAFETY)
    row, _made = Appointment.objects.get_or_create(
        form_id=form_id,
        defaults={
            "organisation_id": by.organisation_id, "post": holder.post,
            "name": holder.name.strip()[:60], "telephone": holder.telephone.strip()[:20],
            "certificate": holder.certificate.strip()[:40], "since": holder.since, "at": now,
            "by": by.as_json(),
        },
    )  # fmt: skip
    return row


@transaction.atomic
def release_holder(*, appointment_id: int, until: date, today: date, by: Actor) -> Appointment:
    """Keep until which day somebody held a post; the telephone is kept no longer.

    Source of the last: 个人信息保护法 art. 19, 47. Raises: NotAllowed, NotFound, DatesTurned.
    """
    require(by=by, deed=Deed.KEEP_SAFETY)
    rows = Appointment.objects.select_for_update().filter(organisation_id=by.organisation_id)
    row = rows.filter(pk=appointment_id).first()
    if row is None:
        raise NotFound
    if row.until is not None:
        return row
    if not row.since <= until <= today:
        raise DatesTurned
    row.until, row.telephone = until, ""
    row.save(update_fields=["until", "telephone"])
    return row
