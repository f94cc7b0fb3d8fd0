"""Documents in one chain per elevator, the head of each chain, daily digests, and holds."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only
from hoistway.ledger.models.forgetting import forgettable
from hoistway.ledger.vocabulary import Algorithm, DocumentKind


class Document(models.Model):
    """One canonical JSON text, chained after the one before it of the same elevator; only grows.

    `sha256` is that of `body`; `link` is SHA-256 over the previous link, sequence and `sha256`
    (`rules/chain.py`), and `signature` the platform's over `link`. Hexadecimal all. The body
    repeats the other columns under «document», so that none of them can change alone. A body past
    its time may be emptied by the database's own function, nothing else may; the chain holds on.
    """

    uid = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    kind = TermField(DocumentKind)
    refers_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    sha256 = models.CharField(max_length=64)
    previous_link = models.CharField(max_length=64)
    link = models.CharField(max_length=64, unique=True)
    key = models.ForeignKey("ledger.Key", on_delete=models.PROTECT, related_name="+")
    signature = models.TextField()
    kept_at = models.DateTimeField()
    keep_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elevator", "sequence"], name="one_chain_each")
        ]
        indexes = [
            models.Index(fields=["sha256"], name="document_by_sha256"),
            models.Index(fields=["kept_at"], name="document_by_time"),
            models.Index(
                fields=["refers_to"], condition=Q(refers_to__isnull=False),
                name="document_by_reference",
            ),
        ]  # fmt: skip
        triggers = forgettable("document")

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class Chain(models.Model):
    """The head of an elevator's chain, locked while a document is added.

    `began_as` is the register number from which the first link was made; it may be corrected later.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    began_as = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    link = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.sequence}"


class Key(models.Model):
    """The public half of a key by which the platform signs; it only grows."""

    name = models.CharField(max_length=40, unique=True)
    algorithm = TermField(Algorithm)
    public_key = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        triggers = append_only("ledger_key")

    def __str__(self) -> str:
        return self.name


class Digest(models.Model):
    """One day of the whole city in one signed number, which third parties keep; it only grows.

    It covers the documents whose keys follow `after_id` up to `through_id`: `documents` many.
    `previous` is the SHA-256 of the body of the digest before it.
    """

    day = models.DateField(unique=True)
    after_id = models.BigIntegerField()
    through_id = models.BigIntegerField()
    documents = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    body = models.TextField()
    key = models.ForeignKey("ledger.Key", on_delete=models.PROTECT, related_name="+")
    signature = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        triggers = append_only("digest")

    def __str__(self) -> str:
        return f"{self.day} {self.root[:12]}"


class Stamp(models.Model):
    """A time stamp by RFC 3161 of a digest from an authority that is not us; it only grows.

    `token` is the whole answer (TimeStampResp), `chain` the certificates in PEM against which it
    was checked, `authority` the name of the root.
    """

    digest = models.ForeignKey("ledger.Digest", on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=120)
    token = models.BinaryField()
    token_sha256 = models.CharField(max_length=64)
    chain = models.TextField()
    stamped_at = models.DateTimeField()

    class Meta:
        triggers = append_only("ledger_stamp")

    def __str__(self) -> str:
        return f"{self.digest_id} {self.authority}"


class Hold(models.Model):
    """An order to keep an elevator's documents beyond their time, until it is lifted."""

    form_id = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()
    ordered_by = models.JSONField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.JSONField(null=True)
    lifted_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["elevator"], condition=Q(lifted_at=None), name="hold_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.reason}"
