"""What is typed at a draw and at a drawn elevator."""

from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoistway.sampling.actions import Seen
from hoistway.sampling.queries import Checklist
from hoistway.sampling.vocabulary import Answer
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.notices.forms import SaidForm

VETO = _("（一票否决）")
MOST_DRAWN = 500
"""Chosen: more checks than a city's spot check ever makes are a slip of the finger."""


class FreezeForm(forms.Form):
    """How many are drawn from the frame that is frozen now."""

    size = forms.IntegerField(label=_("抽取台数"), min_value=1, max_value=MOST_DRAWN)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, size: int = 0) -> None:
        super().__init__(data, initial={"form_id": uuid4(), "size": size or None})  # type: ignore[arg-type]


class SeedForm(forms.Form):
    """The public random number, and where it was published."""

    seed = forms.CharField(
        label=_("公开随机数"), max_length=80,
        help_text=_("在名单冻结之后公布、谁也不能预先知道的数，例如当天的彩票开奖号码。"),
    )  # fmt: skip
    seed_source = forms.CharField(label=_("出处（名称、期号、公布时间）"), max_length=200)


class CheckForm(forms.Form):
    """The answers of two inspectors at one elevator."""

    words = forms.CharField(
        label=_("情况说明"), max_length=1000, required=False,
        help_text=_("有“不符合”时必填；无法检查时不选任何一项，在这里写明原因。"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )  # fmt: skip
    first = forms.CharField(label=_("检查人员"), max_length=40)
    second = forms.CharField(label=_("另一名检查人员"), max_length=40)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, *, checklist: Checklist, present: tuple[str, ...]) -> None:
        names = dict(zip(("first", "second"), present, strict=False))
        super().__init__(data, initial={"form_id": uuid4(), **names})  # type: ignore[arg-type]
        self.codes = [one.code for one in checklist.questions]
        for one in checklist.questions:
            label = spoken((one.zh, one.en))
            self.fields[f"q-{one.code}"] = forms.ChoiceField(
                label=format_lazy("{} {}", label, VETO) if one.veto else label, required=False,
                choices=[(str(answer), word(answer)) for answer in Answer],
                widget=forms.RadioSelect, help_text=one.source,
            )  # fmt: skip
        self.order_fields([f"q-{code}" for code in self.codes])

    def seen(self) -> Seen:
        """Return what a sound form says."""
        given = {code: self.cleaned_data[f"q-{code}"] for code in self.codes}
        return Seen(
            answers={code: Answer(said) for code, said in given.items() if said},
            present=(self.cleaned_data["first"], self.cleaned_data["second"]),
            words=self.cleaned_data["words"],
        )  # fmt: skip


class MendedForm(SaidForm):
    """What the firm did, or whether an inspector found it so."""

    deed = forms.CharField(max_length=20)
