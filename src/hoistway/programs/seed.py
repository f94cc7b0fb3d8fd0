"""The published keys of the sandbox, each in the name of somebody whom one elevator concerns."""

from collections.abc import Iterator
from datetime import datetime

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.models import ApiKey
from hoistway.programs.rules.offers import offered_to
from hoistway.programs.vocabulary import SANDBOX_KEYS, OpenKey
from hoistway.registry.models import Elevator


def lay_out_keys(*, now: datetime) -> int:
    """Open the published keys; return how many people were found to answer for one.

    Firm, use unit and district are those of the first elevator that is in use.
    """
    rows = Elevator.objects.filter(firm__isnull=False, use_unit__isnull=False).order_by("pk")
    elevator = rows.filter(use_state="in_use")[:1].get()
    others = rows.exclude(firm_id=elevator.firm_id)[:1]
    homes = {
        SANDBOX_KEYS[0].secret: elevator.firm_id, SANDBOX_KEYS[2].secret: elevator.use_unit_id,
        SANDBOX_KEYS[1].secret: next((one.firm_id for one in others), elevator.firm_id),
    }  # fmt: skip
    opened = 0
    for key in SANDBOX_KEYS:
        member = next(_people(key, homes.get(key.secret), elevator), None)
        if member is not None:
            _open(key, member, now)
            opened += 1
    return opened


def _people(key: OpenKey, home: int | None, elevator: Elevator) -> Iterator[Membership]:
    rows = Membership.objects.filter(role=key.role).select_related("organisation").order_by("pk")
    if home is not None:
        rows = rows.filter(organisation_id=home)
    if key.role is RoleKind.DISTRICT_REGULATOR:
        rows = rows.filter(organisation__jurisdiction_id=elevator.jurisdiction_id)
    yield from rows[:1]


def _open(key: OpenKey, member: Membership, now: datetime) -> None:
    name = f"sandbox {key.secret.removeprefix('hwk_sandbox_')}"
    word = {RoleKind.FIRM_OFFICE: "firm", RoleKind.USE_UNIT: "use_unit"}.get(key.role, key.role)
    opening = Opening(
        name=name, organisation_id=member.organisation_id, secret=key.secret,
        source=f"{word}:{member.organisation_id}", scopes=frozenset(offered_to(role=str(key.role))),
        membership_id=member.pk,
    )  # fmt: skip
    open_key(opening=opening, now=now, by=PLATFORM)
    ApiKey.objects.filter(name=name).update(uid=key.uid)
