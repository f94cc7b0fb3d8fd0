"""An insurer enters a policy, and the elevators that it covers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.insurance.actions.steps import Told, held_policy, known_step, step
from hoistway.insurance.events import PolicyEntered
from hoistway.insurance.models import Cover, Policy
from hoistway.insurance.rules.entry import PolicyWords, faults_of
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.vocabulary import HolderKind, PolicyDeed, PolicySource, PolicyState
from hoistway.parties.models import Organisation
from hoistway.parties.queries import organisations, require
from hoistway.parties.vocabulary import Deed, OrganisationKind
from hoistway.registry.queries import elevators
from hoistway.registry.queries.claims import survivor_numbered
from hoistway.registry.vocabulary import UseState

_DAY = timedelta(days=1)
_KINDS = {HolderKind.USE_UNIT: OrganisationKind.USE_UNIT, HolderKind.FIRM: OrganisationKind.FIRM}
NAMED = 5
"""Numbers that a refusal names. Chosen: enough to find the slip."""


class PolicyUnsound(Refusal):
    """Raised when what a policy says cannot be."""

    code = "policy_unsound"
    zh = "保单信息有误：{zh}。"
    en = "The policy cannot be: {en}."
    status = 422


class PolicyKnown(Refusal):
    """Raised when this insurer's number stands for another policy in force."""

    code = "policy_known"
    zh = "保单号 {number} 已经录入。"
    en = "Policy {number} was entered before."


class ElevatorsMissing(Refusal):
    """Raised when no elevator would be covered."""

    code = "elevators_missing"
    zh = "请至少填写一台电梯的注册代码。"
    en = "Name at least one elevator by its register number."
    status = 422


class ElevatorUnknown(Refusal):
    """Raised when register numbers name no elevator, or a scrapped one."""

    code = "elevator_unknown"
    zh = "登记中没有这些电梯，或已报废：{numbers}。"
    en = "Not in the register, or scrapped: {numbers}."
    status = 422


@dataclass(frozen=True, slots=True)
class Way:
    """By which way a policy came in, and with what paper."""

    source: PolicySource = PolicySource.PAGE
    file: Attachment | None = None


@transaction.atomic
def enter_policy(
    *, words: PolicyWords, register_numbers: Collection[str], form_id: UUID,
    file: Attachment | None = None, now: datetime, by: Actor,
) -> Policy:  # fmt: skip
    """Keep a policy of the actor's insurer with its elevators; a form twice is one policy.

    Announces: PolicyEntered.
    Raises: NotAllowed, PolicyUnsound, PolicyKnown, ElevatorsMissing, ElevatorUnknown.
    Source: 286号 附件2 二（二）3: 相关保险信息应接入市智慧电梯平台保险管理系统.
    """
    require(by=by, deed=Deed.KEEP_INSURANCE)
    if not by.organisation_id:
        raise NotAllowed
    known = Policy.objects.filter(form_id=form_id, insurer_id=by.organisation_id).first()
    if known is not None:
        return known
    wrong = faults_of(words=words, most_years=policy_on(day=local_day(at=now)).most_years)
    if wrong:
        raise PolicyUnsound(
            zh="；".join(f"{one.column.zh}{one.fault.zh}" for one in wrong),
            en="; ".join(f"{one.column.en} {one.fault.en}" for one in wrong),
        )
    keys = _named(register_numbers)
    if in_force(numbers=[words.number], insurer_id=by.organisation_id):
        raise PolicyKnown(number=words.number)
    source = PolicySource.API if by.program else PolicySource.PAGE
    way = Way(source=source, file=file)
    policy = opened(words=words, way=way, form_id=form_id, now=now, by=by)
    cover(policy=policy, elevator_ids=keys, first=words.first)
    told = Told(form_id=form_id, facts={"elevators": sorted(keys)})
    step(policy, PolicyDeed.ENTER, told=told, now=now, by=by)
    return policy


@transaction.atomic
def add_elevators(  # noqa: PLR0913 -- the parts of an endorsement: policy, elevators, from when, why
    *, policy_id: int, register_numbers: Collection[str], first: date, form_id: UUID,
    words: str = "", now: datetime, by: Actor,
) -> Policy:  # fmt: skip
    """Cover further elevators from a day to the policy's end; those it covers already stay so.

    Announces: PolicyEntered. Raises: NotAllowed, NotFound, PolicyUnsound, PolicyKnown,
    ElevatorsMissing, ElevatorUnknown.
    """
    policy = held_policy(policy_id=policy_id, by=by)
    if known_step(form_id=form_id, policy_id=policy_id):
        return policy
    if policy.state is not PolicyState.IN_FORCE or not policy.period.lower <= first:
        raise PolicyUnsound(
            zh="已退保，或增加日早于起保日", en="it is cancelled, or the day lies before its first"
        )
    if first >= policy.period.upper:
        raise PolicyUnsound(zh="增加日晚于终保日", en="the day lies after its last")
    keys = _named(register_numbers) - covered_from(policy=policy, first=first)
    cover(policy=policy, elevator_ids=keys, first=first)
    facts = {"elevators": sorted(keys), "first": f"{first}"}
    told = Told(form_id=form_id, words=words, facts=facts)
    step(policy, PolicyDeed.ADD, told=told, now=now, by=by)
    announce(PolicyEntered(policy_id=policy.pk))
    return policy


def opened(*, words: PolicyWords, way: Way, form_id: UUID, now: datetime, by: Actor) -> Policy:
    """Keep a sound policy that covers no elevator yet, and announce it."""
    policy = Policy.objects.create(
        form_id=form_id, number=words.number, insurer_id=by.organisation_id,
        holder_kind=words.holder_kind, holder_name=words.holder_name, holder=_holder(words),
        period=DateRange(words.first, words.last + _DAY), file=way.file, source=way.source,
        sum_insured_fen=words.sum_insured_fen, each_accident_fen=words.each_accident_fen,
        entered_at=now, entered_by=by.as_json(),
    )  # fmt: skip
    announce(PolicyEntered(policy_id=policy.pk))
    return policy


def cover(*, policy: Policy, elevator_ids: Collection[int], first: date) -> None:
    """Cover elevators from a day to the end of a policy."""
    period = DateRange(first, policy.period.upper)
    Cover.objects.bulk_create(
        Cover(policy=policy, elevator_id=key, period=period) for key in sorted(elevator_ids)
    )


def covered_from(*, policy: Policy, first: date) -> set[int]:
    """Return the elevators that a policy covers on a day or later."""
    period = DateRange(first, policy.period.upper)
    rows = Cover.objects.filter(policy=policy, period__overlap=period)
    return set(rows.values_list("elevator_id", flat=True))


def in_force(*, numbers: Collection[str], insurer_id: int) -> dict[str, Policy]:
    """Return the policies of an insurer with these numbers that are not cancelled, held."""
    rows = Policy.objects.select_for_update(of=("self",)).filter(
        insurer_id=insurer_id, number__in=numbers, state=PolicyState.IN_FORCE
    )
    return {row.number: row for row in rows.order_by("pk")}


def located(*, register_numbers: Iterable[str]) -> dict[str, int]:
    """Return the elevators that these numbers name today, by number; 0 where one is scrapped."""
    asked = set(register_numbers)
    rows = elevators(by=PLATFORM).filter(register_number__in=asked)
    found = {
        number: 0 if state is UseState.SCRAPPED else key
        for key, number, state in rows.values_list("pk", "register_number", "use_state")
    }
    for number in asked - set(found):
        key = survivor_numbered(register_number=number)
        if key:
            found[number] = key
    return found


def _named(register_numbers: Iterable[str]) -> set[int]:
    asked = list(dict.fromkeys(number.strip() for number in register_numbers if number.strip()))
    if not asked:
        raise ElevatorsMissing
    found = located(register_numbers=asked)
    lacking = [number for number in asked if not found.get(number)]
    if lacking:
        more = "…" if len(lacking) > NAMED else ""
        raise ElevatorUnknown(numbers="、".join(lacking[:NAMED]) + more)
    return set(found.values())


def _holder(words: PolicyWords) -> Organisation | None:
    """Return the organisation that took a policy out, by its credit code, else by its name."""
    bodies = organisations(kind=_KINDS[words.holder_kind])
    if words.holder_code:
        found = bodies.filter(credit_code=words.holder_code).first()
        if found is not None:
            return found
    named = list(bodies.filter(name=words.holder_name)[:2])
    return named[0] if len(named) == 1 else None
