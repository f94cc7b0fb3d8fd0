"""The plate on an elevator: an opaque code for scanners, a number for voices, and its life."""

from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.plates.vocabulary import (
    BatchLayout,
    PlateDeed,
    PlateState,
    ScanPlace,
    SuspicionKind,
    SuspicionState,
)
from hoistway.registry.vocabulary import RunState

_LIVING = Q(state__in=sorted(str(state) for state in PlateState.living()))


class PrintBatch(models.Model):
    """Plates that are made together; the artwork is drawn by a background job."""

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    layout = TermField(BatchLayout)
    state = TermField(RunState)
    plates = models.PositiveIntegerField()
    plates_done = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=120, blank=True)
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="print_batch_state_known")]
        indexes = [models.Index(fields=["jurisdiction", "-at"], name="print_batch_newest")]

    def __str__(self) -> str:
        return self.number


class Plate(models.Model):
    """One printed code; an elevator has at most one that lives.

    While a new plate is under way the old one is «being replaced» and still leads to the
    elevator; it becomes void when the new one is posted. `reported_at` is when it was last
    reported as damaged or lost.
    """

    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    key_version = models.PositiveSmallIntegerField()
    rescue_number = models.CharField(max_length=8, db_index=True)
    state = TermField(PlateState)
    batch = models.ForeignKey(
        "plates.PrintBatch", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("state", PlateState, name="plate_state_known"),
            models.UniqueConstraint(
                fields=["elevator"], condition=_LIVING, name="one_living_plate_each"
            ),
            models.UniqueConstraint(
                fields=["rescue_number"], condition=_LIVING, name="one_living_number_each"
            ),
        ]
        indexes = [
            models.Index(fields=["batch"], name="plate_by_batch"),
            models.Index(fields=["state", "elevator"], name="plate_by_state"),
        ]

    def __str__(self) -> str:
        return self.code


class PlateEntry(models.Model):
    """One step in the life of a plate; steps only grow."""

    plate = models.ForeignKey("plates.Plate", on_delete=models.PROTECT, related_name="+")
    deed = TermField(PlateDeed)
    at = models.DateTimeField()
    by = models.JSONField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [one_of("deed", PlateDeed, name="plate_deed_known")]
        indexes = [models.Index(fields=["plate", "at"], name="plate_entry_in_order")]
        triggers = append_only("plate_entry")

    def __str__(self) -> str:
        return f"{self.plate_id} {self.deed}"


class Posting(models.Model):
    """A plate put up: photo, place, person, and what was seen of the elevator's facts.

    `facts` maps a field to {"held", "said"}; all that was seen became claims of source «posting».
    Degrees are WGS-84; `distance_m` is from the place that the register held.
    """

    form_id = models.UUIDField(unique=True)
    plate = models.ForeignKey("plates.Plate", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    photo = models.ForeignKey("foundation.Attachment", on_delete=models.PROTECT, related_name="+")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    accuracy_m = models.FloatField(null=True)
    distance_m = models.FloatField(null=True)
    facts = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["plate", "-posted_at"], name="posting_by_plate")]
        triggers = append_only("posting")

    def __str__(self) -> str:
        return f"{self.plate_id} {self.posted_at:%F}"


class Sighting(models.Model):
    """Where a plate was scanned by somebody who is signed in and gave the place."""

    plate = models.ForeignKey("plates.Plate", on_delete=models.PROTECT, related_name="+")
    via = TermField(ScanPlace)
    longitude = models.FloatField()
    latitude = models.FloatField()
    accuracy_m = models.FloatField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["plate", "-at"], name="sighting_by_plate")]

    def __str__(self) -> str:
        return f"{self.plate_id} {self.at:%F %T}"


class Suspicion(models.Model):
    """A doubt about a plate, with what it rests on; a person clears or confirms it."""

    plate = models.ForeignKey("plates.Plate", on_delete=models.PROTECT, related_name="+")
    posting = models.ForeignKey(
        "plates.Posting", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = TermField(SuspicionKind)
    facts = models.JSONField()
    edition = models.CharField(max_length=40)
    state = TermField(SuspicionState, default=SuspicionState.OPEN)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.JSONField(null=True)
    settled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            one_of("kind", SuspicionKind, name="suspicion_kind_known"),
            one_of("state", SuspicionState, name="suspicion_state_known"),
            models.UniqueConstraint(
                fields=["plate", "kind"], condition=Q(state="open"), name="one_open_suspicion_each"
            ),
        ]
        indexes = [models.Index(fields=["state", "-at"], name="suspicion_queue")]

    def __str__(self) -> str:
        return f"{self.plate_id} {self.kind}"
