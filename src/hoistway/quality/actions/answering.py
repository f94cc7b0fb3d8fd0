"""Keep what a firm or a use unit says to a finding about its elevator."""

from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.quality.actions.settling import AlreadySettled, ValueMissing
from hoistway.quality.models import Answer
from hoistway.quality.queries import finding_at_hand
from hoistway.quality.rules.entry import NoSuchValue, entered
from hoistway.quality.vocabulary import FindingState

_TEXT = 500


class NothingSaid(Refusal):
    """Raised when an answer neither agrees nor disagrees nor gives a value or a word."""

    code = "nothing_said"
    zh = "请表明是否属实，或填写正确的值、说明。"
    en = "Say whether it is so, or give the right value or an explanation."
    status = 422


@transaction.atomic
def answer(
    *, finding_id: int, agrees: bool | None, value: object = None, text: str = "", now: datetime,
    by: Actor,
) -> Answer:  # fmt: skip
    """Keep an answer to an open finding; it decides nothing, the district reads it.

    Raises: NotAllowed, NotFound, AlreadySettled, NothingSaid, ValueMissing.
    """
    require(by=by, deed=Deed.ANSWER_FINDINGS)
    finding = finding_at_hand(finding_id=finding_id, by=by)
    if finding.state is not FindingState.OPEN:
        raise AlreadySettled
    words = text.strip()[:_TEXT]
    if agrees is None and value in (None, "") and not words:
        raise NothingSaid
    if value not in (None, ""):
        try:
            said = entered(field=finding.field, value=value)
        except NoSuchValue as error:
            raise ValueMissing(value=value) from error
        value = next(iter(said.values())) if len(said) == 1 else dict(said)
    return Answer.objects.create(
        finding=finding, at=now, by=by.as_json(), organisation_id=by.organisation_id or None,
        agrees=agrees, value=value if value not in (None, "") else None, text=words,
    )  # fmt: skip
