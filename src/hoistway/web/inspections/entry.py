"""An inspector enters a report, corrects one, and notes what is not as it was filed."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import card_of
from hoistway.filings.actions.mismatches import SiteFinding
from hoistway.filings.vocabulary import MismatchField
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection.actions import FoundDefect, Report, record_on_site
from hoistway.inspection.models import Inspection
from hoistway.inspection.queries import inspection_seen, standing_of
from hoistway.inspection.vocabulary import InspectionKind, Verdict
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.filters import DayInput
from hoistway.web.desk.shapes import choices_of, word
from hoistway.web.frame import language
from hoistway.web.notices.issuing import Pick, picked
from hoistway.web.signing_in import by, signed_in


class ReportForm(forms.Form):
    """One report as the inspector has it in hand."""

    kind = forms.ChoiceField(
        label=_("种类"), widget=forms.RadioSelect,
        help_text=_("维保单位每年的自行检查不在此录入，由维保单位作为维保记录提交。"),
    )  # fmt: skip
    verdict = forms.ChoiceField(
        label=_("结论"), widget=forms.RadioSelect,
        help_text=_("不合格的，提交后该电梯立即标为停止使用，并告知使用单位、维保单位和区局。"),
    )  # fmt: skip
    held_on = forms.DateField(label=_("检验检测日期"), widget=DayInput)
    report_number = forms.CharField(label=_("报告编号"), max_length=60)
    stated_next_on = forms.DateField(
        label=_("报告所载下次日期（可不填）"), widget=DayInput, required=False,
        help_text=_("平台按规则另行推算；不一致时两者都会显示。"),
    )  # fmt: skip
    defects = forms.CharField(
        label=_("发现的问题（一行一项）"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("行首可写检验项目编号，用空格隔开，例如：4.7 制动器制动力不足"),
    )  # fmt: skip
    mend_by = forms.DateField(label=_("整改期限（可不填）"), widget=DayInput, required=False)
    words = forms.CharField(
        label=_("其他说明（可不填）"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("报告文件或照片（可不附）"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )  # fmt: skip
    differs = forms.ChoiceField(label=_("与备案不一致的一项（没有则不选）"), required=False)
    found = forms.CharField(label=_("现场实际情况"), required=False, max_length=200)
    replace_reason = forms.CharField(label=_("更正理由（各方会看到）"), max_length=300)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: object, files: object, *, before: Inspection | None, kind: InspectionKind,
        today: date,
    ) -> None:  # fmt: skip
        initial: dict[str, object] = {
            "form_id": uuid4(), "kind": str(kind), "held_on": today,
        }  # fmt: skip
        if before is not None:
            initial |= {
                "kind": str(before.kind), "held_on": before.held_on, "words": before.words,
                "verdict": str(before.verdict), "report_number": before.report_number,
                "stated_next_on": before.stated_next_on,
            }  # fmt: skip
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]
        for name, term in (("kind", InspectionKind), ("verdict", Verdict)):
            self._choices(name, [(str(one), word(one)) for one in term])
        self._choices("differs", choices_of(MismatchField, empty="—"))
        if before is None:
            del self.fields["replace_reason"]
        else:
            del self.fields["differs"], self.fields["found"]

    def _choices(self, name: str, offered: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered

    def report(
        self, *, elevator_id: int, before: Inspection | None, now: datetime, by: Actor
    ) -> Report:
        """Return the sound form as a report, its file kept. Raises: BadAttachment, NoRoom."""
        given = self.cleaned_data
        return Report(
            elevator_id=elevator_id, kind=InspectionKind(given["kind"]),
            verdict=Verdict(given["verdict"]), held_on=given["held_on"],
            report_number=given["report_number"], words=given["words"],
            stated_next_on=given["stated_next_on"], defects=tuple(self._defects()),
            file=keep(upload=given["file"], now=now, by=by) if given["file"] else None,
            replaces=before.pk if before else None,
            replace_reason=given.get("replace_reason", ""),
        )  # fmt: skip

    def _defects(self) -> Iterator[FoundDefect]:
        for line in self.cleaned_data["defects"].splitlines():
            item, _space, words = line.strip().partition(" ")
            if not (words and item[:1].isdigit()):
                item, words = "", line.strip()
            if words:
                yield FoundDefect(words=words, item=item, mend_by=self.cleaned_data["mend_by"])

    def differences(self) -> list[SiteFinding]:
        """Return which filed fact was not so on site."""
        given = self.cleaned_data
        if not given.get("differs"):
            return []
        return [SiteFinding(field=MismatchField(given["differs"]), found=given["found"])]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.INSPECTOR)
def write(request: HttpRequest) -> HttpResponse:
    """Offer elevators, then the form; what is kept leads to its page. Raises: NotFound."""
    actor, now = by(request), clock.now()
    before = _before(request, actor)
    pick = (
        Pick(before.elevator, card_of(elevator=before.elevator), "", ()) if before
        else picked(request)
    )  # fmt: skip
    form = ReportForm(
        request.POST or None, request.FILES or None, before=before, kind=_kind(pick, now),
        today=local_day(at=now),
    )  # fmt: skip
    facts = {"pick": pick, "form": form, "before": before}
    if request.method != "POST" or pick.elevator is None or not form.is_valid():
        return render(request, "inspections/new.html", facts, status=422 if form.errors else 200)
    try:
        report = form.report(elevator_id=pick.elevator.pk, before=before, now=now, by=actor)
        kept = record_on_site(
            report=report, differences=form.differences(), form_id=form.cleaned_data["form_id"],
            now=now, by=actor,
        )  # fmt: skip
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "inspections/new.html", facts, status=no.status)
    return redirect("inspection", kept.number)


def _before(request: HttpRequest, actor: Actor) -> Inspection | None:
    number = request.GET.get("replaces", "")
    if not number:
        return None
    before = inspection_seen(number=number, by=actor)
    if before.body_id != actor.organisation_id:
        raise NotFound
    return before


def _kind(pick: Pick, now: datetime) -> InspectionKind:
    """Return what is due on the elevator: most reports are just that."""
    if pick.elevator is None:
        return InspectionKind.PERIODIC
    found = standing_of(elevator_ids=[pick.elevator.pk], on=local_day(at=now))
    kind: InspectionKind = found[pick.elevator.pk][1].kind
    return kind
