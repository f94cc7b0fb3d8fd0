"""What the ledger announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSigned(Event):
    """The digest of a day is signed and may be given to third parties."""

    digest_id: int
