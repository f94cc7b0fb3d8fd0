"""An order is handed to the enforcement team, which says how the case ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.orders_steps import (
    OrderSaid,
    held_order,
    known_order_form,
    require_own,
    require_state,
    stepped,
)
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders_cases import settles_cases
from hoistway.supervision.vocabulary import CaseOutcome, OrderDeed, OrderState

_OUT = frozenset({OrderState.SERVED, OrderState.REPORTED})


class OutcomeIncomplete(Refusal):
    """Raised when an outcome lacks its paper, its day, or a fine its amount."""

    code = "outcome_incomplete"
    zh = "请填写决定书文号和不晚于今天的决定日期；罚款须写明金额。"
    en = "Give the number and a day not after today; a fine needs its amount."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a case ended; `fen` the fine. What follows is decided by a person, not computed.

    `veto` where the case rules out a good credit grade, `unlawful` where the pilot must judge it.
    """

    outcome: CaseOutcome
    decided_on: date
    document: str
    fen: int = 0
    veto: bool = False
    unlawful: bool = False

    def as_json(self) -> dict[str, object]:
        """Return what the order keeps."""
        return {
            "outcome": str(self.outcome), "decided_on": self.decided_on.isoformat(),
            "document": self.document.strip()[:80], "fen": self.fen, "veto": self.veto,
            "unlawful": self.unlawful,
        }  # fmt: skip


@transaction.atomic
def hand_over_order(*, order_id: int, said: OrderSaid, now: datetime, by: Actor) -> Order:
    """Hand an order that was served to the enforcement team as a case, with the reason.

    Announces: OrderMoved. Raises: NotAllowed, NotFound, OrderWordsMissing, OrderMovedOn.
    Source: 286号 三（二）.
    """
    require(by=by, deed=Deed.APPROVE_ORDER)
    order = held_order(order_id=order_id, by=by)
    require_own(order=order, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    words = said.needed()
    require_state(order=order, states=_OUT)
    day = local_day(at=now)
    order.state, order.settled_at, order.review_by = OrderState.TRANSFERRED, now, None
    order.case = {
        "number": f"YS{day:%y%m%d}{order.pk:06d}", "handed_on": day.isoformat(), "words": words,
    }  # fmt: skip
    order.save(update_fields=["state", "settled_at", "review_by", "case"])
    stepped(
        order=order, deed=OrderDeed.TRANSFERRED, said=said, facts={"case": order.case["number"]},
        now=now, by=by,
    )  # fmt: skip
    return order


@transaction.atomic
def settle_case(
    *, order_id: int, outcome: Outcome, said: OrderSaid, now: datetime, by: Actor
) -> Order:
    """Keep how the case ended; a later outcome, such as a penalty set aside, takes its place.

    Every outcome stays a step. Announces: OrderMoved. Raises: NotAllowed, NotFound,
    OrderMovedOn, OutcomeIncomplete. Source: 286号 三（二）.
    """
    require(by=by, deed=Deed.SETTLE_CASE)
    if not settles_cases(by=by):
        raise NotAllowed
    order = held_order(order_id=order_id, by=by)
    if known_order_form(form_id=said.form_id):
        return order
    require_state(order=order, states=frozenset({OrderState.TRANSFERRED}))
    late = outcome.decided_on > local_day(at=now)
    fined = outcome.outcome is CaseOutcome.FINED
    if late or not outcome.document.strip() or fined != (outcome.fen > 0):
        raise OutcomeIncomplete
    order.case = {**(order.case or {}), "outcome": outcome.as_json()}
    order.save(update_fields=["case"])
    stepped(
        order=order, deed=OrderDeed.OUTCOME, said=said, facts=outcome.as_json(), now=now, by=by
    )  # fmt: skip
    return order
