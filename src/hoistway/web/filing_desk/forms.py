"""What the desk of filings fills in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.filings.vocabulary import CheckResult, UrgeReason
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import word

_RESULTS = (CheckResult.TRUE, CheckResult.NO_ANSWER, CheckResult.FALSE)


class DrawForm(forms.Form):
    """How many filings are drawn."""

    size = forms.IntegerField(
        label=_("抽取数量"), min_value=1, max_value=2_000,
        error_messages={
            "required": _("请填写 1 至 2000 的数。"), "invalid": _("请填写 1 至 2000 的数。"),
            "min_value": _("请填写 1 至 2000 的数。"), "max_value": _("请填写 1 至 2000 的数。"),
        },
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ResultForm(forms.Form):
    """What a spot-check has found."""

    result = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果。"), "invalid_choice": _("请选择结果。")},
    )  # fmt: skip
    answered_s = forms.IntegerField(
        label=_("电话接通用了多少秒"), required=False, min_value=0, max_value=3_600,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("请填写 0 至 3600 的秒数。"), "min_value": _("请填写 0 至 3600 的秒数。"),
            "max_value": _("请填写 0 至 3600 的秒数。"),
        },
    )  # fmt: skip
    words = forms.CharField(
        label=_("说明（「不属实」必填，维保单位会看到）"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(one), word(one)) for one in _RESULTS]


class UrgeForm(forms.Form):
    """Who is urged about what."""

    organisation = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(choices=[(str(one), one.zh) for one in UrgeReason])


class OverdueFilter(Filter):
    """What is asked of what is overdue and of what was urged."""

    choices = {"reason": UrgeReason}

    q = forms.CharField(label=_("单位"), required=False, max_length=80)
    reason = forms.ChoiceField(label=_("催办事由"), required=False)
