"""A person confirms the grades that bite."""

from datetime import datetime

from django.db import transaction

from hoistway.credit.actions.steps import (
    About,
    Said,
    held_round,
    known_form,
    latest_score,
    require_state,
    stepped,
)
from hoistway.credit.models import CreditScore
from hoistway.credit.rules.deciding import needs_person
from hoistway.credit.vocabulary import CreditDeed, RoundState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed


class NothingToConfirm(Refusal):
    """Raised when a grade needs nobody's confirmation, or has it."""

    code = "credit_nothing_to_confirm"
    zh = "该结果无须人工确认，或已确认。"
    en = "This result needs no confirmation, or has it."


@transaction.atomic
def confirm_grade(
    *, round_number: str, organisation_id: int, said: Said, now: datetime, by: Actor
) -> CreditScore:
    """Confirm as a person that a firm's C, D or veto stands, with the reason.

    Raises: NotAllowed, NotFound, CreditWordsMissing, RoundMovedOn, NothingToConfirm.
    Source: 个人信息保护法 art. 24.
    """
    require(by=by, deed=Deed.RUN_CREDIT)
    row = held_round(number=round_number)
    score = latest_score(round_=row, organisation_id=organisation_id)
    if known_form(form_id=said.form_id):
        return score
    said.needed()
    require_state(round_=row, states={RoundState.SCORED, RoundState.PREVIEW})
    needed = needs_person(grade=score.grade, vetoes=score.vetoes)
    if not needed or score.confirmed_at is not None:
        raise NothingToConfirm
    score.confirmed_at, score.confirmed_by = now, by.as_json()
    score.save(update_fields=["confirmed_at", "confirmed_by"])
    stepped(
        round_=row, deed=CreditDeed.CONFIRMED, said=said, now=now, by=by,
        about=About(score=score, facts={"grade": str(score.grade), "version": score.version}),
    )  # fmt: skip
    return score
