"""Partners, what went to them and came from them, and what they are known to hold."""

from django.db import models
from django.db.models import Q

from hoistway.exchange.vocabulary import (
    Mode,
    Outcome,
    PartnerDeed,
    PassageState,
    RecordState,
    Topic,
)
from hoistway.foundation.fields import TermField, one_of

_OPEN = sorted(str(one) for one in PassageState.open_states())


class Partner(models.Model):
    """A partner as this installation deals with it; what it is stands in its profile.

    Its secret is derived from the installation's key by `name` and `secret_version`, never
    stored; the one before counts until `old_until`.
    """

    name = models.CharField(max_length=60, unique=True)
    secret_version = models.PositiveSmallIntegerField(default=1)
    old_until = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class PartnerStep(models.Model):
    """What was done to a partner's exchange by whom; it only grows."""

    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    deed = TermField(PartnerDeed)
    topic = TermField(Topic, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["partner", "-at"], name="partner_step_in_order")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.deed}"


class Passage(models.Model):
    """One body of records for a partner, sent again until there is a receipt.

    `sequence` counts a partner's passages of a topic without a gap. A full one is drawn in
    `parts`, the first of which has the sequence `first`. `body` is kept compressed for replays
    and dropped when an edition's time is over; its SHA-256 stays.
    """

    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    topic = TermField(Topic)
    mode = TermField(Mode)
    sequence = models.PositiveBigIntegerField()
    first = models.PositiveBigIntegerField()
    part = models.PositiveIntegerField(default=1)
    parts = models.PositiveIntegerField(default=1)
    number = models.CharField(max_length=120, unique=True)
    state = TermField(PassageState, default=PassageState.WAITING)
    drawn_at = models.DateTimeField(db_index=True)
    records = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    body = models.BinaryField(null=True)
    body_sha256 = models.CharField(max_length=64)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    receipted_at = models.DateTimeField(null=True)
    receipt = models.JSONField(default=dict)

    class Meta:
        constraints = [
            one_of("state", PassageState, name="passage_state_known"),
            models.UniqueConstraint(
                fields=["partner", "topic", "sequence"], name="one_passage_each_sequence"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(state__in=_OPEN), name="passage_due"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class PassageAttempt(models.Model):
    """One attempt to hand a passage over, and what came back."""

    passage = models.ForeignKey("exchange.Passage", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["passage", "at"], name="passage_attempt_in_order")]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.status or self.error}"


class Held(models.Model):
    """What a partner was sent of one thing: by which key, how it read, in which passage.

    A thing that cannot be written as the partner asks stands here too, under `!` and its key, with
    the reason, until it can.
    """

    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    topic = TermField(Topic)
    key = models.CharField(max_length=120)
    thing = models.PositiveBigIntegerField()
    area = models.CharField(max_length=16, blank=True)
    sha256 = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField()
    state = TermField(RecordState)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("state", RecordState, name="held_state_known"),
            models.UniqueConstraint(fields=["partner", "topic", "key"], name="one_held_each_key"),
        ]
        indexes = [
            models.Index(fields=["partner", "topic", "sequence"], name="held_by_passage"),
            models.Index(fields=["partner", "topic", "thing"], name="held_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.topic} {self.key}"


class Taken(models.Model):
    """One thing that a partner sent under a number of its own; the number counts once.

    `ours` is the number of the rescue or report that came of it, `thing` its key.
    """

    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    topic = TermField(Topic)
    number = models.CharField(max_length=80)
    outcome = TermField(Outcome)
    reason = models.CharField(max_length=300, blank=True)
    ours = models.CharField(max_length=40, blank=True)
    thing = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=32, blank=True)
    state_at = models.DateTimeField(null=True)
    body_sha256 = models.CharField(max_length=64)
    first_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "topic", "number"], name="one_taken_each_number"
            )
        ]
        indexes = [models.Index(fields=["topic", "thing"], name="taken_by_thing")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.topic} {self.number}"


class Count(models.Model):
    """What a partner says that it holds, beside what it was sent, in all or of one area."""

    partner = models.ForeignKey("exchange.Partner", on_delete=models.PROTECT, related_name="+")
    topic = TermField(Topic)
    at = models.DateTimeField()
    area = models.CharField(max_length=16, blank=True)
    theirs = models.PositiveBigIntegerField()
    sent = models.PositiveBigIntegerField()
    ours = models.PositiveBigIntegerField()
    under_way = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["partner", "topic", "-at"], name="count_in_order")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.topic} {self.area} {self.theirs}/{self.sent}"
