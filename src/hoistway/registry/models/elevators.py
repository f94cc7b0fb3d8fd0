"""What is held true of an elevator and of the place where it stands."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.foundation.history import keeps_history
from hoistway.registry.vocabulary import Catalogue, Datum, ElevatorKind, PlaceKind, UseState

_IN_DEGREES = Q(longitude__isnull=True, latitude__isnull=True) | Q(
    longitude__range=(-180, 180), latitude__range=(-90, 90)
)


@keeps_history(without=("provenance", "recorded_at"))
class Place(models.Model):
    """One estate or building: elevators at the same lane or house number of a road share it."""

    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    address_key = models.CharField(max_length=120)
    name = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200)
    street = models.CharField(max_length=60, blank=True)
    street_code = models.CharField(max_length=12, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list)
    provenance = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "address_key"], name="one_place_each_address"
            ),
            models.CheckConstraint(condition=_IN_DEGREES, name="place_in_degrees"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.name}"


@keeps_history(without=("provenance", "recorded_at"))
class Elevator(models.Model):
    """One elevator, escalator, moving walk or dumbwaiter; its key is also its telemetry slot.

    Every column named in `vocabulary.Field` is a decision over claims; `provenance` says which
    claim won: `{"*": claim, "address": other claim}`, where «*» stands for all fields not named.
    """

    register_number = models.CharField(max_length=64, unique=True)
    device_code = models.CharField(max_length=21, blank=True)
    certificate_number = models.CharField(max_length=32, blank=True)
    serial_number = models.CharField(max_length=60, blank=True)
    unit_number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    estate = models.CharField(max_length=80, blank=True)
    building = models.CharField(max_length=40, blank=True)
    place = models.ForeignKey(
        "registry.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
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
    floors = models.PositiveSmallIntegerField(null=True)
    stops = models.PositiveSmallIntegerField(null=True)
    doors = models.PositiveSmallIntegerField(null=True)
    rated_speed_mps = models.FloatField(null=True)
    rated_load_kg = models.PositiveIntegerField(null=True)
    persons = models.PositiveSmallIntegerField(null=True)
    travel_m = models.FloatField(null=True)
    inclination_deg = models.FloatField(null=True)
    nominal_width_mm = models.PositiveIntegerField(null=True)
    made_by = models.CharField(max_length=80, blank=True)
    model = models.CharField(max_length=60, blank=True)
    made_on = models.DateField(null=True)
    installed_on = models.DateField(null=True)
    registered_on = models.DateField(null=True)
    altered_on = models.DateField(null=True)
    repaired_on = models.DateField(null=True)
    other_facts = models.JSONField(default=dict)
    provenance = models.JSONField(default=dict)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("use_state", UseState, name="elevator_use_state_known"),
            models.CheckConstraint(condition=_IN_DEGREES, name="elevator_place_in_degrees"),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "id"], name="elevator_by_jurisdiction"),
            models.Index(fields=["firm", "id"], name="elevator_by_firm"),
            models.Index(fields=["use_unit", "id"], name="elevator_by_use_unit"),
            models.Index(fields=["estate", "id"], name="elevator_by_estate"),
            models.Index(fields=["place", "id"], name="elevator_by_place"),
            models.Index(
                fields=["device_code"], condition=~Q(device_code=""), name="elevator_by_device_code"
            ),
            models.Index(
                fields=["certificate_number"], condition=~Q(certificate_number=""),
                name="elevator_by_certificate",
            ),
            models.Index(
                fields=["serial_number"], condition=~Q(serial_number=""), name="elevator_by_serial"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.address} {self.name}"


class SearchEntry(models.Model):
    """What an elevator is found by: small pieces of its names and numbers (`rules/grams.py`).

    `=j`, `=f` and `=u` among the pieces name the keys of jurisdiction, firm and use unit.
    """

    elevator = models.OneToOneField(
        "registry.Elevator", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    words = models.TextField()
    grams = ArrayField(models.CharField(max_length=24), default=list)
    sort_key = models.CharField(max_length=96, db_collation="C")

    class Meta:
        indexes = [
            GinIndex(fields=["grams"], name="search_by_grams"),
            models.Index(fields=["sort_key", "elevator"], name="search_in_order"),
        ]

    def __str__(self) -> str:
        return self.words.strip()[:80]
