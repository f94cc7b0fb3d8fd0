"""Hold a mismatch, move it by the rule, and keep each step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from hoistway.filings.events import MismatchMoved
from hoistway.filings.models import Mismatch, MismatchStep
from hoistway.filings.queries.mismatches import steps_of
from hoistway.filings.rules.mismatches import state_after
from hoistway.filings.vocabulary import MismatchDeed
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal

MOST_WORDS = 500
_SAYING = frozenset({MismatchDeed.ANSWER, MismatchDeed.CONFIRM})


class WordsMissing(Refusal):
    """Raised when a step that needs words has none."""

    code = "words_missing"
    zh = "请写明理由或说明。"
    en = "Please give a reason or an explanation."
    status = 422


def held_mismatch(*, mismatch_id: int) -> Mismatch:
    """Return a mismatch that nobody else can move until the transaction ends.

    Raises: NotFound.
    """
    found = Mismatch.objects.select_for_update(of=("self",)).filter(pk=mismatch_id)
    mismatch = found.select_related("elevator", "jurisdiction").first()
    if mismatch is None:
        raise NotFound
    return mismatch


def known_step(*, form_id: UUID, mismatch_id: int) -> bool:
    """Return whether this form was taken for this mismatch before."""
    return MismatchStep.objects.filter(form_id=form_id, mismatch_id=mismatch_id).exists()


def required(*, words: str) -> str:
    """Return words that say something. Raises: WordsMissing."""
    if not words.strip():
        raise WordsMissing
    return words.strip()[:MOST_WORDS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What goes with a step: words, facts that it was judged by, the form it came with."""

    words: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    form_id: UUID = field(default_factory=uuid4)


def step(
    mismatch: Mismatch, deed: MismatchDeed, *, now: datetime, by: Actor, told: Told
) -> MismatchStep:
    """Move a held mismatch by a deed, keep the step and announce it. Raises: MismatchSettled."""
    saying = by.organisation_id if deed in _SAYING else 0
    mismatch.state = state_after(
        state=mismatch.state, deed=deed, all_have_answered=_all_answered(mismatch, saying)
    )
    mismatch.save(update_fields=["state"])
    row = MismatchStep.objects.create(
        mismatch=mismatch, form_id=told.form_id, deed=deed, at=now, by=by.as_json(),
        words=told.words.strip()[:MOST_WORDS], facts=dict(told.facts),
    )  # fmt: skip
    announce(MismatchMoved(step_id=row.pk))
    touch(f"mismatches.{mismatch.jurisdiction_id}")
    return row


def silent_parties(mismatch: Mismatch, *, saying: int = 0) -> set[int]:
    """Return who was asked at the opening and has said nothing yet; `saying` speaks just now."""
    asked = {mismatch.firm_id, mismatch.use_unit_id} - {None, saying}
    told = {
        row.by.get("organisation")
        for row in steps_of(mismatch_id=mismatch.pk)
        if row.deed in _SAYING
    }
    return {key for key in asked if key is not None} - told


def _all_answered(mismatch: Mismatch, saying: int) -> bool:
    anybody = mismatch.firm_id is not None or mismatch.use_unit_id is not None
    return anybody and not silent_parties(mismatch, saying=saying)
