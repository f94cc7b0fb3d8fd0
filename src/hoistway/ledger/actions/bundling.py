"""Hand a record out to a court."""

from hoistway.ledger.adapters import bundle
from hoistway.ledger.models import Document


def court_bundle(*, document: Document) -> bytes:
    """Return the zip file by which a court checks a document without the platform."""
    return bundle.court_bundle(document=document)
