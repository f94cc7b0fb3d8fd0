"""Orders of the inspectorate 特种设备安全监察指令书 and every step they took."""

import pgtrigger
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, append_only, one_of
from hoistway.supervision.vocabulary import OrderDeed, OrderState, ServiceWay

_OUT = [str(one) for one in OrderState if one not in {OrderState.DRAFT, OrderState.SUBMITTED}]

_TWO_OFFICERS = """
IF NEW.state NOT IN ('draft', 'revoked') AND (
    SELECT count(DISTINCT one ->> 'person')
    FROM supervision_check AS held, jsonb_array_elements(held.officers) AS one
    WHERE held.id = NEW.check_made_id AND held.state IN ('signed', 'refused')
) < 2 THEN
    RAISE EXCEPTION 'an order rests on a finished check by two officers';
END IF;
RETURN NEW;
"""

_AS_SIGNED = """
IF OLD.signed_text IS NOT NULL AND (
    NEW.signed_text IS DISTINCT FROM OLD.signed_text OR NEW.number <> OLD.number
    OR NEW.content IS DISTINCT FROM OLD.content OR NEW.check_made_id <> OLD.check_made_id
    OR NEW.organisation_id <> OLD.organisation_id
    OR NEW.approved_by_key <> OLD.approved_by_key OR NEW.drafted_by_key <> OLD.drafted_by_key
) THEN
    RAISE EXCEPTION 'an order stays as it was approved';
END IF;
RETURN NEW;
"""


class Order(models.Model):
    """One order to one organisation, from the draft to the closed case.

    `number` (机关监特令〔年〕序号) is given when it is approved. `content` holds problems, rules
    broken, legal basis, measures and remedies; `signed_text` what was approved, as signed.
    `due_on` and `review_by` are days in Shanghai. `case` is what was handed to the enforcement
    team, and its outcome.
    """

    number = models.CharField(max_length=60, blank=True, default="")
    form_id = models.UUIDField(unique=True)
    state = TermField(OrderState, default=OrderState.DRAFT)
    check_made = models.ForeignKey("supervision.Check", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "parties.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    content = models.JSONField(default=dict)
    edition = models.CharField(max_length=40)
    drafted_by_key = models.CharField(max_length=60)
    approved_by_key = models.CharField(max_length=60, blank=True)
    signed_text = models.JSONField(null=True)
    due_on = models.DateField(null=True)
    service = TermField(ServiceWay, blank=True, default="")
    served_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    review_by = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)
    case = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("state", OrderState, name="order_state_known"),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="one_order_each_number"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_OUT)
                | (~Q(number="") & ~Q(approved_by_key="") & Q(signed_text__isnull=False)),
                name="an_order_goes_out_approved",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by_key=models.F("drafted_by_key")),
                name="an_order_has_two_hands",
            ),
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "state"], name="order_by_district"),
            models.Index(fields=["organisation", "state"], name="order_by_organisation"),
            models.Index(fields=["check_made"], name="order_by_check"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="order_has_two_officers", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=_TWO_OFFICERS,
            ),
            pgtrigger.Trigger(
                name="order_stays_as_signed", when=pgtrigger.Before,
                operation=pgtrigger.Update, func=_AS_SIGNED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"draft {self.pk}"


class OrderSeries(models.Model):
    """The last number of an organ's orders in a year; locked while the next one is given."""

    jurisdiction = models.ForeignKey(
        "parties.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="one_series_each_year")
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.year}"


class OrderFinding(models.Model):
    """That an order rests on a finding; a finding is under one living order only."""

    order = models.ForeignKey("supervision.Order", on_delete=models.PROTECT, related_name="+")
    finding = models.OneToOneField(
        "supervision.Finding", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.order_id} {self.finding_id}"


class OrderStep(models.Model):
    """One step of an order; it only grows."""

    order = models.ForeignKey("supervision.Order", on_delete=models.PROTECT, related_name="+")
    form_id = models.UUIDField(unique=True)
    deed = TermField(OrderDeed)
    words = models.CharField(max_length=2000, blank=True)
    facts = models.JSONField(default=dict)
    file = models.ForeignKey(
        "foundation.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    by = models.JSONField()

    class Meta:
        constraints = [one_of("deed", OrderDeed, name="order_deed_known")]
        indexes = [models.Index(fields=["order", "at"], name="order_step_order")]
        triggers = append_only("order_step")

    def __str__(self) -> str:
        return f"{self.order_id} {self.deed}"
