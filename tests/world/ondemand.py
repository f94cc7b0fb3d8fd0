"""Builders of pilot periods and of firms in the pilot."""

from datetime import date, datetime, timedelta

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.ondemand.models import FirmPilot, PilotPeriod
from hoistway.ondemand.queries import period_on
from hoistway.ondemand.vocabulary import FirmPilotState
from hoistway.parties.models import Organisation
from tests.world.parties import NOW, a_firm, fresh_number


def a_period(
    *, now: datetime = NOW, first_day: date | None = None, last_day: date | None = None
) -> PilotPeriod:
    """Return the period in force now, or a new one of half a year before and after."""
    today = local_day(at=now)
    found = period_on(day=today)
    if found is not None and first_day is None and last_day is None:
        return found
    return PilotPeriod.objects.create(
        edition="286-2020", legal_basis="测试虚构", document_number=f"测试〔{fresh_number()}〕号",
        first_day=first_day or today - timedelta(days=180),
        last_day=last_day or today + timedelta(days=180), invented=True,
        opened_at=now - timedelta(days=180), opened_by=PLATFORM.as_json(),
    )  # fmt: skip


def a_listed_firm(
    *, firm: Organisation | None = None, period: PilotPeriod | None = None, now: datetime = NOW,
    published: bool = True,
) -> FirmPilot:  # fmt: skip
    """Return a firm on the published list; its standard and its commitment are public.

    The row is laid down; the walk through the actions is in tests/ondemand/test_firms.py.
    """
    firm, number = firm or a_firm(), fresh_number()
    known = FirmPilot.objects.filter(firm=firm, state=FirmPilotState.LISTED).first()
    if known is not None:
        return known
    return FirmPilot.objects.create(
        number=f"SQ-{number:06d}", period=period or a_period(now=now), firm=firm,
        state=FirmPilotState.LISTED, website="https://firm.example/pilot",
        plan={"standard": "按需维保工作标准" * 20, "promise": "服务质量承诺" * 20},
        submitted_at=now - timedelta(days=40), listed_at=now - timedelta(days=30),
        published_at=now - timedelta(days=29) if published else None,
        checked_on=local_day(at=now),
    )  # fmt: skip
