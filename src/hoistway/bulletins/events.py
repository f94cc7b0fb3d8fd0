"""What the bulletins room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinPublished(Event):
    """A bulletin is public from now or from its first instant on."""

    bulletin_id: int
