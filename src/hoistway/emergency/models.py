"""Rescues: the incident, who reported it, who was called, every step, and the judgement."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    Deed,
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
)
from hoistway.foundation.fields import TermField, append_only, one_of

OPEN_CODES = sorted(str(state) for state in IncidentState.open_states())


class Incident(models.Model):
    """One rescue of one elevator; at most one is open per elevator."""

    number = models.CharField(max_length=20, unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    kind = TermField(IncidentKind)
    state = TermField(IncidentState)
    level = TermField(RescueLevel, default=RescueLevel.FIRM)
    firm = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    began_at = models.DateTimeField()
    opened_at = models.DateTimeField(db_index=True)
    firm_told_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    freed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    next_look_at = models.DateTimeField(null=True)
    people = models.PositiveSmallIntegerField(null=True)
    injured = models.PositiveSmallIntegerField(null=True)
    cause = TermField(Cause, blank=True, default="")
    entries = models.PositiveIntegerField(default=0)
    drill = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("state", IncidentState, name="incident_state_known"),
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(state__in=OPEN_CODES),
                name="one_open_incident_per_elevator",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["next_look_at"], condition=Q(next_look_at__isnull=False),
                name="incident_next_look",
            ),
            models.Index(fields=["elevator", "-opened_at"], name="incident_by_elevator"),
            models.Index(fields=["state", "-opened_at"], name="incident_by_state"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Report(models.Model):
    """One witness of an incident: a signal, a scan, a call; all are kept, none is merged away."""

    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    source = TermField(IncidentSource)
    key = models.CharField(max_length=120, unique=True)
    seen_at = models.DateTimeField()
    received_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.key


class TimelineEntry(models.Model):
    """One step of a rescue; entries are numbered per incident and only grow."""

    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    deed = TermField(Deed)
    state = TermField(IncidentState)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.JSONField()
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "sequence"], name="one_entry_per_sequence_number"
            )
        ]
        triggers = append_only("timeline")

    def __str__(self) -> str:
        return f"{self.incident_id}/{self.sequence} {self.deed}"


class Call(models.Model):
    """One call to one technician, with the reasons for the choice and for every other."""

    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    technician = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(
        "emergency.RescueStation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    level = TermField(RescueLevel)
    state = TermField(CallState)
    called_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=32, blank=True)
    distance_m = models.FloatField()
    travel_s = models.FloatField()
    explanation = models.JSONField()

    class Meta:
        constraints = [
            one_of("state", CallState, name="call_state_known"),
            models.UniqueConstraint(
                fields=["technician"], condition=Q(state__in=["ringing", "accepted"]),
                name="one_live_call_per_technician",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["incident", "called_at"], name="call_by_incident"),
            models.Index(
                fields=["answer_by"], condition=Q(state="ringing"), name="call_answer_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} → {self.technician_id}"


class RescueStation(models.Model):
    """A point of the second-level network, staffed by a firm."""

    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    longitude = models.FloatField()
    latitude = models.FloatField()
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """When a technician is on call, and for which station if for one."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    station = models.ForeignKey(
        "emergency.RescueStation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    period = DateTimeRangeField()

    class Meta:
        indexes = [models.Index(fields=["firm", "person"], name="duty_by_firm")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class Position(models.Model):
    """Where a technician last was; overwritten, never a history of movements."""

    person = models.OneToOneField(
        "parties.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    longitude = models.FloatField()
    latitude = models.FloatField()
    accuracy_m = models.FloatField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%T}"


class Evaluation(models.Model):
    """The judgement of one rescue under one edition of the limits; it only grows."""

    incident = models.ForeignKey("emergency.Incident", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.JSONField()
    figures = models.JSONField()
    note = models.TextField(blank=True)

    class Meta:
        triggers = append_only("evaluation")
        indexes = [models.Index(fields=["incident", "-at"], name="evaluation_by_incident")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.edition}"
