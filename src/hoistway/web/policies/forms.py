"""What is filled in about policies, and what stands above their lists."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.insurance.queries import PolicySearch, PolicyWords, fen_of
from hoistway.insurance.vocabulary import CoverStanding, HolderKind, PolicyPhase
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

MOST_NUMBERS = 200_000
"""Signs of a field of register numbers. Chosen: some 8,000 elevators; more come as a table."""


class SumField(forms.CharField):
    """A sum of money as people write it, read as fen."""

    def clean(self, value: object) -> int | None:
        """Return fen, None where nothing was written."""
        said = super().clean(value)
        if not said:
            return None
        fen = fen_of(text=said)
        if fen is None:
            raise forms.ValidationError(_("请填写金额，例如 500万元 或 5,000,000。"))
        return fen


def numbers_in(text: str) -> list[str]:
    """Return the register numbers of a field, however they are set apart.

    Example:
        >>> numbers_in("3110，3120\\n 3130;")
        ['3110', '3120', '3130']
    """
    for sign in "，,;；、":
        text = text.replace(sign, " ")
    return text.split()


class NumbersForm(forms.Form):
    """Elevators by their register numbers, and the key of the form."""

    numbers = forms.CharField(
        label=_("被保险电梯的注册代码"), max_length=MOST_NUMBERS,
        help_text=_("每行一个，也可用逗号隔开；很多台电梯请用表格。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)


class PolicyForm(NumbersForm):
    """A policy as it stands on its paper."""

    number = forms.CharField(label=_("保单号"), max_length=60)
    holder_kind = forms.ChoiceField(label=_("投保人类型"), widget=forms.RadioSelect)
    holder_name = forms.CharField(label=_("投保人"), max_length=120)
    holder_code = forms.CharField(
        label=_("投保人统一社会信用代码（可不填）"), max_length=18, required=False
    )
    first = forms.DateField(label=_("起保日期"), widget=DayInput)
    last = forms.DateField(label=_("终保日期（当天仍在保）"), widget=DayInput)
    total = SumField(label=_("累计责任限额（元）"), max_length=30)
    each = SumField(label=_("每次事故责任限额（元，可不填）"), max_length=30, required=False)
    file = forms.FileField(
        label=_("保单扫描件（可不附）"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )  # fmt: skip
    field_order = (
        "number", "holder_kind", "holder_name", "holder_code", "first", "last", "total", "each",
        "numbers", "file", "form_id",
    )  # fmt: skip

    def __init__(self, data: object, files: object, *, today: date) -> None:
        initial = {
            "form_id": uuid4(), "holder_kind": str(HolderKind.USE_UNIT), "first": today,
            "last": today + timedelta(days=364),
        }  # fmt: skip
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]
        kind = self.fields["holder_kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(str(one), word(one)) for one in HolderKind]

    def words(self) -> PolicyWords:
        """Return what a sound form says."""
        given = self.cleaned_data
        return PolicyWords(
            number=given["number"], holder_kind=HolderKind(given["holder_kind"]),
            holder_name=given["holder_name"], holder_code=given["holder_code"].upper(),
            first=given["first"], last=given["last"], sum_insured_fen=given["total"],
            each_accident_fen=given["each"],
        )  # fmt: skip

    def kept(self, *, now: datetime, by: Actor) -> Attachment | None:
        """Return the paper of a sound form, kept. Raises: BadAttachment, NoRoom."""
        file = self.cleaned_data["file"]
        return keep(upload=file, now=now, by=by) if file else None


class ChangeForm(forms.Form):
    """A day, words and elevators: what the deeds of a policy's page are asked with."""

    day = forms.DateField()
    words = forms.CharField(max_length=300, required=False)
    numbers = forms.CharField(max_length=MOST_NUMBERS, required=False)
    form_id = forms.UUIDField()


class TableForm(forms.Form):
    """A table of policies."""

    file = forms.FileField(
        label=_("表格（CSV 或 xlsx）"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)


class PolicyFilter(Filter):
    """What is asked of the policies."""

    choices = {"phase": PolicyPhase, "holder_kind": HolderKind}

    q = forms.CharField(label=_("保单号、投保人、注册代码、地址"), required=False, max_length=80)
    phase = forms.ChoiceField(label=_("状态"), required=False)
    holder_kind = forms.ChoiceField(label=_("投保人类型"), required=False)

    def search(self, *, day: date) -> PolicySearch:
        """Return what the form asks."""
        phase = chosen(PolicyPhase, self.read("phase") or "")
        kind = chosen(HolderKind, self.read("holder_kind") or "")
        return PolicySearch(
            day=day, text=self.read("q") or "",
            phase=phase if isinstance(phase, PolicyPhase) else None,
            holder_kind=kind if isinstance(kind, HolderKind) else None,
        )  # fmt: skip


class GapFilter(Filter):
    """What is asked of the elevators whose cover is short or missing."""

    choices = {"standing": CoverStanding}

    q = forms.CharField(label=_("注册代码、地址、单位"), required=False, max_length=80)
    standing = forms.ChoiceField(label=_("保险状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
