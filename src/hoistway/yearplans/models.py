"""Versions of each elevator's year plan, their lines, and the runs that propose many at once."""

import pgtrigger
from django.db import models
from django.db.models import Q

from hoistway.foundation.fields import TermField, one_of
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.registry.vocabulary import RunState
from hoistway.yearplans.vocabulary import LineReason, YearPlanState

YEARLY_TESTS = (
    "A-4-04", "A-4-05", "A-4-06", "A-4-07", "A-4-08", "B-4-03", "B-4-04", "B-4-14", "C-4-04",
    "C-4-05", "C-4-06", "D-4-02", "D-4-06", "D-4-10", "D-4-12",
)  # fmt: skip
"""Tests that no plan may leave to data. Source: template 3.3 «never remote»; TSG T5002-2017 A–D."""

SAFETY_CONTACTS = (
    "A-1-21", "A-1-28", "A-2-08", "A-3-15", "B-1-18", "B-1-25", "B-2-06", "B-3-08", "C-1-12",
    "C-1-16", "C-3-10",
)  # fmt: skip
"""Items that prove a safety contact: data may hint, a hand confirms. Source: issue 7."""

_WHOLE = """
IF NEW.state = 'adopted' THEN
  SELECT string_agg(asked.code, ' ' ORDER BY asked.code) INTO missing FROM (
    SELECT format('%s-%s-%s', part.annex, part.level, lpad(place::text, 2, '0')) AS code
    FROM (VALUES
      ('A', 1, 31), ('A', 2, 13), ('A', 3, 15), ('A', 4, 17),
      ('B', 1, 30), ('B', 2, 13), ('B', 3, 9), ('B', 4, 14),
      ('C', 1, 20), ('C', 2, 8), ('C', 3, 10), ('C', 4, 14),
      ('D', 1, 33), ('D', 2, 5), ('D', 3, 12), ('D', 4, 13)
    ) AS part(annex, level, many), generate_series(1, part.many) AS place
    WHERE part.annex = NEW.annex
    EXCEPT SELECT item FROM yearplans_yearplanline WHERE plan_id = NEW.id
  ) AS asked;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'year plan %: no line for %', NEW.uid, missing
      USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM yearplans_yearplanline WHERE plan_id = NEW.id AND way <> 'remote'
    AND (months BETWEEN 1 AND 3 OR days BETWEEN 1 AND 89)
  ) THEN
    RAISE EXCEPTION 'year plan %: no visit within three months', NEW.uid
      USING ERRCODE = 'check_violation';
  END IF;
END IF;
RETURN NEW;
"""
"""How many items each annex of TSG T5002-2017 has at each level; a new edition is a migration."""

_OPEN_ONLY = """
IF NOT EXISTS (
  SELECT 1 FROM yearplans_yearplan
  WHERE id = COALESCE(NEW.plan_id, OLD.plan_id) AND state = 'proposed'
) THEN
  RAISE EXCEPTION 'lines of a year plan change only while it is proposed'
    USING ERRCODE = 'check_violation';
END IF;
RETURN COALESCE(NEW, OLD);
"""


class PlanRun(models.Model):
    """One proposal for many elevators; a background job works through them.

    `refused` names each elevator for which nothing was proposed, and why, in both languages.
    """

    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=20, unique=True)
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    elevators = models.JSONField(default=list)
    state = TermField(RunState, default=RunState.WAITING)
    asked = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.JSONField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("state", RunState, name="plan_run_state_known")]
        indexes = [models.Index(fields=["firm", "-at"], name="plan_run_newest")]

    def __str__(self) -> str:
        return self.number


class YearPlan(models.Model):
    """One version of an elevator's plan from `first_day` to `last_day`, both included.

    `facts` are what the proposal was worked out from, `edition` the rule that did it; `changes`
    what the firm altered, each with its reason. No version is adopted that leaves out an item of
    its `annex`: the trigger is the last of three guards.
    """

    uid = models.UUIDField(unique=True)
    elevator = models.ForeignKey("registry.Elevator", on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey("parties.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    run = models.ForeignKey(
        "yearplans.PlanRun", on_delete=models.PROTECT, null=True, related_name="+"
    )
    annex = models.CharField(max_length=1)
    state = TermField(YearPlanState, default=YearPlanState.PROPOSED)
    first_day = models.DateField()
    last_day = models.DateField()
    visits = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict)
    need = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    thin = models.BooleanField(default=False)
    edition = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    made_by = models.JSONField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("state", YearPlanState, name="year_plan_state_known"),
            models.UniqueConstraint(fields=["elevator", "version"], name="one_year_plan_version"),
            models.UniqueConstraint(
                fields=["elevator"], condition=Q(state="adopted"), name="one_adopted_year_plan"
            ),
        ]
        indexes = [
            models.Index(fields=["firm", "state"], name="year_plan_by_firm"),
            models.Index(fields=["elevator", "-version"], name="year_plan_newest"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_plan_is_whole", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=_WHOLE,
                declare=[("missing", "text")],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.elevator_id} {self.version}"


class YearPlanLine(models.Model):
    """One item of a plan: how it is checked, how often, and why.

    Exactly one of `days` and `months` is the interval; 89 days are never more than three calendar
    months. No item is checked less often than the rule allows, and no test or safety contact is
    left to data: the constraints are the last of three guards, as is that an adopted plan stays.
    """

    plan = models.ForeignKey("yearplans.YearPlan", on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=12)
    way = TermField(ItemWay)
    days = models.PositiveSmallIntegerField(default=0)
    months = models.PositiveSmallIntegerField(default=0)
    reason = TermField(LineReason)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="one_line_each_item"),
            models.CheckConstraint(
                condition=(Q(days__gt=0, months=0) | Q(days=0, months__gt=0)),
                name="year_plan_line_has_one_interval",
            ),
            models.CheckConstraint(
                condition=Q(months__lte=12, days__lte=365), name="year_plan_line_within_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(item__regex=r"^[A-D]-[12]-") | Q(months__lte=3, days__lte=89),
                name="year_plan_line_within_three_months",
            ),
            models.CheckConstraint(
                condition=~Q(item__in=YEARLY_TESTS) | Q(way="never_remote"),
                name="year_plan_line_test_on_site",
            ),
            models.CheckConstraint(
                condition=~Q(item__in=SAFETY_CONTACTS) | ~Q(way="remote"),
                name="year_plan_line_contact_by_hand",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="adopted_lines_stay", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OPEN_ONLY,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan_id} {self.item}"
