"""What is typed when a visit is answered, and what stands above the list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.maintenance.queries.answers import AnswerSearch
from hoistway.web.desk.filters import DayInput, Filter, day_bounds


class AnswerForm(forms.Form):
    """One deed about a record; which words it needs the deed knows."""

    deed = forms.ChoiceField(
        choices=[(code, code) for code in ("confirm", "object", "reply", "correct")]
    )
    words = forms.CharField(max_length=500, required=False)
    about = forms.CharField(max_length=60, required=False)
    reads = forms.CharField(max_length=300, required=False)
    form_id = forms.UUIDField()


class CodeForm(forms.Form):
    """A code to be sent to somebody, or the digits that somebody read out."""

    deed = forms.ChoiceField(choices=[(code, code) for code in ("ask", "confirm")])
    person = forms.IntegerField(required=False, min_value=1)
    digits = forms.CharField(max_length=20, required=False)
    form_id = forms.UUIDField()


class AnswerFilter(Filter):
    """What is asked of signed visits."""

    q = forms.CharField(label=_("地址、电梯、注册代码、维保单位"), required=False, max_length=80)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> AnswerSearch:
        """Return what the form asks."""
        since, until = day_bounds(first=self.read("from_day"), last=self.read("to_day"))
        return AnswerSearch(text=self.read("q") or "", since=since, until=until)
