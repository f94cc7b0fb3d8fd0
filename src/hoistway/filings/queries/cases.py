"""All that decides over open filings, gathered for many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from hoistway.filings.models import ElevatorFiling, Objection, Responsibility
from hoistway.filings.queries.days import days_by_elevator
from hoistway.filings.queries.filings import OPEN, wish_of
from hoistway.filings.queries.firms import firms_checked, licences_of
from hoistway.filings.rules.decision_reasons import Case, Rival
from hoistway.filings.rules.filing import Circumstances, filing_faults
from hoistway.filings.rules.firm_content import FoundFault
from hoistway.filings.rules.holding import others_in, overlap
from hoistway.filings.rules.policy import FilingPolicy, policy_on
from hoistway.filings.vocabulary import FilingKind, UnitAnswer
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import certified_until
from hoistway.parties.vocabulary import CertificateKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand, families


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """One open filing with the elevator that it speaks of today, its faults and its case."""

    filing: ElevatorFiling
    home: Elevator
    policy: FilingPolicy
    faults: tuple[FoundFault, ...]
    case: Case


def policy_of(*, filing: ElevatorFiling, jurisdiction_code: str) -> FilingPolicy:
    """Return the edition by which a filing is judged: that of the day on which it was filed."""
    day = local_day(at=filing.filed_at)
    return policy_on(day=day, jurisdiction_code=jurisdiction_code)


def open_cases(*, elevator_ids: Collection[int], now: datetime) -> list[Open]:
    """Return the open filings of these elevators with what decides them, the earliest first.

    Rows that were merged into an elevator count as that elevator. Constant in queries.
    """
    homes = {row.pk: row for row in _homes(elevator_ids)}
    around = _Around(homes, now=now)
    return [around.open(filing) for filing in around.waiting]


def _homes(elevator_ids: Collection[int]) -> Iterable[Elevator]:
    return elevators_at_hand(elevator_ids=elevator_ids)


def at_home(*, elevator_ids: Collection[int]) -> Q:
    """Return the condition that keeps filings of these elevators and of what merged into them."""
    return Q(elevator_id__in=list(families(elevator_ids=elevator_ids)))


class _Around:
    """What stands around the open filings of some elevators."""

    def __init__(self, homes: dict[int, Elevator], *, now: datetime) -> None:
        self.homes, self.today = homes, local_day(at=now)
        self.home = families(elevator_ids=homes)
        whole = ElevatorFiling.objects.filter(elevator_id__in=list(self.home), state__in=OPEN)
        self.waiting = list(whole.order_by("filed_at", "pk"))
        self.days = days_by_elevator(elevator_ids=homes)
        self.objections: dict[int, set[int]] = defaultdict(set)
        keys = [one.pk for one in self.waiting]
        objected = Objection.objects.filter(filing_id__in=keys).order_by("pk")
        for filing_id, organisation_id in objected.values_list("filing_id", "organisation_id"):
            self.objections[filing_id].add(organisation_id)
        self._read_firms()
        self._read_decided()

    def _read_firms(self) -> None:
        firms = {one.firm_id for one in self.waiting}
        self.checked_firms = firms_checked(firm_ids=sorted(firms))
        self.licences = licences_of(firm_ids=sorted(firms))
        people = sorted({person for one in self.waiting for person in one.technicians})
        self.certified = certified_until(person_ids=people, kind=CertificateKind.T)

    def _read_decided(self) -> None:
        """Keep when the filings that hold days were accepted."""
        rows = Responsibility.objects.filter(elevator_id__in=self.homes).order_by("pk")
        self.accepted_at = dict(rows.values_list("filing_id", "decided_at"))

    def open(self, filing: ElevatorFiling) -> Open:
        home = self.homes[self.home[filing.elevator_id]]
        policy = policy_of(filing=filing, jurisdiction_code=home.jurisdiction.code)
        unit = _answer(filing, home)
        rivals = self._rivals(filing, home)
        faults = filing_faults(
            wish=wish_of(filing=filing), policy=policy,
            around=Circumstances(
                kind=home.kind, rated_speed_mps=home.rated_speed_mps, use_state=home.use_state,
                firm_checked=filing.firm_id in self.checked_firms,
                licences=tuple(self.licences[filing.firm_id]), certified_until=self.certified,
                claimed_by_other=bool(rivals), unit_denies=unit is UnitAnswer.DENIED,
                today=self.today,
            ),
        )  # fmt: skip
        case = Case(
            kind=filing.kind, checked=filing.checked_at is not None, unit=unit,
            answer_until=filing.filed_at + timedelta(days=policy.unit_answer_days),
            blocking=tuple(one.fault for one in faults if one.blocking), rivals=rivals,
            unit_objects=home.use_unit_id in self.objections[filing.pk],
            waits_until=filing.objection_until,
        )  # fmt: skip
        return Open(filing=filing, home=home, policy=policy, faults=faults, case=case)

    def _rivals(self, filing: ElevatorFiling, home: Elevator) -> tuple[Rival, ...]:
        if filing.kind is FilingKind.END:
            return ()
        others = [
            one for one in self.waiting
            if self.home.get(one.elevator_id) == home.pk and one.firm_id != filing.firm_id
        ]  # fmt: skip
        claims = {
            one.firm_id: one for one in others
            if one.kind is not FilingKind.END and _share_days(one, filing)
        }  # fmt: skip
        ends = {one.firm_id: one.period.lower for one in others if one.kind is FilingKind.END}
        since, until = filing.period.lower, filing.period.upper
        held = others_in(days=self.days[home.pk], firm_id=filing.firm_id, since=since, until=until)
        firms = sorted({one.firm_id for one in held} | set(claims))
        agreed = {consent["organisation"] for consent in filing.consents}
        return tuple(
            Rival(
                firm_id=firm, agrees=firm in agreed,
                ends=firm not in claims and firm in ends and ends[firm] <= since,
                objects=firm in self.objections[filing.pk],
                confirmed=firm in claims and claims[firm].unit_answer is UnitAnswer.CONFIRMED,
                accepted=any(
                    (self.accepted_at[one.filing_id], one.filing_id) > (filing.filed_at, filing.pk)
                    for one in held
                    if one.firm_id == firm
                ),
            )
            for firm in firms
        )  # fmt: skip


def _answer(filing: ElevatorFiling, home: Elevator) -> UnitAnswer:
    """Return what the use unit says; one that has come or gone meanwhile is asked or not."""
    said = UnitAnswer(filing.unit_answer)
    if said in {UnitAnswer.CONFIRMED, UnitAnswer.DENIED}:
        return said
    return UnitAnswer.ASKED if home.use_unit_id else UnitAnswer.NOBODY


def _share_days(one: ElevatorFiling, other: ElevatorFiling) -> bool:
    return overlap(
        since=one.period.lower, until=one.period.upper, other_since=other.period.lower,
        other_until=other.period.upper,
    )  # fmt: skip
