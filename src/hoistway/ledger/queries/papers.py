"""Questions about what refers to a kept document, and about the numbers that stand on paper."""

import re

from django.db.models import QuerySet

from hoistway.ledger.models import Document
from hoistway.ledger.queries.verifying import find_document

_SHORT = re.compile(r"[0-9a-f]{16,63}")
_BESIDE = re.compile(r"[\s·-]+")


def papers_of(*, document_id: int) -> QuerySet[Document]:
    """Return what was kept about a document since, in the order of the chain."""
    return Document.objects.filter(refers_to_id=document_id).order_by("sequence")


def document_numbered(*, number: str) -> Document | None:
    """Return the document that a number on paper names; None unless it names just one.

    The number is the uid, the SHA-256, the link, or the first 16 digits at least of the SHA-256,
    in groups or not.
    """
    found = find_document(number=number)
    digits = _BESIDE.sub("", number.strip().lower())
    if found is not None or not _SHORT.fullmatch(digits):
        return found
    fitting = Document.objects.filter(sha256__gte=digits, sha256__lt=f"{digits}g")
    rows = list(fitting.order_by("sha256")[:2])
    return rows[0] if len(rows) == 1 else None
