"""What an inspection found is reported mended, and seen mended or sent back."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.actions.stopping import ReasonMissing
from hoistway.inspection.models import Defect
from hoistway.inspection.queries.lists import inspections
from hoistway.inspection.vocabulary import DefectState
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed

MOST_WORDS = 500


class DefectSettled(Refusal):
    """Raised when a deed does not fit where a defect stands."""

    code = "defect_settled"
    zh = "该问题的状态是“{zh}”，不能进行此操作。"
    en = "This defect is “{en}”; that cannot be done now."


@transaction.atomic
def mend_defect(
    *, defect_id: int, words: str, now: datetime, by: Actor, file: Attachment | None = None
) -> Defect:
    """Keep the word of use unit or firm that a defect is mended, with a photo.

    Raises: NotAllowed, NotFound, ReasonMissing, DefectSettled. Source: TSG T7001-2023.
    """
    require(by=by, deed=Deed.MEND_DEFECT)
    defect = _held(defect_id, by)
    if defect.state is not DefectState.OPEN:
        raise DefectSettled(zh=defect.state.zh, en=defect.state.en)
    if not words.strip():
        raise ReasonMissing
    defect.state, defect.mended_at, defect.mended_by = DefectState.MENDED, now, by.as_json()
    defect.mended_words, defect.mended_file = words.strip()[:MOST_WORDS], file
    defect.save()
    touch("inspections")
    return defect


@transaction.atomic
def look_at_defect(*, defect_id: int, mended: bool, now: datetime, by: Actor) -> Defect:
    """Keep what the inspector or a regulator saw: the defect is gone, or still there.

    Raises: NotAllowed, NotFound, DefectSettled.
    """
    if not may(by=by, deed=Deed.RECORD_INSPECTION):
        require(by=by, deed=Deed.SETTLE_STOP)
    defect = _held(defect_id, by)
    if defect.state is DefectState.ENDED:
        raise DefectSettled(zh=defect.state.zh, en=defect.state.en)
    if mended:
        defect.state, defect.ended_at, defect.ended_by = DefectState.ENDED, now, by.as_json()
    else:
        defect.state = DefectState.OPEN
    defect.save()
    touch("inspections")
    return defect


def _held(defect_id: int, by: Actor) -> Defect:
    seen = inspections(by=by).order_by().values("pk")
    row = Defect.objects.filter(pk=defect_id, inspection__in=seen)
    defect = row.select_for_update(of=["self"]).first()
    if defect is None:
        raise NotFound
    return defect
