"""Questions about what use units said of visits, and what still waits for their word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from hoistway.foundation.actors import Actor
from hoistway.maintenance.models import Confirmation, Crew, PhoneCode, Visit, VisitNote
from hoistway.maintenance.queries.visits import visits
from hoistway.maintenance.rules.answers import MOST_TRIES, may_answer
from hoistway.maintenance.vocabulary import VisitState
from hoistway.maintenance.vocabulary.regime import called
from hoistway.parties.queries import may, members
from hoistway.parties.vocabulary import Deed, RoleKind

__all__ = [
    "AnswerSearch", "AnswererFound", "answerers_of", "answers_of", "code_under_way",
    "crew_people", "found_answers", "is_of_crew", "level_words", "may_answer",
    "notes_of", "signed_visits", "waiting_visits",
]  # fmt: skip

if TYPE_CHECKING:
    from hoistway.parties.models import Person

_RELATED = (
    "elevator__jurisdiction", "elevator__firm", "elevator__use_unit", "firm", "lead", "record",
)  # fmt: skip
_SIGNED = sorted(str(state) for state in VisitState.counted_states())


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSearch:
    """What is asked of signed visits; an empty field asks nothing."""

    text: str = ""
    states: frozenset[VisitState] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


def signed_visits(*, by: Actor) -> QuerySet[Visit]:
    """Return the visits with a signed record that this actor may see, the latest first."""
    if not may(by=by, deed=Deed.SEE_MAINTENANCE):
        return Visit.objects.none()
    found = visits(by=by).filter(state__in=_SIGNED).select_related(*_RELATED)
    return found.order_by("-signed_at", "-pk")


def found_answers(*, by: Actor, search: AnswerSearch) -> QuerySet[Visit]:
    """Return the visible signed visits that fit, the latest first."""
    found = signed_visits(by=by)
    for word in search.text.split():
        found = found.filter(
            Q(elevator__register_number__icontains=word) | Q(elevator__address__icontains=word)
            | Q(elevator__name__icontains=word) | Q(firm__name__icontains=word)
            | Q(elevator__use_unit__name__icontains=word)
        )  # fmt: skip
    if search.states:
        found = found.filter(state__in=sorted(str(state) for state in search.states))
    if search.since:
        found = found.filter(signed_at__gte=search.since)
    if search.until:
        found = found.filter(signed_at__lt=search.until)
    return found


def waiting_visits(*, by: Actor) -> QuerySet[Visit]:
    """Return what waits for the use unit's word, the nearest deadline first."""
    waiting = signed_visits(by=by).filter(state=VisitState.SIGNED)
    return waiting.order_by("confirm_by", "pk")


def answers_of(*, visit_ids: Iterable[int]) -> QuerySet[Confirmation]:
    """Return what was said of visits, the first word first; scope was judged by the caller."""
    found = Confirmation.objects.filter(visit_id__in=list(visit_ids))
    return found.select_related("person", "document").order_by("at", "pk")


def notes_of(*, visit_ids: Iterable[int]) -> QuerySet[VisitNote]:
    """Return corrections and answers to objections, the first first."""
    found = VisitNote.objects.filter(visit_id__in=list(visit_ids))
    return found.select_related("document").order_by("at", "pk")


@dataclass(frozen=True, slots=True)
class AnswererFound:
    """One person of the use unit who may be sent a code."""

    person_id: int
    name: str
    phone: str


def answerers_of(*, visit: Visit, now: datetime) -> list[AnswererFound]:
    """Return who of the use unit has a telephone of their own that is nobody's of the crew."""
    unit_id = visit.elevator.use_unit_id
    if unit_id is None:
        return []
    crew = crew_people(visit_id=visit.pk)
    own = {person.phone for person in crew}
    staff = members(organisation_id=unit_id, role=RoleKind.USE_UNIT, at=now)
    return [
        AnswererFound(one.person_id, one.person.name, one.person.phone)
        for one in staff
        if one.person.phone and one.person.phone not in own
    ]


def crew_people(*, visit_id: int) -> "list[Person]":
    """Return the people of a visit's crew."""
    rows = Crew.objects.filter(visit_id=visit_id).select_related("person").order_by("pk")
    return [row.person for row in rows]


def is_of_crew(*, visit_id: int, by: Actor) -> bool:
    """Return whether somebody worked on a visit."""
    return Crew.objects.filter(visit_id=visit_id, person_id=by.person_id).exists()


def level_words(*, visit: Visit) -> tuple[str, str]:
    """Return kind and level of a visit in Chinese and English, as messages name it."""
    level = visit.level
    if level is None:
        name = called(kind=visit.kind, level=None)
        return name.zh, name.en
    return f"{level.zh}{visit.kind.zh}", f"{level.en} {visit.kind.en.lower()}"


def code_under_way(*, visit_id: int, now: datetime) -> PhoneCode | None:
    """Return the code that holds for a visit now, with its owner."""
    found = PhoneCode.objects.filter(
        visit_id=visit_id, used_at=None, expires_at__gt=now, tries__lt=MOST_TRIES
    ).select_related("person")  # fmt: skip
    return found.order_by("-sent_at", "-pk").first()
