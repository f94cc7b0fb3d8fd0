"""What firms and the city fill in about the pilot."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.ondemand.actions import PeriodDraft
from hoistway.ondemand.queries import PlanField, PlanPart, edition_names, fields_of
from hoistway.ondemand.vocabulary import FirmPilotState
from hoistway.web.desk.filters import ALL, DayInput, Filter
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import spoken
from hoistway.web.pilot_firms.shown import A_LINE

PAPERS = "application/pdf,image/jpeg,image/png,image/webp"
_NEEDED = {"required": _("请填写。")}
_FILE = {"required": _("请选择文件。"), "empty": _("文件是空的，请重新选择。")}


class PlanForm(forms.Form):
    """A firm's plan: one field for each thing that a plan says; what is missing may wait."""

    plan_file = forms.FileField(
        label=_("加盖公章的方案（PDF 或扫描件）"), required=False,
        widget=forms.FileInput(attrs={"accept": PAPERS}), error_messages=_FILE,
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        paper = self.fields.pop("plan_file")
        for part in PlanPart:
            for one in fields_of(part=part):
                if part is not PlanPart.PAPERS:
                    self.fields[one.code] = _field(one)
        self.fields["plan_file"] = paper

    def of_part(self, part: PlanPart) -> list[forms.BoundField]:
        """Return the fields of one part."""
        return [self[one.code] for one in fields_of(part=part)]

    def said(self) -> dict[str, object]:
        """Return what was written, without the paper."""
        return {
            name: value for name, value in self.cleaned_data.items()
            if name != "plan_file" and value not in (None, "")
        }  # fmt: skip


def _field(one: PlanField) -> forms.Field:
    label = spoken((one.zh, one.en))
    if one.unit is not None:
        unit = spoken(one.unit)
        span = f"{one.least}–{one.most}" if one.least < one.most else str(one.most)
        return forms.IntegerField(
            label=label, required=False, min_value=0, max_value=1000,
            help_text=f"{span} {unit}",
        )  # fmt: skip
    if one.choices:
        offered = [("", say("请选择")), *((c, spoken((zh, en))) for c, zh, en in one.choices)]
        return forms.ChoiceField(label=label, required=False, choices=offered)
    if one.most > A_LINE:
        return forms.CharField(
            label=label, required=False, max_length=one.most,
            help_text=say("至少 %(least)s 字") % {"least": one.least},
            widget=forms.Textarea(attrs={"rows": 8}),
        )  # fmt: skip
    return forms.CharField(label=label, required=False, max_length=one.most)


class SealForm(forms.Form):
    """Who signs the commitment, and the scan with the firm's seal."""

    signer = forms.CharField(label=_("签署人"), max_length=60, error_messages=_NEEDED)
    position = forms.CharField(label=_("职务"), max_length=60, error_messages=_NEEDED)
    seal_file = forms.FileField(
        label=_("加盖公章的自我承诺书（PDF 或扫描件）"), error_messages=_FILE,
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("我代表本单位作出以上承诺"), error_messages={"required": _("请确认承诺。")}
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.initial.setdefault("form_id", uuid4())


class AddressForm(forms.Form):
    """The firm's own page."""

    website = forms.URLField(
        label=_("本单位网站上公布标准和承诺的网页"), max_length=300, assume_scheme="https",
        error_messages={
            "required": _("请填写网址。"),
            "invalid": _("请填写完整的网址，例如 https://example.com/pilot。"),
        },
        help_text=_("平台会读取该网页，核对是否写有全部工作标准和质量承诺，并留存副本。"),
    )  # fmt: skip


class CopyForm(forms.Form):
    """A copy of the page that the firm made itself."""

    copy_file = forms.FileField(
        label=_("网页副本（PDF 或截图）"), error_messages=_FILE,
        widget=forms.FileInput(attrs={"accept": PAPERS}),
    )  # fmt: skip
    declared = forms.BooleanField(label=_("副本与该网页现状一致"), required=False)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.initial.setdefault("form_id", uuid4())


class WordsForm(forms.Form):
    """What is said with a deed."""

    words = forms.CharField(max_length=1000, required=False)
    form_id = forms.UUIDField()


class PeriodForm(forms.Form):
    """A pilot period as a document allows it."""

    document_number = forms.CharField(label=_("文件编号"), max_length=80, error_messages=_NEEDED)
    legal_basis = forms.CharField(label=_("法律依据"), max_length=200, error_messages=_NEEDED)
    edition = forms.ChoiceField(label=_("政策版本（各项数值）"))
    first_day = forms.DateField(label=_("第一天"), widget=DayInput, error_messages=_NEEDED)
    last_day = forms.DateField(
        label=_("最后一天（含当天）"), widget=DayInput, error_messages=_NEEDED
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        today = local_day(at=clock.now())
        super().__init__(*given, **more)
        self.initial.update(first_day=today, last_day=today + timedelta(days=729))
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, name) for name in edition_names()]

    def draft(self) -> PeriodDraft:
        """Return what the sound form says."""
        return PeriodDraft(**self.cleaned_data)


class CutForm(forms.Form):
    """When a period ends instead, and why."""

    last_day = forms.DateField(widget=DayInput, error_messages=_NEEDED)
    words = forms.CharField(max_length=1000, error_messages={"required": _("请写明理由。")})


class FirmPilotFilter(Filter):
    """What is asked of the applications."""

    q = forms.CharField(label=_("单位、申请编号"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, data: Any, *, by: Any) -> None:
        super().__init__(data, by=by)
        seen = [s for s in FirmPilotState if s is not FirmPilotState.DRAFT]
        self._field("state").choices = [("", ALL), *((str(one), word(one)) for one in seen)]

    def state_asked(self) -> FirmPilotState | None:
        """Return the state asked for."""
        found = chosen(FirmPilotState, self.read("state") or "")
        return found if isinstance(found, FirmPilotState) else None
