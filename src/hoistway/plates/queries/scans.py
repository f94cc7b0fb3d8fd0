"""Which elevator a code, a signature or a spoken number belongs to."""

from collections.abc import Collection
from dataclasses import dataclass

from hoistway.plates.models import Plate
from hoistway.plates.rules.rescue_number import is_a_number
from hoistway.plates.rules.token import CODE_LENGTH, is_genuine, normal_code, signature_of
from hoistway.plates.vocabulary import PlateState, Scan
from hoistway.registry.queries import survivor_of

NO_SIGNATURE = "-"
"""Stands in an address whose key is not at hand: help is offered, the code counts as unverified."""

LIVING = sorted(str(state) for state in PlateState.living())

PlateKeys = dict[int, bytes]
"""Version of the signing key → key."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a scan led to; `elevator_id` is 0 where nothing is known.

    The plate of a row that was merged leads to the elevator that it is today.
    """

    scan: Scan
    elevator_id: int
    code: str
    signature: str


def _signed(plate: Plate, keys: PlateKeys) -> str:
    """Return the right signature of a plate, or a dash where its key is not at hand."""
    key = keys.get(plate.key_version)
    if key is None:
        return NO_SIGNATURE
    return signature_of(code=plate.code, key=key, version=plate.key_version)


def _today(plate: Plate) -> int:
    return survivor_of(elevator_id=plate.elevator_id)


def resolve(*, code: str, signature: str, keys: PlateKeys) -> Resolved:
    """Return the elevator of a scanned address; a worn or forged one is told apart, not refused."""
    plain = normal_code(typed=code)
    plate = Plate.objects.filter(code=plain).first() if len(plain) == CODE_LENGTH else None
    if plate is None:
        return Resolved(scan=Scan.UNKNOWN, elevator_id=0, code=plain, signature="")
    right = _signed(plate, keys)
    scan = Scan.VOID if plate.state is PlateState.VOID else Scan.GENUINE
    key = keys.get(plate.key_version, b"")
    if right == NO_SIGNATURE or not is_genuine(
        code=plain, signature=signature.lower(), key=key, version=plate.key_version
    ):
        scan = Scan.UNVERIFIED
    return Resolved(scan=scan, elevator_id=_today(plate), code=plain, signature=right)


def resolve_spoken(*, typed: str, keys: PlateKeys) -> Resolved:
    """Return the elevator of a typed code or rescue number, as a person reads it off the plate."""
    plain = normal_code(typed=typed)
    found = Plate.objects.none()
    if is_a_number(typed=plain):
        found = Plate.objects.filter(rescue_number=plain)
    elif len(plain) == CODE_LENGTH:
        found = Plate.objects.filter(code=plain)
    plate = found.filter(state__in=LIVING).first() or found.order_by("-pk").first()
    if plate is None:
        return Resolved(scan=Scan.UNKNOWN, elevator_id=0, code=plain, signature="")
    scan = Scan.VOID if plate.state is PlateState.VOID else Scan.GENUINE
    return Resolved(
        scan=scan, elevator_id=_today(plate), code=plate.code, signature=_signed(plate, keys)
    )


def living_plates(*, elevator_ids: Collection[int]) -> dict[int, Plate]:
    """Return the plate that counts of each of these elevators.

    That is the newest: while a replacement is under way the new plate, which has the same number.
    """
    rows = Plate.objects.filter(elevator_id__in=elevator_ids).exclude(state=PlateState.VOID)
    return {row.elevator_id: row for row in rows.order_by("pk")}


def address_of(*, plate: Plate, keys: PlateKeys) -> str:
    """Return the path printed on the plate, without the host."""
    return f"/e/{plate.code}/{_signed(plate, keys)}"
