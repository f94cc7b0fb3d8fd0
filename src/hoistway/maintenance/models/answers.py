"""What the use unit says of a visit, and the codes by which it says so on another's phone."""

from django.db import models

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.maintenance.vocabulary import ConfirmationWay, VisitState
from hoistway.maintenance.vocabulary.answers import NoteKind


class Confirmation(models.Model):
    """One answer of the use unit to one record; it only grows.

    `answer` is CONFIRMED, OBJECTED or UNCONFIRMED (the deadline passed: the platform's finding,
    never a signature). `document` is the entry of the ledger that keeps it.
    """

    form_id = models.UUIDField(unique=True)
    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    answer = TermField(VisitState)
    way = TermField(ConfirmationWay, null=True)
    person = models.ForeignKey(
        "parties.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()
    document = models.ForeignKey("ledger.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [one_of("answer", VisitState, name="confirmation_answer_known")]
        indexes = [models.Index(fields=["visit"], name="confirmation_by_visit")]
        triggers = append_only("confirmation")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.answer}"


class VisitNote(models.Model):
    """What the firm says after the signature: a correction, or an answer to an objection.

    The record stays as it was signed; `about` names an item or a field, `reads` what it should
    read. It only grows; `document` is the entry of the ledger that keeps it.
    """

    form_id = models.UUIDField(unique=True)
    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    kind = TermField(NoteKind)
    about = models.CharField(max_length=60, blank=True)
    reads = models.CharField(max_length=300, blank=True)
    words = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.JSONField()
    document = models.ForeignKey("ledger.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [one_of("kind", NoteKind, name="visit_note_kind_known")]
        indexes = [models.Index(fields=["visit"], name="visit_note_by_visit")]
        triggers = append_only("visit_note")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.kind}"


class PhoneCode(models.Model):
    """A one-time code to the registered telephone of a use unit's person, for one record."""

    visit = models.ForeignKey("maintenance.Visit", on_delete=models.PROTECT, related_name="+")
    record_sha256 = models.CharField(max_length=64)
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.JSONField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["visit", "person"], name="phone_code_by_visit")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.person_id}"
