"""The verbs of the ledger."""

from hoistway.ledger.actions.bundling import court_bundle
from hoistway.ledger.actions.digesting import sign_digests, stamp_digest
from hoistway.ledger.actions.holding import HoldReasonMissing, forget_bodies, lift_hold, order_hold
from hoistway.ledger.actions.keeping import DocumentStands, keep_document
from hoistway.ledger.actions.signing import SignedText, sign_content

__all__ = [
    "DocumentStands", "HoldReasonMissing", "SignedText", "court_bundle", "forget_bodies",
    "keep_document", "lift_hold", "order_hold", "sign_content", "sign_digests", "stamp_digest",
]  # fmt: skip
