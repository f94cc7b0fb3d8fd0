"""The verbs of the ledger."""

from hoistway.ledger.actions.keeping import DocumentStands, keep_document

__all__ = ["DocumentStands", "keep_document"]
