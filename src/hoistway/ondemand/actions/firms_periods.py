"""The city opens a pilot period by a document, and cuts one short."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions.firms_telling import tell_cut
from hoistway.ondemand.models import PilotPeriod
from hoistway.ondemand.rules.policy import edition_named
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class PeriodUnfounded(Refusal):
    """Raised when a period would be opened without document, legal basis or known edition."""

    code = "period_unfounded"
    zh = "请写明文件编号、法律依据，并选择平台已有的政策版本。"
    en = "Name the document, its legal basis, and an edition that the platform knows."
    clause = "requirements C11"
    status = 422


class PeriodBackwards(Refusal):
    """Raised when a period would end before it begins, or lies in the past."""

    code = "period_backwards"
    zh = "试点期的最后一天不能早于第一天，也不能早于今天。"
    en = "The last day of a period lies neither before its first nor before today."
    status = 422


class PeriodOverlaps(Refusal):
    """Raised when a period would share a day with another."""

    code = "period_overlaps"
    zh = "与已有的试点期重叠；同一天只能有一个试点期。"
    en = "The period shares days with another; there is one at a time."


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodDraft:
    """A period as a document of the city allows it, both days included."""

    document_number: str
    legal_basis: str
    edition: str
    first_day: date
    last_day: date
    invented: bool = False


@transaction.atomic
def open_period(*, draft: PeriodDraft, now: datetime, by: Actor) -> PilotPeriod:
    """Open a pilot period; without one there is no pilot. The same document again is one period.

    Source: 286号 附件2 一; requirements C11.
    Raises: NotAllowed, PeriodUnfounded, PeriodBackwards, PeriodOverlaps.
    """
    require(by=by, deed=Deed.OPEN_PILOT)
    document, basis = draft.document_number.strip(), draft.legal_basis.strip()
    if not (document and basis and _is_edition(draft.edition)):
        raise PeriodUnfounded
    if draft.last_day < draft.first_day or draft.last_day < local_day(at=now):
        raise PeriodBackwards
    days = {"first_day": draft.first_day, "last_day": draft.last_day}
    known = PilotPeriod.objects.filter(document_number=document, **days).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            period = PilotPeriod.objects.create(
                edition=draft.edition, legal_basis=basis, document_number=document, **days,
                invented=draft.invented, opened_at=now, opened_by=by.as_json(),
            )  # fmt: skip
    except IntegrityError:
        raise PeriodOverlaps from None
    touch("firm_pilots")
    return period


@transaction.atomic
def cut_period(
    *, period_id: int, last_day: date, words: str, now: datetime, by: Actor
) -> PilotPeriod:
    """Let a period end earlier, today at the earliest; its elevators go back the day after.

    Raises: NotAllowed, NotFound, PeriodUnfounded, PeriodBackwards.
    """
    require(by=by, deed=Deed.OPEN_PILOT)
    period = PilotPeriod.objects.select_for_update().filter(pk=period_id).first()
    if period is None:
        raise NotFound
    if not words.strip():
        raise PeriodUnfounded
    if last_day == period.last_day:
        return period
    if last_day < max(period.first_day, local_day(at=now)) or last_day > period.last_day:
        raise PeriodBackwards
    period.last_day, period.cut_at, period.cut_by = last_day, now, by.as_json()
    period.cut_words = words.strip()[:1000]
    period.save(update_fields=["last_day", "cut_at", "cut_by", "cut_words"])
    tell_cut(period=period, now=now)
    touch("firm_pilots")
    return period


def _is_edition(name: str) -> bool:
    try:
        edition_named(edition=name)
    except KeyError:
        return False
    return True
