"""What a firm files of an elevator, and what the machine finds wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hoistway.filings.rules.firm_content import FoundFault
from hoistway.filings.rules.licences import HeldLicence, covered_until, covers
from hoistway.filings.rules.policy import FilingPolicy
from hoistway.filings.vocabulary import Fault, FilingKind
from hoistway.foundation.refusal import Refusal
from hoistway.registry.vocabulary import ElevatorKind, UseState

CONTRACT_SIGNS, REMARK_SIGNS, REASON_SIGNS = 60, 300, 300
"""Signs of a contract's number, a remark and a reason, as in the tables."""

LONGEST_PROMISE_MIN = 32_767
"""The most that the column holds."""

BLOCKING = frozenset(
    {
        Fault.NO_LICENCE, Fault.ITEM_NOT_COVERED, Fault.LEVEL_TOO_LOW, Fault.PERIOD_ENDS_FIRST,
        Fault.MISSING, Fault.NO_CONTRACT_FILE, Fault.NO_FIRM_FILING, Fault.UNIT_DENIES,
        Fault.SCRAPPED,
    }
)  # fmt: skip
"""With these a filing is kept, for it says something, but it cannot be checked as right."""


class EndsBeforeItBegins(Refusal):
    """Raised when the last day of a filing lies before its first."""

    code = "ends_before_it_begins"
    zh = "合同截止日期早于开始日期。"
    en = "The contract ends before it begins."
    status = 422


class ReasonMissing(Refusal):
    """Raised when something is returned, denied, objected to or ruled without saying why."""

    code = "filing_reason_missing"
    zh = "请写明理由。"
    en = "Say why."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingWish:
    """What a firm fills in; both days belong to the contract, no last day means «for good».

    `technicians` are keys of people of the firm; `promise_min` minutes until somebody is there.
    A filing that ends gives its first day without maintenance as `first_day`.
    """

    kind: FilingKind
    contract_number: str
    first_day: date
    last_day: date | None = None
    technicians: tuple[int, ...] = ()
    promise_min: int = 30
    remark: str = ""
    contract_file_id: int | None = None

    @property
    def until(self) -> date | None:
        """The first day after the contract."""
        return None if self.last_day is None else self.last_day + timedelta(days=1)


def require_sound(*, wish: FilingWish) -> None:
    """Refuse what cannot be kept at all. Raises: EndsBeforeItBegins."""
    if wish.last_day is not None and wish.last_day < wish.first_day:
        raise EndsBeforeItBegins


def given_reason(*, reason: str) -> str:
    """Return the reason in words. Raises: ReasonMissing."""
    words = reason.strip()[:REASON_SIGNS]
    if not words:
        raise ReasonMissing
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What stands around a filing when the machine looks at it.

    `certified_until` is the last day of each named technician's certificate T, where there is one.
    """

    kind: ElevatorKind
    rated_speed_mps: float | None
    use_state: UseState
    firm_checked: bool
    licences: tuple[HeldLicence, ...]
    certified_until: Mapping[int, date]
    claimed_by_other: bool
    unit_denies: bool
    today: date


def filing_faults(
    *, wish: FilingWish, around: Circumstances, policy: FilingPolicy
) -> tuple[FoundFault, ...]:  # fmt: skip
    """Return what is wrong with a filing, the blocking faults first. Source: 286号 二（一）."""
    found = list(_about_claims(wish, around))
    if wish.kind is not FilingKind.END:
        found += _about_form(wish, policy)
        found += _about_firm(wish, around)
        found += _about_people(wish, around)
    return tuple(sorted(found, key=lambda one: not one.blocking))


def _fault(fault: Fault, about: object = "") -> FoundFault:
    return FoundFault(fault, str(about), fault in BLOCKING)


def _about_claims(wish: FilingWish, around: Circumstances) -> Iterator[FoundFault]:
    if wish.last_day is not None and wish.last_day < wish.first_day:
        yield _fault(Fault.PERIOD_ENDS_FIRST)
    if around.unit_denies:
        yield _fault(Fault.UNIT_DENIES)
    if around.claimed_by_other:
        yield _fault(Fault.CLAIMED_BY_OTHER)
    if wish.kind is FilingKind.END:
        return
    if around.use_state is UseState.SCRAPPED:
        yield _fault(Fault.SCRAPPED)
    elif around.use_state is not UseState.IN_USE:
        yield _fault(Fault.NOT_IN_USE, around.use_state)


def _about_form(wish: FilingWish, policy: FilingPolicy) -> Iterator[FoundFault]:
    if not wish.contract_number.strip():
        yield _fault(Fault.MISSING, "contract_number")
    if not wish.technicians:
        yield _fault(Fault.MISSING, "technicians")
    if wish.contract_file_id is None and policy.contract_file_needed:
        yield _fault(Fault.NO_CONTRACT_FILE)
    if wish.promise_min > policy.promise_max_min:
        yield _fault(Fault.PROMISE_TOO_LONG, wish.promise_min)


def _about_firm(wish: FilingWish, around: Circumstances) -> Iterator[FoundFault]:
    if not around.firm_checked:
        yield _fault(Fault.NO_FIRM_FILING)
    lacking = covers(
        licences=around.licences, kind=around.kind, rated_speed_mps=around.rated_speed_mps,
        day=_judged_day(wish, around.today),
    )  # fmt: skip
    if lacking is not None:
        by_speed = lacking is Fault.LEVEL_TOO_LOW
        yield _fault(lacking, around.rated_speed_mps if by_speed else around.kind)
        return
    until = covered_until(
        licences=around.licences, kind=around.kind, rated_speed_mps=around.rated_speed_mps,
        day=_judged_day(wish, around.today),
    )  # fmt: skip
    if until is not None and _runs_out(until, wish.until):
        yield _fault(Fault.LICENCE_ENDS, until - timedelta(days=1))


def _judged_day(wish: FilingWish, today: date) -> date:
    """Return the day on which the firm must be licensed: the contract's first, or today if later.

    A first filing tells of contracts that began years ago; the licence of those days has been
    extended since, and nobody keeps the old one here.
    """
    last = wish.last_day or today
    return max(wish.first_day, min(today, last))


def _about_people(wish: FilingWish, around: Circumstances) -> Iterator[FoundFault]:
    day = _judged_day(wish, around.today)
    certified = [
        until
        for person in wish.technicians
        if (until := around.certified_until.get(person)) and until >= day
    ]
    if wish.technicians and not certified:
        yield _fault(Fault.NO_TECHNICIAN)
    elif certified and _runs_out(max(certified) + timedelta(days=1), wish.until):
        yield _fault(Fault.CERTIFICATE_ENDS, max(certified))


def _runs_out(until: date, contract_until: date | None) -> bool:
    """Return whether something ends within the contract; the clock watches one without end."""
    return contract_until is not None and until < contract_until
