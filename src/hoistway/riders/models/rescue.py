"""A passenger's cry for help: anonymous, never refused, followed by a link."""

from django.db import models

from hoistway.foundation.fields import TermField
from hoistway.riders.vocabulary import AskerKind, Suspicion


class RiderRequest(models.Model):
    """One request for rescue; the form's number makes a double tap one request."""

    token = models.CharField(max_length=32, unique=True)
    form_id = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    asker = TermField(AskerKind)
    suspicion = TermField(Suspicion)
    origin_hash = models.CharField(max_length=32)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["origin_hash", "-made_at"], name="request_by_origin")]

    def __str__(self) -> str:
        return self.token


class UnplacedCall(models.Model):
    """An SOS whose code led nowhere: an address in words, for the desk to place."""

    token = models.CharField(max_length=32, unique=True)
    form_id = models.UUIDField(unique=True)
    typed_code = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=300)
    phone = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(db_index=True)
    incident = models.ForeignKey(
        "emergency.Incident", on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.address


class CallerNumber(models.Model):
    """The telephone number that somebody left for a rescue; apart, so that it can be erased."""

    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=32)
    told_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.incident_id} {self.told_at:%F}"
