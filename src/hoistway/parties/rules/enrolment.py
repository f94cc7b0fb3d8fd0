"""An entry of an enrolment file becomes a draft, or all the reasons why not."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from hoistway.foundation.credit_code import has_credit_code_shape, is_credit_code
from hoistway.foundation.geo import Point
from hoistway.parties.rules.entry import Entry
from hoistway.parties.vocabulary import (
    CertificateKind,
    EntryFault,
    JurisdictionKind,
    OrganisationKind,
    RoleKind,
)

CITIES = ("shanghai",)
"""Cities whose jurisdictions are shipped."""

SEAT: dict[RoleKind, OrganisationKind] = {
    RoleKind.TECHNICIAN: OrganisationKind.FIRM,
    RoleKind.FIRM_OFFICE: OrganisationKind.FIRM,
    RoleKind.USE_UNIT: OrganisationKind.USE_UNIT,
    RoleKind.DISPATCHER: OrganisationKind.DISPATCH_CENTRE,
    RoleKind.DISTRICT_REGULATOR: OrganisationKind.BUREAU,
    RoleKind.CITY_REGULATOR: OrganisationKind.BUREAU,
    RoleKind.INSPECTOR: OrganisationKind.INSPECTION_BODY,
    RoleKind.INSURER: OrganisationKind.INSURER,
}
"""Role → the kind of organisation in which alone it is held."""

REACHABLE = frozenset({OrganisationKind.FIRM, OrganisationKind.DISPATCH_CENTRE})
"""Who must be reachable day and night. Source: TSG T5002-2017 art. 5 (firms); house (desks)."""

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{2,79}")
_AREA = re.compile(r"[0-9A-Za-z-]{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionDraft:
    """A jurisdiction; `city` is the code of the city it belongs to, empty for a city."""

    code: str
    kind: JurisdictionKind
    name: str
    name_en: str
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """An organisation; what the file leaves open is empty and erases nothing."""

    kind: OrganisationKind
    name: str
    name_en: str
    credit_code: str
    jurisdiction: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDraft:
    """A rescue station of a firm, which is named or given by its credit code."""

    firm: str
    name: str
    place: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDraft:
    """A certificate with its period, both days included."""

    kind: CertificateKind
    number: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDraft:
    """When somebody is on call; the station is named, empty for the firm at large."""

    since: datetime
    until: datetime
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person in a role of an organisation, which is named or given by its credit code."""

    name: str
    phone: str
    organisation: str
    role: RoleKind
    login: str
    since: datetime | None
    certificates: tuple[CertificateDraft, ...]
    duty: tuple[DutyDraft, ...]


def judge_jurisdiction(*, entry: Entry) -> JurisdictionDraft | None:
    """Return the draft of a jurisdiction; None where the entry has findings that refuse."""
    entry.only("code", "kind", "name", "name_en", "city")
    code = entry.text("code", most=16, needed=True)
    if code and not _AREA.fullmatch(code):
        entry.find(EntryFault.SHAPE, "code", code, "letters, digits and hyphens")
    kind = entry.word("kind", JurisdictionKind)
    name = entry.text("name", most=60, needed=True)
    name_en = entry.text("name_en", most=80, needed=True)
    belongs = kind not in (None, JurisdictionKind.CITY, JurisdictionKind.FOREIGN)
    city = entry.text("city", most=16, needed=belongs)
    if not entry.fits or kind is None:
        return None
    return JurisdictionDraft(code=code, kind=kind, name=name, name_en=name_en, city=city)


def judge_organisation(*, entry: Entry) -> OrganisationDraft | None:
    """Return the draft of an organisation; None where the entry has findings that refuse."""
    entry.only("kind", "name", "name_en", "credit_code", "jurisdiction", "phone")
    kind = entry.word("kind", OrganisationKind)
    name = entry.text("name", most=120, needed=True)
    name_en = entry.text("name_en", most=160)
    code = "".join(entry.text("credit_code", most=40).upper().split())
    if code and not has_credit_code_shape(code=code):
        entry.find(EntryFault.SHAPE, "credit_code", code, "18 signs of GB 32100-2015")
    elif code and not is_credit_code(code=code):
        entry.find(EntryFault.CHECK_DIGIT, "credit_code", code)
    jurisdiction = entry.text("jurisdiction", most=16, needed=True)
    phone = entry.phone("phone", needed=kind in REACHABLE)
    if not entry.fits or kind is None:
        return None
    return OrganisationDraft(
        kind=kind, name=name, name_en=name_en, credit_code=code, jurisdiction=jurisdiction,
        phone=phone,
    )  # fmt: skip


def judge_station(*, entry: Entry) -> StationDraft | None:
    """Return the draft of a rescue station; None where the entry has findings that refuse."""
    entry.only("firm", "name", "longitude", "latitude")
    firm = entry.text("firm", most=120, needed=True)
    name = entry.text("name", most=80, needed=True)
    longitude = entry.degrees("longitude", most=180)
    latitude = entry.degrees("latitude", most=90)
    if not entry.fits:
        return None
    return StationDraft(firm=firm, name=name, place=Point(longitude, latitude))


def judge_person(*, entry: Entry, today: date) -> PersonDraft | None:
    """Return the draft of a person; None where the entry has findings that refuse."""
    entry.only("name", "phone", "organisation", "role", "login", "since", "certificates", "duty")
    role = entry.word("role", RoleKind)
    name = entry.text("name", most=60, needed=True)
    phone = entry.phone("phone", needed=role is RoleKind.TECHNICIAN)
    organisation = entry.text("organisation", most=120, needed=True)
    login = entry.text("login", most=80)
    if login and not _LOGIN.fullmatch(login):
        entry.find(EntryFault.SHAPE, "login", login, "3 to 80 letters, digits and . _ @ -")
    since = entry.instant("since", needed=False)
    held = tuple(filter(None, map(_certificate, entry.inside("certificates"))))
    duty = tuple(filter(None, map(_duty, entry.inside("duty"))))
    _warn(entry, role, login, held, today)
    if duty and role is not RoleKind.TECHNICIAN:
        entry.find(EntryFault.UNKNOWN_KEY, "duty", detail="only technicians are on call")
    if not entry.fits or role is None:
        return None
    return PersonDraft(
        name=name, phone=phone, organisation=organisation, role=role, login=login, since=since,
        certificates=held, duty=duty,
    )  # fmt: skip


def _warn(
    entry: Entry, role: RoleKind | None, login: str, held: tuple[CertificateDraft, ...], today: date
) -> None:
    if role is not RoleKind.TECHNICIAN:
        return
    if not any(c.kind is CertificateKind.T and c.since <= today <= c.until for c in held):
        entry.find(EntryFault.CANNOT_BE_CALLED, "certificates")
    if not login:
        entry.find(EntryFault.CANNOT_SIGN_IN, "login")


def _certificate(entry: Entry) -> CertificateDraft | None:
    entry.only("kind", "number", "from", "until")
    kind = entry.word("kind", CertificateKind)
    number = entry.text("number", most=32, needed=True)
    since, until = entry.day("from"), entry.day("until")
    if since and until and until < since:
        entry.find(EntryFault.ENDS_BEFORE_START, "until", until)
    if kind is None or since is None or until is None:
        return None
    return CertificateDraft(kind=kind, number=number, since=since, until=until)


def _duty(entry: Entry) -> DutyDraft | None:
    entry.only("from", "until", "station")
    since, until = entry.instant("from"), entry.instant("until")
    station = entry.text("station", most=80)
    if since and until and until <= since:
        entry.find(EntryFault.ENDS_BEFORE_START, "until", until)
    if since is None or until is None:
        return None
    return DutyDraft(since=since, until=until, station=station)
