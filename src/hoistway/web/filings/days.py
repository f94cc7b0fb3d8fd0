"""Who answers for an elevator on which days: drawn as bars, said in a table."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.filings.queries import FilingSearch, days_of, found_filings
from hoistway.filings.vocabulary import Basis, FilingKind, FilingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import names_of
from hoistway.web.desk.shapes import word
from hoistway.web.filings.shown import called, days_words
from hoistway.web.frame import spoken
from hoistway.web.parts.tenure import Look, Tenure, tenure_bars

MOST_CLAIMS = 8
"""Open filings drawn. Chosen: more than two firms hardly ever claim one elevator."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One stretch of days in words."""

    days: str
    who: str
    basis: str
    since: date


@dataclass(frozen=True, slots=True)
class ElevatorDays:
    """The drawing and the same as a table."""

    svg: SafeString
    rows: tuple[DayRow, ...]


def elevator_days(*, elevator_id: int, by: Actor, now: datetime, this: int = 0) -> ElevatorDays:
    """Return who answered when, and which days open filings claim; scope was judged."""
    today = local_day(at=now)
    stretches = days_of(elevator_id=elevator_id)
    search = FilingSearch(elevator_id=elevator_id, states=FilingState.open_states())
    claims = list(found_filings(by=by, search=search)[:MOST_CLAIMS])
    firms = {one.maintainer.firm_id for one in stretches} - {None}
    names = names_of(organisation_ids=[key for key in firms if key])
    drawn: list[Tenure] = []
    rows: list[DayRow] = []
    for one in stretches:
        basis = one.maintainer.basis
        who = spoken(names[one.maintainer.firm_id]) if one.maintainer.firm_id else word(basis)
        rows.append(_row(one.since, one.until, who, word(basis)))
        drawn.append(_drawn(rows[-1], one.until, _look(basis, one.until, today)))
    for claim in claims:
        since, until = claim.period.lower, claim.period.upper
        what = _("本备案") if claim.pk == this else _("待定备案")
        said = f"{what} · {word(claim.kind)}"
        rows.append(_row(since, until, called(claim.firm), said))
        if claim.kind is not FilingKind.END:
            drawn.append(_drawn(rows[-1], until, "claimed"))
    svg = tenure_bars(rows=drawn, today=today, label=_("各日由谁维保"))
    return ElevatorDays(svg, tuple(rows))


def _row(since: date, until: date | None, who: str, basis: str) -> DayRow:
    return DayRow(days_words(since=since, until=until), who, basis, since)


def _drawn(row: DayRow, until: date | None, look: Look) -> Tenure:
    basis = row.basis.split(" · ", 1)[0]
    note = row.days if row.who == basis else f"{row.days} · {basis}"
    return Tenure(row.since, until, row.who, look, note)


def _look(basis: Basis, until: date | None, today: date) -> Look:
    if basis is Basis.NOBODY:
        return "nobody"
    return "past" if until is not None and until <= today else "held"
