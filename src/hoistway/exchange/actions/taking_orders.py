"""A partner's rescue order: it opens or joins one rescue; later news of it are noted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings

from hoistway.emergency.actions import note
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.exchange.models import Taken
from hoistway.exchange.queries.profiles import Known
from hoistway.exchange.queries.things import Matter, call_placed, order_matter
from hoistway.exchange.rules.incoming import Said, is_later
from hoistway.exchange.vocabulary import OrderState, Outcome, PartnerKind
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.plates.queries import resolve_spoken
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, elevator_numbered
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.actions import NoAddress, SpokenReport, call_without_code, report_rescue

_FORMS = UUID("0b8f4f2e-0f3e-4a3e-9d9c-2a7a3a5f1c26")
_PHRASE = "{partner} · {state}"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a record, and which matter of ours it is."""

    outcome: Outcome
    ours: str = ""
    thing: int | None = None
    state: str = ""
    reason: str = ""


def order_taken(known: Known, said: Said, now: datetime) -> Became:
    """Open or join the rescue that an order asks for; a dispatcher finds the place if need be."""
    form = form_id(known, said["number"])
    elevator = elevator_said(said)
    if elevator is None:
        return _to_place(said, form, now)
    kind = IncidentKind.INJURY if said.get("kind") == "injury" else IncidentKind.ENTRAPMENT
    if elevator.kind in ElevatorKind.without_riders():
        kind = IncidentKind.INJURY
    spoken = SpokenReport(
        elevator_id=elevator.pk, source=_source(known, said), kind=kind, form_id=form,
        phone=said.get("phone", "")[:32], words=said.get("words", "")[:500],
        began_at=said["occurred_at"],
    )  # fmt: skip
    key = report_rescue(report=spoken, now=now, by=acting(known))
    matter = order_matter(incident_id=key)
    outcome = Outcome.OPENED if matter.witnesses == 1 else Outcome.JOINED
    return Became(outcome, matter.number, key, str(matter.state))


def order_again(known: Known, row: Taken, said: Said, now: datetime) -> Became:
    """Note what is news of an order; what is older than known is not."""
    matter = _matter(known, row)
    if matter is None:
        return Became(Outcome.REPEATED, reason=Outcome.TO_PLACE.en)
    state = said.get("state", "")
    if (
        not state
        or state == row.state
        or not is_later(said=said.get("state_at"), known=row.state_at)
    ):
        return Became(Outcome.REPEATED, matter.number, matter.thing, str(matter.state))
    words = _PHRASE.format(partner=known.profile.zh, state=_state_word(state))
    note(incident_id=matter.thing, text=words, now=now, by=acting(known))
    return Became(Outcome.NOTED, matter.number, matter.thing, str(matter.state))


def _matter(known: Known, row: Taken) -> Matter | None:
    if row.thing is not None:
        return order_matter(incident_id=row.thing)
    placed = call_placed(form_id=form_id(known, row.number))
    if placed is None:
        return None
    matter = order_matter(incident_id=placed)
    Taken.objects.filter(pk=row.pk).update(thing=placed, ours=matter.number, outcome=Outcome.OPENED)
    return matter


def link_placed(*, things: list[int]) -> int:
    """Tie orders that a dispatcher has placed to these rescues; return how many."""
    linked = 0
    for row in Taken.objects.filter(outcome=Outcome.TO_PLACE).select_related("partner"):
        placed = call_placed(form_id=uuid5(_FORMS, f"{row.partner.name} {row.number}"))
        if placed in things:
            matter = order_matter(incident_id=placed)
            Taken.objects.filter(pk=row.pk).update(
                thing=placed, ours=matter.number, outcome=Outcome.OPENED
            )
            linked += 1
    return linked


def _to_place(said: Said, form: UUID, now: datetime) -> Became:
    address = " ".join(
        str(said[name]) for name in ("address", "register_number", "words") if said.get(name)
    )
    try:
        call_without_code(
            form_id=form, typed_code=said.get("code", ""), address=address,
            phone=said.get("phone", ""), now=now,
        )  # fmt: skip
    except NoAddress as refusal:
        return Became(Outcome.REFUSED, reason=refusal.sentence("en"))
    return Became(Outcome.TO_PLACE)


def elevator_said(said: Said) -> Elevator | None:
    """Return the elevator that a record names by its register number or by what its plate says."""
    found = None
    if said.get("register_number"):
        found = elevator_numbered(register_number=said["register_number"])
    if found is None and said.get("code"):
        spoken = resolve_spoken(typed=said["code"], keys=settings.PLATE_KEYS)
        found = elevator_at_hand(elevator_id=spoken.elevator_id) if spoken.elevator_id else None
    return found


def acting(known: Known) -> Actor:
    """Return in whose name a partner's record is taken in."""
    return Actor(kind=ActorKind.SYSTEM, name=known.profile.name)


def form_id(known: Known, number: str) -> UUID:
    """Return the number of the form that a partner's number stands for: always the same."""
    return uuid5(_FORMS, f"{known.profile.name} {number}")


def _source(known: Known, said: Said) -> IncidentSource:
    named = str(said.get("channel", ""))
    if named in set(map(str, IncidentSource)):
        return IncidentSource(named)
    is_police = known.profile.kind is PartnerKind.POLICE
    return IncidentSource.PHONE_110 if is_police else IncidentSource.USE_UNIT


def _state_word(state: str) -> str:
    return OrderState(state).zh if state in set(map(str, OrderState)) else state
