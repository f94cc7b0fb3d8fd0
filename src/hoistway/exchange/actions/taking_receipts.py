"""A receipt that a partner sends by itself, some time after it took a passage."""

from datetime import datetime

from django.db import transaction

from hoistway.exchange.actions.sending import give_back, receipted
from hoistway.exchange.actions.taking_orders import Became
from hoistway.exchange.models import Partner, Passage
from hoistway.exchange.queries.profiles import Known
from hoistway.exchange.rules.incoming import Said
from hoistway.exchange.rules.schedule import next_attempt
from hoistway.exchange.vocabulary import Outcome, PassageState


@transaction.atomic
def receipt_taken(*, known: Known, partner: Partner, said: Said, now: datetime) -> Became:
    """Note a receipt of a passage, or of one record that the partner gives back.

    A passage that the partner did not accept is sent again by the schedule.
    """
    row = Passage.objects.select_for_update().filter(
        partner=partner, number=said["number"]
    ).first()  # fmt: skip
    if row is None:
        return Became(Outcome.REFUSED, reason="We sent no passage of this number.")
    if said.get("refused_key"):
        give_back(row=row, refused={said["refused_key"]: said.get("refused_reason", "")})
        return Became(Outcome.NOTED)
    if row.state is PassageState.RECEIPTED:
        return Became(Outcome.REPEATED)
    if said.get("accepted", True) is False:
        row.state, row.attempts = PassageState.WAITING, row.attempts + 1
        row.next_at = next_attempt(attempts=row.attempts, now=now)
        row.receipt = {"reason": str(said.get("reason", ""))[:200]}
        row.save(update_fields=["state", "attempts", "next_at", "receipt"])
        return Became(Outcome.NOTED)
    receipted(row=row, refused={}, said={"reason": str(said.get("reason", ""))[:200]}, now=now)
    row.save(update_fields=["state", "receipted_at", "next_at", "receipt"])
    Partner.objects.filter(pk=partner.pk).update(taken_at=now, failing_since=None)
    return Became(Outcome.NOTED)
