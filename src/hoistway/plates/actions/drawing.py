"""One plate as a drawing, and what is printed on many."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.plates.adapters.lettering import lettering
from hoistway.plates.adapters.printing import Drawer
from hoistway.plates.models import Plate
from hoistway.plates.queries.plates import plate_seen
from hoistway.plates.queries.scans import NO_SIGNATURE, PlateKeys, address_of
from hoistway.plates.rules.artwork import SHANGHAI, PlateCard, place_words, wording_for
from hoistway.plates.rules.imposing import ACRYLIC


class KeyMissing(Refusal):
    """Raised when the key that signed a plate is not at hand: it must not be printed unsigned."""

    code = "plate_key_missing"
    zh = "找不到签发该批电梯码的密钥，不能制版。请联系系统管理员。"
    en = "The key that signed these plates is not at hand; tell the administrator."
    status = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What turns rows into drawings: signing keys, the public address, the folder of the font."""

    keys: PlateKeys
    base_url: str
    fonts: Path


def drawer_of(*, press: Press) -> Drawer:
    """Return what draws the plates of this city. Raises: NoFont."""
    return Drawer(form=SHANGHAI, board=ACRYLIC, letters=lettering(press.fonts))


def cards_of(*, plates: Iterable[Plate], press: Press) -> list[PlateCard]:
    """Return what is printed on each of these plates, whose elevators are at hand.

    Raises: KeyMissing.
    """
    return [_card(plate, press) for plate in plates]


def _card(plate: Plate, press: Press) -> PlateCard:
    path, elevator = address_of(plate=plate, keys=press.keys), plate.elevator
    if path.endswith(f"/{NO_SIGNATURE}"):
        raise KeyMissing
    place = place_words(
        address=elevator.address, estate=elevator.estate, building=elevator.building,
        name=elevator.name,
    )  # fmt: skip
    return PlateCard(
        code=plate.code, address=press.base_url + path, rescue_number=plate.rescue_number,
        register_number=elevator.register_number, place=place,
        wording=wording_for(kind=elevator.kind),
    )  # fmt: skip


def plate_drawing(*, code: str, as_pdf: bool, press: Press, by: Actor) -> bytes:
    """Return one plate as SVG or PDF in millimetres.

    Raises: NotAllowed, NotFound, NoFont, KeyMissing.
    """
    require(by=by, deed=Deed.SEE_PLATES)
    cards = cards_of(plates=[plate_seen(code=code, by=by)], press=press)
    drawer = drawer_of(press=press)
    if not as_pdf:
        return drawer.svg(card=cards[0]).encode()
    file = io.BytesIO()
    drawer.pages(file=file, cards=cards)
    return file.getvalue()
