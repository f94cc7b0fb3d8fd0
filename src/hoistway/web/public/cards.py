"""The cards of an elevator's public pages, each read in haste: one may fail, the rest stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from hoistway.dossier.outages import SOURCES, Out, gravest
from hoistway.dossier.public_cards import (
    Broken,
    Inspected,
    Insured,
    Upkept,
    broken,
    inspected,
    insured,
    upkept,
    voiced,
)
from hoistway.riders.queries import OpenMatter
from hoistway.web.code.haste import in_haste

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """What is told; None where it could not be read in time or is not known."""

    out: Out | None
    upkept: Upkept | None
    inspected: Inspected | None
    insured: Insured | None
    broken: Broken | None
    voiced: tuple[OpenMatter, ...] | None


def cards_of(*, elevator: "Elevator", now: datetime) -> Cards:
    """Return the cards of one elevator."""
    key = elevator.pk
    return Cards(
        out=_out(key, now),
        upkept=in_haste(lambda: upkept(elevator_id=key, now=now), part="public.upkept"),
        inspected=in_haste(lambda: inspected(elevator_id=key, now=now), part="public.inspected"),
        insured=in_haste(lambda: insured(elevator_id=key, now=now), part="public.insured"),
        broken=in_haste(lambda: broken(elevator_id=key, now=now), part="public.broken"),
        voiced=in_haste(lambda: voiced(elevator_id=key, now=now), part="public.voiced"),
    )  # fmt: skip


def _out(key: int, now: datetime) -> Out | None:
    """Return why nobody can ride; a room that does not answer takes no other's word away."""
    told: list[Out] = []
    for source in SOURCES:
        told += in_haste(lambda ask=source: list(ask([key], now)), part="public.out") or []  # type: ignore[misc]
    return gravest(told=told).get(key)
