"""Visits, loads and tours in the language of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.periods import local_day
from hoistway.foundation.terms import Term
from hoistway.maintenance.queries.board import Load, Standing, places_of
from hoistway.maintenance.queries.planned import minutes_of, policy_today, urge_on
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.planning import Urge
from hoistway.maintenance.vocabulary.regime import called
from hoistway.web.desk.shapes import BarRow, Number, listed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.stack import stack
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.tourmap import HUES, DrawnTour, tour_map

if TYPE_CHECKING:
    from hoistway.maintenance.models import Visit

URGE_TONES: dict[Urge, Tone] = {
    Urge.OVERDUE: "caution", Urge.TODAY: "active", Urge.SOON: "active", Urge.LATER: "quiet",
    Urge.PAUSED: "quiet",
}  # fmt: skip
STATE_TONES: dict[VisitState, Tone] = {
    VisitState.PLANNED: "quiet", VisitState.UNDER_WAY: "active", VisitState.SIGNED: "active",
    VisitState.CONFIRMED: "safe", VisitState.OBJECTED: "caution",
    VisitState.UNCONFIRMED: "caution", VisitState.VOID: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit as a list shows it."""

    id: int
    url: str
    kind: VisitKind
    level: Term | None
    state: VisitState
    tone: Tone
    urge: Urge | None
    urge_tone: Tone
    overdue: int
    register_number: str
    name: str
    address: str
    district: str
    use_unit: str
    firm: str
    people: str
    due_on: date | None
    due_at: datetime | None
    items: int
    planned_on: date | None
    done_on: date | None
    begun_at: datetime | None
    signed_at: datetime | None
    void: str
    thin: float | None


@dataclass(frozen=True, slots=True)
class CrewRow:
    """One technician to choose from, and how many visits the day holds for this person."""

    key: int
    name: str
    here: int


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One technician's burden, drawn."""

    load: Load
    url: str
    bar: SafeString
    today: str


@dataclass(frozen=True, slots=True)
class TourRow:
    """One technician's day."""

    letter: str
    hue: int
    name: str
    stops: tuple[VisitRow, ...]
    minutes: int
    kilometres: str
    routed: bool


def visit_rows(
    *, visits: Sequence["Visit"], crews: Mapping[int, Sequence[str]], now: datetime,
    thin: Mapping[int, float] | None = None,
) -> list[VisitRow]:  # fmt: skip
    """Return visits for a list; crews and what looks thin were read by the caller."""
    doubts = thin or {}
    return [
        _row(visit, crews.get(visit.pk, ()), now, doubts.get(visit.pk)) for visit in visits
    ]  # fmt: skip


def _urge(visit: "Visit", now: datetime) -> Urge:
    """Return how near the last day is; one that is due by an hour is overdue when it has passed."""
    if visit.due_at is not None and visit.due_at < now:
        return Urge.OVERDUE
    return urge_on(due=visit.due_on, today=local_day(at=now))


def _row(visit: "Visit", crew: Sequence[str], now: datetime, thin: float | None) -> VisitRow:
    today = local_day(at=now)
    elevator, unit, firm = visit.elevator, visit.elevator.use_unit, visit.firm
    waits = visit.state in VisitState.open_states() and visit.due_on is not None
    urge = _urge(visit, now) if waits else None
    names = crew or ([visit.lead.name] if visit.lead else [])
    area = elevator.jurisdiction
    return VisitRow(
        id=visit.pk, url=f"{reverse('visits')}/{visit.uid}", kind=visit.kind,
        level=called(kind=visit.kind, level=visit.level),
        state=visit.state, tone=STATE_TONES[visit.state], urge=urge,
        urge_tone=URGE_TONES[urge] if urge else "quiet",
        overdue=max(0, (today - visit.due_on).days) if waits and visit.due_on else 0,
        register_number=elevator.register_number, name=elevator.name, address=elevator.address,
        district=spoken((area.name_zh, area.name_en)),
        use_unit=spoken((unit.name, unit.name_en or unit.name)) if unit else "",
        firm=spoken((firm.name, firm.name_en or firm.name)), people=listed(names),
        due_on=visit.due_on, due_at=visit.due_at, items=len(visit.items),
        planned_on=visit.planned_on, done_on=visit.counted_on,
        begun_at=visit.begun_at, signed_at=visit.signed_at, void=visit.void_reason,
        thin=thin,
    )  # fmt: skip


def numbers_of(*, standing: Standing) -> tuple[Number, ...]:
    """Return the figures above the board, each leading to its list."""
    plan = reverse("firm-maintenance-plan")
    late = standing.overdue
    return (
        Number(
            label=word(Urge.OVERDUE), value=late, tone="caution" if late else "safe",
            url=f"{plan}?within=-1",
            note=_("最早应于 %(day)s") % {"day": standing.worst} if late else "",
        ),
        Number(label=word(Urge.TODAY), value=standing.today, url=f"{plan}?within=0"),
        Number(label=_("五天内到期"), value=standing.soon, url=f"{plan}?within=5"),
        Number(label=_("今天安排"), value=standing.planned_today),
        Number(
            label=_("没有人员"), value=standing.nobody, url=f"{plan}?who=nobody&within=all",
            tone="caution" if standing.nobody else "quiet",
        ),
        Number(label=_("本月完成"), value=standing.done_month, url=reverse("visits")),
    )  # fmt: skip


def day_bars(*, days: Iterable[tuple[date, int, int]]) -> list[BarRow]:
    """Return how many visits fall due on each day; amber where somebody is still to be named."""
    told = list(days)
    most = max([count for _day, count, _nobody in told] + [1])
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    rows = []
    for day, count, nobody in told:
        text = str(count)
        if nobody:
            text = _("%(n)s，%(nobody)s 没有人员") % {"n": count, "nobody": nobody}
        rows.append(
            BarRow(
                label=f"{day:%m-%d} {names[day.weekday()]}", fraction=count / most, text=text,
                tone="caution" if nobody else "active",
            )
        )  # fmt: skip
    return rows


def load_rows(*, loads: Sequence[Load]) -> list[LoadRow]:
    """Return the technicians' burdens as bars of one scale."""
    most = max([load.open for load in loads] + [1])
    plan = reverse("firm-maintenance-plan")
    found = []
    for load in loads:
        later = load.open - load.overdue - load.soon
        parts = [
            (load.overdue, "caution", word(Urge.OVERDUE)), (load.soon, "active", word(Urge.SOON)),
            (later, "quiet", word(Urge.LATER)),
        ]  # fmt: skip
        words = _("%(n)s 台，约 %(h)s 小时") % {"n": load.today, "h": f"{load.minutes / 60:.1f}"}
        found.append(
            LoadRow(
                load=load, url=f"{plan}?who={load.person_id}&within=all",
                bar=stack(parts=parts, total=most), today=words if load.today else "—",
            )
        )  # fmt: skip
    return found


def tour_rows(*, tours: Mapping[int, Sequence["Visit"]], now: datetime) -> list[TourRow]:
    """Return the tours of a day, lettered; minutes and way by the rule that laid them out."""
    policy = policy_today(now=now)
    found = []
    for number, own in enumerate(tours.values()):
        tour = minutes_of(visits=own, policy=policy)
        lead = own[0].lead
        found.append(
            TourRow(
                letter=ascii_uppercase[number % 26], hue=number % HUES,
                name=lead.name if lead else "", minutes=tour.minutes,
                stops=tuple(visit_rows(visits=own, crews={}, now=now)),
                kilometres=f"{tour.metres / 1000:.1f}",
                routed=all(visit.place_in_route for visit in own),
            )
        )  # fmt: skip
    return found


def drawn_tours(*, tours: Mapping[int, Sequence["Visit"]]) -> SafeString:
    """Return the map of the day's tours."""
    drawn = [
        DrawnTour(
            ascii_uppercase[number % 26], places_of(visits=own),
            own[0].lead.name if own[0].lead else "",
        )
        for number, own in enumerate(tours.values())
    ]  # fmt: skip
    return tour_map(tours=drawn, outlines=district_outlines(), label=_("当天路线"))
