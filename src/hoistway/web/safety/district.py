"""Which use units of an area keep their rounds, and which do not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.queries import (
    SafetyPolicy,
    UnitStanding,
    district_shares,
    fleets,
    policy_on,
    standings,
    units,
)
from hoistway.safety.vocabulary import SafetyRound
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import PAGE_ROWS, BarRow, Pages, exports, listed, or_failed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.safety.forms import UnitFilter
from hoistway.web.signing_in import by, signed_in
from hoistway.web.templatetags.house import percent


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One use unit in the list."""

    unit: Organisation
    elevators: int
    standing: UnitStanding

    @property
    def daily(self) -> tuple[int, int]:
        """How many daily rounds were kept, of how many."""
        one = self.standing.rounds[SafetyRound.DAILY]
        return one.kept, one.asked

    @property
    def shares(self) -> list[tuple[SafetyRound, float, str]]:
        """Each kind of round with the share that was kept."""
        return [
            (kind, one.share, f"{one.kept}/{one.asked}")
            for kind, one in self.standing.rounds.items()
        ]

    @property
    def vacant(self) -> str:
        """The posts that nobody holds."""
        return listed(word(post) for post in self.standing.vacant)


@require_safe
@signed_in(*REGULATORS)
def units_page(request: HttpRequest) -> HttpResponseBase:
    """Show how the use units of the area keep their rounds, those that keep least first."""
    actor = by(request)
    today = local_day(at=clock.now())
    policy = policy_on(day=today)
    asked = UnitFilter(request.GET, by=actor)
    read = or_failed(lambda: _rows(actor, asked, policy))
    rows = read or []
    file = handed_out(request, _sheet(rows))
    if file is not None:
        return file
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    facts = {
        "rows": list(page.object_list), "filter": asked, "failed": read is None,
        "exports": exports(request), "policy": policy, "bars": _bars(actor, policy),
        "kinds": tuple(SafetyRound),
        "asks_area": _asks_area(actor, asked),
        "pages": Pages(
            number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
            previous=page.previous_page_number() if page.has_previous() else None,
            next=page.next_page_number() if page.has_next() else None,
        ),
    }  # fmt: skip
    return render(request, "safety/district.html", facts)


def _asks_area(actor: Actor, asked: UnitFilter) -> bool:
    """Whether a city's reader has yet to say which area, or whom: it is too much for one list."""
    return actor.role == RoleKind.CITY_REGULATOR and not (asked.read("district") or asked.read("q"))


def _rows(actor: Actor, asked: UnitFilter, policy: SafetyPolicy) -> list[UnitRow]:
    if _asks_area(actor, asked):
        return []
    fleet = fleets(by=actor, jurisdiction_code=asked.read("district") or "")
    wanted = units(by=actor)
    for text in (asked.read("q") or "").split():
        wanted = wanted.filter(name__icontains=text)
    named = [unit for unit in wanted if unit.pk in fleet]
    today = local_day(at=clock.now())
    told = standings(organisation_ids=[one.pk for one in named], today=today, policy=policy)
    rows = [UnitRow(unit, fleet[unit.pk], told[unit.pk]) for unit in named]
    only = asked.read("only") or ""
    rows = [row for row in rows if _fits(row.standing, only)]
    return sorted(rows, key=lambda row: (row.standing.worst, -row.elevators, row.unit.pk))


def _fits(one: UnitStanding, only: str) -> bool:
    if only == "missing":
        return one.worst < 1
    if only == "never":
        return not any(kept.kept for kept in one.rounds.values())
    return bool(one.vacant) if only == "vacant" else True


def _bars(actor: Actor, policy: SafetyPolicy) -> list[BarRow]:
    today = local_day(at=clock.now())
    shares = district_shares(by=actor, today=today, policy=policy)
    days = policy.look_back[str(SafetyRound.DAILY)]
    found = []
    for area in jurisdictions().filter(pk__in=shares):
        there, kept = shares[area.pk]
        share = kept / (there * days)
        tone: Tone = "safe" if share >= 0.9 else "caution"  # Chosen: nine days of ten
        text = _("%(share)s（%(n)s 家使用单位）") % {"share": percent(share), "n": there}
        found.append(BarRow(spoken((area.name_zh, area.name_en)), min(share, 1.0), text, tone))
    return found


def _sheet(rows: Sequence[UnitRow]) -> Sheet:
    head = [
        _("使用单位"), _("辖区"), _("在用电梯"), *(word(kind) for kind in SafetyRound),
        _("连续缺日管控"), _("最近一次日管控"), _("岗位空缺"),
    ]  # fmt: skip
    told: list[Sequence[Cell]] = [
        (
            row.unit.name, row.unit.jurisdiction.name_zh, row.elevators,
            *(text for _kind, _share, text in row.shares),
            row.standing.rounds[SafetyRound.DAILY].streak, row.standing.last_daily, row.vacant,
        )
        for row in rows
    ]  # fmt: skip
    return Sheet(name="safety", head=head, rows=told)
