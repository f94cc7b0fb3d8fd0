"""Which programs may call, and what each of their writes was answered."""

from django.db import models


def only_claims() -> list[str]:
    """Return what a key may do unless more is asked: say claims."""
    return ["claims"]


class ApiKey(models.Model):
    """A program of an organisation; it speaks as one source and no other.

    `scopes` are codes of `vocabulary.Scope`: what it may do.
    """

    name = models.CharField(max_length=80, unique=True)
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=48)
    scopes = models.JSONField(
        default=only_claims, db_default=models.Value(["claims"], models.JSONField())
    )
    key_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """The answer to a write; the same idempotency key again is answered with it."""

    key = models.ForeignKey("openapi.ApiKey", on_delete=models.PROTECT, related_name="+")
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
