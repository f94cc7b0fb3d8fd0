"""What is kept of where somebody writes from: enough to count, useless to find them."""

from datetime import datetime
from hashlib import sha256


def blurred_origin(*, origin: str, now: datetime) -> str:
    """Blur the network address: enough to compare within a day, useless afterwards."""
    return sha256(f"{now:%F}:{origin}".encode()).hexdigest()[:32]


def device_hash(*, device: str) -> str:
    """Return what is kept of the number that a browser was given: only to count once."""
    return sha256(f"device:{device}".encode()).hexdigest()[:32] if device else ""
