"""Enter a training, a campaign, a meeting or a lesson; withdraw what was entered wrongly."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.reform.models import Effort
from hoistway.reform.queries import effort_seen
from hoistway.reform.vocabulary import EffortKind


class NotYetHeld(Refusal):
    """Raised when an effort is said to have taken place on a day that is still to come."""

    code = "effort_not_yet_held"
    zh = "日期还没有到：请在活动举行之后登记。"
    en = "That day is still to come: enter it once it has taken place."
    status = 422


class AlreadyWithdrawn(Refusal):
    """Raised when an effort was withdrawn before."""

    code = "effort_withdrawn"
    zh = "这条记录已经撤回。"
    en = "This entry was withdrawn before."
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a district says of an effort."""

    kind: EffortKind
    title: str
    on: date
    words: str = ""
    audience: str = ""
    people: int = 0
    firms: int = 0
    file: Attachment | None = None


@transaction.atomic
def keep_effort(*, told: Told, form_id: UUID, now: datetime, by: Actor) -> Effort:
    """Enter an effort of the actor's own area; a form sent twice is one entry.

    Source: 286号 二（二）, 三（三）, 三（四）. Raises: NotAllowed, NotYetHeld.
    """
    require(by=by, deed=Deed.KEEP_EFFORTS)
    if told.on > local_day(at=now):
        raise NotYetHeld
    row, _new = Effort.objects.get_or_create(
        form_id=form_id,
        defaults={
            "jurisdiction_id": by.jurisdiction_id, "kind": told.kind, "title": told.title,
            "words": told.words, "on": told.on, "audience": told.audience, "people": told.people,
            "firms": told.firms, "file": told.file, "at": now, "by": by.as_json(),
        },
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_effort(*, effort_id: int, why: str, now: datetime, by: Actor) -> Effort:
    """Withdraw an entry of the own area, with a reason; it stays readable and no longer counts.

    Raises: NotAllowed, NotFound, AlreadyWithdrawn.
    """
    require(by=by, deed=Deed.KEEP_EFFORTS)
    row = effort_seen(by=by, effort_id=effort_id)
    if row.jurisdiction_id != by.jurisdiction_id:
        raise NotAllowed
    moved = Effort.objects.filter(pk=row.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_why=why
    )
    if not moved:
        raise AlreadyWithdrawn
    row.refresh_from_db()
    return row
