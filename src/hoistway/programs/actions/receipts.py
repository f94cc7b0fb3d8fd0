"""Do each write once, and keep what it was answered."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.refusal import Refusal
from hoistway.programs.models import ApiKey, Receipt

_IDEMPOTENCY = re.compile(r"[\x21-\x7e]{1,80}")

Answer = dict[str, object]


class IdempotencyKeyMissing(Refusal):
    """Raised when a write carries no usable `Idempotency-Key`."""

    code = "idempotency_key_missing"
    zh = "写入须带请求头 Idempotency-Key：1–80 个可见 ASCII 字符，每次新写入用新值，重试用原值。"
    en = (
        "A write needs the header Idempotency-Key: 1 to 80 visible ASCII signs, new for each new "
        "write and the same when it is sent again."
    )
    status = 400


class IdempotencyKeyReused(Refusal):
    """Raised when an idempotency key comes again with another body."""

    code = "idempotency_key_reused"
    zh = "Idempotency-Key {key} 已用于另一份内容，本次未写入。请换一个新值。"
    en = "The Idempotency-Key {key} was used for another body; nothing was written. Use a new one."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One write of a program: under which key, which body."""

    key: ApiKey
    idempotency_key: str
    body: bytes


def once(*, write: Write, now: datetime, do: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Do a write and keep its answer, in one durable transaction; a repetition gets that answer.

    Returns the answer and whether it is a repetition. Two at the same time wait for each other.
    Raises: IdempotencyKeyMissing, IdempotencyKeyReused, and what `do` raises (nothing is kept).
    """
    if not _IDEMPOTENCY.fullmatch(write.idempotency_key):
        raise IdempotencyKeyMissing
    body_sha256 = hashlib.sha256(write.body).hexdigest()
    with transaction.atomic(durable=True):
        receipt, fresh = Receipt.objects.get_or_create(
            key=write.key, idempotency_key=write.idempotency_key,
            defaults={"body_sha256": body_sha256, "at": now},
        )  # fmt: skip
        if not fresh:
            if receipt.body_sha256 != body_sha256:
                raise IdempotencyKeyReused(key=write.idempotency_key)
            return receipt.answer or {}, True
        receipt.answer = do()
        receipt.save(update_fields=["answer"])
        return receipt.answer, False


def forget_receipts(*, before: datetime) -> int:
    """Delete the receipts of writes older than this; return how many."""
    return Receipt.objects.filter(at__lt=before).delete()[0]
