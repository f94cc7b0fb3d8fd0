"""Let programs in, count what they call, and do what they write once."""

from hoistway.programs.actions.keeping import forget_use, warn_ending
from hoistway.programs.actions.keys import (
    Opening,
    fresh_secret,
    open_key,
    revoke_key,
    rotate_named,
)
from hoistway.programs.actions.metering import (
    RefusedCall,
    Taken,
    fold_minutes,
    note_refusal,
    take,
    take_as_stranger,
)
from hoistway.programs.actions.own import (
    KeyRevoked,
    NameTaken,
    ScopeNotOffered,
    TermNotOffered,
    TooManyKeys,
    Wish,
    let_in,
    renew_key,
    rescope_key,
    rotate_key,
    shut_out,
    take_key_over,
)
from hoistway.programs.actions.receipts import (
    Answer,
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
    Write,
    forget_receipts,
    once,
)
from hoistway.programs.actions.tokens import Pass, forget_tokens, issue_token

__all__ = [
    "Answer",
    "IdempotencyKeyMissing",
    "IdempotencyKeyReused",
    "KeyRevoked",
    "NameTaken",
    "Opening",
    "Pass",
    "RefusedCall",
    "ScopeNotOffered",
    "Taken",
    "TermNotOffered",
    "TooManyKeys",
    "Wish",
    "Write",
    "fold_minutes",
    "forget_receipts",
    "forget_tokens",
    "forget_use",
    "fresh_secret",
    "issue_token",
    "let_in",
    "note_refusal",
    "once",
    "open_key",
    "renew_key",
    "rescope_key",
    "revoke_key",
    "rotate_key",
    "rotate_named",
    "shut_out",
    "take",
    "take_as_stranger",
    "take_key_over",
    "warn_ending",
]  # fmt: skip
