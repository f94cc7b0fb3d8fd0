"""Which elevators are covered on a day: under a policy, of one elevator, and where cover lacks."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.insurance.models import Cover
from hoistway.insurance.queries import (
    GapSearch,
    covered_on,
    covers_seen,
    gaps,
    past_covers,
    standing_on,
)
from hoistway.insurance.vocabulary import CoverStanding, HolderKind
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.v1.policies import seen
from hoistway.openapi.values import Day
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

under_policies = Router(tags=["insurance"])
of_elevators = Router(tags=["insurance"])
lacking = Router(tags=["insurance"])

_DAY = timedelta(days=1)


class CoverOut(Out):
    """One elevator under one policy; both days are covered, none where cover never began."""

    register_number: str
    jurisdiction: str
    first_day: date | None
    last_day: date | None


class CoveredOut(BaseModel):
    """One policy that covers or covered an elevator, with the days of this elevator in it."""

    number: str
    insurer: str | None
    insurer_name: str
    holder_kind: HolderKind
    holder_name: str
    first_day: date
    last_day: date
    sum_insured_fen: int
    each_accident_fen: int | None


class CoverOfElevator(Out):
    """How an elevator stands with its liability insurance on a day."""

    register_number: str
    day: date
    standing: CoverStanding
    until: date | None = Field(description="The last covered day of the stretch that has begun")
    in_force: CoveredOut | None = Field(description="The policy of that day that runs longest")
    policies: list[CoveredOut] = Field(description="All there are and were, the latest first")


class CoverDay(BaseModel):
    """Of which day; without one of today."""

    day: Day | None = None


class GapsAsked(Turned):
    """Which elevators; without a standing all that lack cover or lack it soon."""

    text: str = Field(default="", max_length=80, description="Register number, address, names")
    standing: CoverStanding | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class GapOut(Out):
    """One elevator in use whose cover runs out, has run out, or never was."""

    register_number: str
    jurisdiction: str
    use_unit: str | None
    firm: str | None
    standing: CoverStanding
    until: date | None = Field(description="The last covered day")
    days_left: int | None = Field(description="Negative once it has passed")


@under_policies.get(
    "/{policy}/covers", response=Page[CoverOut], url_name="policy-covers",
    summary="List elevators of a policy",
)  # fmt: skip
def list_covers(request: HttpRequest, policy: int, asked: Query[Turned]) -> HttpResponse:
    """Answer the elevators under a policy that the program's person may know of."""
    by = acting(request=request, scope=Scope.INSURANCE)
    rows = covers_seen(policy=seen(by=by, key=policy), by=by)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [
        CoverOut(
            register_number=row.elevator.register_number,
            jurisdiction=row.elevator.jurisdiction.code,
            first_day=None if row.period.isempty else row.period.lower,
            last_day=None if row.period.isempty else row.period.upper - _DAY,
        )
        for row in found
    ]
    return answer_page(request=request, rows=told, schema=CoverOut, following=following)


@of_elevators.get(
    "/{register_number}/insurance", response=CoverOfElevator, url_name="elevator-insurance",
    summary="Is an elevator covered?",
)  # fmt: skip
def read_insurance(
    request: HttpRequest, register_number: str, asked: Query[CoverDay]
) -> HttpResponse:
    """Answer whether an elevator in reach is covered on a day, by whom, and until when."""
    by = acting(request=request, scope=Scope.INSURANCE)
    require(by=by, deed=Deed.SEE_INSURANCE)
    elevator = elevator_seen(by=by, register_number=register_number)
    day, key = asked.day or local_day(at=clock.now()), elevator.pk
    stands = standing_on(elevator_ids=[key], day=day)[key]
    held = covered_on(elevator_ids=[key], day=day).get(key)
    told = CoverOfElevator(
        register_number=elevator.register_number, day=day, standing=stands.standing,
        until=stands.last, in_force=_covered(held[1]) if held else None,
        policies=[_covered(one) for one in past_covers(elevator_id=key)],
    )  # fmt: skip
    return answer_one(request=request, row=told)


@lacking.get(
    "", response=Page[GapOut], url_name="insurance-gaps", summary="List elevators without cover"
)
def list_gaps(request: HttpRequest, asked: Query[GapsAsked]) -> HttpResponse:
    """Answer the elevators in use that are not covered, or not for long.

    An insurer reads those of its own policies.
    """
    by, today = acting(request=request, scope=Scope.INSURANCE), local_day(at=clock.now())
    search = GapSearch(
        text=asked.text, standing=asked.standing, jurisdiction_code=asked.jurisdiction
    )
    rows = gaps(by=by, day=today, search=search)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    stands = standing_on(elevator_ids=[row.pk for row in found], day=today)
    told = [
        _gap(row, stands[row.pk].standing, until=stands[row.pk].last, today=today) for row in found
    ]
    return answer_page(request=request, rows=told, schema=GapOut, following=following)


def _covered(row: Cover) -> CoveredOut:
    policy = row.policy
    return CoveredOut(
        number=policy.number, insurer=organisation_ref(policy.insurer),
        insurer_name=policy.insurer.name, holder_kind=policy.holder_kind,
        holder_name=policy.holder_name, first_day=row.period.lower,
        last_day=row.period.upper - _DAY, sum_insured_fen=policy.sum_insured_fen,
        each_accident_fen=policy.each_accident_fen,
    )  # fmt: skip


def _gap(row: "Elevator", stands: CoverStanding, *, until: date | None, today: date) -> GapOut:
    return GapOut(
        register_number=row.register_number, jurisdiction=row.jurisdiction.code,
        use_unit=organisation_ref(row.use_unit), firm=organisation_ref(row.firm),
        standing=stands, until=until, days_left=(until - today).days if until else None,
    )  # fmt: skip
