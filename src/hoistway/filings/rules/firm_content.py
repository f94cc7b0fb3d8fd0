"""What a firm files of itself, and what the machine finds wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from hoistway.filings.rules.licences import HeldLicence
from hoistway.filings.rules.policy import FilingPolicy
from hoistway.filings.vocabulary import Fault, LicenceItem, LicenceLevel
from hoistway.foundation.credit_code import is_credit_code

BLOCKING = frozenset(
    {
        Fault.MISSING, Fault.NO_LICENCE, Fault.PERIOD_ENDS_FIRST, Fault.NO_TECHNICIAN,
        Fault.DUTY_PHONE, Fault.CREDIT_CODE, Fault.PERSON_ELSEWHERE, Fault.TWICE,
    }
)  # fmt: skip
"""What keeps a firm's filing from being checked as right; the others are told and weighed."""

_EMERGENCY = frozenset({"110", "119", "120", "122"})
_FEWEST_DIGITS = 5
"""Chosen: hotlines begin with 95 and have five digits; less cannot be a line of a firm's own."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceLine:
    """One sub-item of the licence as filed; both days are included."""

    item: LicenceItem
    level: LicenceLevel = LicenceLevel.NONE
    number: str = ""
    since: date | None = None
    last: date | None = None

    def held(self) -> HeldLicence | None:
        """Return the licence by which elevators are judged, None while its days are not known."""
        if self.since is None or self.last is None or self.last < self.since:
            return None
        return HeldLicence(
            item=self.item, level=self.level, number=self.number, since=self.since,
            until=self.last + _DAY,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLine:
    """A station or branch; a branch has a credit code of its own. WGS-84 degrees."""

    name: str = ""
    branch: bool = False
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """A technician with the certificate T; both days are included."""

    name: str = ""
    phone: str = ""
    number: str = ""
    since: date | None = None
    last: date | None = None

    def certified(self, *, day: date) -> bool:
        """Return whether the certificate holds on a day."""
        if self.since is None or self.last is None:
            return False
        return bool(self.number) and self.since <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmContent:
    """All that a firm files of itself; the duty telephone is answered day and night."""

    name: str = ""
    credit_code: str = ""
    duty_phone: str = ""
    licences: tuple[LicenceLine, ...] = ()
    points: tuple[PointLine, ...] = ()
    staff: tuple[StaffLine, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the form in which a filing keeps it; days are ISO text."""
        kept: dict[str, Any] = _plain(asdict(self))
        return kept

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "FirmContent":
        """Return the content that a filing keeps."""
        return cls(
            name=kept["name"], credit_code=kept["credit_code"], duty_phone=kept["duty_phone"],
            licences=tuple(
                LicenceLine(
                    item=LicenceItem(one["item"]), level=LicenceLevel(one["level"]),
                    number=one["number"], since=_day(one["since"]), last=_day(one["last"]),
                )
                for one in kept["licences"]
            ),
            points=tuple(PointLine(**one) for one in kept["points"]),
            staff=tuple(
                StaffLine(**{**one, "since": _day(one["since"]), "last": _day(one["last"])})
                for one in kept["staff"]
            ),
        )  # fmt: skip

    def held(self) -> list[HeldLicence]:
        """Return the licences whose days are known."""
        return [held for one in self.licences if (held := one.held()) is not None]


@dataclass(frozen=True, slots=True)
class FoundFault:
    """One thing wrong with a filing, and with what of it (a number, a name, a day)."""

    fault: Fault
    about: str = ""
    blocking: bool = field(default=False)

    def as_json(self) -> dict[str, object]:
        """Return the form in which a filing keeps it."""
        return {"fault": str(self.fault), "about": self.about, "blocking": self.blocking}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "FoundFault":
        """Return the fault that a filing keeps."""
        return cls(Fault(kept["fault"]), kept.get("about", ""), bool(kept.get("blocking")))


def firm_faults(
    *, content: FirmContent, policy: FilingPolicy, day: date,
    elsewhere: Sequence[str] = (),
) -> list[FoundFault]:  # fmt: skip
    """Return what is wrong with a filing on a day, the blocking ones first, in order of the form.

    `elsewhere` are certificates whose holders work for another firm by the register.
    Source: 286号 二（一）; 特种设备安全法 art. 45; TSG T5002-2017 art. 5 (M).
    """
    found = [
        *_of_the_firm(content), *_of_licences(content, policy, day), *_of_points(content),
        *_of_staff(content, policy, day),
        *(FoundFault(Fault.PERSON_ELSEWHERE, number) for number in elsewhere),
    ]  # fmt: skip
    told = dict.fromkeys(FoundFault(one.fault, one.about, one.fault in BLOCKING) for one in found)
    return sorted(told, key=lambda one: not one.blocking)


def is_duty_phone(*, phone: str) -> bool:
    """Return whether a number can be a firm's duty line: a line of its own, no emergency number.

    Example:
        >>> is_duty_phone(phone="021-6289 1234"), is_duty_phone(phone="119")
        (True, False)
    """
    digits = re.sub(r"\D", "", phone)
    return len(digits) >= _FEWEST_DIGITS and digits not in _EMERGENCY


def _of_the_firm(content: FirmContent) -> Iterator[FoundFault]:
    if not content.name:
        yield FoundFault(Fault.MISSING, "name")
    if not content.credit_code:
        yield FoundFault(Fault.MISSING, "credit_code")
    elif not is_credit_code(code=content.credit_code):
        yield FoundFault(Fault.CREDIT_CODE, content.credit_code)
    if not content.duty_phone:
        yield FoundFault(Fault.MISSING, "duty_phone")
    elif not is_duty_phone(phone=content.duty_phone):
        yield FoundFault(Fault.DUTY_PHONE, content.duty_phone)
    for part in ("licences", "points", "staff"):
        if not getattr(content, part):
            yield FoundFault(Fault.MISSING, part)


def _of_licences(content: FirmContent, policy: FilingPolicy, day: date) -> Iterator[FoundFault]:
    for one in content.licences:
        complete = one.number and one.since and one.last
        levelled = one.item is not LicenceItem.TRACTION or one.level is not LicenceLevel.NONE
        if not complete or not levelled:
            yield FoundFault(Fault.MISSING, one.number or str(one.item))
        if one.since and one.last and one.last < one.since:
            yield FoundFault(Fault.PERIOD_ENDS_FIRST, one.number)
    held = content.held()
    if held and not any(one.since <= day < one.until for one in held):
        yield FoundFault(Fault.NO_LICENCE)
    for item in dict.fromkeys(one.item for one in held):
        until = max(one.until for one in held if one.item is item)
        if until <= day + timedelta(days=policy.licence_warn_days):
            yield FoundFault(Fault.LICENCE_ENDS, f"{item} {until - _DAY}")


def _of_points(content: FirmContent) -> Iterator[FoundFault]:
    for one in content.points:
        if not one.name or not one.address:
            yield FoundFault(Fault.MISSING, one.name or one.address or "points")
        if one.credit_code and not is_credit_code(code=one.credit_code):
            yield FoundFault(Fault.CREDIT_CODE, one.credit_code)
        if one.branch and not one.credit_code:
            yield FoundFault(Fault.MISSING, one.name)


def _of_staff(content: FirmContent, policy: FilingPolicy, day: date) -> Iterator[FoundFault]:
    if content.staff and not any(one.certified(day=day) for one in content.staff):
        yield FoundFault(Fault.NO_TECHNICIAN)
    seen: set[str] = set()
    for one in content.staff:
        if not (one.name and one.phone and one.number and one.since and one.last):
            yield FoundFault(Fault.MISSING, one.name or one.number or "staff")
            continue
        if one.number in seen:
            yield FoundFault(Fault.TWICE, one.number)
        seen.add(one.number)
        if one.last < one.since:
            yield FoundFault(Fault.PERIOD_ENDS_FIRST, one.number)
        elif one.last < day + timedelta(days=policy.certificate_warn_days):
            yield FoundFault(Fault.CERTIFICATE_ENDS, f"{one.name} {one.last}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | float) else str(value)
