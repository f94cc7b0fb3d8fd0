"""What rooms announce: facts without framework, so that judgement may speak of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all facts that rooms announce; fields are primitives that travel as JSON."""
