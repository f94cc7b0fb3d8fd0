"""Hold a round, keep each step of it and announce what moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from hoistway.credit.events import RoundMoved
from hoistway.credit.models import CreditRound, CreditScore, CreditStep
from hoistway.credit.vocabulary import CreditDeed, RoundState
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal

MOST_WORDS = 2000


class CreditWordsMissing(Refusal):
    """Raised when something is asked, decided or confirmed without a reason."""

    code = "credit_words_missing"
    zh = "请写明理由和依据，对方会看到。"
    en = "Give reasons; the other side will read them."
    status = 422


class RoundMovedOn(Refusal):
    """Raised when a round is in a state in which this cannot be done."""

    code = "credit_round_moved_on"
    zh = "本次评价现为「{zh}」，不能进行此操作。"
    en = "The round is now «{en}»; that cannot be done."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one press of a button brings: its form, words, perhaps a file."""

    form_id: UUID
    words: str = ""
    file: Attachment | None = None

    def needed(self) -> str:
        """Return the words. Raises: CreditWordsMissing."""
        if not self.words.strip():
            raise CreditWordsMissing
        return self.words.strip()[:MOST_WORDS]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a step is about: the score, and facts beside the words."""

    score: CreditScore | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def held_round(*, number: str) -> CreditRound:
    """Return a round that nobody else can move until the transaction ends. Raises: NotFound."""
    found = CreditRound.objects.filter(number=number).select_for_update().first()
    if found is None:
        raise NotFound
    return found


def latest_score(*, round_: CreditRound, organisation_id: int) -> CreditScore:
    """Return an organisation's latest score in a round. Raises: NotFound."""
    rows = CreditScore.objects.select_related("organisation").filter(
        round=round_, organisation_id=organisation_id, is_latest=True
    )
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def known_form(*, form_id: UUID) -> CreditStep | None:
    """Return the step that this form has made already."""
    return CreditStep.objects.filter(form_id=form_id).first()


def require_state(*, round_: CreditRound, states: Collection[RoundState]) -> None:
    """Refuse unless the round is in one of these states. Raises: RoundMovedOn."""
    if round_.state not in states:
        raise RoundMovedOn(zh=round_.state.zh, en=round_.state.en)


def stepped(
    *, round_: CreditRound, deed: CreditDeed, said: Said | None = None, about: About | None = None,
    now: datetime, by: Actor = PLATFORM,
) -> CreditStep:  # fmt: skip
    """Keep a step of a round, and wake the pages that show it."""
    told, what = said or Said(form_id=uuid4()), about or About()
    facts = dict(what.facts)
    if told.file is not None:
        facts["file"] = told.file.sha256
    touch("credit")
    return CreditStep.objects.create(
        round=round_, score=what.score, form_id=told.form_id, deed=deed,
        words=told.words.strip()[:MOST_WORDS], facts=facts, at=now, by=by.as_json(),
    )  # fmt: skip


def moved(*, round_: CreditRound, state: RoundState) -> None:
    """Put a held round into a state and announce it. Announces: RoundMoved."""
    round_.state = state
    round_.save()
    announce(RoundMoved(round_id=round_.pk))
