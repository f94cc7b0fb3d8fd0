"""What is due of a firm's duties, in words and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.duties.queries import DueDuty, due_duties
from hoistway.duties.vocabulary import DutyKind, DutyState
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.web.desk.shapes import Number, word
from hoistway.web.parts.tenure import Look, Tenure, tenure_bars
from hoistway.web.parts.tones import Tone

TONES: dict[DutyState, Tone] = {
    DutyState.OVERDUE: "caution", DutyState.SOON: "active", DutyState.IN_TIME: "safe",
}  # fmt: skip
_LOOKS: dict[DutyState, Look] = {
    DutyState.OVERDUE: "nobody", DutyState.SOON: "claimed", DutyState.IN_TIME: "held",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueLine:
    """One duty that comes at its times."""

    duty: DueDuty
    called: str
    tone: Tone
    days: int

    @property
    def late(self) -> bool:
        """Whether its last day is past."""
        return self.duty.state is DutyState.OVERDUE


@dataclass(frozen=True, slots=True)
class DuePage:
    """All that comes at its times, the same drawn, and what is done as occasion arises."""

    lines: tuple[DueLine, ...]
    drawing: SafeString
    others: tuple[DutyKind, ...]


def due_page(*, by: Actor, now: datetime) -> DuePage:
    """Return what is due of the actor's firm; a constant number of queries."""
    today = local_day(at=now)
    duties = due_duties(firm_id=by.organisation_id, now=now)
    lines = tuple(
        DueLine(one, _called(one), TONES[one.state], abs((one.due - today).days))
        for one in duties
    )  # fmt: skip
    regular = {one.kind for one in duties}
    others = tuple(kind for kind in DutyKind if kind not in regular)
    return DuePage(lines, _drawing(lines, today), others)


def due_number(*, by: Actor, now: datetime) -> Number:
    """Return the figure of a firm's first page: what is overdue, or due soon."""
    states = [one.state for one in due_duties(firm_id=by.organisation_id, now=now)]
    late, soon = states.count(DutyState.OVERDUE), states.count(DutyState.SOON)
    return Number(
        label=_("到期的职责"), value=late + soon, tone="caution" if late else "quiet",
        note=_("其中逾期 %(n)s 项") % {"n": late} if late else "",
        url=reverse("firm-duties"),
    )  # fmt: skip


def _called(one: DueDuty) -> str:
    if one.category is None:
        return word(one.kind)
    return f"{word(one.kind)} · {word(one.category)}"


def _drawing(lines: Sequence[DueLine], today: date) -> SafeString:
    rows = [
        Tenure(
            first=line.duty.last or line.duty.since, until=line.duty.due, label=line.called,
            look=_LOOKS[line.duty.state], note=_note(line.duty),
        )
        for line in lines
    ]  # fmt: skip
    return tenure_bars(rows=rows, today=today, label=_("每项职责从上次到期限"))


def _note(one: DueDuty) -> str:
    facts = {"last": one.last or one.since, "due": one.due}
    if one.last is None:
        return _("从 %(last)s 起算，期限 %(due)s") % facts
    return _("上次 %(last)s，期限 %(due)s") % facts
