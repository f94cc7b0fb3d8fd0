"""What is irregular in a district, and how much of a firm's work is: for the desk and above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.oversight import counted_visits, worked_or_late
from hoistway.parties.queries import in_reach, require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.models import Look
from hoistway.supervision.vocabulary import Irregularity


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightSearch:
    """What is asked of the desk; days are of the work, or the last day of work not done."""

    first: date
    last: date
    text: str = ""
    kind: Irregularity | None = None
    jurisdiction_code: str = ""
    firm_id: int = 0
    irregular_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IrregularShare:
    """Of a firm's visits that count or were left undone, how many look irregular, by sign.

    `left` are visits past their last day that nobody did; they count as irregular.
    """

    visits: int
    irregular: int
    left: int
    by_sign: dict[Irregularity, int] = field(default_factory=dict)

    @property
    def share(self) -> float | None:
        """The part that is irregular, None without a visit."""
        return self.irregular / self.visits if self.visits else None


def irregular(*, by: Actor, search: OversightSearch) -> QuerySet[Look]:
    """Return the irregular visits in the actor's reach, those that ask for most first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_OVERSIGHT)
    rows = Look.objects.filter(
        in_reach(by=by, prefix="elevator__"), _asked(search, ""),
        day__gte=search.first, day__lte=search.last,
    )  # fmt: skip
    if search.kind is not None:
        rows = rows.filter(codes__contains=[str(search.kind)])
    around = ("visit__lead", "visit__record", "elevator__jurisdiction", "elevator__use_unit",
              "firm")  # fmt: skip
    return rows.select_related(*around).order_by("-weight", "-day", "-pk")


class OversightRows:
    """Every visit in reach of the days asked for, irregular ones first; made to be paged.

    A page costs one query for the irregular and one for the others, whatever their number.
    """

    def __init__(self, *, by: Actor, search: OversightSearch) -> None:
        self._looks = irregular(by=by, search=search)
        self._alone = search.irregular_only or search.kind is not None
        rows = worked_or_late(by=by, first=search.first, last=search.last)
        looked = Look.objects.filter(pk=OuterRef("pk"))
        rows = rows.filter(_asked(search, "elevator__jurisdiction__"), ~Exists(looked))
        self._others = rows.select_related("record").order_by("-counted_on", "-pk")

    def count(self) -> int:
        """Return how many rows there are; two queries."""
        found = self._looks.count()
        return found if self._alone else found + self._others.count()

    def part(self, *, start: int, end: int) -> list[tuple[Visit, Look | None]]:
        """Return the rows from one place to another."""
        looks = list(self._looks[start:end])
        found: list[tuple[Visit, Look | None]] = [(_visit(look), look) for look in looks]
        if self._alone or len(found) == end - start:
            return found
        before = self._looks.count()
        rows = self._others[max(start - before, 0) : end - before]
        return [*found, *((row, None) for row in rows)]

    def all(self) -> Iterable[tuple[Visit, Look | None]]:
        """Return every row, one after the other, for a file."""
        for look in self._looks.iterator(chunk_size=500):
            yield _visit(look), look
        if not self._alone:
            for row in self._others.iterator(chunk_size=500):
                yield row, None


def _visit(look: Look) -> Visit:
    """Return the visit of a look with what the look already knows of it; no query."""
    visit: Visit = look.visit
    visit.elevator, visit.firm = look.elevator, look.firm
    return visit


def _asked(search: OversightSearch, area: str) -> Q:
    found = Q()
    for word in search.text.split():
        found &= (
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(firm__name__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    if search.jurisdiction_code:
        found &= Q(**{f"{area or 'jurisdiction__'}code": search.jurisdiction_code})
    if search.firm_id:
        found &= Q(firm_id=search.firm_id)
    return found


def look_of(*, visit_id: int) -> Look | None:
    """Return what is irregular about a visit; whoever asks holds the visit's scope."""
    return Look.objects.filter(pk=visit_id).first()


def sign_counts(*, by: Actor, first: date, last: date) -> dict[Irregularity, int]:
    """Return how many visits in reach bear each sign; one query. Raises: NotAllowed."""
    rows = irregular(by=by, search=OversightSearch(first=first, last=last))
    one = {str(sign): Count("pk", filter=Q(codes__contains=[str(sign)])) for sign in Irregularity}
    told = rows.order_by().select_related(None).aggregate(**one)
    return {sign: int(told[str(sign)]) for sign in Irregularity}


def irregular_share(
    *, organisation_ids: Collection[int] | None, first: date, last: date
) -> dict[int, IrregularShare]:
    """Return how irregular the work of each firm (None: all) was in these days; two queries."""
    done = counted_visits(organisation_ids=organisation_ids, first=first, last=last)
    rows = Look.objects.filter(day__gte=first, day__lte=last)
    if organisation_ids is not None:
        rows = rows.filter(firm_id__in=list(organisation_ids))
    signs = {
        f"sign_{sign}": Count("pk", filter=Q(codes__contains=[str(sign)])) for sign in Irregularity
    }
    told = (
        rows.values("firm_id")
        .annotate(found=Count("pk"), left=Count("pk", filter=Q(counted=False)), **signs)
        .order_by("firm_id")
    )
    found: dict[int, dict[str, Any]] = {row["firm_id"]: dict(row) for row in told}
    shares = {}
    for key in sorted(done.keys() | found.keys()):
        row = found.get(key, {"found": 0, "left": 0})
        shares[key] = IrregularShare(
            visits=done.get(key, 0) + row["left"], irregular=row["found"], left=row["left"],
            by_sign={sign: row[f"sign_{sign}"] for sign in Irregularity if row.get(f"sign_{sign}")},
        )  # fmt: skip
    return shares
