"""What a use unit and a district fill in."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.lifecycle.queries import CHANGEABLE, RequestSearch, Wish
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

_CHANGE = "change_"
_LABELS: dict[Field, Any] = {
    Field.USE_UNIT: _("新使用单位名称"),
    Field.USE_UNIT_CODE: _("新使用单位的统一社会信用代码"),
}


class RequestForm(forms.Form):
    """A request of one kind; a change also names what changes."""

    effective_on = forms.DateField(
        label=_("从哪一天起"), widget=DayInput,
        error_messages={"required": _("请选择日期。"), "invalid": _("请选择日期。")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("预计恢复日期（可不填）"), required=False, widget=DayInput,
        error_messages={"invalid": _("请选择日期。")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, kind: UseRequestKind, today: date, held: dict[str, str]
    ) -> None:
        super().__init__(data, initial={"effective_on": today, "form_id": uuid4()})
        self.kind = kind
        self.fields["effective_on"].widget.attrs["min"] = today.isoformat()
        if kind is not UseRequestKind.SUSPEND:
            del self.fields["until"]
        if kind is UseRequestKind.CHANGE:
            self._ask_changes(held)

    def _ask_changes(self, held: dict[str, str]) -> None:
        for field, most in CHANGEABLE.items():
            self.fields[f"{_CHANGE}{field}"] = forms.CharField(
                label=_LABELS.get(field, word(field)), max_length=most, required=False,
                help_text=_("现登记：%(held)s") % {"held": held.get(str(field)) or "—"},
            )  # fmt: skip
        changed = [name for name in self.fields if name.startswith(_CHANGE)]
        self.order_fields([*changed, "effective_on", "reason", "form_id"])

    def wish(self) -> Wish:
        """Return what the sound form asks."""
        given = self.cleaned_data
        return Wish(
            kind=self.kind, effective_on=given["effective_on"], reason=given["reason"],
            until=given.get("until"),
            changes={
                name.removeprefix(_CHANGE): value
                for name, value in given.items()
                if name.startswith(_CHANGE) and value
            },
        )  # fmt: skip


class ConfirmForm(forms.Form):
    """That the checker has seen the report of an inspection, where one comes first."""

    inspected = forms.BooleanField(required=False)


class ReturnForm(forms.Form):
    """Why a request goes back."""

    reason = forms.CharField(max_length=300, error_messages={"required": _("请写明退回的理由。")})


class RequestFilter(Filter):
    """What is asked of the requests."""

    choices = {"kind": UseRequestKind, "state": UseRequestState}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)

    def search(self) -> RequestSearch:
        """Return what the form asks."""
        kind = chosen(UseRequestKind, self.read("kind") or "")
        state = chosen(UseRequestState, self.read("state") or "")
        return RequestSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, UseRequestKind) else None,
            states=frozenset({state}) if isinstance(state, UseRequestState) else frozenset(),
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip
