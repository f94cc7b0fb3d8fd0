"""What was to be told to whom, every attempt to tell it, and how people wish to be reached."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.messages.vocabulary import Channel, DeliveryState, Outcome, Purpose

UNREAD = Q(channel=str(Channel.PAGE), read_at__isnull=True)
"""What stands in an inbox and nobody has opened."""


class Message(models.Model):
    """One message on one channel; the key makes queueing it twice one message.

    What happens next and when is a column: `next_attempt_at` of one that waits, `overtake_at`
    when another channel is tried beside, `confirm_by` (on the page's row) when the next person is
    told. `follower` names a passenger's report by its token; `rung` counts the people told. An
    organisation has one inbox: `read_by` says which of its people has opened what.
    """

    key = models.CharField(max_length=120)
    channel = TermField(Channel)
    purpose = TermField(Purpose)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    follower = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="zh")
    zh = models.TextField()
    en = models.TextField()
    link = models.CharField(max_length=200)
    secret = models.BooleanField(default=False)
    token = models.CharField(max_length=32, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    state = TermField(DeliveryState)
    queued_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    overtake_at = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    receipt = models.CharField(max_length=200, blank=True, db_index=True)
    resent_by = models.JSONField(null=True)
    bundle = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            one_of("state", DeliveryState, name="message_state_known"),
            models.UniqueConstraint(fields=["key", "channel"], name="one_message_per_channel"),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="one_message_per_token"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False),
                name="message_to_be_tried",
            ),
            models.Index(
                fields=["overtake_at"], condition=Q(overtake_at__isnull=False),
                name="message_to_be_overtaken",
            ),
            models.Index(
                fields=["confirm_by"], condition=Q(confirm_by__isnull=False),
                name="message_to_be_confirmed",
            ),
            models.Index(fields=["organisation", "channel", "-queued_at"], name="message_inbox"),
            models.Index(
                fields=["organisation"], condition=UNREAD, name="message_unread_by_organisation"
            ),
            models.Index(fields=["person"], condition=UNREAD, name="message_unread_by_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.key} {self.channel}"


class Attempt(models.Model):
    """One attempt to hand a message over, or what a receipt said of it later."""

    message = models.ForeignKey("messages.Message", on_delete=models.CASCADE, related_name="+")
    channel = TermField(Channel)
    at = models.DateTimeField()
    outcome = TermField(Outcome)
    said = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [one_of("outcome", Outcome, name="attempt_outcome_known")]
        indexes = [
            models.Index(fields=["channel", "-at"], name="attempt_of_channel"),
            models.Index(fields=["message", "at"], name="attempt_of_message"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"


class Reach(models.Model):
    """An address by which an organisation, a person or a follower of a report can be reached.

    Those of an organisation with a `rung` are its deputies, told in this order when nobody
    confirms what is urgent. `keys` are a browser's keys for a push (RFC 8291).
    """

    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    follower = models.CharField(max_length=64, blank=True, db_index=True)
    channel = TermField(Channel)
    address = models.CharField(max_length=500)
    keys = models.JSONField(default=dict)
    name = models.CharField(max_length=60, blank=True)
    rung = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "follower", "channel", "address"],
                condition=Q(ended_at__isnull=True), nulls_distinct=False,
                name="one_reach_each",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.channel} {self.name}"


class Preference(models.Model):
    """How somebody wishes to be told; whoever has none gets the house's ways."""

    organisation = models.OneToOneField(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.OneToOneField(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    digest = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="zh")
    off = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.organisation_id or self.person_id}"
