"""What firms, use units and districts fill in about the filing of an elevator."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.filings.queries import FilingSearch, FilingWish
from hoistway.filings.vocabulary import FilingKind, FilingState, UnitAnswer
from hoistway.web.desk.filters import ALL, DayInput, Filter
from hoistway.web.desk.shapes import chosen

CLEAN, FAULTY = "clean", "faulty"
_PAPERS = ".pdf,.jpg,.jpeg,.png,.webp"


class FilingForm(forms.Form):
    """What a firm files of one elevator; ending asks for a day and a remark only."""

    contract_number = forms.CharField(
        label=_("合同编号"), max_length=60,
        error_messages={"required": _("请填写合同编号。")},
    )  # fmt: skip
    first_day = forms.DateField(
        label=_("合同开始日期"), widget=DayInput,
        error_messages={"required": _("请选择日期。"), "invalid": _("请选择日期。")},
    )  # fmt: skip
    last_day = forms.DateField(
        label=_("合同截止日期（长期合同可不填）"), required=False, widget=DayInput,
        error_messages={"invalid": _("请选择日期。")},
    )  # fmt: skip
    technicians = forms.MultipleChoiceField(
        label=_("这台电梯的维保人员"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一名维保人员。")},
    )  # fmt: skip
    promise_min = forms.IntegerField(
        label=_("接到困人报告后几分钟内到达"), min_value=1, max_value=600, initial=30,
        help_text=_("规定不超过 30 分钟"),
    )  # fmt: skip
    contract_file = forms.FileField(
        label=_("合同文件（PDF 或照片，不超过 12 MB）"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": _PAPERS}),
    )  # fmt: skip
    remark = forms.CharField(
        label=_("备注（可不填）"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, files: Any = None, *, kind: FilingKind,
        crew: Sequence[tuple[int, str]], held: dict[str, Any],
    ) -> None:  # fmt: skip
        super().__init__(data, files, initial={"form_id": uuid4(), **held})
        self.kind = kind
        if kind is FilingKind.END:
            for name in ("last_day", "technicians", "promise_min", "contract_file"):
                del self.fields[name]
            self.fields["first_day"].label = _("从哪一天起不再维保")
            self.fields["contract_number"].required = False
            return
        field = self.fields["technicians"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(key), words) for key, words in crew]

    def clean(self) -> dict[str, Any]:
        """Keep the contract's days in order."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("截止日期早于开始日期。"))
        return data

    def wish(self, *, contract_file_id: int | None) -> FilingWish:
        """Return what the sound form says."""
        given = self.cleaned_data
        return FilingWish(
            kind=self.kind, contract_number=given["contract_number"].strip(),
            first_day=given["first_day"], last_day=given.get("last_day"),
            technicians=tuple(int(key) for key in given.get("technicians", [])),
            promise_min=given.get("promise_min") or 30, remark=given["remark"].strip(),
            contract_file_id=contract_file_id,
        )  # fmt: skip


class FindForm(forms.Form):
    """Which elevator is to be filed."""

    q = forms.CharField(
        label=_("注册代码、救援识别码，或本单位电梯的地址"), required=False, max_length=80
    )


class ReasonForm(forms.Form):
    """Why something is denied, objected to, returned, ruled or reversed."""

    reason = forms.CharField(max_length=300, error_messages={"required": _("请写明理由。")})


class ObjectionForm(ReasonForm):
    """Why another firm objects, with its evidence."""

    reason = forms.CharField(max_length=500, error_messages={"required": _("请写明理由。")})
    evidence = forms.FileField(required=False)
    form_id = forms.UUIDField()


class TableForm(forms.Form):
    """A table of filings with the files of its contracts; it is only tried until applied."""

    file = forms.FileField(
        label=_("表格（CSV 或 Excel）"),
        error_messages={"required": _("请选择表格。"), "empty": _("表格是空的。")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xlsm"}),
    )  # fmt: skip


class FilingFilter(Filter):
    """What is asked of the filings."""

    choices = {"kind": FilingKind, "state": FilingState, "unit": UnitAnswer}

    q = forms.CharField(label=_("编号、合同、注册代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    unit = forms.ChoiceField(label=_("使用单位"), required=False)
    machine = forms.ChoiceField(
        label=_("机器核查"), required=False,
        choices=[("", ALL), (CLEAN, _("没有须更正的问题")), (FAULTY, _("有须更正的问题"))],
    )  # fmt: skip
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> FilingSearch:
        """Return what the form asks."""
        kind = chosen(FilingKind, self.read("kind") or "")
        state = chosen(FilingState, self.read("state") or "")
        return FilingSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, FilingKind) else None,
            states=frozenset({state}) if isinstance(state, FilingState) else frozenset(),
            complete={CLEAN: True, FAULTY: False}.get(self.read("machine") or ""),
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip

    def answer(self) -> str:
        """Return which answer of the use unit is asked for, as its code."""
        return str(self.read("unit") or "")
