"""Rounds of the demo city: two published, one in its preview with an objection."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.credit.actions import (
    Claim,
    RoundDraft,
    Said,
    Strike,
    ask_round,
    compute_round,
    confirm_grade,
    object_to_score,
    open_preview,
    publish_round,
)
from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries.behind import records_of
from hoistway.credit.rules.deciding import needs_person
from hoistway.credit.rules.shown import preview_until
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind

EDITION = "hoistway-2026"
HALF_YEAR = timedelta(days=182)
_CONFIRMED = "已逐项核对依据记录，等级成立。"
_PUBLISHED = "本次结果按建议模型计算，供各区分类监管参考。"
_OBJECTS = "该记录当时由其他单位负责，不应计入本单位，请核对派单和备案记录。"


def lay_out(*, firms: list[Organisation], chance: Random, now: datetime) -> None:
    """Compute three half-years by the very actions; publish two, preview the last."""
    by = _city()
    if by is None:
        return
    last = local_day(at=now) - timedelta(days=3)
    for back in (2, 1, 0):
        end = last - back * HALF_YEAR
        at = now - timedelta(days=1) - back * HALF_YEAR
        row = _computed(end, chance, at, by)
        said = Said(form_id=_form(chance))
        open_preview(number=row.number, said=said, now=at + timedelta(hours=2), by=by)
        if back:
            _published(row, chance, at, by)
        else:
            _objected(row, firms, chance, now - timedelta(hours=3))


def _form(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _city() -> Actor | None:
    account = account_of_role(role=RoleKind.CITY_REGULATOR)
    return None if account is None else actor_of(account=account)


def _computed(end: date, chance: Random, at: datetime, by: Actor) -> CreditRound:
    draft = RoundDraft(
        form_id=_form(chance), edition=EDITION, last_day=end,
        first_day=end - HALF_YEAR + timedelta(days=1),
    )  # fmt: skip
    row = ask_round(draft=draft, now=at, by=by)
    compute_round(round_id=row.pk, now=at)
    return row


def _published(row: CreditRound, chance: Random, at: datetime, by: Actor) -> None:
    then = at + timedelta(days=5)
    for score in CreditScore.objects.filter(round=row, is_latest=True).order_by("pk"):
        if needs_person(grade=score.grade, vetoes=score.vetoes):
            confirm_grade(
                round_number=row.number, organisation_id=score.organisation_id,
                said=Said(form_id=_form(chance), words=_CONFIRMED), now=then, by=by,
            )  # fmt: skip
    opened = local_day(at=at + timedelta(hours=2))  # in the evening that is the next day
    over = preview_until(opened=opened) - local_day(at=at) + timedelta(days=1)
    said = Said(form_id=_form(chance), words=_PUBLISHED)
    publish_round(number=row.number, said=said, now=at + over + timedelta(hours=2), by=by)


def _objected(row: CreditRound, firms: list[Organisation], chance: Random, at: datetime) -> None:
    """Let the first firm that lost points for a record object to it."""
    for firm in firms:
        account = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=firm.pk)
        score = CreditScore.objects.filter(round=row, organisation=firm, is_latest=True).first()
        if account is None or score is None:
            continue
        for point in score.points:
            if point["most"] is None or float(point["points"]) >= float(point["most"]):
                continue
            found = records_of(score=score, indicator=str(point["key"]))
            records = [one for one in found if one.strikes]
            if not records:
                continue
            claim = Claim(records=[Strike(str(point["key"]), records[0].key)])
            object_to_score(
                round_number=row.number, claim=claim, now=at, by=actor_of(account=account),
                said=Said(form_id=_form(chance), words=_OBJECTS),
            )  # fmt: skip
            return
