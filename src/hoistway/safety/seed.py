"""How use units of the demo city keep their rounds: some all, some late, one hardly ever."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from hoistway.safety.actions import Holder, Said, appoint_holder, keep_round
from hoistway.safety.queries import first_of, last_of, policy_on
from hoistway.safety.vocabulary import RoundAnswer, SafetyPost, SafetyRound

MOST_UNITS = 10
"""Use units of the demo that keep rounds. Chosen: a list has rows, the seed stays quick."""

DAYS = 14
_NAMES = ("陈国华", "李秀兰", "王志强", "周敏", "吴建平", "郑玉芳")
_WORDS = "维保单位已通知，今日到场处理；张贴提示并安排人员值守。"


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let use units name who holds a post, and keep rounds of the last two weeks.

    The first unit, whose desk the hub opens, keeps every day but three and has today's to do.
    """
    seen: list[int] = []
    for row in elevators:
        if row.use_unit_id and row.use_unit_id not in seen and row.use_state is UseState.IN_USE:
            seen.append(row.use_unit_id)
    for number, unit in enumerate(seen[:MOST_UNITS]):
        account = account_of_role(role=RoleKind.USE_UNIT, organisation_id=unit)
        if account is not None:
            _unit(actor_of(account=account), number=number, chance=chance, now=now)


def _unit(by: Actor, *, number: int, chance: Random, now: datetime) -> None:
    today = local_day(at=now)
    posts = tuple(SafetyPost) if number % 4 != 3 else (SafetyPost.OFFICER,)
    for place, post in enumerate(posts):
        holder = Holder(
            post=post, name=_NAMES[(number + place) % len(_NAMES)],
            since=today - timedelta(days=200), telephone=f"139-DEMO-{number:02d}{place:02d}",
        )  # fmt: skip
        appoint_holder(holder=holder, form_id=_key(chance), now=now, by=by)
    skipped = {2, 5, 6} if number % 3 != 2 else set(range(1, 11))
    for back in range(DAYS, 0, -1):
        if back not in skipped:
            _keep(by, SafetyRound.DAILY, today - timedelta(days=back), chance=chance)
    if SafetyPost.DIRECTOR in posts:
        monday = first_of(kind=SafetyRound.WEEKLY, day=today) - timedelta(days=7)
        _keep(by, SafetyRound.WEEKLY, monday, chance=chance)


def _keep(by: Actor, kind: SafetyRound, day: date, *, chance: Random) -> None:
    """Keep the round of a period on the afternoon of its last day."""
    last = last_of(kind=kind, first=day)
    at = datetime.combine(last, time(17, chance.randrange(60)), SHANGHAI)
    codes = [line.code for line in policy_on(day=day).lines_of(kind)]
    answers = dict.fromkeys(codes, RoundAnswer.SOUND)
    if chance.random() < 0.2:
        answers[chance.choice(codes)] = RoundAnswer.WRONG
    said = Said(kind=kind, first=day, answers=answers, words=_WORDS)
    keep_round(said=said, form_id=_key(chance), now=at, by=by)


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
