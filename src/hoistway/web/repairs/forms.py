"""What is typed about repairs, and what stands above their list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.maintenance.queries.repairs import PartSearch, RepairSearch
from hoistway.maintenance.vocabulary.repairs import RepairState, Urgency
from hoistway.web.desk.filters import DayInput, Filter, day_bounds
from hoistway.web.desk.shapes import choices_of, chosen

DEEDS = ("assign", "finish", "stop", "give_up", "drop", "return", "reject")


class DeedForm(forms.Form):
    """One deed about a repair; which of the fields it needs the deed knows."""

    deed = forms.ChoiceField(choices=[(code, code) for code in DEEDS])
    words = forms.CharField(max_length=1000, required=False)
    person = forms.IntegerField(required=False, min_value=1)
    planned_on = forms.DateField(required=False)
    visit = forms.UUIDField(required=False)
    file = forms.FileField(required=False)
    form_id = forms.UUIDField()


class OpenForm(forms.Form):
    """What is wrong with an elevator, and how soon it must be mended."""

    words = forms.CharField(
        label=_("故障情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgency = forms.ChoiceField(label=_("紧急程度"), widget=forms.RadioSelect)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["urgency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type
        field.choices = choices_of(Urgency, empty=None)[1:]


class RepairFilter(Filter):
    """What is asked of the repairs."""

    choices = {"urgency": Urgency, "state": RepairState}

    q = forms.CharField(label=_("编号、故障、地址、注册代码"), required=False, max_length=80)
    urgency = forms.ChoiceField(label=_("紧急程度"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> RepairSearch:
        """Return what the form asks."""
        urgency = chosen(Urgency, self.read("urgency") or "")
        state = chosen(RepairState, self.read("state") or "")
        since, until = day_bounds(first=self.read("from_day"), last=self.read("to_day"))
        return RepairSearch(
            text=self.read("q") or "", since=since, until=until,
            urgency=urgency if isinstance(urgency, Urgency) else None,
            states=frozenset({state}) if isinstance(state, RepairState) else frozenset(),
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


class PartFilter(Filter):
    """What is asked of the parts."""

    q = forms.CharField(label=_("部件、型号、序列号、地址"), required=False, max_length=80)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> PartSearch:
        """Return what the form asks."""
        since, until = day_bounds(first=self.read("from_day"), last=self.read("to_day"))
        return PartSearch(text=self.read("q") or "", since=since, until=until)
