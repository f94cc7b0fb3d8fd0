"""Files in the API: sent once, then named by their SHA-256 in whatever is written."""

import io
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import (
    BadAttachment,
    BadTable,
    keep,
    keep_exact,
    keep_table,
)
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import Refusal
from hoistway.foundation.senders import note_sender, sent_rows


class FileUse(StrEnum):
    """What a file that a program sends is for."""

    DOCUMENT = "document"
    TABLE = "table"
    SIGNED_PHOTO = "signed_photo"


class AttachmentUnknown(Refusal):
    """Raised when a write names a file that its organisation has not sent."""

    code = "attachment_unknown"
    zh = "本单位没有上传过文件 {sha256}。请先用 POST /v1/attachments 上传，再原样重发。"
    en = "Your organisation sent no file {sha256}; POST it to /v1/attachments first."
    status = 422


def attachment_of(*, sha256: str, by: Actor) -> Attachment:
    """Return a file that the actor's organisation sent. Raises: AttachmentUnknown."""
    return attachments_of(sha256s=[sha256], by=by)[0]


def attachments_of(*, sha256s: Collection[str], by: Actor) -> list[Attachment]:
    """Return files that the actor's organisation sent, in this order; one query.

    Raises: AttachmentUnknown.
    """
    found = sent_rows(sha256s=sha256s, by=by)
    for one in sha256s:
        if one not in found:
            raise AttachmentUnknown(sha256=one[:64])
    return [found[one] for one in sha256s]


def keep_sent(*, data: bytes, sha256: str, use: FileUse, now: datetime, by: Actor) -> Attachment:
    """Keep what a program sent, by its use, and that its organisation sent it.

    `sha256` is that of the data as they came.
    Raises: BadAttachment, BadTable, NotThatPhoto, NoRoom.
    """
    if not data:
        raise BadTable if use is FileUse.TABLE else BadAttachment
    if use is FileUse.SIGNED_PHOTO:
        keep_exact(sha256=sha256, data=data, now=now, by=by)
        return note_sender(sha256=sha256, by=by, now=now)
    taken = keep_table if use is FileUse.TABLE else keep
    kept = taken(upload=io.BytesIO(data), now=now, by=by)
    return note_sender(sha256=kept.sha256, by=by, now=now)
