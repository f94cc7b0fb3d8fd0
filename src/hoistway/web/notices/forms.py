"""What is written about a notice, and what stands above their list."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.duties.queries import NoticeSearch
from hoistway.duties.vocabulary import HazardGrade, NoticeKind, NoticeState
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen, word

MOST_WORDS = 2000
PAPERS = "image/*,application/pdf"


class SaidForm(forms.Form):
    """Words, a file and the key of the form; whether words are needed the deed knows."""

    words = forms.CharField(max_length=MOST_WORDS, required=False)
    file = forms.FileField(required=False)
    form_id = forms.UUIDField()

    def kept(self, *, now: datetime, by: Actor) -> Attachment | None:
        """Return the file of a sound form, kept. Raises: BadAttachment, NoRoom."""
        file = self.cleaned_data["file"]
        return keep(upload=file, now=now, by=by) if file else None


class NoticeForm(SaidForm):
    """What a firm tells a use unit about one elevator."""

    kind = forms.ChoiceField(label=_("种类"), widget=forms.RadioSelect)
    grade = forms.ChoiceField(
        label=_("隐患分级"), widget=forms.RadioSelect, required=False,
        help_text=_("严重事故隐患会同时报告区市场监管局。"),
    )  # fmt: skip
    field_order = ("kind", "grade", "words", "file", "form_id")

    def __init__(self, data: object, files: object, *, kind: str = "") -> None:
        initial = {"form_id": uuid4(), "kind": kind, "grade": str(HazardGrade.ORDINARY)}
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]
        for name, term in (("kind", NoticeKind), ("grade", HazardGrade)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(str(one), word(one)) for one in term]
        self.fields["words"].label = _("告知内容（使用单位会看到）")
        self.fields["words"].required = True
        self.fields["words"].widget = forms.Textarea(attrs={"rows": 5, "maxlength": MOST_WORDS})
        self.fields["file"].label = _("照片或文件（可不附）")
        self.fields["file"].widget = forms.FileInput(attrs={"accept": PAPERS})
        self.fields["form_id"].widget = forms.HiddenInput()

    def kind_chosen(self) -> NoticeKind:
        """Return the kind of a sound form."""
        return NoticeKind(self.cleaned_data["kind"])

    def grade_chosen(self) -> HazardGrade:
        """Return the grade of a sound form."""
        return HazardGrade(self.cleaned_data["grade"] or HazardGrade.ORDINARY)


class NoticeFilter(Filter):
    """What is asked of the notices."""

    choices = {"kind": NoticeKind, "grade": HazardGrade, "state": NoticeState}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    grade = forms.ChoiceField(label=_("隐患分级"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> NoticeSearch:
        """Return what the form asks."""
        kind = chosen(NoticeKind, self.read("kind") or "")
        grade = chosen(HazardGrade, self.read("grade") or "")
        state = chosen(NoticeState, self.read("state") or "")
        return NoticeSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, NoticeKind) else None,
            grade=grade if isinstance(grade, HazardGrade) else None,
            state=state if isinstance(state, NoticeState) else None,
            jurisdiction_code=self.read("district") or "",
            first=self.read("from_day"), last=self.read("to_day"),
        )  # fmt: skip
