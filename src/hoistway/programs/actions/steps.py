"""Write down what happened to a key."""

from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.programs.models import ApiKey, KeyStep
from hoistway.programs.vocabulary import KeyDeed


def step(*, key: ApiKey, deed: KeyDeed, now: datetime, by: Actor, words: str = "") -> None:
    """Append what happened to a key."""
    KeyStep.objects.create(key=key, at=now, deed=deed, by=by.as_json(), words=words)
