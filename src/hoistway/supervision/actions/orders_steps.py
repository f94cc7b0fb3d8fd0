"""Hold an order and move it on; each step is kept and announced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.supervision.events import OrderMoved
from hoistway.supervision.models import Order, OrderStep
from hoistway.supervision.queries.orders import orders
from hoistway.supervision.vocabulary import OrderDeed, OrderState

MOST_WORDS = 2000


class OrderWordsMissing(Refusal):
    """Raised when a step is taken without the words that it needs."""

    code = "order_words_missing"
    zh = "请写明事实和理由。"
    en = "Give facts and reasons."
    status = 422


class OrderProofMissing(Refusal):
    """Raised when a step is taken without the photo or paper that proves it."""

    code = "order_proof_missing"
    zh = "请附上照片或文件作为凭证。"
    en = "Add the photo or paper that proves it."
    status = 422
    clause = "特种设备安全监督检查办法 art. 27"


class OrderMovedOn(Refusal):
    """Raised when an order is in a state in which this cannot be done any more."""

    code = "order_moved_on"
    zh = "指令现为「{zh}」，不能再进行此操作。"
    en = "The order is now «{en}»; that can no longer be done."


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSaid:
    """What one press of a button brings: its form, words, perhaps files."""

    form_id: UUID = field(default_factory=uuid4)
    words: str = ""
    files: tuple[Attachment, ...] = ()

    def needed(self) -> str:
        """Return the words. Raises: OrderWordsMissing."""
        if not self.words.strip():
            raise OrderWordsMissing
        return self.words.strip()[:MOST_WORDS]

    def proof(self) -> tuple[Attachment, ...]:
        """Return the files. Raises: OrderProofMissing."""
        if not self.files:
            raise OrderProofMissing
        return self.files


def held_order(*, order_id: int, by: Actor) -> Order:
    """Return a visible order that nobody else can move until the transaction ends.

    Raises: NotFound.
    """
    found = orders(by=by).filter(pk=order_id).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def require_own(*, order: Order, by: Actor) -> None:
    """Refuse unless the actor belongs to the bureau whose order it is. Raises: NotAllowed."""
    if by.jurisdiction_id != order.jurisdiction_id:
        raise NotAllowed


def require_state(*, order: Order, states: frozenset[OrderState]) -> None:
    """Refuse unless the order is in one of these states. Raises: OrderMovedOn."""
    if order.state not in states:
        raise OrderMovedOn(zh=order.state.zh, en=order.state.en)


def known_order_form(*, form_id: UUID) -> bool:
    """Return whether this form has made a step already."""
    return OrderStep.objects.filter(form_id=form_id).exists()


def stepped(
    *, order: Order, deed: OrderDeed, said: OrderSaid | None = None,
    facts: Mapping[str, object] | None = None, now: datetime, by: Actor = PLATFORM,
) -> OrderStep:  # fmt: skip
    """Keep a step of an order and announce it. Announces: OrderMoved."""
    told = said or OrderSaid()
    files = [{"pk": one.pk, "sha256": one.sha256} for one in told.files]
    step = OrderStep.objects.create(
        order=order, form_id=told.form_id, deed=deed, words=told.words.strip()[:MOST_WORDS],
        facts={**(facts or {}), **({"files": files} if files else {})},
        file=told.files[0] if told.files else None, at=now, by=by.as_json(),
    )  # fmt: skip
    announce(OrderMoved(step_id=step.pk))
    touch("orders")
    return step


def key_of(*, by: Actor) -> str:
    """Return by what an order knows the person who drafted or approved it."""
    return f"{by.kind}:{by.person_id}"
