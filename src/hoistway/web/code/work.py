"""What is to be done on the elevator whose code a technician scanned, one tap from its begin."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoistway.maintenance.queries.on_elevator import visits_to_do
from hoistway.maintenance.vocabulary import SignInWay
from hoistway.parties.vocabulary import Deed
from hoistway.web.code.sections import MOST, Scene
from hoistway.web.code.shown import Act, Line, Section
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.parts.words import clock_words
from hoistway.web.technician.jobs import ToDo, to_do_of


def work_to_do(*, scene: Scene) -> Section | None:
    """Return the visits to be done here and where they begin; None for who may do none."""
    if not scene.may(Deed.DO_MAINTENANCE):
        return None
    me, way = scene.by.person_id, _way(scene)
    jobs = [
        to_do_of(visit=visit, person_id=me, now=scene.now, way=way)
        for visit in visits_to_do(elevator_id=scene.elevator.pk)[:MOST]
    ]
    return Section(
        key="work", title=_("要做的"), lines=tuple(map(_line, jobs)),
        acts=(*map(_begin, jobs[:1]), _more(scene)), empty=_("近期没有到期的维保。"),
    )  # fmt: skip


def _way(scene: Scene) -> SignInWay:
    """Return what the sign-in will say: a code that was copied or worn proves no scan."""
    return SignInWay.SCAN if scene.plate.verified and not scene.plate.void else SignInWay.LIST


def _line(job: ToDo) -> Line:
    late = ngettext("逾期 %(n)s 天", "逾期 %(n)s 天", job.late) % {"n": job.late}
    late = late if job.late else _("已逾期") if job.past_hour else word(job.state)
    by_when = clock_words(job.due_at, english=english()) if job.due_at else job.due_on
    return Line(
        label=word(job.level or job.kind), value=late, tone=job.tone,
        note=_("最晚 %(day)s") % {"day": by_when} if by_when else "",
    )  # fmt: skip


def _begin(job: ToDo) -> Act:
    what = _("继续：%(what)s") if job.begun else _("开始：%(what)s")
    return Act(label=what % {"what": word(job.level or job.kind)}, url=job.url, main=True)


def _more(scene: Scene) -> Act:
    """Lead to the page of the elevator, with the plate by which one may bind oneself there."""
    page = reverse("technician-elevator", args=[scene.elevator.register_number])
    beside = {
        "way": str(_way(scene)), "code": scene.plate.code, "sig": scene.plate.signature,
    }  # fmt: skip
    return Act(label=_("急修、自行检查、报告隐患"), url=f"{page}?{urlencode(beside)}")
