"""What is asked of credit's lists, and what is said about rounds and scores."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.credit.actions import Claim, RoundDraft, Strike
from hoistway.credit.queries import ObjectionSearch, ScoreSearch, editions_in_words
from hoistway.credit.vocabulary import Grade, ObjectionKind, ObjectionState, SubjectKind
from hoistway.web.desk.filters import ALL, DayInput, Filter
from hoistway.web.desk.shapes import chosen
from hoistway.web.frame import spoken
from hoistway.web.notices.forms import SaidForm

WAITS = "waits"


class ScoreFilter(Filter):
    """What is asked of the scores of a round."""

    choices = {"grade": Grade, "subject": SubjectKind}

    q = forms.CharField(label=_("单位名称或统一社会信用代码"), required=False, max_length=80)
    grade = forms.ChoiceField(label=_("等级"), required=False)
    subject = forms.ChoiceField(label=_("评价对象"), required=False)
    open = forms.ChoiceField(
        label=_("人工确认"), required=False, choices=[("", ALL), (WAITS, _("待人工确认"))]
    )

    def search(self) -> ScoreSearch:
        """Return what the form asks."""
        grade = chosen(Grade, self.read("grade") or "")
        subject = chosen(SubjectKind, self.read("subject") or "")
        return ScoreSearch(
            text=self.read("q") or "", grade=grade if isinstance(grade, Grade) else None,
            subject=subject if isinstance(subject, SubjectKind) else None,
            waits=self.read("open") == WAITS,
        )  # fmt: skip


class ObjectionFilter(Filter):
    """What is asked of the objections."""

    choices = {"kind": ObjectionKind, "state": ObjectionState}

    q = forms.CharField(label=_("编号、单位、评价编号"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def search(self) -> ObjectionSearch:
        """Return what the form asks."""
        kind = chosen(ObjectionKind, self.read("kind") or "")
        state = chosen(ObjectionState, self.read("state") or "")
        return ObjectionSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, ObjectionKind) else None,
            state=state if isinstance(state, ObjectionState) else None,
        )  # fmt: skip


class RoundForm(forms.Form):
    """Which days count, by which edition of the model."""

    edition = forms.ChoiceField(label=_("评价模型"))
    first_day = forms.DateField(label=_("评价期首日"), widget=DayInput)
    last_day = forms.DateField(label=_("评价期末日"), widget=DayInput)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"form_id": uuid4()})  # type: ignore[arg-type]
        field = self.fields["edition"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, spoken(words)) for name, words in editions_in_words()]

    def draft(self) -> RoundDraft:
        """Return what a sound form asks for."""
        given = self.cleaned_data
        return RoundDraft(
            form_id=given["form_id"], edition=given["edition"], first_day=given["first_day"],
            last_day=given["last_day"],
        )  # fmt: skip


class CreditSayForm(SaidForm):
    """A deed with its words; which it needs the deed knows.

    `points` are keys of indicators, `records` are `indicator:key`.
    """

    deed = forms.CharField(max_length=20)
    objection = forms.CharField(max_length=20, required=False)
    points = forms.MultipleChoiceField(required=False)
    records = forms.MultipleChoiceField(required=False)

    def __init__(self, data: object, files: object) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]
        for name in ("points", "records"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                asked = self.data.getlist(name)[:500] if hasattr(self.data, "getlist") else []
                field.choices = [(str(one)[:200], "") for one in asked]

    def struck(self) -> list[Strike]:
        """Return the records and whole indicators that are named."""
        named = [Strike(*str(one).split(":", 1)) for one in self.cleaned_data["records"]]
        of_records = {one.indicator for one in named}
        points = self.cleaned_data["points"]
        return named + [Strike(point) for point in points if point not in of_records]

    def claim(self, kind: ObjectionKind) -> Claim:
        """Return what a firm asks."""
        records = [one for one in self.struck() if one.key]
        return Claim(kind=kind, indicators=self.cleaned_data["points"], records=records)


def fresh_form() -> UUID:
    """Return the key of a form that is shown now."""
    return uuid4()
