"""What districts of the demo drew to check for truth, and whom the platform urged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.filings.actions import (
    DrawWish,
    draw_spot_checks,
    record_spot_check,
    urge_overdue,
)
from hoistway.filings.models import ElevatorFiling
from hoistway.filings.queries import checks_of
from hoistway.filings.seed.contracts import actor_in
from hoistway.filings.vocabulary import CheckResult, FilingState
from hoistway.parties.vocabulary import RoleKind

LAID_DRAWS, LEAST_DRAWN, CALLED = 3, 5, 0.6
_DAY = timedelta(days=1)


def draw_and_urge(
    *, filings: Sequence[ElevatorFiling], chance: Random, now: datetime
) -> None:  # fmt: skip
    """Let the first districts draw some and call the first of them; urge whoever is overdue."""
    homes = [one.jurisdiction_id for one in filings if one.state is FilingState.CHECKED]
    able = [home for home in sorted(set(homes)) if homes.count(home) >= LEAST_DRAWN]
    for home in able[:LAID_DRAWS]:
        desk = actor_in(role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=home)
        draw = draw_spot_checks(
            wish=DrawWish(jurisdiction_id=home, size=LEAST_DRAWN), now=now - 2 * _DAY, by=desk,
            form_id=UUID(int=chance.getrandbits(128), version=4),
        )  # fmt: skip
        checks = list(checks_of(draw_id=draw.pk))
        for number, check in enumerate(checks[: round(CALLED * len(checks))]):
            result = CheckResult.NO_ANSWER if number == 1 else CheckResult.TRUE
            record_spot_check(
                spot_check_id=check.pk, result=result, answered_s=chance.randrange(6, 40),
                words="连拨三次无人接听。" if number == 1 else "", now=now - _DAY, by=desk,
            )  # fmt: skip
    urge_overdue(now=now)
