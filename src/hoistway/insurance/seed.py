"""The liability insurance of the demo city: most covered, some running out, some never."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.insurance.actions import end_covers, enter_policy, warn_gaps
from hoistway.insurance.rules.entry import PolicyWords
from hoistway.insurance.vocabulary import HolderKind
from hoistway.parties.queries import account_of_role, actor_of, organisations
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as registered
from hoistway.registry.vocabulary import UseState

YEAR = timedelta(days=365)
_DAY = timedelta(days=1)
_SUMS = (200_000_000, 300_000_000, 500_000_000)
"""Fen: two, three and five million yuan."""

ENDS = (30, 7, 1, -1, -20, 12)
"""Days to the last day of the first holders' policies: what is told and what a list shows."""


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let insurers enter a policy for each use unit, or for a firm's customers.

    One holder in nine never insured; the first few run out about now, the others over the year.
    The sweep then tells what has come.
    """
    underwriters = _underwriters()
    if not underwriters:
        return
    today = local_day(at=now)
    for place, rows in enumerate(_by_unit(elevators)):
        if place % 9 == 8:
            continue
        left = ENDS[place] if place < len(ENDS) else chance.randrange(31, 360)
        last = today + timedelta(days=left)
        by = underwriters[place % len(underwriters)]
        _insure(rows, last=last, place=place, chance=chance, now=now, by=by)
    warn_gaps(now=now)


def _underwriters() -> list[Actor]:
    accounts = (
        account_of_role(role=RoleKind.INSURER, organisation_id=body.pk)
        for body in organisations(kind=OrganisationKind.INSURER)
    )
    return [actor_of(account=one) for one in accounts if one is not None]


def _by_unit(elevators: Sequence[Elevator]) -> list[list[Elevator]]:
    found: dict[int, list[Elevator]] = defaultdict(list)
    now_held = registered(by=PLATFORM).filter(pk__in=[row.pk for row in elevators])
    for row in now_held.select_related("use_unit", "firm"):
        if row.use_unit_id and row.use_state is not UseState.SCRAPPED:
            found[row.use_unit_id].append(row)
    return list(found.values())


def _insure(
    rows: list[Elevator], *, last: date, place: int, chance: Random, now: datetime, by: Actor
) -> None:
    """Enter this year's policy and, of most, last year's before it; one elevator left early."""
    first, unit = last - YEAR + _DAY, rows[0].use_unit
    assert unit is not None  # noqa: S101 -- narrows the type
    total = _SUMS[place % len(_SUMS)]
    years = [(first, last)] if place % 4 == 3 else [(first - YEAR, last - YEAR), (first, last)]
    for begin, end in years:
        words = PolicyWords(
            number=f"PZEL{begin.year}31{place:05d}{chance.randrange(1000):03d}",
            holder_kind=HolderKind.USE_UNIT, holder_name=unit.name, first=begin, last=end,
            sum_insured_fen=total, each_accident_fen=total // 4, holder_code=unit.credit_code,
        )  # fmt: skip
        policy = enter_policy(
            words=words, register_numbers=[row.register_number for row in rows],
            form_id=UUID(int=chance.getrandbits(128)), now=now, by=by,
        )  # fmt: skip
    if place == 7 and len(rows) > 1:
        end_covers(
            policy_id=policy.pk, elevator_ids=[rows[-1].pk], last=local_day(at=now),
            words="电梯拆除更新", form_id=UUID(int=chance.getrandbits(128)), now=now, by=by,
        )  # fmt: skip
