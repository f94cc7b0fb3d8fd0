"""What was to be told to whom, and every attempt to tell it."""

from django.db import models

from hoistway.foundation.fields import TermField, one_of
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose


class Message(models.Model):
    """One message on one channel; the key makes queueing it twice one message."""

    key = models.CharField(max_length=120)
    channel = TermField(Channel)
    purpose = TermField(Purpose)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    phone = models.CharField(max_length=32, blank=True)
    zh = models.TextField()
    en = models.TextField()
    link = models.CharField(max_length=200)
    state = TermField(DeliveryState)
    queued_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    receipt = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("state", DeliveryState, name="message_state_known"),
            models.UniqueConstraint(fields=["key", "channel"], name="one_message_per_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.channel}"
