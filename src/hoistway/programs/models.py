"""Which programs may call, how much they call, and what each of their writes was answered."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from hoistway.foundation.fields import TermField, append_only
from hoistway.programs.vocabulary import CallKind, KeyDeed


def only_claims() -> list[str]:
    """Return what a key may do unless more is asked: say claims."""
    return ["claims"]


class ApiKey(models.Model):
    """A program of an organisation; it speaks as one source and no other.

    `membership` is the person in a role who answers for what the program does: it sees what this
    role sees and does what this role may. Without one it does only what needs no role. `scopes`
    are codes of `vocabulary.Scope`: what it may do of that. `uid` names it outside (client_id);
    after a rotation the previous secret is good until `previous_until`. Quotas that are not set
    are those of `rules.quota`.
    """

    uid = models.UUIDField(unique=True, db_default=RandomUUID())
    name = models.CharField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    membership = models.ForeignKey(
        "parties.Membership", on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=48)
    scopes = models.JSONField(
        default=only_claims, db_default=models.Value(["claims"], models.JSONField())
    )
    key_hash = models.CharField(max_length=64, unique=True)
    previous_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 -- unique where there is one
    previous_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    calls_each_minute = models.PositiveIntegerField(null=True)
    bulk_bytes_each_minute = models.PositiveBigIntegerField(null=True)
    form_id = models.UUIDField(null=True, unique=True)

    def __str__(self) -> str:
        return self.name


class KeyStep(models.Model):
    """What happened to a key, by whom; it only grows."""

    key = models.ForeignKey("programs.ApiKey", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deed = TermField(KeyDeed)
    by = models.JSONField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        triggers = append_only("key_step")
        indexes = [models.Index(fields=["key", "-at"], name="key_steps_by_key")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.deed}"


class Token(models.Model):
    """A pass for an hour that a program got for its key (RFC 6749 4.4); worth nothing without."""

    key = models.ForeignKey("programs.ApiKey", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key_id} {self.issued_at:%F %T}"


class CallMinute(models.Model):
    """How much one caller took of one quota in one minute; unlogged, gone some minutes later.

    `subject` is the number of a key, or what is left of an address that came without one.
    """

    kind = TermField(CallKind)
    subject = models.CharField(max_length=40)
    minute = models.IntegerField()
    count = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "minute"], name="one_count_each_minute"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.minute}"


class UseDay(models.Model):
    """How much a program called on one day of Shanghai, and until when."""

    key = models.ForeignKey("programs.ApiKey", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    calls = models.IntegerField(default=0)
    bulk_bytes = models.BigIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "day"], name="one_use_each_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.day}"


class RefusedDay(models.Model):
    """How often a program was refused for one reason on one day, with the newest examples.

    An example holds no value that was sent: instant, method, address without query, and which
    fields were wrong.
    """

    key = models.ForeignKey("programs.ApiKey", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    code = models.CharField(max_length=60)
    status = models.PositiveSmallIntegerField()
    count = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    examples = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "day", "code"], name="one_refusal_each_day"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.day} {self.code}"


class Receipt(models.Model):
    """The answer to a write; the same idempotency key again is answered with it."""

    key = models.ForeignKey("programs.ApiKey", on_delete=models.PROTECT, related_name="+")
    idempotency_key = models.CharField(max_length=80)
    body_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "idempotency_key"], name="one_receipt_each_write"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.idempotency_key}"
