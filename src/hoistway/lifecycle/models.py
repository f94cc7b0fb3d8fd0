"""What use units asked for, what the district made of it, and since when it holds."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState


class UseRequest(models.Model):
    """A use unit's wish to suspend, resume, scrap or change; the district checks it."""

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    use_unit = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    kind = TermField(UseRequestKind)
    state = TermField(UseRequestState, default=UseRequestState.FILED)
    effective_on = models.DateField()
    until = models.DateField(null=True)
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    filed_at = models.DateTimeField()
    filed_by = models.JSONField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.JSONField(null=True)
    checked_reason = models.CharField(max_length=300, blank=True)
    in_force_at = models.DateTimeField(null=True)
    claim = models.ForeignKey(
        "registry.Claim", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            one_of("kind", UseRequestKind, name="use_request_kind_known"),
            one_of("state", UseRequestState, name="use_request_state_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="use_request_has_a_reason"),
            models.UniqueConstraint(
                fields=["elevator"],
                condition=Q(state__in=["filed", "confirmed"]),
                name="one_open_use_request_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["jurisdiction", "state", "filed_at"], name="use_request_queue"
            ),
            models.Index(fields=["elevator", "-filed_at"], name="use_request_by_elevator"),
            models.Index(fields=["use_unit", "-filed_at"], name="use_request_by_unit"),
            models.Index(
                fields=["effective_on"], condition=Q(state="confirmed"), name="use_request_due"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
