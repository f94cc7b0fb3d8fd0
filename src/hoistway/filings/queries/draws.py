"""Questions about draws of filings and about what their spot-checks found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, Q, QuerySet

from hoistway.filings.models import Draw, ElevatorFiling, SpotCheck
from hoistway.filings.rules.drawing import is_repeatable
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import CheckResult, FilingKind, FilingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.lots import size_of
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import Reach, jurisdictions, reach_of, require
from hoistway.parties.vocabulary import Deed, JurisdictionKind


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the spot-checks of one draw have found so far."""

    total: int
    pending: int
    true: int
    false: int
    no_answer: int
    mean_answer_s: float | None

    @property
    def done(self) -> int:
        """How many are done."""
        return self.total - self.pending


@dataclass(frozen=True, slots=True)
class Lots:
    """From how many filings would be drawn today, and how many the policy asks for."""

    jurisdiction: Jurisdiction
    population: int
    share: float
    size: int
    edition: str


def draws(*, by: Actor) -> QuerySet[Draw]:
    """Return the draws this actor may see, latest first. Raises: NotAllowed."""
    require(by=by, deed=Deed.CHECK_FILING)
    found = Draw.objects.select_related("jurisdiction").defer("population_keys")
    if reach_of(by=by) is not Reach.ALL:
        found = found.filter(jurisdiction_id=by.jurisdiction_id)
    return found.order_by("-at", "-pk")


def draw_seen(*, draw_id: int, by: Actor) -> Draw:
    """Return one visible draw. Raises: NotAllowed, NotFound."""
    draw = draws(by=by).filter(pk=draw_id).first()
    if draw is None:
        raise NotFound
    return draw


def published_draw(*, draw_id: int) -> Draw:
    """Return a draw for anybody: its list and its result hold no names. Raises: NotFound."""
    draw = Draw.objects.select_related("jurisdiction").filter(pk=draw_id).first()
    if draw is None:
        raise NotFound
    return draw


def checks_of(*, draw_id: int) -> QuerySet[SpotCheck]:
    """Return the spot-checks of a draw in the order of their lots."""
    found = SpotCheck.objects.filter(draw_id=draw_id)
    related = (
        "filing__firm", "filing__elevator__jurisdiction", "filing__elevator__use_unit",
        "filing__elevator__firm",
    )  # fmt: skip
    return found.select_related(*related).order_by("position", "pk")


def outcomes_of(*, draw_ids: Iterable[int]) -> dict[int, Outcome]:
    """Return what the spot-checks of these draws have found; one query."""
    counted = SpotCheck.objects.filter(draw_id__in=list(draw_ids)).values("draw_id")
    rows = counted.annotate(
        total=Count("pk"), mean=Avg("answered_s"), pending=_so_many(CheckResult.PENDING),
        true=_so_many(CheckResult.TRUE), false=_so_many(CheckResult.FALSE),
        no_answer=_so_many(CheckResult.NO_ANSWER),
    ).order_by("draw_id")  # fmt: skip
    return {
        row["draw_id"]: Outcome(
            row["total"], row["pending"], row["true"], row["false"], row["no_answer"], row["mean"]
        )
        for row in rows
    }


def _so_many(result: CheckResult) -> Count:
    return Count("pk", filter=Q(result=result))


def filings_in_force(*, jurisdiction: Jurisdiction, day: date) -> QuerySet[ElevatorFiling]:
    """Return the checked filings from which a jurisdiction draws: those that hold on the day."""
    found = ElevatorFiling.objects.filter(
        state=FilingState.CHECKED, period__contains=day, elevator__merged_into=None
    ).exclude(kind=FilingKind.END)
    if jurisdiction.kind is not JurisdictionKind.CITY:
        found = found.filter(jurisdiction_id=jurisdiction.pk)
    return found.order_by("number", "pk")


def lots_today(*, by: Actor, day: date) -> Lots:
    """Return from how many filings this actor would draw on a day. Raises: NotAllowed."""
    require(by=by, deed=Deed.CHECK_FILING)
    own = jurisdictions().get(pk=by.jurisdiction_id)
    policy = policy_on(day=day, jurisdiction_code=own.code)
    population = filings_in_force(jurisdiction=own, day=day).count()
    share = policy.spot_check_share
    size = size_of(share=share, population=population)
    return Lots(own, population, share, size, policy.edition)


def unfinished_draw(*, jurisdiction_id: int) -> Draw | None:
    """Return the draw of a jurisdiction of which something is still to be checked."""
    pending = SpotCheck.objects.filter(
        draw__jurisdiction_id=jurisdiction_id, result=CheckResult.PENDING
    ).order_by("-draw_id")
    waiting = pending.values_list("draw_id", flat=True).first()
    return None if waiting is None else Draw.objects.defer("population_keys").get(pk=waiting)


def stands(*, draw: Draw) -> bool:
    """Return whether a draw can be repeated: its list, its seed and its result fit together."""
    chosen = SpotCheck.objects.filter(draw_id=draw.pk).order_by("position")
    return is_repeatable(
        seed=draw.seed, keys=draw.population_keys, said=draw.population_sha256,
        chosen=list(chosen.values_list("filing__number", flat=True)),
    )  # fmt: skip
