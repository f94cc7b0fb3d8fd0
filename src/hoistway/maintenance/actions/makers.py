"""Enter what a maker's manual asks, and end it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.maintenance.models import MakersItem
from hoistway.maintenance.rules.items import items_by_code
from hoistway.maintenance.vocabulary import ItemPlace, Level
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class BadMakersItem(Refusal):
    """Raised when a line of a manual says nothing that a checklist could use."""

    code = "bad_makers_item"
    zh = (
        "请填写制造单位和说明书出处；再填写标准项目及其限值，或者填写新增项目、层级和位置。"
        "下限不得高于上限。"
    )
    en = (
        "Give the maker and the manual, and either an item of the rule with a limit, or words, "
        "level and place of a further item; the lower limit is not above the upper one."
    )
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class MakersDraft:
    """What a firm enters from a manual; see `models.MakersItem`."""

    form_id: UUID
    made_by: str
    model: str
    item: str
    level: Level | None
    place: ItemPlace | None
    words: str
    asks: str
    at_least: Decimal | None
    at_most: Decimal | None
    unit: str
    manual: str


@transaction.atomic
def enter_makers_item(*, draft: MakersDraft, now: datetime, by: Actor) -> MakersItem:
    """Keep one line of a manual for the actor's firm; it counts from today.

    Source: TSG T5002-2017 annexes, notes 3 and 4: limits are the maker's, per model.
    Raises: NotAllowed, BadMakersItem.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    _judge(draft)
    try:
        with transaction.atomic():
            return MakersItem.objects.create(
                form_id=draft.form_id, firm_id=by.organisation_id, made_by=draft.made_by.strip(),
                model=draft.model.strip(), item=draft.item,
                level=None if draft.item else draft.level,
                place=None if draft.item else draft.place, words=draft.words.strip(),
                asks=draft.asks.strip(), at_least=draft.at_least, at_most=draft.at_most,
                unit=draft.unit.strip(), manual=draft.manual.strip(), counts_from=local_day(at=now),
                entered_at=now, entered_by=by.as_json(),
            )  # fmt: skip
    except IntegrityError:
        return MakersItem.objects.get(form_id=draft.form_id, firm_id=by.organisation_id)


@transaction.atomic
def end_makers_item(*, item_id: int, now: datetime, by: Actor) -> None:
    """Let a line of the actor's firm count no more from today.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.PLAN_MAINTENANCE)
    ours = MakersItem.objects.filter(pk=item_id, firm_id=by.organisation_id)
    if not ours.exists():
        raise NotFound
    ours.filter(ended_on__isnull=True).update(ended_on=local_day(at=now), ended_by=by.as_json())


def _judge(draft: MakersDraft) -> None:
    limits = [one for one in (draft.at_least, draft.at_most) if one is not None]
    crossed = limits != sorted(limits)
    known = draft.item in items_by_code() and limits
    further = not draft.item and draft.words.strip() and draft.level and draft.place
    named = draft.made_by.strip() and draft.manual.strip()
    if crossed or not named or not (known or further):
        raise BadMakersItem
