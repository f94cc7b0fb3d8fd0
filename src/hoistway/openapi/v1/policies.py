"""`/v1/policies`: liability insurance as insurers enter it and those concerned read it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.insurance import actions
from hoistway.insurance.models import Policy
from hoistway.insurance.queries import (
    PolicySearch,
    PolicyWords,
    found_policies,
    phase_of,
    policy_seen,
    sizes_of,
    steps_of,
)
from hoistway.insurance.vocabulary import (
    HolderKind,
    PolicyDeed,
    PolicyPhase,
    PolicySource,
    PolicyState,
)
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.doers import Fields
from hoistway.openapi.files import attachment_of
from hoistway.openapi.handing_out import BYTES, handed_out
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.openapi.values import Day
from hoistway.openapi.writes import form_of, many, write_once, write_one_or_many
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import survivor_numbered

router = Router(tags=["insurance"])

MOST_ELEVATORS = 10_000
"""Elevators of one call. Chosen: the largest fleet under one policy that the pages take."""


class PoliciesAsked(Turned):
    """Which policies, and which page of them."""

    text: str = Field(default="", max_length=80, description="Number, holder, insurer, address")
    phase: PolicyPhase | None = None
    holder_kind: HolderKind | None = None
    elevator: str = Field(default="", max_length=64, description="Register number")


class PolicyOut(Out):
    """One policy; both days are covered, sums are in fen. `policy` names it in addresses."""

    policy: int
    number: str
    insurer: str | None
    insurer_name: str
    holder_kind: HolderKind
    holder: str | None
    holder_name: str
    first_day: date
    last_day: date
    phase: PolicyPhase
    state: PolicyState
    cancelled_last: date | None = Field(description="The last covered day of a cancelled policy")
    sum_insured_fen: int
    each_accident_fen: int | None
    elevators: int
    file_sha256: str | None
    source: PolicySource
    entered_at: datetime


class PolicyStepOut(BaseModel):
    """One thing that was done to a policy."""

    deed: PolicyDeed
    at: datetime
    words: str
    elevators: int
    day: date | None = Field(description="First day of what was added, last day of what ended")


class PolicyWhole(PolicyOut):
    """One policy with what was done to it."""

    steps: list[PolicyStepOut]


class PolicyIn(BaseModel):
    """A policy as it stands on its paper."""

    number: str = Field(min_length=1, max_length=60)
    holder_kind: HolderKind
    holder_name: str = Field(min_length=1, max_length=120)
    holder_code: str = Field(default="", max_length=18, description="Credit code of the holder")
    first_day: Day
    last_day: Day
    sum_insured_fen: int = Field(ge=1, le=10**15)
    each_accident_fen: int | None = Field(default=None, ge=1, le=10**15)
    elevators: list[str] = Field(
        min_length=1, max_length=MOST_ELEVATORS, description="Register numbers"
    )
    file_sha256: str = Field(default="", max_length=64, description="Number of an attachment")


class AddIn(BaseModel):
    """Further elevators, covered from a day to the policy's end."""

    elevators: list[str] = Field(min_length=1, max_length=MOST_ELEVATORS)
    first_day: Day
    words: str = Field(default="", max_length=300)


class CancelIn(BaseModel):
    """The last covered day, and why."""

    last_day: Day
    words: str = Field(min_length=1, max_length=300)


class EndIn(CancelIn):
    """Which elevators are covered no longer than a last day, and why."""

    elevators: list[str] = Field(min_length=1, max_length=MOST_ELEVATORS)


@router.get("", response=Page[PolicyOut], url_name="policies", summary="List policies")
def list_policies(request: HttpRequest, asked: Query[PoliciesAsked]) -> HttpResponse:
    """Answer the policies that the program's person reads, the latest first.

    An insurer reads its own; holders, use units, firms and regulators those of their elevators.
    """
    by, today = acting(request=request, scope=Scope.INSURANCE), local_day(at=clock.now())
    search = PolicySearch(
        day=today, text=asked.text, phase=asked.phase, holder_kind=asked.holder_kind,
        register_number=asked.elevator,
    )  # fmt: skip
    order = ("-entered_at", "-pk")
    rows = found_policies(by=by, search=search)
    found, following = turn(rows=rows, order=order, after=asked.after, limit=asked.limit)
    sizes = sizes_of(policy_ids=[row.pk for row in found])
    told = [PolicyOut(**_fields(row, sizes, today)) for row in found]
    return answer_page(request=request, rows=told, schema=PolicyOut, following=following)


@router.get("/{policy}", response=PolicyWhole, url_name="policy", summary="Read a policy")
def read_policy(request: HttpRequest, policy: int) -> HttpResponse:
    """Answer one policy with what was done to it; `/covers` says which elevators."""
    by = acting(request=request, scope=Scope.INSURANCE)
    row = seen(by=by, key=policy)
    told = PolicyWhole(**_one(row), steps=_steps(row))
    return answer_one(request=request, row=told)


@router.get(
    "/{policy}/file", url_name="policy-file", summary="Take the paper of a policy",
    openapi_extra=BYTES,
)  # fmt: skip
def take_file(request: HttpRequest, policy: int) -> HttpResponse:
    """Give the bytes of the paper."""
    by = acting(request=request, scope=Scope.INSURANCE)
    return handed_out(attachment=seen(by=by, key=policy).file)


@router.post(
    "", response={201: PolicyOut}, url_name="policies", summary="Enter policies",
    openapi_extra=many(PolicyIn),
)  # fmt: skip
def enter_policies(request: HttpRequest) -> HttpResponse:
    """Keep, as an insurer, a policy with its elevators: one as JSON, or lines of NDJSON."""
    by = acting(request=request, scope=Scope.INSURANCE_WRITE)

    def do(one: PolicyIn, form_id: UUID) -> Answer:
        words = PolicyWords(
            number=one.number.strip(), holder_kind=one.holder_kind, holder_name=one.holder_name,
            holder_code=one.holder_code.upper(), first=one.first_day, last=one.last_day,
            sum_insured_fen=one.sum_insured_fen, each_accident_fen=one.each_accident_fen,
        )  # fmt: skip
        name = one.file_sha256
        row = actions.enter_policy(
            words=words, register_numbers=one.elevators, form_id=form_id,
            file=attachment_of(sha256=name, by=by) if name else None, now=clock.now(), by=by,
        )  # fmt: skip
        return _told(row.pk, by)

    return write_one_or_many(request=request, schema=PolicyIn, do=do)


@router.post(
    "/{policy}/add", response=PolicyOut, url_name="policy-add", summary="Cover further elevators"
)
def add_elevators(request: HttpRequest, policy: int, body: AddIn) -> HttpResponse:
    """Cover further elevators from a day; those that are covered already stay so."""

    def act(row: Policy, form_id: UUID, by: Actor) -> object:
        return actions.add_elevators(
            policy_id=row.pk, register_numbers=body.elevators, first=body.first_day,
            words=body.words, form_id=form_id, now=clock.now(), by=by,
        )  # fmt: skip

    return _done(request, policy, act)


@router.post(
    "/{policy}/end", response=PolicyOut, url_name="policy-end", summary="End cover of elevators"
)
def end_covers(request: HttpRequest, policy: int, body: EndIn) -> HttpResponse:
    """End the cover of some elevators after a last day; past days stay covered."""

    def act(row: Policy, form_id: UUID, by: Actor) -> object:
        keys = {survivor_numbered(register_number=one) for one in body.elevators} - {0}
        return actions.end_covers(
            policy_id=row.pk, elevator_ids=keys, last=body.last_day, words=body.words,
            form_id=form_id, now=clock.now(), by=by,
        )  # fmt: skip

    return _done(request, policy, act)


@router.post(
    "/{policy}/cancel", response=PolicyOut, url_name="policy-cancel", summary="Cancel a policy"
)
def cancel(request: HttpRequest, policy: int, body: CancelIn) -> HttpResponse:
    """End a whole policy after a last day; its number may be entered anew."""

    def act(row: Policy, form_id: UUID, by: Actor) -> object:
        return actions.cancel_policy(
            policy_id=row.pk, last=body.last_day, words=body.words, form_id=form_id,
            now=clock.now(), by=by,
        )  # fmt: skip

    return _done(request, policy, act)


def seen(*, by: Actor, key: int) -> Policy:
    """Return one readable policy. Raises: NotFound."""
    if not 0 < key < 2**63:
        raise NotFound
    return policy_seen(policy_id=key, by=by)


def _done(
    request: HttpRequest, key: int, act: Callable[[Policy, UUID, Actor], object]
) -> HttpResponse:
    by = acting(request=request, scope=Scope.INSURANCE_WRITE)

    def do() -> Answer:
        act(seen(by=by, key=key), form_of(request=request), by)
        return _told(key, by)

    return write_once(request=request, do=do, status=200)


def _told(key: int, by: Actor) -> dict[str, object]:
    return PolicyOut(**_one(policy_seen(policy_id=key, by=by))).model_dump(mode="json")


def _one(row: Policy) -> Fields:
    return _fields(row, sizes_of(policy_ids=[row.pk]), local_day(at=clock.now()))


def _steps(row: Policy) -> list[PolicyStepOut]:
    return [
        PolicyStepOut(
            deed=one.deed, at=one.at, words=one.words,
            elevators=len(one.facts.get("elevators", [])),
            day=one.facts.get("first") or one.facts.get("last"),
        )
        for one in steps_of(policy_id=row.pk)
    ]  # fmt: skip


def _fields(row: Policy, sizes: Mapping[int, int], today: date) -> Fields:
    return {
        "policy": row.pk, "number": row.number, "insurer": organisation_ref(row.insurer),
        "insurer_name": row.insurer.name, "holder_kind": row.holder_kind,
        "holder": organisation_ref(row.holder), "holder_name": row.holder_name,
        "first_day": row.period.lower, "last_day": row.period.upper - timedelta(days=1),
        "phase": phase_of(policy=row, day=today), "state": row.state,
        "cancelled_last": row.cancelled_last, "sum_insured_fen": row.sum_insured_fen,
        "each_accident_fen": row.each_accident_fen, "elevators": sizes.get(row.pk, 0),
        "file_sha256": row.file.sha256 if row.file else None, "source": row.source,
        "entered_at": row.entered_at,
    }  # fmt: skip
