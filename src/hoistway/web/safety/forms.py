"""What a use unit fills in about its posts and rounds."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.foundation.actors import Actor
from hoistway.safety.actions import Holder, Said
from hoistway.safety.queries import Line
from hoistway.safety.vocabulary import RoundAnswer, SafetyPost, SafetyRound
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import choices_of, word
from hoistway.web.frame import spoken

MOST_WORDS = 2000


class PostForm(forms.Form):
    """Who holds a post, and since when."""

    post = forms.ChoiceField(label=_("岗位"))
    name = forms.CharField(label=_("姓名"), max_length=60)
    telephone = forms.CharField(label=_("电话（可不填）"), max_length=20, required=False)
    certificate = forms.CharField(label=_("证书编号（可不填）"), max_length=40, required=False)
    since = forms.DateField(label=_("任职日期"), widget=DayInput)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data, initial={"since": today, "form_id": uuid4()})  # type: ignore[arg-type]
        post = self.fields["post"]
        if isinstance(post, forms.ChoiceField):
            post.choices = choices_of(SafetyPost, empty=_("请选择"))

    def holder(self) -> Holder:
        """Return what a sound form says."""
        given = self.cleaned_data
        return Holder(
            post=SafetyPost(given["post"]), name=given["name"], since=given["since"],
            telephone=given["telephone"], certificate=given["certificate"],
        )  # fmt: skip


class RoundForm(forms.Form):
    """The lines of a round; those that the platform knows about begin with an answer."""

    words = forms.CharField(
        label=_("情况和措施"), max_length=MOST_WORDS, required=False,
        help_text=_("有问题的，或平台数据显示未处理的，请写明。"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MOST_WORDS}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: object = None, *, lines: tuple[Line, ...], holders: Mapping[int, str],
        begin: Mapping[str, RoundAnswer],
    ) -> None:  # fmt: skip
        first = {f"q-{code}": str(answer) for code, answer in begin.items()}
        super().__init__(data, initial={"form_id": uuid4(), **first})  # type: ignore[arg-type]
        self.codes = [line.code for line in lines]
        for line in lines:
            self.fields[f"q-{line.code}"] = forms.ChoiceField(
                label=spoken((line.zh, line.en)), required=False, widget=forms.RadioSelect,
                choices=[(str(answer), word(answer)) for answer in RoundAnswer],
            )  # fmt: skip
        if len(holders) > 1:
            self.fields["holder"] = forms.ChoiceField(
                label=_("由谁完成"), choices=[(str(key), name) for key, name in holders.items()]
            )
        self.order_fields([*(f"q-{code}" for code in self.codes), "holder", "words"])

    def said(self, *, kind: SafetyRound, first: date, rest_sound: bool) -> Said:
        """Return what a sound form says; `rest_sound` answers what was left open by one press."""
        given = {code: self.cleaned_data.get(f"q-{code}") for code in self.codes}
        if rest_sound:
            given = {code: said or str(RoundAnswer.SOUND) for code, said in given.items()}
        return Said(
            kind=kind, first=first, words=self.cleaned_data["words"],
            answers={code: RoundAnswer(said) for code, said in given.items() if said},
            holder_id=int(self.cleaned_data.get("holder") or 0),
        )  # fmt: skip


class UnitFilter(Filter):
    """What is asked of the use units."""

    q = forms.CharField(label=_("使用单位"), required=False, max_length=80)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    only = forms.ChoiceField(
        label=_("情况"), required=False,
        choices=[
            ("", _("全部")), ("missing", _("有缺失")), ("never", _("从未填写")),
            ("vacant", _("岗位空缺")),
        ],
    )  # fmt: skip

    def __init__(self, data: object, *, by: Actor) -> None:
        super().__init__(data, by=by)
