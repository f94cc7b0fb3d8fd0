"""Use units are told of rounds that they have not kept."""

from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Organisation
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import UseState
from hoistway.safety.queries.rounds import standings, units
from hoistway.safety.rules.periods import before, first_of, is_told
from hoistway.safety.rules.policy import policy_on
from hoistway.safety.vocabulary import SafetyRound


@transaction.atomic
def urge_rounds(*, now: datetime) -> int:
    """Queue a message for each missing round whose turn it is; return how many came up.

    A period is told once, however often this runs. Units without an elevator in use are left.
    """
    today = local_day(at=now)
    policy = policy_on(day=today)
    using = elevators(by=PLATFORM).filter(use_state=UseState.IN_USE, use_unit__isnull=False)
    keys = set(using.order_by().values_list("use_unit_id", flat=True).distinct())
    told = standings(organisation_ids=keys, today=today, policy=policy)
    drafts = []
    for unit in units(by=PLATFORM).filter(pk__in=keys):
        for kind in SafetyRound:
            streak = told[unit.pk].rounds[kind].streak
            marks, each = policy.urge_at[str(kind)], policy.urge_each[str(kind)]
            if is_told(streak=streak, marks=marks, each=each):
                drafts.append(_draft(unit, kind, streak, today))
    for draft in drafts:
        queue_message(draft=draft, now=now)
    return len(drafts)


def _draft(unit: Organisation, kind: SafetyRound, streak: int, today: date) -> Draft:
    last = before(kind=kind, first=first_of(kind=kind, day=today))
    zh = f"{kind.zh}未完成：{last:%Y-%m-%d} 这一期"
    en = f"{kind.en}: not kept for the period of {last:%Y-%m-%d}"
    if streak > 1:
        zh, en = f"{zh}，已连续缺 {streak} 期", f"{en}, {streak} periods in a row"
    return Draft(
        purpose=Purpose.SAFETY_ROUND, organisation_id=unit.pk, person_id=None, phone=unit.phone,
        key=f"safety.{unit.pk}.{kind}.{last}", link="/u/safety",
        zh=f"【慧梯】{zh}。", en=f"[Hoistway] {en}.", expires_at=None,
    )  # fmt: skip
