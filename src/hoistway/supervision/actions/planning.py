"""Key units, and the yearly shares drawn by lot: frame frozen first, seed after."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import (
    Reach,
    jurisdictions,
    organisations,
    people_by_key,
    reach_of,
    require,
)
from hoistway.parties.vocabulary import Deed, OrganisationKind
from hoistway.sampling.actions import Frozen, draw_sample, freeze_frame
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.vocabulary import DrawPurpose, DrawState
from hoistway.supervision.actions.proposing import Proposal, propose_checks
from hoistway.supervision.models import Check, KeyUnit
from hoistway.supervision.queries.checks import cards_of
from hoistway.supervision.queries.plan import organisations_numbered, own_draws, plan_frame
from hoistway.supervision.vocabulary import CheckKind, CheckLead, KeyGround


class ShareReached(Refusal):
    """Raised when the share of the year is drawn, or nobody is left to draw."""

    code = "share_reached"
    zh = "本年度已检查或已抽取 {before} 家，已满足比例，或没有可抽取的单位。"
    en = "{before} were checked or drawn this year: the share is reached, or nobody is left."
    status = 422


class KeyWordsMissing(Refusal):
    """Raised when a ground needs words and has none."""

    code = "key_unit_words_missing"
    zh = "请写明列为重点单位的具体情况。"
    en = "Say what makes this a key unit."
    status = 422
    clause = "特种设备安全监督检查办法 art. 9"


@transaction.atomic
def keep_key_unit(
    *, organisation_id: int, ground: KeyGround, words: str, now: datetime, by: Actor
) -> KeyUnit:  # fmt: skip
    """Put a use unit on the key list of the actor's area; twice is once.

    Raises: NotAllowed, NotFound, KeyWordsMissing.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    units = organisations(kind=OrganisationKind.USE_UNIT)
    if not units.filter(pk=organisation_id).exists():
        raise NotFound
    if ground is not KeyGround.CROWDS and not words.strip():
        raise KeyWordsMissing
    row, _new = KeyUnit.objects.get_or_create(
        organisation_id=organisation_id, jurisdiction_id=by.jurisdiction_id, until=None,
        defaults={
            "ground": ground, "words": words.strip()[:300], "since": local_day(at=now),
            "by": by.as_json(),
        },
    )  # fmt: skip
    return row


@transaction.atomic
def end_key_unit(*, key_unit_id: int, now: datetime, by: Actor) -> None:
    """Take a use unit off the key list of the actor's area. Raises: NotAllowed, NotFound."""
    require(by=by, deed=Deed.PLAN_CHECKS)
    rows = KeyUnit.objects.select_for_update().filter(until=None)
    if reach_of(by=by) is not Reach.ALL:
        rows = rows.filter(jurisdiction_id=by.jurisdiction_id)
    row = rows.filter(pk=key_unit_id).first()
    if row is None:
        raise NotFound
    row.until, row.ended_by = local_day(at=now), by.as_json()
    row.save(update_fields=["until", "ended_by"])


@transaction.atomic
def freeze_checks(
    *, purpose: DrawPurpose, size: int | None, form_id: UUID, now: datetime, by: Actor
) -> SampleDraw:  # fmt: skip
    """Freeze from whom the actor's area draws; `size` None takes what the year still lacks.

    Raises: NotAllowed, NotFound, ShareReached, InspectorsMissing, FrameWaits.
    Source: 市监特设发〔2022〕59号.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    if purpose in DrawPurpose.of_the_pilot():
        raise NotAllowed
    area = jurisdictions().filter(pk=by.jurisdiction_id).first()
    if area is None:
        raise NotFound
    frame = plan_frame(area=area, purpose=purpose, size=size, now=now, day=local_day(at=now))
    if not frame.units or frame.size < 1:
        raise ShareReached(before=frame.before)
    frozen = Frozen(purpose=purpose, jurisdiction_id=area.pk, frame=frame)
    return freeze_frame(frozen=frozen, form_id=form_id, now=now, by=by)


@transaction.atomic
def draw_checks(
    *, draw_id: int, seed: str, seed_source: str, now: datetime, by: Actor
) -> list[Check]:  # fmt: skip
    """Draw organisations and officers by a published seed, and plan their checks.

    The same seed again changes nothing.
    Raises: NotAllowed, NotFound, SeedUnsound, SeedStands.
    """
    require(by=by, deed=Deed.PLAN_CHECKS)
    row = own_draws(by=by).select_for_update(of=("self",)).filter(pk=draw_id).first()
    if row is None or row.jurisdiction_id != by.jurisdiction_id:
        raise NotFound
    if row.state is not DrawState.FROZEN and row.seed == seed.strip():
        return list(Check.objects.filter(draw=row).order_by("pk"))
    drawn = draw_sample(draw_id=row.pk, seed=seed, seed_source=seed_source, now=now, by=by)
    places = drawn.drawn or []
    of = organisations_numbered(numbers=[one["number"] for one in places])
    people = people_by_key(person_ids={int(key) for one in places for key in one["inspectors"]})
    cards = cards_of(jurisdiction_id=row.jurisdiction_id)
    proposals = [
        Proposal(
            organisation_id=of[one["number"]], jurisdiction_id=row.jurisdiction_id,
            form_id=uuid5(row.form_id, one["number"]), kind=CheckKind.ROUTINE,
            lead=CheckLead.DRAW, lead_ref=f"{row.number}/{one['place']}", draw_id=row.pk,
            officers=[
                {
                    "person": int(key), "name": people.get(int(key), ""),
                    "card": cards.get(int(key), ""),
                }
                for key in one["inspectors"]
            ],
        )
        for one in places
    ]  # fmt: skip
    return propose_checks(proposals=proposals, now=now, by=by)
