"""Write, submit, publish, return and take down bulletins; mark them read."""

from datetime import datetime

from django.db import transaction

from hoistway.bulletins.events import BulletinPublished
from hoistway.bulletins.models import Bulletin, Reading
from hoistway.bulletins.queries import inbox, may_speak_of
from hoistway.bulletins.rules.course import state_after
from hoistway.bulletins.rules.wording import (
    Draft,
    ScopeWrong,
    is_public_at_once,
    require_sound,
)
from hoistway.bulletins.vocabulary import BulletinDeed, BulletinScope, BulletinState
from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.history import recorded
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import Reach, reach_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevators

__all__ = [
    "Draft", "ReasonMissing", "SamePerson", "mark_read", "publish_bulletin", "return_bulletin",
    "rewrite_bulletin", "withdraw_bulletin", "write_bulletin",
]  # fmt: skip


class SamePerson(Refusal):
    """Raised when the writer would also check."""

    code = "same_person"
    zh = "起草人和审核人不能是同一人。"
    en = "Whoever writes a bulletin may not check it."
    status = 403


class ReasonMissing(Refusal):
    """Raised when a bulletin is returned without a reason."""

    code = "reason_missing"
    zh = "请写明理由。"
    en = "Please give a reason."
    status = 422


@transaction.atomic
def write_bulletin(*, draft: Draft, now: datetime, by: Actor) -> Bulletin:
    """Keep a bulletin for its check; the same form twice is one bulletin.

    That an elevator stands is public at once. Raises: NotAllowed, ScopeWrong, TextMissing,
    HalfEnglish, PeriodWrong.
    """
    require(by=by, deed=Deed.WRITE_BULLETIN)
    known = Bulletin.objects.filter(form_id=draft.form_id, organisation_id=by.organisation_id)
    if (bulletin := known.first()) is not None:
        return bulletin
    _require_fit(draft, now=now, by=by)
    key = fresh_key(table="bulletins_bulletin")
    bulletin = Bulletin(
        pk=key, form_id=draft.form_id, number=f"GG{local_day(at=now):%y%m%d}{key:05d}",
        organisation_id=by.organisation_id, written_at=now, written_by=by.as_json(),
        state=BulletinState.SUBMITTED, **_columns(draft),
    )  # fmt: skip
    if is_public_at_once(kind=draft.kind, scope=draft.scope):
        bulletin.state = BulletinState.PUBLISHED
    bulletin.save(force_insert=True)
    _tell(bulletin)
    return bulletin


@transaction.atomic
def rewrite_bulletin(*, bulletin_id: int, draft: Draft, now: datetime, by: Actor) -> Bulletin:
    """Submit a returned bulletin anew as it now reads; what it was stays in its history.

    Raises: NotAllowed, NotFound, MovedOn and the refusals of writing.
    """
    require(by=by, deed=Deed.WRITE_BULLETIN)
    bulletin = _held(bulletin_id)
    if bulletin.organisation_id != by.organisation_id:
        raise NotFound
    after = state_after(state=bulletin.state, deed=BulletinDeed.SUBMIT)
    _require_fit(draft, now=now, by=by)
    columns = _columns(draft) | {"state": after, "written_at": now, "written_by": by.as_json()}
    _move(bulletin, columns, by=by, reason=BulletinDeed.SUBMIT.zh)
    return bulletin


@transaction.atomic
def publish_bulletin(*, bulletin_id: int, now: datetime, by: Actor) -> Bulletin:
    """Make a submitted bulletin public for its period; another person than its writer does it.

    Raises: NotAllowed, NotFound, SamePerson, MovedOn.
    """
    bulletin = _to_check(bulletin_id, by)
    after = state_after(state=bulletin.state, deed=BulletinDeed.PUBLISH)
    columns = _looked_at(after, "", now, by)
    _move(bulletin, columns, by=by, reason=BulletinDeed.PUBLISH.zh)
    return bulletin


@transaction.atomic
def return_bulletin(*, bulletin_id: int, reason: str, now: datetime, by: Actor) -> Bulletin:
    """Give a bulletin back to its writer. Raises: as publishing, and ReasonMissing."""
    bulletin = _to_check(bulletin_id, by)
    if not reason.strip():
        raise ReasonMissing
    after = state_after(state=bulletin.state, deed=BulletinDeed.RETURN)
    _move(bulletin, _looked_at(after, reason, now, by), by=by, reason=reason)
    return bulletin


@transaction.atomic
def withdraw_bulletin(*, bulletin_id: int, reason: str, now: datetime, by: Actor) -> Bulletin:
    """Take a bulletin down: its writer's organisation may, and the bureau that checks it.

    Raises: NotAllowed, NotFound, ReasonMissing, MovedOn.
    """
    require(by=by, deed=Deed.WRITE_BULLETIN)
    bulletin = _held(bulletin_id)
    if bulletin.organisation_id != by.organisation_id and not _answers_for(bulletin, by):
        raise NotFound
    if not reason.strip():
        raise ReasonMissing
    after = state_after(state=bulletin.state, deed=BulletinDeed.WITHDRAW)
    _move(bulletin, _looked_at(after, reason, now, by), by=by, reason=reason)
    return bulletin


@transaction.atomic
def mark_read(*, bulletin_id: int, now: datetime, by: Actor) -> None:
    """Keep that this person has opened a bulletin; once is enough."""
    if by.kind is ActorKind.PERSON and inbox(by=by, now=now).filter(pk=bulletin_id).exists():
        Reading.objects.get_or_create(
            bulletin_id=bulletin_id, person_id=by.person_id, defaults={"at": now}
        )


def _require_fit(draft: Draft, *, now: datetime, by: Actor) -> None:
    fits = may_speak_of(
        by=by, scope=draft.scope, jurisdiction_id=draft.jurisdiction_id, place_id=draft.place_id,
        elevator_id=draft.elevator_id,
    )  # fmt: skip
    if not fits:
        raise ScopeWrong
    require_sound(draft=draft, now=now)


def _columns(draft: Draft) -> dict[str, object]:
    scope = draft.scope
    place = draft.place_id if scope is BulletinScope.PLACE else None
    elevator = draft.elevator_id if scope is BulletinScope.ELEVATOR else None
    return {
        "kind": draft.kind, "scope": scope, "place_id": place, "elevator_id": elevator,
        "jurisdiction_id": _area(draft), "period": (draft.begins, draft.ends),
        "title_zh": draft.title_zh.strip()[:60], "title_en": draft.title_en.strip()[:120],
        "text_zh": draft.text_zh.strip()[:2000], "text_en": draft.text_en.strip()[:4000],
    }  # fmt: skip


def _area(draft: Draft) -> int | None:
    """Return the jurisdiction whose bureau answers for a bulletin; None: the city's."""
    if draft.scope is BulletinScope.JURISDICTION:
        return draft.jurisdiction_id
    if draft.scope is BulletinScope.CITY:
        return None
    rows = elevators(by=PLATFORM)
    if draft.scope is BulletinScope.PLACE:
        rows = rows.filter(place_id=draft.place_id or 0)
    else:
        rows = rows.filter(pk=draft.elevator_id or 0)
    return rows[0].jurisdiction_id


def _looked_at(after: BulletinState, reason: str, now: datetime, by: Actor) -> dict[str, object]:
    """Return what is kept of a look at a bulletin."""
    return {
        "state": after, "checked_at": now, "checked_by": by.as_json(),
        "checked_reason": reason.strip()[:300],
    }  # fmt: skip


def _held(bulletin_id: int) -> Bulletin:
    found = Bulletin.objects.select_for_update(of=("self",)).filter(pk=bulletin_id).first()
    if found is None:
        raise NotFound
    return found


def _answers_for(bulletin: Bulletin, by: Actor) -> bool:
    reach = reach_of(by=by)
    own = reach is Reach.JURISDICTION and bulletin.jurisdiction_id == by.jurisdiction_id
    return reach is Reach.ALL or own


def _to_check(bulletin_id: int, by: Actor) -> Bulletin:
    require(by=by, deed=Deed.CHECK_BULLETIN)
    bulletin = _held(bulletin_id)
    if not _answers_for(bulletin, by):
        raise NotFound
    if by.kind is ActorKind.PERSON and bulletin.written_by.get("person") == by.person_id:
        raise SamePerson
    return bulletin


def _move(bulletin: Bulletin, columns: dict[str, object], *, by: Actor, reason: str) -> None:
    for name, value in columns.items():
        setattr(bulletin, name, value)
    with recorded(by=by, reason=reason):
        bulletin.save()
    _tell(bulletin)


def _tell(bulletin: Bulletin) -> None:
    touch("bulletins")
    if bulletin.state is BulletinState.PUBLISHED:
        announce(BulletinPublished(bulletin_id=bulletin.pk))
