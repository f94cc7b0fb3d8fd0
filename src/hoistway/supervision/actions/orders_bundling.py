"""Hand a case out to the enforcement team."""

from collections.abc import Mapping

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.adapters.case_file import case_file
from hoistway.supervision.queries.orders import order_seen
from hoistway.supervision.vocabulary import OrderState


class NoCase(Refusal):
    """Raised when the file of an order is asked for that was never handed over."""

    code = "no_case"
    zh = "该指令没有移送立案，没有案件材料。"
    en = "This order was not handed over; there is no case file."


def case_bundle(*, order_id: int, papers: Mapping[str, bytes], by: Actor) -> bytes:
    """Return the case file of an order that was handed over, with what was printed of it.

    Raises: NotAllowed, NotFound, NoCase. Source: 286号 三（二）.
    """
    require(by=by, deed=Deed.DO_CHECK)
    order = order_seen(by=by, order_id=order_id)
    if order.state is not OrderState.TRANSFERRED:
        raise NoCase
    return case_file(order=order, papers=papers)
