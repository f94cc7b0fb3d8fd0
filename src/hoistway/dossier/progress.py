"""How far filing and posting have come, by district and by firm, for the yearly assessment (H1)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoistway.dossier.values import Pair
from hoistway.filings.queries import (
    FilingPolicy,
    Standing,
    answered_for,
    board,
    by_firm,
    by_jurisdiction,
    policy_on,
    running_out,
    total,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import (
    Reach,
    jurisdictions,
    names_of,
    organisations_of,
    reach_of,
)
from hoistway.plates.queries import CoverageRow, coverage
from hoistway.plates.vocabulary import CoverageBy

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRow:
    """One district or firm: its filing, its plates, and what of it runs out.

    `key` is the code of the district or the key of the firm; empty where the register names none.
    """

    key: str
    name: Pair
    standing: Standing
    plates: int = 0
    posted: int = 0
    plates_overdue: int = 0
    plates_due: date | None = None
    running_out: int = 0

    @property
    def posted_share(self) -> float:
        """Return the share of elevators whose plate hangs; 1 where none needs one."""
        return self.posted / self.plates if self.plates else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthMark:
    """For how many of today's elevators somebody answered on a day."""

    day: date
    answered_for: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A board: the whole, its rows with the least checked first, the past year, and the policy.

    `district` is the one that is looked at, None for all in sight.
    """

    day: date
    district: Jurisdiction | None
    group: CoverageBy
    whole: ProgressRow
    rows: tuple[ProgressRow, ...]
    months: tuple[MonthMark, ...]
    policy: FilingPolicy


def progress_of(
    *, by: Actor, now: datetime, group: CoverageBy, district_code: str = ""
) -> Progress:
    """Return the board of what this actor sees; a constant number of queries."""
    day, areas = local_day(at=now), list(jurisdictions())
    district = _looked_at(by, areas, district_code)
    only, code = (district.pk, district.code) if district else (0, "")
    cells = board(by=by, day=day, jurisdiction_id=only)
    covered = coverage(by=by, day=day, group=group, within=code)
    ends = Counter(one.firm_id for one in running_out(by=by, day=day, now=now))
    if group is CoverageBy.FIRM:
        rows = _firms(by_firm(board=cells), covered, ends)
    else:
        rows = _districts(by_jurisdiction(board=cells), covered, areas, ends)
    whole = _whole(rows, total(standings=cells.values()))
    days = _month_ends(day)
    told = answered_for(by=by, days=days, jurisdiction_id=only)
    months = (MonthMark(day=on, answered_for=n) for on, n in zip(days, told, strict=True))
    rows.sort(key=_least_first)
    return Progress(
        day=day, district=district, group=group, whole=whole, rows=tuple(rows),
        months=tuple(months), policy=policy_on(day=day, jurisdiction_code=code),
    )  # fmt: skip


def _looked_at(by: Actor, areas: Iterable[Jurisdiction], code: str) -> Jurisdiction | None:
    if reach_of(by=by) is Reach.ALL:
        return next((one for one in areas if one.code == code), None)
    return next((one for one in areas if one.pk == by.jurisdiction_id), None)


def _least_first(row: ProgressRow) -> tuple[float, int, str]:
    return (row.standing.share, -row.standing.elevators, row.name[0])


def _districts(
    standings: dict[int, Standing], covered: Iterable[CoverageRow],
    areas: Iterable[Jurisdiction], ends: Counter[int],
) -> list[ProgressRow]:  # fmt: skip
    homes = organisations_of(organisation_ids=list(ends))
    by_home: Counter[int] = Counter()
    for firm in homes:
        by_home[firm.jurisdiction_id] += ends[firm.pk]
    plates = {row.key: row for row in covered}
    return [
        _row(
            key=area.code, name=(area.name_zh, area.name_en), standing=standings[area.pk],
            covered=plates.get(area.code), ends=by_home[area.pk],
        )
        for area in areas
        if area.pk in standings
    ]  # fmt: skip


def _firms(
    standings: dict[int, Standing], covered: Iterable[CoverageRow], ends: Counter[int]
) -> list[ProgressRow]:
    names = names_of(organisation_ids=standings)
    plates = {row.key: row for row in covered}
    return [
        _row(
            key=str(firm or ""), name=names.get(firm, ("", "")), standing=standing,
            covered=plates.get(str(firm or "")), ends=ends[firm],
        )
        for firm, standing in standings.items()
    ]  # fmt: skip


def _row(
    *, key: str, name: Pair, standing: Standing, covered: CoverageRow | None, ends: int
) -> ProgressRow:  # fmt: skip
    if covered is None:
        return ProgressRow(key=key, name=name, standing=standing, running_out=ends)
    return ProgressRow(
        key=key, name=name, standing=standing, plates=covered.elevators, posted=covered.posted,
        plates_overdue=covered.overdue, plates_due=covered.due, running_out=ends,
    )  # fmt: skip


def _whole(rows: Iterable[ProgressRow], standing: Standing) -> ProgressRow:
    rows = list(rows)
    return ProgressRow(
        key="", name=("", ""), standing=standing, plates=sum(row.plates for row in rows),
        posted=sum(row.posted for row in rows),
        plates_overdue=sum(row.plates_overdue for row in rows),
        running_out=sum(row.running_out for row in rows),
    )  # fmt: skip


def _month_ends(day: date) -> list[date]:
    """Return the last days of the months before and the day itself, the earliest first."""
    days = [day]
    while len(days) <= MONTHS:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]
