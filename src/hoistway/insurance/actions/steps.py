"""Hold a policy of the actor's insurer, and keep each thing done to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hoistway.foundation.actors import Actor
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.insurance.models import Policy, PolicyStep
from hoistway.insurance.queries.policies import policies
from hoistway.insurance.vocabulary import PolicyDeed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

MOST_WORDS = 300


class WordsMissing(Refusal):
    """Raised when a cover would end without a reason."""

    code = "words_missing"
    zh = "请写明原因。"
    en = "Please say why."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What goes with a step: the form it came with, words, and what exactly was done."""

    form_id: UUID
    words: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def required(*, words: str) -> str:
    """Return words that say something. Raises: WordsMissing."""
    if not words.strip():
        raise WordsMissing
    return words.strip()[:MOST_WORDS]


def held_policy(*, policy_id: int, by: Actor) -> Policy:
    """Return a policy of the actor's insurer that nobody else changes until the transaction ends.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.KEEP_INSURANCE)
    if not policies(by=by).filter(pk=policy_id).exists():
        raise NotFound
    return Policy.objects.select_for_update().get(pk=policy_id)


def known_step(*, form_id: UUID, policy_id: int) -> bool:
    """Return whether this form was taken for this policy before."""
    return PolicyStep.objects.filter(form_id=form_id, policy_id=policy_id).exists()


def step(policy: Policy, deed: PolicyDeed, *, told: Told, now: datetime, by: Actor) -> PolicyStep:
    """Keep what was done to a policy."""
    row = PolicyStep.objects.create(
        policy=policy, form_id=told.form_id, deed=deed, words=told.words[:MOST_WORDS], at=now,
        by=by.as_json(), facts=dict(told.facts),
    )  # fmt: skip
    touch(f"policy.{policy.pk}")
    return row
