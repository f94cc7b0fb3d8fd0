"""How often firms are looked at: worked out each night, set by a person, turned into checks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.proposing import Proposal, propose_checks
from hoistway.supervision.models import Check, FirmFrequency, FrequencyStep
from hoistway.supervision.queries.effect import open_checks
from hoistway.supervision.queries.frequency import Area, firm_facts, frequencies
from hoistway.supervision.rules.frequency import (
    FirmFacts,
    FrequencyPolicy,
    Judged,
    frequency_policy_on,
    judge,
)
from hoistway.supervision.vocabulary import (
    CheckKind,
    CheckLead,
    FrequencyBand,
    FrequencyGround,
)

_COLUMNS = [
    "band",
    "priority",
    "elevators",
    "facts",
    "reasons",
    "edition",
    "since",
    "worked_out_on",
]


class FrequencyWordless(Refusal):
    """Raised when a person sets a frequency without a reason, or for too long."""

    code = "frequency_wordless"
    zh = "请写明理由，并选一个今天以后、{days} 天以内的截止日期。"
    en = "Say why, and choose a last day after today and within {days} days."
    status = 422
    clause = "个人信息保护法 art. 24"


@transaction.atomic
def weigh_firms(*, now: datetime) -> int:
    """Work out how often each firm is looked at in each area; return how many bands changed.

    A change is kept as a step with its facts and reasons. A firm without an elevator in an area
    has no row there any more. Running it twice a day changes nothing.
    """
    day = local_day(at=now)
    policy = frequency_policy_on(day=day)
    facts = firm_facts(day=day, policy=policy)
    known = {
        (row.organisation_id, row.jurisdiction_id): row
        for row in FirmFrequency.objects.select_for_update()
    }
    judged = {area: judge(facts=one, policy=policy) for area, one in facts.items()}
    new: list[FirmFrequency] = []
    old: list[FirmFrequency] = []
    steps: list[FrequencyStep] = []
    for area, one in judged.items():
        row = known.get(area)
        if row is None or row.band is not one.band or row.edition != policy.edition:
            steps.append(_step(area, facts[area], one, policy, now))
        (new if row is None else old).append(_row(area, row, facts[area], one, policy, day))
    FirmFrequency.objects.bulk_create(new)
    FirmFrequency.objects.bulk_update(old, _COLUMNS, batch_size=500)
    gone = [row.pk for area, row in known.items() if area not in judged]
    FirmFrequency.objects.filter(pk__in=gone).delete()
    FrequencyStep.objects.bulk_create(steps)
    return len(steps)


def _row(
    area: Area, row: FirmFrequency | None, facts: FirmFacts, one: Judged, policy: FrequencyPolicy,
    day: date,
) -> FirmFrequency:  # fmt: skip
    row = row or FirmFrequency(organisation_id=area[0], jurisdiction_id=area[1], since=day)
    if row.band != one.band:
        row.since = day
    row.band, row.priority, row.elevators = one.band, one.priority, facts.elevators
    row.facts, row.reasons = facts.as_json(), _reasons(one)
    row.edition, row.worked_out_on = policy.edition, day
    return row


def _reasons(one: Judged) -> list[list[object]]:
    return [[str(reason.ground), reason.figure] for reason in one.reasons]


def _step(
    area: Area, facts: FirmFacts, one: Judged, policy: FrequencyPolicy, now: datetime
) -> FrequencyStep:
    return FrequencyStep(
        organisation_id=area[0], jurisdiction_id=area[1], band=one.band, facts=facts.as_json(),
        reasons=_reasons(one), edition=policy.edition, at=now, by=PLATFORM.as_json(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How often a person wants a firm looked at, why, and up to which day."""

    band: FrequencyBand
    words: str
    until: date


@transaction.atomic
def choose_frequency(
    *, frequency_id: int, choice: Choice, form_id: UUID, now: datetime, by: Actor
) -> FirmFrequency:
    """Set by a person how often a firm is looked at, until a day; a form twice is one step.

    The law's own draws are not touched by it. Source: 个人信息保护法 art. 24.
    Raises: NotAllowed, NotFound, FrequencyWordless.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    day = local_day(at=now)
    policy = frequency_policy_on(day=day)
    row = frequencies(by=by).select_for_update(of=("self",)).filter(pk=frequency_id).first()
    if row is None:
        raise NotFound
    if FrequencyStep.objects.filter(form_id=form_id).exists():
        return row
    if not choice.words.strip() or not 0 < (choice.until - day).days <= policy.most_chosen_days:
        raise FrequencyWordless(days=policy.most_chosen_days)
    row.chosen, row.chosen_words = choice.band, choice.words.strip()[:500]
    row.chosen_until, row.chosen_by = choice.until, by.as_json()
    row.save(update_fields=["chosen", "chosen_words", "chosen_until", "chosen_by"])
    FrequencyStep.objects.create(
        organisation_id=row.organisation_id, jurisdiction_id=row.jurisdiction_id, form_id=form_id,
        band=choice.band, facts=row.facts, words=row.chosen_words, edition=row.edition, at=now,
        reasons=[[str(FrequencyGround.PERSON), choice.until.isoformat()]], by=by.as_json(),
    )  # fmt: skip
    return row


@transaction.atomic
def plan_by_frequency(
    *, frequency_ids: Collection[int], form_id: UUID, now: datetime, by: Actor
) -> list[Check]:
    """Plan a check of each of these firms, unless one is to be done already; paper firms as such.

    A form twice plans no more. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    waiting = open_checks(by=by)
    rows = [
        row for row in frequencies(by=by).filter(pk__in=list(frequency_ids))
        if (row.organisation_id, row.jurisdiction_id) not in waiting
        or Check.objects.filter(form_id=uuid5(form_id, str(row.pk))).exists()
    ]  # fmt: skip
    proposals = [
        Proposal(
            organisation_id=row.organisation_id, jurisdiction_id=row.jurisdiction_id,
            form_id=uuid5(form_id, str(row.pk)), kind=CheckKind.ROUTINE, lead=lead_of(row=row),
            lead_ref=f"{row.edition} {row.band}",
        )
        for row in rows
    ]  # fmt: skip
    return propose_checks(proposals=proposals, now=now, by=by)


def lead_of(*, row: FirmFrequency) -> CheckLead:
    """Return what brought a check about: paper before records, records before the grade."""
    grounds = {code for code, _figure in row.reasons}
    if grounds & {str(FrequencyGround.PAPER), str(FrequencyGround.PARTLY)}:
        return CheckLead.PAPER
    if str(FrequencyGround.GRADE_POOR) in grounds:
        return CheckLead.CREDIT
    return CheckLead.RECORD
