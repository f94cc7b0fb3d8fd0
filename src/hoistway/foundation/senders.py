"""Which organisation's programs sent which files: each names only its own in what it writes."""

from collections.abc import Collection
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.models import Attachment, AttachmentSender


def note_sender(*, sha256: str, by: Actor, now: datetime) -> Attachment:
    """Keep that an organisation's program sent a kept file, once; return the file's row."""
    row = Attachment.objects.get(sha256=sha256)
    sender = AttachmentSender(attachment=row, organisation_id=by.organisation_id, at=now)
    AttachmentSender.objects.bulk_create([sender], ignore_conflicts=True)
    return row


def sent_rows(*, sha256s: Collection[str], by: Actor) -> dict[str, Attachment]:
    """Return those of these files that the actor's organisation sent, by SHA-256."""
    sent = AttachmentSender.objects.filter(
        attachment__sha256__in=sha256s, organisation_id=by.organisation_id
    ).select_related("attachment")  # fmt: skip
    return {one.attachment.sha256: one.attachment for one in sent}
