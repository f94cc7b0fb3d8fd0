"""The facts by which the clauses of entry are judged, gathered for many elevators at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from hoistway.filings.queries import maintainers_on
from hoistway.foundation.among import among
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.inspection.queries.verdicts import Inspected, inspected_on
from hoistway.insurance.queries.insured import Insured, insured_on
from hoistway.ondemand.models import ElevatorPilot, ElevatorPilotStep, FirmPilot, PilotPeriod
from hoistway.ondemand.queries.firms import period_on
from hoistway.ondemand.rules.entry import ElevatorFacts
from hoistway.ondemand.vocabulary import PilotDeed
from hoistway.registry.queries import elevators_at_hand
from hoistway.telemetry.queries import Continuity, continuity_on
from hoistway.yearplans.queries.adopted import AdoptedPlan, adopted_on

CHUNK = 20_000
"""Elevators whose facts are held at once. Chosen: about 100 MB."""

_CONSENT = sorted(str(one) for one in (PilotDeed.CONSENTED, PilotDeed.REVOKED))


class Subject(NamedTuple):
    """Whom to judge: an elevator for a firm; `pilot_id` 0 where nothing was begun yet."""

    pilot_id: int
    elevator_id: int
    firm_pilot_id: int | None
    firm_id: int


class Consent(NamedTuple):
    """What the use unit said last: which unit, since when, and when it took it back."""

    unit_id: int | None = None
    on: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """Facts by elevator, consent by pilot, firms by application."""

    units: dict[int, int | None]
    maintainers: dict[int, tuple[int | None, date | None]]
    consents: dict[int, Consent]
    connection: dict[int, Continuity]
    insured: dict[int, Insured]
    plans: dict[int, AdoptedPlan]
    inspected: dict[int, Inspected]
    firms: dict[int, FirmPilot]
    period: PilotPeriod | None


def subjects_of(*, pilot_ids: Sequence[int]) -> list[Subject]:
    """Return the elevators of these ways."""
    rows = ElevatorPilot.objects.filter(among("id", pilot_ids)).order_by("pk")
    columns = ("pk", "elevator_id", "firm_pilot_id", "firm_pilot__firm_id")
    return [Subject(*row) for row in rows.values_list(*columns)]


def entry_facts(
    *, subjects: Sequence[Subject], now: datetime, day: date | None = None
) -> Iterator[ElevatorFacts]:
    """Give the facts of each subject in order, chunk by chunk; constant queries a chunk.

    Connection and what inspection is due next are known of today alone: for a past `day` they are
    left out.
    """
    today = local_day(at=now)
    day = day or today
    for start in range(0, len(subjects), CHUNK):
        part = subjects[start : start + CHUNK]
        found = _gathered(part, now, day, is_today=day == today)
        for one in part:
            yield _facts(one, found, now, day, is_today=day == today)


def _gathered(part: Sequence[Subject], now: datetime, day: date, *, is_today: bool) -> _Gathered:
    keys = [one.elevator_id for one in part]
    firms = {one.firm_pilot_id for one in part if one.firm_pilot_id}
    units = elevators_at_hand(elevator_ids=keys).values_list("pk", "use_unit_id")
    return _Gathered(
        units=dict(units), maintainers=_maintainers(keys, day),
        consents=consents_on(pilot_ids=[one.pilot_id for one in part if one.pilot_id], day=day),
        connection=continuity_on(elevator_ids=keys, now=now) if is_today else {},
        insured=insured_on(elevator_ids=keys, day=day),
        plans=adopted_on(elevator_ids=keys, day=day),
        inspected=inspected_on(elevator_ids=keys, day=day),
        firms={row.pk: row for row in FirmPilot.objects.filter(pk__in=firms)},
        period=period_on(day=day),
    )  # fmt: skip


def _maintainers(keys: Sequence[int], day: date) -> dict[int, tuple[int | None, date | None]]:
    found = maintainers_on(elevator_ids=keys, day=day)
    return {key: (one.firm_id, one.since) for key, one in found.items()}


def consents_on(*, pilot_ids: Sequence[int], day: date) -> dict[int, Consent]:
    """Return what use units had said last by the end of a day; one query."""
    over = datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
    rows = ElevatorPilotStep.objects.filter(
        among("pilot_id", pilot_ids), deed__in=_CONSENT, at__lt=over
    )
    found: dict[int, Consent] = {}
    for key, deed, at, unit in rows.order_by("at", "pk").values_list(
        "pilot_id", "deed", "at", "facts__unit"
    ):
        if deed == PilotDeed.CONSENTED:
            found[key] = Consent(unit, local_day(at=at))
        elif key in found:
            found[key] = found[key]._replace(revoked_on=local_day(at=at))
    return found


def _facts(
    one: Subject, found: _Gathered, now: datetime, day: date, *, is_today: bool
) -> ElevatorFacts:  # fmt: skip
    key, firm = one.elevator_id, found.firms.get(one.firm_pilot_id or 0)
    period, consent = found.period, found.consents.get(one.pilot_id, _NO_CONSENT)
    maintainer, since = found.maintainers.get(key, (None, None))
    heard, insured = found.connection.get(key), found.insured.get(key)
    plan, looked = found.plans.get(key), found.inspected[key]
    of_period = firm is not None and period is not None and firm.period_id == period.pk
    return ElevatorFacts(
        elevator_id=key, day=day, firm_id=one.firm_id,
        period_first=period.first_day if period else None,
        period_last=period.last_day if period else None,
        period_document=period.document_number if period else "",
        firm_number=firm.number if firm else "",
        firm_listed_on=_day(firm.listed_at) if firm and of_period else None,
        firm_ended_on=_day(firm.ended_at) if firm else None,
        promise_on=_day(firm.published_at) if firm else None,
        maintainer_id=maintainer, maintainer_since=since, use_unit_id=found.units.get(key),
        consent_unit_id=consent.unit_id, consented_on=consent.on, revoked_on=consent.revoked_on,
        device=heard is not None, last_accepted_on=_day(heard.last_accepted) if heard else None,
        silent_for=heard.silent_for if heard else None,
        online_share=heard.share if heard else None,
        longest_gap=heard.longest_gap if heard else None,
        days_known=heard.days_known if heard else 0,
        insured_first=insured.first if insured else None,
        insured_last=insured.last if insured else None,
        policy_number=insured.policy if insured else "",
        plan_uid=str(plan.uid) if plan else "", plan_firm_id=plan.firm_id if plan else None,
        plan_first=plan.first_day if plan else None, plan_last=plan.last_day if plan else None,
        plan_names_items=plan is not None and plan.names_items, verdict_good=looked.good,
        held_on=looked.held_on, inspection_due_on=looked.due_on if is_today else None,
    )  # fmt: skip


_NO_CONSENT = Consent()


def _day(at: datetime | None) -> date | None:
    return None if at is None else local_day(at=at)
