"""What is asked of the orders, what is written in one, and what is said about it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.supervision.actions.orders import OrderText
from hoistway.supervision.actions.orders_mending import Mended
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import OrderSearch
from hoistway.supervision.vocabulary import CaseOutcome, OrderState, ReviewWay, ServiceWay
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.notices.forms import SaidForm

_TERM = timedelta(days=15)
"""Chosen: what most orders give; the officers change it."""


class OrderFilter(Filter):
    """What is asked of the orders."""

    choices = {"state": OrderState}

    q = forms.CharField(label=_("编号、单位、地址、检查编号"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("送达从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("送达到"), required=False, widget=DayInput)

    def search(self) -> OrderSearch:
        """Return what the form asks."""
        state = self.read("state")
        return OrderSearch(
            text=self.read("q") or "",
            states=frozenset({OrderState(state)}) if state else frozenset(),
            jurisdiction_code=self.read("district") or "", first=self.read("from_day"),
            last=self.read("to_day"),
        )  # fmt: skip


class OrderForm(forms.Form):
    """An order as officers write it; nothing is chosen beforehand but what was found."""

    findings = forms.MultipleChoiceField(
        label=_("检查发现的问题"), widget=forms.CheckboxSelectMultiple
    )
    rules = forms.MultipleChoiceField(
        label=_("违反的规定"), widget=forms.CheckboxSelectMultiple,
        help_text=_("按所选问题对应的检查项目列出，由监察人员选定；(M) 表示条号待核对。"),
    )  # fmt: skip
    bases = forms.MultipleChoiceField(
        label=_("下达指令的依据"), widget=forms.CheckboxSelectMultiple
    )
    measures = forms.CharField(
        label=_("整改要求"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
    )  # fmt: skip
    due_on = forms.DateField(label=_("整改期限"), widget=DayInput)
    stop = forms.BooleanField(
        label=_("有严重事故隐患的电梯，自批准起停止使用，直至复查合格"), required=False
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, choices: dict[str, list[tuple[str, str]]], day: date,
        grave: bool, order: Order | None = None,
    ) -> None:  # fmt: skip
        known: dict[str, object] = {"form_id": uuid4(), "due_on": day + _TERM}
        known["findings"] = [key for key, _label in choices["findings"]]
        if order is not None:
            known |= {**order.content, "due_on": order.due_on}
            known["findings"] = [str(one["finding"]) for one in order.content["problems"]]
        super().__init__(data, initial=known)
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = offered
        if not grave:
            del self.fields["stop"]

    def text(self) -> OrderText:
        """Return what a sound form says."""
        given = self.cleaned_data
        return OrderText(
            finding_ids=tuple(int(key) for key in given["findings"]),
            rules=tuple(given["rules"]), bases=tuple(given["bases"]),
            measures=given["measures"], due_on=given["due_on"],
            stop=bool(given.get("stop")),
        )  # fmt: skip


class OrderSayForm(SaidForm):
    """A deed with its words and what else it needs; which that is the deed knows."""

    deed = forms.CharField(max_length=20)
    receiver = forms.CharField(max_length=80, required=False)
    post = forms.CharField(max_length=40, required=False)
    way = forms.ChoiceField(choices=ServiceWay.choices, required=False)
    review = forms.ChoiceField(choices=ReviewWay.choices, required=False)
    due_on = forms.DateField(required=False)
    outcome = forms.ChoiceField(choices=CaseOutcome.choices, required=False)
    decided_on = forms.DateField(required=False)
    document = forms.CharField(max_length=80, required=False)
    yuan = forms.DecimalField(min_value=0, max_digits=11, decimal_places=2, required=False)
    veto = forms.BooleanField(required=False)
    unlawful = forms.BooleanField(required=False)

    def fen(self) -> int:
        """Return the fine of a sound form."""
        return int((self.cleaned_data["yuan"] or Decimal(0)) * 100)

    def mended(self, *, order: Order, now: datetime, by: Actor) -> Mended:
        """Return what the unit says of each problem. Raises: BadAttachment, NoRoom."""
        keys = [int(one["finding"]) for one in order.content["problems"]]
        files: dict[int, Attachment] = {}
        for key in keys:
            sent = self.files.get(f"shown-{key}")
            if sent is not None:
                files[key] = keep(upload=sent, now=now, by=by)
        return Mended(words={key: self.data.get(f"told-{key}", "") for key in keys}, files=files)
