"""The verbs of the ledger."""

from hoistway.ledger.actions.bundling import court_bundle
from hoistway.ledger.actions.digesting import sign_digests, stamp_digest
from hoistway.ledger.actions.holding import HoldReasonMissing, forget_bodies, lift_hold, order_hold
from hoistway.ledger.actions.keeping import DocumentStands, keep_document

__all__ = [
    "DocumentStands", "HoldReasonMissing", "court_bundle", "forget_bodies", "keep_document",
    "lift_hold", "order_hold", "sign_digests", "stamp_digest",
]  # fmt: skip
