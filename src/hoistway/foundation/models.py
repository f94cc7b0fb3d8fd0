"""Rows of the ground floor."""

from django.db import models

from hoistway.foundation.fields import append_only


class Attachment(models.Model):
    """A photo or document, kept once by its content; the bytes lie in a file (`attachments.py`).

    `fingerprint` is a photo's difference hash in 16 hexadecimal digits: photos that look the same
    differ in few bits. Empty for documents.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=16, blank=True, db_index=True)
    kept_at = models.DateTimeField()
    kept_by = models.JSONField()

    class Meta:
        triggers = append_only("attachment")

    def __str__(self) -> str:
        return self.sha256[:12]


class AttachmentSender(models.Model):
    """An organisation whose program sent a file, and may therefore name it in what it writes.

    The same content may come from several; each names only what it sent itself.
    """

    attachment = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, related_name="+"
    )
    organisation_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "organisation_id"], name="one_sender_each_attachment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.organisation_id}"
