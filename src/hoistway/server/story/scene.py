"""Where the story plays: one elevator, another in trouble, a neighbour, and two look-alikes."""

import re
from dataclasses import dataclass
from html import unescape
from random import Random

from asgiref.sync import sync_to_async
from django.conf import settings

from hoistway.plates.models import Plate
from hoistway.plates.queries import address_of
from hoistway.registry.models import Elevator
from hoistway.registry.queries import invented_elevators
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.server.story.phone import NotOnThePage, Phone


@dataclass(frozen=True, slots=True)
class Place:
    """One elevator of the story with what is printed on its plate."""

    slot: int
    register_number: str
    name: str
    landing: str
    rescue_number: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The elevators of the story."""

    main: Place
    near: tuple[float, float]
    twin: Place
    neighbour: Place
    guard: Place
    trolley: Place

    @property
    def slot(self) -> int:
        """Key of the main elevator."""
        return self.main.slot

    @property
    def register_number(self) -> str:
        """Register number of the main elevator."""
        return self.main.register_number

    @property
    def landing(self) -> str:
        """Address printed on the main elevator's plate."""
        return self.main.landing

    @property
    def rescue_number(self) -> str:
        """Number printed on the main elevator's plate."""
        return self.main.rescue_number


def _lay(chance: Random, code: str | None) -> Scene:
    lifts = invented_elevators().filter(kind=ElevatorKind.TRACTION_PASSENGER)
    rows = list(lifts)
    plates = {plate.elevator_id: plate for plate in Plate.objects.exclude(state="void")}
    guests = {rows[-1].pk}
    estates: dict[str, list[Elevator]] = {}
    for row in rows:
        if row.pk not in guests:
            estates.setdefault(f"{row.use_unit_id}", []).append(row)
    wanted = _wanted(rows, plates, code)
    fit = [estate for estate in estates.values() if len(estate) >= 3]
    home = next((e for e in fit if wanted in e), None) if wanted else chance.choice(fit)
    if home is None:
        raise NotOnThePage(f"no elevator {code!r} with two neighbours in the demo city")
    main = wanted or chance.choice(home)
    twin, neighbour = chance.sample([row for row in home if row is not main], 2)
    far = [row for row in rows if row not in home and row.pk not in guests]
    guard, trolley = chance.sample(far, 2)

    def place(row: Elevator) -> Place:
        plate = plates[row.pk]
        return Place(
            slot=row.pk, register_number=row.register_number, name=row.name,
            rescue_number=plate.rescue_number,
            landing=address_of(plate=plate, keys=settings.PLATE_KEYS),
        )  # fmt: skip

    return Scene(
        main=place(main), near=(main.longitude or 0.0, main.latitude or 0.0), twin=place(twin),
        neighbour=place(neighbour), guard=place(guard), trolley=place(trolley),
    )  # fmt: skip


def _wanted(rows: list[Elevator], plates: dict[int, Plate], code: str | None) -> Elevator | None:
    if not code:
        return None
    for row in rows:
        if code in {row.register_number, plates[row.pk].rescue_number, plates[row.pk].code}:
            return row
    raise NotOnThePage(f"no elevator {code!r} in the demo city")


async def choose_scene(*, phone: Phone, chance: Random, elevator: str | None) -> Scene:
    """Choose the elevators by chance or by a code, and check that their pages answer."""
    scene = await sync_to_async(_lay)(chance, elevator)
    await phone.open(scene.landing)
    if not re.search(r"/sos\?who=inside", unescape(phone.text)):
        raise NotOnThePage("the landing page offers no call for help")
    return scene
