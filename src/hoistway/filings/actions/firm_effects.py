"""What comes into force when a firm's filing is checked."""

from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from hoistway.filings.events import StaffLeft
from hoistway.filings.models import FirmFiling, Licence, ServicePoint
from hoistway.filings.rules.firm_content import FirmContent
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.history import recorded
from hoistway.foundation.periods import local_day
from hoistway.parties.actions import Technician, employ, let_go
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions import Saying, say
from hoistway.registry.vocabulary import Subject

_DAY = timedelta(days=1)


def bring_about(
    *, filing: FirmFiling, content: FirmContent, before: FirmContent | None, now: datetime,
    by: Actor,
) -> None:  # fmt: skip
    """Put licences, points, staff, name and duty telephone of a checked filing into force.

    Who was named by the filing before and is not any more has left the firm; people whom no
    filing ever named stay. Announces: StaffLeft.
    """
    _keep_licences(filing, content, now, by)
    _keep_points(filing, content)
    reason = f"filing {filing.number}"
    employ(
        firm=filing.firm, now=now, by=by, reason=reason,
        staff=[
            Technician(
                name=one.name, phone=one.phone, number=one.number, since=one.since, last=one.last
            )
            for one in content.staff
            if one.since and one.last
        ],
    )  # fmt: skip
    if before is not None:
        named = {one.number for one in content.staff}
        gone = sorted({one.number for one in before.staff} - named)
        left = let_go(firm=filing.firm, numbers=gone, now=now, by=by, reason=reason)
        if left:
            announce(StaffLeft(firm_id=filing.firm_id, person_ids=left))
    _tell_the_register(filing, content, now, by)


def _keep_licences(filing: FirmFiling, content: FirmContent, now: datetime, by: Actor) -> None:
    """Replace what runs or is to come; what ended before today covered the days that are past."""
    today = local_day(at=now)
    with recorded(by=by, reason=f"filing {filing.number}"):
        Licence.objects.filter(firm_id=filing.firm_id, period__endswith__gt=today).delete()
        Licence.objects.bulk_create(
            [
                Licence(
                    firm_id=filing.firm_id, filing=filing, item=one.item, level=one.level,
                    number=one.number, period=DateRange(one.since, one.until),
                )
                for one in dict.fromkeys(content.held())
            ],
            ignore_conflicts=True,
        )  # fmt: skip


def _keep_points(filing: FirmFiling, content: FirmContent) -> None:
    ServicePoint.objects.filter(firm_id=filing.firm_id).delete()
    ServicePoint.objects.bulk_create(
        ServicePoint(
            firm_id=filing.firm_id, filing=filing, name=one.name, branch=one.branch,
            credit_code=one.credit_code, address=one.address, phone=one.phone,
            longitude=one.longitude, latitude=one.latitude,
        )
        for one in content.points
    )  # fmt: skip


def _tell_the_register(filing: FirmFiling, content: FirmContent, now: datetime, by: Actor) -> None:
    saying = Saying(
        subject=Subject.ORGANISATION, source="filing", record_key=f"F{filing.firm_id}",
        fields={
            "name": content.name, "credit_code": content.credit_code,
            "phone": content.duty_phone, "kind": str(OrganisationKind.FIRM),
        },
        observed_at=now, organisation_id=filing.firm_id,
        origin={"filing": filing.number, "filed_by": filing.filed_by},
        edition=filing.edition,
    )  # fmt: skip
    say(sayings=[saying], now=now, by=by)
