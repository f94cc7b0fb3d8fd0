"""What the doors tell of signed visits that wait for a word, of repairs, and of a stop."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.foundation.periods import local_day
from hoistway.maintenance.queries.answers import waiting_visits
from hoistway.maintenance.queries.repairs import open_repairs_of, out_of_service
from hoistway.parties.vocabulary import Deed
from hoistway.web.code.sections import MOST, Scene
from hoistway.web.code.shown import Act, Line, Section
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.parts.words import clock_words
from hoistway.web.repairs.shown import TONES


def stopped_words(*, scene: Scene) -> tuple[str, str]:
    """Return since when the elevator is out of service and where it is read; empty where not."""
    key = scene.elevator.pk
    stands = out_of_service(elevator_ids=[key], now=scene.now).get(key)
    if stands is None:
        return "", ""
    words = _("自 %(at)s 停止使用：%(why)s") % {
        "at": clock_words(stands.since, english=english()), "why": stands.words
    }  # fmt: skip
    url = reverse("repair", args=[stands.number]) if _reads(scene) else ""
    return words, url


def _reads(scene: Scene) -> bool:
    return scene.may(Deed.SEE_MAINTENANCE)


def waiting_words(*, scene: Scene) -> Section | None:
    """Return the signed visits that wait for the use unit's word; None where none does."""
    rows = waiting_visits(by=scene.by).filter(elevator_id=scene.elevator.pk)[:MOST]
    lines = tuple(
        Line(
            label=f"{row.counted_on}",
            value=f"{word(row.kind)} · {word(row.level)}" if row.level else word(row.kind),
            tone="caution", url=reverse("visit-answer", args=[row.uid]),
            note=_("请在 %(day)s 前确认") % {"day": local_day(at=row.confirm_by)}
            if row.confirm_by else "",
        )
        for row in rows
    )  # fmt: skip
    return Section(key="confirm", title=_("维保待确认"), lines=lines) if lines else None


def repairs(*, scene: Scene, acts: bool = False) -> Section | None:
    """Return what is to be repaired; None where that is nothing and nothing can be opened."""
    if not _reads(scene):
        return None
    lines = tuple(
        Line(
            label=row.words, value=word(row.state), tone=TONES[row.state],
            note=word(row.urgency), url=reverse("repair", args=[row.number]),
        )
        for row in open_repairs_of(elevator_ids=[scene.elevator.pk])[:MOST]
    )  # fmt: skip
    if not lines and not acts:
        return None
    url = reverse("repair-new", args=[scene.elevator.register_number])
    return Section(
        key="repairs", title=_("修理单"), lines=lines, empty=_("没有未完成的修理。"),
        acts=(Act(label=_("报修"), url=url),) if acts else (),
    )  # fmt: skip
