"""A bulletin as pages draw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope, BulletinState
from hoistway.foundation.periods import local_day
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

_TONES: dict[BulletinState, Tone] = {
    BulletinState.SUBMITTED: "active", BulletinState.RETURNED: "caution",
    BulletinState.PUBLISHED: "safe", BulletinState.WITHDRAWN: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One bulletin in the language of the page."""

    number: str
    kind: BulletinKind
    state: BulletinState
    tone: Tone
    title: str
    text: str
    whom: str
    author: str
    first_day: date
    last_day: date
    written_at: datetime
    unread: bool
    over: bool
    reason: str


def bulletin_rows(*, rows: Iterable[Bulletin], now: datetime) -> list[BulletinRow]:
    """Return bulletins as rows."""
    return [bulletin_row(bulletin=row, now=now) for row in rows]


def bulletin_row(*, bulletin: Bulletin, now: datetime) -> BulletinRow:
    """Return one bulletin as pages show it."""
    author = bulletin.organisation
    return BulletinRow(
        number=bulletin.number, kind=bulletin.kind, state=bulletin.state,
        tone=_TONES[bulletin.state],
        title=spoken((bulletin.title_zh, bulletin.title_en or bulletin.title_zh)),
        text=spoken((bulletin.text_zh, bulletin.text_en or bulletin.text_zh)),
        whom=_whom(bulletin), author=spoken((author.name, author.name_en or author.name)),
        first_day=local_day(at=bulletin.period.lower),
        last_day=local_day(at=bulletin.period.upper - timedelta(seconds=1)),
        written_at=bulletin.written_at, unread=getattr(bulletin, "unread", False),
        over=bulletin.period.upper <= now, reason=bulletin.checked_reason,
    )  # fmt: skip


def _whom(bulletin: Bulletin) -> str:
    if bulletin.scope is BulletinScope.ELEVATOR and bulletin.elevator:
        return f"{bulletin.elevator.address} {bulletin.elevator.name}"
    if bulletin.scope is BulletinScope.PLACE and bulletin.place:
        return f"{bulletin.place.address} {bulletin.place.name}"
    if bulletin.scope is BulletinScope.JURISDICTION and bulletin.jurisdiction:
        area = bulletin.jurisdiction
        return spoken((area.name_zh, area.name_en))
    return word(BulletinScope.CITY)


def empty_words(tab: str) -> str:
    """Return what an empty list says."""
    words = {"own": _("本单位还没有写过公告"), "check": _("没有待审核的公告")}
    return words.get(tab, _("没有公告"))
