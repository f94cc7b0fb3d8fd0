"""Compute anew how the clauses stand for firms, and keep what began or ceased to hold."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.ondemand.actions.firm_steps import stepped
from hoistway.ondemand.models import FirmConditionChange, FirmPilot
from hoistway.ondemand.queries.firm_facts import firm_verdicts
from hoistway.ondemand.rules.firm_entry import FirmVerdict
from hoistway.ondemand.vocabulary import EntryClause, FirmPilotState, PilotDeed

_WARNINGS = UUID("5b0f5a86-54f5-4a0c-9d3e-4c7b1c6f2e01")


def look_at(*, pilot: FirmPilot, now: datetime) -> tuple[FirmVerdict, ...]:
    """Compute the clauses of an application at hand, keep them, and return them.

    A clause that has begun or ceased to hold becomes a row of its own. Of a listed firm the loss
    is a step, which is told. Source: requirements C2.
    """
    verdicts, day = firm_verdicts(pilot=pilot, now=now), local_day(at=now)
    stood = _stood(pilot)
    turned = [one for one in verdicts if stood.get(one.clause) is not one.holds]
    FirmConditionChange.objects.bulk_create(
        FirmConditionChange(
            pilot=pilot, clause=one.clause, holds=one.holds, facts=one.as_json(), on=day,
            edition=pilot.period.edition,
        )
        for one in turned
    )  # fmt: skip
    pilot.facts, pilot.checked_on = [one.as_json() for one in verdicts], day
    pilot.save(update_fields=["facts", "checked_on"])
    lost = [one for one in turned if not one.holds and stood.get(one.clause)]
    if lost and pilot.state is FirmPilotState.LISTED:
        clauses = " ".join(str(one.clause) for one in lost)
        stepped(
            pilot=pilot, deed=PilotDeed.WARNED, now=now, by=PLATFORM,
            form_id=uuid5(_WARNINGS, f"{pilot.pk} {day} {clauses}"),
            facts={"lost": [one.as_json() for one in lost]},
        )  # fmt: skip
    return verdicts


def look_at_firms(*, now: datetime) -> int:
    """Compute the clauses of every application that has not ended; return how many turned.

    Each firm is a transaction of its own; a day that was missed is made up for by the next.
    """
    living = sorted(str(state) for state in FirmPilotState.living())
    keys = FirmPilot.objects.filter(state__in=living).order_by("pk").values_list("pk", flat=True)
    turned = 0
    for key in keys:
        with transaction.atomic():
            rows = FirmPilot.objects.select_related("period", "firm")
            pilot = rows.select_for_update(of=("self",)).get(pk=key)
            if pilot.state not in FirmPilotState.living():
                continue
            before = FirmConditionChange.objects.filter(pilot=pilot).count()
            look_at(pilot=pilot, now=now)
            turned += FirmConditionChange.objects.filter(pilot=pilot).count() - before
    return turned


def _stood(pilot: FirmPilot) -> dict[EntryClause, bool]:
    rows = FirmConditionChange.objects.filter(pilot=pilot).order_by("on", "pk")
    return {row.clause: row.holds for row in rows}
