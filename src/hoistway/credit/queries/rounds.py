"""Questions about rounds, scores, objections and their steps: who sees which."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoistway.credit.models import CreditRound, CreditScore, CreditStep, Objection
from hoistway.credit.vocabulary import (
    Grade,
    ObjectionKind,
    ObjectionState,
    RoundState,
    SubjectKind,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, may, reach_of
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators

_SHOWN = sorted(str(state) for state in RoundState.shown_to_firms())


def rounds(*, by: Actor) -> QuerySet[CreditRound]:
    """Return the rounds that this actor may see, the latest first: regulators all of them."""
    found = CreditRound.objects.order_by("-last_day", "-pk")
    if not may(by=by, deed=Deed.SEE_CREDIT):
        return found.none()
    if reach_of(by=by) is Reach.FIRM:
        own = CreditScore.objects.filter(organisation_id=by.organisation_id, is_latest=True)
        return found.filter(state__in=_SHOWN, pk__in=own.values("round_id"))
    return found


def round_seen(*, by: Actor, number: str) -> CreditRound:
    """Return one visible round. Raises: NotFound."""
    found = rounds(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def scores(*, by: Actor) -> QuerySet[CreditScore]:
    """Return the latest scores in rounds that this actor may see.

    A firm sees its own once it is previewed. A district sees those of firms that have their seat
    or an elevator in it, the city all.
    """
    found = CreditScore.objects.filter(is_latest=True).select_related("round", "organisation")
    found = found.order_by("-total", "organisation__name", "pk")
    if not may(by=by, deed=Deed.SEE_CREDIT):
        return found.none()
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return found
    if reach is Reach.FIRM:
        return found.filter(organisation_id=by.organisation_id, round__state__in=_SHOWN)
    here = elevators(by=by).order_by().values("firm_id")
    seat = Q(organisation__jurisdiction_id=by.jurisdiction_id)
    return found.filter(seat | Q(organisation_id__in=here))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSearch:
    """What is asked of the scores of a round; an empty field asks nothing."""

    text: str = ""
    grade: Grade | None = None
    subject: SubjectKind | None = None
    waits: bool = False


def found_scores(*, by: Actor, round_: CreditRound, search: ScoreSearch) -> QuerySet[CreditScore]:
    """Return the visible scores of a round that fit, the best first, the unrated last."""
    found = scores(by=by).filter(round=round_).order_by("grade", "-total", "organisation_id")
    for word in search.text.split():
        found = found.filter(
            Q(organisation__name__icontains=word) | Q(organisation__name_en__icontains=word)
            | Q(organisation__credit_code__iexact=word)
        )  # fmt: skip
    if search.grade:
        found = found.filter(grade=search.grade)
    if search.subject:
        found = found.filter(subject=search.subject)
    if search.waits:
        harsh = Q(grade__in=[Grade.C, Grade.D]) | ~Q(vetoes=[])
        found = found.filter(harsh, confirmed_at=None)
    return found


def score_seen(*, by: Actor, number: str, organisation_id: int) -> CreditScore:
    """Return an organisation's latest score in a round, if visible. Raises: NotFound."""
    rows = scores(by=by).filter(round__number=number, organisation_id=organisation_id)
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def versions_of(*, score: CreditScore) -> list[CreditScore]:
    """Return every version of a score, the first one first."""
    rows = CreditScore.objects.filter(
        round_id=score.round_id, organisation_id=score.organisation_id
    )
    return list(rows.order_by("version"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What an organisation came to in one round."""

    round_number: str
    state: RoundState
    last_day: object
    total: float | None
    grade: Grade
    edition: str


def trend_of(*, organisation_ids: Collection[int], published_only: bool) -> dict[int, list[Former]]:
    """Return what organisations came to over the rounds, the oldest first; one query."""
    states = [str(RoundState.PUBLISHED)] if published_only else _SHOWN
    rows = CreditScore.objects.filter(
        organisation_id__in=organisation_ids, is_latest=True, round__state__in=states,
        round__expired_at=None, hidden_at=None,
    )  # fmt: skip
    found: dict[int, list[Former]] = {}
    for row in rows.select_related("round").order_by("round__last_day", "round_id"):
        found.setdefault(row.organisation_id, []).append(
            Former(
                round_number=row.round.number, state=row.round.state, total=row.total,
                last_day=row.round.last_day, grade=row.grade, edition=row.round.edition,
            )
        )  # fmt: skip
    return found


def objections(*, by: Actor) -> QuerySet[Objection]:
    """Return what firms asked as far as this actor sees it, who waits longest first."""
    found = Objection.objects.select_related("score__round", "score__organisation")
    seen = scores(by=by).order_by().values("organisation_id", "round_id")
    if not may(by=by, deed=Deed.SEE_CREDIT):
        return found.none()
    if reach_of(by=by) is Reach.FIRM:
        found = found.filter(score__organisation_id=by.organisation_id)
    elif reach_of(by=by) is not Reach.ALL:
        found = found.filter(score__organisation_id__in=seen.values("organisation_id"))
    return found.order_by("decide_by", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionSearch:
    """What is asked of the objections."""

    text: str = ""
    kind: ObjectionKind | None = None
    state: ObjectionState | None = None


def found_objections(*, by: Actor, search: ObjectionSearch) -> QuerySet[Objection]:
    """Return the visible objections that fit."""
    found = objections(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(number__icontains=word) | Q(score__organisation__name__icontains=word)
            | Q(score__round__number__icontains=word)
        )  # fmt: skip
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.state:
        found = found.filter(state=search.state)
    return found


def objections_of(*, score: CreditScore) -> list[Objection]:
    """Return what an organisation asked in a round, the latest first; scope was judged."""
    rows = Objection.objects.filter(
        score__round_id=score.round_id, score__organisation_id=score.organisation_id
    )
    return list(rows.order_by("-pk"))


def objection_behind(*, objection_id: int) -> Objection | None:
    """Return one objection with its score, as an event names it."""
    rows = Objection.objects.select_related("score__round", "score__organisation")
    return rows.filter(pk=objection_id).first()


def steps_of(*, round_: CreditRound, organisation_id: int | None = None) -> list[CreditStep]:
    """Return what happened in a round, or to one organisation in it, the latest first.

    Without an organisation only the steps of the round itself.
    """
    rows = CreditStep.objects.filter(round=round_).order_by("-at", "-pk")
    if organisation_id is None:
        return list(rows.filter(score=None))
    return list(rows.filter(Q(score=None) | Q(score__organisation_id=organisation_id)))


def totals_of(*, round_: CreditRound) -> list[float]:
    """Return every total of a round that is not hidden, without saying whose."""
    rows = CreditScore.objects.filter(round=round_, is_latest=True, hidden_at=None)
    found = rows.exclude(total=None).order_by("total").values_list("total", flat=True)
    return [total for total in found if total is not None]


def published_rounds() -> QuerySet[CreditRound]:
    """Return the rounds that everybody sees, the latest first."""
    rows = CreditRound.objects.filter(state=RoundState.PUBLISHED, expired_at=None)
    return rows.order_by("-published_at", "-pk")


def published_scores(*, round_: CreditRound | None) -> QuerySet[CreditScore]:
    """Return what everybody sees of a published round; what was repaired is left out."""
    rows = CreditScore.objects.filter(round=round_, is_latest=True, hidden_at=None)
    return rows.select_related("organisation").order_by("grade", "-total", "organisation_id")
