"""Sign a text that belongs to no elevator's chain, such as what an organisation commits to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.ledger.actions.keeping import present_key
from hoistway.ledger.rules.canonical import Plain, canonical
from hoistway.ledger.rules.chain import sha256_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """A canonical text with the platform's signature over it; whoever keeps it lets it only grow.

    `key` names the platform's key, `signature` is hexadecimal.
    """

    body: str
    sha256: str
    key: str
    signature: str

    def as_json(self) -> dict[str, str]:
        """Return what a row keeps."""
        return {
            "body": self.body, "sha256": self.sha256, "key": self.key, "signature": self.signature
        }  # fmt: skip


@transaction.atomic
def sign_content(*, content: Mapping[str, Plain], now: datetime) -> SignedText:
    """Return the canonical text of a content, signed by the platform's present key.

    Raises: NotCanonical.
    """
    key, row = present_key(now=now)
    body = canonical(content=content)
    return SignedText(
        body=body, sha256=sha256_of(text=body), key=row.name, signature=key.sign(text=body)
    )
