"""What is filled in about an address, and what stands above lists."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.changes.actions import Wish
from hoistway.changes.models import Webhook
from hoistway.changes.queries import DeliverySearch, KindTold
from hoistway.changes.vocabulary import ChangeKind, DeliveryState, WebhookState
from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind
from hoistway.web.desk.filters import DayInput, Filter, day_bounds
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.frame import spoken

MOST_NUMBERS = 12_000
"""Signs of a field of register numbers. Chosen: 500 of them, as one address may name."""


class HookFilter(Filter):
    """What is asked of the addresses."""

    choices = {"state": WebhookState}

    q = forms.CharField(label=_("名称、地址"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)


class SentFilter(Filter):
    """What is asked of what was sent."""

    choices = {"state": DeliveryState, "kind": ChangeKind}

    q = forms.CharField(label=_("编号、注册代码"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("状态"), required=False)
    kind = forms.ChoiceField(label=_("变更"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> DeliverySearch:
        """Return what the form asks."""
        state = chosen(DeliveryState, self.read("state") or "")
        since, before = day_bounds(first=self.read("from_day"), last=self.read("to_day"))
        return DeliverySearch(
            state=state if isinstance(state, DeliveryState) else None,
            kind=self.read("kind") or "", text=self.read("q") or "", since=since, before=before,
        )  # fmt: skip


class HookForm(forms.Form):
    """Where to send, and what; what is left empty asks for everything."""

    name = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("给同事看的，例如“维保系统正式环境”。")
    )
    url = forms.CharField(
        label=_("接收地址"), max_length=500,
        help_text=_("https:// 开头的公网地址，由您的系统接收。"),
        widget=forms.URLInput(attrs={"placeholder": "https://erp.example.com/hoistway"}),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("只要这些变更"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("都不勾选：您能看到的全部变更，以后新增的种类也在内。"),
    )  # fmt: skip
    elevators = forms.CharField(
        label=_("只要这些电梯的注册代码"), required=False, max_length=MOST_NUMBERS,
        help_text=_("每行一个，最多 500 台；不填则不限。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    jurisdictions = forms.MultipleChoiceField(
        label=_("只要这些辖区"), required=False, widget=forms.CheckboxSelectMultiple
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: object, *, kinds: Iterable[KindTold], row: Webhook | None = None
    ) -> None:
        known: dict[str, object] = {"form_id": uuid4()}
        if row is not None:
            known |= {
                "name": row.name, "url": row.url, "kinds": row.kinds,
                "elevators": "\n".join(row.elevators), "jurisdictions": row.jurisdictions,
            }  # fmt: skip
        super().__init__(data, initial=known)  # type: ignore[arg-type]
        offered = [(str(one.kind), word(one.kind)) for one in kinds]
        areas = jurisdictions().exclude(kind=JurisdictionKind.CITY)
        named = [(one.code, spoken((one.name_zh, one.name_en))) for one in areas]
        for name, choices in (("kinds", offered), ("jurisdictions", named)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    @property
    def narrowed(self) -> bool:
        """Whether anything was narrowed down, so that the fields for it are shown open."""
        return any(self[name].value() for name in ("kinds", "elevators", "jurisdictions")) or any(
            name in self.errors for name in ("kinds", "elevators", "jurisdictions")
        )

    def wish(self) -> Wish:
        """Return what a sound form asks."""
        given = self.cleaned_data
        numbers = given["elevators"]
        for sign in "，,;；、":
            numbers = numbers.replace(sign, " ")
        return Wish(
            name=given["name"], url=given["url"].strip(), kinds=tuple(given["kinds"]),
            elevators=tuple(numbers.split()), jurisdictions=tuple(given["jurisdictions"]),
        )  # fmt: skip


class RotateForm(forms.Form):
    """Which secret is replaced."""

    version = forms.IntegerField(min_value=1, max_value=30_000)


class ReplayForm(forms.Form):
    """What is sent again: one, all that failed, or all from a moment on."""

    delivery = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    failed = forms.BooleanField(required=False)
    since = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M"])

    def moment(self) -> datetime | None:
        """Return the moment of a sound form as it was meant: in Shanghai's time."""
        since: datetime | None = self.cleaned_data["since"]
        return since.replace(tzinfo=SHANGHAI) if since else None
