"""What waits for a firm about its filings, as its first page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.filings.queries import Waiting, duties
from hoistway.filings.vocabulary.duties import Duty
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.web.parts.tones import Tone

_PLACES = {
    Duty.FILE_FIRM: ("firm-filing", ""), Duty.MEND_FIRM: ("firm-filing", ""),
    Duty.RENEW_LICENCE: ("firm-filing", ""), Duty.RENEW_CERTIFICATE: ("firm-filing", ""),
    Duty.FILE_ELEVATORS: ("firm-filing-choose", ""),
    Duty.MEND_ELEVATORS: ("firm-filings", "?tab=returned"),
    Duty.ANSWER_CLAIM: ("firm-filings", "?tab=open"),
    Duty.RENEW_CONTRACT: ("firm-filings", "?tab=checked"),
    Duty.SETTLE_MISMATCH: ("mismatches", ""),
}  # fmt: skip
"""Where each duty is done: name of the address, and the query that narrows its list."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One line of what waits."""

    duty: Duty
    count: int
    due_words: str
    tone: Tone
    url: str


def duty_lines(*, by: Actor, now: datetime) -> tuple[DutyLine, ...]:
    """Return what waits for the firm, what is late first; a constant number of queries."""
    day = local_day(at=now)
    return tuple(_line(one, day) for one in duties(by=by, day=day))


def _line(one: Waiting, day: date) -> DutyLine:
    name, query = _PLACES[one.duty]
    tone: Tone = "caution" if one.is_late else "active"
    return DutyLine(one.duty, one.count, _due(one, day), tone, f"{reverse(name)}{query}")


def _due(one: Waiting, day: date) -> str:
    if one.due is None:
        return ""
    facts = {"day": f"{one.due:%Y-%m-%d}", "n": abs((day - one.due).days)}
    if one.is_late:
        return _("期限 %(day)s，已逾期 %(n)s 天") % facts
    return _("最早期限 %(day)s，还有 %(n)s 天") % facts
