"""Checks that are to be done: by lot, by a lead, by a code on the spot; and dropped ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.events import CheckFinished
from hoistway.supervision.models import Check
from hoistway.supervision.queries import checks
from hoistway.supervision.vocabulary import CheckKind, CheckLead, CheckState

_LOCK = 57
"""First half of the advisory locks of this room. Chosen: the number of the decree."""


class AlreadyDone(Refusal):
    """Raised when a check is finished or dropped."""

    code = "check_done_already"
    zh = "检查 {number} 已经结束，不能再更改。"
    en = "Check {number} is over and cannot be changed."


class CheckStands(Refusal):
    """Raised when a record was handed in already."""

    code = "check_record_stands"
    zh = "检查 {number} 的记录已提交，不能再改；内容有误的，写明原因作废后重新检查。"
    en = "The record of check {number} is handed in. If it is wrong, drop it with a reason."


class DropReasonMissing(Refusal):
    """Raised when nobody says why a check is not done."""

    code = "drop_reason_missing"
    zh = "请写明未实施检查的原因。"
    en = "Say why the check is not done."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A check to be done, why, and from which lot it came."""

    organisation_id: int
    jurisdiction_id: int
    form_id: UUID
    kind: CheckKind = CheckKind.ROUTINE
    lead: CheckLead = CheckLead.DRAW
    lead_ref: str = ""
    planned_on: date | None = None
    draw_id: int | None = None
    officers: Sequence[dict[str, object]] = ()


@transaction.atomic
def propose_checks(*, proposals: Sequence[Proposal], now: datetime, by: Actor) -> list[Check]:
    """Plan checks, and return them in the order given; a form twice is one check.

    Raises: NotAllowed, also for another's area.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    own = reach_of(by=by) is Reach.ALL
    if not own and any(one.jurisdiction_id != by.jurisdiction_id for one in proposals):
        raise NotAllowed
    day = local_day(at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_LOCK])
    forms = [one.form_id for one in proposals]
    known = {row.form_id: row for row in Check.objects.filter(form_id__in=forms)}
    new: dict[UUID, Proposal] = {
        one.form_id: one for one in proposals if one.form_id not in known
    }  # fmt: skip
    last = Check.objects.filter(number__startswith=f"JC{day:%y%m%d}").count()
    rows = [
        Check(
            number=f"JC{day:%y%m%d}{last + place:03d}", form_id=one.form_id, kind=one.kind,
            lead=one.lead, lead_ref=one.lead_ref[:60], organisation_id=one.organisation_id,
            jurisdiction_id=one.jurisdiction_id, draw_id=one.draw_id,
            officers=list(one.officers), planned_on=one.planned_on, made_at=now,
            made_by=by.as_json(),
        )
        for place, one in enumerate(new.values(), start=1)
    ]  # fmt: skip
    known |= {row.form_id: row for row in Check.objects.bulk_create(rows)}
    return [known[form_id] for form_id in forms]


@transaction.atomic
def drop_check(*, check_id: int, words: str, now: datetime, by: Actor) -> Check:
    """Keep why a check is not done, or why its record does not hold.

    Announces: CheckFinished. Raises: NotAllowed, NotFound, AlreadyDone, DropReasonMissing.
    """
    row = locked_check(check_id=check_id, by=by)
    if not words.strip():
        raise DropReasonMissing
    row.state, row.dropped_words, row.ended_at = CheckState.DROPPED, words.strip()[:500], now
    row.save(update_fields=["state", "dropped_words", "ended_at"])
    announce(CheckFinished(check_id=row.pk))
    return row


def locked_check(*, check_id: int, by: Actor) -> Check:
    """Return an open check of the actor's area, held until the end of the transaction.

    Raises: NotAllowed, NotFound, AlreadyDone.
    """
    require(by=by, deed=Deed.DO_CHECK)
    row = checks(by=by).select_for_update(of=("self",)).filter(pk=check_id).first()
    if row is None:
        raise NotFound
    if row.state not in {CheckState.PLANNED, CheckState.UNDERWAY}:
        raise AlreadyDone(number=row.number)
    return row
