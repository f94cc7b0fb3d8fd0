"""Tell officers and the organisation checked what waits for them; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.supervision.actions.signing import waits_for_officers, waits_for_unit
from hoistway.supervision.models import Check
from hoistway.supervision.queries import findings_of
from hoistway.supervision.vocabulary import CheckState


@transaction.atomic
def tell_check(*, check_id: int, now: datetime) -> None:
    """Queue what a check has to say: signatures that wait, then what it found."""
    row = Check.objects.select_related("organisation").filter(pk=check_id).first()
    if row is None:
        return
    if row.state is CheckState.UNDERWAY:
        _tell_waiting(row, now)
    elif row.state in {CheckState.SIGNED, CheckState.REFUSED}:
        count = findings_of(check_ids=[row.pk]).count()
        zh = f"发现问题 {count} 项，可查看检查记录" if count else "未发现问题"
        en = f"{count} findings, see the record" if count else "nothing was found"
        _queue(row, "finished", 0, f"监督检查已结束：{zh}", f"the check is over: {en}", now)


def _tell_waiting(row: Check, now: datetime) -> None:
    for person in waits_for_officers(check=row):
        zh = f"{row.organisation.name} 的检查记录等待您签字"
        _queue(row, "sign", person, zh, f"the record at {row.organisation.name} awaits you", now)
    if waits_for_unit(check=row):
        zh, en = "监督检查记录等待贵单位签字", "the record of a check awaits your signature"
        _queue(row, "sign", 0, zh, en, now)


def _queue(row: Check, step: str, person: int, zh: str, en: str, now: datetime) -> None:
    queue_message(
        draft=Draft(
            purpose=Purpose.CHECK, key=f"check.{row.pk}.{step}.{person}",
            organisation_id=None if person else row.organisation_id, person_id=person or None,
            phone="" if person else row.organisation.phone, link=f"/checks/{row.number}",
            zh=f"【慧梯】{row.number} {zh}。", en=f"[Hoistway] {row.number}: {en}.",
            expires_at=None,
        ), now=now,
    )  # fmt: skip
