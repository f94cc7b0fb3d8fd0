"""Questions about firms' filings of themselves and what holds of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.fields.ranges import RangeEndsWith
from django.db.models import Max, Q, QuerySet

from hoistway.filings.models import FirmFiling, Licence, ServicePoint
from hoistway.filings.rules.firm_content import FirmContent, StaffLine
from hoistway.filings.rules.licences import HeldLicence
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import FilingState, LicenceItem, UrgeReason
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Organisation
from hoistway.parties.queries import (
    CertificateEnd,
    Reach,
    certificates_of,
    firms,
    members,
    names_of,
    reach_of,
    require,
    technicians_certified_until,
)
from hoistway.parties.vocabulary import CertificateKind, Deed, RoleKind

Pair = tuple[str, str]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmFilingSearch:
    """What is asked of firms' filings; an empty field asks nothing."""

    text: str = ""
    states: frozenset[FilingState] = frozenset()
    jurisdiction_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOut:
    """A licence or certificate that has run out or soon will; `last` is its last day.

    `items` are the sub-items of the licence that end together, none of a certificate.
    """

    reason: UrgeReason
    firm_id: int
    firm: Pair
    items: tuple[LicenceItem, ...]
    person: str
    last: date
    days: int


def firm_filings(*, by: Actor) -> QuerySet[FirmFiling]:
    """Return the filings of firms that this actor may see, latest first.

    A district sees those of the firms whose home it is, a firm its own. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FILINGS)
    found = FirmFiling.objects.filter(_of_home(by, "firm__"))
    return found.select_related("firm", "jurisdiction").order_by("-filed_at", "-pk")


def found_firm_filings(*, by: Actor, search: FirmFilingSearch) -> QuerySet[FirmFiling]:
    """Return the visible filings that fit, latest first."""
    found = firm_filings(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(firm__name__icontains=word)
            | Q(firm__credit_code__icontains=word) | Q(content__name__icontains=word)
        )  # fmt: skip
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.jurisdiction_code:
        found = found.filter(jurisdiction__code=search.jurisdiction_code)
    return found


def firm_filing_seen(*, number: str, by: Actor) -> FirmFiling:
    """Return one visible filing. Raises: NotAllowed, NotFound."""
    filing = firm_filings(by=by).filter(number=number).first()
    if filing is None:
        raise NotFound
    return filing


def firm_filing_in_force(*, firm_id: int) -> FirmFiling | None:
    """Return the filing that holds of a firm; scope was judged by the caller."""
    return FirmFiling.objects.filter(firm_id=firm_id, state=FilingState.CHECKED).first()


def latest_firm_filing(*, firm_id: int) -> FirmFiling | None:
    """Return what a firm filed last, whatever became of it; scope was judged by the caller."""
    return FirmFiling.objects.filter(firm_id=firm_id).order_by("-filed_at", "-pk").first()


def firms_checked(*, firm_ids: list[int]) -> frozenset[int]:
    """Return which of these firms have a filing that was checked and holds."""
    found = FirmFiling.objects.filter(firm_id__in=firm_ids, state=FilingState.CHECKED)
    return frozenset(found.values_list("firm_id", flat=True))


def firms_not_checked(*, by: Actor) -> QuerySet[Organisation]:
    """Return the firms within sight of which no filing holds, by name. Raises: NotAllowed."""
    require(by=by, deed=Deed.SEE_FILINGS)
    checked = FirmFiling.objects.filter(state=FilingState.CHECKED).values("firm_id")
    found = firms().filter(_of_home(by, "")).exclude(pk__in=checked)
    return found.select_related("jurisdiction")


def licences_of(*, firm_ids: list[int]) -> dict[int, list[HeldLicence]]:
    """Return the licences of firms by key, as their checked filings say; one query."""
    held: dict[int, list[HeldLicence]] = {key: [] for key in firm_ids}
    rows = Licence.objects.filter(firm_id__in=firm_ids)
    for row in rows.order_by("firm_id", "item", "period", "pk"):
        held[row.firm_id].append(
            HeldLicence(
                item=row.item, level=row.level, number=row.number, since=row.period.lower,
                until=row.period.upper,
            )
        )  # fmt: skip
    return held


def service_points_of(*, firm_ids: list[int]) -> QuerySet[ServicePoint]:
    """Return the stations and branches of firms, as their checked filings say."""
    return ServicePoint.objects.filter(firm_id__in=firm_ids).order_by("firm_id", "pk")


def running_out(*, by: Actor, day: date, now: datetime) -> list[RunningOut]:
    """Return what has run out or soon will within sight, the most pressing first.

    Of a licence the last day of its sub-item counts, of a person that of the longest
    certificate. How soon is soon: `FilingPolicy`. Four queries. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_FILINGS)
    policy = policy_on(day=day)
    licences = _licences_ending(by, before=day + timedelta(days=policy.licence_warn_days))
    people = technicians_certified_until(
        firms=_of_home(by, ""), before=day + timedelta(days=policy.certificate_warn_days), at=now
    )
    keys = {key for key, _until in licences} | {one.organisation_id for one in people}
    names = names_of(organisation_ids=keys)
    ends = [
        *(
            _licence_end(key, until, items, names=names, day=day)
            for (key, until), items in licences.items()
        ),
        *(_certificate_end(one, names, day) for one in people),
    ]
    return sorted(ends, key=lambda one: (one.last, one.firm, one.person))


def filled_in(*, firm: Organisation, now: datetime) -> FirmContent:
    """Return what a firm begins its form with: what it filed last, else what is known of it."""
    last = latest_firm_filing(firm_id=firm.pk)
    if last is not None:
        return FirmContent.read(last.content)
    crew = members(organisation_id=firm.pk, role=RoleKind.TECHNICIAN, at=now)
    people = {row.person_id: row.person for row in crew}
    held = certificates_of(person_ids=list(people), kind=CertificateKind.T)
    longest = {row.person_id: row for row in reversed(held)}
    staff = [
        StaffLine(
            name=person.name, phone=person.phone,
            number=longest[key].number if key in longest else "",
            since=longest[key].valid_from if key in longest else None,
            last=longest[key].valid_until if key in longest else None,
        )
        for key, person in people.items()
    ]  # fmt: skip
    return FirmContent(
        name=firm.name, credit_code=firm.credit_code, duty_phone=firm.phone, staff=tuple(staff)
    )


def _of_home(by: Actor, prefix: str) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return Q(**{f"{prefix}jurisdiction_id": by.jurisdiction_id})
    if reach is Reach.FIRM:
        return Q(**{f"{prefix}pk": by.organisation_id})
    return Q(pk__in=[])


def _licences_ending(by: Actor, *, before: date) -> dict[tuple[int, date], list[LicenceItem]]:
    """Return which sub-items of the filings in force end together, by firm and first day without.

    What a firm has given up since does not count.
    """
    found = Licence.objects.filter(_of_home(by, "firm__"), filing__state=FilingState.CHECKED)
    last = found.values("firm_id", "item").annotate(until=Max(RangeEndsWith("period")))
    ends: dict[tuple[int, date], list[LicenceItem]] = {}
    for row in last.filter(until__lte=before).order_by("until", "firm_id", "item"):
        ends.setdefault((row["firm_id"], row["until"]), []).append(LicenceItem(row["item"]))
    return ends


def _licence_end(
    firm_id: int, until: date, items: list[LicenceItem], *, names: dict[int, Pair], day: date
) -> RunningOut:
    last = until - _DAY
    return RunningOut(
        reason=UrgeReason.LICENCE_ENDS, firm_id=firm_id, firm=names[firm_id],
        items=tuple(items), person="", last=last, days=(last - day).days,
    )  # fmt: skip


def _certificate_end(one: CertificateEnd, names: dict[int, Pair], day: date) -> RunningOut:
    return RunningOut(
        reason=UrgeReason.CERTIFICATE_ENDS, firm_id=one.organisation_id,
        firm=names[one.organisation_id], items=(), person=one.name, last=one.last,
        days=(one.last - day).days,
    )  # fmt: skip
