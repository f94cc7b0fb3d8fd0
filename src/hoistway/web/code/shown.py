"""The shapes that every door is composed of: facts, deeds, and sections of them."""

from dataclasses import dataclass

from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.public_page import Announced
from hoistway.plates.vocabulary import Door
from hoistway.web.parts.tones import Tone
from hoistway.web.rider.views import Printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact: its name, what it is, how urgent, where more stands."""

    label: object
    value: object
    tone: Tone | None = None
    note: object = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that can be done: a link, or a form with hidden fields."""

    label: object
    url: str
    main: bool = False
    post: bool = False
    fields: tuple[tuple[str, object], ...] = ()
    asks_place: bool = False
    kept_offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A card of the door."""

    key: str
    title: object
    lines: tuple[Line, ...] = ()
    acts: tuple[Act, ...] = ()
    empty: object = ""
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorPage:
    """One door, ready to be shown."""

    door: Door
    elevator: ElevatorCard
    plate: Printed
    title: object
    home: str
    now_url: str = ""
    now_words: object = ""
    stopped: object = ""
    stopped_url: str = ""
    sections: tuple[Section, ...] = ()
    bulletins: tuple[Announced, ...] = ()
