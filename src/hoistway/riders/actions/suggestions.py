"""A passenger says what is wrong in the public data of an elevator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from hoistway.foundation.actors import A_PASSENGER
from hoistway.foundation.refusal import Refusal
from hoistway.registry.actions import suggest
from hoistway.registry.vocabulary import SourceKind
from hoistway.riders.actions.origins import blurred_origin
from hoistway.riders.models import Suggestion
from hoistway.riders.vocabulary import WrongFact

SUGGESTIONS_EACH = 6
SUGGESTIONS_WINDOW_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One form: which fact, what is right, from where; personal data are neither asked nor kept."""

    elevator_id: int
    form_id: UUID
    fact: WrongFact
    value: str
    note: str
    origin: str


class TooMany(Refusal):
    """Raised when one network address says more in an hour than a person would."""

    code = "too_many_suggestions"
    zh = "这个网络今天提交的纠错较多，请过一小时再试。需要救援时不受此限。"
    en = "Too many corrections from this network: try again in an hour. Help can always be called."
    status = 429


@transaction.atomic
def suggest_correction(*, correction: Correction, now: datetime) -> int:
    """Keep what a passenger says is wrong and return its number; the same form counts once.

    The register stays as it is until the word is judged. Announces: FactsChanged.
    Raises: TooMany.
    """
    form = correction.form_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [form.hex])
    known = Suggestion.objects.filter(form_id=form).first()
    if known is not None:
        return known.pk
    origin = blurred_origin(origin=correction.origin, now=now)
    since = now - timedelta(seconds=SUGGESTIONS_WINDOW_S)
    lately = Suggestion.objects.filter(origin_hash=origin, made_at__gte=since)
    if lately.count() >= SUGGESTIONS_EACH:
        raise TooMany
    counts = correction.fact is WrongFact.FLOORS and correction.value.isdecimal()
    claim = suggest(
        elevator_id=correction.elevator_id, field=str(correction.fact),
        value=int(correction.value) if counts else correction.value,
        text=correction.note, evidence="", source=str(SourceKind.PASSENGER), now=now,
        by=A_PASSENGER,
    )  # fmt: skip
    kept = Suggestion.objects.create(
        form_id=form, elevator_id=correction.elevator_id, claim=claim, origin_hash=origin,
        made_at=now,
    )  # fmt: skip
    return kept.pk
