"""The firms of the demo city file themselves: most are checked, some wait, one was returned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.filings.actions import check_firm, file_firm, return_firm
from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import FirmContent, LicenceLine, PointLine, filled_in
from hoistway.filings.vocabulary import LicenceItem, LicenceLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator

CHANGING = frozenset({2, 16})
"""Which firms have a change of what holds waiting for their district."""

RETURNED = frozenset({17})
"""Which firms' first filing was given back."""

ENDING = frozenset({5, 18})
"""Of which firms a licence is about to end."""

_DAY = timedelta(days=1)
_LATE = 6
"""One firm in so many may have a licence younger than what it maintains; the others have not."""

_FILED_AGO = timedelta(days=3)
_PLAIN = (LicenceItem.GOODS, LicenceItem.ESCALATOR, LicenceItem.DUMBWAITER)


def lay_out_firms(
    *, firms: Sequence[Organisation], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> None:
    """Let each firm of the demo file itself and its home district look at it, as people would."""
    for number, firm in enumerate(firms):
        own = [row for row in elevators if row.firm_id == firm.pk]
        content = _content(firm, own, ending=number in ENDING, chance=chance, now=now)
        filing = _file(firm, content, chance=chance, now=now - _FILED_AGO)
        if number in RETURNED:
            reason = "服务网点只写了路名，请补充门牌号；并请上传延续后的许可证编号。"
            return_firm(filing_id=filing.pk, reason=reason, now=now, by=_district(firm))
            continue
        check_firm(filing_id=filing.pk, now=now, by=_district(firm))
        if number in CHANGING:
            fresh = replace(content, duty_phone=f"021-DEMO-{chance.randrange(10**8):08d}")
            _file(firm, fresh, chance=chance, now=now)


def _file(firm: Organisation, content: FirmContent, *, chance: Random, now: datetime) -> FirmFiling:
    form_id = UUID(int=chance.getrandbits(128), version=4)
    return file_firm(content=content, form_id=form_id, now=now, by=_office(firm))


def _office(firm: Organisation) -> Actor:
    account = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=firm.pk)
    if account is None:
        raise LookupError(firm.name)
    return actor_of(account=account)


def _district(firm: Organisation) -> Actor:
    account = account_of_role(
        role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=firm.jurisdiction_id
    )
    if account is None:
        raise LookupError(firm.jurisdiction.name_zh)
    return actor_of(account=account)


def _content(
    firm: Organisation, own: Sequence[Elevator], *, ending: bool, chance: Random, now: datetime
) -> FirmContent:
    known = filled_in(firm=firm, now=now)
    today = local_day(at=now)
    drawn = chance.randrange(200, 1100)
    ago = drawn if firm.pk % _LATE == 0 else 720 + drawn // 2
    since = today - timedelta(days=ago)
    last = today + timedelta(days=40) if ending else since + timedelta(days=4 * 365)
    number = f"TS3310{chance.randrange(10**3):03d}-{last.year}"
    return replace(
        known, licences=tuple(_licences(own, number=number, since=since, last=last)),
        points=tuple(_points(firm, own, chance=chance)),
    )  # fmt: skip


def _licences(
    own: Sequence[Elevator], *, number: str, since: date, last: date
) -> list[LicenceLine]:
    """Return a licence that covers what the firm maintains, with the level its speeds need."""
    fastest = max((row.rated_speed_mps or 0.0 for row in own), default=0.0)
    level = LicenceLevel.A1 if fastest > 6 else LicenceLevel.A2
    items = [(LicenceItem.TRACTION, level), *((item, LicenceLevel.NONE) for item in _PLAIN)]
    return [
        LicenceLine(item=item, level=level, number=number, since=since, last=last)
        for item, level in items
    ]


def _points(firm: Organisation, own: Sequence[Elevator], *, chance: Random) -> list[PointLine]:
    """Return stations near elevators of the firm, one where it has none."""
    places = list({row.address: row for row in own}.values())
    near = chance.sample(places, min(len(places), chance.choice([1, 2, 2, 3])))
    stations = [
        PointLine(
            name=f"{row.street or firm.jurisdiction.name_zh}站", address=row.address,
            phone=f"021-DEMO-{chance.randrange(10**8):08d}",
            longitude=round(row.longitude + 0.002, 5) if row.longitude else None,
            latitude=round(row.latitude - 0.001, 5) if row.latitude else None,
        )
        for row in near
    ]  # fmt: skip
    office = f"{firm.jurisdiction.name_zh}科技路{chance.randrange(1, 400)}号"
    return stations or [PointLine(name=f"{firm.jurisdiction.name_zh}站", address=office)]
