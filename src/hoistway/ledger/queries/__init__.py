"""Questions to the ledger."""

from hoistway.ledger.queries.digests import (
    digest_lines,
    digest_of,
    digests,
    stamps_of,
)
from hoistway.ledger.queries.holds import hold_of, holds
from hoistway.ledger.queries.kept import chain_of
from hoistway.ledger.queries.signed import signed_text_holds
from hoistway.ledger.queries.verifying import (
    MOST_BYTES,
    Verification,
    find_document,
    verify_digests,
    verify_document,
    verify_documents,
)
from hoistway.ledger.rules.envelope import content_of
from hoistway.ledger.rules.kept import Break
from hoistway.ledger.rules.providers import fits, signing_key

__all__ = [
    "MOST_BYTES", "Break", "Verification", "chain_of", "content_of", "digest_lines", "digest_of",
    "digests", "find_document", "fits", "hold_of", "holds", "signed_text_holds", "signing_key",
    "stamps_of",
    "verify_digests", "verify_document", "verify_documents",
]  # fmt: skip
