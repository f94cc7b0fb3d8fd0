"""Plates, steps and suspicions as the pages of the plate room show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.foundation.terms import Term
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.models import PlateEntry, Posting, Suspicion
from hoistway.plates.vocabulary import (
    PlateDeed,
    PlateState,
    SuspicionKind,
    SuspicionState,
)
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import metre_words

PLATE_TONES: dict[PlateState, Tone] = {
    PlateState.ISSUED: "quiet", PlateState.PRINTED: "active", PlateState.POSTED: "safe",
    PlateState.DAMAGED: "caution", PlateState.LOST: "caution", PlateState.REPLACED: "active",
    PlateState.VOID: "quiet",
}  # fmt: skip
DOUBT_TONES: dict[SuspicionState, Tone] = {
    SuspicionState.OPEN: "caution", SuspicionState.CLEARED: "safe",
    SuspicionState.CONFIRMED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the life of a plate."""

    deed: PlateDeed
    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class FactSeen:
    """What was seen of one fact when the plate was put up."""

    name: Field
    held: object
    said: object

    @property
    def differs(self) -> bool:
        """Whether the register said something else."""
        return self.held != self.said


@dataclass(frozen=True, slots=True)
class Posted:
    """One posting with its proof."""

    posting: Posting
    who: str
    facts: Sequence[FactSeen]


@dataclass(frozen=True, slots=True)
class Doubted:
    """One suspicion, said in a sentence."""

    suspicion: Suspicion
    tone: Tone
    sentence: str
    settled_by: str
    other_posting: int


def doer(by: Mapping[str, object]) -> str:
    """Return who did something: name and role; the platform by its own name."""
    role = str(by.get("role") or "")
    if by.get("kind") == "system":
        return _("平台")
    named = str(by.get("name") or "")
    return f"{named} · {word(RoleKind(role))}" if role else named


def step_of(*, entry: PlateEntry) -> Step:
    """Return a step in words."""
    facts = entry.facts
    said = facts.get("reason") or facts.get("words") or ""
    if facts.get("replaces"):
        said = _("接替 %s") % facts["replaces"]
    elif facts.get("replaced_by"):
        said = _("新牌 %s 已张贴") % facts["replaced_by"]
    return Step(entry.deed, entry.at, doer(entry.by), str(said))


def posted_of(*, posting: Posting) -> Posted:
    """Return a posting with what was seen, what differs first."""
    facts = [
        FactSeen(Field(code), one.get("held"), one.get("said"))
        for code, one in posting.facts.items()
    ]
    facts.sort(key=lambda fact: not fact.differs)
    return Posted(posting, doer(posting.by), facts)


def doubted_of(*, suspicion: Suspicion) -> Doubted:
    """Return a suspicion with its reason in a sentence."""
    by = suspicion.settled_by
    return Doubted(
        suspicion, DOUBT_TONES[suspicion.state], _sentence(suspicion.kind, suspicion.facts),
        doer(by) if by else "", int(suspicion.facts.get("other_posting") or 0),
    )  # fmt: skip


def _sentence(kind: SuspicionKind, facts: Mapping[str, object]) -> str:
    far, limit = _metres(facts.get("distance_m")), _metres(facts.get("limit_m"))
    if kind is SuspicionKind.SAME_PHOTO:
        return _("与 %(plate)s 的张贴照片几乎相同（64 位指纹中相差 %(bits)s 位）") % {
            "plate": facts.get("other_plate"), "bits": facts.get("bits"),
        }  # fmt: skip
    if kind is SuspicionKind.FAR_FROM_ADDRESS:
        return _("张贴位置距登记位置 %(far)s，超过 %(limit)s") % {"far": far, "limit": limit}
    if kind is SuspicionKind.TWO_PLACES:
        return _("两次被扫位置相距 %(far)s，超过 %(limit)s") % {"far": far, "limit": limit}
    return _("已作废的牌仍在现场")


def _metres(value: object) -> str:
    return metre_words(float(str(value)), english=english()) if value is not None else "—"


def tone_of_plate(state: Term) -> Tone:
    """Return the tone of a plate's state."""
    return PLATE_TONES.get(PlateState(state), "quiet")
