"""One use unit: what waits, the month drawn, its rounds, who holds which post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.actions import appoint_holder, release_holder
from hoistway.safety.models import Appointment, KeptRound
from hoistway.safety.queries import (
    first_of,
    holders,
    last_of,
    policy_named,
    policy_on,
    rounds_between,
    unit_seen,
)
from hoistway.safety.vocabulary import RoundAnswer, SafetyPost, SafetyRound
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, word
from hoistway.web.frame import language, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.safety.forms import PostForm
from hoistway.web.safety.shown import cards_of, facts_of, round_url, strips_of
from hoistway.web.signing_in import by, signed_in

UNIT = RoleKind.USE_UNIT


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One kept round in the list of a month."""

    kept: KeptRound
    last: date
    wrong: int
    late: bool
    url: str


@require_safe
@signed_in(UNIT)
def own(request: HttpRequest) -> HttpResponseBase:
    """Show a use unit what it has to look after today, and what it kept."""
    unit = unit_seen(by=by(request), unit_id=by(request).organisation_id)
    return _page(request, unit, PostForm(today=local_day(at=clock.now())))


@require_safe
@signed_in(*REGULATORS)
def seen(request: HttpRequest, safety_unit_id: int) -> HttpResponseBase:
    """Show a regulator how a use unit keeps its rounds."""
    return _page(request, unit_seen(by=by(request), unit_id=safety_unit_id), None)


@require_POST
@signed_in(UNIT)
def posts(request: HttpRequest) -> HttpResponseBase:
    """Keep who holds a post, or until when somebody held one."""
    actor, now = by(request), clock.now()
    today = local_day(at=now)
    unit = unit_seen(by=actor, unit_id=actor.organisation_id)
    leaves = request.POST.get("leaves", "")
    form = PostForm(None if leaves else request.POST, today=today)
    if not leaves and not form.is_valid():
        return _page(request, unit, form, status=422)
    try:
        if leaves:
            key = int(leaves) if leaves.isdecimal() else 0
            release_holder(appointment_id=key, until=today, today=today, by=actor)
        else:
            appoint_holder(
                holder=form.holder(), form_id=form.cleaned_data["form_id"], now=now, by=actor
            )
    except Refusal as no:
        return _page(request, unit, form, no.sentence(language()), no.status)
    return redirect("use-unit-safety")


def month_asked(request: HttpRequest, *, now: datetime) -> date:
    """Return the first day of the month that the address asks for, else of the present one."""
    today = local_day(at=now)
    try:
        asked = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        asked = today
    return first_of(kind=SafetyRound.MONTHLY, day=min(asked, today))


def _page(
    request: HttpRequest, unit: Organisation, form: PostForm | None, refusal: str = "",
    status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    now = clock.now()
    today, month = local_day(at=now), month_asked(request, now=now)
    rows = rows_of(unit=unit, month=month)
    file = handed_out(request, _sheet(unit, month, rows))
    if file is not None:
        return file
    people = holders(organisation_ids=[unit.pk], on=today).get(unit.pk, {})
    cards = cards_of(unit_id=unit.pk, now=now)
    facts = {
        "unit": unit, "unit_name": spoken((unit.name, unit.name_en or unit.name)),
        "cards": cards, "strips": strips_of(unit_id=unit.pk, month=month, today=today),
        "rows": rows, "month": f"{month:%Y-%m}", "today": f"{today:%Y-%m}", "form": form,
        "posts": [(post, _people(people, post)) for post in SafetyPost], "refusal": refusal,
        "exports": exports(request), "policy": policy_on(day=today), "own": form is not None,
    }  # fmt: skip
    return render(request, "safety/unit.html", facts, status=status)


def _people(people: dict[SafetyPost, list[Appointment]], post: SafetyPost) -> Sequence[Appointment]:
    return people.get(post, [])


def rows_of(*, unit: Organisation, month: date) -> list[RoundRow]:
    """Return what a unit kept of the periods that begin in a month, the latest first."""
    last = last_of(kind=SafetyRound.MONTHLY, first=month)
    wrong = str(RoundAnswer.WRONG)
    found = []
    for row in rounds_between(unit_id=unit.pk, first=month, last=last):
        ends = last_of(kind=row.kind, first=row.first_day)
        found.append(
            RoundRow(
                row,
                ends,
                sum(one == wrong for one in row.answers.values()),
                local_day(at=row.at) > ends,
                round_url(unit_id=unit.pk, kind=row.kind, first=row.first_day),
            )
        )
    return found


def _sheet(unit: Organisation, month: date, rows: Sequence[RoundRow]) -> Sheet:
    head = [
        _("种类"), _("起始日"), _("截止日"), _("填写时间"), _("补记"), _("完成人"), _("项目"),
        _("结果"), _("情况和措施"), _("平台数据"), _("规则版本"), "SHA-256",
    ]  # fmt: skip
    return Sheet(name=f"safety-{unit.pk}-{month:%Y-%m}", head=head, rows=_lines(rows))


def _lines(rows: Sequence[RoundRow]) -> list[Sequence[Cell]]:
    told: list[Sequence[Cell]] = []
    for row in rows:
        kept = row.kept
        counts = "；".join(
            f"{word(one.fact)} {one.count}" for one in facts_of(counts=kept.facts["counts"])
        )
        for line in policy_named(edition=kept.edition).lines_of(kept.kind):
            told.append(
                (
                    kept.kind, kept.first_day, row.last, kept.at, _("是") if row.late else "",
                    kept.facts.get("holder", ""), spoken((line.zh, line.en)),
                    RoundAnswer(kept.answers[line.code]), kept.words, counts, kept.edition,
                    (kept.signed_text or {}).get("sha256", ""),
                )
            )  # fmt: skip
    return told
