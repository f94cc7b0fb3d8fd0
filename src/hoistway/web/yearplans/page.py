"""One plan: the year on one page, its alteration, its comparison with another version."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import choices_of, chosen
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in
from hoistway.web.yearplans.shown import (
    READERS,
    STATES,
    WAYS,
    interval_words,
    item_name,
    line_rows,
    shown_plan,
)
from hoistway.yearplans.actions import LineChange, adjust_lines
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries import (
    PlainLine,
    differences,
    lines_of,
    plain,
    plan_seen,
    versions_of,
)
from hoistway.yearplans.vocabulary import YearPlanState

DAYS, MONTHS = "days", "months"


class AdjustForm(forms.Form):
    """New way and interval for the chosen items, and why."""

    way = forms.ChoiceField(label=_("方式"), required=False)
    number = forms.IntegerField(
        label=_("周期"), required=False, min_value=1, max_value=365,
        help_text=_("不填则周期不变。现场间隔最长3个月。"),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("单位"), choices=((DAYS, _("天")), (MONTHS, _("个月"))), required=False
    )
    reason = forms.CharField(
        label=_("调整理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object) -> None:
        super().__init__(data, initial={"form_id": uuid4()})  # type: ignore[arg-type]
        way = self.fields["way"]
        if isinstance(way, forms.ChoiceField):
            way.choices = choices_of(ItemWay, empty=_("不变"))

    def change(self, items: list[str]) -> LineChange:
        """Return what is wished."""
        given = self.cleaned_data
        way, number = chosen(ItemWay, given["way"]), given["number"] or 0
        in_months = given["unit"] == MONTHS
        return LineChange(
            items=tuple(items), reason=given["reason"],
            way=way if isinstance(way, ItemWay) else None,
            days=0 if in_months else number, months=number if in_months else 0,
        )  # fmt: skip


@require_safe
@signed_in(*READERS)
def plan(request: HttpRequest, plan_uid: UUID) -> HttpResponse:
    """Show the year of one elevator on one page. Raises: NotFound."""
    actor = by(request)
    found = plan_seen(uid=plan_uid, by=actor)
    lines = lines_of(plan_ids=[found.pk]).get(found.pk, [])
    versions = versions_of(plan=found, by=actor)
    living = found.state in YearPlanState.living()
    may_plan = living and may(by=actor, deed=Deed.PLAN_YEAR)
    newer = next((one for one in versions if one.version > found.version), None)
    facts = {
        "shown": shown_plan(plan=found, lines=lines), "plan": found, "versions": versions,
        "states": STATES, "may_plan": may_plan, "newer": newer,
        "may_adopt": may_plan and found.state is YearPlanState.PROPOSED,
        "before": next((one for one in versions if one.version < found.version), None),
    }  # fmt: skip
    return render(request, "yearplans/plan.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.FIRM_OFFICE)
def adjust(request: HttpRequest, plan_uid: UUID) -> HttpResponse:
    """Alter chosen items, or say why that cannot be. Raises: NotFound."""
    actor, posted = by(request), request.method == "POST"
    found = plan_seen(uid=plan_uid, by=actor)
    form = AdjustForm(request.POST if posted else None)
    picked, refusal = request.POST.getlist("item") if posted else request.GET.getlist("item"), ""
    if posted and form.is_valid():
        change, form_id = form.change(picked), form.cleaned_data["form_id"]
        try:
            made = adjust_lines(
                uid=plan_uid, change=change, form_id=form_id, now=clock.now(), by=actor
            )
        except (NotAllowed, NotFound):
            raise
        except Refusal as no:
            refusal = no.sentence(language())
        else:
            return redirect("yearplan", made.uid)
    lines = lines_of(plan_ids=[found.pk]).get(found.pk, [])
    facts = {
        "plan": found, "form": form, "refusal": refusal, "picked": picked, "tones": STATES,
        "rows": line_rows(lines=lines, visits=(), months=()),
        "makes_new": found.state is YearPlanState.ADOPTED,
    }  # fmt: skip
    return render(request, "yearplans/adjust.html", facts, status=422 if posted else 200)


@require_safe
@signed_in(*READERS)
def compare(request: HttpRequest, plan_uid: UUID) -> HttpResponse:
    """Show what a version does otherwise than an earlier one. Raises: NotFound."""
    actor = by(request)
    found = plan_seen(uid=plan_uid, by=actor)
    versions = versions_of(plan=found, by=actor)
    other = _other(request, found, versions)
    rows = []
    if other is not None:
        lines = lines_of(plan_ids=[found.pk, other.pk])
        old, new = ([plain(line=row) for row in lines.get(key, [])] for key in (other.pk, found.pk))
        rows = [
            (one.item, item_name(item=one.item), _words(one.before), _words(one.after), one.longer)
            for one in differences(before=old, after=new)
        ]
    facts = {
        "plan": found, "other": other, "rows": rows, "states": STATES, "ways": WAYS,
        "versions": [one for one in versions if one.pk != found.pk],
    }  # fmt: skip
    return render(request, "yearplans/compare.html", facts)


def _other(request: HttpRequest, found: YearPlan, versions: list[YearPlan]) -> YearPlan | None:
    asked = request.GET.get("with", "")
    for one in versions:
        if one.pk != found.pk and str(one.version) == asked:
            return one
    earlier = [one for one in versions if one.version < found.version]
    return earlier[0] if earlier else None


def _words(line: PlainLine | None) -> tuple[ItemWay, str] | None:
    return (line.way, interval_words(days=line.days, months=line.months)) if line else None
