"""The record of an elevator, and the files from which rows came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind, PlaceKind, UseState


class Elevator(models.Model):
    """One elevator, escalator, moving walk or dumbwaiter; its key is also its telemetry slot."""

    register_number = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    estate = models.CharField(max_length=80, blank=True)
    kind = TermField(ElevatorKind, max_length=4)
    catalogue = TermField(Catalogue)
    use_state = TermField(UseState)
    place_kind = TermField(PlaceKind)
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    street_code = models.CharField(max_length=12, blank=True)
    street = models.CharField(max_length=60, blank=True)
    use_unit = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    datum = TermField(Datum, default=Datum.NONE)
    floor_labels = ArrayField(models.CharField(max_length=6), default=list)
    rated_speed_mps = models.FloatField(null=True)
    rated_load_kg = models.PositiveIntegerField(null=True)
    travel_m = models.FloatField(null=True)
    made_by = models.CharField(max_length=80, blank=True)
    serial_number = models.CharField(max_length=60, blank=True)
    installed_on = models.DateField(null=True)
    source = models.CharField(max_length=40)
    other_facts = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("use_state", UseState, name="elevator_use_state_known"),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="elevator_place_in_degrees",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "id"], name="elevator_by_jurisdiction"),
            models.Index(fields=["firm", "id"], name="elevator_by_firm"),
            models.Index(fields=["use_unit", "id"], name="elevator_by_use_unit"),
            models.Index(fields=["estate", "id"], name="elevator_by_estate"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.name}"


class ImportRun(models.Model):
    """One file taken into the register: what it was, what was asked, what came of each row."""

    at = models.DateTimeField()
    by = models.JSONField()
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    mapping_sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    refused = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.source} {self.file_name} {self.at:%F}"
