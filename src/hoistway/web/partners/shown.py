"""How partners, passages and differences look."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoistway.exchange.models import Count, Passage
from hoistway.exchange.queries import Figures, Outward, PartnerSeen, agrees
from hoistway.exchange.vocabulary import PartnerState, PassageState, Topic
from hoistway.web.desk.shapes import Number
from hoistway.web.parts.tones import Tone

MOST_SHOWN = 4_000
"""Signs of a body that a page shows. Chosen: the head and some records."""

_OF_PARTNER: dict[PartnerState, Tone] = {
    PartnerState.CONNECTED: "safe", PartnerState.PAUSED: "caution",
    PartnerState.UNCONNECTED: "quiet",
}  # fmt: skip
_OF_PASSAGE: dict[PassageState, Tone] = {
    PassageState.WAITING: "active", PassageState.SENT: "active",
    PassageState.RECEIPTED: "safe", PassageState.SUPERSEDED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One partner in the list."""

    seen: PartnerSeen
    tone: Tone
    held: int
    waiting: int
    troubles: int
    late: bool

    @property
    def name(self) -> str:
        """How the partner is called in the language of the page."""
        return called(seen=self.seen)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What goes out."""
        return tuple(one.topic for one in self.seen.known.profile.out)

    @property
    def taken(self) -> tuple[Topic, ...]:
        """What comes in."""
        return tuple(one.topic for one in self.seen.known.profile.inn)


@dataclass(frozen=True, slots=True)
class Flow:
    """One topic that goes out to a partner."""

    outward: Outward
    figures: Figures


@dataclass(frozen=True, slots=True)
class Difference:
    """What a partner says to hold of a topic or district, and what it was sent."""

    row: Count
    area: str
    more: int
    agrees: bool


def called(*, seen: PartnerSeen) -> str:
    """Return how a partner is called in the language of the page."""
    profile = seen.known.profile
    return profile.en if (get_language() or "zh").startswith("en") else profile.zh


def line(*, seen: PartnerSeen) -> Line:
    """Return a partner as the list shows it."""
    figures = seen.figures.values()
    return Line(
        seen, state_tone(seen=seen), sum(one.held for one in figures),
        sum(one.open_passages for one in figures),
        sum(one.refused + one.left_out for one in figures),
        bool(seen.row and seen.row.failing_since),
    )  # fmt: skip


def state_tone(*, seen: PartnerSeen) -> Tone:
    """Return how a partner's state looks."""
    if seen.known.mistake is not None or (seen.row and seen.row.failing_since):
        return "caution"
    return _OF_PARTNER[seen.state]


def passage_tone(passage: Passage) -> Tone:
    """Return how a passage's state looks."""
    if passage.state in PassageState.open_states() and passage.attempts > 1:
        return "caution"
    return _OF_PASSAGE.get(passage.state, "quiet")


def flows(*, seen: PartnerSeen) -> list[Flow]:
    """Return what goes out to a partner with its figures."""
    return [Flow(one, seen.figures.get(one.topic, Figures())) for one in seen.known.profile.out]


def numbers(*, seen: PartnerSeen, differences: Sequence[Difference]) -> tuple[Number, ...]:
    """Return the figures above a partner's page."""
    told = line(seen=seen)
    wrong = sum(not one.agrees for one in differences)
    return (
        Number(label=_("对方持有"), value=told.held, unit=_("条记录")),
        Number(
            label=_("待回执批次"), value=told.waiting, unit=_("批"),
            tone="caution" if told.late else "quiet",
            note=_("发送失败，自动重发中") if told.late else "",
        ),
        Number(
            label=_("退回或无法发送"), value=told.troubles, unit=_("条记录"),
            tone="caution" if told.troubles else "quiet", url="#troubles" if told.troubles else "",
        ),
        Number(
            label=_("对账不一致"), value=wrong, unit=_("项"),
            tone="caution" if wrong else "safe" if differences else "quiet",
            note="" if differences else _("尚未对账"),
        ),
    )  # fmt: skip


def differences(*, rows: Sequence[Count], names: dict[str, str]) -> list[Difference]:
    """Return comparisons, those that differ first."""
    told = [
        Difference(
            row, names.get(row.area, row.area) or _("全市"), row.theirs - row.sent, agrees(row=row)
        )
        for row in rows
    ]
    return sorted(told, key=lambda one: (one.agrees, str(one.row.topic), one.row.area))


def body_shown(passage: Passage) -> str:
    """Return the beginning of a passage's body; empty where it is no longer kept."""
    if passage.body is None:
        return ""
    text = gzip.decompress(bytes(passage.body)).decode("utf-8", "replace")
    return text[:MOST_SHOWN] + (" …" if len(text) > MOST_SHOWN else "")


def heard(seen: PartnerSeen) -> datetime | None:
    """Return when a partner last receipted or sent anything."""
    if seen.row is None:
        return None
    said = [at for at in (seen.row.taken_at, seen.row.heard_at) if at]
    return max(said, default=None)
