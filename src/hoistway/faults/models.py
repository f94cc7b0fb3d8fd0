"""One fault of one elevator, everything that saw it, and each step until its cause is known."""

from django.db import models
from django.db.models import Q

from hoistway.faults.vocabulary import (
    FaultCause,
    FaultDeed,
    FaultGroup,
    FaultKind,
    FaultSource,
    FaultState,
)
from hoistway.foundation.fields import TermField, append_only, one_of

OPEN_CODES = sorted(str(state) for state in FaultState.open_states())


class Fault(models.Model):
    """One fault; at most one of a group is open on an elevator.

    From `began_at` to `mended_at` it is there; `stopped` says whether nobody could ride.
    `firm` maintained the elevator on the day, `repair` is the order that mends it. `signals` are
    the keys of the sightings whose signal still stands; once none does, and nobody else has seen
    the fault, it counts as mended by itself at `quiet_at`. `verified` says that a regulator, not
    the firm itself, has said the cause.
    """

    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    use_unit = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    group = TermField(FaultGroup)
    kind = TermField(FaultKind)
    state = TermField(FaultState, default=FaultState.OPEN)
    stopped = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    repair = models.ForeignKey(
        "maintenance.Repair", on_delete=models.PROTECT, null=True, related_name="+"
    )
    cause = TermField(FaultCause, blank=True, default="")
    verified = models.BooleanField(default=False)
    judged_at = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)
    signals = models.JSONField(default=list)
    quiet_at = models.DateTimeField(null=True)
    sightings = models.PositiveIntegerField(default=0)
    edition = models.CharField(max_length=40)

    class Meta:
        constraints = [
            one_of("state", FaultState, name="fault_state_known"),
            models.UniqueConstraint(
                fields=["elevator", "group"], condition=Q(state__in=OPEN_CODES),
                name="one_open_fault_of_a_group",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["elevator", "-began_at"], name="fault_by_elevator"),
            models.Index(fields=["jurisdiction", "state", "opened_at"], name="fault_queue"),
            models.Index(fields=["firm", "state", "opened_at"], name="fault_by_firm"),
            models.Index(fields=["use_unit", "state", "opened_at"], name="fault_by_use_unit"),
            models.Index(fields=["repair"], name="fault_by_repair"),
            models.Index(
                fields=["quiet_at"], condition=Q(quiet_at__isnull=False), name="fault_quiet"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Sighting(models.Model):
    """One witness of a fault; all are kept, the key makes one that comes twice count once."""

    fault = models.ForeignKey("faults.Fault", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    source = TermField(FaultSource)
    kind = TermField(FaultKind)
    seen_at = models.DateTimeField()
    received_at = models.DateTimeField()
    facts = models.JSONField(default=dict)

    class Meta:
        triggers = append_only("sighting")
        indexes = [models.Index(fields=["fault", "seen_at"], name="sighting_by_fault")]

    def __str__(self) -> str:
        return self.key


class FaultStep(models.Model):
    """One step of a fault; it only grows. `facts` hold what an automatic step was decided by."""

    fault = models.ForeignKey("faults.Fault", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(FaultDeed)
    at = models.DateTimeField()
    by = models.JSONField()
    words = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [one_of("deed", FaultDeed, name="fault_deed_known")]
        triggers = append_only("fault_step")
        indexes = [models.Index(fields=["fault", "at"], name="fault_step_in_order")]

    def __str__(self) -> str:
        return f"{self.fault_id} {self.deed}"
