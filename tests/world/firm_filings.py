"""Builders of what firms file of themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.filings.actions import check_firm, file_firm
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import FirmContent, LicenceLine, PointLine, StaffLine
from hoistway.filings.vocabulary import LicenceItem, LicenceLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.credit_code import credit_check_digit
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Jurisdiction, Membership, Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_firm, a_member, fresh_number

TODAY = local_day(at=NOW)
DAY = timedelta(days=1)


def a_credit_code() -> str:
    """Return a fresh credit code with a right check digit."""
    body = f"91310106MA1{fresh_number():06d}"
    return body + credit_check_digit(body=body)


def a_licence(
    *, item: LicenceItem = LicenceItem.TRACTION, level: LicenceLevel = LicenceLevel.A2,
    since: date = TODAY - 365 * DAY, last: date = TODAY + 1095 * DAY,
    number: str = "TS3310001-2029",
) -> LicenceLine:  # fmt: skip
    """Return a line of a licence, A2 for years to come unless told otherwise."""
    return LicenceLine(item=item, level=level, number=number, since=since, last=last)


def a_point(**given: object) -> PointLine:
    """Return a station at 延平路."""
    point = PointLine(
        name="静安站", address="延平路 9 号", phone="021-DEMO-55501234", longitude=121.443,
        latitude=31.233,
    )  # fmt: skip
    return replace(point, **given)  # type: ignore[arg-type]


def a_worker(**given: object) -> StaffLine:
    """Return a technician with a certificate for years to come."""
    number = fresh_number()
    worker = StaffLine(
        name=f"师傅{number}", phone=f"138-DEMO-{number:04d}", number=f"T-F{number:06d}",
        since=TODAY - 365 * DAY, last=TODAY + 1000 * DAY,
    )  # fmt: skip
    return replace(worker, **given)  # type: ignore[arg-type]


def a_content(**given: object) -> FirmContent:
    """Return a filing with nothing wrong unless told otherwise."""
    content = FirmContent(
        name="上海延平电梯工程有限公司", credit_code=a_credit_code(),
        duty_phone="021-DEMO-62891234",
        licences=(a_licence(),), points=(a_point(),), staff=(a_worker(),),
    )  # fmt: skip
    return replace(content, **given)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Office:
    """A firm with who files for it and who checks in its home district."""

    firm: Organisation
    member: Membership
    district: Membership

    @property
    def by_firm(self) -> Actor:
        """The firm's office as the one who acts."""
        return acting(membership=self.member)

    @property
    def by_district(self) -> Actor:
        """The district as the one who acts."""
        return acting(membership=self.district)


def an_office(
    *, firm: Organisation | None = None, jurisdiction: Jurisdiction | None = None
) -> Office:
    """Return a firm whose office and home district can act."""
    firm = firm or a_firm(jurisdiction=jurisdiction)
    bureau = a_bureau(jurisdiction=firm.jurisdiction)
    return Office(
        firm, a_member(role=RoleKind.FIRM_OFFICE, organisation=firm),
        a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau),
    )  # fmt: skip


def a_firm_filing(
    *, office: Office | None = None, content: FirmContent | None = None, checked: bool = False,
    now: datetime = NOW,
) -> FirmFiling:  # fmt: skip
    """Return a filing that waits, or one that was checked if told so."""
    office = office or an_office()
    filing = file_firm(content=content or a_content(), form_id=uuid4(), now=now, by=office.by_firm)
    if checked:
        filing = check_firm(filing_id=filing.pk, now=now, by=office.by_district)
    return filing


def a_filed_firm(
    *, licences: Sequence[LicenceLine] = (), staff: Sequence[StaffLine] = (),
    jurisdiction: Jurisdiction | None = None,
) -> Organisation:  # fmt: skip
    """Return a firm whose filing was checked, with these licences and technicians if given."""
    office = an_office(jurisdiction=jurisdiction)
    content = a_content(
        name=office.firm.name, licences=tuple(licences) or (a_licence(),),
        staff=tuple(staff) or (a_worker(),),
    )  # fmt: skip
    a_firm_filing(office=office, content=content, checked=True)
    office.firm.refresh_from_db()
    return office.firm
