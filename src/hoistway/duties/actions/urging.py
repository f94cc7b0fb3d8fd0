"""Once a day firms are told what of their duties runs out, and what has."""

from datetime import datetime

from django.db import transaction

from hoistway.duties.queries.due import DueDuty, due_everywhere
from hoistway.duties.rules.due import urged_for
from hoistway.duties.rules.policy import policy_on
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations_of


@transaction.atomic
def urge_duties(*, now: datetime) -> int:
    """Queue a message for each duty whose moment to be told has come; return how many came up.

    Each moment of each due day is told once, however often this runs.
    """
    today = local_day(at=now)
    warn_days = policy_on(day=today).warn_days
    due = [
        (one, moment)
        for ones in due_everywhere(now=now).values()
        for one in ones
        if (moment := urged_for(due=one.due, today=today, warn_days=warn_days)) is not None
    ]
    keys = sorted({one.firm_id for one, _ in due})
    bodies = {body.pk: body for body in organisations_of(organisation_ids=keys)}
    for one, moment in due:
        queue_message(draft=_draft(one, moment, bodies[one.firm_id]), now=now)
    return len(due)


def _draft(one: DueDuty, moment: int, body: Organisation) -> Draft:
    zh, en = one.kind.zh, one.kind.en
    if one.category is not None:
        zh, en = f"{zh}（{one.category.zh}）", f"{en} ({one.category.en})"
    late = moment < 0
    told_zh = "已逾期，应于 {day} 前完成" if late else "请于 {day} 前完成"
    told_en = "overdue since {day}" if late else "due by {day}"
    day = f"{one.due:%Y-%m-%d}"
    return Draft(
        purpose=Purpose.DUTY, organisation_id=body.pk, person_id=None, phone=body.phone,
        key=f"duty.{body.pk}.{one.kind}.{one.category or ''}.{one.due}.{moment}",
        link="/f/duties", zh=f"【慧梯】{zh}{told_zh.format(day=day)}。",
        en=f"[Hoistway] {en}: {told_en.format(day=day)}.", expires_at=None,
    )  # fmt: skip
