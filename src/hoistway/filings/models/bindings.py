"""Which technicians look after an elevator, and who decides that."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from hoistway.filings.vocabulary import BindingState
from hoistway.foundation.fields import TermField, one_of, same
from hoistway.foundation.history import keeps_history


@keeps_history()
class Binding(models.Model):
    """A technician bound to an elevator within the firm's responsibility, until unbound.

    `period` runs from the asking; `known_at` is when the phone, which may have been without
    signal, last knew how things stood; `unbound_by_office` makes the next binding ask the office.
    """

    form_id = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    state = TermField(BindingState)
    period = DateTimeRangeField()
    known_at = models.DateTimeField()
    bound_by = models.JSONField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)
    unbound_by = models.JSONField(null=True)
    unbound_by_office = models.BooleanField(default=False)
    unbound_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("state", BindingState, name="binding_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "bound"], ended_at=None)
                | Q(state__in=["refused", "unbound"], ended_at__isnull=False),
                name="binding_open_while_it_holds",
            ),
            ExclusionConstraint(
                name="one_binding_at_a_time",
                expressions=[
                    (same("elevator"), RangeOperators.OVERLAPS),
                    (same("person"), RangeOperators.OVERLAPS),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["person", "elevator"], name="binding_by_person"),
            models.Index(fields=["firm", "state"], name="binding_by_firm"),
            models.Index(
                fields=["elevator"], condition=Q(state__in=["asked", "bound"]),
                name="binding_in_force",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.elevator_id}"


@keeps_history()
class BindingRule(models.Model):
    """Whether a firm's technicians may bind themselves, or its office agrees to each binding."""

    firm = models.OneToOneField("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    self_binding = models.BooleanField()
    set_at = models.DateTimeField()
    set_by = models.JSONField()

    def __str__(self) -> str:
        return f"{self.firm_id} {self.self_binding}"
