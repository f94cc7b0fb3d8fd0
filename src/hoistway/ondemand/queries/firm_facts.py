"""What is measured of firms, and how the clauses stand for them on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from hoistway.credit.queries import grades_on
from hoistway.foundation.periods import local_day
from hoistway.ledger.queries import signed_text_holds
from hoistway.maintenance.queries.paperless import paperless
from hoistway.ondemand.models import FirmConditionChange, FirmPilot, FirmPilotStep, PilotPeriod
from hoistway.ondemand.queries.firms import end_of, listed_firm, period_on, policy_of
from hoistway.ondemand.rules.firm_entry import FirmFacts, FirmVerdict, judge_firm
from hoistway.ondemand.rules.firm_plan import plan_faults
from hoistway.ondemand.rules.policy import PilotPolicy
from hoistway.ondemand.vocabulary import EntryClause, PilotDeed
from hoistway.telemetry.queries import feed_quality


def firm_facts(
    *, firm_id: int, pilot: FirmPilot | None, period: PilotPeriod | None, policy: PilotPolicy,
    now: datetime,
) -> FirmFacts:  # fmt: skip
    """Return what is measured of a firm now. Source: requirements C2."""
    day = local_day(at=now)
    feeds = feed_quality(organisation_id=firm_id, now=now)
    visits = paperless(
        firm_id=firm_id, day=day, days=policy.online_days, least=policy.firm_least_visits
    )
    lacks = plan_faults(plan=pilot.plan if pilot else {})
    grade = grades_on(organisation_ids=[firm_id], day=day).get(firm_id)
    committed = pilot.submitted_at if pilot and pilot.commitment else None
    return FirmFacts(
        day=day, period_first=period.first_day if period else None,
        period_last=period.last_day if period else None,
        period_document=period.document_number if period else "",
        named=feeds.elevators_named, reporting=feeds.elevators_reporting,
        completeness=feeds.completeness, online_share=feeds.online_share,
        days_known=feeds.days_known,
        longest_gap_hours=feeds.longest_gap.total_seconds() / 3600,
        visits_due=visits.due, visits_recorded=visits.recorded, visits_since=visits.since,
        plan_lacks=tuple(fault.code for fault in lacks),
        committed_on=local_day(at=committed) if committed else None,
        grade=str(grade.grade) if grade else "", grade_round=grade.round_number if grade else "",
    )  # fmt: skip


def firm_verdicts(*, pilot: FirmPilot, now: datetime) -> tuple[FirmVerdict, ...]:
    """Return how each clause stands for an application now, computed afresh.

    The period of the day counts: an application to a period that is over has none.
    """
    period = period_on(day=local_day(at=now))
    own = period if period is not None and period.pk == pilot.period_id else None
    policy = policy_of(period=pilot.period)
    facts = firm_facts(firm_id=pilot.firm_id, pilot=pilot, period=own, policy=policy, now=now)
    return judge_firm(facts=facts, policy=policy)


def kept_verdicts(*, pilot: FirmPilot) -> tuple[FirmVerdict, ...]:
    """Return how the clauses stood when they were computed last, on `pilot.checked_on`."""
    return tuple(FirmVerdict.read(one) for one in pilot.facts)


def firm_preview(*, firm_id: int, now: datetime) -> tuple[FirmVerdict, ...]:
    """Return how the clauses would stand for a firm that has not applied; none without period."""
    period = period_on(day=local_day(at=now))
    if period is None:
        return ()
    policy = policy_of(period=period)
    facts = firm_facts(firm_id=firm_id, pilot=None, period=period, policy=policy, now=now)
    return judge_firm(facts=facts, policy=policy)


CONNECTED = frozenset({EntryClause.FIRM_MONITORING, EntryClause.FIRM_PAPERLESS})
"""The clauses of a firm's systems. Source: 286号 附件2 二 1, 2; requirements C2, C3."""


def firm_connected(*, firm_id: int, now: datetime) -> tuple[FirmVerdict, ...]:
    """Return how the clauses of a firm's own systems stand, also where no period is in force."""
    period = period_on(day=local_day(at=now))
    policy = policy_of(period=period)
    facts = firm_facts(firm_id=firm_id, pilot=None, period=period, policy=policy, now=now)
    judged = judge_firm(facts=facts, policy=policy)
    return tuple(one for one in judged if one.clause in CONNECTED)


def commitment_holds(*, pilot: FirmPilot) -> bool:
    """Tell whether the sealed commitment is still what the platform signed."""
    said: dict[str, str] = pilot.commitment or {}
    return bool(said) and signed_text_holds(
        body=said["body"], sha256=said["sha256"], key=said["key"], signature=said["signature"]
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmExplained:
    """How a firm stood on a day: its application, and each clause with its facts and their day."""

    day: date
    number: str
    document: str
    last: PilotDeed
    listed: bool
    published: bool
    clauses: tuple[tuple[FirmVerdict, date], ...]

    @property
    def holds(self) -> bool:
        """Whether the firm might have maintained on demand on that day."""
        return self.listed and all(verdict.holds for verdict, _ in self.clauses)


def explain_firm(*, firm_id: int, on: date) -> FirmExplained | None:
    """Return how a firm stood on a day by what was computed until then; None: never applied.

    Each clause comes with the day since which it has stood so.
    """
    over = end_of(day=on)
    begun = FirmPilotStep.objects.filter(pilot__firm_id=firm_id, at__lt=over)
    last = begun.select_related("pilot__period").order_by("-at", "-pk").first()
    if last is None:
        return None
    pilot, stood = last.pilot, dict[EntryClause, tuple[FirmVerdict, date]]()
    for row in FirmConditionChange.objects.filter(pilot=pilot, on__lte=on).order_by("on", "pk"):
        stood[row.clause] = FirmVerdict.read(row.facts), row.on
    listed = listed_firm(firm_id=firm_id, on=on)
    return FirmExplained(
        day=on, number=pilot.number, last=last.deed, listed=listed is not None,
        published=bool(listed and listed.published_at and listed.published_at < over),
        document=pilot.period.document_number,
        clauses=tuple(stood[one] for one in EntryClause.of_firms() if one in stood),
    )  # fmt: skip


def changes_of(*, pilot: FirmPilot) -> list[FirmConditionChange]:
    """Return what began or ceased to hold for an application, the latest first."""
    return list(FirmConditionChange.objects.filter(pilot=pilot).order_by("-on", "-pk"))
