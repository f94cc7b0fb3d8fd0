"""Policies, the elevators they cover, and what was done to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.insurance.models import Cover, Policy, PolicyStep
from hoistway.insurance.rules.cover import phase
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.vocabulary import HolderKind, PolicyPhase, PolicyState
from hoistway.parties.queries import Reach, in_reach, may, reach_of
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.queries import family


def policies(*, by: Actor) -> QuerySet[Policy]:
    """Return the policies this actor may read, latest first.

    An insurer reads its own; whoever took one out, and whoever an insured elevator belongs to,
    maintains it or supervises it, reads it too.
    """
    found = Policy.objects.filter(_seen(by)).select_related("insurer", "holder", "file")
    return found.order_by("-entered_at", "-pk")


def _seen(by: Actor) -> Q:
    if not may(by=by, deed=Deed.SEE_INSURANCE):
        return Q(pk__in=[])
    if by.role == str(RoleKind.INSURER):
        return Q(insurer_id=by.organisation_id)
    if reach_of(by=by) is Reach.ALL:
        return Q()
    theirs = Cover.objects.filter(in_reach(by=by, prefix="elevator__")).values("policy_id")
    seen = Q(pk__in=theirs)
    if reach_of(by=by) in {Reach.FIRM, Reach.USE_UNIT}:
        seen |= Q(holder_id=by.organisation_id)
    return seen


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySearch:
    """What is asked of the policies on a day; an empty field asks nothing."""

    day: date
    text: str = ""
    phase: PolicyPhase | None = None
    holder_kind: HolderKind | None = None
    register_number: str = ""


def found_policies(*, by: Actor, search: PolicySearch) -> QuerySet[Policy]:
    """Return the readable policies that fit, latest first."""
    found = policies(by=by)
    for word in search.text.split():
        named = Cover.objects.filter(
            Q(elevator__register_number__startswith=word) | Q(elevator__address__icontains=word)
        )
        found = found.filter(
            Q(number__icontains=word) | Q(holder_name__icontains=word)
            | Q(insurer__name__icontains=word) | Q(pk__in=named.values("policy_id"))
        )  # fmt: skip
    if search.register_number:
        named = Cover.objects.filter(elevator__register_number=search.register_number)
        found = found.filter(pk__in=named.values("policy_id"))
    if search.holder_kind:
        found = found.filter(holder_kind=search.holder_kind)
    return found.filter(_in_phase(search.phase, search.day))


def _in_phase(asked: PolicyPhase | None, day: date) -> Q:
    if asked is None:
        return Q()
    if asked is PolicyPhase.CANCELLED:
        return Q(state=PolicyState.CANCELLED)
    soon = day + timedelta(days=max(policy_on(day=day).warn_days) + 1)
    now = Q(period__contains=day)
    return (
        Q(state=PolicyState.IN_FORCE)
        & {
            PolicyPhase.COMING: Q(period__startswith__gt=day),
            PolicyPhase.RUNNING: now & Q(period__endswith__gt=soon),
            PolicyPhase.ENDING: now & Q(period__endswith__lte=soon),
            PolicyPhase.ENDED: Q(period__endswith__lte=day),
        }[asked]
    )


def policy_seen(*, policy_id: int, by: Actor) -> Policy:
    """Return a policy that this actor may read. Raises: NotFound."""
    found = policies(by=by).filter(pk=policy_id).first()
    if found is None:
        raise NotFound
    return found


def phase_of(*, policy: Policy, day: date) -> PolicyPhase:
    """Return where a policy stands on a day."""
    return phase(
        state=policy.state, first=policy.period.lower, last=policy.period.upper - timedelta(days=1),
        day=day, warn_days=policy_on(day=day).warn_days,
    )  # fmt: skip


def covers_of(*, policy_id: int) -> QuerySet[Cover]:
    """Return every cover of a policy with its elevator, by key."""
    found = Cover.objects.filter(policy_id=policy_id)
    related = "elevator__jurisdiction", "elevator__use_unit", "elevator__firm"
    return found.select_related(*related).order_by("pk")


def covers_seen(*, policy: Policy, by: Actor) -> QuerySet[Cover]:
    """Return the covers of a readable policy whose elevators this actor may know of.

    The insurer and whoever took it out know all of them.
    """
    found = covers_of(policy_id=policy.pk)
    if by.organisation_id and by.organisation_id in {policy.insurer_id, policy.holder_id}:
        return found
    return found.filter(in_reach(by=by, prefix="elevator__"))


def sizes_of(*, policy_ids: Collection[int]) -> dict[int, int]:
    """Return how many elevators each policy covers or covered."""
    rows = Cover.objects.filter(policy_id__in=policy_ids, period__isempty=False)
    counted = rows.order_by().values_list("policy_id").annotate(n=Count("elevator", distinct=True))
    return dict(counted)


def past_covers(*, elevator_id: int) -> list[Cover]:
    """Return every cover an elevator has or had, with policy and insurer, the latest first."""
    found = Cover.objects.filter(
        elevator_id__in=family(elevator_id=elevator_id), period__isempty=False
    )
    return list(found.select_related("policy__insurer").order_by("-period", "-pk"))


def steps_of(*, policy_id: int) -> list[PolicyStep]:
    """Return what was done to a policy, in its order."""
    return list(PolicyStep.objects.filter(policy_id=policy_id).order_by("at", "pk"))
