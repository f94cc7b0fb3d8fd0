"""The published list of a draw of filings, and whether a draw can be repeated from it."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from hoistway.foundation.lots import drawn


def listed(keys: Iterable[str]) -> str:
    """Return the list from which is drawn as it is published: sorted, one number to a line."""
    return "".join(f"{key}\n" for key in sorted(set(keys)))


def population_sha256(*, keys: Iterable[str]) -> str:
    """Return the SHA-256 of the published list; it fixes the list before the seed is known."""
    return sha256(listed(keys).encode()).hexdigest()


def is_repeatable(*, seed: str, keys: Sequence[str], chosen: Sequence[str], said: str) -> bool:
    """Return whether list, seed and result of a published draw belong together."""
    return population_sha256(keys=keys) == said and list(chosen) == drawn(
        seed=seed, keys=keys, size=len(chosen)
    )
