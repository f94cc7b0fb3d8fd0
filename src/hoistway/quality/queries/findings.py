"""Findings, corrections and answers in the reach of whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import Reach, in_reach, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.quality.models import Answer, Correction, Finding
from hoistway.quality.rules.book import RULES
from hoistway.quality.rules.grouped import GROUPED
from hoistway.quality.vocabulary import FindingKind, FindingState

Pair = tuple[str, str]
"""A sentence in Chinese and in English."""


def seen_by(*, by: Actor, prefix: str = "") -> Q:
    """Return the condition that keeps findings this actor may see.

    What speaks of no elevator belongs to its jurisdiction, or to the organisation it speaks of.
    """
    reach = reach_of(by=by)
    on_elevator = in_reach(by=by, prefix=f"{prefix}elevator__")
    lone = Q(**{f"{prefix}elevator": None})
    if reach is Reach.ALL:
        return Q()
    if reach is Reach.JURISDICTION:
        return on_elevator | lone & Q(**{f"{prefix}jurisdiction_id": by.jurisdiction_id})
    if reach is Reach.NONE:
        return Q(pk__in=[])
    return on_elevator | lone & Q(**{f"{prefix}organisation_id": by.organisation_id})


def findings(
    *, by: Actor, kind: FindingKind | None = None, state: FindingState | None = None,
    jurisdiction_code: str = "", field: str = "", text: str = "",
) -> QuerySet[Finding]:  # fmt: skip
    """Return the visible findings that fit, by kind, the most certain first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_QUALITY)
    asked = {
        "kind": kind, "state": state, "field": field, "jurisdiction__code": jurisdiction_code,
    }  # fmt: skip
    found = Finding.objects.filter(seen_by(by=by))
    found = found.filter(**{column: value for column, value in asked.items() if value})
    for word in text.split():
        found = found.filter(
            Q(elevator__register_number__startswith=word) | Q(elevator__address__icontains=word)
            | Q(elevator__estate__icontains=word) | Q(organisation__name__icontains=word)
            | Q(place__name__icontains=word) | Q(claim__record_key=word)
        )  # fmt: skip
    return found.order_by("kind", "-confidence", "pk")


def finding_at_hand(*, finding_id: int, by: Actor) -> Finding:
    """Return one visible finding with its elevators.

    Raises: NotAllowed, NotFound, also where it exists but must not be known to the actor.
    """
    found = findings(by=by).filter(pk=finding_id).select_related(
        "elevator__jurisdiction", "elevator__use_unit", "elevator__firm", "other", "organisation",
        "place", "claim", "jurisdiction",
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    return found


def counts_by_kind(*, by: Actor, jurisdiction_code: str = "") -> dict[FindingKind, int]:
    """Return how many open findings of each kind are visible, the most first; one query."""
    open_ones = findings(by=by, state=FindingState.OPEN, jurisdiction_code=jurisdiction_code)
    counted = open_ones.order_by().values_list("kind").annotate(n=Count("pk"))
    return {FindingKind(kind): n for kind, n in counted.order_by("-n", "kind")}


def corrections(*, by: Actor) -> QuerySet[Correction]:
    """Return the visible changes that followed from findings, the latest first.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_QUALITY)
    return Correction.objects.filter(seen_by(by=by, prefix="finding__")).order_by("-at", "-pk")


def answers_to(*, finding_id: int) -> QuerySet[Answer]:
    """Return what was answered to a finding, the first first; scope is the finding's."""
    return Answer.objects.filter(finding_id=finding_id).order_by("at", "pk")


def reason_of(*, kind: FindingKind) -> Pair | None:
    """Return the reason of a kind in Chinese and English, with places for the finding's inputs."""
    rule = RULES.get(kind)
    return rule.WHY if rule is not None else GROUPED[kind].why if kind in GROUPED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """By which clause and edition, and from which facts, a finding was made."""

    kind: FindingKind
    clause: str
    edition: str
    why: Pair | None
    inputs: Mapping[str, object]
    claims: tuple[int, ...]


def explain(*, finding: Finding) -> Explanation:
    """Return why a finding was made; the claims are keys of `registry.queries.claims_of`."""
    rule = RULES.get(finding.kind)
    grouped = GROUPED.get(finding.kind)
    claims = finding.inputs.get("claims", [])
    return Explanation(
        kind=finding.kind, edition=finding.edition, inputs=finding.inputs, claims=tuple(claims),
        clause=rule.CLAUSE if rule else grouped.clause if grouped else "",
        why=reason_of(kind=finding.kind),
    )  # fmt: skip


def in_doubt(*, prefix: str = "") -> Q:
    """Return the condition that keeps elevators of which an open finding speaks.

    `prefix` leads from the queried table to the elevator's key, such as `"elevator_"`.
    """
    doubts = Finding.objects.filter(elevator_id=OuterRef(f"{prefix}id"), state=FindingState.OPEN)
    return Q(Exists(doubts))
