"""Which checks there are, who may see them, and what they found."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI
from hoistway.foundation.refusal import NotFound
from hoistway.parties.models import Organisation, Person
from hoistway.parties.queries import Reach, bureaus_of, members, reach_of, require
from hoistway.parties.vocabulary import Deed, OrganisationKind, RoleKind
from hoistway.supervision.models import Check, Finding
from hoistway.supervision.rules.checklist import FIRM, USE_UNIT
from hoistway.supervision.vocabulary import CheckLead, CheckState, FindingWeight

FINISHED = (CheckState.SIGNED, CheckState.REFUSED)
OPEN = (CheckState.PLANNED, CheckState.UNDERWAY)


def audience_of(*, organisation: Organisation) -> str:
    """Return which checklist an organisation is asked by."""
    return FIRM if organisation.kind is OrganisationKind.FIRM else USE_UNIT


def checks(*, by: Actor) -> QuerySet[Check]:
    """Return the checks that the actor may see, latest first.

    Regulators see those of their area; an organisation sees its own once finished, and the one
    whose record waits for its signature. Raises: NotAllowed.
    """
    require(by=by, deed=Deed.SEE_CHECKS)
    rows = Check.objects.select_related("organisation", "jurisdiction", "draw")
    rows = rows.order_by("-made_at", "-pk")
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return rows
    if reach is Reach.JURISDICTION:
        return rows.filter(jurisdiction_id=by.jurisdiction_id)
    told = Q(state__in=FINISHED) | Q(state=CheckState.UNDERWAY, record_form__isnull=False)
    return rows.filter(told, organisation_id=by.organisation_id)


def check_seen(*, by: Actor, number: str) -> Check:
    """Return a check that the actor may see. Raises: NotAllowed, NotFound."""
    found = checks(by=by).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def findings_of(*, check_ids: Collection[int]) -> QuerySet[Finding]:
    """Return what these checks found, in the order of the record; scope was judged before."""
    rows = Finding.objects.filter(check_made_id__in=check_ids)
    return rows.select_related("elevator", "check_made").order_by("check_made_id", "pk")


def officers_of(*, jurisdiction_id: int, now: datetime) -> list[Person]:
    """Return who of an area's bureaus may be sent to a check, by key."""
    found: dict[int, Person] = {}
    for bureau in sorted(bureaus_of(jurisdiction_ids=[jurisdiction_id])):
        for role in (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR):
            for one in members(organisation_id=bureau, role=role, at=now):
                found[one.person_id] = one.person
    return [found[key] for key in sorted(found)]


def cards_of(*, jurisdiction_id: int) -> dict[int, str]:
    """Return the enforcement cards that officers of an area showed last, by person."""
    rows = Check.objects.filter(jurisdiction_id=jurisdiction_id).exclude(officers=[])
    latest = rows.order_by("-pk").values_list("officers", flat=True)[:100]
    found: dict[int, str] = {}
    for officers in latest:
        for one in officers:
            if one.get("card"):
                found.setdefault(int(one["person"]), str(one["card"]))
    return found


def _within(first: date, last: date) -> Q:
    """Return the condition that a check was signed on days of Shanghai from one to another."""
    after = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
    return Q(signed_at__gte=datetime.combine(first, time(), SHANGHAI), signed_at__lt=after)


def checks_of(
    *, organisation_ids: Collection[int], first: date, last: date
) -> dict[int, list[Check]]:  # fmt: skip
    """Return the finished checks of organisations that were signed in a period; one query."""
    found: dict[int, list[Check]] = {key: [] for key in organisation_ids}
    rows = Check.objects.filter(
        _within(first, last), organisation_id__in=organisation_ids, state__in=FINISHED
    )  # fmt: skip
    for row in rows.order_by("signed_at", "pk"):
        found[row.organisation_id].append(row)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What an organisation's finished checks found in a period."""

    checks: int = 0
    clean: int = 0
    findings: int = 0
    breaches: int = 0
    grave: int = 0


def check_scores(
    *, organisation_ids: Collection[int], first: date, last: date
) -> dict[int, Scores]:  # fmt: skip
    """Return what finished checks found, by organisation; two queries however many there are."""
    done = Check.objects.filter(
        _within(first, last), organisation_id__in=organisation_ids, state__in=FINISHED
    )
    counted = dict(done.order_by().values_list("organisation_id").annotate(n=Count("pk")))
    rows = Finding.objects.filter(check_made__in=done.order_by().values("pk"))
    grave, breach = (Q(weight=one) for one in (FindingWeight.GRAVE, FindingWeight.BREACH))
    told = rows.order_by().values_list("check_made__organisation_id").annotate(
        checks=Count("check_made_id", distinct=True), n=Count("pk"),
        breaches=Count("pk", filter=breach), grave=Count("pk", filter=grave),
    )  # fmt: skip
    of = {key: tuple(said) for key, *said in told}
    found = {}
    for key in organisation_ids:
        faulty, findings, breaches, graves = of.get(key, (0, 0, 0, 0))
        count = counted.get(key, 0)
        found[key] = Scores(
            checks=count, clean=count - faulty, findings=findings, breaches=breaches, grave=graves
        )
    return found


def published_checks() -> QuerySet[Check]:
    """Return the drawn checks whose results anybody may read, latest first."""
    rows = Check.objects.filter(state__in=FINISHED, lead=CheckLead.DRAW, draw__isnull=False)
    return rows.select_related("organisation", "jurisdiction", "draw").order_by("-signed_at", "-pk")
