"""The published keys of the sandbox, each in the name of somebody whom one elevator concerns."""

from collections.abc import Sequence
from datetime import datetime

from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Membership
from hoistway.parties.queries import account_of_role
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.models import ApiKey
from hoistway.programs.rules.offers import offered_to
from hoistway.programs.vocabulary import SANDBOX_KEYS, OpenKey
from hoistway.registry.models import Elevator


def lay_out_keys(*, elevators: Sequence[Elevator], now: datetime) -> int:
    """Open the published keys; return how many people were found to answer for one.

    Firm, use unit and district are those of the first elevator that has both; the second firm is
    that of another elevator.
    """
    kept = [one for one in elevators if one.firm_id and one.use_unit_id]
    first = kept[0]
    other = next((one for one in kept if one.firm_id != first.firm_id), first)
    firms, opened = [first.firm_id, other.firm_id], 0
    for key in SANDBOX_KEYS:
        home = None
        if key.role is RoleKind.FIRM_OFFICE:
            home = firms.pop(0)
        elif key.role is RoleKind.USE_UNIT:
            home = first.use_unit_id
        district = key.role is RoleKind.DISTRICT_REGULATOR
        account = account_of_role(
            role=key.role, organisation_id=home,
            jurisdiction_id=first.jurisdiction_id if district else None,
        )  # fmt: skip
        if account is not None:
            _open(key, account.membership, now)
            opened += 1
    return opened


def _open(key: OpenKey, member: Membership, now: datetime) -> None:
    name = f"sandbox {key.secret.removeprefix('hwk_sandbox_')}"
    word = {RoleKind.FIRM_OFFICE: "firm", RoleKind.USE_UNIT: "use_unit"}.get(key.role, key.role)
    opening = Opening(
        name=name, organisation_id=member.organisation_id, secret=key.secret,
        source=f"{word}:{member.organisation_id}", membership_id=member.pk,
        scopes=frozenset(offered_to(role=str(key.role))),
    )  # fmt: skip
    open_key(opening=opening, now=now, by=PLATFORM)
    ApiKey.objects.filter(name=name).update(uid=key.uid)
