"""What is written about a mismatch, and what stands above their list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.filings.queries.mismatches import MismatchSearch
from hoistway.filings.vocabulary import MismatchField, MismatchState
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import chosen


class WordsForm(forms.Form):
    """Words and the key of the form; whether words are needed the deed knows."""

    words = forms.CharField(max_length=500, required=False)
    form_id = forms.UUIDField()


class DismissForm(forms.Form):
    """Why the note of the site is dismissed."""

    words = forms.CharField(max_length=500, required=False)


class MismatchFilter(Filter):
    """What is asked of the mismatches."""

    choices = {"field": MismatchField, "state": MismatchState}

    q = forms.CharField(label=_("编号、注册代码、地址、单位"), required=False, max_length=80)
    field = forms.ChoiceField(label=_("核对项目"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)
    from_day = forms.DateField(label=_("从"), required=False, widget=DayInput)
    to_day = forms.DateField(label=_("到"), required=False, widget=DayInput)

    def search(self) -> MismatchSearch:
        """Return what the form asks."""
        field = chosen(MismatchField, self.read("field") or "")
        state = chosen(MismatchState, self.read("state") or "")
        return MismatchSearch(
            text=self.read("q") or "", field=field if isinstance(field, MismatchField) else None,
            states=frozenset({state}) if isinstance(state, MismatchState) else frozenset(),
            jurisdiction_code=self.read("district") or "",
            first=self.read("from_day"), last=self.read("to_day"),
        )  # fmt: skip
